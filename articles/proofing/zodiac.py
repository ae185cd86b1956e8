"""Years by their animals and by the cycle of sixty: 丙午马年 is 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
#: The year 4 of our calendar was 甲子, a year of the rat.
_FIRST = 4
_NAME = rf"(?P<stem>[{_STEMS}])(?P<branch>[{_BRANCHES}])"
#: 2026年是农历丙午马年; a lone animal may be cattle: 2025年牛年出栏3万头.
_BEHIND = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)年?[，是为]{{0,2}}(?:中国|我国)?(?:传统)?(?:农历|生肖)?"
    rf"(?:{_NAME}(?P<animal>[{_ANIMALS}])?|(?P<alone>[{_ANIMALS}]))年(?![出存产均])"
)
#: 甲辰龙年（2024年）.
_BEFORE = re.compile(
    rf"(?:{_NAME}(?P<animal>[{_ANIMALS}])?|(?P<alone>[{_ANIMALS}]))年\uff08(?P<year>(?:19|20)\d\d)年?\uff09"
)
_TOGETHER = re.compile(rf"{_NAME}(?P<animal>[{_ANIMALS}])年")


def find_animal_years(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 2026年是蛇年, 丙午蛇年, 甲丑年."""
    for number, passage in galley.of():
        told: set[int] = set()
        for pattern in (_BEHIND, _BEFORE):
            for hit in pattern.finditer(passage.text):
                told.update(range(*hit.span()))
                right = _name(int(hit["year"]))
                animal = hit["animal"] or hit["alone"]
                cycle = f"{hit['stem']}{hit['branch']}" if hit["stem"] else ""
                if (animal and animal != right[2]) or (cycle and cycle != right[:2]):
                    message = f"{hit['year']}年是{right}年，与文中的干支或生肖对不上。"
                    yield galley.find("year", "warn", number, hit.span(), message)
        for hit in _TOGETHER.finditer(passage.text):
            branch = _BRANCHES.index(hit["branch"])
            if hit.start() in told:
                continue
            if _STEMS.index(hit["stem"]) % 2 != branch % 2:
                message = f"干支里没有“{hit['stem']}{hit['branch']}”，请核对。"
                yield galley.find("year", "warn", number, hit.span(), message)
            elif hit["animal"] != _ANIMALS[branch]:
                message = f"“{hit['branch']}”年属{_ANIMALS[branch]}，不属{hit['animal']}。"
                fix = f"{hit['stem']}{hit['branch']}{_ANIMALS[branch]}年"
                yield galley.find("year", "warn", number, hit.span(), message, fix)


def _name(year: int) -> str:
    """丙午马 for 2026."""
    since = year - _FIRST
    return _STEMS[since % 10] + _BRANCHES[since % 12] + _ANIMALS[since % 12]
