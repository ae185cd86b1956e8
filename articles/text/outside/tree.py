"""Parses HTML from outside, hostile or not, in bounded time and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

Element: TypeAlias = Any  # lxml has no types

#: libxml2 drops what stands deeper than this, so that deeper text is read without its elements.
_DEEPEST = 2000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("[\v\f\x85\u2028\u2029]")
_CHAR_CONTROL = re.compile(r"(?i)&#(?:x0*(?:[0-8ef]|1[0-9a-f])|0*(?:[0-8]|1[4-9]|2\d|3[01]));")
_CHAR_LINE_END = re.compile(r"(?i)&#(?:x0*(?:[bc]|202[89])|0*(?:1[12]|823[23]));")
_CLIPBOARD = re.compile(
    r"\A[\s\ufeff]*Version:[\d.]+\s+(?:\w++:[^<\n]*+(?:\n\s*+|(?<=\s)(?=<)))+(?=<)"
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
#: Those that a file may name and be in; what says gb2312 may hold any of GB 18030.
_ENCODINGS = frozenset(("big5", "big5-hkscs", "shift_jis", "euc-jp", "euc-kr", "windows-1252"))
_DATA = re.compile(r"""(["']?)data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]*\1""")
_ISLAND = re.compile(
    r"<(style|script|title|xml|del|s|strike)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->|<[!?][^>]*>", re.DOTALL)
_BLOCK_TAG = re.compile(r"</?(?:p|div|h[1-6]|li|tr|br|section)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def decode_html(data: bytes) -> str:
    """The text of a file: by its mark, as UTF-8, by what it says of itself, or else as GB 18030,
    as Word saves."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[:1] == b"<" and data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    named = _CHARSET.search(data[:4096])
    name = named[1].decode().lower() if named else ""
    return data.decode(name if name in _ENCODINGS else "gb18030", "replace")


def prepare(html: str) -> str:
    """The HTML without the clipboard's own head, pictures in the text, and control characters."""
    html = _DATA.sub(r"\1data:\1", _CLIPBOARD.sub("", html))
    html = _CHAR_LINE_END.sub("<br>", _CHAR_CONTROL.sub("", _LINE_ENDS.sub("<br>", html)))
    return _CONTROLS.sub("", html)


def name_controls(html: str) -> list[str]:
    """The control characters that `prepare` takes out, as U+0007, written as such or as &#7;."""
    codes = [int(hit[0][3:-1], 16) if hit[0][2] in "xX" else int(hit[0][2:-1])
             for hit in _CHAR_CONTROL.finditer(html)]  # fmt: skip
    return [f"U+{code:04X}" for code in dict.fromkeys([*map(ord, _CONTROLS.findall(html)), *codes])]


def parse(html: str) -> Element | None:
    """The tree; None where it is empty or nested deeper than is read."""
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if root is None or _is_too_deep(root):
        return None
    return root


def _is_too_deep(root: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def read_lines(html: str) -> Iterator[str]:
    """The text of HTML that is not parsed, by line; what is struck out or no text is left out."""
    text = _COMMENT.sub("", html)
    text = _TAG.sub("", _BLOCK_TAG.sub("\n", _ISLAND.sub("", text)))
    yield from filter(None, (" ".join(line.split()) for line in text.split("\n")))


def name_of(element: Element) -> str:
    tag = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def remove(element: Element) -> None:
    """Take the element out, and leave the text after it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
