"""The front page: what stands where."""

import pytest

from articles.models import Genre, Pin, Slot, Weight
from articles.site.front_page import make_up
from articles.tests import make
from articles.tests.public import days_ago

pytestmark = pytest.mark.django_db


def made_up(*articles, pinned=()):
    for article, slot in pinned:
        article.slot = slot
    pool = sorted(articles, key=lambda article: article.publish_at, reverse=True)
    return make_up([article for article, _ in pinned], pool)


def test_weight_then_date_decide_where_an_article_stands():
    normal = make.public(publish_at=days_ago(0))
    older_lead = make.public(publish_at=days_ago(3), weight=Weight.LEAD)
    lead = make.public(publish_at=days_ago(2), weight=Weight.LEAD)
    second = make.public(publish_at=days_ago(1), weight=Weight.SECOND)
    brief = make.public(publish_at=days_ago(0), weight=Weight.BRIEF)
    photo = make.public(publish_at=days_ago(1), genre=Genre.PHOTO, photos=1)

    page = made_up(normal, older_lead, lead, second, brief, photo)

    assert page.lead == lead
    assert page.seconds == [older_lead, second, normal]
    assert (page.briefs, page.shots, page.under, page.more) == ([brief], [photo], [], [])


def test_a_lead_is_news_for_a_fortnight_only():
    old = make.public(publish_at=days_ago(15), weight=Weight.LEAD)
    new = make.public(publish_at=days_ago(0))

    assert made_up(old, new).lead == new
    assert made_up(old).lead == old  # counted from the newest article, not from today


def test_the_editors_pins_come_first_and_in_order():
    heavy = make.public(weight=Weight.LEAD)
    first, second, third = (make.public(publish_at=days_ago(40)) for _ in range(3))

    page = made_up(heavy, pinned=[(first, Slot.LEAD), (second, Slot.SECOND), (third, Slot.SECOND)])

    assert (page.lead, page.seconds) == (first, [second, third, heavy])


def test_a_second_pinned_alone_leaves_the_lead_to_weight():
    heavy, pinned = make.public(weight=Weight.LEAD), make.public()

    page = made_up(heavy, pinned, pinned=[(pinned, Slot.SECOND)])

    assert (page.lead, page.seconds) == (heavy, [pinned])


def test_an_article_pinned_twice_stands_once():
    article = make.public()
    page = made_up(article, pinned=[(article, Slot.LEAD), (article, Slot.SECOND)])

    assert (page.lead, page.seconds) == (article, [])


@pytest.mark.parametrize("number", [0, 1, 3, 10, 60])
def test_no_article_stands_twice_on_the_front_page(client, number):
    place = make.place()
    for at in range(number):
        make.public(
            publish_at=days_ago(at / 5),
            weight=Weight.values[at % 4],
            genre=Genre.values[at % 6],
            places=[place],
            photos=at % 2,
        )
    page = client.get("/").context["page"]
    standing = [*filter(None, [page.lead]), *page.seconds, *page.under, *page.briefs]
    standing += [*page.shots, *page.streets, *page.more]

    assert len({article.pk for article in standing}) == len(standing)
    assert bool(page.lead) == bool(number)


def test_a_front_page_of_briefs_only_still_has_a_lead(client):
    briefs = [make.public(weight=Weight.BRIEF, publish_at=days_ago(at)) for at in range(3)]
    page = client.get("/").context["page"]

    assert (page.lead, page.briefs) == (briefs[0], briefs[1:])


def test_no_pinned_article_is_lost_however_many_there_are(client):
    pinned = [make.public(publish_at=days_ago(99 + at)) for at in range(12)]
    for position, article in enumerate(pinned, 1):
        Pin.objects.create(article=article, slot=Slot.SECOND, position=position)
    newest = make.public()
    page = client.get("/").context["page"]

    assert [page.lead, *page.seconds, *page.under, *page.more] == [newest, *pinned]


def test_an_expired_pin_and_a_pinned_draft_do_not_stand(client):
    expired, draft, shown = make.public(publish_at=days_ago(1)), make.article(), make.public()
    Pin.objects.create(article=expired, slot=Slot.LEAD, until=days_ago(1))
    Pin.objects.create(article=draft, slot=Slot.LEAD)
    page = client.get("/").context["page"]

    assert (page.lead, page.seconds) == (shown, [expired])


def test_an_empty_bulletin_says_so_kindly(client):
    assert "编辑部还没有发布稿件" in client.get("/").content.decode()
