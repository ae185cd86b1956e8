"""What search looks for: the parts of a text that are indexed, and the words of a query.

Both are folded, and a query matches where a text contains it exactly. Every overlapping pair of
characters is indexed, whatever the characters are, so a run of pairs is always a part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import add

from articles.text.fold import settled

LONGEST, MOST_WORDS = 100, 8
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}
_MINUS = "-－−"


class QueryRefused(Exception):  # noqa: N818
    """This can't be searched for; the text says why, to the reader."""


@dataclass(frozen=True, slots=True)
class Query:
    """Words as `settled()` leaves them: a match has all of `words` and none of `without`."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    original: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """True where no word has a letter, a digit or a Chinese character: then nothing matches."""
        return not any(character.isalnum() for word in self.words for character in word)


def parse_query(text: str) -> Query:
    """White space separates words, "…" “…” 「…」 hold a phrase together, -word excludes a word.

    There is no other syntax. Raises QueryRefused.
    """
    if not _readable(text):
        raise QueryRefused("检索词里有无法显示的字符，请重新输入。")
    if len(text.strip()) > LONGEST:
        raise QueryRefused(f"检索词太长，最多{LONGEST}个字。请只留最要紧的几个词。")
    words: dict[str, None] = {}
    without: dict[str, None] = {}
    for wanted, raw in _split(text):
        if word := settled(raw):
            (words if wanted else without)[word] = None
    if len(words) + len(without) > MOST_WORDS:
        raise QueryRefused(f"检索词太多，最多{MOST_WORDS}个。请只留最要紧的几个。")
    return Query(tuple(words), tuple(without), text)


def _readable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _split(text: str) -> Iterator[tuple[bool, str]]:
    """Each word as it was typed, and whether it is wanted or excluded; a lone minus is no word."""
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
    """The parts of a settled text in order: each pair of characters, and each run's last character.

    Runs are cut at white space. The last character of a run, as a part of its own, keeps the pairs
    before and after a space from being neighbours.
    """
    parts: list[str] = []
    for run in folded.split():
        parts += map(add, run, run[1:])
        parts.append(run[-1])
    return parts


def phrase(word: str) -> tuple[list[str], bool]:
    """The parts, as `grams` makes them, that follow each other wherever a text has the word.

    Also whether the last of them is only the beginning of a part, its second character unknown.
    """
    parts = grams(word)
    begun = len(word) == 1 or word[-2] == " "
    return (parts, True) if begun else (parts[:-1], False)
