"""用稿统计 counted in plain Python, and the years of articles that are counted by it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from articles.models import (
    Placement,
    Role,
    Status,
)
from articles.statistics import NUMBERS
from articles.text.months import Month

YEAR = 2025
OCTOBER = Month(YEAR, 10)
PEOPLE, UNITS, CAMPAIGNS, PLACES = 4, 2, 2, 2
WRITERS = (Role.CORRESPONDENT, Role.STAFF, Role.PHOTOGRAPHER)
FAR = datetime(2099, 1, 1, tzinfo=UTC)
#: (what, points, from): the rules change in the middle of a month.
RULES = (
    ("lead", 8, date(2000, 1, 1)), ("second", 5, date(2000, 1, 1)),
    ("normal", 3, date(2000, 1, 1)), ("brief", 1, date(2000, 1, 1)),
    ("photo", 4, date(2000, 1, 1)), ("lead", 10, date(YEAR, 6, 15)),
    ("each_photo", Fraction(1, 2), date(YEAR, 6, 15)), ("each_thousand", 2, date(YEAR, 9, 1)),
    ("at_city", 5, date(2000, 1, 1)), ("at_nation", 9, date(2000, 1, 1)),
    ("at_city", 12, date(YEAR, 6, 15)),
)  # fmt: skip


@dataclass
class Piece:
    """An article as the test knows it; `signed`: (person, role, unit or None), as printed."""

    status: str
    sent: list  # moments in UTC, first to last
    published: datetime | None
    archive: bool
    weight: int
    genre: str
    length: int
    photos: int
    signed: list
    campaigns: set
    places: set
    place: str | None  # the kind of its place in the issue of its month
    copy: datetime | None  # when a revision of it was sent in
    outside: set  # the levels at which others published it
    pk: int = field(default=0)


def _edge(month, offset):
    """A moment about the beginning of a month in Beijing, eight hours before it in UTC."""
    year, number = (YEAR, month) if month <= 12 else (YEAR + 1, 1)
    return datetime(year, number, 1, tzinfo=UTC) - timedelta(hours=8) + offset


moments = st.builds(
    _edge,
    st.integers(1, 13) | st.just(6),
    st.sampled_from(
        [
            timedelta(seconds=-1), timedelta(0), timedelta(seconds=1), timedelta(hours=9),
            timedelta(days=14, seconds=-1), timedelta(days=14),
        ]
    ),
)  # fmt: skip
signatures = st.tuples(
    st.integers(0, PEOPLE - 1),
    st.sampled_from([*WRITERS, Role.EDITOR]),
    st.none() | st.integers(0, UNITS - 1),
)
pieces = st.builds(
    Piece,
    status=st.sampled_from([Status.APPROVED] * 8 + [s for s in Status if s != Status.TIMED]),
    sent=st.lists(moments, max_size=2).map(sorted),
    published=st.one_of(moments, moments, moments, st.none(), st.just(FAR)),
    archive=st.booleans(),
    weight=st.integers(1, 4),
    genre=st.sampled_from(["news", "photo"]),
    length=st.integers(0, 9),
    photos=st.integers(0, 3),
    signed=st.lists(signatures, max_size=4, unique_by=lambda each: each[:2]),
    campaigns=st.sets(st.integers(0, CAMPAIGNS - 1)),
    places=st.sets(st.integers(0, PLACES - 1)),
    place=st.none() | st.sampled_from(Placement.Kind.values),
    copy=st.none() | moments,
    outside=st.sets(st.sampled_from(["at_city", "at_province", "at_nation"])),
)


def to_beijing(moment):
    return moment + timedelta(hours=8)


def _in_month(moment, month):
    return moment is not None and (to_beijing(moment).year, to_beijing(moment).month) == (
        YEAR,
        month,
    )


def is_used(piece, month):
    return piece.status == Status.APPROVED and _in_month(piece.published, month)


def is_submitted(piece, month):
    if piece.sent and not piece.archive:
        return _in_month(piece.sent[0], month)
    printed = piece.archive or piece.status in (Status.APPROVED, Status.WITHDRAWN)
    return printed and _in_month(piece.published, month)


def _standing(piece):
    if piece.place:
        return piece.place
    if piece.genre == "photo" and piece.weight < 4:
        return "photo"
    return {4: "lead", 3: "second", 2: "normal", 1: "brief"}[piece.weight]


def _points(piece):
    day = to_beijing(piece.published).date()

    def worth(what):
        valid = [(since, points) for name, points, since in RULES if name == what and since <= day]
        return Fraction(max(valid)[1]) if valid else Fraction(0)

    return (
        worth(_standing(piece))
        + worth("each_photo") * piece.photos
        + worth("each_thousand") * Fraction(piece.length, 1000)
        + max(map(worth, piece.outside), default=0)
    )


def _parts(piece, by):
    """{key: part}: keys are numbers of the test's lists, None for nobody."""
    if by in ("campaigns", "places"):
        return dict.fromkeys(getattr(piece, by) or {None}, Fraction(1))
    units = {}
    for person, role, unit in piece.signed:
        if role != Role.EDITOR and units.get(person) is None:
            units[person] = unit
    if not units:
        return {None: Fraction(1)}
    parts = defaultdict(Fraction)
    for person, unit in units.items():
        parts[person if by == "people" else unit] += Fraction(1, len(units))
    return dict(parts)


def count_by_hand(year, month, by):
    rows = {}
    for piece in year:
        submitted, used = is_submitted(piece, month), is_used(piece, month)
        if not submitted and not used:
            continue
        for key, part in _parts(piece, by).items():
            row = rows.setdefault(key, dict.fromkeys(NUMBERS, 0))
            row["submitted"] += submitted
            if used:
                row["used"] += 1
                row["characters"] += piece.length * part
                row["photos"] += piece.photos * part
                row["leads"] += _standing(piece) == "lead"
                row["outside"] += bool(piece.outside)
                row["points"] += _points(piece) * part
    return rows


def rows_of(month, by):
    return {row.key: row.numbers for row in month.rows(by)}
