"""Dates that can't be, weekdays and years that don't fit, and numerals mixed within one date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

_NUMERALS = "GB/T 15835—2011第4.1.3条"
_WEEK = "一二三四五六日"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_YEAR_AND_MONTH = (
    rf"(?:(?P<year>(?:1[89]|20|21)\d\d)年)?(?<!\d)(?P<month>\d{{1,2}}|{_HAN_NUMBER})月"
)
_DAY = rf"(?:\d{{1,2}}|{_HAN_NUMBER})"
#: 3号线, 5号楼 aren't days.
_NAMED = r"[日号](?!线|楼|院|桥|门|店|库|机|文|令|公|馆)"
_JOIN = r"[ ]?(?:至|到|—{1,2}|[–\-－～~]|、|和|及|与|或)[ ]?"
_DATE = re.compile(rf"{_YEAR_AND_MONTH}(?P<day>{_DAY}){_NAMED}")
_FOLLOWING = re.compile(rf"{_JOIN}({_DAY}){_NAMED}")
_SPAN = re.compile(rf"{_YEAR_AND_MONTH}{_DAY}(?:{_JOIN}{_DAY})*{_JOIN}(?P<day>{_DAY}){_NAMED}")
_MONTH_ALONE = re.compile(r"(?:[今去明前后当本]年|(?:19|20)\d\d年)(1[3-9]|[2-9]\d)月")
#: 2026-11-30, 2026/11/30, 2026.11.30.
_FIGURES = re.compile(
    r"(?<![A-Za-z0-9_.\-/])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![A-Za-z0-9_.\-/])"
)
#: A month in words behind a year in figures; before a day of the moon it is one, too.
_MONTH_IN_WORDS = re.compile(rf"((?:19|20)\d\d)年({_HAN_NUMBER})月(?![\d初一二三四五六七八九十廿])")
_THIS_MONTH = re.compile(r"本月(?P<day>\d{1,2})[日号]")
#: 周 may be a surname, 周三立: no character of a name may follow.
_WEEKDAY = re.compile(
    r"^(?:[，,\s]|[也都正]?是|为|系)?(?:\uff08|\()?(?:上午|下午|晚)?"
    r"(?:(?:星期|礼拜)([一二三四五六日天])|周([一二三四五六日天])(?![\u4e00-\u9fff])"
    r"|周([一二三四五六日天])(?=[上中下正]午|[凌清早]晨|[早晚]上?[\d一二三四五六七八九十]|晚[，。]"
    r"|[至到、]|[开起举召闭不休照对为是将在的]))"
)
_WEEKDAY_FIRST = re.compile(r"(?:星期|礼拜|周)([一二三四五六日天])[，,]?(?:\uff08|\()?$")
#: 11月21日、22日（周五、周六）.
_TWO_DAYS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日?(?:至|到|—{1,2}|[–\-－～~]|、|和)"
    r"(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日[\uff08(](?:星期|礼拜|周)(?P<one>[一二三四五六日天])(?:至|到|—{1,2}|[–\-－～~]|、|和)"
    r"(?:星期|礼拜|周)?(?P<two>[一二三四五六日天])[\uff09)]"
)
#: A year in words before a month in figures: 二〇二六年10月.
_YEAR_IN_WORDS = re.compile(r"([一二][一二三四五六七八九〇零○]{3})年(?=\d{1,2}月)")
#: 二〇26年, 20二六年: four digits of two kinds.
_YEAR_OF_BOTH = re.compile(
    r"(?<![\d一二三四五六七八九〇零○])(?=\d*[一二三四五六七八九〇零○]+\d|\d+[一二三四五六七八九〇零○])"
    r"([12一二][\d一二三四五六七八九〇零○]{3})年"
)
#: Days of the moon, and of an emperor's years (光绪二十三年): every month may have thirty.
_MOON = re.compile(
    r"(?:[农阴旧夏]历|闰|(?!民国|公元)[^\W\d_一二三四五六七八九十〇○零]{2}[元一二三四五六七八九十]{1,3}年)[^，。]{0,4}$"
)
_OF_A_MOON, _BEFORE = 30, 12
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FAR = timedelta(days=184)
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def find_dates(galley: Galley) -> Iterator[Finding]:
    """Findings `date`, block: a day that no calendar has, alone or behind another of its month.

    Warn where it may be one of the old calendar, in whose months 三十 is a day, and where figures
    alone (2026-11-31) may be the number of a paper.
    """
    for number, passage in galley.of():
        text = passage.text
        for hit in _DATE.finditer(text):
            month, day = read_number(hit["month"]), read_number(hit["day"])
            why = _why_impossible(hit["year"], month, day)
            if why and not _is_of_the_moon(text, hit, month, day):
                in_words = not (hit["month"] + hit["day"]).isascii()
                old = in_words and _has_day_of_the_moon(hit, month, day)
                severity: Severity = "warn" if old else "block"
                yield galley.find("date", severity, number, hit.span(), why)
            for other in _list_following(text, hit.end()):
                day = read_number(other[1])
                why = _why_impossible(hit["year"], month, day)
                if why and not _is_of_the_moon(text, hit, month, day):
                    yield galley.find("date", "block", number, (other.start(1), other.end()), why)
        for hit in _SPAN.finditer(text):
            month, day = read_number(hit["month"]), read_number(hit["day"])
            if why := _why_impossible(hit["year"], month, day):
                yield galley.find("date", "block", number, hit.span(), why)
        for hit in _MONTH_ALONE.finditer(text):
            yield galley.find("date", "block", number, hit.span(), f"没有{hit[1]}月。")
        for hit in _FIGURES.finditer(text):
            if why := _why_impossible(hit[1], int(hit[3]), int(hit[4])):
                yield galley.find("date", "warn", number, hit.span(), why)


def _is_of_the_moon(text: str, hit: re.Match[str], month: int, day: int) -> bool:
    """Do the words before it say that the day is one of the old calendar?"""
    told = bool(_MOON.search(text[: hit.start()][-_BEFORE:]))
    return told and _has_day_of_the_moon(hit, month, day)


def _has_day_of_the_moon(hit: re.Match[str], month: int, day: int) -> bool:
    """May the day be one of the old calendar, in whose months 三十 is a day?"""
    return not hit["year"] and 1 <= month <= 12 and 1 <= day <= _OF_A_MOON


def _list_following(text: str, at: int) -> Iterator[re.Match[str]]:
    """The days that follow a date directly, of the same month: 4月29日、30日至31日."""
    while hit := _FOLLOWING.match(text, at):
        yield hit
        at = hit.end()


def find_weekdays(galley: Galley) -> Iterator[Finding]:
    """Findings `weekday`: block where the year is written, warn where it is the article's own."""
    for number, passage in galley.of():
        text = passage.text
        for hit in (*_DATE.finditer(text), *_THIS_MONTH.finditer(text)):
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
            severity: Severity = "block" if hit.groupdict().get("year") else "warn"
            yield galley.find("weekday", severity, number, (start, end), message, fix)


