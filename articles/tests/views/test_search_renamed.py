"""Searches by the address that a campaign, place or reporter had before: printed and linked."""

import pytest

from articles import merging
from articles.models import FormerSlug
from articles.tests import make

pytestmark = pytest.mark.django_db


def make_named(kind):
    """A row with a public article, and the address that it had before."""
    row = getattr(make, kind)()
    make.public(**{f"{kind}s": [row]})
    FormerSlug.objects.keep("jiu-ming", row)
    return row


@pytest.mark.parametrize("kind", ["campaign", "place", "reporter"])
def test_a_former_address_leads_to_the_same_search_by_the_present_one(client, kind):
    row = make_named(kind)

    answer = client.get("/search/", {"q": "江边", kind: "jiu-ming", "order": "oldest"})

    assert (answer.status_code, answer["Location"]) == (
        301,
        f"/search/?q=%E6%B1%9F%E8%BE%B9&{kind}={row.slug}&order=oldest",
    )
    assert client.get(answer["Location"]).context["chosen"][0].text == str(row)


def test_what_was_merged_leads_to_what_was_kept(client):
    gone, kept = make.campaign("灯下"), make.campaign("灯下夜话")
    make.public(campaigns=[gone])
    slug = gone.slug
    merging.merge(kept, [gone], by=make.editor())

    answer = client.get("/search/", {"campaign": slug})

    assert answer["Location"] == f"/search/?campaign={kept.slug}"


def test_several_former_addresses_are_followed_at_once(client):
    campaign, place = make_named("campaign"), make_named("place")

    answer = client.get("/search/", {"campaign": "jiu-ming", "place": "jiu-ming"})

    assert answer["Location"] == f"/search/?campaign={campaign.slug}&place={place.slug}"


@pytest.mark.parametrize("kind", ["campaign", "place", "reporter"])
def test_what_readers_may_not_see_and_what_never_was_stays_refused(client, kind):
    row = getattr(make, kind)()
    make.article(**{f"{kind}s": [row]})
    FormerSlug.objects.keep("jiu-ming", row)

    answers = [client.get("/search/", {kind: slug}) for slug in ("jiu-ming", "mei-you", "x" * 300)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert all(answer.context["form"].errors for answer in answers)
