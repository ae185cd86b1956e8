"""Tables: lines of a column between rules of one width, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from articles.text.layout.blocks import HEADLINE
from articles.text.layout.marks import PageBox, TypeLine

#: What stands between the cells of a row.
BETWEEN = "\N{IDEOGRAPHIC SPACE}"


@dataclass(slots=True, eq=False)
class PrintedTable:
    """The lines of a table by rows; the lines of a row stand in the order of its cells."""

    box: PageBox
    rows: list[list[TypeLine]]


def find_tables(lines: list[TypeLine], rules: list[PageBox], em: float) -> list[PrintedTable]:
    """Tables of two rows at least, each with two cells in most of its rows."""
    tables = []
    for group in _group(rules, em):
        box = PageBox.around(group)
        inside = [line for line in lines if box.holds(line.box) and line.box.right < box.right + em]
        rows = _rows(inside, group, em)
        wide = sum(_cells(row) > 1 for row in rows)
        told = sum("。" in line.text or line.size > HEADLINE * em for line in inside)
        if len(rows) > 1 and wide * 2 > len(rows) and told * 8 < len(inside):
            tables.append(PrintedTable(box, rows))
    return tables


def _group(rules: list[PageBox], em: float) -> list[list[PageBox]]:
    """Level rules of one width below each other, three at least (or two far from any other)."""
    groups: list[list[PageBox]] = []
    for rule in sorted(rules, key=lambda box: box.top):
        if rule.width < rule.height:
            continue
        near = [
            group
            for group in groups
            if abs(group[0].left - rule.left) < 2 and abs(group[0].right - rule.right) < 2
        ]
        if near and rule.top - near[-1][-1].bottom < 14 * em:
            near[-1].append(rule)
        else:
            groups.append([rule])
    return [group for group in groups if len(group) > 2]


def _rows(lines: list[TypeLine], rules: list[PageBox], em: float) -> list[list[TypeLine]]:
    """Rows are parted by rules if there are many, else by where cells stand beside each other."""
    cuts = sorted((rule.top + rule.bottom) / 2 for rule in rules)
    rows: list[list[TypeLine]] = []
    for top, bottom in pairwise(cuts):
        band = [x for x in lines if top < (x.box.top + x.box.bottom) / 2 < bottom]
        rows += _split(sorted(band, key=lambda x: (x.box.top, x.box.left)), em)
    return [_order(row) for row in rows if row]


def _split(band: list[TypeLine], em: float) -> list[list[TypeLine]]:
    """Part lines at white that goes across the band."""
    rows: list[list[TypeLine]] = []
    bottom = 0.0
    for line in band:
        if rows and line.box.top < bottom + 0.12 * em:
            rows[-1].append(line)
        else:
            rows.append([line])
        bottom = max(bottom, line.box.bottom)
    return rows


def _cells(row: list[TypeLine]) -> int:
    return sum(
        all(line.box.beside(other.box) <= 0 for other in row[:n]) for n, line in enumerate(row)
    )


def _order(row: list[TypeLine]) -> list[TypeLine]:
    """Lines of one cell stay together, cells from left to right."""

    def place(line: TypeLine) -> tuple[float, float]:
        cell = [other.box.left for other in row if other.box.beside(line.box) > 0]
        return min(cell, default=line.box.left), line.box.top

    return sorted(row, key=place)
