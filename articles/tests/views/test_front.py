"""The front page: what stands where."""

import pytest
from django.db import connection

from articles.models import Article, Genre, Pin, Place, Slot, Status, Weight
from articles.site.front_page import make_up, read_facts
from articles.tests import make
from articles.tests.public import days_ago

pytestmark = pytest.mark.django_db


def made_up(*articles, pinned=()):
    for article, slot in pinned:
        article.slot = slot
    pool = sorted(articles, key=lambda article: article.publish_at, reverse=True)
    return make_up(
        [row for row, _ in pinned], pool, [], read_facts([row for row, _ in pinned] + pool)
    )


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


@pytest.mark.once
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

    assert len(set(page.numbers)) == len(page.numbers)
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


def test_the_second_column_opens_with_a_picture_where_a_story_has_one(client):
    lead = make.public(weight=Weight.LEAD)
    plain = [make.public(publish_at=days_ago(at)) for at in range(3)]
    pictured = make.public(publish_at=days_ago(5), photos=1)
    make.public(publish_at=days_ago(6), photos=1)

    page = client.get("/").context["page"]

    assert (page.lead, page.seconds[0], page.seconds[1:]) == (lead, pictured, plain[:2])


def test_what_an_editor_pinned_stays_before_the_picture():
    pinned, pictured = make.public(), make.public(photos=1)

    page = made_up(make.public(weight=Weight.LEAD), pictured, pinned=[(pinned, Slot.SECOND)])

    assert page.seconds == [pinned, pictured]


def test_the_lead_leads_on_to_stories_of_its_campaign_that_stand_nowhere_else(client):
    campaign = make.campaign()
    lead = make.public(weight=Weight.LEAD, campaigns=[campaign])
    for at in range(8):
        make.public(publish_at=days_ago(at / 9))
    more = [make.public(publish_at=days_ago(2 + at), campaigns=[campaign]) for at in range(4)]
    make.public(publish_at=days_ago(3), campaigns=[campaign], weight=Weight.BRIEF)

    page = client.get("/").context["page"]

    assert (page.lead, page.further) == (lead, more[:3])


def test_a_campaign_names_a_story_that_stands_nowhere_else_on_the_page(client):
    one, other = make.campaign("甲"), make.campaign("乙")
    lead = make.public(weight=Weight.LEAD, campaigns=[one, other])
    for at in range(7):
        make.public(publish_at=days_ago(at / 9))
    old = make.public(publish_at=days_ago(70), campaigns=[one, other], weight=Weight.BRIEF)

    rows = {row.name: row.latest_id for row in client.get("/").context["campaigns"]}

    # the second campaign has nothing else: its newest is named again rather than nothing
    assert rows == {"甲": old.pk, "乙": lead.pk}


def test_what_is_withdrawn_while_the_page_is_made_up_leaves_it_whole(client):
    lead = make.public(headline="撤下的头条", weight=Weight.LEAD)
    other = make.public(headline="留下的", publish_at=days_ago(1))
    done = []

    def withdraw(execute, sql, params, many, context):
        """As somebody else would, when it is known what stands where, and before that is read."""
        if "UNION ALL" in sql and not done:
            done.append(sql)
            Article.objects.filter(pk=lead.pk).update(status=Status.WITHDRAWN)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(withdraw):
        response = client.get("/")

    assert done
    assert response.context["page"].numbers == [other.pk]
    assert "撤下的头条" not in response.content.decode()


def test_what_is_withdrawn_again_while_it_is_made_up_anew_is_left_out(client):
    rows = [make.public(publish_at=days_ago(day)) for day in range(3)]
    gone = []

    def withdraw(execute, sql, params, many, context):
        if "UNION ALL" in sql and len(gone) < len(rows):
            gone.append(rows[len(gone)].pk)
            Article.objects.filter(pk=gone[-1]).update(status=Status.WITHDRAWN)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(withdraw):
        response = client.get("/")

    assert (response.status_code, gone) == (200, [row.pk for row in rows[:2]])
    assert response.context["page"].numbers == [rows[2].pk]


# The reader's own street


def test_the_street_that_a_reader_chose_stands_in_a_band_of_its_own(client):
    street = make.place("柳桥街道", kind=Place.Kind.STREET)
    part = make.place("澄园社区", kind=Place.Kind.COMMUNITY, within=street)
    lead = make.public(weight=Weight.LEAD, places=[street])
    for at in range(9):
        make.public(publish_at=days_ago(at / 9))
    there = [make.public(publish_at=days_ago(20 + at), places=[part]) for at in range(5)]
    make.article(places=[street], headline="未签发")
    assert client.get("/").context["street"] is None

    answer = client.get("/reading/", {"street": street.slug})
    context = client.get("/").context

    assert answer.cookies["street"].value == street.slug
    assert (context["street"], context["page"].lead) == (street, lead)
    assert context["page"].mine == there[:4]
    assert "我的街道" in client.get("/").content.decode()

    client.get("/reading/", {"street": ""})
    assert client.get("/").context["street"] is None


@pytest.mark.parametrize("said", ["nowhere", "community", "\0", "x" * 5000, "<b>"])
def test_a_street_that_is_none_is_not_remembered_and_harms_nothing(client, said):
    make.public(places=[make.place("社区", kind=Place.Kind.COMMUNITY, slug="community")])

    assert client.get("/reading/", {"street": said}).cookies["street"]["max-age"] == 0
    client.cookies["street"] = said.replace("\0", "")
    assert client.get("/").context["street"] is None
