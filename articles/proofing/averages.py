"""What falls to each on average, against the amount and the number of heads beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.amounts import Amount, count_alike, is_rounded, read_amounts, write_decimal
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_SENTENCE = re.compile(r"[^。；！\uff1f]+")
#: 户均2.69人, 平均每人服务18小时.
_EACH = re.compile(
    r"(?P<head>[户人村班校亩])均[^，。；\d]{0,8}(?=\d)|平均每[一]?(?P<each>[户人名位个村班校亩家])[^，。；\d]{0,8}(?=\d)"
)
#: What stands here isn't what was shared out, or not all of it.
_OTHER = re.compile(
    "其中|增|减|降|比|倍|余|多|近|约|超|不足|以上|以下|至少|最|元/|每天|每月|每年|同期"
)
#: So near a wrong average may be a slip of the pen; further off it is of something else.
_NEAR = Decimal("0.25")
_TENS = tuple(Decimal(10) ** n for n in (-3, -2, -1, 1, 2, 3))


def find_averages(galley: Galley) -> Iterator[Finding]:
    """Findings `average`, warn: 3200户8600人，户均26.9人; 20人服务320小时，平均每人18小时."""
    for number, passage in galley.of():
        for sentence in _SENTENCE.finditer(passage.text):
            for hit in _EACH.finditer(sentence[0]):
                told = _judge(sentence[0], hit)
                if told:
                    span, message = told
                    start = sentence.start()
                    span = (start + span[0], start + span[1])
                    yield galley.find("average", "warn", number, span, message)


def _judge(text: str, hit: re.Match[str]) -> tuple[tuple[int, int], str] | None:
    amounts = list(read_amounts(text))
    said = next((each for each in amounts if each.start == hit.end()), None)
    before = [each for each in amounts if each.end <= hit.start()]
    heads = [each for each in before if _is_head(text, each, hit["head"] or hit["each"])]
    wholes = [each for each in before if said and each.unit == said.unit and each not in heads]
    if said is None or len(heads) != 1 or len(wholes) != 1 or len(before) > 3:
        return None
    head, whole = heads[0], wholes[0]
    start = min(head.start, whole.start)
    if not head.value or _OTHER.search(text[max(0, start - 2) : said.end + 2]):
        return None
    real = whole.value / head.value
    if is_rounded(real, f"{said.value:f}") or not _is_a_slip(real, said.value):
        return None
    right = write_decimal(real.quantize(Decimal("0.01")))
    one, other = (text[each.start : each.end] for each in (whole, head))
    return (start, said.end), f"{one}除以{other}是{right}，不是{text[said.start : said.end]}。"


def _is_head(text: str, amount: Amount, head: str) -> bool:
    """Are there so many of what each one is? 12个班 for 班."""
    unit = text[amount.end : amount.end + 1] if amount.unit == "个" else amount.unit
    return count_alike(unit, head)


def _is_a_slip(real: Decimal, said: Decimal) -> bool:
    """Is it nearly right, or right but for the point?"""
    if abs(real - said) <= real * _NEAR:
        return True
    return any(abs(real * ten - said) <= real * ten * Decimal("0.01") for ten in _TENS)
