"""Two people changed one article: each place with both versions, and which of them changed it.

Both sides are compared with the version that the second person had opened. Values in, rows out;
the posted form is read in admin/article/conflict.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from articles.desk.comparison import NameMark, mark_changes
from articles.models import PhotoAi
from articles.photos import CENTRE, describe_focus
from articles.text import body, diff
from articles.text.dates import format_day
from articles.versions import Content

#: Marks the name of a file that was chosen in the form; no stored name begins with it.
NEW_FILE = "new:"


class _Unknown:
    """Stands for an unknown earlier value; equals nothing, not even itself."""

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = None


UNKNOWN = _Unknown()

#: Says what is taken in a row, from its name, its verdict and the digest of what was typed.
Choose = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class ConflictCell:
    """One side of a place, as changed words, as blocks of the body, or as marked names."""

    words: tuple[diff.Change, ...] = ()
    pairs: tuple[diff.Pair, ...] = ()
    marks: tuple[NameMark, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A place on the conflict page, posted as choice-<name>; `seen` digests what was typed."""

    name: str
    label: str
    verdict: str
    theirs: ConflictCell
    yours: ConflictCell
    seen: str
    chosen: str = ""  # theirs, yours, or empty while undecided

    @property
    def same(self) -> bool:
        return self.verdict in ("same", "both")

    @property
    def folded(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class FoldedRows:
    """Neighbouring rows that are the same on both sides."""

    label: str
    words: str
    blocks: tuple[body.Block, ...]
    folded = True


class BylineOfSide(NamedTuple):
    """A byline of one of the two sides."""

    role: str
    reporter: int | None
    unit: int | None
    text: str

    @property
    def key(self) -> tuple[Any, ...]:
        """Without the text: a renamed person or unit is no change of the article."""
        return self[:3]


class PhotoOfSide(NamedTuple):
    """A photo of one of the two sides; NEW_FILE before `image` marks a newly chosen file."""

    number: int
    image: str
    caption: str
    credit: str
    alt: str
    taken_on: date | None = None
    focus: tuple[int, int] = (CENTRE, CENTRE)
    ai_use: str = ""
    consent: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        return self[:]

    @property
    def text(self) -> str:
        """The photo in words."""
        new = "（新选的图）" if self.image.startswith(NEW_FILE) else ""
        words = [f"图{self.number}{new}", self.caption]
        words += [f"摄影 {self.credit}"] if self.credit else []
        words += [f"替代文字 {self.alt}"] if self.alt else []
        words += [f"摄于 {format_day(self.taken_on)}"] if self.taken_on else []
        words += [PhotoAi(self.ai_use).label] if self.ai_use in PhotoAi.values[1:] else []
        words += [f"监护人同意 {self.consent}"] if self.consent else []
        focus = describe_focus(*self.focus)
        words += [f"构图中心 {focus}"] if focus else []
        return "\N{IDEOGRAPHIC SPACE}".join(filter(None, words))


RowsOfSide = Sequence[BylineOfSide | PhotoOfSide]


def bylines_of(content: Content) -> tuple[BylineOfSide, ...]:
    return tuple(BylineOfSide(s.role, s.reporter_id, s.unit_id, str(s)) for s in content.signatures)


def photos_of(content: Content) -> tuple[PhotoOfSide, ...]:
    return tuple(
        PhotoOfSide(
            *(p.number, p.image, p.caption, p.credit, p.alt, p.taken_on),
            *((p.focus_left, p.focus_top), p.ai_use, p.consent),
        )
        for p in content.pictures
    )


def compare_value(
    name: str,
    label: str,
    values: tuple[Any, Any, Any],
    choose: Choose,
    *,
    describe: Callable[[Any], str] = str,
    key: Callable[[Any], Any] = lambda value: value,
) -> ConflictRow:
    """Compare a single field; `values` are the earlier one (or UNKNOWN), theirs and yours.

    `describe` puts a value into words; `key` reduces it to what is compared.
    """
    base, theirs, yours = values
    known = base is not UNKNOWN
    before = describe(base if known else theirs)
    verdict = diff.decide(key(base) if known else base, key(theirs), key(yours))
    seen = digest(repr(key(yours)))
    return ConflictRow(
        name=name,
        label=label,
        verdict=verdict,
        theirs=ConflictCell(words=diff.changes(before, describe(theirs))),
        yours=ConflictCell(words=diff.changes(before, describe(yours))),
        seen=seen,
        chosen=choose(name, verdict, seen),
    )


def compare_body(
    sides: Iterable[diff.Side], choose: Choose, *, base_known: bool
) -> list[ConflictRow]:
    """Compare the body place by place, in its order; names of equal places are numbered."""
    at, rows = 1, []
    many: Counter[str] = Counter()
    for side in sides:
        of = digest(f"{body.html(side.base)}|{body.html(side.theirs)}")
        many[of] += 1
        name = f"body-{of}-{many[of]}" if many[of] > 1 else f"body-{of}"
        seen = digest(body.html(side.yours))
        verdict = side.verdict
        if not base_known and verdict == "yours":
            verdict = "conflict"  # what was there before is not known
        rows.append(
            ConflictRow(
                name=name,
                label=_whereabouts(at, len(side.base)),
                verdict=verdict,
                theirs=ConflictCell(pairs=_pair(side.base, side.theirs)),
                yours=ConflictCell(pairs=_pair(side.base, side.yours)),
                seen=seen,
                chosen=choose(name, verdict, seen),
            )
        )
        at += len(side.base)
    return rows


def compare_rows(
    name: str,
    label: str,
    sides: tuple[RowsOfSide | _Unknown, RowsOfSide, RowsOfSide],
    choose: Choose,
) -> ConflictRow:
    """Compare all bylines (or all photos) as one place: they are taken or left together."""
    base, theirs, yours = sides
    verdict = diff.decide(*map(_keys, sides))
    before = theirs if base is UNKNOWN else base
    seen = digest(repr(yours))
    return ConflictRow(
        name=name,
        label=label,
        verdict=verdict,
        theirs=ConflictCell(marks=_mark(before, theirs)),
        yours=ConflictCell(marks=_mark(before, yours)),
        seen=seen,
        chosen=choose(name, verdict, seen),
    )


def fold_same(rows: Iterable[ConflictRow]) -> list[ConflictRow | FoldedRows]:
    """Fold neighbouring rows that are the same on both sides into one; keep the order."""
    found: list[ConflictRow | FoldedRows] = []
    for same, group in groupby(rows, key=lambda row: row.same):
        alike = list(group)
        found += [_fold(alike)] if same else alike
    return found


def digest(text: str) -> str:
    """Digest what a person saw, to notice later that their decision was about another text."""
    return sha256(text.encode()).hexdigest()[:10]


def _keys(rows):
    return rows if rows is UNKNOWN else [row.key for row in rows]


def _mark(before, now):
    """The rows of one side in words, marked against those that were there before."""
    known, found = ([row.text for row in rows] for rows in (before, now))
    return mark_changes(known, found) or tuple(NameMark("same", text) for text in found)


def _pair(old, new):
    """Pair blocks; in a place of one block each, those two, however unlike they are."""
    if len(old) == len(new) == 1 and old[0].kind == new[0].kind != "photo":
        return (diff.Pair(old[0], new[0], diff.changes(old[0].text, new[0].text)),)
    return diff.pair_blocks(old, new)


def _whereabouts(at, size):
    if not size:
        return f"第{at - 1}段之后" if at > 1 else "文首"
    return f"第{at}段" if size == 1 else f"第{at}至{at + size - 1}段"


def _fold(rows) -> FoldedRows:
    labels = [row.label for row in rows]
    pairs = [pair for row in rows for pair in row.theirs.pairs]
    words = ["".join(c.text for c in row.theirs.words if c.kind != "deleted") for row in rows]
    words += [mark.text for row in rows for mark in row.theirs.marks if mark.kind != "deleted"]
    return FoldedRows(
        label="、".join(labels) if len(labels) <= 3 else f"{labels[0]}等{len(labels)}处",
        words="\N{IDEOGRAPHIC SPACE}／\N{IDEOGRAPHIC SPACE}".join(filter(None, words)),
        blocks=tuple(pair.new for pair in pairs if pair.new),
    )
