"""The lunar date at the masthead, in print and on the site: 农历丙午年十月十五."""

from __future__ import annotations

from datetime import date

from borax.calendars.lunardate import LunarDate

#: The first and last day with a lunar date; borax has tables up to the end of 2100.
_FIRST, _END = date(1900, 1, 31), date(2099, 12, 31)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DIGITS = "十一二三四五六七八九"


def lunar(day: date, *, with_year: bool = True) -> str:
    """The date in the lunar calendar, or "" outside the years 1900 to 2099."""
    if not _FIRST <= day < _END:
        return ""
    it = LunarDate.from_solar(day)
    year = f"{_STEMS[(it.year - 4) % 10]}{_BRANCHES[(it.year - 4) % 12]}年" if with_year else ""
    leap = "闰" if it.leap else ""
    return f"农历{year}{leap}{_MONTHS[it.month - 1]}月{_day(it.day)}"


def _day(number: int) -> str:
    if number in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[number]
    return ("初", "十", "廿")[number // 10] + _DIGITS[number % 10]
