"""Makes the printed lines of a page into rows: a paragraph, a head line, a byline … each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.characters import UNSEEN
from articles.text.page.datelines import DATELINE
from articles.text.page.furniture import find_furniture
from articles.text.page.noise import repair_noise
from articles.text.page.parts import Shape, divide, find_lead
from articles.text.page.printed import Hint, PrintedLine
from articles.text.page.reading import PageLine, Reading
from articles.text.page.turns import Turn, find_turns, is_turn, read_turn
from articles.text.page.unwrap import LineGroup, unwrap
from articles.text.punctuation import fold_marks, is_han, restore

#: Marks that close a paragraph, in the form that `fold_marks` returns.
_CLOSED = re.compile(r"(?:[。!?;:…\u201d\u2019』」)》】]|\.{2,}|[.])\s*$")
_LATIN_END, _LATIN = re.compile(r"[A-Za-z][,;:.!?-]?$"), re.compile(r"[A-Za-z]")
_HYPHEN, _LOWER = re.compile(r"[A-Za-z]{2}-$"), re.compile(r"[a-z]{2}")


@dataclass(slots=True)
class ShapedRow:
    """What was printed as one thing, with its shape; it consists of the lines `numbers`.

    `text` is repaired, trimmed, and has ASCII marks. `opens`: does it open a paragraph? None is
    perhaps; False is a continuation, or no paragraph. `seams` are those of its lines at which
    another paragraph may begin. `blanks` is the number of blank lines above, `indent` the width
    of the spaces before it in Chinese characters; `size` and `hint` are those of its first line.
    `inline`: does it stand behind another row on the same line, as its end? `turns` say where its
    story goes on or comes from, in it or beside it.
    """

    numbers: tuple[int, ...]
    text: str
    shape: Shape
    opens: bool | None = None
    seams: tuple[int, ...] = ()
    blanks: int = 0
    indent: float = 0.0
    size: float | None = None
    hint: Hint | None = None
    inline: bool = False
    turns: tuple[Turn, ...] = ()

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.numbers[0]

    @property
    def wrapped(self) -> bool:
        """Was it printed on several lines?"""
        return len(self.numbers) > 1

    @property
    def closed(self) -> bool:
        """Does the row end like a complete paragraph?"""
        return bool(_CLOSED.search(self.text[-4:]))


def cut(lines: Sequence[PrintedLine]) -> tuple[Reading, list[ShapedRow]]:
    """The page's lines with their punctuation restored, and the rows that they form.

    A row that holds two things (a byline after the last sentence, a credit after a caption)
    becomes two rows, and the line in which the second begins two lines of the reading.
    """
    reading = Reading()
    rows: list[ShapedRow] = []
    repair_noise(lines)
    furniture = find_furniture(lines)
    groups = unwrap([line for n, line in enumerate(lines) if n not in furniture])
    groups += [LineGroup([lines[n]]) for n in furniture]
    order = {id(line): n for n, line in enumerate(lines)}
    for group in sorted(groups, key=lambda group: order[id(group.lines[0])]):
        left_out = order[id(group.lines[0])] in furniture
        rows += _Adding(reading, group).rows(furniture=left_out)
    _hand_on_turns(rows)
    return reading, rows


def _hand_on_turns(rows: list[ShapedRow]) -> None:
    """Give a turn on a line of its own to the row beside it that it is about."""
    for n, row in enumerate(rows):
        if row.shape != "furniture" or not row.turns:
            continue
        turn = read_turn(row.text, below_text=_ends_text(rows, n)) or row.turns[0]
        beside = reversed(rows[:n]) if turn.onward else iter(rows[n + 1 :])
        near = next((other for other in beside if other.shape != "furniture"), None)
        row.turns = (turn,)
        if near:
            near.turns += (turn,)


def _ends_text(rows: list[ShapedRow], at: int) -> bool:
    """Does the row stand below the last paragraph of a text, rather than above the first?"""
    above = rows[at - 1] if at else None
    below = rows[at + 1] if at + 1 < len(rows) else None
    if above is None or above.shape not in ("text", "trailing", "byline"):
        return False
    if above.shape == "text" and not above.closed:
        return True
    if above.shape == "byline" and at > 1 and rows[at - 2].shape != "text":
        return False
    return below is None or below.shape not in ("text", "lead")


class _Adding:
    """Adds the printed lines of one row to the reading."""

    def __init__(self, reading: Reading, group: LineGroup) -> None:
        self.reading, self.group = reading, group
        self.joints = ["", *map(_joint, group.lines, group.lines[1:])]
        self.text, self.places = self._join()
        self.turns: list[Turn] = []
        folded = fold_marks(self.text)
        if turns := find_turns(folded):
            read = (read_turn(folded[start:end], below_text=start > 0) for start, end in turns)
            self.turns = [turn for turn in read if turn]
            for at in {at for start, end in turns for at in range(start, end)}:
                line, cell = self.places[at]
                group.lines[line].cells[cell] = ""
            self.text, self.places = self._join()
        for at, _, now in (*restore(self.text)[1], *_widen_dateline(self.text)):
            line, cell = self.places[at]
            group.lines[line].cells[cell] = now

    def _join(self) -> tuple[str, list[tuple[int, int]]]:
        """(the text of the row, for each character the line and the offset where it stands)."""
        text: list[str] = []
        places: list[tuple[int, int]] = []
        for n, line in enumerate(self.group.lines):
            shown = [at for at, cell in enumerate(line.cells) if cell]
            edge = [
                at for at in shown if not line.cells[at].isspace() and line.cells[at] not in UNSEEN
            ]
            inner = [at for at in shown if edge and edge[0] <= at <= edge[-1]]
            if self.joints[n] and inner:
                text.append(self.joints[n])
                places.append((n, inner[0]))
            text += [line.cells[at] for at in inner]
            places += [(n, at) for at in inner]
        return "".join(text), places

    def rows(self, *, furniture: bool) -> Iterator[ShapedRow]:
        folded = fold_marks(self.text)
        apart = furniture or is_turn(folded)
        parts: list[tuple[int, Shape]] = [(0, "furniture")] if apart else divide(folded)
        ends = [at for at, _ in parts[1:]] + [len(folded)]
        first = self.group.lines[0]
        for (start, shape), end in zip(parts, ends, strict=True):
            row = ShapedRow(self._add(start, end), folded[start:end].strip(), shape)
            if not start:
                row.opens, row.blanks, row.indent = self.group.opens, first.blanks, first.indent
            row.size, row.hint, row.inline = first.size, first.hint, start > 0
            row.turns = self._turns_of(folded, alone=apart, first=not start, last=end == ends[-1])
            if row.turns and shape == "short":
                row.shape = "text"  # stories are parted in their text, not in a head
            row.seams = (
                tuple(row.numbers[0] + n for n in self.group.seams if n) if not start else ()
            )
            yield row

    def _turns_of(self, text: str, *, alone: bool, first: bool, last: bool) -> tuple[Turn, ...]:
        """The turns of a part of the row: one onward stands at its end, one back at its start."""
        if alone:
            turn = read_turn(text) if is_turn(text) else None
            return (turn,) if turn else ()
        return tuple(turn for turn in self.turns if (last if turn.onward else first))

    def _add(self, start: int, end: int) -> tuple[int, ...]:
        """Add the lines of the row from one offset in its text to another; their numbers."""
        lines = self.group.lines
        at, cell = self._place(start) if start else (0, 0)
        to, stop = self._place(end)
        numbers: list[int] = []
        for n in range(at, min(to + 1, len(lines))):
            line = lines[n]
            left = cell if n == at else 0
            right = stop if n == to else len(line.raw)
            if left == right:
                continue
            number = len(self.reading.lines) + 1
            joint = self.joints[n] if numbers else None
            repaired = "".join(line.cells[left:right])
            raw = line.raw[left:right]
            self.reading.lines.append(PageLine(number, line.source, left, raw, repaired, joint))
            self.reading.repairs += line.list_repairs(number, left, right)
            numbers.append(number)
        return tuple(numbers)

    def _place(self, at: int) -> tuple[int, int]:
        """The line and the offset at which an offset in the text of the row stands.

        What can't be seen before the first character of a line belongs to it.
        """
        if at >= len(self.places):
            return len(self.group.lines), 0
        line, cell = self.places[at]
        return line, 0 if self.places[at - 1][0] != line else cell


def _widen_dateline(text: str) -> Iterator[tuple[int, str, str]]:
    """The space that is set below a dateline (本报讯) is a wide one; extraction narrows it."""
    dateline = DATELINE.match(text)
    if not dateline or not dateline[0].endswith(" ") or find_lead(text):
        return
    if is_han(text[dateline.end() : dateline.end() + 1]):
        yield dateline.end() - 1, " ", "\N{IDEOGRAPHIC SPACE}"


def _joint(above: PrintedLine, below: PrintedLine) -> str:
    """What stands between two lines of one row: a space between two Latin words.

    A hyphen that parts a word at the end of a line is removed.
    """
    if not (_LATIN_END.search(above.text) and _LATIN.match(below.text)):
        return ""
    if above.raw.rstrip().endswith("\xad"):
        return ""
    if _HYPHEN.search(above.text):
        if _LOWER.match(below.text):
            above.cells[max(n for n, cell in enumerate(above.cells) if cell.strip())] = ""
        return ""
    return " "
