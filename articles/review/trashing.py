"""The trash: a draft that is thrown away can be taken back for thirty days, with all it had."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, cast

from django.contrib.auth.models import User
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.serializers.base import DeserializedObject
from django.db import models, transaction
from django.utils import timezone

from articles import photos, search, versions
from articles.models import (
    TRASH_DAYS,
    Article,
    Delivery,
    Photo,
    PlannedStory,
    Reporter,
    Status,
    TrashedDraft,
    Version,
)
from articles.review import rights
from articles.text.attached import read_attached
from articles.text.body import extract_text
from articles.text.clips import read_clips

#: What goes with an article and is not kept: told to people, counted, or found anew.
_LEFT = ("matterentry", "notice", "opening", "pin", "previewlink", "readcount", "searchdoc")
#: So many are swept away at a time.
_MOST_SWEPT = 50

Data = dict[str, Any]


class TrashRefused(Exception):  # noqa: N818  a refusal, not a fault
    """Nothing is taken back; the text says in Chinese why."""


@transaction.atomic
def throw_away(article: Article, *, by: User) -> TrashedDraft:
    """Put a draft that was never sent in into the trash. Raises PermissionDenied."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not rights.may_delete(article, by):
        raise PermissionDenied("送审过的稿件不能删")
    sweep()
    kept = TrashedDraft.objects.create(
        key=article.pk,
        headline=article.headline,
        opening=extract_text(article.body)[:200],
        length=article.length,
        rows=[
            _write(article) | _find_origins(article),
            *(_write(row) for row in _find_parts(article)),
        ],
        writer=article.created_by,
        thrown_by=by,
    )
    article.delete()
    search.follow([kept.key])
    return kept


@transaction.atomic
def take_back(kept: TrashedDraft, *, by: User) -> tuple[Article, list[str]]:
    """Make the draft an article again, with its number, and say what could not come back.

    Raises PermissionDenied, or TrashRefused where it is gone or would be a second revision.
    """
    row = TrashedDraft.objects.select_for_update().filter(pk=kept.pk).first()
    if row is None:
        raise TrashRefused(f"已经放回了，或者过了{TRASH_DAYS}天。")
    if not TrashedDraft.objects.visible_to(by).filter(pk=row.pk).exists():
        raise PermissionDenied("放回草稿")
    head, *parts = row.rows
    article = cast(Article, _read(head).object)
    _refuse_second_revision(article)
    for field in _lost_references(article):
        setattr(article, field.attname, None)
    if article.archive_id and Article.objects.filter(archive_id=article.archive_id).exists():
        article.archive_id = None  # it was imported anew
    article.revision += 1
    article.updated_at = article.moved_at = timezone.now()
    article.save_base(raw=True, force_insert=True)
    lost = [said for part in parts if (said := _put_back(part))]
    _link_origins(article, head)
    row.delete()
    Article.objects.filter(pk=article.pk).carry_times()
    search.follow([article.pk])
    return article, lost


def sweep() -> None:
    """Delete for good, with their versions and files, what nobody took back in time."""
    rows = list(TrashedDraft.objects.run_out()[:_MOST_SWEPT])
    if not rows:
        return
    names = {name for row in rows for name in _forget(row)}
    TrashedDraft.objects.filter(pk__in=[row.pk for row in rows]).delete()

    def remove() -> None:
        used = Photo.objects.filter(image__in=names).values_list("image", flat=True)
        photos.discard(default_storage, names.difference(used))

    transaction.on_commit(remove)


def _forget(row: TrashedDraft) -> set[str]:
    """Delete its versions; the files that it named and nothing else needs."""
    fields = [part["fields"] for part in row.rows if part["model"] == _name_of(Photo)]
    revisions = [
        part["fields"]["revision"] for part in row.rows if part["model"] == _name_of(Version)
    ]
    names = {each["image"] for each in fields} | versions.forget_revisions(revisions)
    fields = row.rows[0]["fields"]
    names |= {each.file for each in read_attached(fields.get("attachments"))}
    names |= {each.file for each in read_clips(fields.get("clips"))}
    live = Article.objects.filter(pk=row.rows[0]["fields"]["revises"]).first()
    return names - (versions.files_of(live) if live else set())


def _find_origins(article: Article) -> Data:
    """Of what it was made: the numbers of deliveries and of a planned story."""
    return {
        "deliveries": list(article.deliveries.order_by("pk").values_list("pk", flat=True)),
        "stories": list(PlannedStory.objects.filter(article=article).values_list("pk", flat=True)),
    }


def _link_origins(article: Article, head: Data) -> None:
    """A story of which another article was made meanwhile stays with that one."""
    article.deliveries.set(Delivery.objects.filter(pk__in=head.get("deliveries", [])))
    waiting = PlannedStory.objects.filter(pk__in=head.get("stories", []), article=None)
    waiting.update(article=article)


def _name_of(model: type[models.Model]) -> str:
    return model._meta.label_lower


def _find_parts(article: Article) -> Iterator[models.Model]:
    """The rows that the database deletes together with the article, and that are kept."""
    for relation in Article._meta.related_objects:
        if relation.on_delete is not models.CASCADE or relation.name in _LEFT:
            continue
        model = relation.related_model
        if model._meta.model_name not in _LEFT:
            rows = model._base_manager.filter(**{relation.field.name: article})
            yield from rows.order_by("pk")


def _write(row: models.Model) -> Data:
    (data,) = serializers.serialize("python", [row])
    # Not by Django's own encoder, which forgets microseconds.
    written: Data = json.loads(json.dumps(data | {"said": str(row)}, default=str))
    return written


def _read(data: Data) -> DeserializedObject:
    """Columns that the table no longer has are passed over."""
    (found,) = serializers.deserialize("python", [data], ignorenonexistent=True)
    return found


def _put_back(data: Data) -> str:
    """Save the row as it was; what it says of itself where it can't be, because of what is gone."""
    row = _read(data).object
    for field in _lost_references(row):
        if field.null:
            setattr(row, field.attname, None)
        elif field.related_model is Reporter and (found := _find_namesake(data)):
            setattr(row, field.attname, found)
        else:
            return f"{row._meta.verbose_name}“{data['said']}”"
    try:
        row.validate_constraints()
    except ValidationError:  # two people of the bylines became one
        return f"{row._meta.verbose_name}“{data['said']}”"
    row.save_base(raw=True, force_insert=True)
    return ""


def _find_namesake(data: Data) -> int | None:
    """The reporter into whom the one of this byline was merged: the one of that name."""
    name = data["said"].partition(" ")[2]
    return Reporter.objects.same_name(name).values_list("pk", flat=True).first()


def _lost_references(row: models.Model) -> list[models.ForeignKey[Any, Any]]:
    """The columns that name a row which is no longer there."""
    fields = [field for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [field for field in fields if not _is_there(field, getattr(row, field.attname))]


def _is_there(field: models.ForeignKey[Any, Any], key: object) -> bool:
    find: Callable[..., Any] = field.remote_field.model._base_manager.filter
    return key is None or bool(find(pk=key).exists())


def _refuse_second_revision(article: Article) -> None:
    if article.revises_id is None:
        return
    live = Article.objects.filter(pk=article.revises_id).first()
    if live is None or live.status != Status.APPROVED:
        raise TrashRefused("这是一篇修订稿，原稿已经撤下或者不在了，不能放回。")
    if Article.objects.filter(revises=live).exists():
        raise TrashRefused(f"“{live}”已另有一份修订稿，不能再放回这一份。")
