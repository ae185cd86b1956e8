"""Freezes a month once; later changes are shown beside its numbers as adjustments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import FrozenMonth
from articles.review import record
from articles.statistics.counting import (
    BY,
    NOBODY,
    NUMBERS,
    Fact,
    Row,
    by_points,
    say_number,
    signed,
    tally,
)
from articles.statistics.months import MonthlyCount, now_of
from articles.text.months import Month

UNNAMED = "（没有公开的稿件）"


class NotFrozen(Exception):  # noqa: N818
    """Why a month can't be frozen; the text is for the staff."""


@transaction.atomic
def freeze(month: Month, *, by: User | None) -> FrozenMonth:
    """Keep the month's numbers as they are now. Raises NotFrozen: too early, or done before."""
    if month >= Month.of(timezone.localdate()):
        raise NotFrozen(f"{month}还没有过完，不能冻结。")
    count = now_of(month)
    used = {by_: {row.key: row.used for row in count.rows(by_) if row.used} for by_ in BY}
    used["all"] = {NOBODY: count.totals.used}
    who = record.who(by)
    try:
        with transaction.atomic():
            return FrozenMonth.objects.create(
                month=month.first,
                facts=[_frozen(fact) for fact in count.facts],
                used=used,
                frozen_by=who["by"],
                frozen_by_name=who["by_name"],
            )
    except IntegrityError as error:
        raise NotFrozen(f"{month}已经冻结过了。") from error


def _frozen(fact: Fact) -> dict[str, Any]:
    return asdict(fact) | {"points": str(fact.points)}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How an article differs since its month was frozen; None where it is not counted."""

    old: Fact | None
    new: Fact | None

    @property
    def article(self) -> int:
        return next(fact.article for fact in (self.new, self.old) if fact)

    @property
    def headline(self) -> str:
        """The headline as last printed; "" if it never was, since not everybody may see it."""
        printed = [fact.headline for fact in (self.new, self.old) if fact and fact.used]
        return printed[0] if printed else UNNAMED

    @property
    def what(self) -> tuple[str, ...]:
        return tuple(_differences(self.old, self.new))

    def rows(self, by: str) -> tuple[Row, ...]:
        return difference([self.old], [self.new], by)


def adjustments(count: MonthlyCount) -> tuple[Adjustment, ...]:
    """The adjustments of a frozen month, by article; none for a month that is not frozen."""
    if count.frozen is None:
        return ()
    then = {fact.article: fact for fact in count.facts}
    now = {fact.article: fact for fact in now_of(count.month).facts}
    pairs = (Adjustment(then.get(pk), now.get(pk)) for pk in sorted(then.keys() | now.keys()))
    return tuple(pair for pair in pairs if pair.what)


def difference(old: Iterable[Fact | None], new: Iterable[Fact | None], by: str) -> tuple[Row, ...]:
    """The change of each row's numbers, without rows that did not change."""
    was, now = ({row.key: row for row in tally(filter(None, facts), by)} for facts in (old, new))
    nothing: dict[str, Any] = dict.fromkeys(NUMBERS, 0)
    rows = []
    for key in was.keys() | now.keys():
        blank = replace(now.get(key) or was[key], **nothing)
        change = {
            name: getattr(now.get(key, blank), name) - getattr(was.get(key, blank), name)
            for name in NUMBERS
        }
        if any(change.values()):
            rows.append(replace(blank, **change))
    return tuple(sorted(rows, key=by_points))


def _differences(old: Fact | None, new: Fact | None) -> Iterator[str]:
    (used, submitted), (used_now, submitted_now) = (
        (fact.used, fact.submitted) if fact else (False, False) for fact in (old, new)
    )
    if used != used_now:
        yield "后来采用" if used_now else "后来撤下"
    if submitted != submitted_now:
        yield "后来计入送稿" if submitted_now else "后来不计送稿"
    if old is None or new is None:
        return
    if [signer.reporter for signer in old.signers] != [signer.reporter for signer in new.signers]:
        yield f"署名由{signed(old)}改为{signed(new)}"
    elif [signer.unit for signer in old.signers] != [signer.unit for signer in new.signers]:
        yield "署名的单位改了"
    if old.used and new.used:
        yield from _differences_in_print(old, new)


def _differences_in_print(old: Fact, new: Fact) -> Iterator[str]:
    if old.length != new.length:
        yield f"字数由{old.length}改为{new.length}"
    if old.photos != new.photos:
        yield f"照片由{old.photos}幅改为{new.photos}幅"
    if old.outside != new.outside:
        yield f"转用由{old.outside_name or '没有'}改为{new.outside_name or '没有'}"
    if old.standing != new.standing:
        yield f"版位由{old.standing_name}改为{new.standing_name}"
    elif old.points != new.points and _measures(old) == _measures(new):
        yield f"积分由{say_number(old.points, 2)}改为{say_number(new.points, 2)}"
    for what, name in (("campaigns", "专栏"), ("places", "地点")):
        if [key for key, _ in getattr(old, what)] != [key for key, _ in getattr(new, what)]:
            yield f"{name}改了"


def _measures(fact: Fact) -> tuple[int, int, str]:
    """What changes an article's points besides the rules and its standing."""
    return fact.length, fact.photos, fact.outside
