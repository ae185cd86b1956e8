"""Dates that can't be, weekdays and years that don't fit, and numerals mixed within one date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

_NUMERALS = "GB/T 15835—2011第4.1.3条"
_MIXED = f"一个日期里混用了阿拉伯数字和汉字数字（{_NUMERALS}）。"
_WEEK = "一二三四五六日"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"(?:(?P<year>(?:1[89]|20|21)\d\d)年)?(?<!\d)(?P<month>\d{{1,2}}|{_HAN_NUMBER})月"
    rf"(?P<day>\d{{1,2}}|{_HAN_NUMBER})[日号](?!线|楼|院|桥|门|店|库|机|文|令|公|馆)"
)
#: 周 may be a surname, 周三立: no character of a name may follow.
_WEEKDAY = re.compile(
    r"^[，,\s]?(?:\uff08|\()?(?:上午|下午|晚)?"
    r"(?:(?:星期|礼拜)([一二三四五六日天])|周([一二三四五六日天])(?![\u4e00-\u9fff])"
    r"|周([一二三四五六日天])(?=[上中下正]午|[凌清早]晨|[早晚]上?[\d一二三四五六七八九十]|晚[，。]"
    r"|[至到、]|[开起举召闭不休照对为是将在的]))"
)
_WEEKDAY_FIRST = re.compile(r"(?:星期|礼拜|周)([一二三四五六日天])[，,]?(?:\uff08|\()?$")
#: A year in words before a month in figures: 二〇二六年10月.
_YEAR_IN_WORDS = re.compile(r"([一二][一二三四五六七八九〇零○]{3})年(?=\d{1,2}月)")
_CLOCK = re.compile(r"(?<![\d.:\uff1a比])(\d{1,2})时(\d{1,2})分(?!钟)")
#: An hour alone may be a level, a heat or an age (涨到35时); beside a day it is one.
_HOUR = re.compile(
    r"(?:\d[日号]|[今昨明当][天日晚早晨夜]|[上中下正]午|凌晨|清晨|早晨|早上|晚上|夜里|深夜|傍晚)(\d{2})时(?!间|候|段|代)"
)
#: Days of the moon, and of an emperor's years (光绪二十三年): every month may have thirty.
_MOON = re.compile(
    r"(?:[农阴旧夏]历|闰|(?!民国|公元)[^\W\d_一二三四五六七八九十〇○零]{2}[元一二三四五六七八九十]{1,3}年)[^，。]{0,4}$"
)
_RELATIVE = re.compile(
    r"(今年|去年|明年|前年|后年|本年|上年)(?:\uff08|\(|即|[，,]?也?就是|是)"
    r"(\d{4}|[一二三四五六七八九〇零○]{4})年"
)
_AWAY = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2, "后年": 2}
_OF_A_MOON, _BEFORE = 30, 12
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FAR = timedelta(days=184)
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def find_dates(galley: Galley) -> Iterator[Finding]:
    """Findings `date` and `clock`, block: a day or an hour that no calendar has.

    A date is warn where it may be one of the old calendar, in whose months 三十 is a day.
    """
    for number, passage in galley.of():
        for hit in _DATE.finditer(passage.text):
            month, day = read_number(hit["month"]), read_number(hit["day"])
            why = _why_impossible(hit["year"], month, day)
            may_be = not hit["year"] and 1 <= month <= 12 and 1 <= day <= _OF_A_MOON
            if why and not (may_be and _MOON.search(passage.text[: hit.start()][-_BEFORE:])):
                in_words = not (hit["month"] + hit["day"]).isascii()
                severity: Severity = "warn" if may_be and in_words else "block"
                yield galley.find("date", severity, number, hit.span(), why)
        for pattern in (_CLOCK, _HOUR):
            for hit in pattern.finditer(passage.text):
                hour, minute = int(hit[1]), int(hit[2]) if pattern is _CLOCK else 0
                if hour > 24 or minute > 59:
                    span = (hit.start(1), hit.end())
                    said = f"没有“{passage.text[slice(*span)]}”这个时刻。"
                    yield galley.find("clock", "block", number, span, said)


def find_weekdays(galley: Galley) -> Iterator[Finding]:
    """Findings `weekday`: block where the year is written, warn where it is the article's own."""
    for number, passage in galley.of():
        text = passage.text
        for hit in _DATE.finditer(text):
            behind = _WEEKDAY.search(text[hit.end() : hit.end() + 8])
            before = _WEEKDAY_FIRST.search(text[max(0, hit.start() - 6) : hit.start()])
            told = behind or before
            if told is None or not (day := _day_of(hit, galley.day)):
                continue
            name = told[told.lastindex or 1]
            said = _WEEK.index(name.replace("天", "日"))
            if day.weekday() == said:
                continue
            start = hit.start() if behind else hit.start() - len(before[0]) if before else 0
            end = hit.end() + behind.end() if behind else hit.end()
            right = _WEEK[day.weekday()]
            message = f"{day.year}年{day.month}月{day.day}日是星期{right}，不是星期{name}。"
            shown = text[start:end]
            fix = shown[: shown.rindex(name)] + right if behind else right.join(
                shown.split(name, 1)
            )  # fmt: skip
            severity: Severity = "block" if hit["year"] else "warn"
            yield galley.find("weekday", severity, number, (start, end), message, fix)


