"""Pull quotes: words of the text once more, set large in a column. They are no headlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from articles.text.layout.blocks import HEADLINE, LineBlock, find_blocks
from articles.text.layout.heads import HeadGroup
from articles.text.layout.marks import PageBox, TypeLine
from articles.text.layout.pieces import INDENTED, closed

#: Fewer characters may stand in the text by chance.
_FEWEST = 4
#: Ems: text and rules are at most so far from the quote that they frame.
_NEAR = 6.0
#: A rule of a quote is at most so many times as wide as its column.
_OF_COLUMN = 1.6
_LONGEST_LISTED = 24
_QUOTED = re.compile(r"[“\"「『].+[”\"」』]\W*$", re.DOTALL)
_WHO = re.compile("[—─－-]")


class _Beside(NamedTuple):
    """The text directly above and below a quote, in its column."""

    above: LineBlock | None
    below: LineBlock | None

    @property
    def width(self) -> float:
        return max((block.box.width for block in (self.above, self.below) if block), default=0.0)


@dataclass(slots=True)
class PullQuote:
    """Lines set large in a column, with the one that names the speaker. `told`: the text says
    the same, word for word."""

    lines: list[TypeLine]
    told: bool

    @property
    def box(self) -> PageBox:
        return PageBox.around(line.box for line in self.lines)


def take_pull_quotes(
    heads: list[HeadGroup], lines: list[TypeLine], rules: list[PageBox], em: float
) -> list[PullQuote]:
    """Take those of the heads away that only repeat what the text says.

    That a headline's words stand in its text happens, so the place has to tell, too: rules of the
    column's width above and below, a sentence that goes on from above to below, or, in quotation
    marks, that the text above has said it. Words that the text does not say are a quote only
    between rules where a sentence goes on, or in quotation marks. The largest head is none.
    """
    headed = {id(line) for head in heads for line in head.lines}
    rest = [line for line in lines if id(line) not in headed and line.size < HEADLINE * em]
    walls = [head.box for head in heads]
    blocks = find_blocks(rest, walls, em)
    said = [_bare("".join(line.text for line in block.lines)) for block in blocks]
    largest = max((head.size for head in heads), default=0.0)
    found = []
    for head in list(heads):
        words = _bare("".join(line.text for line in head.lines))
        if head.size >= 0.95 * largest or len(words) < _FEWEST:
            continue
        beside, told = _find_beside(head, blocks, em), _is_said(words, said)
        ruled, goes_on = _is_ruled(head, beside, rules, em), _goes_on(beside, em)
        quoted = beside.above is not None and _is_quoted(head)
        if told:
            fits = ruled or goes_on or (quoted and _has_said(beside.above, words))
            own = _is_quoted(head) or not _has_said(beside.below, words)
            fits = fits or (beside.above is None and own and _opens_column(beside.below, em))
        else:
            fits = ruled and (goes_on or quoted)
        if fits:
            heads.remove(head)
            more = _find_speaker(head, rest, em) + _find_marks(head, lines, em)
            found.append(PullQuote(head.lines + more, told))
        else:
            head.is_ruled = ruled and beside.above is not None
    return found


def lists_crossheads(lines: list[TypeLine], others: list[TypeLine]) -> bool:
    """Do the lines in a panel say nothing but what stands on other lines, two of them at least?

    A story's crossheads may be listed beside its text, as its summary.
    """
    left = _bare("".join(line.text for line in lines))
    said = 0
    words = {_bare(line.text) for line in others if len(line.text) <= _LONGEST_LISTED}
    for each in sorted(words, key=len, reverse=True):
        if len(each) > 1 and each in left:
            left, said = left.replace(each, "", 1), said + 1
    return said > 1 and not left


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _is_said(words: str, said: list[str]) -> bool:
    """Do these words stand in one block, or at the end of one and the beginning of another?"""
    if any(words in text for text in said):
        return True
    cuts = range(2, len(words) - 1)
    return any(
        any(text.endswith(words[:cut]) for text in said)
        and any(text.startswith(words[cut:]) for text in said)
        for cut in cuts
    )


def _find_beside(head: HeadGroup, blocks: list[LineBlock], em: float) -> _Beside:
    own = head.box
    near = [b for b in blocks if b.box.beside(own) > 0.5 * min(own.width, b.box.width)]
    above = [b for b in near if -em < own.top - b.box.bottom < _NEAR * em and len(b.lines) > 1]
    below = [b for b in near if -em < b.box.top - own.bottom < _NEAR * em]
    return _Beside(
        max(above, key=lambda block: block.box.bottom, default=None),
        min(below, key=lambda block: block.box.top, default=None),
    )


def _is_ruled(head: HeadGroup, beside: _Beside, rules: list[PageBox], em: float) -> bool:
    own = head.box
    of_column = [
        rule
        for rule in rules
        if rule.width > rule.height
        and rule.beside(own) > 0.8 * own.width
        and rule.width <= _OF_COLUMN * max(beside.width, own.width)
    ]
    above = any(-0.5 * em < own.top - rule.bottom < _NEAR * em for rule in of_column)
    return above and any(-0.5 * em < rule.top - own.bottom < _NEAR * em for rule in of_column)


def _goes_on(beside: _Beside, em: float) -> bool:
    """Does a sentence go on from above the quote to below it?"""
    if beside.above is None or beside.below is None:
        return False
    last, first = beside.above.lines[-1], beside.below.lines[0]
    left = min(line.box.left for line in [*beside.above.lines, *beside.below.lines])
    flush = first.box.left - left < INDENTED * em
    return not closed(last.text) and flush and last.font == first.font


def _opens_column(below: LineBlock | None, em: float) -> bool:
    """Does text go on below a quote at the head of a column: is its first line flush, though a
    later one is indented as paragraphs begin?"""
    if below is None:
        return False
    left = min(line.box.left for line in below.lines)
    indents = [line.box.left - left for line in below.lines]
    return indents[0] < INDENTED * em and any(1.5 * em < each < 2.5 * em for each in indents[1:])


def _is_quoted(head: HeadGroup) -> bool:
    return _QUOTED.match("".join(line.text for line in head.lines)) is not None


def _has_said(block: LineBlock | None, words: str) -> bool:
    return block is not None and words in _bare("".join(line.text for line in block.lines))


def _find_speaker(head: HeadGroup, lines: list[TypeLine], em: float) -> list[TypeLine]:
    """The line below a quote that says after a dash whose words they are."""
    own = head.box
    return [
        line
        for line in lines
        if _WHO.match(line.text.strip())
        and line.box.beside(own) > 0
        and -0.5 * em < line.box.top - own.bottom < 3 * em
    ][:1]


def _find_marks(head: HeadGroup, lines: list[TypeLine], em: float) -> list[TypeLine]:
    """Large quotation marks that stand by themselves before or behind a quote."""
    own = head.box
    return [
        line
        for line in lines
        if line.size >= HEADLINE * em
        and not any(map(str.isalnum, line.text))
        and line.box.beside(own) > -3 * em
        and line.box.level(own) > -3 * em
    ]
