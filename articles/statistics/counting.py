"""Counts contributions from facts and formats the numbers; needs no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from articles.models import OutsideUse, PointRule

#: What contributions are counted by, with the label for articles that have none of it.
BY = {"people": "没有署名", "units": "没有写单位", "campaigns": "没有专栏", "places": "没有地点"}

NUMBERS = ("submitted", "used", "characters", "photos", "leads", "outside", "points")

NOBODY = 0


@dataclass(frozen=True, slots=True)
class Signer:
    """Who contributed to an article: once, however often they signed it."""

    reporter: int
    name: str
    role: str  # as printed
    unit: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What an article contributes to one month; all numbers are zero if it was not used."""

    article: int
    headline: str
    submitted: bool
    used: bool
    day: str  # of publication, 2026-11-24; empty where it was not used
    length: int
    photos: int
    standing: str  # a value of PointRule.For
    points: Fraction
    signers: tuple[Signer, ...]
    campaigns: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str], ...]
    #: Sent in in this month and public by the day of the count, whenever it was published.
    taken: bool = False
    #: The highest level at which it was used outside (OutsideUse.Level); empty where it was not.
    outside: str = ""

    @property
    def lead(self) -> bool:
        return self.standing == PointRule.For.LEAD

    @property
    def standing_name(self) -> str:
        return PointRule.For(self.standing).label if self.standing else ""

    @property
    def outside_name(self) -> str:
        return OutsideUse.Level(self.outside).label if self.outside else ""


@dataclass(frozen=True, slots=True)
class Share:
    """The part that a person, a unit, a campaign or a place has in an article."""

    key: int
    name: str
    part: Fraction
    role: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one person, unit, campaign or place, or of the whole month (NOBODY)."""

    key: int
    name: str
    role: str = ""
    unit: str = ""
    submitted: int = 0
    used: int = 0
    characters: Fraction = Fraction(0)
    photos: Fraction = Fraction(0)
    leads: int = 0
    outside: int = 0
    points: Fraction = Fraction(0)
    taken: int = 0

    @property
    def rate(self) -> Fraction | None:
        """How much of what was sent in in the month has been used since: never more than all."""
        return Fraction(self.taken, self.submitted) if self.submitted else None

    @property
    def numbers(self) -> dict[str, int | Fraction]:
        return {name: getattr(self, name) for name in NUMBERS}


def tally(facts: Iterable[Fact], by: str) -> tuple[Row, ...]:
    """Count the facts into rows, most points first; ties by pieces used, then by name."""
    found: dict[int, Row] = {}
    for fact in facts:
        for share in shares(fact, by):
            row = found.get(share.key) or Row(share.key, share.name, share.role, share.unit)
            if share.unit not in row.unit.split("、"):
                row = replace(row, unit="、".join(filter(None, (row.unit, share.unit))))
            found[share.key] = added(row, fact, share.part)
    return tuple(sorted(found.values(), key=by_points))


def shares(fact: Fact, by: str) -> Iterator[Share]:
    """Split an article among its signers, units, campaigns or places; done only here."""
    if by in ("campaigns", "places"):
        for key, name in getattr(fact, by) or ((NOBODY, BY[by]),):
            yield Share(key, name, Fraction(1))
    elif not fact.signers:
        yield Share(NOBODY, BY[by], Fraction(1))
    elif by == "people":
        for signer in fact.signers:
            part = Fraction(1, len(fact.signers))
            yield Share(signer.reporter, signer.name, part, signer.role, signer.unit_name)
    else:
        names = {signer.unit: signer.unit_name or BY[by] for signer in fact.signers}
        for unit, people in Counter(signer.unit for signer in fact.signers).items():
            yield Share(unit, names[unit], Fraction(people, len(fact.signers)))


def rank_rows(rows: Iterable[Row], number: str = "points") -> list[tuple[int | None, Row]]:
    """Number the rows, highest first: equals share a place, the nameless row has none."""
    named = sorted(rows, key=lambda row: (row.key == NOBODY, -_measure(row, number)))
    places: list[tuple[int | None, Row]] = []
    for count, row in enumerate(named, 1):
        last = places[-1] if places else (None, None)
        same = last[1] is not None and _measure(last[1], number) == _measure(row, number)
        places.append((None if row.key == NOBODY else last[0] if same else count, row))
    return places


def say_number(value: int | Fraction | None, places: int = 1) -> str:
    """Format a number: rounded half up, without trailing zeros."""
    if value is None:
        return "—"
    text = f"{round_half_up(value, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_outside(pieces: int) -> str:
    """How many pieces others published after us, as reports say it."""
    return f"被市级以上媒体、学习强国转用{pieces}篇"


def percent(rate: Fraction | None) -> str:
    return "—" if rate is None else f"{say_number(rate * 100, 0)}%"


def round_half_up(value: int | Fraction, places: int = 2) -> Decimal:
    """Round half away from zero."""
    size = abs(Fraction(value)) * 10**places + Fraction(1, 2)
    return Decimal(int(size) if value >= 0 else -int(size)).scaleb(-places)


def signed(fact: Fact) -> str:
    return "、".join(signer.name for signer in fact.signers) or BY["people"]


def added(row: Row, fact: Fact, part: Fraction) -> Row:
    """The row with its share of an article added."""
    return replace(
        row,
        submitted=row.submitted + fact.submitted,
        taken=row.taken + fact.taken,
        used=row.used + fact.used,
        characters=row.characters + fact.length * part,
        photos=row.photos + fact.photos * part,
        leads=row.leads + (fact.used and fact.lead),
        outside=row.outside + (fact.used and bool(fact.outside)),
        points=row.points + fact.points * part,
    )


def by_points(row: Row) -> tuple[bool, Fraction, int, Fraction, str, int]:
    return row.key == NOBODY, -row.points, -row.used, -row.characters, row.name, row.key


def _measure(row: Row, number: str) -> int | Fraction:
    value: int | Fraction | None = getattr(row, number)
    return -1 if value is None else value
