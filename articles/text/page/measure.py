"""The page's own measure: how long its printed lines are, and how it parts its paragraphs.

Stories of one page may be set in columns of different width. So the length of a full line is
found for each line: the likeliest sequence of column widths, where a change costs something.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from articles.text.page.printed import PrintedLine

#: Columns are this many Chinese characters wide.
NARROWEST, WIDEST = 8, 48
#: A line is full if it lacks less than this to the length of a line.
SLACK = 1.5
#: A width is tried if so many lines with a mark inside have it; the most frequent ones are.
LINES_AT_LEAST, WIDTHS_AT_MOST = 3, 6
#: Of the full lines of a column so many have a mark inside; others are lists, or verse.
PROSE_AT_LEAST = 0.3
#: And so few of them end in a mark.
MARKED_AT_MOST = 0.6
#: What a change of width costs, and a page's first one (logarithms of probabilities).
CHANGE, FIRST = -5.0, -3.0
#: Marks that may stand beyond the end of a full line.
HANGING = frozenset("。,、;:!?\u201d\u2019》)")


#: How far the first line of a paragraph is indented, and what its length may differ by.
INDENT, LOST_SLACK = 2.0, 0.8
#: A first line has no room for one more character, and its marks may be set closer than others'.
CLOSER = 1.05
#: So many first lines must show that their indent was lost.
FIRST_LINES_AT_LEAST = 4
#: How a sentence ends at the end of a line.
ENDS = re.compile(r"[。!?…][\u201d\u2019』」)》】]*$")
_MARK_INSIDE = re.compile(r"[。,、;:!?](?!$)")


def count_characters(line: PrintedLine) -> float:
    """The length of a line where all characters count alike."""
    return float(len(line.text))


def measure_line(line: PrintedLine) -> float:
    """The length of a line where letters and digits are half as wide as others."""
    return line.width


def measure_narrowly(line: PrintedLine) -> float:
    """The length of a line where ASCII marks are half as wide as others, too."""
    return line.narrow


#: How the length of a line is reckoned.
Rule = Callable[[PrintedLine], float]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a page is set; lengths are reckoned by the rule `of`.

    `indent`: the indent of paragraphs, in Chinese characters, 0 if they have none; `margin` is
    that of other lines. `parted`: do blank lines part the paragraphs? There are more than
    `blanks` of them then. `lost`: how much shorter than the others the first lines of paragraphs
    are, where extraction kept no indent.
    """

    of: Rule
    indent: float = 0.0
    margin: float = 0.0
    parted: bool = False
    blanks: int = 0
    lost: float = 0.0

    def length_of(self, line: PrintedLine) -> float:
        """The length of a line with its indent."""
        return self.of(line) + max(0.0, line.indent - self.margin)

    def is_indented(self, line: PrintedLine) -> bool:
        """Is the line indented as the first one of a paragraph is?"""
        return self.indent > 0 and abs(line.indent - self.margin - self.indent) < 0.75

    def may_open(self, line: PrintedLine) -> bool:
        """Does the line lack just the indent that was lost, and end no sentence?"""
        if not self.lost or line.column is None or ENDS.search(line.text):
            return False
        return self.lacks_indent(line, line.column)

    def lacks_indent(self, line: PrintedLine, column: float) -> bool:
        """Is the line, with or without the mark at its end, an indent shorter than a full one?"""
        lengths = (self.reach_of(line), self.length_of(line))
        return any(-LOST_SLACK <= column - length - INDENT <= CLOSER for length in lengths)

    def is_full(self, line: PrintedLine) -> bool:
        """Does the line reach its column's end without any indent?"""
        return line.column is not None and self.reach_of(line) > line.column - LOST_SLACK

    def reach_of(self, line: PrintedLine) -> float:
        """The length of a line with its indent, without a mark that may hang at its end."""
        return _length(line, self.length_of(line))

    def has_gap(self, line: PrintedLine) -> bool:
        """Do blank lines part the line from the one above?"""
        return self.parted and line.blanks > self.blanks


def measure_page(lines: Sequence[PrintedLine]) -> Measure:
    """The measure of a page, from its lines without furniture; sets `column` of each of them."""
    margin, indent = _indents(lines)
    best: tuple[float, list[float | None], Rule] | None = None
    for rule in (measure_line, measure_narrowly, count_characters):
        lengths = [_length(line, rule(line) + max(0.0, line.indent - margin)) for line in lines]
        score, columns = _columns(lines, lengths)
        if best is None or score > best[0] + 0.01:
            best = score, columns, rule
    if best is None:
        return Measure(measure_line)
    _, columns, of = best
    for line, column in zip(lines, columns, strict=True):
        line.column = column
    usual = min((line.blanks for line in lines[1:]), default=0)
    parted = _are_parted(lines, of, usual)
    found = Measure(of, indent, margin, parted, usual)
    if indent or parted:
        return found
    exact = _usual_lengths(lines, found)
    if not _have_lost_indent(lines, exact, found):
        return found
    for line, length in zip(lines, exact, strict=True):
        line.column = length
    return replace(found, lost=INDENT)


