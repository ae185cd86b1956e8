"""Commands that read what is public: a revision whose hour has come is in force before they do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import making
from articles.models import Article, Format, Status
from articles.tests import issues, make

pytestmark = pytest.mark.django_db

TELLERS = ("export_issue", "wechat")


def signed_for(hours):
    """A public article, and its revision that is signed off for an hour before or after now."""
    live = make.sent(Status.APPROVED, headline="旧题", body="<p>旧文一段。</p>")
    copy = make.sent(Status.TIMED, revises=live, headline="新题", body="<p>新文一段。</p>")
    moment = timezone.now() + timedelta(hours=hours)
    Article.objects.filter(pk=copy.pk).update(publish_at=moment)
    return live


def run(name, live, folder):
    """Everything that the command says and writes."""
    issue = issues.issue([live])
    month, out = f"{issue.month:%Y-%m}", StringIO()
    arguments = {
        "export_issue": [month, "--formats", "jsonl", "--output", str(folder)],
        "plan_issue": [month],
        "verify": [],
        "wechat": [str(live.pk)],
        "contributions": [month],
        "count_archive": [],
        "export_record": [month, "--output", str(folder.parent / "record.zip")],
    }
    call_command(name, *arguments[name], stdout=out, stderr=StringIO())
    return out.getvalue() + "".join(path.read_text() for path in folder.glob("*.jsonl"))


@pytest.mark.parametrize(
    "name",
    [
        "export_issue",
        "plan_issue",
        "verify",
        "wechat",
        "contributions",
        "count_archive",
        "export_record",
    ],
)
def test_a_command_takes_over_what_is_due_before_it_reads(name, tmp_path):
    live = signed_for(-0.01)

    told = run(name, live, tmp_path / "out")

    rows = list(Article.objects.values_list("pk", "status", "headline"))
    assert rows == [(live.pk, "approved", "新题")]
    if name in TELLERS:
        assert ("新文一段" in told, "旧文一段" in told) == (True, False)


@pytest.mark.parametrize("name", TELLERS)
def test_nothing_of_it_is_told_before_its_hour(name, tmp_path):
    live = signed_for(1)

    told = run(name, live, tmp_path / "out")

    assert ("新文一段" in told, "旧文一段" in told) == (False, True)
    assert sorted(Article.objects.values_list("status", "headline")) == [
        ("approved", "旧题"), ("timed", "新题"),
    ]  # fmt: skip


def test_a_file_that_waits_to_be_made_has_what_came_due_meanwhile():
    live = signed_for(-0.01)

    for _, content in making.make(issues.issue([live]), [Format.JSONL]):
        told = content.read().decode()

    assert ("新文一段" in told, "旧文一段" in told) == (True, False)