def find_mixed_numerals(galley: Galley) -> Iterator[Finding]:
    """Findings `numerals`, warn: 10月十日, 二〇二六年10月."""
    for number, passage in galley.of():
        for hit in _YEAR_IN_WORDS.finditer(passage.text):
            fix = f"{_read_year(hit[1])}年"
            yield galley.find("numerals", "warn", number, hit.span(), _MIXED, fix)
        for hit in _DATE.finditer(passage.text):
            parts = [part for part in (hit["year"], hit["month"], hit["day"]) if part]
            if len({part.isdecimal() and part.isascii() for part in parts}) > 1:
                year = f"{hit['year']}年" if hit["year"] else ""
                fix = f"{year}{read_number(hit['month'])}月{read_number(hit['day'])}{hit[0][-1]}"
                yield galley.find("numerals", "warn", number, hit.span(), _MIXED, fix)


def _read_year(words: str) -> int:
    """The year that is written digit by digit: 二〇二六."""
    return int("".join(str(_DIGITS[char]) for char in words))


def find_relative_years(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 今年（1997年） in a text of 1998; info within a quotation.

    Nothing where the sentence has named that year before: 1998年，他写道，今年是1998年.
    """
    if galley.day is None:
        return
    for number, passage in galley.of():
        for hit in _RELATIVE.finditer(passage.text):
            right = galley.day.year + _AWAY[hit[1]]
            said = int(hit[2]) if hit[2].isascii() else _read_year(hit[2])
            if said != right:
                before = passage.text[: hit.start()]
                if hit[2] in before.rpartition("。")[2]:
                    continue
                quoted = before.count("“") > before.count("”")
                severity: Severity = "info" if quoted else "warn"
                fix = hit[0].replace(hit[2], str(right))
                message = f"稿件是{galley.day.year}年的，“{hit[1]}”是{right}年。"
                yield galley.find("year", severity, number, hit.span(), message, fix)


def read_number(text: str) -> int:
    """The number up to 99 that Arabic or Chinese numerals write: 十一 is 11; 0 if it is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _why_impossible(year: str | None, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"没有{month}月。" if month else "这个日期写得不对。"
    if not 1 <= day <= _LENGTHS[month - 1]:
        return f"{month}月没有{day}日。" if day else "这个日期写得不对。"
    if year and month == 2 and day == 29 and not _is_leap(int(year)):
        return f"{year}年不是闰年，2月没有29日。"
    return ""


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _day_of(hit: re.Match[str], today: date | None) -> date | None:
    """The day that is meant: of the year that is written, else the nearest to the article's."""
    month, day = read_number(hit["month"]), read_number(hit["day"])
    if _why_impossible(hit["year"], month, day):
        return None
    if hit["year"]:
        return date(int(hit["year"]), month, day)
    if today is None or (month == 2 and day == 29):
        return None
    near = [date(today.year + away, month, day) for away in (-1, 0, 1)]
    best = min(near, key=lambda each: abs(each - today))
    return best if abs(best - today) < _FAR else None
