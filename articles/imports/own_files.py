"""The lists of files that an article has of its own, sound and film or attachments, and how they
are changed while colleagues may change them, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from articles import versions
from articles.imports.storing import discard_files
from articles.models import Article
from articles.review import record, rights
from articles.text.attached import AttachedFile
from articles.text.clips import Clip

OwnFile = TypeVar("OwnFile", Clip, AttachedFile)


def add_files(files: Iterable[OwnFile], new: Iterable[OwnFile]) -> list[OwnFile]:
    """The files and the new ones after them, without those that are there already."""
    own = list(files)
    there = {each.digest for each in own}
    return own + [each for each in new if each.digest not in there]


def change_files(
    article: Article,
    column: str,
    arrange: Callable[[Article], list[dict[str, Any]]],
    new: Sequence[Clip | AttachedFile],
    *,
    by: User,
    called: str,
) -> Article:
    """Write what `arrange` makes of the article as it is now to its column, and record the change.

    Of the `new` files those that the article did not take are deleted. Files that it had stay, for
    versions have them. `called` is what the newsroom calls the list. Raises PermissionDenied, and
    what `arrange` raises; nothing is written then. Returns the article as it is now.
    """
    with transaction.atomic():
        row = Article.objects.select_for_update().get(pk=article.pk)
        if not rights.may_edit(row, by):
            raise PermissionDenied(called)
        files = arrange(row)
        if files != getattr(row, column):
            versions.ensure(row)
            Article.objects.filter(pk=row.pk).update(**{column: files}, revision=F("revision") + 1)
            record.record_change(row, by=by, comment=f"改了{called}")
        row.refresh_from_db()
    taken = {each["file"] for each in getattr(row, column)}
    discard_files(each for each in new if each.file not in taken)
    return row
