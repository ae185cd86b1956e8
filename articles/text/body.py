"""The body of an article: rich text of a small grammar, and the blocks that everything else reads.

Stored HTML is always `html(blocks(dirty))`, whatever came in: paragraphs, crossheads (h2), bold,
着重 (em), raised and lowered text, links, lists, block quotes, tables and photo places. What is
struck out (s, del, strike) is left out with its text. Lists are numbered with 1. 2. 3. from any
start; other numbers (一、 a. ①) are typed in front of paragraphs. No other module parses body HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

import nh3

from articles.text.block import Block
from articles.text.body_reader import BodyReader
from articles.text.runs import Run, Runs, plain_runs, runs_html

__all__ = [
    "Block", "Run", "Runs", "blocks", "clean", "extract_text", "from_paragraphs", "html", "length",
    "plain_runs", "runs_html",
]  # fmt: skip

_TAGS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "sup", "sub", "a", "br",
    "ul", "ol", "li",
    "blockquote", "table", "thead", "tbody", "tr", "th", "td", "figure",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "title", "s", "del", "strike"},
    attributes={
        "a": {"href"},
        "figure": {"data-photo"},
        "ol": {"start", "type", "reversed"},
        "li": {"value"},
    },
    url_schemes=_SCHEMES,
    link_rel=None,
)


#: Paragraphs, crossheads and photos as `html()` writes them. Most bodies hold nothing else, and
#: `extract_text` need not parse those.
_INLINE = r'(?:[^<&\x00-\x1f]++|&(?:amp|lt|gt);|</?(?:strong|em)>|<a href="[^"<>]*+">|</a>|<br>)*'
_WRITTEN = re.compile(
    rf"(?:<p>(?=[^\s<]){_INLINE}(?<![\s>])</p>|<h2>(?=[^\s<]){_INLINE}(?<![\s>])</h2>"
    r'|<figure data-photo="\d+"></figure>)*'
)
#: Those without any formatting, which reading and writing leaves as they are.
_UNFORMATTED = r"(?=[^\s<])(?:[^<>&\x00-\x1f\ud800-\udfff]++|&(?:amp|lt|gt);)*(?<!\s)"
_CLEAN = re.compile(
    rf"(?:<p>{_UNFORMATTED}</p>|<h2>{_UNFORMATTED}</h2>"
    r'|<figure data-photo="[1-9][0-9]{0,2}"></figure>)*'
)
_LINE_END = re.compile("</p>|</h2>|<br>")
_TAG = re.compile("<[^>]*>")


@lru_cache(maxsize=512)
def blocks(html_text: str) -> tuple[Block, ...]:
    """Parse any HTML, hostile or not, into blocks; never raises. Empty blocks are left out."""
    reader = BodyReader()
    reader.feed(_CLEANER.clean(html_text))
    reader.close()
    return reader.finish()


def html(body: tuple[Block, ...]) -> str:
    """The blocks as the HTML that is stored; `blocks(html(b)) == b`."""
    return "".join(_block_html(block) for block in body)


@lru_cache(maxsize=64)  # a body is cleaned whenever it is handed on: most are clean by then
def clean(dirty: str) -> str:
    """Sanitise any HTML into the grammar that is stored. `clean(clean(x)) == clean(x)`."""
    if _CLEAN.fullmatch(dirty):
        return dirty
    return html(blocks(dirty))


def extract_text(html_text: str) -> str:
    """The plain text of a body, one block per line."""
    if _WRITTEN.fullmatch(html_text):
        text = _TAG.sub("", _LINE_END.sub("\n", html_text)).rstrip("\n")
        return unescape(text) if "&" in text else text
    return "\n".join(block.text for block in blocks(html_text) if block.kind != "photo")


def length(html_text: str) -> int:
    """字数: the number of characters without spaces and line breaks, as Word counts them."""
    return sum(map(len, extract_text(html_text).split()))


def from_paragraphs(items: Sequence[object], photos: int = 0) -> str:
    """Body HTML from an archive line's `body`: strings are paragraphs, {"crosshead": …} crossheads.

    {"photo": 2} is the place of the second of so many photos. Raises ValueError naming any other
    item.
    """
    body: list[Block] = []
    for item in items:
        match item:
            case str():
                body.append(Block("paragraph", (Run(item),)))
            case {"crosshead": str(text), **rest} if not rest:
                body.append(Block("crosshead", (Run(text),)))
            case {"photo": number, **rest} if (
                not rest and type(number) is int and 1 <= number <= photos
            ):
                body.append(Block("photo", photo=number))
            case _:
                raise ValueError(f"正文里有看不懂的一项：{repr(item)[:80]}")
    return clean(html(tuple(body)))


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
            start = f' start="{block.start}"' if block.start != 1 else ""
            return f"<{tag}{start}>{inner}</{tag}>"
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
