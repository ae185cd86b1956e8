"""Marks in an article's own text what a query found, and finds the passage that shows it best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.text.fold import find_places, fold, normalize
from articles.text.headline import BREAK
from articles.text.tokens import Query


class MarkedPiece(NamedTuple):
    """A part of a text; `hit` if it was looked for."""

    text: str
    hit: bool


Span = tuple[int, int]


def mark_matches(text: str, query: Query) -> list[MarkedPiece]:
    """The whole text in pieces, each either a hit or what stands between two hits."""
    return _cut(text, 0, len(text), _merge(span for span, _ in _find_words(text, query)))


def find_passage(texts: Iterable[str], query: Query, length: int = 90) -> list[MarkedPiece]:
    """The passage of about `length` characters with most of the words; empty where none has any.

    It begins and ends where a sentence or a phrase does, or with `…` where that is too far away.
    """
    best: tuple[int, str, list[Span], Span] | None = None
    for text in texts:
        hits = sorted(_find_words(text, query))
        for number, ((start, _), _word) in enumerate(hits[:_TRIED]):
            words = {w for (s, e), w in hits[number:] if e <= start + length - _LEAD}
            if best is None or len(words) > best[0]:
                best = len(words), text, [s for s, _ in hits], hits[number][0]
    if best is None:
        return []
    _, text, spans, first = best
    start, end = _bounds(text, first, length)
    ellipsis = [MarkedPiece("…", False)]
    before = [] if _begins_sentence(text, start) else ellipsis
    after = [] if _ends_sentence(text, end) else ellipsis
    return [*before, *_cut(text, start, end, _merge(spans)), *after]


#: How many hits are tried as the first of a passage; how much text there is before it at most.
_TRIED, _LEAD = 40, 30
_SENTENCE = "。！？!?；;\n"
_PHRASE = _SENTENCE + "，,、：:　 "
_CLOSING = "”’」』）)》"


def _bounds(text: str, hit: Span, length: int) -> Span:
    start = next(
        (
            at
            for marks in (_SENTENCE, _PHRASE)
            if (at := _find_start(text, max(hit[0] - _LEAD, 0), hit[0], marks)) is not None
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


def _find_start(text: str, least: int, most: int, marks: str) -> int | None:
    """The first position from `least` to `most` that follows one of the marks, or None."""
    if least == 0:
        return 0
    for at in range(least, most + 1):
        if text[at - 1] in marks and text[at : at + 1] not in _CLOSING:
            return at
    return None


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\N{IDEOGRAPHIC SPACE}" + _CLOSING)
    return not before or before[-1] in _SENTENCE


def _ends_sentence(text: str, end: int) -> bool:
    inside = text[:end].rstrip(_CLOSING)
    return not text[end:].strip() or inside[-1:] in tuple(_SENTENCE) or text[end] == "\n"


def _find_words(text: str, query: Query) -> list[tuple[Span, str]]:
    """Where the words are in the original text; also across the lines of a headline."""
    found = _find_in(text, range(len(text) + 1), query)
    if BREAK in text:
        kept = [at for at, character in enumerate(text) if character != BREAK]
        joined = "".join(text[at] for at in kept)
        found += _find_in(joined, [*kept, len(text)], query)
    return found


def _find_in(text: str, at: Sequence[int], query: Query) -> list[tuple[Span, str]]:
    """Where the words are in the text; `at` gives the original position of each character."""
    folded = normalize(text)
    where = range(len(text) + 1) if folded == fold(text) else find_places(text)
    found = []
    for word in query.words:
        start = folded.find(word)
        while start >= 0:
            end = start + len(word)
            found.append(((at[where[start]], at[where[end - 1]] + 1), word))
            start = folded.find(word, start + 1)
    return found


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, start: int, end: int, spans: list[Span]) -> list[MarkedPiece]:
    """The text from `start` to `end`, cut at the spans, which are the hits."""
    pieces: list[MarkedPiece] = []
    at = start
    for span in spans:
        first, last = max(span[0], at), min(span[1], end)
        if first >= last:
            continue
        if first > at:
            pieces.append(MarkedPiece(text[at:first], False))
        pieces.append(MarkedPiece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(MarkedPiece(text[at:end], False))
    return pieces
