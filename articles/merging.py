"""Merges several rows for the same reporter, campaign, place, unit or subject, with all tied to
them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from articles import search
from articles.models import (
    Byline,
    Campaign,
    Campaigned,
    FormerSlug,
    PickedFigure,
    Place,
    Placed,
    PlannedStory,
    Reporter,
    Subject,
    SubjectMention,
    Unit,
    YearTarget,
)
from articles.review import record

Merged = TypeVar("Merged", Reporter, Campaign, Place, Unit)

#: The rows that tie each to articles, their column for it, and the columns that are unique with it.
_TIES: dict[type, tuple[type[Byline | Campaigned | Placed], str, tuple[str, ...]]] = {
    Reporter: (Byline, "reporter", ("article_id", "role")),
    Campaign: (Campaigned, "tag", ("content_object_id",)),
    Place: (Placed, "place", ("article_id",)),
    Unit: (Byline, "unit", ("pk",)),
}
#: What the kept row takes over where it has nothing itself.
_TAKEN_OVER: dict[type, tuple[str, ...]] = {
    Reporter: ("introduction", "unit", "user", "lead"),
    Campaign: ("slogan", "introduction", "lead"),
    Place: ("introduction", "within", "lead"),
    Unit: ("short_name",),
}
_BATCH = 500


class MergeRefused(Exception):  # noqa: N818
    """These rows can't be merged; the text tells the editor why."""


@transaction.atomic
def merge(kept: Merged, gone: Iterable[Merged], *, by: User) -> int:
    """Move everything from the rows `gone` to `kept`, delete them, and return how much was moved.

    In an article that names both, only the kept one remains. Raises MergeRefused where the names
    in signed articles would change without the right to sign off, or an account would be lost.
    """
    model = type(kept)
    kept = model.objects.select_for_update().get(pk=kept.pk)
    gone = list(
        model.objects.select_for_update().filter(pk__in=[g.pk for g in gone]).order_by("pk")
    )
    if not gone or kept in gone:
        raise MergeRefused("请另选一项留下，其余的并入它。")
    if sum(1 for row in (kept, *gone) if isinstance(row, Reporter) and row.user_id) > 1:
        raise MergeRefused("这几位作者各有账号，不能合并。请先去掉多余的账号。")

    before = record.digests(Q(**{f"{model.in_articles}__in": gone}))
    named = search.find_articles_naming(gone)
    moved = _move(kept, gone)
    if isinstance(kept, Place):
        parts = Place.objects.filter(within__in=[row.pk for row in gone])
        parts.exclude(pk=kept.pk).update(within=kept)
        kept.editors.add(*User.objects.filter(edited_places__in=gone))
    _move_stories(kept, gone)
    if isinstance(kept, Campaign):
        PickedFigure.objects.filter(campaign__in=[row.pk for row in gone]).update(campaign=kept)
    if isinstance(kept, Unit | Reporter):
        _move_targets(kept, gone)
    if isinstance(kept, Unit):
        Reporter.objects.filter(unit__in=[row.pk for row in gone]).update(unit=kept)
    else:
        _keep_addresses(kept, gone)
    names = "、".join(f"{row}（编号{row.pk}）" for row in gone)
    try:
        record.record_rename(before, by=by, said=f"{kept._meta.verbose_name}{names}并入“{kept}”")
    except record.RenameRefused as refusal:
        raise MergeRefused(str(refusal)) from refusal
    model.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _take_over(kept, gone)
    search.follow(named)
    _log(kept, names, moved, by)
    return moved


@transaction.atomic
def merge_subjects(kept: Subject, gone: Iterable[Subject], *, by: User) -> int:
    """Move the articles that tell of `gone` to `kept`, with their names as other spellings of it.

    Deletes them, and returns how many articles were moved. Where a text was confirmed for one of
    them, it is for the kept one. Raises MergeRefused.
    """
    rows = Subject.objects.select_for_update()
    kept = rows.get(pk=kept.pk)
    gone = list(rows.filter(pk__in=[each.pk for each in gone]).order_by("pk"))
    if not gone or kept in gone:
        raise MergeRefused("请另选一项留下，其余的并入它。")
    if other := next((each for each in gone if each.kind != kept.kind), None):
        raise MergeRefused(
            f"“{other}”是{other.get_kind_display()}，“{kept}”是{kept.get_kind_display()}，不能合并。"
            "真是同一个的，先把“是什么”改成一样的。"
        )
    spellings = dict.fromkeys(name for each in (kept, *gone) for name in each.spellings)
    aliases = "\n".join(name for name in spellings if name != kept.name)
    if len(aliases) > (Subject._meta.get_field("aliases").max_length or 0):
        raise MergeRefused("各项的别名加起来太多，写不下。请先在各项里删去用不着的别名，再合并。")
    moved = _move_mentions(kept, gone)
    _keep_addresses(kept, gone)
    names = "、".join(f"{row}（编号{row.pk}）" for row in gone)
    about = kept.about or next((each.about for each in gone if each.about), "")
    Subject.objects.filter(pk__in=[each.pk for each in gone]).delete()
    twin = Subject.objects.filter(kind=kept.kind, name=kept.name, about=about).exclude(pk=kept.pk)
    if not twin.exists():
        kept.about = about
    kept.aliases, kept.active = aliases, kept.active or any(each.active for each in gone)
    kept.save(update_fields=["about", "aliases", "active"])
    _log(kept, names, moved, by)
    return moved


