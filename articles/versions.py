"""What an article says, at any time: its canonical form and hash, its versions, and one put back.

Versions are kept by django-reversion; nothing but this module knows how.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import reversion
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from reversion.models import Revision
from reversion.models import Version as Row

from articles import photos
from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Correction,
    Photo,
    Place,
    Placed,
    Reporter,
    Role,
    Unit,
    Version,
)
from articles.text.body import length

#: The heads and facts that a version restores besides text, names, photos and tags.
TEXTS = ("kicker", "headline", "subhead", "summary", "body", "source")
FACTS = ("genre", "weight", "page")
_PHOTO_FIELDS = ("number", "image", "width", "height", "digest", "caption", "credit", "alt")

reversion.register(
    Article,
    fields=(*TEXTS, *FACTS),
    follow=("bylines", "photos", "campaigned", "placed"),
)
reversion.register(Byline, fields=("role", "reporter", "unit", "position"))
reversion.register(Photo, fields=_PHOTO_FIELDS)
reversion.register(Campaigned, fields=("tag",))
reversion.register(Placed, fields=("place",))


@dataclass(frozen=True, slots=True)
class Signature:
    """A byline as it is printed, and the rows that it comes from."""

    role: str
    name: str
    unit: str
    reporter_id: int | None
    unit_id: int | None

    def __str__(self):
        return f"{Role(self.role).label} {self.name}" + (f"（{self.unit}）" if self.unit else "")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is printed; `image` is the name of its file."""

    number: int
    image: str
    width: int
    height: int
    digest: str
    caption: str
    credit: str
    alt: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of an article that a reader gets and a signature covers, and its `facts`."""

    texts: tuple[str, ...]  # in the order of TEXTS
    facts: tuple[str | int | None, ...]  # in the order of FACTS; not signed: they place, not say
    signatures: tuple[Signature, ...]
    pictures: tuple[Picture, ...]
    campaigns: tuple[tuple[int, str], ...]  # id, name; by id
    places: tuple[tuple[int, str], ...]
    corrections: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        return self.texts[TEXTS.index(name)]

    @property
    def body(self) -> str:
        return self.text("body")

    def canonical(self) -> str:
        """The exact form whose SHA-256 is signed: JSON, keys sorted, no space, UTF-8.

        Names are what is printed; campaigns and places are their ids, so that renaming one
        does not change the articles in it. Photos are by content.
        """
        form = dict(zip(TEXTS, self.texts, strict=True)) | {
            "form": 1,
            "bylines": [[s.role, s.name, s.unit] for s in self.signatures],
            "photos": [[p.number, p.digest, p.caption, p.credit, p.alt] for p in self.pictures],
            "campaigns": [pk for pk, _ in self.campaigns],
            "places": [pk for pk, _ in self.places],
            "corrections": list(self.corrections),
        }
        return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """SHA-256 of `canonical()`, 64 hex digits."""
        return sha256(self.canonical().encode()).hexdigest()


#: What `content_of` touches: for `prefetch_related` on many articles.
PARTS = (
    "bylines__reporter",
    "bylines__unit",
    "photos",
    "campaigned__tag",
    "placed__place",
    "corrections",
)


def content_of(article, *, files: bool = False) -> Content:
    """What the article says now. `files`: hash the photo files anew instead of trusting the rows.

    Reads the article's related rows (five or six queries, or those of PARTS when prefetched) and
    the texts of the given row as they are.
    """
    pictures = []
    for photo in sorted(article.photos.all(), key=lambda p: (p.number, p.pk)):
        found = photos.digest(default_storage, photo.image.name) if files else photo.digest
        values = [getattr(photo, name) for name in _PHOTO_FIELDS]
        values[_PHOTO_FIELDS.index("image")] = photo.image.name
        values[_PHOTO_FIELDS.index("digest")] = found
        pictures.append(Picture(*values))
    rows = article.bylines.all()
    if "bylines" not in getattr(article, "_prefetched_objects_cache", {}):
        rows = rows.select_related("reporter", "unit")
    return Content(
        texts=tuple(getattr(article, name) for name in TEXTS),
        facts=tuple(getattr(article, name) for name in FACTS),
        signatures=tuple(_signature(row) for row in sorted(rows, key=_place_in_print)),
        pictures=tuple(pictures),
        campaigns=_tags(article.campaigned, "tag"),
        places=_tags(article.placed, "place"),
        corrections=_corrections(article),
    )


def digest_of(article) -> str:
    return content_of(article).digest


def _place_in_print(byline):
    return byline.position, byline.pk


def _signature(row) -> Signature:
    unit = row.unit.name if row.unit else ""
    return Signature(row.role, row.reporter.name, unit, row.reporter_id, row.unit_id)


def _tags(manager, name) -> tuple[tuple[int, str], ...]:
    rows = manager.all()
    if manager.field.remote_field.related_name not in getattr(
        manager.instance, "_prefetched_objects_cache", {}
    ):
        rows = rows.select_related(name)
    return tuple(sorted((row.pk, row.name) for row in (getattr(each, name) for each in rows)))


def _corrections(article) -> tuple[str, ...]:
    """Oldest first; a working copy has those of the live article and then its own."""
    own = sorted(article.corrections.all(), key=lambda c: (c.corrected_on, c.pk))
    texts = tuple(row.text for row in own)
    if article.revises_id:
        live = Correction.objects.filter(article=article.revises_id)
        texts = (*live.order_by("corrected_on", "pk").values_list("text", flat=True), *texts)
    return texts


# Versions


@transaction.atomic
def keep(article, *, by, comment="") -> Version:
    """A version of the article as it stands in the database; the last one where nothing changed."""
    article = Article.objects.get(pk=article.pk)
    digest = digest_of(article)
    last = article.versions.select_related("revision").first()
    if last and last.digest == digest and _facts_at(last) == _facts(article):
        return last
    with reversion.create_revision():
        reversion.add_to_revision(article)
        reversion.set_user(by)
        reversion.set_comment(comment)
        number = last.number + 1 if last else _first_number(article)
        reversion.add_meta(Version, article=article, number=number, digest=digest)
    return article.versions.first()


def ensure(article) -> None:
    """Before the first change to an article that came in without one: a version of what it was."""
    if not article.versions.exists():
        keep(article, by=None, comment="原来的一版")


def _first_number(article) -> int:
    """A working copy counts on from the article that it revises."""
    if not article.revises_id:
        return 1
    last = Version.objects.filter(article=article.revises_id).aggregate(last=Max("number"))["last"]
    return last or 1


def _facts(article):
    return tuple(getattr(article, name) for name in FACTS)


def _facts_at(version):
    (row,) = _rows(version, Article)
    return tuple(row.field_dict[name] for name in FACTS)


def _rows(version, model) -> list[Row]:
    rows = version.revision.version_set.all()
    if "version_set" not in getattr(version.revision, "_prefetched_objects_cache", {}):
        rows = rows.select_related("content_type")
    return [row for row in rows if row.content_type.model == model._meta.model_name]


def content_at(version: Version) -> Content:
    """What the article said in that version; names as they were printed then. One or two queries.

    Corrections are not part of a version: they come with a revision and stay.
    """
    by_model: dict[str, list[Row]] = {}
    for row in version.revision.version_set.select_related("content_type"):
        by_model.setdefault(row.content_type.model, []).append(row)
    (head,) = by_model["article"]
    head = head.field_dict
    bylines = [(row.field_dict, row) for row in by_model.get("byline", ())]
    bylines.sort(key=lambda pair: (pair[0]["position"], int(pair[1].object_id)))
    units = dict(
        Unit.objects.filter(pk__in=[f["unit_id"] for f, _ in bylines]).values_list("pk", "name")
    )
    pictures = [row.field_dict for row in by_model.get("photo", ())]
    return Content(
        texts=tuple(head[name] for name in TEXTS),
        facts=tuple(head[name] for name in FACTS),
        signatures=tuple(
            Signature(
                fields["role"],
                row.object_repr.partition(" ")[2],
                units.get(fields["unit_id"], ""),
                fields["reporter_id"],
                fields["unit_id"],
            )
            for fields, row in bylines
        ),
        pictures=tuple(
            sorted(
                (Picture(*(_plain(p[name]) for name in _PHOTO_FIELDS)) for p in pictures),
                key=lambda p: p.number,
            )
        ),
        campaigns=_tags_at(by_model.get("campaigned", ()), "tag_id"),
        places=_tags_at(by_model.get("placed", ()), "place_id"),
    )


def lengths(found: Iterable[Version]) -> dict[int, int]:
    """字数 of each of these versions, by its id. One query."""
    by_revision = {version.revision_id: version.pk for version in found}
    rows = Row.objects.get_for_model(Article).filter(revision__in=by_revision)
    return {by_revision[row.revision_id]: length(row.field_dict["body"]) for row in rows}


def _plain(value):
    return getattr(value, "name", value)


def _tags_at(rows: Iterable[Row], column: str) -> tuple[tuple[int, str], ...]:
    return tuple(sorted((row.field_dict[column], row.object_repr) for row in rows))


# Putting a content into an article


@transaction.atomic
def put(content: Content, article) -> list[str]:
    """Make the article say exactly this; publication times are carried.

    The caller answers for status, version number and permission. Returns what could not be put
    back (a person, campaign or place that is no more), in words for the editor.
    """
    for name, value in (*zip(TEXTS, content.texts, strict=True), *zip(FACTS, content.facts,
                                                                      strict=True)):  # fmt: skip
        setattr(article, name, value)
    article.save(update_fields=[*TEXTS, *FACTS, "length", "updated_at"])
    lost = _put_bylines(content, article)
    article.photos.all().delete()
    Photo.objects.bulk_create(
        Photo(article=article, **{name: getattr(p, name) for name in _PHOTO_FIELDS})
        for p in content.pictures
    )
    lost += _put_tags(content.campaigns, Campaign, article.campaigned, "tag")
    lost += _put_tags(content.places, Place, article.placed, "place")
    Article.objects.filter(pk=article.pk).carry_times()
    return lost


def _put_bylines(content, article) -> list[str]:
    article.bylines.all().delete()
    lost, rows = [], []
    known = set(
        Reporter.objects.filter(
            pk__in=[s.reporter_id for s in content.signatures]
        ).values_list("pk", flat=True)
    )  # fmt: skip
    units = set(Unit.objects.filter(pk__in=[s.unit_id for s in content.signatures]).values_list(
        "pk", flat=True))  # fmt: skip
    for position, each in enumerate(content.signatures, 1):
        reporter_id = each.reporter_id
        if reporter_id not in known:  # merged since: somebody of that name signs
            reporter_id = (
                Reporter.objects.filter(name=each.name).order_by("pk").values_list("pk", flat=True)
            ).first()
        if reporter_id is None or (each.role, reporter_id) in [
            (row.role, row.reporter_id) for row in rows
        ]:
            lost.append(f"署名“{each}”")
            continue
        unit_id = each.unit_id if each.unit_id in units else None
        rows.append(
            Byline(
                article=article,
                role=each.role,
                reporter_id=reporter_id,
                unit_id=unit_id,
                position=position,
            )
        )
    Byline.objects.bulk_create(rows)
    return lost


def _put_tags(wanted, model, manager, column) -> list[str]:
    known = set(model.objects.filter(pk__in=[pk for pk, _ in wanted]).values_list("pk", flat=True))
    manager.all().delete()
    key = {manager.field.name: manager.instance}
    manager.model.objects.bulk_create(
        manager.model(**key, **{f"{column}_id": pk}) for pk, _ in wanted if pk in known
    )
    return [f"{model._meta.verbose_name}“{name}”" for pk, name in wanted if pk not in known]


# The end of versions


def hand_over(copy, live) -> None:
    """A working copy ends: its versions go on as the live article's, numbered on from there."""
    last = live.versions.first()
    rows = copy.versions.all()
    if last:
        rows = rows.filter(number__gt=last.number)
    rows.update(article=live)


def files_of(article) -> set[str]:
    """Every photo file that the article or one of its versions names."""
    names = set(article.photos.values_list("image", flat=True))
    photo = Row.objects.get_for_model(Photo).filter(revision__article__article=article.pk)
    return names | {_plain(row.field_dict["image"]) for row in photo}


def forget(article) -> set[str]:
    """Before an article is deleted: its versions go. Returns the files that nobody needs then."""
    names = files_of(article)
    revisions = list(article.versions.values_list("revision", flat=True))
    article.versions.all().delete()
    Revision.objects.filter(pk__in=revisions).delete()
    if article.revises_id:
        names -= files_of(article.revises)
    copy = Article.objects.filter(revises=article.pk).first()
    return names - (files_of(copy) if copy else set())
