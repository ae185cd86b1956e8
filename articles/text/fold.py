"""One reading of each character, for search: 臺 is 台, Ａ and A are a, every white space is one.

Character for character, so that a place in the folded text is the same place in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from articles.text.characters import UNSEEN

_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
#: Where SQLite's index keeps ASCII marks (search/sqlite.py); and PostgreSQL has no NUL.
_TAKEN = (*map(chr, range(0x10FF00, 0x10FF80)), "\x00")


def _table() -> dict[int, str]:
    """The file's lines (see bench/make_fold.py), and what can't stand in it."""
    lines = Path(__file__).with_name("fold.txt").read_text(encoding="utf-8").splitlines()
    table = {ord(source): line[0] for line in lines for source in line[1:]}
    table |= {ord(space): " " for space in _SPACES}
    return table | {ord(taken): "\N{REPLACEMENT CHARACTER}" for taken in _TAKEN}


#: What `settled` takes away; the rest of it is a space already.
_UNSEEN = frozenset(UNSEEN).difference(_SPACES, _TAKEN)

_Table = dict[int, str | None]
_TABLE: _Table = {**_table()}
_SETTLED: _Table = {**_TABLE, **{ord(unseen): None for unseen in _UNSEEN}}


def _listed(table: _Table) -> list[str | int | None]:
    """The same for the sixteen bits of nearly all texts: `translate` reads a list twice as fast."""
    return [table.get(code, code) for code in range(0x10000)]


_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_LISTED, _SETTLED_LISTED = _listed(_TABLE), _listed(_SETTLED)


def fold(text: str) -> str:
    """The text as it is compared: as long as before, and the same when folded again."""
    return text.translate(_TABLE if _BEYOND.search(text) else _LISTED)


def settled(text: str) -> str:
    """Folded, each run of white space a single space, none at the ends, nothing unseen."""
    table = _SETTLED if _BEYOND.search(text) else _SETTLED_LISTED
    return " ".join(text.translate(table).split())


def places(text: str) -> list[int]:
    """For each character of `settled(text)`, and for its end, where it stands in `text`."""
    found = list(_places(text))
    return [*found, found[-1] + 1 if found else 0]


def _places(text: str) -> Iterator[int]:
    gap = -1  # where the white space began that separates, once something follows
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
        yield at
