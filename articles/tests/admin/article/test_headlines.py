"""Headlines on the pages of an article at the desk: no line ends inside a word of theirs."""

import pytest
from django.utils.html import strip_tags

from articles.models import Status
from articles.tests import make
from articles.tests.clients import url

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
