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
#: Measures of one kind, with how many of the smallest of them each is: square metres, metres,
#: kilograms, 元, people, households, cubic metres, kilowatts, kilowatt-hours, minutes.
MEASURES: tuple[dict[str, Decimal], ...] = (
    {"平方米": Decimal(1), "㎡": Decimal(1), "万平方米": Decimal(10**4), "亩": Decimal(2000) / 3,
     "万亩": Decimal(2 * 10**7) / 3, "公顷": Decimal(10**4), "万公顷": Decimal(10**8),
     "平方公里": Decimal(10**6), "平方千米": Decimal(10**6)},
    {"厘米": Decimal("0.01"), "米": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000)},
    {"克": Decimal("0.001"), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5"),
     "吨": Decimal(1000), "万吨": Decimal(10**7)},
    {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)},
    {"人次": Decimal(1), "万人次": Decimal(10**4)},
    {"户": Decimal(1), "万户": Decimal(10**4)},
    {"立方米": Decimal(1), "万立方米": Decimal(10**4), "亿立方米": Decimal(10**8)},
    {"千瓦": Decimal(1), "万千瓦": Decimal(10**4)},
    {"千瓦时": Decimal(1), "万千瓦时": Decimal(10**4), "亿千瓦时": Decimal(10**8)},
    {"分钟": Decimal(1), "小时": Decimal(60), "个小时": Decimal(60)},
)  # fmt: skip
KIND_OF = {unit: kind for kind, units in enumerate(MEASURES) for unit in units}
#: Any of them, as a pattern: the longest first.
ANY_MEASURE = "|".join(sorted(KIND_OF, key=len, reverse=True))
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
#: Words that count people.
_PEOPLE = frozenset("人名位")
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


def count_alike(one: str, other: str) -> bool:
    """Whether two measure words count the same: one word, or both of them people."""
    return one == other or {one, other} <= _PEOPLE


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
