"""Tells half of a cut paragraph from the heads that are as short."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from articles.text.page.beginnings import Openings, chance
from articles.text.page.lines import ShapedRow
from articles.text.page.openings import is_crosshead_like
from articles.text.page.signing import Signing
from articles.text.page.weights import weights
from articles.text.page.words import load_dictionary

#: A whole sentence, or somebody who says something.
_IS_TEXT = re.compile("。|[:,]\u201c.*\u201d$|[!?…]\u201d$")
_SPEAKER = re.compile(r"(\w{1,6}):")
_ENDED = re.compile(r"[。!?…;:][\u201d\u2019』」)]*$")
_PAIRS = (("\u201c", "\u201d"), ("《", "》"), ("『", "』"), ("(", ")"))
_TWO_PHRASES = re.compile(r"[\u3400-\u9fff\u201d] [\u3400-\u9fff\u201c]")


def find_halves(rows: list[ShapedRow], taken: Collection[int], signing: Signing) -> None:
    """Mark halves of a cut paragraph as text, even if they are as short as a headline."""
    _find_dialogue(rows, taken)
    likely = _Likely(rows)
    for n, row in enumerate(rows):
        if row.shape != "short" or n in taken or is_crosshead_like(row.text):
            continue
        above = rows[n - 1] if n else None
        below = next((r for r in rows[n + 1 : n + 8] if r.shape not in ("caption", "credit")), None)
        if _IS_TEXT.search(row.text) or (above and _goes_on(above, row, below)):
            row.shape = "text"
        elif below and below.shape in ("text", "short"):
            place = 4.0 * (n - 1 in signing.starts) - 6.0 * (n - 1 in signing.ends)
            place -= 1.5 * (above is not None and above.shape == "short")
            score = first_half_score(row.text, below.text) + place
            if -4.0 < score < 4.0 and below.shape == "text":
                score += 5.0 * likely.chance(below.text) - 1.2
            if score > 0:
                row.shape = "text"


def _find_dialogue(rows: list[ShapedRow], taken: Collection[int]) -> None:
    """Mark the questions of an interview as text: 记者: …? above 甲: …, and so once more."""
    asked: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows[:-1]):
        speaker, other = _SPEAKER.match(row.text), _SPEAKER.match(rows[n + 1].text)
        if speaker and other and n not in taken and speaker[1] != other[1]:
            asked[speaker[1]].append(n)
    for places in asked.values():
        for n in places if len(places) > 1 else ():
            if rows[n].shape == "short":
                rows[n].shape = "text"


class _Likely:
    """How likely rows of text begin in the middle of a sentence.

    By weights of their own: a line below a cut one is no paragraph whose beginning is lost, and the
    chances in the middle count here, where lost beginnings only ask for the greatest.
    """

    def __init__(self, rows: list[ShapedRow]) -> None:
        self._rows = rows

    @cached_property
    def _openings(self) -> Openings:
        texts = [row.text for row in self._rows if row.shape == "text"]
        return Openings(texts, [row.text for row in self._rows if row.shape == "short"])

    def chance(self, text: str) -> float:
        return chance(self._openings.features(text), weights("halves"))


def _goes_on(above: ShapedRow, row: ShapedRow, below: ShapedRow | None) -> bool:
    """Does the row continue the unfinished paragraph above it?"""
    return (
        above.shape == "text"
        and not above.closed
        and row.closed
        and len(row.text) >= 16
        and (below is None or below.shape != "byline")
    )


def first_half_score(text: str, below: str) -> float:
    """Above 0 if the line breaks off and the one below continues it."""
    repeated = "".join(text.split()) in below
    score = -3.0
    score += 2.5 if load_dictionary().splits_a_word(text[-8:], below[:8]) else 0.0
    score += (1.8 if len(text) >= 16 else 0.9) * min(2, len(re.findall(r"[,;:、]", text)))
    score += 1.2 if len(text) >= 20 else -2.0 if len(text) < 16 else 0.0
    score += 0.6 * (len(text) >= 24) + 0.6 * (len(text) >= 27) + 1.0 * (len(text) >= 31)
    score += 3.0 if any(text.count(a) > text.count(b) for a, b in _PAIRS) else 0.0
    score += (
        2.0
        if text.endswith("的")
        else 0.8
        if re.search(r"[和了在是对与将把为及到来去向从]$", text)
        else 0
    )
    score += 1.0 if len(text) >= 20 and len(re.findall(r"[的了是在和与]", text)) > 1 else 0.0
    score -= 2.0 if _TWO_PHRASES.search(text) else 0.0
    score += 1.5 if len(below) < 30 and _ENDED.search(below) and not repeated else 0.0
    score -= 3.0 if repeated else 0.0
    return score - (1.5 if text.endswith(("?", "!", "\u201d", "》")) else 0.0)
