"""Tells short lines in a column apart: a headline, a crosshead, or half of a cut paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from articles.text.page.lines import ShapedRow
from articles.text.page.rows import PageRows
from articles.text.page.words import load_dictionary

#: A story's head has at most this many lines.
HEAD_LINES = 5
QUOTED = re.compile(r"^[\u201c\u300c\u300e].*[\u201d\u300d\u300f]$")
_TWO_PHRASES = re.compile(r"[\u3400-\u9fff\u201d] [\u3400-\u9fff\u201c]")


@dataclass(frozen=True, slots=True)
class ShortLines:
    """Consecutive short lines, rows `first` up to `end`; `signed`: a byline follows them."""

    first: int
    end: int
    signed: bool

    @property
    def single(self) -> bool:
        return self.end - self.first == 1


def find_halves(rows: list[ShapedRow], captions: Collection[int]) -> None:
    """Mark halves of a cut paragraph as text, even if they are as short as a headline."""
    for n, row in enumerate(rows):
        if row.shape != "short" or n in captions:
            continue
        above = rows[n - 1] if n else None
        below = next((r for r in rows[n + 1 : n + 8] if r.shape != "credit"), None)
        if "。" in row.text or (above and _goes_on(above, row, below)):
            row.shape = "text"
        elif below and below.shape in ("text", "short"):
            after_byline = above is not None and above.shape == "byline"
            if first_half_score(row.text, below.text) + 4.0 * after_byline > 0:
                row.shape = "text"


def _goes_on(above: ShapedRow, row: ShapedRow, below: ShapedRow | None) -> bool:
    """Does the row continue the unfinished paragraph above it?"""
    return (
        above.shape == "text"
        and not above.closed
        and row.closed
        and len(row.text) >= 16
        and (below is None or below.shape != "byline")
    )


def first_half_score(text: str, below: str) -> float:
    """Above 0 if the line breaks off and the one below continues it."""
    repeated = "".join(text.split()) in below
    score = -3.0
    score += 2.5 if load_dictionary().splits_a_word(text[-8:], below[:8]) else 0.0
    score += 1.8 * min(2, len(re.findall(r"[,;:、]", text)))
    score += 1.2 if len(text) >= 20 else -2.0 if len(text) < 16 else 0.0
    score += (
        2.0 if text.endswith("的") else 0.8 if re.search(r"[和了在是对与将把为及]$", text) else 0
    )
    score += 1.0 if len(text) >= 20 and len(re.findall(r"[的了是在和与]", text)) > 1 else 0.0
    score -= 2.0 if _TWO_PHRASES.search(text) else 0.0
    score += 1.5 if len(below) < 30 and not repeated else 0.0
    score -= 3.0 if repeated else 0.0
    return score - (1.5 if text.endswith(("?", "!", "\u201d", "》")) else 0.0)


def openings(page: PageRows, captions: Collection[int]) -> dict[int, int]:
    """The heads of stories: {first row of the head: the row after its short lines}."""
    groups = _groups(page.rows, captions)
    return {
        _first_head_row(page.rows, group): group.end
        for n, group in enumerate(groups)
        if group.signed or _opens(page, groups, n)
    }


def _groups(rows: list[ShapedRow], captions: Collection[int]) -> list[ShortLines]:
    groups = []
    first: int | None = None
    for n in range(len(rows) + 1):
        short = n < len(rows) and rows[n].shape == "short" and n not in captions
        if short and first is None:
            first = n
        elif not short and first is not None:
            groups.append(ShortLines(first, n, n < len(rows) and rows[n].shape == "byline"))
            first = None
    return groups


def _first_head_row(rows: list[ShapedRow], group: ShortLines) -> int:
    """The first row of a head, without the end of a cut paragraph above it."""
    first = group.first
    if first and not group.single and rows[first - 1].shape == "text":
        above = rows[first - 1]
        if not above.closed and len(above.text) > 30:
            first += 1
    return max(first, group.end - HEAD_LINES)


def _opens(page: PageRows, groups: list[ShortLines], n: int) -> bool:
    """Does a group of short lines without a byline open a story? Otherwise it is a crosshead."""
    group, rows = groups[n], page.rows
    if group.first == 0:
        return True
    if group.end >= len(rows):
        return False
    if not group.single:
        return group.end - group.first <= HEAD_LINES
    above = rows[group.first - 1]
    if QUOTED.match(rows[group.first].text) or (above.shape == "text" and not above.closed):
        return False
    return headline_score(page, groups, n) > 0


def headline_score(page: PageRows, groups: list[ShortLines], n: int) -> float:
    """Above 0 for a headline without a byline, below 0 for a crosshead."""
    rows, at = page.rows, groups[n].first
    until = groups[n + 1].first if n + 1 < len(groups) else len(rows)
    section = rows[at + 1 : until]
    text = "".join(rows[at].text.split())
    score = -2.2
    score -= 5.0 if any(text in row.text for row in section if row.shape == "text") else 0.0
    score += _story_end_score(rows, at)
    if any(row.shape == "trailing" for row in section):
        score += 4.0 if any(group.signed for group in groups[:n]) else 2.0
    score += 1.0 if len(text) >= 14 else 0.0
    score -= 2.0 if _has_siblings(rows, groups, n) else 0.0
    return score + 3.0 * page.weights.share(page.terms[at], page.body(at + 1, 2))


def _story_end_score(rows: list[ShapedRow], at: int) -> float:
    """How surely a story ends above this row: certainly (a byline), perhaps (a photo), or not."""
    above = at - 1
    while above > 0 and "credit" in (rows[above].shape, rows[above + 1].shape):
        above -= 1
    if rows[above].shape in ("trailing", "byline"):
        return 7.0
    return 1.0 if above < at - 1 else 0.0


def _has_siblings(rows: list[ShapedRow], groups: list[ShortLines], n: int) -> bool:
    """Does a neighbouring single short line have the same number of phrases, at least two?"""
    count = len(rows[groups[n].first].text.split())
    near = [groups[m] for m in (n - 1, n + 1) if 0 <= m < len(groups)]
    alike = [g for g in near if g.single and len(rows[g.first].text.split()) == count]
    return count > 1 and bool(alike)
