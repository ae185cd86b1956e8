"""How many public pieces of a month are reprints, and how many declare that AI had a part."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from articles.models import Article, Photo
from articles.text.months import Month


@dataclass(frozen=True, slots=True)
class Declared:
    """`consented`: photos for which it is written down that parents agreed."""

    reprints: int
    texts_part: int
    texts_whole: int
    photos_part: int
    photos_whole: int
    consented: int


def declared_of(month: Month) -> Declared:
    """Two queries."""
    public = Article.objects.public_within(*month.span)
    texts = public.order_by().aggregate(
        reprints=Count("pk", filter=~Q(source="")),
        texts_part=Count("pk", filter=Q(ai_use="part")),
        texts_whole=Count("pk", filter=Q(ai_use="whole")),
    )
    photos = Photo.objects.filter(article__in=public.order_by().values("pk")).aggregate(
        photos_part=Count("pk", filter=Q(ai_use="part")),
        photos_whole=Count("pk", filter=Q(ai_use="whole")),
        consented=Count("pk", filter=~Q(consent="")),
    )
    return Declared(**texts, **photos)
