"""What was chosen in the form of an article, and deleted or merged before it was saved."""

import pytest

from articles import merging, roles
from articles.tests import make
from articles.tests.clients import url
from articles.tests.conflicts import kept, opened

pytestmark = pytest.mark.django_db
GONE = "没有了\N{FULLWIDTH COLON}可能刚被删除，或者并入了别的一项。请重新选。"


def _merge(kept_, gone):
    merging.merge(kept_, [gone], by=make.member(roles.CHIEF))


def _campaign(article):
    row = make.campaign("江边新貌")
    return {"campaigns": [row.pk]}, lambda: _merge(make.campaign("滨江新貌"), row)


def _place(article):
    row = make.place("望津")
    return {"places": [row.pk]}, lambda: _merge(make.place("望津街道"), row)


def _section(article):
    row = make.section("便民")
    return {"section": row.pk}, row.delete


def _reporter(article):
    row = make.reporter("林西")
    make.byline(article, row)
    return {}, lambda: _merge(make.reporter("林溪"), row)


@pytest.mark.parametrize(
    ("choose", "said"),
    [
        (_campaign, f"选的有一项已经{GONE}"),
        (_place, f"选的有一项已经{GONE}"),
        (_section, f"选的这一项已经{GONE}"),
        (_reporter, f"选的这一项已经{GONE}"),
    ],
)
def test_a_choice_that_is_gone_is_told_and_nothing_typed_is_lost(editor_client, choose, said):
    article = kept(headline="步道通了", body="<p>江边的步道昨日通了。</p>")
    chosen, lose = choose(article)
    mine = opened(editor_client, article) | chosen
    lose()

    answer = editor_client.post(url("change", article), mine | {"headline": "步道昨天通了"})

    page = answer.content.decode()
    article.refresh_from_db()
    assert (answer.status_code, article.headline) == (200, "步道通了")
    assert said in page
    assert "步道昨天通了" in page


def test_what_is_still_there_is_saved(editor_client):
    article = kept(headline="步道通了", body="<p>江边的步道昨日通了。</p>")
    campaign, section = make.campaign(), make.section()
    mine = opened(editor_client, article, campaigns=[campaign.pk], section=section.pk)

    answer = editor_client.post(url("change", article), mine | {"headline": "步道昨天通了"})

    article.refresh_from_db()
    assert (answer.status_code, article.headline) == (302, "步道昨天通了")
    assert ([*article.campaigns.all()], article.section) == ([campaign], section)
