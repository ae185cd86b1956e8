"""The page's own measure: how long its printed lines are, and how it parts its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.page.printed import PrintedLine

#: Columns are this many Chinese characters wide.
NARROWEST, WIDEST = 8, 48
#: A line is full if it lacks less than this to the length of a line.
SLACK = 1.5
#: A page is wrapped if so many of its lines are full, and so few longer.
FULL_AT_LEAST, LONGER_AT_MOST = 0.4, 0.15
LINES_AT_LEAST = 4
#: Marks that may stand beyond the end of a full line.
HANGING = frozenset("。,、;:!?\u201d\u2019》)")


def count_characters(line: PrintedLine) -> float:
    """The length of a line where all characters count alike."""
    return float(len(line.text))


def measure_line(line: PrintedLine) -> float:
    """The length of a line where letters and digits are half as wide as others."""
    return line.width


def measure_narrowly(line: PrintedLine) -> float:
    """The length of a line where ASCII marks are half as wide as others, too."""
    return line.narrow


@dataclass(frozen=True, slots=True)
class Measure:
    """`length` of a full line (None: lines are paragraphs), by the rule `of`.

    `indent`: the indent of paragraphs, in Chinese characters, 0 if they have none; `margin` is
    that of other lines. `parted`: do blank lines part the paragraphs? There are more than
    `blanks` of them then.
    """

    length: float | None
    of: Callable[[PrintedLine], float]
    indent: float = 0.0
    margin: float = 0.0
    parted: bool = False
    blanks: int = 0

    def length_of(self, line: PrintedLine) -> float:
        """The length of a line with its indent."""
        return self.of(line) + max(0.0, line.indent - self.margin)

    def is_indented(self, line: PrintedLine) -> bool:
        """Is the line indented as the first one of a paragraph is?"""
        return self.indent > 0 and abs(line.indent - self.margin - self.indent) < 0.75

    def has_gap(self, line: PrintedLine) -> bool:
        """Do blank lines part the line from the one above?"""
        return self.parted and line.blanks > self.blanks


def measure_page(lines: Sequence[PrintedLine]) -> Measure:
    """The measure of a page, found from its lines without furniture."""
    margin, indent = _indents(lines)
    share, length, of = 0.0, 0.0, measure_line
    for rule in (measure_line, measure_narrowly, count_characters):
        lengths = [
            rule(line) + max(0.0, line.indent - margin) - (line.text[-1:] in HANGING)
            for line in lines
        ]
        found = _length(lengths)
        if found[0] > share:
            (share, length), of = found, rule
    blanks = Counter(line.blanks for line in lines[1:])
    usual = min(blanks, default=0)
    if share < FULL_AT_LEAST:
        return Measure(None, of, indent, margin, len(blanks) > 1, usual)
    return Measure(length, of, indent, margin, _are_parted(lines, of, length, usual), usual)


def _length(lengths: Sequence[float]) -> tuple[float, float]:
    """(share of full lines, the length of a full line); (0, 0) if the lines aren't wrapped."""
    count = Counter(round(length * 2) for length in lengths)
    best = (0.0, 0.0)
    for half in range(NARROWEST * 2, WIDEST * 2 + 1):
        full = sum(count[n] for n in range(half - round(SLACK * 2), half + 2))
        longer = sum(times for n, times in count.items() if n > half + 1)
        if full < LINES_AT_LEAST or longer > LONGER_AT_MOST * len(lengths):
            continue
        share = (full - longer - 0.5 * count[half + 1]) / len(lengths)
        share += 0.15 * count[half] / full
        if share > best[0]:
            best = share, half / 2
    return best


def _indents(lines: Sequence[PrintedLine]) -> tuple[float, float]:
    """(the margin, the indent of paragraphs or 0)."""
    count = Counter(round(line.indent * 2) / 2 for line in lines)
    if not lines or len(count) < 2:
        return min(count, default=0.0), 0.0
    margin = (
        min(n for n, times in count.items() if times >= 0.1 * len(lines))
        if any(times >= 0.1 * len(lines) for times in count.values())
        else 0.0
    )
    inner = Counter({n - margin: t for n, t in count.items() if 1 <= n - margin <= 4})
    if not inner:
        return margin, 0.0
    indent, times = inner.most_common(1)[0]
    return margin, indent if times >= max(3, 0.06 * len(lines)) else 0.0


def _are_parted(
    lines: Sequence[PrintedLine], of: Callable[[PrintedLine], float], length: float, usual: int
) -> bool:
    """Do blank lines stand below short lines, and rarely below full ones?"""
    below: Counter[tuple[bool, bool]] = Counter()
    for above, line in pairwise(lines):
        below[of(above) > length - SLACK - 1, line.blanks > usual] += 1
    full = below[True, True] / max(1, below[True, True] + below[True, False])
    short = below[False, True] / max(1, below[False, True] + below[False, False])
    return short > 0.5 and full < 0.4
