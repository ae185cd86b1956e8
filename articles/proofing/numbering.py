"""Numbers of items that skip one or stand twice: （一）（三）, 一是…三是, ①②④."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_HAN = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ITEM = r"(?:^|(?<=[。；\uff1a，]))[\s\u3000]*"
#: Signs at the head of a passage number its passages; all others the items of one sentence or more.
_OF_PASSAGES = (
    re.compile(rf"[\s\u3000]*[\uff08(]({_HAN})[\uff09)]"),
    re.compile(rf"[\s\u3000]*({_HAN})、"),
    re.compile(r"[\s\u3000]*(\d{1,2})[.\uff0e、](?!\d)"),
    re.compile(r"[\s\u3000]*[\uff08(](\d{1,2})[\uff09)]"),
)
_OF_ITEMS = (
    re.compile(rf"{_ITEM}[\uff08(]({_HAN})[\uff09)]"),
    re.compile(rf"{_ITEM}[\uff08(](\d{{1,2}})[\uff09)]"),
    re.compile(rf"{_ITEM}(\d{{1,2}})[.\uff0e](?![\d\s])"),
    re.compile(rf"(?:^|(?<=[。；\uff1a]))第({_HAN})，"),
    re.compile(rf"(?:^|(?<=[。；\uff1a，]))({_HAN})是(?!一)"),
    re.compile(rf"([{_CIRCLED}])"),
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """The number of an item, and where it stands."""

    value: int
    passage: int
    span: tuple[int, int]


def find_numbering(galley: Galley) -> Iterator[Finding]:
    """Findings `numbering`, warn: an item's number that doesn't follow the one before."""
    for pattern in _OF_PASSAGES:
        yield from _judge(galley, list(_signs_of_passages(galley, pattern)))
    for number, passage in galley.of("paragraph", "quote", "item"):
        for pattern in _OF_ITEMS:
            hits = pattern.finditer(passage.text)
            signs = [_Sign(read_sign(hit[1]), number, hit.span(1)) for hit in hits]
            yield from _judge(galley, signs)


def _signs_of_passages(galley: Galley, pattern: re.Pattern[str]) -> Iterator[_Sign]:
    for number, passage in galley.of("paragraph", "item", "crosshead"):
        if hit := pattern.match(passage.text):
            yield _Sign(read_sign(hit[1]), number, hit.span(1))


def _judge(galley: Galley, signs: list[_Sign]) -> Iterator[Finding]:
    """A list begins with 1; what stands before one, or where none began, is no list."""
    last = 0
    for sign in signs:
        if sign.value == 1 or (last and sign.value == last + 1):
            last = sign.value
            continue
        if last:
            said = galley.passages[sign.passage].text[slice(*sign.span)]
            why = "和前面的重了" if sign.value == last else "和前面的接不上"
            message = f"序号“{said}”{why}，前一个是第{last}，是漏了一项，还是编错了号？"
            yield galley.find("numbering", "warn", sign.passage, sign.span, message)
        last = sign.value if last else 0


def read_sign(text: str) -> int:
    """The number that 三, 3 or ③ writes."""
    return _CIRCLED.index(text) + 1 if text in _CIRCLED else read_number(text)
