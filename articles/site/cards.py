"""What a card and a line of a list show of an article, as values: while these are the same, so is
what was written of them, whatever else has changed in the newsroom."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.utils import timezone

from articles.models import Article, Photo, Place


def read_line(article: Article, with_place: bool) -> Hashable:
    """All that `partials/line.html` shows, and what dates differ by; places are read only for a
    line that names one."""
    return (
        article.pk,
        article.publish_at,
        timezone.localdate().year,
        article.has_ended,
        article.ai_use,
        article.list_title,
        _read_places(article.places.all()) if with_place else (),
    )


def read_card(article: Any) -> Hashable:
    """All that `partials/card.html` shows: in lists an article carries its `opening`, not its
    body."""
    opening = getattr(article, "opening", None)
    begins = article.body if opening is None else opening
    return (
        read_line(article, with_place=True),
        article.kicker,
        article.summary or begins,
        _read_photo(article.first_photo),
        tuple((each.role, each.reporter.name) for each in article.bylines.all()),
    )


def _read_places(places: Any) -> tuple[Hashable, ...]:
    def read(place: Place) -> Hashable:
        return place.pk, place.slug, place.name

    return tuple(map(read, places))


def _read_photo(photo: Photo | None) -> Hashable:
    return photo and (
        photo.image.name, photo.width, photo.height, photo.focus_left, photo.focus_top,
        photo.ai_use,
    )  # fmt: skip
