"""Two rows for one reporter, campaign or place become one, with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Model, Q

from articles import search
from articles.models import Byline, Campaign, Campaigned, Place, Placed, Reporter
from articles.review import record

#: For each noun: the table that hangs on it, the column that names it, what is there once.
_HANGING = {
    Reporter: (Byline, "reporter", ("article_id", "role")),
    Campaign: (Campaigned, "tag", ("content_object_id",)),
    Place: (Placed, "place", ("article_id",)),
}
#: What the kept row takes over where it has nothing itself.
_TAKEN_OVER = {
    Reporter: ("introduction", "unit", "user"),
    Campaign: ("slogan", "introduction"),
    Place: ("introduction", "within"),
}
_BATCH = 500


class MergeRefused(Exception):  # noqa: N818
    """These can't be merged; the text is for the editor."""


@transaction.atomic
def merge(kept: Model, gone: Iterable[Model], *, by) -> int:
    """Move everything from the rows `gone` to `kept` and delete them; return how many moved.

    Where both stand in one article the kept one's row stays. Raises MergeRefused where something
    would be lost: two reporters with an account each.
    """
    model = type(kept)
    kept = model.objects.select_for_update().get(pk=kept.pk)
    gone = list(
        model.objects.select_for_update().filter(pk__in=[g.pk for g in gone]).order_by("pk")
    )
    if not gone or kept in gone:
        raise MergeRefused("请另选一项留下，其余的并入它。")
    if model is Reporter and sum(1 for row in (kept, *gone) if row.user_id) > 1:
        raise MergeRefused("这几位作者各有账号，不能合并。请先去掉多余的账号。")

    before = record.digests(Q(**{f"{model.in_articles}__in": gone}))
    named = search.find_articles_naming(gone)
    moved = _move(model, kept, gone)
    if model is Place:
        Place.objects.filter(within__in=gone).exclude(pk=kept.pk).update(within=kept)
    names = "、".join(f"{row}（编号{row.pk}）" for row in gone)
    try:
        record.renamed(before, by=by, said=f"{kept._meta.verbose_name}{names}并入“{kept}”")
    except record.RenameRefused as refusal:
        raise MergeRefused(str(refusal)) from refusal
    model.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _take_over(kept, gone)
    search.follow(named)
    LogEntry.objects.log_actions(
        by.pk, [kept], CHANGE, f"并入{names}，移来{moved}处。", single_object=True
    )
    return moved


def _move(model, kept, gone) -> int:
    """Rows of `gone` whose article has the same already are dropped, all others change owner."""
    table, column, once = _HANGING[model]
    standing = set(table.objects.filter(**{column: kept}).values_list(*once))
    doubled, moved = [], []
    rows = table.objects.filter(**{f"{column}__in": gone}).order_by("pk")
    for pk, *key in rows.values_list("pk", *once):
        (doubled if tuple(key) in standing else moved).append(pk)
        standing.add(tuple(key))
    for start in range(0, len(doubled), _BATCH):
        table.objects.filter(pk__in=doubled[start : start + _BATCH]).delete()
    for start in range(0, len(moved), _BATCH):
        table.objects.filter(pk__in=moved[start : start + _BATCH]).update(**{column: kept})
    return len(moved)


def _take_over(kept, gone) -> None:
    kept.refresh_from_db()
    taken = []
    for name in _TAKEN_OVER[type(kept)]:
        found = next((value for row in gone if (value := getattr(row, name))), None)
        if found and not getattr(kept, name) and found not in (kept, *gone):
            setattr(kept, name, found)
            taken.append(name)
    if taken:
        kept.save(update_fields=taken)
