"""The first run of a machine loads the sample and prints a month of it."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from articles.desk.stories import find_closing
from articles.models import Format, Issue

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_first_run_prints_the_fullest_month_and_a_second_leaves_it(client, monkeypatch):
    def broken_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("articles.making.make", broken_off)
        with pytest.raises(KeyboardInterrupt):
            call_command("sample", issue=True, verbosity=0)
    assert not Issue.objects.exists()

    call_command("sample", issue=True, verbosity=0)
    issue = Issue.objects.public().get()
    printed = issue.placements.printed()
    assert printed.count() == len(issue.manifest["articles"]) > 20
    assert [row["name"] for row in issue.manifest["files"]] == sorted(
        each.file_name(issue.slug) for each in Format
    )
    assert client.get(issue.get_absolute_url()).status_code == 200

    board = Issue.objects.get(sealed_at=None)
    assert board.month > issue.month
    closing = find_closing()
    assert closing
    assert (closing.issue, closing.is_past) == (board, False)
    assert all(page.small_picture for page in board.pages.all())
    assert board.placements.filter(photo_size="two").count() == 1

    call_command("sample", issue=True, verbosity=0)
    assert Issue.objects.public().get().sealed_at == issue.sealed_at
    assert Issue.objects.count() == 2


@pytest.mark.parametrize("today", ["2026-11-30T23:59", "2026-12-01T00:01", "2028-02-29T12:00"])
def test_without_fonts_a_first_run_on_any_day_says_so_and_goes_on(
    monkeypatch, tmp_path, capsys, today
):
    monkeypatch.setenv("FONT_DIR", str(tmp_path))
    with time_machine.travel(f"{today}+08:00"):
        call_command("sample", issue=True)

    assert "还没有做成：没有可用的中文字体" in capsys.readouterr().out
    issues = Issue.objects.order_by("month").values_list("month", "sealed_at")
    assert list(issues) == [(date(2026, 10, 1), None), (date(2026, 11, 1), None)]
