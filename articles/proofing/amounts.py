"""Amounts with their units as a text writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_AMOUNT = re.compile(
    r"(?<![\d.,:·年第])(\d[\d,]*(?:\.\d+)?)(\s?(?:万亿|[十百千]?[万亿]|千)?)(%|[\u4e00-\u9fff]{1,2}|[A-Za-z]{1,4})?"
)
SCALE = {"": 1, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
          "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
#: Measures of one character; of two only these, so that 人参加 is 人.
_PAIRS = (
    "人次",
    "公里",
    "公顷",
    "公斤",
    "平方",
    "立方",
    "千瓦",
    "美元",
    "英镑",
    "马克",
    "小时",
    "分钟",
)
_NOT_ADDED = frozenset("年月日时分点岁期届版路号线楼层度折")


class Amount(NamedTuple):
    """`value` counts single units: 3万元 is 30000 元; `places` are decimal places as written."""

    value: Decimal
    unit: str
    places: int
    start: int
    end: int


def read_amounts(text: str) -> Iterator[Amount]:
    """The amounts in order, without shares by per cent and what isn't added up: years, hours."""
    for hit in _AMOUNT.finditer(text):
        unit = hit[3] or ""
        if unit and unit not in _PAIRS and "\u4e00" <= unit[0] <= "\u9fff":
            unit = unit[0]
        if unit in _NOT_ADDED or unit == "%" or hit[1].endswith(","):
            continue
        digits = hit[1].replace(",", "")
        scale = SCALE[hit[2].strip()]
        places = len(digits.partition(".")[2])
        end = hit.start() + len(hit[1]) + len(hit[2]) + len(unit)
        yield Amount(Decimal(digits) * scale, unit, places, hit.start(), end)


def is_rounded(real: Decimal, said: str) -> bool:
    """Are the per cent that were said those there are, rounded to as many places or a little more
    coarsely?"""
    within = Decimal(1).scaleb(-len(said.partition(".")[2])) * Decimal("0.6")
    return abs(real - Decimal(said)) <= within + real * Decimal("0.006")


def read_decimal(text: str) -> Decimal:
    """The number that figures with or without commas write."""
    return Decimal(text.replace(",", ""))


def write_decimal(value: Decimal) -> str:
    """The number in figures, without zeros at the end of its decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
