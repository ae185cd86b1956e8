"""前因后果: one matter from its first report to what comes next."""

import pytest

from articles.models import Matter, MatterEntry
from articles.site.matter import propose
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page
from articles.tests.public import days_ago

pytestmark = pytest.mark.django_db


def matter(*articles, **fields):
    row = Matter.objects.create(**{"name": "码头怎样留下来"} | fields)
    for article in articles:
        row.entries.create(article=article)
    return row


def told(client, article):
    found = client.get(article.get_absolute_url()).context["told_matter"]
    return found and [entry.article for entry in found.entries]


def test_an_article_tells_what_went_before_and_after_in_the_order_of_publication(client):
    middle, first, last = (make.public(publish_at=days_ago(at)) for at in (5, 9, 1))
    matter(middle, last, first, coming="明年春节前通行。")

    assert told(client, middle) == [first, middle, last]
    page = Page(client.get(middle.get_absolute_url()))
    assert "明年春节前通行。" in page.text
    assert first.get_absolute_url() in page.values("a", "href")


def test_a_long_matter_costs_what_a_short_one_does(client, django_assert_num_queries):
    first = make.public()
    row = matter(first, make.public())
    client.get(first.get_absolute_url())
    for _ in range(2):
        with django_assert_num_queries(15):
            assert told(client, first)
        for _ in range(5):
            row.entries.create(article=make.public())


def test_nothing_hidden_is_told_and_a_matter_of_one_piece_is_none(client):
    shown, other = make.public(), make.public()
    matter(shown, make.article(headline="没签发"))
    matter(other, make.public(publish_at=days_ago(-1)), name="另一件")

    assert (told(client, shown), told(client, other)) == (None, None)
    assert told(client, make.public()) is None


def test_what_shares_rare_words_is_proposed_and_what_is_there_already_is_not(db):
    own = make.public(headline="澄河缆桩留下来了")
    near = make.public(headline="澄河缆桩进了展馆", publish_at=days_ago(3))
    make.article(headline="澄河缆桩草稿")
    for at in range(5):
        make.public(headline="食堂添了半份菜", publish_at=days_ago(at))

    row = matter(own)

    assert propose(row) == [near]
    row.entries.create(article=near)
    assert propose(row) == []


def test_an_editor_makes_a_matter_and_no_piece_belongs_to_two(db):
    one, other = make.public(headline="澄河缆桩留下来了"), make.public(headline="澄河缆桩进了展馆")
    matter(other, name="已有的")
    client = client_of(make.editor())
    data = {
        "name": "缆桩",
        "coming": "",
        "entries-TOTAL_FORMS": 1,
        "entries-INITIAL_FORMS": 0,
        "entries-0-words": "头一步",
    }

    refused = client.post("/admin/articles/matter/add/", data | {"entries-0-article": other.pk})
    assert "这篇稿件已经在另一件事里" in refused.content.decode()
    client.post("/admin/articles/matter/add/", data | {"entries-0-article": one.pk})

    entry = MatterEntry.objects.get(article=one)
    assert (entry.matter.name, entry.words) == ("缆桩", "头一步")
    shown = client.get(f"/admin/articles/matter/{entry.matter.pk}/change/").content.decode()
    assert "澄河缆桩进了展馆" in shown
