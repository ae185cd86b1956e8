"""转载: from media that the newsroom lists, and with an editor who answers for it."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import ReprintSource, Role, Status
from articles.review import taking
from articles.review.proofreading import proofread_article
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of

pytestmark = pytest.mark.django_db

RULES = ("unlisted_source", "missing_editor")


def found(article):
    rules = [remark.finding.rule for remark in proofread_article(article).open]
    return sorted(rule for rule in rules if rule in RULES)


def listed(*names, **fields):
    for name in names:
        ReprintSource.objects.create(name=name, **fields)


def reprint(source, *, editor=True):
    row = make.article(source=source, body="<p>江边的步道昨日通了。</p>")
    if editor:
        make.byline(row, make.reporter(), role=Role.EDITOR)
    return row


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("望江日报 2026年11月3日", []),
        ("《望江　日报》", []),
        ("新华社", []),
        ("某某自媒体", ["unlisted_source"]),
        ("望江晚报", ["unlisted_source"]),
        ("", []),
    ],
)
def test_a_source_must_name_a_medium_of_the_list(source, rules):
    listed("望江日报", "新华社")

    assert found(reprint(source)) == rules


def test_a_reprint_names_the_editor_who_answers_for_it():
    listed("望江日报")

    assert found(reprint("望江日报", editor=False)) == ["missing_editor"]
    assert found(reprint("", editor=False)) == []


def test_without_a_list_nothing_is_asked_for():
    listed("望江日报", active=False)

    assert found(reprint("某某自媒体", editor=False)) == []


def test_a_medium_that_is_added_holds_at_once():
    listed("望江日报")
    article = reprint("江边新闻")
    assert found(article) == ["unlisted_source"]
    listed("江边新闻")

    assert found(article) == []


def test_such_a_text_is_not_signed_off_until_somebody_decides():
    listed("望江日报")
    article = make.sent(Status.SECOND_PASSED, source="某某自媒体", reporters=[make.reporter()])
    make.proofed(article)
    article.refresh_from_db()

    with pytest.raises(taking.StepRefused, match="应查"):
        taking.take(STEPS["final-pass"], article, by=make.member(roles.CHIEF), opinion="同意。")


@pytest.mark.parametrize("name", ["报", " \u200b报 ", "\u3000"])
def test_a_name_that_would_be_found_everywhere_is_refused(name):
    address = reverse("admin:articles_reprintsource_add")
    chief = client_of(make.member(roles.CHIEF))
    answer = chief.post(address, {"name": name, "ground": "", "active": "on"})

    assert "name" in answer.context["adminform"].form.errors
    assert not ReprintSource.objects.exists()
