"""Blocks as HTML that is XML too: as a body is shown on the site, in the e-book and in the web
archive. (`body.html()` writes what is stored.)"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from articles.text.body import Block, Runs, runs_html
from articles.text.characters import on_a_line, visible


def line(text: str) -> str:
    """Text that stands on one line, ready for an element or an attribute."""
    return escape(on_a_line(text))


def multiline(text: str) -> str:
    """Text that keeps its line breaks, ready for an element."""
    return escape(visible(text), quote=False).replace("\n", "<br/>")


@dataclass(frozen=True, slots=True)
class Markup:
    """How one output writes blocks. Photos are its own business."""

    #: The address of a link as a reader of this output follows it; empty where it leads nowhere.
    address: Callable[[str], str] = on_a_line
    #: Attributes of what a table scrolls in.
    table: str = 'class="table"'

    def block(self, block: Block) -> str:
        match block.kind:
            case "quote":
                return f"<blockquote>{self._items(block, 'p')}</blockquote>"
            case "list" | "ordered":
                tag = "ul" if block.kind == "list" else "ol"
                return f"<{tag}>{self._items(block, 'li')}</{tag}>"
            case "table":
                return f"<div {self.table}><table>{self._rows(block)}</table></div>"
            case "photo":
                return ""
            case _:
                tag = "h2" if block.kind == "crosshead" else "p"
                return f"<{tag}>{self.runs(block.runs)}</{tag}>"

    def runs(self, runs: Runs) -> str:
        return runs_html(runs, multiline, self.address)

    def _items(self, block: Block, tag: str) -> str:
        return "".join(f"<{tag}>{self.runs(item)}</{tag}>" for item in block.items)

    def _rows(self, block: Block) -> str:
        """Every row as long as the longest; the head apart, so that print repeats it."""
        width = max(map(len, block.rows))
        heads = block.rows[:1] if block.headed else ()
        rows = [self._row(row, width, 'th scope="col"') for row in heads]
        head = f"<thead>{''.join(rows)}</thead>" if rows else ""
        rest = [self._row(row, width, "td") for row in block.rows[len(heads) :]]
        return head + (f"<tbody>{''.join(rest)}</tbody>" if rest else "")

    def _row(self, row: tuple[Runs, ...], width: int, tag: str) -> str:
        cells = [*map(self.runs, row), *[""] * (width - len(row))]
        return f"<tr>{''.join(f'<{tag}>{cell}</{tag[:2]}>' for cell in cells)}</tr>"
