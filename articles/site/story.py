"""An article as it is read: its text with the photos in their places, and what stands beside it."""

from __future__ import annotations

from functools import partial

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.utils import timezone

from articles.models import Article, Campaigned, Placed, Proof, say_where
from articles.site.clips import show_clips
from articles.site.links import find_links
from articles.site.matter import tell_matter
from articles.site.passages import collect_passages, list_contents, list_marked
from articles.site.telling import LOOKED_AT, find_told
from articles.text.fold import normalize
from articles.text.headline import remove_breaks
from articles.text.rolling import read_all_entries

STEPS_BEFORE, STEPS_AFTER, RELATED = 3, 2, 3
#: Enough that some are left when the article itself and its neighbours are taken out.
CANDIDATES = RELATED + STEPS_BEFORE + STEPS_AFTER + 1
#: What the same campaign or place adds to that, and what an article must have to be related.
_NEAR, _ENOUGH = 2, 4


def story(article):
    """The context of `articles/article.html`; seven queries besides what `with_parts` loads, and
    one where the house names the proofreader."""
    campaign = next(iter(article.campaigns.all()), None)
    steps, more = _neighbours(article, campaign)
    package, chosen = find_links(article)
    article.told_subjects = [row.subject for row in article.subject_mentions.told()]
    more = [row for row in more if row not in package and row not in chosen]
    passages = collect_passages(article.body_with_photos, article.corrections.all())
    return {
        "article": article,
        "readable": True,
        "body": passages,
        "clips": show_clips(article),
        "unplaced": article.unplaced_photos,
        "contents": list_contents(passages),
        "marked": list_marked(passages),
        "proofreader": partial(_find_proofreader, article),
        "printed": say_where([article]).get(article.pk, ""),
        "campaign": campaign,
        "told_matter": tell_matter(article),
        "steps": steps,
        "package": package,
        "related": chosen + more[: max(0, RELATED - len(chosen))],
    }


def _find_proofreader(article):
    """Who read the latest proof of its text, by the record; "" if nobody did."""
    entries = [each.number for each in read_all_entries(article.entries)]
    proofs = article.proofs_taken.filter(of=Proof.Of.TEXT).exclude(copy__in=entries).order_by("-pk")
    return next(iter(proofs.values_list("by_name", flat=True)[:1]), "")


def _neighbours(article, campaign):
    """The campaign's steps around the article, oldest first, and a few more to read: two queries.

    More to read is what the headline's words find; for want of it the place's newest, or the
    paper's. Every row is asked for by `public()`, also what search found.
    """
    time, of = article.publish_at or timezone.now(), Article.objects.current().public_of
    told = find_told(article)
    places = [place.pk for place in article.places.all()]
    sources = {
        "told": of(sorted(told, key=lambda pk: -sum(told[pk].values()))[:LOOKED_AT]),
        "latest": of(Article.objects.public().current().newest_first().values("pk")[:CANDIDATES]),
    }
    if places:
        near = Placed.objects.current().filter(place=places[0]).order_by("-publish_at", "-article")
        sources["place"] = of(near.values("article")[:CANDIDATES])
    if campaign:
        steps = Campaigned.objects.public().filter(tag=campaign)
        earlier = steps.filter(
            Q(publish_at__lt=time) | Q(content_object__lt=article.pk), publish_at__lte=time
        ).order_by("-publish_at", "-content_object")
        later = steps.filter(
            Q(publish_at__gt=time) | Q(content_object__gt=article.pk), publish_at__gte=time
        ).order_by("publish_at", "content_object")
        ids = "content_object"
        of = Article.objects.public_of  # the campaign's steps stay what they were
        sources["earlier"] = of(earlier.values(ids)[:STEPS_BEFORE])
        sources["later"] = of(later.values(ids)[:STEPS_AFTER])
    found = {name: [] for name in ("earlier", "later", "told", "place", "latest")}
    for row in _union(sources, _nearness(campaign, places)):
        if row.pk != article.pk:
            found[row.part].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.publish_at, row.pk))
    worth = {row: _worth(row, told[row.pk]) for row in reversed(found["told"])}
    best = sorted((row for row in worth if worth[row] >= _ENOUGH), key=worth.get, reverse=True)
    steps = [*found["earlier"], article, *found["later"]]
    more = dict.fromkeys([*best, *reversed(found["place"]), *reversed(found["latest"])])
    return steps, [row for row in more if row not in steps][:RELATED]


def _worth(row, words):
    """Twice as much where it is said in the head."""
    head = normalize(" ".join((row.kicker, remove_breaks(row.headline), row.summary)))
    return _NEAR * row.near + sum(much * (1 + (word in head)) for word, much in words.items())


def _nearness(campaign, places):
    """Whether an article has the campaign or one of the places: a condition."""
    placed = Placed.objects.filter(article=OuterRef("pk"), place__in=places or [0])
    tagged = Campaigned.objects.filter(
        content_object=OuterRef("pk"), tag=campaign.pk if campaign else 0
    )
    return ExpressionWrapper(Exists(placed) | Exists(tagged), BooleanField())


def _union(sources, near):
    """How near an article is, only what the words found is asked: each question takes Django a
    tenth of an article's page to write."""
    text, unasked = CharField(), Value(value=False, output_field=BooleanField())
    first, *rest = (
        rows.only("kicker", "headline", "short_title", "summary", "publish_at", "ai_use").annotate(
            part=Value(name, output_field=text), near=near if name == "told" else unasked
        )
        for name, rows in sources.items()
    )
    return first.union(*rest, all=True)
