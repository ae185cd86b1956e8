"""Headlines on the pages of an article at the desk: no line ends inside a word of theirs."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from articles import roles
from articles.models import Correction, Notice, Pin, Status
from articles.tests import make, plans
from articles.tests.clients import client_of, keep_typed, url
from articles.tests.html import Titles

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HEADLINE = "二十三条老巷换新灯　三万居民夜路明"


def first_phrase(page):
    """The headline's first phrase as the page has it, without what breaks between words."""
    start = page.index('<span class="phrase">')
    return strip_tags(page[start : page.index("</span>", start)])


@pytest.mark.parametrize("name", ["change", "versions", "review"])
def test_a_page_of_an_article_names_it_by_phrases(editor_client, name):
    article = make.article(headline=HEADLINE)

    page = editor_client.get(url(name, article)).content.decode()
    crumbs = page[page.index('class="breadcrumbs"') :]

    assert first_phrase(crumbs) == "二十三条老巷换新灯 三万居民夜路明"
    assert "<wbr>" in crumbs[: crumbs.index("</div>")]
    if name != "review":  # there it shows what changed in it
        assert first_phrase(page[page.index("<h1") :]) == "二十三条老巷换新灯"


def test_a_headline_in_marks_has_no_space_before_the_closing_one(editor_client):
    live = make.sent(Status.APPROVED, headline=HEADLINE)
    editor_client.post(url("step", live), {"_step": "revise", "revision": live.revision})
    live.refresh_from_db()

    text = strip_tags(editor_client.get(url("change", live.working_copy)).content.decode())

    assert "这是《二十三条老巷换新灯 三万居民夜路明》的修订稿" in text


def test_an_article_without_a_headline_is_named_all_the_same(editor_client):
    article = make.article(headline="")

    for name in ("change", "versions"):
        page = editor_client.get(url(name, article)).content.decode()
        heading = strip_tags(page[page.index("<h1") : page.index("</h1>")])
        assert "无题" in heading


LONG = "关于印发非机动车集中充电设施　建设管理办法的通知"


@pytest.fixture
def rows():
    """An editor who meets the headline in every list of the desk."""
    user = make.member(roles.CHIEF)
    waiting = make.sent(Status.SUBMITTED, headline=LONG)
    live = make.public(headline=LONG, weight=2)
    mine = make.article(headline=LONG, created_by=user)
    Correction.objects.create(article=live, text="应为九月。", corrected_on=timezone.localdate())
    Pin.objects.create(article=live, slot="lead", position=1)
    Notice.objects.create(to=user, article=waiting, text="送审了", kind="x")
    issue = plans.issue_with(live)
    client = client_of(user)
    keep_typed(client, mine, headline=LONG)
    return client, issue


ADDRESSES = {
    "desk": "index", "articles": "articles_article_changelist",
    "record": "articles_step_changelist",
    "corrections": "articles_correction_changelist", "pins": "articles_pin_changelist",
    "kept": "articles_article_kept", "board": "articles_issue_board",
}  # fmt: skip


def test_a_headline_breaks_between_words_in_every_list_of_the_desk(rows):
    client, issue = rows
    read = {}
    for name, address in ADDRESSES.items():
        answer = client.get(reverse(f"admin:{address}", args=[issue.pk] if name == "board" else []))
        assert answer.status_code == 200, name
        read[name] = Titles(answer, "非机动车集中充电设施")

    assert {name: titles.raw for name, titles in read.items() if titles.raw} == {}
    assert [name for name, titles in read.items() if not titles.whole] == []


def test_a_headline_breaks_between_words_where_articles_are_chosen_for_a_campaign():
    article, client = make.article(headline=LONG), client_of(make.member(roles.CHIEF))
    data = {"action": "add_campaign", "_selected_action": [article.pk]}
    titles = Titles(client.post(reverse("admin:articles_article_changelist"), data), "集中充电设施")

    assert (titles.raw, titles.whole > 0) == ([], True)
