"""Tables from outside as tables without merged cells: text is repeated where a reader needs it."""

from __future__ import annotations

from copy import deepcopy
from itertools import islice, takewhile

from lxml import etree  # type: ignore[import-untyped]

from articles.text.outside.notes import Findings
from articles.text.outside.tree import Element, name_of, text_of

_MOST_COLUMNS, _MOST_ROWS, _MOST_CELLS = 60, 500, 5000
_LONGEST, _MOST_PARTS = 200, 200  # of what is repeated: characters, elements
CELLS = ("td", "th")


def split_merged(root: Element, found: Findings) -> None:
    """Make cells of what merged ones cover. What reaches down stands in each row, what reaches
    across a head in each column; elsewhere the first cell has the text and the others none."""
    made = 0
    for table in list(root.iter("table")):
        if made < _MOST_CELLS:
            made += _split(table, found)


def is_frame(table: Element) -> bool:
    """Is it a table of one cell, or one column with tables in it, as which mails are laid out?"""
    rows = [sum(name_of(cell) in CELLS for cell in row) for row in rows_of(table)]
    if max(rows, default=0) > 1:
        return False
    return sum(rows) < 2 or next(table.iterdescendants("table"), None) is not None


def find_head(table: Element) -> Element | None:
    """The first row with text, if the table says of the whole of it that it is the head."""
    first = next(filter(text_of, rows_of(table)), None)
    return first if first is not None and _is_head(first) else None


def _is_head(row: Element) -> bool:
    cells = [cell for cell in row if name_of(cell) in CELLS]
    parent = row.getparent()
    in_head = parent is not None and name_of(parent) == "thead"
    in_head = in_head or "mso-yfti-tblhead:yes" in (row.get("style") or "")
    return in_head or (bool(cells) and all(name_of(cell) == "th" for cell in cells))


def rows_of(table: Element) -> list[Element]:
    """The rows of the table itself, and not of tables in it."""
    out = []
    for part in table:
        if name_of(part) == "tr":
            out.append(part)
        elif name_of(part) in ("thead", "tbody", "tfoot"):
            out += [row for row in part if name_of(row) == "tr"]
    return out


def _span(cell: Element, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    if value == "0" and name == "rowspan":  # down to the last row
        return most
    return (
        min(max(int(value), 1), most)
        if value.isascii() and value.isdigit() and len(value) < 6
        else 1
    )


def _split(table: Element, found: Findings) -> int:  # noqa: C901  columns are walked once
    rows = rows_of(table)
    if not _has_merged(rows):
        return 0
    owed: dict[int, tuple[int, Element, bool]] = {}
    head = _head_rows(rows)
    made, begun = 0, set[int]()
    for number, row in enumerate(rows):
        cells = [cell for cell in row if name_of(cell) in CELLS]
        whole = len(cells) == 1 and not owed
        column, new = 0, []
        waiting = iter(cells)
        while made < _MOST_CELLS and column < _MOST_COLUMNS:
            if column in owed:
                left, source, said = owed.pop(column)
                new.append(_copy(source, said=said))
                made += 1
                if left > 1:
                    owed[column] = left - 1, source, said
                column += 1
                continue
            cell = next(waiting, None)
            if cell is None:
                if not any(place > column for place in owed):
                    break
                new.append(_copy(None, said=False))
                column += 1
                continue
            down = min(_span(cell, "rowspan", _MOST_ROWS), len(rows) - number)
            across = _span(cell, "colspan", _MOST_COLUMNS)
            if (down > 1 or across > 1) and text_of(cell):
                found.add("merged_cells")
            for name in ("rowspan", "colspan"):
                cell.attrib.pop(name, None)
            for n in range(across):
                said = n == 0 or (number < head and not whole)
                new.append(cell if n == 0 else _copy(cell, said=said))
                made += n > 0
                if down > 1:
                    owed[column + n] = down - 1, cell, said
            begun.add(column)
            column += across
        rest = list(waiting)
        begun.update(range(len(new), len(new) + len(rest)))
        new += rest
        for cell in cells:
            row.remove(cell)
        row.extend(new)
    _drop_covered(rows, begun)
    return made


def _has_merged(rows: list[Element]) -> bool:
    cells = (cell for row in rows for cell in row if name_of(cell) in CELLS)
    return any(_span(cell, name, 9) > 1 for cell in cells for name in ("rowspan", "colspan"))


def _drop_covered(rows: list[Element], begun: set[int]) -> None:
    """Take columns out in which no cell begins: nobody saw them beside those that cover them."""
    for row in rows:
        for column, cell in enumerate([each for each in row if name_of(each) in CELLS]):
            if column not in begun:
                row.remove(cell)


def _head_rows(rows: list[Element]) -> int:
    """How many rows are the head: those that say so, else the first."""
    return max(len(list(takewhile(_is_head, rows))), 1)


def _copy(cell: Element | None, *, said: bool) -> Element:
    """A cell with the same text, if it is to be said again and short; else an empty one."""
    new = etree.Element("td")
    if cell is None or not said or len(text_of(cell)) > _LONGEST:
        return new
    if len(list(islice(cell.iter(), _MOST_PARTS))) == _MOST_PARTS:
        return new
    new = deepcopy(cell)
    new.tail = None
    return new