def _move_mentions(kept: Subject, gone: Sequence[Subject]) -> int:
    """An article's decisions on the rows become the one on the kept row: yes before no."""
    rows = SubjectMention.objects.filter(subject__in=[kept, *gone])
    best: dict[int, tuple[bool, bool, int]] = {}  # by article: whether it is meant, kept's, key
    for pk, article, subject, confirmed in rows.values_list(
        "pk", "article_id", "subject_id", "confirmed"
    ):
        found = (confirmed, subject == kept.pk, -pk)
        best[article] = max(found, best.get(article, found))
    stay = {-key for _, _, key in best.values()}
    doubled = [key for key in rows.values_list("pk", flat=True) if key not in stay]
    for start in range(0, len(doubled), _BATCH):
        SubjectMention.objects.filter(pk__in=doubled[start : start + _BATCH]).delete()
    return rows.exclude(subject=kept).update(subject=kept)


def _log(kept: Merged | Subject, names: str, moved: int, by: User) -> None:
    LogEntry.objects.log_actions(
        by.pk, [kept], CHANGE, f"并入{names}，移来{moved}处。", single_object=True
    )


def _move_targets(kept: Unit | Reporter, gone: Sequence[Any]) -> None:
    """A year's target of a row that goes stands for the kept one, unless that has its own."""
    column = kept._meta.model_name or ""
    own = YearTarget.objects.filter(**{column: kept})
    years = set(own.values_list("year", flat=True))
    for row in YearTarget.objects.filter(**{f"{column}__in": gone}).order_by("pk"):
        if row.year not in years:
            YearTarget.objects.filter(pk=row.pk).update(**{column: kept})
            years.add(row.year)


def _move_stories(kept: Merged, gone: Sequence[Any]) -> None:
    """What is planned for a row that goes is planned for the kept one."""
    columns = {Reporter: ("writer", "photographer"), Campaign: ("campaign",)}
    for column in columns.get(type(kept), ()):
        PlannedStory.objects.filter(**{f"{column}__in": gone}).update(**{column: kept})


def _keep_addresses(kept: Reporter | Campaign | Place | Subject, gone: Sequence[Any]) -> None:
    """Old addresses lead to the row that stays: they are linked, and printed as QR codes."""
    for row in gone:
        FormerSlug.objects.of(row).update(**{kept._meta.model_name or "": kept})
        FormerSlug.objects.keep(row.slug, kept, merged=row.pk)


def _move(kept: Merged, gone: Sequence[Merged]) -> int:
    """Tie the articles of `gone` to `kept`, but for those that are tied to it already."""
    table, column, unique = _TIES[type(kept)]
    present = set(table.objects.filter(**{column: kept}).values_list(*unique))
    doubled: list[int] = []
    moved: list[int] = []
    rows = table.objects.filter(**{f"{column}__in": gone}).order_by("pk")
    for pk, *key in rows.values_list("pk", *unique):
        (doubled if tuple(key) in present else moved).append(pk)
        present.add(tuple(key))
    for start in range(0, len(doubled), _BATCH):
        table.objects.filter(pk__in=doubled[start : start + _BATCH]).delete()
    for start in range(0, len(moved), _BATCH):
        table.objects.filter(pk__in=moved[start : start + _BATCH]).update(**{column: kept})
    return len(moved)


def _take_over(kept: Merged, gone: Sequence[Merged]) -> None:
    kept.refresh_from_db()
    taken = []
    for name in _TAKEN_OVER[type(kept)]:
        found = next((value for row in gone if (value := getattr(row, name))), None)
        if found and not getattr(kept, name) and found not in (kept, *gone):
            setattr(kept, name, found)
            taken.append(name)
    if taken:
        kept.save(update_fields=taken)  # type: ignore[no-untyped-call] # taggit has no types
