"""The body of an article: rich text of a small grammar, and the blocks that everything else reads.

Stored HTML is always `html(blocks(dirty))`, whatever came in: paragraphs, crossheads (h2), bold,
links, lists, block quotes, tables and photo places. No other module parses body HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import Literal

import nh3

BlockKind = Literal["paragraph", "crosshead", "quote", "list", "ordered", "table", "photo"]

_TAGS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "a", "br", "ul", "ol", "li",
    "blockquote", "table", "thead", "tbody", "tr", "th", "td", "figure",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes={"a": {"href"}, "figure": {"data-photo"}},
    url_schemes=_SCHEMES,
    link_rel=None,
)
#: Characters that an editor types to indent a paragraph. They are removed; the stylesheet indents.
_INDENT = " \t\n\r\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"


#: Paragraphs, crossheads and photos as `html()` writes them. Most bodies hold nothing else, and
#: `extract_text` need not parse those.
_INLINE = r'(?:[^<&\x00-\x1f]|&(?:amp|lt|gt);|</?strong>|<a href="[^"<>]*">|</a>|<br>)*+'
_WRITTEN = re.compile(
    rf"(?:<p>(?=[^\s<]){_INLINE}(?<![\s>])</p>|<h2>(?=[^\s<]){_INLINE}(?<![\s>])</h2>"
    r'|<figure data-photo="\d+"></figure>)*+'
)
_LINE_END = re.compile("</p>|</h2>|<br>")
_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters with the same formatting. A newline in `text` is a line break."""

    text: str
    bold: bool = False
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body. What it holds depends on its kind:

    paragraph, crosshead: `runs`; quote (its paragraphs), list, ordered: `items`; table: `rows`, the
    first of which is the head if `headed`; photo: `photo`, the number of the article's photo.
    """

    kind: BlockKind
    runs: Runs = ()
    items: tuple[Runs, ...] = ()
    rows: tuple[tuple[Runs, ...], ...] = ()
    headed: bool = False
    photo: int = 0

    @property
    def text(self) -> str:
        """The text of the block: one item or row per line, cells separated by tabs."""
        if self.kind == "table":
            return "\n".join("\t".join(plain_runs(cell) for cell in row) for row in self.rows)
        if self.items:
            return "\n".join(plain_runs(item) for item in self.items)
        return plain_runs(self.runs)


@lru_cache(maxsize=512)
def blocks(html_text: str) -> tuple[Block, ...]:
    """Parse any HTML, hostile or not, into blocks; never raises. Empty blocks are left out."""
    reader = _Reader()
    reader.feed(_CLEANER.clean(html_text))
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


def html(body: tuple[Block, ...]) -> str:
    """The blocks as the HTML that is stored; `blocks(html(b)) == b`."""
    return "".join(_block_html(block) for block in body)


def clean(dirty: str) -> str:
    """Sanitise any HTML into the grammar that is stored. `clean(clean(x)) == clean(x)`."""
    return html(blocks(dirty))


def extract_text(html_text: str) -> str:
    """The plain text of a body, one block per line."""
    if _WRITTEN.fullmatch(html_text):
        text = _TAG.sub("", _LINE_END.sub("\n", html_text)).rstrip("\n")
        return unescape(text) if "&" in text else text
    return "\n".join(block.text for block in blocks(html_text) if block.kind != "photo")


def length(html_text: str) -> int:
    """字数: the number of characters without spaces and line breaks, as Word counts them."""
    return sum(1 for character in extract_text(html_text) if not character.isspace())


def from_paragraphs(items: list[str | dict[str, str]]) -> str:
    """Body HTML from an archive line's `body`: strings are paragraphs, {"crosshead": …} crossheads.

    Raises ValueError naming any other item.
    """
    body: list[Block] = []
    for item in items:
        if isinstance(item, str):
            body.append(Block("paragraph", (Run(item),)))
        elif isinstance(item, dict) and set(item) == {"crosshead"}:
            body.append(Block("crosshead", (Run(str(item["crosshead"])),)))
        else:
            raise ValueError(f"正文里有看不懂的一项：{item!r}")
    return clean(html(tuple(body)))


def plain_runs(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _line_breaks(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def runs_html(
    runs: Runs,
    write: Callable[[str], str] = _line_breaks,
    address: Callable[[str], str] = str,
) -> str:
    """The runs as HTML. By default that is the stored form; `write` escapes text differently, and
    `address` maps a link's target (a link with an empty target is written as its text alone)."""
    out = []
    for run in runs:
        text = write(run.text)
        if run.bold:
            text = f"<strong>{text}</strong>"
        if run.href and (leads := address(run.href)):
            text = f'<a href="{escape(leads)}">{text}</a>'
        out.append(text)
    return "".join(out)


