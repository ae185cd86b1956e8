"""What else can be tried where nothing was found: fewer words, names that sound alike."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.search import COUNTED, QueryRefused, count_matches, parse_query
from articles.site import named
from articles.text.words import cut_words

#: So many other searches are counted, and so many names offered.
MOST, NAMES = 6, 4
#: A run of characters as long as this is looked into for words.
_LONG = 4


_MARKS = re.compile(r"[\W_]+")


class Try(NamedTuple):
    """Other words, and how many pieces they find: one more than COUNTED stands for more."""

    words: str
    pieces: int


def tries(query, within, *, called) -> dict:
    """`shorter`: other words with what they find; `alike`: names, where none was called; `wider`:
    what the same words find without narrowing."""
    if query is None:
        return {}
    found = [Try(words, _count(words, within)) for words in _shorter(query)[:MOST]]
    return {
        "shorter": [each for each in found if each.pieces],
        "alike": [] if called else named.find_alike(query, most=NAMES),
        "wider": count_matches(query, most=COUNTED + 1) if within is not None else 0,
    }


def _shorter(query) -> list[str]:
    """The query with a word less, its words alone, without their marks, and the words that a long
    run is made of."""
    words, found = list(query.words), []
    if query.without:
        found.append(" ".join(words))
    if len(words) > 2:
        found += [" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))]
    if len(words) > 1:
        found += words
    # “江边, 江边🎉, 江边，步道: what stands between or around words may stand in no text.
    bare = [" ".join(_MARKS.split(word)).strip() for word in words]
    if bare != words and any(bare):
        found.append(" ".join(filter(None, bare)))
    for word in words:
        if len(word) >= _LONG:
            parts = [part for part in cut_words(word) if len(part) > 1]
            found += [" ".join(parts)] if len(parts) > 1 else []
            found += parts
    whole = " ".join(words) if not query.without else ""
    return [each for each in dict.fromkeys(found) if each != whole]


def _count(words, within):
    try:
        return count_matches(parse_query(words), within, most=COUNTED + 1)
    except QueryRefused:
        return 0
