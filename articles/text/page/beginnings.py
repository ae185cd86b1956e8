"""Detects paragraphs whose beginning is lost: they do not open like a sentence."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice, pairwise

from articles.text.fold import fold
from articles.text.page.first_words import follow
from articles.text.page.openers import marks
from articles.text.page.weights import weights as load_weights
from articles.text.page.words import load_dictionary
from articles.text.punctuation import is_han

_CLAUSE = re.compile(r"[,。;:!?、\u201d\u2019》』)]")
_OPENING = dict(zip("\u201d》』)\u3011", "\u201c《『(\u3010", strict=True))
#: Offices that begin a sentence: local papers leave out the district ("the market office …"). Not
#: 街道办事处, 市场监管局, of which the first character is part of a word.
_OFFICE = re.compile(
    r"[省市区县州镇乡街村院校厂](?![道民场长])(?=[\u3400-\u9fff]{1,10}?(?:[局委厅处办院部队站所会]|政府|中心|机关|单位|企业|干部|领导))"
)
#: What a district's own paper begins sentences with, and papers of the country never do.
_LOCAL = re.compile(
    r"街道|社区|小区|居民|村民|市场监|活动现场"
    r"|[区市县镇乡](?=[\u3400-\u9fff]{1,10}?(?:[局委办院部队站所会]|政府|中心|领导))"
)
#: Of a shorter paragraph nothing is known: none of those that the weights are fitted on was.
_SHORTEST = 10
_AFFIX = re.compile(r"[的地得了着过们等者性化度率型]")


#: The greatest value that `inside` has in practice.
_MOST_INSIDE = 2.5
#: More words than that, by their frequencies, end in no two characters (会议, 公司 …).
_MOST_LONGER = 60_000
#: At most so many other occurrences of the same characters are looked at.
HITS_AT_MOST = 50


#: How likely a lost beginning must be to be told. A page's first paragraph needs better evidence
#: than a later one, since nothing precedes it. On days that were kept aside from fitting .52 of the
#: lost beginnings are found at .86, with 2 % of the sound paragraphs, and .75 at .65 with 10 %; on
#: composed pages .53 at .86, with .3 %. The first is enough for a doubt that must be answered, the
#: other for a quiet remark while one writes.
FIRST_AT_LEAST, DOUBTED_AT_LEAST, REMARKED_AT_LEAST = 0.98, 0.86, 0.65
#: A page loses one beginning or two, where a column's edge was cut off. Where more seem lost, its
#: style is plain, and only the surest are told.
MANY, SUREST_AT_LEAST = 2, 0.95
#: Of more paragraphs than that none is looked at: each is held against all others.
PARAGRAPHS_AT_MOST = 400


class Openings:
    """The openings of a page's paragraphs, and what else precedes the same characters there."""

    def __init__(self, paragraphs: list[str], others: list[str]) -> None:
        self._page = _simplify("\n".join(["", *paragraphs, *others]))

    def may_reach(self, text: str, weights: Mapping[str, float], at_least: float) -> bool:
        """Can the chance be so great? Quickly answered: no ending is looked for in all words."""
        found = self.features(text, search=False)
        found |= _bound_tails(text, weights)
        if weights.get("inside", 0.0) > 0:
            found["inside"] = _MOST_INSIDE
        if "inside" in found and chance(found, weights) >= at_least:
            found["inside"] = load_dictionary().inside(text[0]) / 3
        return chance(found, weights) >= at_least

    def find_loss(self, text: str, at_least: float) -> tuple[float, dict[str, float]] | None:
        """How likely the text has lost its beginning, and the evidence; None below `at_least`."""
        known, text = load_weights("beginnings"), _simplify(text)
        if len(text) < _SHORTEST or _LOCAL.match(text):
            return None
        if not self.may_reach(text, known, at_least):
            return None
        found = self.features(text)
        likely = chance(found, known)
        return (likely, found) if likely >= at_least else None

    def features(self, text: str, *, search: bool = True) -> dict[str, float]:
        """The evidence for and against a lost beginning of this paragraph."""
        found = {f"opens {name}": value for name, value in marks(text).items()}
        office = _OFFICE.match(text)
        found["local office"] = float(bool(office))
        if office:
            text = text[1:]
        if text[:1] and is_han(text[0]):
            found.update(self._words(text, search=search))
            found.update(self._elsewhere(text))
        else:
            found["not Chinese"] = 1.0
        found.update(dict.fromkeys(follow(text), 1.0))
        clause = _CLAUSE.split(text, maxsplit=1)[0]
        mark = text[len(clause) : len(clause) + 1]
        found[f"mark {mark}"] = float(mark != "")
        found["short clause"] = max(0.0, (8 - len(clause)) / 8)
        found["long clause"] = min(30, max(0, len(clause) - 12)) / 30
        found["unopened"] = float(_closes_unopened(text))
        return found

    def _words(self, text: str, *, search: bool) -> dict[str, float]:
        known = load_dictionary()
        clause = re.split(r"[^\u3400-\u9fff]", text[:14], maxsplit=1)[0]
        first, *rest = known.cut(clause) or [""]
        speech = [known.speech.get(word, "?") for word in (first, *rest[:2])]
        found = {
            f"first {speech[0]}{min(len(first), 4)}": 1.0,
            f"first {speech[0]}": 1.0,
            f"first word {first}": 1.0,
            "affix": float(bool(_AFFIX.match(text))),
            "alone": float(len(first) == 1),
            "rare": math.log(1 + 1e6 * known.frequency.get(first, 0) / known.total) / 8,
        }
        for place, (one, two) in zip(("pair", "then"), pairwise(speech), strict=False):
            found[f"{place} {one} {two}"] = 1.0
        if rest:
            found[f"{'alone then' if len(first) == 1 else 'second word'} {rest[0]}"] = 1.0
        if not search:
            return found
        found["inside"] = known.inside(text[0]) / 3
        starts = [text[:size] for size in (2, 3, 4)]
        for size, start in enumerate(starts, 2):
            longer = known.count_longer(starts)[start]
            own = known.frequency.get(start, 0)
            found[f"tail {size}"] = math.log((longer + 5) / (own + 5)) / 4 if longer else 0.0
        return found

    def _elsewhere(self, text: str) -> dict[str, float]:
        """What precedes the paragraph's first characters elsewhere on the page."""
        found: dict[str, float] = {}
        for size in (2, 3, 4):
            start = text[:size]
            if len(start) < size or not all(map(is_han, start)):
                continue
            hits = islice(re.finditer(start, self._page), HITS_AT_MOST)
            left = [self._page[hit.start() - 1] for hit in hits]
            inside = [c for c in left if is_han(c)]
            most = max(Counter(inside).values(), default=0)
            free = len(left) - len(inside) - 1
            found[f"after others {size}"] = min(3, len(inside)) / 3
            found[f"after one {size}"] = min(3, most) / 3 if most == len(inside) else 0.0
            found[f"starts {size}"] = min(3, max(0, free)) / 3
            found[f"never free {size}"] = float(free <= 0 and len(inside) >= 1)
        return found


def _simplify(text: str) -> str:
    """A text in Traditional characters in simplified ones, which the dictionary knows."""
    folded = fold(text)
    changed = sum(one != other and is_han(one) for one, other in zip(text, folded, strict=True))
    return folded if changed * 20 > len(text) else text


def _bound_tails(text: str, weights: Mapping[str, float]) -> dict[str, float]:
    """The evidence of longer words with this ending, as it would speak most for a loss: of as many
    as there can be, or of one where many speak against it."""
    known = load_dictionary()
    found = {}
    for size in (2, 3, 4):
        if known.may_end_longer(start := text[:size]):
            longer = _MOST_LONGER if weights.get(f"tail {size}", 0.0) > 0 else 1
            own = known.frequency.get(start, 0)
            found[f"tail {size}"] = math.log((longer + 5) / (own + 5)) / 4
    return found


def _closes_unopened(text: str) -> bool:
    """Is a quote or bracket closed before any is opened?"""
    for mark in text[:60]:
        if mark in _OPENING:
            return True
        if mark in _OPENING.values():
            return False
    return False


def chance(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that the paragraph lost its beginning."""
    score = weights.get("bias", 0.0)
    score += sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))
