"""What of an article's own words a query found: marked, and the passage that shows it best."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from articles.text.fold import places, settled
from articles.text.tokens import Query

_BREAK = "\N{IDEOGRAPHIC SPACE}"


class Piece(NamedTuple):
    text: str
    hit: bool


Span = tuple[int, int]


def marked(text: str, query: Query) -> list[Piece]:
    """The text in pieces, hits apart from the rest; together they are the text."""
    return _pieces(text, 0, len(text), _merged(s for s, _ in _hits(text, query)))


def passage(texts: Iterable[str], query: Query, length: int = 90) -> list[Piece]:
    """The piece of the texts, about `length` long, in which most of the words stand; or nothing.

    It begins and ends where a sentence does, or a phrase; where that is too far, `…` says so.
    """
    best: tuple[int, str, list[Span], Span] | None = None
    for text in texts:
        hits = sorted(_hits(text, query))
        for number, ((start, _), _word) in enumerate(hits[:_TRIED]):
            words = {w for (s, e), w in hits[number:] if e <= start + length - _LEAD}
            if best is None or len(words) > best[0]:
                best = len(words), text, [s for s, _ in hits], hits[number][0]
    if best is None:
        return []
    _, text, spans, first = best
    start, end = _bounds(text, first, length)
    found = _pieces(text, start, end, _merged(spans))
    before = [] if _opens(text, start) else [Piece("…", False)]
    after = [] if _closes(text, end) else [Piece("…", False)]
    return [*before, *found, *after]


#: Hits at which a passage may begin; how much before the first is wanted at most.
_TRIED, _LEAD = 40, 30
_SENTENCE = "。！？!?；;\n"
_PHRASE = _SENTENCE + "，,、：:　 "
_CLOSING = "”’」』）)》"


def _bounds(text: str, hit: Span, length: int) -> Span:
    start = next(
        (
            at
            for marks in (_SENTENCE, _PHRASE)
            if (at := _after_mark(text, max(hit[0] - _LEAD, 0), hit[0], marks)) is not None
        ),
        max(hit[0] - _LEAD // 2, 0),
    )
    while start < hit[0] and text[start].isspace():
        start += 1
    end = min(max(start + length, hit[1]), len(text))
    if end < len(text):
        least = max(hit[1], start + length // 2)
        for marks in (_SENTENCE, _PHRASE):
            at = max((text.rfind(mark, least, end) for mark in marks), default=-1)
            if at >= 0:
                end = at + 1
                while end < len(text) and text[end] in _CLOSING:
                    end += 1
                break
    return start, start + len(text[start:end].rstrip())


def _after_mark(text: str, least: int, most: int, marks: str) -> int | None:
    """The earliest place from `least` on, up to `most`, at which something begins after a mark."""
    if least == 0:
        return 0
    for at in range(least, most + 1):
        if text[at - 1] in marks and text[at : at + 1] not in _CLOSING:
            return at
    return None


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\N{IDEOGRAPHIC SPACE}" + _CLOSING)
    return not before or before[-1] in _SENTENCE


def _closes(text: str, end: int) -> bool:
    inside = text[:end].rstrip(_CLOSING)
    return not text[end:].strip() or inside[-1:] in tuple(_SENTENCE) or text[end] == "\n"


def _hits(text: str, query: Query) -> list[tuple[Span, str]]:
    """Where the words stand in the original text; a headline's lines are read as one, too."""
    found = _in(text, range(len(text) + 1), query)
    if _BREAK in text:
        kept = [at for at, character in enumerate(text) if character != _BREAK]
        joined = "".join(text[at] for at in kept)
        found += _in(joined, [*kept, len(text)], query)
    return found


def _in(text: str, at, query: Query) -> list[tuple[Span, str]]:
    folded = settled(text)
    where = range(len(text) + 1) if len(folded) == len(text) else places(text)
    found = []
    for word in query.words:
        start = folded.find(word)
        while start >= 0:
            end = start + len(word)
            found.append(((at[where[start]], at[where[end - 1]] + 1), word))
            start = folded.find(word, start + 1)
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> list[Piece]:
    """Of the text from `start` to `end`."""
    found, at = [], start
    for span in spans:
        first, last = max(span[0], at), min(span[1], end)
        if first >= last:
            continue
        found += [Piece(text[at:first], False)] if first > at else []
        found.append(Piece(text[first:last], True))
        at = last
    return found + ([Piece(text[at:end], False)] if at < end else [])
