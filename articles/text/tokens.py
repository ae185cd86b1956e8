"""What search looks for: the parts of a text that are indexed, and the words of a query.

A text is found by exact containment after folding: every overlapping pair of characters is
indexed, whatever the characters are, so a run of pairs is a piece of the text and nothing else.
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
    """Nothing can be looked for by this; the text is for the reader."""


@dataclass(frozen=True, slots=True)
class Query:
    """Words as `settled()` leaves them: all of `words` must stand in a text, none of `without`."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    original: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether no word has a letter, a digit or a Chinese character: then nothing is found."""
        return not any(character.isalnum() for word in self.words for character in word)


def parse(text: str) -> Query:
    """Words apart by white space; "…" “…” 「…」 hold one together; -word must not be there.

    Nothing else is syntax. Raises QueryRefused.
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
    """Each word as it was typed, and whether it is wanted; a minus alone is no word."""
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
    """The parts of a settled text, in order: each pair of neighbours, and each run's last alone.

    Runs are cut at white space. A run's last character alone stands between the runs, so pairs
    on either side of a space are no neighbours.
    """
    parts: list[str] = []
    for run in folded.split():
        parts += map(add, run, run[1:])
        parts.append(run[-1])
    return parts


def phrase(word: str) -> tuple[list[str], bool]:
    """The parts that follow each other wherever the settled word stands, as `grams` has them.

    And whether the last of them is only the beginning of a part, its second character unknown.
    """
    parts = grams(word)
    begun = len(word) == 1 or word[-2] == " "
    return (parts, True) if begun else (parts[:-1], False)
