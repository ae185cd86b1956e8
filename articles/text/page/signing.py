"""Finds how the stories of a page are signed: which lines are bylines, and of which story."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from articles.text.page.bylines import (
    NAMES,
    OFFICE,
    ROLE,
    may_be_names,
    people,
    read_signature,
    strength_of,
)
from articles.text.page.callings import BODY
from articles.text.page.datelines import NOTE, SOURCE_LINE
from articles.text.page.lines import ShapedRow
from articles.text.page.preambles import opens_text

_PHOTO = ("caption", "credit")


@dataclass(frozen=True, slots=True)
class Signing:
    """Where the page has its bylines. `starts` are rows that begin a signed story's text or stand
    directly above it; `ends` are rows that end one, the `firm` ones by more than a name;
    `bare` ones are bylines only by where they stand."""

    starts: frozenset[int]
    ends: frozenset[int]
    firm: frozenset[int] = frozenset()
    bare: frozenset[int] = frozenset()

    @property
    def above(self) -> float:
        """How surely every story has its byline above its text, from 0 to 1."""
        return self._habit(len(self.starts), len(self.ends))

    @property
    def below(self) -> float:
        """How surely every story has its byline below its text, from 0 to 1."""
        return self._habit(len(self.ends), len(self.starts))

    @staticmethod
    def _habit(count: int, other: int) -> float:
        return min(1.0, count / 3) * (count / (count + other)) if count else 0.0


def find_signing(rows: list[ShapedRow], taken: Collection[int]) -> Signing:
    """Settle which short rows are bylines, and tell those above their story from those below."""
    notes = _find_notes(rows, taken)
    guessed = _find_bare_bylines(rows, taken)
    bylines = [
        n
        for n, row in enumerate(rows)
        if row.shape == "byline" and n not in taken and not _is_desk(row.text)
    ]
    under = {n for n in bylines if _stands_under_text(rows, n)}
    over = {n for n in bylines if _before(rows, n) in ("short", "")}
    if len(under) <= len(over):  # one that stands alone between two texts opens a story
        under = {n for n in under if _after(rows, n) in ("short", "")}
    for n in bylines:
        if n not in under and n not in over and _after(rows, n) in ("short", ""):
            under.add(n)
    starts = {n for n, row in enumerate(rows) if row.shape == "lead"} | (set(bylines) - under)
    ends = {n for n, row in enumerate(rows) if row.shape == "trailing" and n not in taken}
    ends |= under | notes
    firm = {n for n in ends if strength_of(rows[n].text) >= ROLE}
    return Signing(frozenset(starts), frozenset(ends), frozenset(firm), frozenset(guessed))


def _find_notes(rows: list[ShapedRow], taken: Collection[int]) -> set[int]:
    """Make rows part of the text that say where it comes from, or whose office wrote it: those
    below it, whose numbers are returned, and those between head and text."""
    found = set()
    for n, row in enumerate(rows):
        if row.shape == "short" and n not in taken and SOURCE_LINE.fullmatch(row.text):
            over = _before(rows, n) in ("short", "byline") and _after(rows, n) in ("text", "lead")
            if over and strength_of(row.text) < NAMES:
                row.shape = "text"
                continue
        if row.shape == "short" and n not in taken and NOTE.fullmatch(row.text):
            under = _before(rows, n) in ("text", "byline", "trailing", "credit")
            if under and strength_of(row.text) < NAMES:
                row.shape = "text"
                found.add(n)
    return found


def _is_desk(text: str) -> bool:
    """Does it name only editors, who sign pages and no stories?"""
    return all(role == "editor" for role, _ in people(text))


def _stands_under_text(rows: list[ShapedRow], n: int) -> bool:
    return _before(rows, n) in ("text", "credit", "caption", "trailing")


def _before(rows: list[ShapedRow], n: int) -> str:
    """The shape of the row above; 编者按 between a head and a text is passed over."""
    if n > 1 and rows[n - 2].shape == "short" and opens_text(rows[n - 1].text):
        return "short"
    return rows[n - 1].shape if n else ""


def _after(rows: list[ShapedRow], n: int) -> str:
    below = [row.shape for row in rows[n + 1 : n + 6] if row.shape not in _PHOTO]
    return below[0] if below else ""


def _find_bare_bylines(rows: list[ShapedRow], taken: Collection[int]) -> set[int]:
    """Make short rows of names bylines, where they stand as bylines do.

    An office with names is enough by itself between a head and its text, names alone only where
    the page has several of them, or no other bylines. A single one, and one by a word that is
    no role (口述 甲), is a guess, and returned.
    """
    strengths = {
        n: strength_of(row.text)
        for n, row in enumerate(rows)
        if row.shape == "short" and n not in taken
    }
    found = {n: s for n, s in strengths.items() if s and _stands_like_byline(rows, n)}
    known = sum(row.shape in ("byline", "lead", "trailing") for row in rows)
    offices = [n for n, s in found.items() if s >= OFFICE]
    called = {n for n in offices if (signed := read_signature(rows[n].text)) and signed.called}
    bare = [n for n, s in found.items() if s == NAMES]
    for n in offices:
        rows[n].shape = "byline"
    if len(bare) > 1:
        bare += [n for n in strengths if n not in found and _may_be_names(rows, n)]
    for n in bare:
        alone = _closes_head(rows, n) or _is_in_brackets(rows[n].text)
        if len(bare) > 1 or not known + len(offices) or alone:
            rows[n].shape = "byline"
    guessed = {n for n in bare if rows[n].shape == "byline"} if len(bare) == 1 else set[int]()
    return guessed | (called if len(called) == 1 else set())


def _may_be_names(rows: list[ShapedRow], n: int) -> bool:
    """Are the words of a row names where bylines are sure to be names alone?"""
    return _stands_like_byline(rows, n) and may_be_names(rows[n].text)


def _is_in_brackets(text: str) -> bool:
    return text[:1] in "([【" and text[-1:] in ")]】"


def _closes_head(rows: list[ShapedRow], n: int) -> bool:
    """Does it stand alone between the short rows of a head and the text?"""
    return rows[n - 1].shape == "short" and rows[n + 1].shape == "text"


def _stands_like_byline(rows: list[ShapedRow], n: int) -> bool:
    """Is it the last short row between a head and a text, or alone between a text and a head?"""
    below = rows[n + 1].shape if n + 1 < len(rows) else ""
    above = rows[n - 1].shape if n else ""
    if BODY.fullmatch(rows[n].text):
        return above == "short" and below == "text"  # elsewhere it ends a notice
    if below in ("text", "caption", "credit") and above == "short":
        return True
    return above in ("text", "trailing") and below in ("short", "") and rows[n - 1].closed
