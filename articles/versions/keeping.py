"""Versions of an article, kept by django-reversion; no other module uses it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import reversion
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Max
from reversion.models import Revision
from reversion.models import Version as Row

from articles.models import Article, Byline, Campaigned, Photo, Placed, Unit, Version
from articles.text.attached import read_attached
from articles.text.body import length
from articles.text.clips import read_clips
from articles.versions.content import (
    FACTS,
    PHOTO_FIELDS,
    TEXTS,
    Content,
    PhotoContent,
    Signature,
    content_of,
)

reversion.register(
    Article,
    fields=(*TEXTS, *(name.removesuffix("_id") for name in FACTS)),
    follow=("bylines", "photos", "campaigned", "placed"),
)
reversion.register(Byline, fields=("role", "reporter", "unit", "position"))
reversion.register(Photo, fields=PHOTO_FIELDS)
reversion.register(Campaigned, fields=("tag",))
reversion.register(Placed, fields=("place",))


@transaction.atomic
def keep(article: Article, *, by: User | None, comment: str = "") -> Version:
    """A version of the article as it is in the database, or the last one if nothing has changed."""
    article = Article.objects.get(pk=article.pk)
    content = content_of(article)
    last = article.versions.select_related("revision").first()
    if (
        last
        and last.digest == content.digest
        and content_at(last, now=content).unsigned == content.unsigned
    ):
        return last
    with reversion.create_revision():
        reversion.add_to_revision(article)
        reversion.set_user(by)
        reversion.set_comment(comment)
        number = last.number + 1 if last else _first_number(article)
        reversion.add_meta(Version, article=article, number=number, digest=content.digest)
    return article.versions.all()[0]


def ensure(article: Article) -> None:
    """Before the first change to an article that has no version yet, keep one of what it was."""
    if not article.versions.exists():
        keep(article, by=None, comment="原来的一版")


def _first_number(article: Article) -> int:
    """The versions of a working copy are numbered on from those of the article that it revises."""
    if not article.revises_id:
        return 1
    last = Version.objects.filter(article=article.revises_id).aggregate(last=Max("number"))["last"]
    return last or 1


def content_at(version: Version, *, now: Content | None = None) -> Content:
    """The article's content in that version, with names as they were printed then.

    Takes one or two queries. Corrections are not part of a version: they are never taken back. Nor
    are the names of units: those that `now`, the present content, has are not asked for again.
    """
    by_model: dict[str, list[Row]] = {}
    for row in Row.objects.filter(revision=version.revision_id).select_related("content_type"):
        by_model.setdefault(row.content_type.model, []).append(row)
    (row,) = by_model["article"]
    head = row.field_dict
    bylines = [(row.field_dict, row) for row in by_model.get("byline", ())]
    bylines.sort(key=lambda pair: (pair[0]["position"], int(pair[1].object_id)))
    units = {each.unit_id: each.unit for each in now.signatures} if now else {}
    if unknown := {fields["unit_id"] for fields, _ in bylines} - {None, *units}:
        units |= dict(Unit.objects.filter(pk__in=unknown).values_list("pk", "name"))
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
                (PhotoContent(*(_plain(p[name]) for name in PHOTO_FIELDS)) for p in pictures),
                key=lambda p: p.number,
            )
        ),
        campaigns=_tags_at(by_model.get("campaigned", ()), "tag_id"),
        places=_tags_at(by_model.get("placed", ()), "place_id"),
    )


def lengths(found: Iterable[Version]) -> dict[int, int]:
    """The 字数 of each of these versions by id, in one query."""
    by_revision = {version.revision_id: version.pk for version in found}
    rows = Row.objects.get_for_model(Article).filter(revision__in=by_revision)
    return {by_revision[row.revision_id]: length(row.field_dict["body"]) for row in rows}


def _plain(value: Any) -> Any:
    """The name of a file; any other value as it is."""
    return getattr(value, "name", value)


def _tags_at(rows: Iterable[Row], column: str) -> tuple[tuple[int, str], ...]:
    return tuple(sorted((row.field_dict[column], row.object_repr) for row in rows))


def hand_over(copy: Article, live: Article) -> None:
    """Give the versions of a working copy to the article that it revises; the copy ends."""
    last = live.versions.first()
    rows = copy.versions.all()
    if last:
        rows = rows.filter(number__gt=last.number)
    rows.update(article=live)


def files_of(article: Article) -> set[str]:
    """All files of photos, attachments and clips that the article or one of its versions names."""
    names = set(article.photos.values_list("image", flat=True))
    names |= {each.file for each in article.attached} | {each.file for each in article.sounds}
    return names | _files_in(Row.objects.filter(revision__article__article=article.pk))


def forget(article: Article) -> set[str]:
    """Delete an article's versions before itself; returns the files that nothing needs then."""
    names = files_of(article)
    revisions = list(article.versions.values_list("revision", flat=True))
    article.versions.all().delete()
    Revision.objects.filter(pk__in=revisions).delete()
    if article.revises:
        names -= files_of(article.revises)
    copy = Article.objects.filter(revises=article.pk).first()
    return names - (files_of(copy) if copy else set())


def forget_revisions(revisions: Iterable[int]) -> set[str]:
    """Delete versions of an article that is gone, by django-reversion's numbers; the files that
    they name."""
    numbers = list(revisions)
    names = _files_in(Row.objects.filter(revision__in=numbers))
    Revision.objects.filter(pk__in=numbers).delete()
    return names


def _files_in(rows: models.QuerySet[Row]) -> set[str]:
    """The files of photos, attachments and clips that these rows of versions name."""
    photo, article = (rows & Row.objects.get_for_model(each) for each in (Photo, Article))
    names = {str(_plain(row.field_dict["image"])) for row in photo}
    for row in article:
        kept = row.field_dict
        names |= {each.file for each in read_attached(kept["attachments"])}
        names |= {each.file for each in read_clips(kept["clips"])}
    return names
