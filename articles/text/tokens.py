"""Tokens of a text for the search index, and the words of a query.

Both are folded, and a query matches exactly where a text contains it. Every overlapping pair of
characters is indexed, of any script, so a sequence of pairs is always a substring of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import add

from articles.text.fold import normalize

LONGEST, MOST_WORDS = 100, 8
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}
_MINUS = "-－−"


class QueryRefused(Exception):  # noqa: N818
    """The query can't be searched for; the message tells the reader why."""


@dataclass(frozen=True, slots=True)
class Query:
    """Normalized words: a match contains all of `words` and none of `without`."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    original: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """True if no word has a letter, digit or Chinese character: the query matches nothing."""
        return not any(character.isalnum() for word in self.words for character in word)


def parse_query(text: str) -> Query:
    """Words are separated by white space; "…" “…” 「…」 quote a phrase; -word excludes a word.

    There is no other syntax. Raises QueryRefused.
    """
    if not _is_readable(text):
        raise QueryRefused("检索词里有无法显示的字符，请重新输入。")
    if len(text.strip()) > LONGEST:
        raise QueryRefused(f"检索词太长，最多{LONGEST}个字。请只留最要紧的几个词。")
    words: dict[str, None] = {}
    without: dict[str, None] = {}
    for wanted, raw in _split(text):
        if word := normalize(raw):
            (words if wanted else without)[word] = None
    if len(words) + len(without) > MOST_WORDS:
        raise QueryRefused(f"检索词太多，最多{MOST_WORDS}个。请只留最要紧的几个。")
    return Query(tuple(words), tuple(without), text)


def _is_readable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _split(text: str) -> Iterator[tuple[bool, str]]:
    """(wanted rather than excluded, word as typed) for each word; a lone minus is none."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        wanted = text[at] not in _MINUS
        at += not wanted
        closing = _QUOTES.get(text[at : at + 1], "")
        end = text.find(closing, at + 1) if closing else -1
        if end > 0:
            yield wanted, text[at + 1 : end]
            at = end + 1
            continue
        end = at
        while end < len(text) and not text[end].isspace():
            end += 1
        yield wanted, text[at:end].strip(_MINUS) and text[at:end]
        at = end


# Parts


def grams(folded: str) -> list[str]:
    """The tokens of a normalized text in order: each pair of characters, and each run's last one.

    White space separates runs. The last character of a run is a token of its own, so that the
    pairs before and after a space are not adjacent.
    """
    parts: list[str] = []
    for run in folded.split():
        parts += map(add, run, run[1:])
        parts.append(run[-1])
    return parts


def phrase(word: str) -> tuple[list[str], bool]:
    """The tokens, as `grams` makes them, that are adjacent in every text with the word.

    Also whether the last one is only the first character of a token, the second being unknown.
    """
    parts = grams(word)
    begun = len(word) == 1 or word[-2] == " "
    return (parts, True) if begun else (parts[:-1], False)
