"""Which words of a text a correction put right: “八百元”应为九百元 says that 九百元 is right."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from articles.text.runs import Run, Runs

#: What a correction calls right stands after one of these words, in quotation marks or without.
_RIGHT = re.compile(
    "(?:应为|应是|实为|改为|更正为|应作)\N{FULLWIDTH COLON}?"
    "(?:“([^”]{1,80})”|([^“”，。；！？、]{1,40})(?=[，。；！？、]|$))"
)


class Span(NamedTuple):
    """Characters from `start` to before `end` of a block, and the number of the correction."""

    start: int
    end: int
    correction: int


def find_right_words(correction: str) -> tuple[str, ...]:
    """The words that the correction calls right, in its order; none where it names none."""
    return tuple(dict.fromkeys(quoted or plain for quoted, plain in _RIGHT.findall(correction)))


def find_spans(runs: Runs, wanted: dict[str, int]) -> list[Span]:
    """Where each of the words stands first in these runs, with its correction's number, in the
    order of the text; what stands inside another find is left out."""
    text = "".join(run.text for run in runs)
    found = [
        Span(at, at + len(words), number)
        for words, number in wanted.items()
        if (at := text.find(words)) >= 0
    ]
    found.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def cut_runs(runs: Runs, start: int, end: int) -> Runs:
    """The characters from `start` to before `end`, each with its formatting."""
    found: list[Run] = []
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            found.append(replace(run, text=text))
        at += len(run.text)
    return tuple(found)
