"""Reads clean HTML into the blocks of a body. Bold, 着重, links and the like may span blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Literal

from articles.text.block import Block, BlockKind
from articles.text.markers import read_style, write_marker
from articles.text.runs import Run, Runs, Script, join_runs

#: Characters that an editor types to indent a paragraph. They are removed; the stylesheet indents.
INDENT = " \t\n\r\xa0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
#: In front of an item of a list in a cell or a quote.
_BULLET = "• "
_MOST = 99_999  # the highest number of a list's item


def _read_number(text: str) -> int | None:
    text = text.strip()
    sound = text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) < 6
    return int(text) if sound else None


@dataclass(slots=True)
class _OpenList:
    kind: BlockKind
    #: Of the first item that stands in `items`, and of the next one that comes.
    start: int
    number: int
    #: How items are numbered, if not with 1. 2. 3.: they become paragraphs then.
    style: str = ""
    step: int = 1
    items: list[Runs] = field(default_factory=list)
    #: Whether an item is open, has text, or was interrupted by a list, table or photo in it.
    item: Literal["none", "new", "going", "broken"] = "none"

    @property
    def typed(self) -> bool:
        return self.kind == "ordered" and bool(self.style)

    def renumber(self, number: int) -> None:
        self.start = self.number = number


class BodyReader(HTMLParser):
    """Parses well-formed HTML; `finish()` returns the blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._crosshead = False
        self._bold = self._em = 0
        self._scripts: list[Script] = []
        self._href = ""
        self._quote: list[Runs] | None = None
        self._quotes = 0  # that are open: a quotation in a quotation is one with it
        self._lists: list[_OpenList] = []
        self._marker = ""  # of the item that begins in a cell or a quote
        self._before_lists = 0  # blocks
        self._rows: list[list[Runs]] | None = None
        self._headed = False

    def finish(self) -> tuple[Block, ...]:
        """Close everything that is still open."""
        if self._rows is not None:
            self._end_table()
        self._soft_end()
        self._flush_lists()
        self._lists = []
        if self._quote is not None:
            self._end_quote()
        return tuple(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "strong" | "b" | "em" | "sup" | "sub" | "a":
                self._format(tag, given)
            case "br":
                self._add("\n")
            case "figure":
                self._photo(given.get("data-photo", ""))
            case "li":
                self._soft_end()
                self._start_item(given)
            case "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._soft_end()
                self._crosshead = tag.startswith("h") and not self._inside
            case "blockquote" if self._rows is None and not self._lists:
                self._soft_end()
                self._quotes += 1
                self._quote = [] if self._quote is None else self._quote
            case "ul" | "ol":
                self._soft_end()
                self._start_list(tag, given)
            case "table" if self._rows is None:
                self._interrupt()
                self._rows, self._headed = [], False
            case "tr" if self._rows is not None:
                if self._rows and not any(self._rows[-1]):  # a head without text heads nothing
                    self._rows.pop()
                self._headed &= bool(self._rows)
                self._rows.append([])
            case "th" if self._rows is not None:
                self._headed |= len(self._rows) == 1

    def _format(self, tag: str, given: dict[str, str]) -> None:
        match tag:
            case "strong" | "b":
                self._bold += 1
            case "em":
                self._em += 1
            case "sup":
                self._scripts.append("sup")
            case "sub":
                self._scripts.append("sub")
            case "a":
                self._href = given.get("href", "").strip()

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "strong" | "b":
                self._bold -= 1
            case "em":
                self._em -= 1
            case "sup" | "sub" if self._scripts:
                self._scripts.pop()
            case "a":
                self._href = ""
            case "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._soft_end()
            case "li":
                self._soft_end()
                self._end_item()
            case "blockquote" if self._quotes and self._rows is None and not self._lists:
                self._soft_end()
                self._close_quote()
            case "ul" | "ol" if self._lists:
                self._soft_end()
                self._end_list()
            case "th" | "td" if self._rows is not None:
                if not self._rows:
                    self._rows.append([])
                self._rows[-1].append(self._take())
            case "table" if self._rows is not None:
                self._end_table()

    def handle_data(self, data: str) -> None:
        self._add(data.replace("\r", "").replace("\n", " "))

    @property
    def _inside(self) -> bool:
        return self._rows is not None or bool(self._lists) or self._quote is not None

    @property
    def _in_lines(self) -> bool:
        """In a cell or a quote, where a list is lines."""
        return self._rows is not None or self._quote is not None

    def _add(self, text: str) -> None:
        if self._marker and text.strip(INDENT):
            self._runs.append(Run(self._marker))
            self._marker, text = "", text.lstrip(INDENT)
        script = self._scripts[-1] if self._scripts else ""
        run = Run(text, self._bold > 0, self._href, self._em > 0, script)
        if self._runs and self._runs[-1].looks_like(run):
            self._runs[-1] = replace(run, text=self._runs[-1].text + text)
        else:
            self._runs.append(run)

    def _take(self) -> Runs:
        """Return the runs collected so far, without spaces at either end, and forget them."""
        runs, self._runs = self._runs, []
        while runs and not runs[0].text.lstrip(INDENT):
            runs.pop(0)
        while runs and not runs[-1].text.rstrip(INDENT):
            runs.pop()
        if runs:
            runs[0] = replace(runs[0], text=runs[0].text.lstrip(INDENT))
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(INDENT))
        return tuple(runs)

    def _soft_end(self) -> None:
        """End a paragraph: in a table cell with a line break, elsewhere with an item or block."""
        if self._rows is not None:
            if self._runs and not self._runs[-1].text.endswith("\n"):
                self._add("\n")
            return
        runs = self._take()
        crosshead, self._crosshead = self._crosshead, False
        if not runs:
            return
        if self._quote is not None:
            self._quote.append(runs)
        elif self._lists:
            self._add_to_list(self._lists[-1], runs)
        else:
            self._blocks.append(Block("crosshead" if crosshead else "paragraph", runs))

    def _start_list(self, tag: str, given: dict[str, str]) -> None:
        if self._lists:
            self._break_item()
        else:
            self._before_lists = len(self._blocks)
        number = _read_number(given.get("start", ""))
        number = 1 if number is None else number
        new = _OpenList("list" if tag == "ul" else "ordered", number, number)
        new.style = read_style(given.get("type", "")) if tag == "ol" else ""
        if "reversed" in given:
            new.step, new.style = -1, new.style or "decimal"
        elif number < 0:
            new.style = new.style or "decimal"
        self._lists.append(new)

    def _start_item(self, given: dict[str, str]) -> None:
        if not self._lists:
            return
        current = self._lists[-1]
        value = _read_number(given.get("value", ""))
        if value is not None and value != current.number:
            self._flush(current)
            current.renumber(value)
            current.style = current.style or ("decimal" if value < 0 else "")
        current.item = "new"
        if self._in_lines and current.kind == "ordered":
            self._marker += write_marker(current.number, current.style)
            current.number += current.step
        elif self._in_lines:
            self._marker = f"{self._marker.removesuffix(_BULLET)}{_BULLET}"

    def _end_item(self) -> None:
        """An item without text counts."""
        self._marker = ""
        if not self._lists:
            return
        current = self._lists[-1]
        if current.item == "new" and current.kind == "ordered" and not self._in_lines:
            self._flush(current)
            current.renumber(current.number + current.step)
        current.item = "none"

    def _add_to_list(self, current: _OpenList, runs: Runs) -> None:
        """An item's further paragraphs are its further lines; text between items is none."""
        if current.item == "none":
            self._flush_lists()
            self._blocks.append(Block("paragraph", runs))
            return
        if current.item == "broken" or (current.item == "going" and current.typed):
            self._blocks.append(Block("paragraph", runs))
            return
        if current.item == "going":
            current.items[-1] = join_runs((*current.items[-1], _break_before(runs[0]), *runs))
            return
        if current.typed:
            marker = Run(write_marker(current.number, current.style))
            self._blocks.append(Block("paragraph", join_runs((marker, *runs))))
        else:
            current.items.append(runs)
        current.number += current.step
        current.item = "going"

    def _flush(self, current: _OpenList) -> None:
        """Write the items that have come; bullets inside bullets are one list."""
        if current.items:
            new = Block(current.kind, items=tuple(current.items), start=_first(current))
            last = self._blocks[-1] if len(self._blocks) > self._before_lists else None
            if last and last.kind == new.kind == "list":
                self._blocks[-1] = replace(last, items=last.items + new.items)
            else:
                self._blocks.append(new)
        current.items, current.start = [], current.number

    def _flush_lists(self) -> None:
        for each in self._lists:
            self._flush(each)

    def _break_item(self) -> None:
        """Write what the open lists hold; they go on after what comes now."""
        current = self._lists[-1]
        if self._in_lines:
            return
        if current.item == "new" and current.kind == "ordered":
            current.number += current.step
        self._flush_lists()
        if current.item != "none":
            current.item = "broken"

    def _end_list(self) -> None:
        ended = self._lists.pop()
        self._flush(ended)

    def _interrupt(self) -> None:
        """End what is open before a table or photo; lists and quotes go on after it."""
        self._soft_end()
        if self._quote is not None:
            self._end_quote()
        if self._lists:
            self._break_item()

    def _close_quote(self) -> None:
        self._quotes -= 1
        if not self._quotes:
            self._end_quote()

    def _end_quote(self) -> None:
        if self._quote:
            self._blocks.append(Block("quote", items=tuple(self._quote)))
        self._quote = None

    def _end_table(self) -> None:
        runs, rows = self._take(), [tuple(row) for row in self._rows or [] if any(row)]
        self._rows = None
        if rows:
            self._blocks.append(Block("table", rows=tuple(rows), headed=self._headed))
        if runs:  # text between cells, which a browser would put before the table
            self._blocks.append(Block("paragraph", runs))
        self._quote = [] if self._quotes else None

    def _photo(self, number: str) -> None:
        sound = number.isascii() and number.isdigit() and int(number) <= 999
        if sound and self._rows is None:
            self._interrupt()
            self._blocks.append(Block("photo", photo=int(number)))
            self._quote = [] if self._quotes else None


def _first(ended: _OpenList) -> int:
    return ended.start if ended.kind == "ordered" else 1


def _break_before(run: Run) -> Run:
    return replace(run, text="\n")
