"""Lines of a story's columns → paragraphs and crossheads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from articles.text.layout import wording
from articles.text.layout.blocks import LARGER
from articles.text.layout.columns import FlowLine
from articles.text.layout.marks import TypeLine
from articles.text.layout.tables import BETWEEN, PrintedTable
from articles.text.page.reading import Kind
from articles.text.punctuation import fold_marks

#: Marks after which a paragraph may end.
_CLOSED = re.compile(r"(?:[。!?;:…\u201d\u2019』」)》】]|\.{2,}|[.])\s*$")
_MIDDLE = re.compile(r"[。,;:、.]$")
_BULLET = re.compile(r"[•●■◆▲○◎□◇★☆▪]|·\s?(?=\S)")
_ROLE_LAST = re.compile(r"[(（\s）)](?:本报记者|记者|通讯员|摄影|作者)$")
#: Figures before an item of a list; not those of a date, an amount or a time.
_COUNTED = re.compile(r"\d{1,2}\s?[.、．)）](?!\d)|[(（]\d{1,2}[)）]|[①-⑳]")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[章节步]"
)
#: A number that is set large beside or above the crosshead of its section.
_SECTION = re.compile(r"\d{1,2}[.、]?|[①-⑳]|[壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十]{1,3}[、.]?")
#: Ems: a line that begins later is indented; one that ends earlier is the last of a paragraph.
INDENTED, SHORT = 0.75, 1.55
_LONGEST_CROSSHEAD = 24
#: A crosshead that is so much larger than the text may be a headline.
_LARGE = 1.15


class LineSpan(NamedTuple):
    """A printed line, or a part of one where it holds two things."""

    line: TypeLine
    start: int
    end: int
    #: What stands between it and the line above that it continues, if it can be seen.
    before: str = ""

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @classmethod
    def of(cls, line: TypeLine) -> LineSpan:
        return cls(line, 0, len(line.text))


class PartGuess(NamedTuple):
    """Why a part may be something else: a code of `guesses.OTHERWISE`, and what tells for it."""

    code: str
    why: str
    weight: float


@dataclass(slots=True, eq=False)
class StoryPart:
    """What is printed together and is one thing: a paragraph, a headline, a caption …"""

    kind: Kind
    spans: list[LineSpan]
    #: What stands between its lines, if it is a row of a table.
    joints: tuple[str, ...] = ()
    guess: PartGuess | None = None

    @property
    def text(self) -> str:
        text = ""
        for span in self.spans:
            text += joint(text, span) + span.text
        return text

    @property
    def is_row(self) -> bool:
        return bool(self.joints)

    def cut(self, at: int, kind: Kind) -> StoryPart:
        """Keep the text before offset `at`; what follows becomes a part of another kind."""
        length, text = 0, ""
        kept: list[LineSpan] = []
        rest: list[LineSpan] = []
        for span in self.spans:
            length += len(joint(text, span))
            end = length + len(span.text)
            if end <= at:
                kept.append(span)
            elif length >= at:
                rest.append(span)
            else:
                middle = span.start + at - length
                kept.append(LineSpan(span.line, span.start, middle))
                rest.append(LineSpan(span.line, middle, span.end))
            length, text = end, span.text
        self.spans = kept
        return StoryPart(kind, rest)


def joint(above: str, below: LineSpan) -> str:
    """What stands between two printed lines of one paragraph: a space between Latin words, and
    between a role at the end of a line and the name on the next."""
    if not above or below.before:
        return below.before if above else ""
    if _ROLE_LAST.search(above):
        return " "
    latin = above[-1].isascii() and above[-1].isalpha() and below.text[:1].isascii()
    return " " if latin and below.text[:1].isalpha() else ""


def closed(text: str) -> bool:
    return bool(_CLOSED.search(fold_marks(text)[-4:]))


def part_flow(flowing: list[FlowLine | PrintedTable]) -> list[StoryPart]:
    """The paragraphs and crossheads of a story, with the rows of its tables in their places."""
    lines = [each for each in flowing if isinstance(each, FlowLine)]
    parts = FlowText(lines).parts()
    count = 0
    for each in flowing:
        if isinstance(each, FlowLine):
            count += 1
            continue
        last = lines[count - 1].line if count else None
        at = next((n + 1 for n, p in enumerate(parts) if last in [s.line for s in p.spans]), 0)
        while at < len(parts) and parts[at].is_row:
            at += 1
        parts[at:at] = [_row_of(row) for row in each.rows]
    return parts


def _row_of(row: list[TypeLine]) -> StoryPart:
    joints = tuple(
        "" if line.box.beside(above.box) > 0 else BETWEEN for above, line in pairwise(row)
    )
    return StoryPart("paragraph", [LineSpan.of(line) for line in row], joints)


class FlowText:
    """The text of a story while it is parted."""

    def __init__(self, lines: list[FlowLine]):
        lines = _set_out(lines)
        self.lines = lines
        self.item = False
        self.number = 0
        sizes = Counter(round(each.line.size * 4) / 4 for each in lines for _ in each.line.text)
        fonts = Counter(each.line.font for each in lines for _ in each.line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        self.font = fonts.most_common(1)[0][0] if fonts else ""
        self.gaps = _usual_gaps(lines)
        indented = [e for e in lines if INDENTED <= e.indent <= 3.2 and e.rest < SHORT]
        self.indents = bool(indented)
        self.indent = median(each.indent for each in indented) if indented else 0.0

    def parts(self) -> list[StoryPart]:
        parts: list[StoryPart] = []
        for n, each in enumerate(self.lines):
            above = self.lines[n - 1] if n else None
            if sign := self._find_crosshead(n):
                last = parts[-1] if parts and parts[-1].kind == "crosshead" else None
                if last and above and _SECTION.fullmatch(above.line.text.strip()):
                    last.spans.append(LineSpan(each.line, 0, len(each.line.text), BETWEEN))
                    last.guess = self._guess(each.line, sign)
                elif last and above and above.rest < SHORT and not each.first:
                    last.spans.append(LineSpan.of(each.line))
                else:
                    guess = self._guess(each.line, sign)
                    parts.append(StoryPart("crosshead", [LineSpan.of(each.line)], guess=guess))
            elif above is None or parts[-1].kind != "paragraph" or self._opens(above, each):
                parts.append(StoryPart("paragraph", [LineSpan.of(each.line)]))
                marked = _BULLET.match(each.line.text) or _COUNTED.match(each.line.text)
                self.item = bool(marked) and not wording.is_byline(each.line.text)
            else:
                typed = abs(each.indent - 1) < 0.3 and not self.item  # a full-width space
                line = each.line
                parts[-1].spans.append(LineSpan(line, 0, len(line.text), BETWEEN if typed else ""))
        return parts

    def _opens(self, above: FlowLine, each: FlowLine) -> bool:
        """Does a paragraph begin here?"""
        marked = _BULLET.match(each.line.text) or self._counts_on(above, each)
        if each.line.opens or marked or self._ends_byline(above, each):
            return True
        if self.item and above.rest < SHORT and not closed(above.line.text):
            return False
        if each.indent >= INDENTED and (self.indents or above.rest >= SHORT):
            return closed(above.line.text) or abs(each.indent - self.indent) < 0.5
        if not each.first and each.gap > self.gaps[id(each)] + 0.45:
            return True
        if above.rest >= SHORT:
            return closed(above.line.text) or not self.indents or above.rest >= 2 * SHORT
        return False

    def _counts_on(self, above: FlowLine, each: FlowLine) -> bool:
        """Does the next item of a numbered list begin here, below a whole sentence?"""
        hit = _COUNTED.match(each.line.text)
        if hit is None or not closed(above.line.text):
            return False
        number = int(unicodedata.normalize("NFKC", re.sub(r"[^\d①-⑳]", "", hit[0])))
        if number != self.number + 1 and number != 1:
            return False
        self.number = number
        return True

    def _ends_byline(self, above: FlowLine, each: FlowLine) -> bool:
        """Is the line above a whole byline below the head, perhaps over all columns?"""
        if above is not self.lines[0] or not wording.is_byline(above.line.text):
            return False
        return above.rest < -1.0 or not wording.carries_on(above.line.text, each.line.text)

    def _signs(self, n: int) -> bool:
        """Is the line a byline above the text, or the rest of one, however it is set?"""
        texts = [each.line.text for each in self.lines[: n + 1]]
        fonts = {each.line.font for each in self.lines[: n + 1]}
        return n < 2 and len(fonts) == 1 and all(map(wording.is_byline, (texts[0], "".join(texts))))

    def _guess(self, line: TypeLine, sign: str) -> PartGuess | None:
        """Why this crosshead may be a headline, or text."""
        ratio = line.size / self.size
        if sign == "size" and ratio > _LARGE:
            return PartGuess("perhaps-headline", f"字号是正文的{ratio:.2f}倍", round(2 - ratio, 1))
        if sign == "place":
            return PartGuess("perhaps-text", "字号和字体同正文一样，只是短而独占一行", 0.5)
        return None

    def _find_crosshead(self, n: int) -> str:
        """By which sign a line is a crosshead: "size", "type", "middle" or "place"; "" if not."""
        text = fold_marks(self.lines[n].line.text).strip()
        wrong = _MIDDLE.search(text) or not re.search(r"\w", text)
        if n + 1 == len(self.lines) or len(text) > _LONGEST_CROSSHEAD or wrong or self._signs(n):
            return ""
        each, above, below = self.lines[n], self.lines[n - 1] if n else None, self.lines[n + 1]
        alone = self._stands_alone(above, below)
        other = each.line.font != self.font and not text.isascii()
        if each.line.size > LARGER * self.size:
            return "size"
        if other and each.rest > 0.5 and alone:
            return "type"
        if not alone or each.rest < SHORT or n == 0:
            return ""
        if _is_centred(each, text):
            return "middle"
        return "place" if _is_short_paragraph(each, below, text) else ""

    def _stands_alone(self, above: FlowLine | None, below: FlowLine) -> bool:
        """Does a paragraph end above, and another begin below?"""
        ended = above is None or closed(above.line.text) or above.line.font != self.font
        begins = below.indent >= INDENTED or not self.indents or below.line.font != self.font
        return ended and begins


def _set_out(lines: list[FlowLine]) -> list[FlowLine]:
    """Lines that are set in together (a letter, the items of a list), as if they were not.

    Two lines at one indent, of which the first is full and ends no sentence, tell of such a block:
    below the indented line with which a paragraph begins stands one that is flush.
    """
    out = list(lines)
    for n, (above, below) in enumerate(pairwise(lines)):
        base = below.indent
        together = not below.first and abs(above.indent - base) < 0.3 and base >= INDENTED
        if not together or above.rest >= 2 * SHORT or closed(above.line.text):
            continue
        if out[n + 1] is not below:
            continue
        start, end = n, n + 2
        while start and not lines[start].first and lines[start - 1].indent >= base - 0.3:
            start -= 1
        while end < len(lines) and not lines[end].first and _is_in(lines, end, base):
            end += 1
        for at in range(start, end):
            out[at] = replace(lines[at], indent=max(lines[at].indent - base, 0.0))
    return out


def _is_in(lines: list[FlowLine], n: int, base: float) -> bool:
    """Does a line stand at this indent, or begin a paragraph whose next line does?"""
    near = [each for each in lines[n : n + 2] if abs(each.indent - base) < 0.3]
    return lines[n] in near or (bool(near) and lines[n].indent > base and not near[0].first)


def _usual_gaps(lines: list[FlowLine]) -> dict[int, float]:
    """The usual white above a line, run by run: a column may be stretched to its foot."""
    usual: dict[int, float] = {}
    runs: list[list[FlowLine]] = []
    for each in lines:
        if each.first or not runs:
            runs.append([])
        runs[-1].append(each)
    for run in runs:
        gap = median(each.gap for each in run[1:]) if len(run) > 1 else 0.0
        usual |= {id(each): gap for each in run}
    return usual


def _is_centred(each: FlowLine, text: str) -> bool:
    centred = abs(each.indent - each.rest) < 0.8 and each.indent > 0.8
    return centred and not text.endswith(("!", "\u201d"))


def _is_short_paragraph(each: FlowLine, below: FlowLine, text: str) -> bool:
    """Is it a line that ends like no sentence, between two paragraphs of text?"""
    if closed(text) and not text.endswith(("?", "!", "\u201d", ")", "】", "》")):
        return False
    flush = each.indent < 0.3
    one = INDENTED <= each.indent <= 3.2 and below.indent >= INDENTED
    sentence = closed(text) and not _NUMBERED.match(text)
    return (flush or one) and below.rest < SHORT and not sentence
