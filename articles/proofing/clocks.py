"""Hours that no clock shows, and hours of which one half is written in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.days import read_number, say_mixed
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_WORDS = "[一二三四五六七八九十]{1,3}"
_CLOCK = re.compile(r"(?<![\d.:\uff1a比])(\d{1,2})时(\d{1,2})分(?!钟)")
#: An hour alone may be a level, a heat or an age (涨到35时); beside a day it is one.
_HOUR = re.compile(
    r"(?:\d[日号]|[今昨明当][天日晚早晨夜]|[上中下正]午|凌晨|清晨|早晨|早上|晚上|夜里|深夜|傍晚)(\d{2})[时点](?!间|候|段|代|[多余]|\d)"
)
#: 9:75 beside what is said of time; elsewhere it may be a score or a scale.
_FIGURES = re.compile(r"(?<![\d:\uff1a.比])(\d{1,2})[:\uff1a](\d\d)(?![\d:\uff1a])")
_OF_TIME = re.compile(
    r"时间|[上中下]午|[早晚]上|凌晨|每[天日晚早]\s?$|\d:\d\d\s?[—–\-～~至到]+\s?$|\d[日号]\s?$"
)
_NEAR = 10
#: What opens or works from one hour to another of the same day.
_HOURS = re.compile(
    r"(?:开放|营业|工作|办公|服务|接待|上班|开门|时间|上午|每天|每日)[^，。；\d比]{0,6}(?P<first>\d{1,2})(?:[:\uff1a]\d\d|[时点](?:半|整|\d\d分)?)"
    r"(?:至|到|—{1,2}|[–\-－～~])(?P<last>\d{1,2})(?:[:\uff1a]\d\d|[时点](?:半|整|\d\d分)?)(?!\d)"
)
_EVENING = 17
_MIXED_CLOCK = re.compile(
    rf"(?<!\d)\d{{1,2}}[时点]{_WORDS}分(?!钟)|(?<![一二三四五六七八九十]){_WORDS}[时点]\d{{1,2}}分(?!钟)"
)


def find_clocks(galley: Galley) -> Iterator[Finding]:
    """Findings `clock`: block for 9时75分 and 晚上26时, warn for 9:75, which may be no time."""
    for number, passage in galley.of():
        text = passage.text
        for pattern in (_CLOCK, _HOUR):
            for hit in pattern.finditer(text):
                hour, minute = int(hit[1]), int(hit[2]) if pattern is _CLOCK else 0
                if hour > 24 or minute > 59 or (hour == 24 and minute):
                    span = (hit.start(1), hit.end())
                    said = f"没有“{text[slice(*span)]}”这个时刻。"
                    yield galley.find("clock", "block", number, span, said)
        for hit in _FIGURES.finditer(text):
            before = text[max(0, hit.start() - _NEAR) : hit.start()]
            hour, minute = int(hit[1]), int(hit[2])
            impossible = hour > 24 or minute > 59 or (hour == 24 and minute > 0)
            if impossible and _OF_TIME.search(before):
                said = f"没有“{hit[0]}”这个时刻。"
                yield galley.find("clock", "warn", number, hit.span(), said)


def find_hours_backwards(galley: Galley) -> Iterator[Finding]:
    """Findings `clock`, warn: 上午8点到7点半, 开放时间9:00至8:00; not what ends at night."""
    for number, passage in galley.of():
        for hit in _HOURS.finditer(passage.text):
            first, last = int(hit["first"]), int(hit["last"])
            if last < first < _EVENING:
                said = f"“{hit[0]}”从晚到早，是不是写反了，还是少了“下午”“次日”？"
                yield galley.find("clock", "warn", number, hit.span(), said)


def find_mixed_clocks(galley: Galley) -> Iterator[Finding]:
    """Findings `numerals`, warn: 9时三十分, 九点30分."""
    for number, passage in galley.of():
        for hit in _MIXED_CLOCK.finditer(passage.text):
            hour, unit, minute = re.split("([时点])", hit[0].removesuffix("分"))
            fix = f"{read_number(hour)}{unit}{read_number(minute):02}分"
            yield galley.find("numerals", "warn", number, hit.span(), say_mixed("时刻"), fix)