def _usual_lengths(lines: Sequence[PrintedLine], measure: Measure) -> list[float | None]:
    """How long full lines mostly are where each line stands: marks make some of them longer."""
    exact: list[float | None] = []
    for column, run in groupby(lines, key=lambda line: line.column):
        members = list(run)
        full = [measure.reach_of(line) for line in members if column is not None]
        full = [length for length in full if column and abs(length - column) < SLACK]
        enough = len(full) >= LINES_AT_LEAST
        exact += [median(full) if enough else column] * len(members)
    return exact


def _have_lost_indent(
    lines: Sequence[PrintedLine], exact: Sequence[float | None], measure: Measure
) -> bool:
    """Are most lines below the end of a paragraph shorter by just an indent, and hardly any below
    a full line that ends no sentence?"""
    opens: Counter[bool] = Counter()
    goes_on: Counter[bool] = Counter()
    lacks = [
        9.0 if column is None else column - measure.reach_of(line)
        for line, column in zip(lines, exact, strict=True)
    ]
    shorts = [
        column is not None and measure.lacks_indent(line, column)
        for line, column in zip(lines, exact, strict=True)
    ]
    for n, (above, line) in enumerate(pairwise(lines)):
        short, full = shorts[n + 1], lacks[n + 1] < LOST_SLACK
        if not (short or full) or ENDS.search(line.text):
            continue  # a head, or the rest of something
        ended = ENDS.search(above.text) is not None
        if lacks[n] > (SLACK if ended else INDENT + LOST_SLACK):  # below a paragraph, or a head
            # A byline, an item of a list, and what follows a first line may be full.
            prose = line.text[0].isalpha() and _MARK_INSIDE.search(line.text) is not None
            opens[short] += short or (prose and not shorts[n])
        elif not ended and lacks[n] < LOST_SLACK:
            goes_on[short] += 1
    often = opens[True] >= max(FIRST_LINES_AT_LEAST, 2 * opens[False])
    return often and goes_on[True] <= 0.15 * goes_on.total()


def _length(line: PrintedLine, length: float) -> float:
    """The length without a mark at the end, which may hang beyond the end of a full line."""
    return length - (line.text[-1:] in HANGING)


def _columns(
    lines: Sequence[PrintedLine], lengths: Sequence[float]
) -> tuple[float, list[float | None]]:
    """(how likely they are, the length of a full line for each line, None for a paragraph)."""
    prose = [bool(_MARK_INSIDE.search(line.text)) for line in lines]
    count = Counter(round(n * 2) for n, inside in zip(lengths, prose, strict=True) if inside)
    often = [
        (times, half / 2)
        for half, times in count.items()
        if times >= LINES_AT_LEAST and NARROWEST <= half / 2 <= WIDEST
    ]
    widths: list[float | None] = [
        None,
        *(n for _, n in sorted(often, reverse=True)[:WIDTHS_AT_MOST]),
    ]
    scores = [0.0, *[FIRST] * (len(widths) - 1)]
    steps: list[list[int]] = []
    for length, inside in zip(lengths, prose, strict=True):
        top = max(range(len(widths)), key=scores.__getitem__)
        step = [n if scores[n] >= scores[top] + CHANGE else top for n in range(len(widths))]
        scores = [
            max(scores[n], scores[top] + CHANGE) + _likelihood(length, width, inside=inside)
            for n, width in enumerate(widths)
        ]
        steps.append(step)
    at = max(range(len(widths)), key=scores.__getitem__)
    score = scores[at]
    chosen: list[int] = []
    for step in reversed(steps):
        chosen.append(at)
        at = step[at]
    return score, _without_lists(lines, [widths[n] for n in reversed(chosen)], lengths, prose)


def _likelihood(length: float, width: float | None, *, inside: bool) -> float:
    """The logarithm of how likely a line of this length is in a column of this width."""
    if width is None:
        return _PARAGRAPH
    if length > width + 0.5:
        return _LONGER
    if length < width - SLACK:
        return math.log(0.22 / width)
    return _FULL + 0.4 * (length == width) - 0.7 * (length > width) - 0.7 * (not inside)


_PARAGRAPH, _LONGER, _FULL = math.log(1 / 80), math.log(0.03 / 60), math.log(0.3)


def _without_lists(
    lines: Sequence[PrintedLine],
    columns: list[float | None],
    lengths: Sequence[float],
    prose: Sequence[bool],
) -> list[float | None]:
    """The widths, without those of lists, verse and tables, whose lines are alike but complete."""
    found: list[float | None] = []
    for width, run in groupby(range(len(columns)), key=columns.__getitem__):
        members = list(run)
        full = [n for n in members if width and lengths[n] >= width - SLACK]
        inside = sum(prose[n] for n in full)
        marked = sum(lines[n].text[-1:] in HANGING for n in full)
        real = inside >= max(LINES_AT_LEAST, PROSE_AT_LEAST * len(full))
        real &= marked <= MARKED_AT_MOST * len(full)
        found += [width if real else None] * len(members)
    return found


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


def _are_parted(lines: Sequence[PrintedLine], of: Rule, usual: int) -> bool:
    """Do blank lines stand below short lines, and rarely below full ones?"""
    below: Counter[tuple[bool, bool]] = Counter()
    for above, line in pairwise(lines):
        full = above.column is not None and of(above) > above.column - SLACK - 1
        below[full, line.blanks > usual] += 1
    full_share = below[True, True] / max(1, below[True, True] + below[True, False])
    short_share = below[False, True] / max(1, below[False, True] + below[False, False])
    return short_share > 0.5 and full_share < 0.4
