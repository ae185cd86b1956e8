"""The content of an article: everything that a reader gets, its canonical form and its hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, TypeVar

from django.core.files.storage import default_storage
from django.db.models import Prefetch, prefetch_related_objects

from articles import photos
from articles.models import Article, Byline, Campaign, Correction, Photo, Place, Role
from articles.text.attached import AttachedFile, read_attached, store_attached
from articles.text.byline import signature
from articles.text.clips import Clip, read_clips, store_clips
from articles.text.credit import credit_line
from articles.text.rolling import RollingEntry

Stored = TypeVar("Stored", AttachedFile, Clip)

#: The columns of an article that a version restores, besides its bylines, photos and tags.
TEXTS = ("kicker", "headline", "subhead", "summary", "body", "source")
FACTS = (
    "genre", "weight", "page", "ends_at", "attachments", "clips", "event_on", "section_id",
    "original_title", "original_author", "ai_use", "short_title",
)  # fmt: skip
#: Those of them that are signed, for residents are told of them; no others say what is printed.
_SIGNED_FACTS = (
    "ends_at", "attachments", "clips", "original_title", "original_author", "ai_use", "short_title",
)  # fmt: skip
#: What a photo has beside its file and words. No signature covers it but for the use of AI.
PHOTO_FACTS = ("taken_on", "focus_left", "focus_top", "ai_use", "consent")
PHOTO_FIELDS = (
    "number", "image", "width", "height", "digest", "caption", "credit", "alt", *PHOTO_FACTS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """A byline as it is printed, and the ids of the rows that it comes from."""

    role: str
    name: str
    unit: str
    reporter_id: int | None
    unit_id: int | None

    def __str__(self) -> str:
        return signature(Role(self.role).label, self.name, self.unit)


@dataclass(frozen=True, slots=True)
class PhotoContent:
    """A photo as it is printed; `image` is the name of its file, `consent` the desk's alone."""

    number: int
    image: str
    width: int
    height: int
    digest: str
    caption: str
    credit: str
    alt: str
    taken_on: date | None = None
    focus_left: int = photos.CENTRE
    focus_top: int = photos.CENTRE
    ai_use: str = ""
    consent: str = ""

    @property
    def credit_text(self) -> str:
        return credit_line(self.credit, self.ai_use)

    def canonical(self) -> list[Any]:
        """What a signature covers; the use of AI where there is any, as with `_SIGNED_FACTS`."""
        words = [self.number, self.digest, self.caption, self.credit, self.alt]
        return words + [self.ai_use] * bool(self.ai_use)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in an article that a reader gets and a signature covers, and its `facts`."""

    texts: tuple[str, ...]  # in the order of TEXTS
    facts: tuple[Any, ...]  # in the order of FACTS
    signatures: tuple[Signature, ...]
    pictures: tuple[PhotoContent, ...]
    campaigns: tuple[tuple[int, str], ...]  # id, name; by id
    places: tuple[tuple[int, str], ...]
    corrections: tuple[str, ...] = ()
    entries: tuple[RollingEntry, ...] = ()  # of a rolling story; no version has them

    @property
    def unsigned(self) -> tuple[Any, ...]:
        """What a version keeps and no signature covers: facts of the article and of its photos."""
        of_photos = [[getattr(p, name) for name in PHOTO_FACTS] for p in self.pictures]
        return self.facts, of_photos

    def text(self, name: str) -> str:
        return self.texts[TEXTS.index(name)]

    def fact(self, name: str) -> Any:
        return self.facts[FACTS.index(name)]

    @property
    def body(self) -> str:
        return self.text("body")

    def canonical(self) -> str:
        """The exact text whose SHA-256 is signed: JSON in UTF-8 with sorted keys and no spaces.

        It has names as they are printed, but campaigns and places by their ids, so that renaming
        one does not change the articles in it. It has photos by the hashes of their files.
        """
        form: dict[str, Any] = dict(zip(TEXTS, self.texts, strict=True)) | {
            "form": 1,
            "bylines": [[s.role, s.name, s.unit] for s in self.signatures],
            "photos": [photo.canonical() for photo in self.pictures],
            "campaigns": [pk for pk, _ in self.campaigns],
            "places": [pk for pk, _ in self.places],
            "corrections": list(self.corrections),
        }
        # Only where there are any: what was signed before they came has the hash that it had.
        said = {name: _plain(name, self.fact(name)) for name in _SIGNED_FACTS}
        said["entries"] = [[e.number, e.at, e.headline, e.body, e.signed] for e in self.entries]
        form |= {name: value for name, value in said.items() if value}
        return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """The SHA-256 of `canonical()` in 64 hex digits."""
        return sha256(self.canonical().encode()).hexdigest()


def _plain(name: str, value: Any) -> Any:
    """A value as JSON has it: moments by UTC, files by their hashes."""
    if name == "attachments":
        return [[each.name, each.kind, each.digest] for each in read_attached(value)]
    if name == "clips":
        return [each.signed for each in read_clips(value)]
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


#: What `content_of` reads, for `prefetch_related` on many articles: in five queries.
PARTS = (
    Prefetch("bylines", Byline.objects.select_related("reporter", "unit")),
    "photos",
    "campaigns",
    "places",
    "corrections",
)


def load(articles: Sequence[Article]) -> None:
    """Load what `content_of` reads of these articles, in as many queries for many as for one.

    With working copies the articles that they revise are read too, where they are not here yet.
    """
    copies = [article for article in articles if article.revises_id]
    prefetch_related_objects(copies, "revises")
    lives = [copy.revises for copy in copies if copy.revises]
    prefetch_related_objects([*articles, *lives], "corrections")
    prefetch_related_objects(articles, *PARTS)


def take_parts(
    article: Article,
    *,
    bylines: Sequence[Byline],
    photos: Sequence[Photo],
    campaigns: Sequence[Campaign],
    places: Sequence[Place],
    corrections: Sequence[Correction] = (),
) -> None:
    """What `content_of` would read of an article that was written a moment ago: all that it has.

    The bylines carry their reporters and units.
    """
    article._prefetched_objects_cache = {  # type: ignore[attr-defined] # as a prefetch leaves it
        "bylines": bylines, "photos": photos, "campaigns": campaigns, "places": places,
        "corrections": corrections,
    }  # fmt: skip


def content_of(article: Article, *, files: bool = False) -> Content:
    """The article's present content; with `files` the photos are hashed again, not read from rows.

    Reads the related rows (five or six queries, none after `load()` or where PARTS are prefetched)
    and takes the texts of the given row as they are.
    """
    pictures = []
    for photo in sorted(article.photos.all(), key=lambda p: (p.number, p.pk)):
        found = photos.digest(default_storage, photo.image.name or "") if files else photo.digest
        values = [getattr(photo, name) for name in PHOTO_FIELDS]
        values[PHOTO_FIELDS.index("image")] = photo.image.name
        values[PHOTO_FIELDS.index("digest")] = found
        pictures.append(PhotoContent(*values))
    rows = article.bylines.all()
    if "bylines" not in getattr(article, "_prefetched_objects_cache", {}):
        rows = rows.select_related("reporter", "unit")
    return Content(
        texts=tuple(getattr(article, name) for name in TEXTS),
        facts=tuple(_fact(article, name, files) for name in FACTS),
        signatures=tuple(_signature(row) for row in sorted(rows, key=_place_in_print)),
        pictures=tuple(pictures),
        campaigns=_names(article.campaigns),
        places=_names(article.places),
        corrections=_corrections(article),
        entries=article.rolling,
    )


def _fact(article: Article, name: str, files: bool) -> Any:
    if name == "attachments" and files:
        return store_attached(map(_hash_again, article.attached))
    if name == "clips" and files:
        return store_clips(map(_hash_again, article.sounds))
    return getattr(article, name)


def _hash_again(file: Stored) -> Stored:
    return replace(file, digest=photos.digest(default_storage, file.file))


def digest_of(article: Article) -> str:
    return content_of(article).digest


def _place_in_print(byline: Byline) -> tuple[int, int]:
    return byline.position, byline.pk


def _signature(row: Byline) -> Signature:
    unit = row.unit.name if row.unit else ""
    return Signature(row.role, row.reporter.name, unit, row.reporter_id, row.unit_id)


def _names(manager: Any) -> tuple[tuple[int, str], ...]:
    """The id and name of each campaign or place."""
    return tuple(sorted((row.pk, row.name) for row in manager.all()))


def _corrections(article: Article) -> tuple[str, ...]:
    """Oldest first; a working copy has those of the article that it revises, and then its own."""
    rows = sorted(article.corrections.all(), key=_oldest_first)
    if article.revises_id:
        rows = [*sorted(_of_live(article), key=_oldest_first), *rows]
    return tuple(row.text for row in rows)


def _of_live(copy: Article) -> Iterable[Correction]:
    """Those of the article that a working copy revises; its row is not read just for them."""
    if Article._meta.get_field("revises").is_cached(copy) and copy.revises:
        return copy.revises.corrections.all()
    return Correction.objects.filter(article=copy.revises_id)


def _oldest_first(correction: Correction) -> tuple[date, int]:
    return correction.corrected_on, correction.pk
