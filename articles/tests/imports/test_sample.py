import json
import re
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.imports import sample
from articles.models import (
    Article,
    Campaign,
    Correction,
    Format,
    Issue,
    Photo,
    Reporter,
    Status,
    Step,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!(][\u4e00-\u9fff]")


@pytest.fixture
def bulletin(db):
    sample.load()


def test_the_sample_bulletin_is_whole_and_loading_it_again_changes_nothing(bulletin):
    def state():
        return [
            list(Article.objects.order_by("pk").values_list("archive_id", "headline", "revision")),
            Photo.objects.count(),
            Reporter.objects.count(),
            Campaign.objects.count(),
        ]

    before = state()
    Article.objects.filter(pk=Article.objects.first().pk).update(headline="编辑改过的主题")
    sample.load()

    after = state()
    assert after[1:] == before[1:]
    assert [row[0] for row in after[0]] == [row[0] for row in before[0]]
    assert sum(a != b for a, b in zip(after[0], before[0], strict=True)) == 1
    statuses = Counter(Article.objects.values_list("status", flat=True))
    assert statuses[Status.APPROVED] >= 40
    assert min(statuses[s] for s in (Status.DRAFT, Status.SUBMITTED, Status.HELD)) >= 1
    assert Article.objects.filter(status=Status.APPROVED, weight=4).exists()
    assert Correction.objects.count() == 1
    assert not Photo.objects.filter(alt="").exists()


def test_the_record_of_the_sample_is_of_the_past_and_nothing_changed_after_it(bulletin):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    last = {step.article_id: step.taken_at for step in Step.objects.order_by("pk")}
    moved = Article.objects.exclude(status=Status.DRAFT).values_list("pk", "moved_at", "updated_at")

    assert max(last.values()) < today
    assert {pk: times for pk, *times in moved} == {pk: [at, at] for pk, at in last.items()}


@pytest.mark.parametrize("name", ["bulletin.json", "desk.json"])
def test_the_sample_is_written_with_full_width_marks(name):
    assert HALF_WIDTH.findall(json.dumps(sample.read(name), ensure_ascii=False)) == []


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

    call_command("sample", issue=True, verbosity=0)
    assert Issue.objects.get().sealed_at == issue.sealed_at


def test_without_fonts_a_first_run_says_so_and_goes_on(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("FONT_DIR", str(tmp_path))
    call_command("sample", issue=True)

    assert "还没有做成：没有可用的中文字体" in capsys.readouterr().out
    assert Issue.objects.get().sealed_at is None
