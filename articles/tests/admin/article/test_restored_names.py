"""An old version comes back after the people, units, campaigns or places that it names were merged
into others, or deleted."""

import pytest

from articles import merging, roles, versions
from articles.models import FormerSlug
from articles.tests import make
from articles.tests.clients import url
from articles.tests.conflicts import kept

pytestmark = pytest.mark.django_db


def merge(stays, *gone):
    merging.merge(stays, gone, by=make.member(roles.CHIEF))


def restore(client, article):
    """What is said after the first version is put back, beside that it was."""
    article.bylines.all().delete()
    article.campaigns.clear()
    article.places.clear()
    article.headline = "新题"
    article.save(update_fields=["headline"])
    versions.keep(article, by=None)
    article.refresh_from_db()
    data = {"number": "1", "revision": article.revision}
    said = client.post(url("restore", article), data, follow=True).context["messages"]
    return [text for each in said if not (text := str(each)).startswith("已恢复")]


def test_who_was_merged_is_named_by_the_name_that_stayed(editor_client):
    old, middle, new = (make.reporter(name) for name in ("王敏", "王明敏", "王敏（宣传部）"))
    article = kept(headline="原题", reporters=[old])
    merge(middle, old)
    merge(new, middle)

    assert restore(editor_client, article) == []
    assert [byline.reporter for byline in article.bylines.all()] == [new]


def test_campaigns_and_places_that_were_merged_are_those_that_stayed(editor_client):
    campaign, place = make.campaign("江边新貌"), make.place("望津")
    article = kept(headline="原题", campaigns=[campaign], places=[place])
    stays, street = make.campaign("滨江新貌"), make.place("望津街道")
    merge(stays, campaign)
    merge(street, place)

    assert restore(editor_client, article) == []
    assert ([*article.campaigns.all()], [*article.places.all()]) == ([stays], [street])


def test_two_that_became_one_stand_once(editor_client):
    one, other = make.campaign("江边新貌"), make.campaign("滨江新貌")
    first, second = make.reporter("王敏"), make.reporter("王明敏")
    article = kept(headline="原题", campaigns=[one, other], reporters=[first, second])
    merge(other, one)
    merge(second, first)

    assert restore(editor_client, article) == []
    assert [*article.campaigns.all()] == [other]
    assert [byline.reporter for byline in article.bylines.all()] == [second]


def test_a_unit_that_is_gone_is_told(editor_client):
    old, other = make.unit("区融媒体中心"), make.unit("区总工会")
    article = make.article(headline="原题")
    make.byline(article, make.reporter("王敏"), unit=old, position=1)
    make.byline(article, make.reporter("林溪"), unit=other, position=2)
    versions.keep(article, by=None)
    merge(make.unit("区新闻中心"), old)

    assert restore(editor_client, article) == [
        "没有能放回\N{FULLWIDTH COLON}署名“通讯员 王敏”的单位，后台里已经没有了。"
    ]
    assert [byline.unit for byline in article.bylines.order_by("position")] == [None, other]


def test_what_was_deleted_and_not_merged_is_told(editor_client):
    campaign, place = make.campaign("江边新貌"), make.place("望津")
    article = kept(headline="原题", campaigns=[campaign], places=[place])
    campaign.delete()
    place.delete()

    (said,) = restore(editor_client, article)
    assert "专栏“江边新貌”" in said
    assert "“望津”" in said


def test_a_renamed_row_s_old_address_says_of_no_merger():
    campaign = make.campaign("江边新貌")
    FormerSlug.objects.keep("jiu-ming", campaign)

    assert FormerSlug.objects.heirs("campaign", [campaign.pk, None, 9]) == {}
