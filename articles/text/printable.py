"""Characters that can be printed: those of the fonts, and 〓 for missing ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal

from articles.text.characters import GETA, JOINED_EMOJI, UNSEEN, clean_for_print

#: Marks that stand above or below the letter before them, as macOS writes é and ü.
COMBINING = frozenset(map(chr, (*range(0x300, 0x370), 0x3099, 0x309A)))
_COMBINED = re.compile("[^\\W\\d_][\u0300-\u036f\u3099\u309a]+")
#: Rings and keys around the character before them (1️⃣), which fonts set beside it.
_ENCLOSING = frozenset(map(chr, range(0x20DD, 0x20E5)))
#: A character with what belongs to it: marks above it, a key around it, the form that was chosen.
_UNIT = re.compile(
    "(?s)\U0001f3f4[\U000e0020-\U000e007f]+|[^\\W\\d_][\u0300-\u036f\u3099\u309a]+|.[\ufe00-\ufe0f\U000e0100-\U000e01ef]*[\u20dd-\u20e4]?"
)
#: What chooses a form of the character before it: selectors, and the tags of a flag.
_SELECTING = re.compile("[\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
#: The same, but for the two that choose between text and emoji, and only tags behind a flag.
_CHOOSING = re.compile("[\ufe00-\ufe0d\U000e0100-\U000e01ef]|\U0001f3f4[\U000e0020-\U000e007f]")


@dataclass(frozen=True, slots=True, eq=False)
class Printable:
    """The characters that the fonts of this machine have, and a hash of them."""

    characters: frozenset[str]
    digest: str

    @classmethod
    def of(cls, characters: frozenset[str]) -> Printable:
        return cls(characters, sha256("".join(sorted(characters)).encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Unprinted:
    """What of a text is not printed as it was written, and where.

    `missing` is a character that no font has, `form` one of which only the chosen form is not to be
    had, `joined` emoji that print sets side by side.
    """

    start: int
    end: int
    text: str
    why: Literal["missing", "form", "joined"] = "missing"

    @property
    def plain(self) -> str:
        """The text in the usual forms of its characters."""
        return _SELECTING.sub("", self.text)


@lru_cache(maxsize=4)
def list_allowed(characters: frozenset[str]) -> frozenset[str]:
    """The characters that may be in a text, given those of a font.

    Some fonts have a glyph for the soft hyphen, which must not be printed.
    """
    return characters.difference(UNSEEN, _ENCLOSING) | {"\n"}


def mend(text: str, characters: frozenset[str]) -> str:
    """The text cleaned for print, with a plain space for each space that the fonts lack, a letter
    with its marks as one character (fonts set marks apart), and ⅓ as 1⁄3 where they lack it."""
    text = _COMBINED.sub(lambda hit: unicodedata.normalize("NFC", hit[0]), clean_for_print(text))
    if characters.issuperset(text):
        return text
    mended = ""
    for each in text:
        mended += each if each in characters else _set_otherwise(each, mended)
    return mended


def _set_otherwise(character: str, before: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.decomposition(character).startswith("<fraction>"):
        # Behind a number: 2⅓ are no 21 thirds.
        apart = " " if before[-1:].isdecimal() else ""
        return apart + unicodedata.normalize("NFKC", character)
    return character


def find_unprinted(text: str, characters: frozenset[str]) -> Iterator[Unprinted]:
    """What print, given the characters of its fonts, can't set as it was written."""
    known = list_allowed(characters)
    if known.issuperset(text):
        return
    joined = {hit.start(): hit for hit in JOINED_EMOJI.finditer(text)}
    for hit in _UNIT.finditer(text):
        whole = joined.get(hit.start())
        if whole and known.issuperset(mend(whole[0], known)):
            yield Unprinted(*whole.span(), whole[0], "joined")
        if known.issuperset(hit[0]):
            continue
        if not known.issuperset(mend(hit[0], known)):
            yield Unprinted(*hit.span(), hit[0])
        elif _CHOOSING.search(hit[0]):
            yield Unprinted(*hit.span(), hit[0], "form")


def replace_missing(value: Any, characters: frozenset[str]) -> Any:
    """Replace characters that the fonts lack by 〓 in a value of dictionaries and sequences.

    For a single missing glyph, typst refuses the whole PDF/UA document and does not say where.
    """
    match value:
        case dict():
            return {key: replace_missing(each, characters) for key, each in value.items()}
        case list() | tuple():
            return [replace_missing(each, characters) for each in value]
        case str():
            known = list_allowed(characters)
            if known.issuperset(value):
                return value
            return "".join(c if c in known else GETA for c in mend(value, known))
    return value
