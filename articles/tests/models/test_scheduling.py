"""A text whose hour comes is public by itself, everywhere at once, by Shanghai's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Correction, Status
from articles.tests import make

pytestmark = pytest.mark.django_db

HEADLINE = "跨月的稿"
#: Midnight in Shanghai, of a day, a month and a year.
EDGES = {
    "day": datetime(2026, 11, 24, 16, tzinfo=UTC),
    "month": datetime(2026, 11, 30, 16, tzinfo=UTC),
    "year": datetime(2026, 12, 31, 16, tzinfo=UTC),
}


def shown_in(client, article, campaign, reporter, place, month):
    """Every way in which residents could come upon the article, and whether they do."""
    pages = {
        "front": reverse("front"),
        "campaign": reverse("campaign", args=[campaign.slug]),
        "reporter": reverse("reporter", args=[reporter.slug]),
        "place": reverse("place", args=[place.slug]),
        "month": reverse("month", args=[month.year, month.month]),
        "search": reverse("search") + f"?q={HEADLINE}",
        "feed": reverse("feed"),
        "campaign feed": reverse("campaign-feed", args=[campaign.slug]),
        "corrections": reverse("corrections"),
    }
    found = {}
    for name, address in pages.items():
        text = client.get(address).content.decode().replace("<wbr>", "")
        found[name] = HEADLINE in text.replace(f'value="{HEADLINE}"', "").replace(
            f"“{HEADLINE}”", ""
        )
    sitemap = client.get(reverse("sitemap-section", args=["articles"])).content.decode()
    found["sitemap"] = f"{article.get_absolute_url()}<" in sitemap
    found["article"] = client.get(article.get_absolute_url()).status_code == 200
    found["picture"] = client.get(article.photos.get().url).status_code == 200
    found["count"] = Article.objects.public().filter(pk=article.pk).exists()
    return {name for name, is_shown in found.items() if is_shown}, set(found)


@pytest.mark.parametrize("edge", EDGES)
def test_a_text_is_nowhere_before_its_hour_and_everywhere_from_then_on(client, at, edge):
    midnight = EDGES[edge]
    campaign, reporter, place = make.campaign(), make.reporter("闻人月"), make.place()
    # what is public already, so that every page is there
    for when in (midnight - timedelta(days=40), midnight - timedelta(days=2)):
        at(when)
        make.sent(
            Status.APPROVED, campaigns=[campaign], reporters=[reporter], places=[place], photos=1
        )
    article = make.sent(
        Status.APPROVED,
        headline=HEADLINE,
        publish_at=midnight,
        campaigns=[campaign],
        reporters=[reporter],
        places=[place],
        photos=1,
    )
    Correction.objects.create(article=article, text="应为三条。", corrected_on=midnight.date())
    month = timezone.localtime(midnight)
    ask = (client, article, campaign, reporter, place, month)

    at(midnight - timedelta(seconds=1))
    shown, _ = shown_in(*ask)
    assert shown == set()

    at(midnight)
    shown, everywhere = shown_in(*ask)
    assert shown == everywhere
    page = client.get(reverse("archive") + f"?year={month.year}").content.decode()
    assert reverse("month", args=[month.year, month.month]) in page
