"""Folds characters for search: 臺 becomes 台, Ａ and A become a, every white space a space.

`fold` takes one character for one, so that an offset in the folded text is the same offset in the
original. `normalize` also writes out what stands for several: ㎡ is m2, ½ 1/2, ㈠ (一), ﬁ fi.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from articles.text.characters import UNSEEN

_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
#: Where SQLite's index keeps ASCII marks (search/sqlite.py); and PostgreSQL has no NUL.
_TAKEN = (*map(chr, range(0x10FF00, 0x10FF80)), "\x00")


#: The dots that stand in 阿依古丽·买买提: bullet, katakana middle dot, and others.
_DOT_SIGNS = "\u2022\u2027\u2219\u22c5\u2e31\u2e33\u30fb\uff65\u0387\u16eb"
_DOT = "\N{MIDDLE DOT}"


def _table() -> dict[int, str]:
    """The lines of fold.txt (see bench/make_fold.py), and characters that the file can't hold."""
    lines = Path(__file__).with_name("fold.txt").read_text(encoding="utf-8").splitlines()
    table = {ord(source): line[0] for line in lines for source in line[1:]}
    table |= {ord(dot): _DOT for dot in _DOT_SIGNS}
    table |= {ord(space): " " for space in _SPACES}
    return table | {ord(taken): "\N{REPLACEMENT CHARACTER}" for taken in _TAKEN}


#: Characters that `normalize` removes; all other invisible ones are folded to spaces.
_UNSEEN = frozenset(UNSEEN).difference(_SPACES, _TAKEN)

_Table = dict[int, str | None]
_TABLE: _Table = {**_table()}


def _write_out() -> dict[str, str]:
    """What single characters stand for, folded: squared units, fractions, numbers in brackets,
    ligatures. Not those that fold to another character, nor marks such as the ellipsis."""
    found = {}
    for first, last in _SEVERAL:
        for character in map(chr, range(first, last + 1)):
            plain = unicodedata.normalize("NFKC", character).replace("\u2044", "/")
            if len(plain) > 1 and ord(character) not in _TABLE and not any(map(str.isspace, plain)):
                found[character] = plain.translate(_TABLE)
    same = {chr(code): found[plain] for code, plain in _TABLE.items() if plain in found}
    return found | same


#: Fractions, Roman numbers, numbers and letters in brackets and with points, units, ligatures.
_SEVERAL = (
    (0xBC, 0xBE), (0x2100, 0x214F), (0x2150, 0x218B), (0x2474, 0x24B5), (0x3200, 0x33FF),
    (0xFB00, 0xFB06), (0x1F100, 0x1F12F),
)  # fmt: skip
_WRITTEN_OUT = _write_out()
_SETTLED: _Table = {
    **_TABLE,
    **{ord(unseen): None for unseen in _UNSEEN},
    **{ord(character): plain for character, plain in _WRITTEN_OUT.items()},
}


def _list_codes(table: _Table) -> list[str | int | None]:
    """The table as a list for 16-bit characters: `str.translate` reads a list twice as fast."""
    codes: list[str | int | None] = list(range(0x10000))
    for code, plain in table.items():
        if code < len(codes):
            codes[code] = plain
    return codes


_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_LISTED, _SETTLED_LISTED = _list_codes(_TABLE), _list_codes(_SETTLED)


def fold(text: str) -> str:
    """The text as search compares it: of the same length, and unchanged when folded again."""
    return text.translate(_TABLE if _BEYOND.search(text) else _LISTED)


def normalize(text: str) -> str:
    """Fold the text, write out what stands for several characters, collapse white space, trim it,
    and remove invisible characters."""
    table = _SETTLED if _BEYOND.search(text) else _SETTLED_LISTED
    return " ".join(text.translate(table).split())


def find_places(text: str) -> list[int]:
    """The offset in `text` of each character of `normalize(text)`, and of its end."""
    found = list(_find_places(text))
    return [*found, found[-1] + 1 if found else 0]


def _find_places(text: str) -> Iterator[int]:
    gap = -1  # where the pending white space began; it counts only once a character follows
    begun = False
    for at, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if character in _SPACES:
            gap = at if gap < 0 else gap
            continue
        if gap >= 0 and begun:
            yield gap
        gap, begun = -1, True
        yield from [at] * len(_WRITTEN_OUT.get(character, "1"))


_DOTS = re.compile(f"[{_DOT_SIGNS}]")
_LATIN = "[^\\W_\u2e80-\U0010ffff]"
_NAME_SPACE = re.compile(rf"\s+(?!{_LATIN})|(?<!{_LATIN})\s+")
#: Quotation marks, which names are set in and out of, and dashes of every length.
_QUOTES = re.compile("[\"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a\u3008-\u300f\u301d-\u301f]")
_DASHES = re.compile(
    r"\s*[-\u00ad\u02d7\u2010-\u2015\u2043\u2212\u2500\u2501\u2e3a\u2e3b\u30fc\ufe58]+\s*"
)
_NAME_DASH = re.compile(rf"-(?!{_LATIN})|(?<!{_LATIN})-")
#: A point that stands for it, as 。 does not: 阿依古丽.买买提, but no 3.15.
_POINT = re.compile(
    "(?<=[\u3400-\u9fff])\\s*[.\u02d9\u0307\u318d\u119e\u25cf]\\s*(?=[\u3400-\u9fff])"
)
#: Fillers that look like nothing.
_BLANKS = "\u115f\u1160\u180e\u2800\u3164\uffa0"
_NAMELESS = re.compile("[" + re.escape("".join(sorted(_UNSEEN)) + _BLANKS) + "]")


@lru_cache(maxsize=4096)  # an archive names the same people and streets line after line
def fold_name(name: str) -> str:
    """What the spellings of one name share: AI治理 and ＡＩ 治理, 王伟 and 王　伟, 阿依古丽•买买提,
    “我为群众办实事” and 我为群众办实事, 走基层——看变化 and 走基层-看变化.

    A space or dash is kept only between two Latin words or numbers. Traditional characters stay
    what they are: they may be another name.
    """
    plain = unicodedata.normalize("NFKC", _NAMELESS.sub("", name)).casefold()
    plain = _POINT.sub(_DOT, _DOTS.sub(_DOT, plain))
    plain = _NAME_DASH.sub("", _DASHES.sub("-", _QUOTES.sub("", plain)))
    plain = " ".join(plain.split())
    return _NAME_SPACE.sub("", plain) or name


def fold_words(text: str) -> str:
    """A short text as it is looked for in a column: a name in it is found in every spelling."""
    return fold_name(normalize(text))
