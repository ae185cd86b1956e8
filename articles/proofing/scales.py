"""One amount in two units, and a figure of the headline that the body has otherwise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from articles.proofing.amounts import ANY_MEASURE, KIND_OF
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley, PassageKind

#: Units of one kind: 3200万元 and 3200亿元 in one text are most likely one amount.
_AMOUNT = re.compile(rf"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)({ANY_MEASURE})(?![/每])")
#: Numbers of fewer digits, or of one and zeros, meet by chance.
_DIGITS, _SIGNIFICANT = 3, 2
_FIGURE = re.compile(r"(?<![\d.,第])(\d{2,}(?:\.\d+)?|\d\.\d+)([万亿]?(?:%|[\u4e00-\u9fff]))")
_NO_FIGURE = frozenset("年月日号时点分届期岁版")


class _Place(NamedTuple):
    passage: int
    start: int
    end: int
    unit: str


def find_jumping_units(galley: Galley) -> Iterator[Finding]:
    """Findings `unit`, warn: a number that stands with another unit of its kind elsewhere.

    The unit that stands less often, or later, is doubted.
    """
    found: defaultdict[tuple[int, str], list[_Place]] = defaultdict(list)
    for number, passage in galley.of():
        for hit in _AMOUNT.finditer(passage.text):
            digits = hit[1].replace(",", "").replace(".", "")
            long = len(digits) >= _DIGITS or "." in hit[1]
            if long and len(digits.strip("0")) >= _SIGNIFICANT:
                key = KIND_OF[hit[2]], hit[1].replace(",", "")
                found[key].append(_Place(number, *hit.span(), hit[2]))
    for (_, digits), places in found.items():
        often = Counter(place.unit for place in places)
        if len(often) != 2:
            continue
        usual = often.most_common(1)[0][0]
        for place in places:
            if place.unit != usual:
                message = f"别处写的是“{digits}{usual}”，这里是“{digits}{place.unit}”，单位对吗？"
                span = (place.start, place.end)
                yield galley.find("unit", "warn", place.passage, span, message, digits + usual)


def find_figures_of_heads(galley: Galley) -> Iterator[Finding]:
    """Findings `headline_figure`, warn: 题目 has 230米, the body only 320米."""
    body = "\n".join(passage.text for _, passage in galley.of() if passage.kind not in _HEADS)
    told = [(hit[1], hit[2]) for hit in _FIGURE.finditer(body)]
    numbers = {number for number, _ in told}
    for number, passage in galley.of(*_HEADS):
        for hit in _FIGURE.finditer(passage.text):
            if hit[2][-1] in _NO_FIGURE or hit[1] in numbers or hit[1] in body:
                continue
            like = [n for n, unit in told if unit == hit[2] and _is_a_slip_of(hit[1], n)]
            if like:
                message = f"题目里是“{hit[0]}”，正文里是“{like[0]}{hit[2]}”，哪个对？"
                fix = like[0] + hit[2]
                yield galley.find("headline_figure", "warn", number, hit.span(), message, fix)


_HEADS: tuple[PassageKind, ...] = ("kicker", "headline", "subhead")


def _is_a_slip_of(one: str, other: str) -> bool:
    """Do two numbers differ by one digit, or by their order?"""
    if len(one) != len(other):
        return False
    return sorted(one) == sorted(other) or sum(a != b for a, b in zip(one, other, strict=True)) == 1
