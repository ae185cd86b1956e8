"""Anniversaries and years ago against the years that they are counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.balances import FOUNDED
from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_KNOWN = {
    "建党": 1921, "中国共产党成立": 1921, "新中国成立": 1949, "中华人民共和国成立": 1949,
    "建军": 1927, "改革开放": 1978, "抗战胜利": 1945, "长征胜利": 1936, "香港回归": 1997,
    "澳门回归": 1999, "抗美援朝出国作战": 1950, "恢复高考": 1977,
}  # fmt: skip
#: The years of the party's congresses and of what they chose.
_MEETINGS = {
    "十八大": 2012, "十八届三中全会": 2013, "十八届四中全会": 2014, "十八届五中全会": 2015,
    "十八届六中全会": 2016, "十九大": 2017, "十九届三中全会": 2018, "十九届四中全会": 2019,
    "十九届五中全会": 2020, "十九届六中全会": 2021, "二十大": 2022, "二十届三中全会": 2024,
    "二十届四中全会": 2025,
}  # fmt: skip
_MEETING = "|".join(sorted(_MEETINGS, key=len, reverse=True))
_MET = re.compile(
    rf"(?<!\d)(?P<before>20\d\d)年(?:\d{{1,2}}月)?，?(?:召开的?|举行的?)党的(?P<what>{_MEETING})"
    rf"|党的(?P<what2>{_MEETING})(?:于|在)(?P<behind>20\d\d)年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:召开|举行|开幕|闭幕)"
)
#: 2025年，建党105周年; 建党105周年（2025年）.
_OF_KNOWN = re.compile(
    rf"(?:(?:(?P<before>(?:19|20)\d\d)年|(?P<now>今年)[是为])[^。；\d]{{0,10}})?(?P<what>{'|'.join(_KNOWN)})(?:祖国)?(?P<many>\d{{1,3}})周年"
    r"(?:[\uff08(](?P<behind>(?:19|20)\d\d)年[\uff09)])?"
)
#: 今年是建校100周年, and in the same paragraph 创办于1936年.
_NOW = re.compile(
    r"(?:今年|迎来|喜迎|庆祝)[^。；\d]{0,12}(?:建[校厂院区社馆站队店]|成立|创刊|创办|办学|开馆|开业)(?P<many>\d{1,3})周年"
    r"|(?:今年|迎来|喜迎|庆祝)[^。；\d]{0,6}(?P<many2>\d{1,3})周年(?:[校院馆店厂社]庆|庆典|纪念活动|华诞)"
)
_AGO = re.compile(
    r"(?<!\d)(?P<many>\d{1,3}|[一二三四五六七八九十]{1,3})年前的(?P<year>(?:19|20)\d\d)年"
)


def find_anniversaries(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 建党105周年（2025年）, 10年前的2006年 in 2026.

    What is counted to the article's own year may be a year off.
    """
    for number, passage in galley.of():
        for hit in _OF_KNOWN.finditer(passage.text):
            this = str(galley.day.year) if hit["now"] and galley.day else ""
            year = hit["behind"] or hit["before"] or this
            since = _KNOWN[hit["what"]]
            if year and int(year) - since != int(hit["many"]):
                message = (
                    f"{hit['what']}{hit['many']}周年是{since + int(hit['many'])}年，不是{year}年。"
                )
                yield galley.find("year", "warn", number, hit.span(), message)
        if galley.day is None:
            continue
        now, since_when = list(_NOW.finditer(passage.text)), list(FOUNDED.finditer(passage.text))
        told = [(hit, hit["many"], hit["year"]) for hit in _AGO.finditer(passage.text)]
        if len(now) == len(since_when) == 1:
            told.append((now[0], now[0]["many"] or now[0]["many2"], since_when[0][1]))
        for hit, many, year in told:
            right = galley.day.year - int(year)
            if abs(read_number(many) - right) > 1:
                message = f"{year}年到{galley.day.year}年是{right}年，不是{many}年。"
                yield galley.find("year", "warn", number, hit.span(), message)


def find_meetings(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 党的二十大于2021年召开."""
    for number, passage in galley.of():
        for hit in _MET.finditer(passage.text):
            what, said = hit["what"] or hit["what2"], hit["before"] or hit["behind"]
            if _MEETINGS[what] != int(said):
                message = f"党的{what}是{_MEETINGS[what]}年召开的，不是{said}年。"
                yield galley.find("year", "warn", number, hit.span(), message)