def _block_html(block: Block) -> str:
    match block.kind:
        case "photo":
            return f'<figure data-photo="{block.photo}"></figure>'
        case "crosshead":
            return f"<h2>{runs_html(block.runs)}</h2>"
        case "quote":
            inner = "".join(f"<p>{runs_html(item)}</p>" for item in block.items)
            return f"<blockquote>{inner}</blockquote>"
        case "list" | "ordered":
            tag = "ul" if block.kind == "list" else "ol"
            inner = "".join(f"<li><p>{runs_html(item)}</p></li>" for item in block.items)
            return f"<{tag}>{inner}</{tag}>"
        case "table":
            return f"<table><tbody>{_rows_html(block)}</tbody></table>"
        case _:
            return f"<p>{runs_html(block.runs)}</p>"


def _rows_html(block: Block) -> str:
    out = []
    for number, row in enumerate(block.rows):
        tag = "th" if block.headed and number == 0 else "td"
        cells = "".join(f"<{tag}><p>{runs_html(cell)}</p></{tag}>" for cell in row)
        out.append(f"<tr>{cells}</tr>")
    return "".join(out)


class _Reader(HTMLParser):
    """Parses nh3's output, which is well formed, into blocks. Bold and links may span blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._crosshead = False
        self._bold = 0
        self._href = ""
        self._quote: list[Runs] | None = None
        self._lists: list[tuple[BlockKind, list[Runs]]] = []
        self._rows: list[list[Runs]] | None = None
        self._headed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "strong" | "b":
                self._bold += 1
            case "a":
                self._href = given.get("href", "").strip()
            case "br":
                self._add("\n")
            case "figure":
                self._photo(given.get("data-photo", ""))
            case "p" | "div" | "li":
                self._soft_end()
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._soft_end()
                self._crosshead = not self._inside
            case "blockquote" if not self._inside:
                self.end_block()
                self._quote = []
            case "ul" | "ol" if self._rows is None and self._quote is None:
                self._soft_end()
                # items of a nested list become items of the outer list
                new: tuple[BlockKind, list[Runs]] = ("list" if tag == "ul" else "ordered", [])
                self._lists.append(self._lists[-1] if self._lists else new)
            case "table" if not self._inside:
                self.end_block()
                self._rows, self._headed = [], False
            case "tr" | "th" if self._rows is not None:
                self._headed |= tag == "th" and len(self._rows) == 1
                self._rows += [[]] if tag == "tr" else []

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "strong" | "b":
                self._bold -= 1
            case "a":
                self._href = ""
            case "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._soft_end()
            case "blockquote" if self._quote is not None:
                self._soft_end()
                self._end_quote()
            case "ul" | "ol" if self._lists:
                self._soft_end()
                kind, items = self._lists.pop()
                if not self._lists and items:
                    self.blocks.append(Block(kind, items=tuple(items)))
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

    def _add(self, text: str) -> None:
        run = Run(text, self._bold > 0, self._href)
        last = self._runs[-1] if self._runs else None
        if last and (last.bold, last.href) == (run.bold, run.href):
            self._runs[-1] = Run(last.text + text, run.bold, run.href)
        else:
            self._runs.append(run)

    def _take(self) -> Runs:
        """Return the runs collected so far, without spaces at either end, and forget them."""
        runs, self._runs = self._runs, []
        while runs and not runs[0].text.lstrip(_INDENT):
            runs.pop(0)
        while runs and not runs[-1].text.rstrip(_INDENT):
            runs.pop()
        if runs:
            runs[0] = Run(runs[0].text.lstrip(_INDENT), runs[0].bold, runs[0].href)
            runs[-1] = Run(runs[-1].text.rstrip(_INDENT), runs[-1].bold, runs[-1].href)
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
        if self._lists:
            self._lists[-1][1].append(runs)
        elif self._quote is not None:
            self._quote.append(runs)
        else:
            self.blocks.append(Block("crosshead" if crosshead else "paragraph", runs))

    def _end_quote(self) -> None:
        if self._quote:
            self.blocks.append(Block("quote", items=tuple(self._quote)))
        self._quote = None

    def _end_table(self) -> None:
        runs, rows = self._take(), [tuple(row) for row in self._rows or [] if any(row)]
        self._rows = None
        if rows:
            self.blocks.append(Block("table", rows=tuple(rows), headed=self._headed))
        if runs:  # text between cells, which a browser would put before the table
            self.blocks.append(Block("paragraph", runs))

    def _photo(self, number: str) -> None:
        if self._inside or not number.isascii() or not number.isdigit() or int(number) > 999:
            return
        self.end_block()
        self.blocks.append(Block("photo", photo=int(number)))

    def end_block(self) -> None:
        """Close everything that is still open."""
        if self._rows is not None:
            self._end_table()
        self._soft_end()
        if self._lists:
            kind, items = self._lists[0]
            self._lists = []
            if items:
                self.blocks.append(Block(kind, items=tuple(items)))
        if self._quote is not None:
            self._end_quote()
