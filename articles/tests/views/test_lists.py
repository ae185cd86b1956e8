"""The lists of campaigns, reporters, places and months."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Place, Role, Weight
from articles.tests import make
from articles.tests.caching import forget_kept
from articles.tests.public import days_ago

pytestmark = pytest.mark.django_db


def test_a_campaign_or_reporter_without_public_articles_is_not_found(client):
    assert client.get(make.campaign().get_absolute_url()).status_code == 404
    assert client.get(make.reporter().get_absolute_url()).status_code == 404


def test_a_place_without_articles_says_so(client):
    place = make.place("柳桥街道")

    assert "还没有写到柳桥街道的报道" in client.get(place.get_absolute_url()).content.decode()


def test_my_street_leads_to_its_page(client):
    place = make.place("柳桥街道")

    assert client.get("/places/", {"place": place.slug}).url == place.get_absolute_url()
    assert client.get("/places/", {"place": "nowhere\0"}).status_code == 404


def test_a_line_on_the_page_of_a_place_names_where_else_it_happened(client):
    place, other = make.place("柳桥街道"), make.place("澄园社区")
    for places in ([place], [place, other], [other, place], [place]):
        make.public(places=places)
    make.public(places=[place, other], photos=1)

    page = client.get(place.get_absolute_url()).content.decode()

    lines = re.findall(r'<article class="line">.*?</article>', page, re.DOTALL)
    assert [re.findall(r'<p class="line-foot">.*?>([^<]+)</a>', line) for line in lines] == [
        ["澄园社区"], ["澄园社区"], [],
    ]  # fmt: skip


def test_places_stand_under_their_street(client):
    street, alone = make.place("柳桥街道"), make.place("湿地公园", kind=Place.Kind.OTHER)
    part = make.place("澄园社区", kind=Place.Kind.COMMUNITY, within=street)
    context = client.get("/places/").context

    assert (context["streets"], context["others"]) == ([(street, [part])], [alone])


def test_who_and_where_a_campaign_is_about(client):
    campaign, place, other = make.campaign(), make.place(), make.place()
    reporter, editor = make.reporter("沈若溪"), make.reporter("周砚")
    for places in ([place], [place, other]):
        article = make.public(campaigns=[campaign], places=places, reporters=[reporter])
        make.byline(article, reporter, role=Role.PHOTOGRAPHER)
        make.byline(article, editor, role=Role.EDITOR)
    make.public(places=[place], reporters=[reporter])
    found = client.get(campaign.get_absolute_url()).context["tallies"]

    assert found.total == 2
    assert [(each.name, each.pieces) for each in found.reporters] == [("沈若溪", 2)]
    assert [(each.name, each.pieces) for each in found.places] == [(place.name, 2), (other.name, 1)]


def test_who_wrote_one_piece_and_edited_another_is_tallied_with_the_first_alone(client):
    campaign, person, other = make.campaign(), make.reporter("沈若溪"), make.reporter("闻人月")
    make.public(campaigns=[campaign], reporters=[person])
    make.byline(make.public(campaigns=[campaign], reporters=[other]), person, role=Role.EDITOR)
    hidden = make.public(campaigns=[campaign], reporters=[person], publish_at=days_ago(-1))
    found = client.get(campaign.get_absolute_url()).context["tallies"]

    assert hidden.publish_at > timezone.now()
    assert found.total == 2
    assert {each.name: each.pieces for each in found.reporters} == {"沈若溪": 1, "闻人月": 1}


def test_the_newest_of_a_list_are_looked_for_once_however_much_is_counted(client):
    campaign = make.campaign()
    make.public(campaigns=[campaign], places=[make.place()], reporters=[make.reporter()])
    forget_kept()
    with CaptureQueriesContext(connection) as asked:
        client.get(campaign.get_absolute_url())
    counting = [each["sql"] for each in asked if "MATERIALIZED" in each["sql"]]

    assert [sql.count("LIMIT 500") for sql in counting] == [1]


def test_a_tally_counts_the_newest_only(client, monkeypatch):
    monkeypatch.setattr("articles.site.tallies.NEWEST", 3)
    campaign = make.campaign()
    for at in range(5):
        make.public(campaigns=[campaign], publish_at=days_ago(at))
    found = client.get(campaign.get_absolute_url()).context["tallies"]

    assert (found.total, found.capped) == (3, True)


def test_a_reporters_figures(client):
    reporter = make.reporter()
    this_year = timezone.localdate().year
    make.public(reporters=[reporter], weight=Weight.LEAD, body="<p>一二三四五</p>")
    old = datetime(this_year - 1, 1, 1, tzinfo=timezone.get_current_timezone())
    make.public(reporters=[reporter], publish_at=old, body="<p>一二三</p>")
    context = client.get(reporter.get_absolute_url()).context

    assert context["figures"] == {"this_year": 1, "leads": 1, "length": 8}
    assert context["years"] == [(this_year, 1, 100), (this_year - 1, 1, 100)]


def test_reporters_stand_by_their_pinyin_and_go_on_past_the_page(client, monkeypatch):
    monkeypatch.setattr("articles.views.public.NAMES", 2)
    people = [make.reporter(name) for name in ("祝南枝", "费知夏", "林望")]
    make.public(reporters=people)
    zhu, fei, lin = people
    first = client.get("/reporters/").context

    assert (first["reporters"], first["next"]) == ([fei, lin], zhu)
    assert client.get("/reporters/?start=zhu+nan+zhi").context["reporters"] == [zhu]
    assert "没有作者" in client.get("/reporters/?start=zz%00").content.decode()


def test_the_archive_counts_the_months_of_a_year_by_local_time(client):
    zone = timezone.get_current_timezone()
    for moment in ((2025, 12, 31, 23), (2026, 1, 1, 0), (2026, 1, 31, 23), (2026, 3, 1, 12)):
        make.public(publish_at=datetime(*moment, tzinfo=zone))

    assert [n for _, n in client.get("/archive/").context["months"]] == [2, 0, 1] + [0] * 9
    assert [n for _, n in client.get("/archive/?year=2025").context["months"]] == [0] * 11 + [1]
    for year in ("2024", "2027", "x", "２０２６", "99999999999"):
        assert client.get("/archive/", {"year": year}).status_code == 404


def test_a_month_leads_to_the_months_beside_it_that_have_something(client):
    zone = timezone.get_current_timezone()
    before, article, after = (
        make.public(publish_at=datetime(*day, tzinfo=zone))
        for day in ((2025, 11, 30), (2026, 1, 31, 23, 59), (2026, 3, 1))
    )
    context = client.get("/archive/2026/1/").context

    assert context["leaf"].articles == [article]
    assert (context["previous"], context["next"]) == (before, after)


@pytest.mark.parametrize("address", ["0/1", "2026/0", "2026/13", "99999/1", "9" * 30 + "/1"])
def test_a_month_that_is_none_is_not_found(client, address):
    assert client.get(f"/archive/{address}/").status_code == 404
