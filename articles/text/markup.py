"""Writes blocks as HTML that is also XML, for the site, the e-book and the web archive.

(`body.html()` writes the stored form.)"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from articles.text.body import Block, Runs, runs_html
from articles.text.characters import clean_for_screen, clean_to_one_line
from articles.text.runs import plain_runs


def escape_line(text: str) -> str:
    """Escape text for an element or an attribute, on one line."""
    return escape(clean_to_one_line(text))


def escape_lines(text: str) -> str:
    """Escape text for an element, and keep its line breaks."""
    return escape(clean_for_screen(text), quote=False).replace("\n", "<br/>")


#: A cell of at most this many em (a name, an amount, a telephone number) stays on one line.
_ONE_LINE = 10
#: From here on characters are one em wide, below it about half of one.
_HAN = "\u2e80"


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
                return f"<div {self.table}><table>{self._rows(block)}</table></div>"
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
        width = max(map(len, block.rows))
        heads = block.rows[:1] if block.headed else ()
        rows = [self._row(row, width, 'th scope="col"') for row in heads]
        head = f"<thead>{''.join(rows)}</thead>" if rows else ""
        wide = _find_wide_columns(block.rows)
        rest = [self._row(row, width, "td", wide) for row in block.rows[len(heads) :]]
        return head + (f"<tbody>{''.join(rest)}</tbody>" if rest else "")

    def _row(
        self, row: tuple[Runs, ...], width: int, tag: str, wide: frozenset[int] = frozenset()
    ) -> str:
        cells = [*map(self.runs, row), *[""] * (width - len(row))]
        marks = [' class="wide"' if column in wide else "" for column in range(width)]
        parts = zip(marks, cells, strict=True)
        return f"<tr>{''.join(f'<{tag}{mark}>{cell}</{tag[:2]}>' for mark, cell in parts)}</tr>"


def _find_wide_columns(rows: tuple[tuple[Runs, ...], ...]) -> frozenset[int]:
    """The columns in which a cell is too long for one line; the others are shown unbroken."""
    return frozenset(
        column
        for row in rows
        for column, cell in enumerate(row)
        if sum(1 if char >= _HAN else 0.5 for char in plain_runs(cell)) > _ONE_LINE
    )
