"""Writes blocks as HTML that is also XML, for the site, the e-book and the web archive.

(`body.html()` writes the stored form.)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from articles.text.body import Block, Runs, runs_html
from articles.text.characters import clean_for_screen, clean_to_one_line
from articles.text.runs import plain_runs
from articles.text.tables import DIGIT, TableColumn, find_columns, measure_extent


def escape_line(text: str) -> str:
    """Escape text for an element or an attribute, on one line."""
    return escape(clean_to_one_line(text))


def escape_lines(text: str) -> str:
    """Escape text for an element, and keep its line breaks."""
    return escape(clean_for_screen(text), quote=False).replace("\n", "<br/>")


#: A cell of at most this many em (a name, an amount, a telephone number) stays on one line.
_ONE_LINE = 10
#: A table of more columns is set smaller where it can't be moved sideways.
_MANY = 7
#: The most digits by which a figure is moved from its column's edge.
_MOST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Markup:
    """How one output format writes blocks. Each format writes photos itself."""

    #: Maps a link's target to one that works in this format; empty if none does.
    address: Callable[[str], str] = clean_to_one_line
    #: Attributes of the element around a table, in which it scrolls.
    table: str = 'class="table"'

    def block(self, block: Block) -> str:
        match block.kind:
            case "quote":
                return f"<blockquote>{self._items(block, 'p')}</blockquote>"
            case "list" | "ordered":
                tag = "ul" if block.kind == "list" else "ol"
                start = f' start="{block.start}"' if block.start != 1 else ""
                return f"<{tag}{start}>{self._items(block, 'li')}</{tag}>"
            case "table":
                many = ' class="many"' if max(map(len, block.rows)) > _MANY else ""
                return f"<div {self.table}><table{many}>{self._rows(block)}</table></div>"
            case "photo":
                return ""
            case _:
                tag = "h2" if block.kind == "crosshead" else "p"
                return f"<{tag}>{self.runs(block.runs)}</{tag}>"

    def runs(self, runs: Runs) -> str:
        return runs_html(runs, escape_lines, self.address)

    def _items(self, block: Block, tag: str) -> str:
        return "".join(f"<{tag}>{self.runs(item)}</{tag}>" for item in block.items)

    def _rows(self, block: Block) -> str:
        """Pads rows to the same length; the head row goes in `thead`, so that print repeats it."""
        columns = find_columns(block.rows, headed=block.headed)
        heads = block.rows[:1] if block.headed else ()
        rows = [self._row(row, columns, 0, 'th scope="col"') for row in heads]
        head = f"<thead>{''.join(rows)}</thead>" if rows else ""
        body = enumerate(block.rows[len(heads) :], len(heads))
        rest = [self._row(row, columns, number, "td") for number, row in body]
        return head + (f"<tbody>{''.join(rest)}</tbody>" if rest else "")

    def _row(
        self, row: tuple[Runs, ...], columns: Sequence[TableColumn], number: int, tag: str
    ) -> str:
        cells = [*map(self.runs, row), *[""] * (len(columns) - len(row))]
        marks = [_mark(column, number) for column in columns]
        if tag != "td":
            marks = [_mark_head(column, cell) for column, cell in zip_longest(columns, row)]
        parts = zip(marks, cells, strict=True)
        return f"<tr>{''.join(f'<{tag}{mark}>{cell}</{tag[:2]}>' for mark, cell in parts)}</tr>"


def _mark(column: TableColumn, row: int) -> str:
    """What the style sheets know of a cell: it stands in a column of figures, so many digits from
    its edge; or in one in which a cell is too long for one line (the others are shown unbroken)."""
    if column.figures:
        digits = min(round(column.indent(row) / DIGIT), _MOST_DIGITS)
        return f' class="numeric short-{digits}"' if digits else ' class="numeric"'
    return ' class="wide"' if column.wish > _ONE_LINE else ""


def _mark_head(column: TableColumn, head: Runs | None) -> str:
    long = measure_extent(plain_runs(head or ())) > _ONE_LINE
    names = [*["numeric"] * column.figures, *["wide"] * long]
    return f' class="{" ".join(names)}"' if names else ""
