"""An article as it is read: its text with the photos in their places, and what stands beside it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import CharField, Q, Value
from django.utils import timezone

from articles.models import Article, Campaigned, Placed

STEPS_BEFORE, STEPS_AFTER, RELATED = 3, 2, 3
#: Enough that some are left when the article itself and its neighbours are taken out.
CANDIDATES = RELATED + STEPS_BEFORE + STEPS_AFTER + 1


def story(article, site_name):
    """The context of `articles/article.html`; one query besides what `with_parts` loads."""
    campaign = next(iter(article.campaigns.all()), None)
    steps, related = _neighbours(article, campaign)
    return {
        "article": article,
        "body": article.body_with_photos,
        "unplaced": article.unplaced_photos,
        "campaign": campaign,
        "steps": steps,
        "related": related,
        "linked_data": _linked_data(article, site_name),
    }


def _neighbours(article, campaign):
    """The campaign's steps around the article, oldest first, and a few more to read: one query."""
    time, others = article.publish_at or timezone.now(), Article.objects.public()
    sources = {"latest": others.newest_first().values("pk")[:CANDIDATES]}
    if places := [place.pk for place in article.places.all()]:
        near = Placed.objects.public().filter(place=places[0]).order_by("-publish_at", "-article")
        sources["place"] = near.values("article")[:CANDIDATES]
    if campaign:
        steps = Campaigned.objects.public().filter(tag=campaign)
        earlier = steps.filter(
            Q(publish_at__lt=time) | Q(content_object__lt=article.pk), publish_at__lte=time
        ).order_by("-publish_at", "-content_object")
        later = steps.filter(
            Q(publish_at__gt=time) | Q(content_object__gt=article.pk), publish_at__gte=time
        ).order_by("publish_at", "content_object")
        sources["earlier"] = earlier.values("content_object")[:STEPS_BEFORE]
        sources["later"] = later.values("content_object")[:STEPS_AFTER]
    found = {name: [] for name in ("earlier", "later", "place", "latest")}
    for row in _union(sources):
        if row.pk != article.pk:
            found[row.part].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.publish_at, row.pk))
    steps = [*found["earlier"], article, *found["later"]]
    more = {row.pk: row for name in ("place", "latest") for row in reversed(found[name])}
    return steps, [row for row in more.values() if row not in steps][:RELATED]


def _union(sources):
    text = CharField()
    first, *rest = (
        Article.objects.filter(pk__in=ids)
        .only("kicker", "headline", "summary", "publish_at")
        .annotate(part=Value(name, output_field=text))
        for name, ids in sources.items()
    )
    return first.union(*rest, all=True)


def _linked_data(article, site_name):
    """schema.org's NewsArticle, for search engines."""
    url = settings.SITE_URL + article.get_absolute_url()
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": str(article),
        "mainEntityOfPage": url,
        "url": url,
        "inLanguage": "zh-CN",
        "author": [
            {
                "@type": "Person",
                "name": byline.reporter.name,
                "url": settings.SITE_URL + byline.reporter.get_absolute_url(),
            }
            for byline in article.writers
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": site_name},
        "image": [settings.SITE_URL + photo.url for photo in article.photos.all()],
    }
    if article.publish_at:
        facts["datePublished"] = timezone.localtime(article.publish_at).isoformat()
    if article.summary:
        facts["description"] = article.summary
    return facts
