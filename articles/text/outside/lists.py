"""Lists of Word and WPS, whose items are paragraphs with a marker typed in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from articles.text.block import Block
from articles.text.markers import read_style
from articles.text.outside.sheet import Styles

_BULLETS = frozenset("•·●○■□◆◇▪▫►➢✓✔❖\uf0b7\uf0a7\uf06c\uf0d8\uf0fc\uf075\uf076-–—*§¨Øüo")
_SYMBOLS = re.compile("wingdings|symbol|webdings")
_PLAIN = re.compile(r"(0|[1-9]\d{0,4})\s*[.．]?")


class Marker(NamedTuple):
    """`number` of a plain list, or `typed` in front of the paragraph; a bullet has neither."""

    number: int | None = None
    typed: str = ""


def is_item(styles: Styles) -> bool:
    """Is the paragraph with these styles an item of a list?"""
    return bool(re.match(r"l\d+|@", styles.get("mso-list", "").strip()))


def is_marker(styles: Styles) -> bool:
    return styles.get("mso-list", "").replace(" ", "") == "ignore"


def read_marker(text: str, *, symbol: bool, plain: bool = True) -> Marker:
    """What stands in front of an item. A number is `typed` unless a `plain` list can count it."""
    text = text.replace("\xa0", " ").strip()
    if not text or symbol or (len(text) == 1 and text in _BULLETS):
        return Marker()
    counted = _PLAIN.fullmatch(text) if plain else None
    if counted:
        return Marker(number=int(counted[1]))
    return Marker(typed=f"{text} " if text[-1].isascii() else text)


def is_bullet(text: str) -> bool:
    return read_marker(text, symbol=False) == Marker() and bool(text.strip())


def is_symbol(styles: Styles) -> bool:
    return bool(_SYMBOLS.search(styles.get("font-family", "") + styles.get("font", "")))


def list_style(tag: str, given_type: str, styles: Styles, item: Styles) -> tuple[str, str]:
    """("ul", "ol" or "p", the type) of a list; "p" if its items have no markers but typed ones."""
    named = styles.get("list-style-type", "") or styles.get("list-style", "")
    named = named or item.get("list-style-type", "") or item.get("list-style", "")
    word = named.split()[0] if named else ""
    if word == "none":
        return "p", ""
    if word in ("disc", "circle", "square", "disclosure-closed"):
        return "ul", ""
    if word == "decimal" or read_style(word):
        return "ol", read_style(word)
    return tag, read_style(given_type) if tag == "ol" else ""


def join_lists(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Neighbouring lists as one, if they count on."""
    last: Block | None = None
    for block in blocks:
        counts_on = last is not None and last.kind == block.kind and (
            block.kind == "list"
            or (block.kind == "ordered" and block.start == last.start + len(last.items))
        )  # fmt: skip
        if last is not None and counts_on:
            last = replace(last, items=last.items + block.items)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