def find_pairs_of_weekdays(galley: Galley) -> Iterator[Finding]:
    """Findings `weekday`, warn: 11月21日、22日（周五、周六）, two days and theirs."""
    for number, passage in galley.of():
        for hit in _TWO_DAYS.finditer(passage.text):
            first = _day_of(hit, galley.day)
            month = hit["month2"] or hit["month"]
            last = _find_second(first, int(month), int(hit["day2"])) if first else None
            if not first or not last:
                continue
            right = tuple(_WEEK[day.weekday()] for day in (first, last))
            if (hit["one"].replace("天", "日"), hit["two"].replace("天", "日")) != right:
                message = f"这两天是星期{right[0]}和星期{right[1]}，与括号里的对不上。"
                yield galley.find("weekday", "warn", number, hit.span(), message)


def _find_second(first: date, month: int, day: int) -> date | None:
    """The second of two days, in the year of the first one or the next."""
    if _why_impossible(None, month, day) or (month, day) == (2, 29):
        return None
    same = first.replace(month=month, day=day)
    return same if same >= first else same.replace(year=first.year + 1)


def find_mixed_numerals(galley: Galley) -> Iterator[Finding]:
    """Findings `numerals`, warn: 10月十日, 二〇二六年10月."""
    for number, passage in galley.of():
        for hit in _YEAR_IN_WORDS.finditer(passage.text):
            fix = f"{read_year(hit[1])}年"
            yield galley.find("numerals", "warn", number, hit.span(), say_mixed("日期"), fix)
        for hit in _YEAR_OF_BOTH.finditer(passage.text):
            digits = "".join(str(_DIGITS.get(char, char)) for char in hit[1])
            yield galley.find(
                "numerals", "warn", number, hit.span(), say_mixed("年份"), f"{digits}年"
            )
        for hit in _MONTH_IN_WORDS.finditer(passage.text):
            fix = f"{hit[1]}年{read_number(hit[2])}月"
            yield galley.find("numerals", "warn", number, hit.span(), say_mixed("日期"), fix)
        for hit in _DATE.finditer(passage.text):
            for other in _list_following(passage.text, hit.end()):
                if other[1].isascii() != hit["day"].isascii():
                    span = (hit.start(), other.end())
                    yield galley.find("numerals", "warn", number, span, say_mixed("日期"))
            parts = [part for part in (hit["year"], hit["month"], hit["day"]) if part]
            if len({part.isdecimal() and part.isascii() for part in parts}) > 1:
                year = f"{hit['year']}年" if hit["year"] else ""
                fix = f"{year}{read_number(hit['month'])}月{read_number(hit['day'])}{hit[0][-1]}"
                yield galley.find("numerals", "warn", number, hit.span(), say_mixed("日期"), fix)


def say_mixed(what: str) -> str:
    """That Arabic and Chinese numerals stand in one date or hour, by the standard."""
    return f"一个{what}里混用了阿拉伯数字和汉字数字（{_NUMERALS}）。"


def read_year(words: str) -> int:
    """The year that is written digit by digit: 二〇二六."""
    return int("".join(str(_DIGITS[char]) for char in words))


def read_number(text: str) -> int:
    """The number up to 99 that Arabic or Chinese numerals write: 十一 is 11, 两 2; 0 for none."""
    text = text.replace("两", "二")
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
    day = read_number(hit["day"])
    if hit.re is _THIS_MONTH:
        known = today and not _why_impossible(str(today.year), today.month, day)
        return today.replace(day=day) if today and known else None
    month = read_number(hit["month"])
    if _why_impossible(hit["year"], month, day):
        return None
    if hit["year"]:
        return date(int(hit["year"]), month, day)
    return find_nearest(month, day, today)


def find_nearest(month: int, day: int, today: date | None) -> date | None:
    """The day of a month that is nearest to `today`; None for February 29, and where two are."""
    if today is None or (month == 2 and day == 29):
        return None
    near = [date(today.year + away, month, day) for away in (-1, 0, 1)]
    best = min(near, key=lambda each: abs(each - today))
    return best if abs(best - today) < _FAR else None
