"""Halves, quarters, holidays and festivals against the months and days beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.days import read_number
from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

_LEFT, _RIGHT = r"[\uff08(]", r"[\uff09)]"
_JOIN = r"(?:至|到|—{1,2}|[–\-－～~])"
_HAN = "[一二三四五六七八九十]{1,3}"
#: First and last month of what has a name.
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9),
    "四季度": (10, 12), "前三季度": (1, 9), "前三个季度": (1, 9),
}  # fmt: skip
_PART = re.compile(
    rf"(?P<name>[上下]半年|前三个?季度|(?<!前)第?[一二三四]季度|[前头](?P<many>\d{{1,2}}|{_HAN})个月){_LEFT}"
    rf"(?:\d{{4}}年|[今去明]年)?(?P<first>\d{{1,2}})月?{_JOIN}(?:\d{{4}}年)?(?P<last>\d{{1,2}})月{_RIGHT}"
)
#: The months that a season or a holiday may begin in.
_SEASONS = {
    "春季": (1, 2, 3, 4, 5), "夏季": (4, 5, 6, 7, 8), "秋季": (7, 8, 9, 10, 11),
    "冬季": (9, 10, 11, 12, 1, 2), "暑假": (6, 7, 8), "暑期": (6, 7, 8), "寒假": (12, 1, 2),
    "春运": (12, 1, 2), "元旦": (12, 1), "春节": (1, 2), "清明": (3, 4), "五一": (4, 5),
    "劳动节": (4, 5), "端午": (5, 6), "中秋": (9, 10), "国庆": (9, 10), "十一": (9, 10),
}  # fmt: skip
_SEASON = re.compile(
    rf"(?P<name>{'|'.join(_SEASONS)})(?:[”节]|假期|假日|小?长假|黄金周|期间|放假){{0,3}}{_LEFT}"
    rf"(?:\d{{4}}年)?(?P<month>\d{{1,2}})月(?!.{{0,12}}农历)"
)
#: What begins when its name says, unlike what is prepared for it: 春运从7月1日开始.
_FROM = re.compile(
    r"(?P<name>春运|暑假|寒假|(?:元旦|春节|清明节?|五一|端午节?|中秋节?|国庆节?)(?:”?小?长?假期?|”?黄金周))(?:工作|期间)?(?:将)?[从自于在]"
    r"(?:[今明去]年|\d{4}年)?(?P<month>\d{1,2})月(?!.{0,12}农历)"
)
#: Festivals by the moon, and by the sun.
_MOON = {
    "元宵节": ((1, 15),), "龙抬头": ((2, 2),), "端午": ((5, 5),), "七夕": ((7, 7),),
    "中元节": ((7, 15),), "中秋": ((8, 15),), "重阳": ((9, 9),), "腊八": ((12, 8),),
    "小年": ((12, 23), (12, 24)), "除夕": ((12, 29), (12, 30)),
}  # fmt: skip
_SUN = {
    "元旦": (1, 1), "妇女节": (3, 8), "植树节": (3, 12), "世界读书日": (4, 23), "地球日": (4, 22),
    "劳动节": (5, 1), "青年节": (5, 4), "护士节": (5, 12), "无烟日": (5, 31), "儿童节": (6, 1),
    "环境日": (6, 5), "爱眼日": (6, 6), "禁毒日": (6, 26), "建党节": (7, 1), "建军节": (8, 1),
    "医师节": (8, 19), "教师节": (9, 10), "烈士纪念日": (9, 30),
    "国庆节": (10, 1), "记者节": (11, 8), "消防日": (11, 9), "消防宣传日": (11, 9),
    "宪法日": (12, 4), "志愿者日": (12, 5),
    "国家公祭日": (12, 13),
}  # fmt: skip
_MONTHS_BY_NAME = {"正": 1, "冬": 11, "腊": 12}
_MOON_DAY = (
    r"(?P<month>[一二三四五六七八九十]{1,2}|[正冬腊])月(?P<day>初[一二三四五六七八九十]"
    r"|[十廿卅三二][一二三四五六七八九十]{0,2})"
)
_OF_MOON = re.compile(
    rf"{_MOON_DAY}日?[是为]?的?[“”]?(?P<name>{'|'.join(_MOON)})(?!.{{0,2}}(?:前|后|过))"
    rf"|(?P<name2>{'|'.join(_MOON)})节?”?(?:{_LEFT}(?:即|每年)?|是|在)(?:农历|阴历)?"
    rf"{_MOON_DAY.replace('<month>', '<month2>').replace('<day>', '<day2>')}"
)
#: No year of the moon has them: 农历十三月, 腊月三十一.
_NO_MOON_DAY = re.compile(
    r"(?:[农阴旧]历(?:十[三四五六七八九]|[二三四五]十)月(?:初?[一二三四五六七八九十]{1,2})?"
    r"|(?:[农阴旧]历[一二三四五六七八九十]{1,2}|(?<![\u4e00-\u9fff])[正冬腊]|[到至在][正冬腊])月(?:三十[一二三四五六七八九]|[四五六]十))"
)
#: 五月五日初六: a day of the sun and of the moon; 初十五: no day of either.
_CROSSED = re.compile(
    r"[一二三四五六七八九十正冬腊]{1,2}月[一二三四五六七八九十]{1,3}[日号]初[一二三四五六七八九十]"
)
_NO_DAY = re.compile(r"月(?P<day>初十[一二三四五六七八九])")
#: The month and the days that the terms of the sun may fall on, 1900 to 2100.
_TERMS = {
    "小寒": (1, 4, 7), "大寒": (1, 19, 21), "立春": (2, 3, 5), "雨水": (2, 18, 20),
    "惊蛰": (3, 4, 7), "春分": (3, 19, 22), "清明": (4, 4, 6), "谷雨": (4, 19, 21),
    "立夏": (5, 4, 7), "小满": (5, 20, 22), "芒种": (6, 4, 7), "夏至": (6, 20, 22),
    "小暑": (7, 6, 8), "大暑": (7, 22, 24), "立秋": (8, 6, 9), "处暑": (8, 22, 24),
    "白露": (9, 6, 9), "秋分": (9, 22, 24), "寒露": (10, 7, 9), "霜降": (10, 22, 24),
    "立冬": (11, 6, 8), "小雪": (11, 21, 23), "大雪": (12, 6, 8), "冬至": (12, 20, 23),
}  # fmt: skip
_OF_TERM = re.compile(
    rf"(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日[，]?(?:是|为|迎来|今[日天])?(?:今年的?)?(?:二十四节气(?:之一|中)?的?)?“?(?P<name>{'|'.join(_TERMS)})”?(?:节气|时节|这[一天]|当[天日])"
    rf"|(?P<month3>\d{{1,2}})月(?P<day3>\d{{1,2}})日是“?(?P<name3>{'|'.join(_TERMS)})”?(?=[，。；])"
    rf"|(?P<name2>{'|'.join(_TERMS)})”?(?:节气)?{_LEFT}(?P<month2>\d{{1,2}})月(?P<day2>\d{{1,2}})日{_RIGHT}"
)
_KIND = r"(?:第\d{1,3}个|第[一二三四五六七八九十]{1,4}个|国际|全国|我国|世界|中国|国家)*"
_OF_SUN = re.compile(
    rf"(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:是|为|，是)?“?{_KIND}“?(?P<name>{'|'.join(_SUN)})"
    rf"(?=[”，。；、\uff09)]|当[天日]|这[一天]|到来|来临)"
    rf"|(?P<name2>{'|'.join(_SUN)})”?{_LEFT}(?:每年的?)?(?P<month2>\d{{1,2}})月(?P<day2>\d{{1,2}})日{_RIGHT}"
)


def find_periods(galley: Galley) -> Iterator[Finding]:
    """Findings `period`: 上半年（7月至12月）. Info where a half is told in part."""
    for number, passage in galley.of():
        for hit in _PART.finditer(passage.text):
            first, last = int(hit["first"]), int(hit["last"])
            right = _months_of(hit)
            if (first, last) == right:
                continue
            part = "半年" in hit["name"] and right[0] <= first <= last <= right[1]
            severity: Severity = "info" if part else "warn"
            message = f"{hit['name']}是{right[0]}月至{right[1]}月，与括号里的月份对不上。"
            yield galley.find("period", severity, number, hit.span(), message)
        for hit in (*_SEASON.finditer(passage.text), *_FROM.finditer(passage.text)):
            season = next(each for each in _SEASONS if hit["name"].startswith(each))
            if int(hit["month"]) not in _SEASONS[season]:
                message = f"“{season}”与{hit['month']}月对不上，请核对。"
                yield galley.find("period", "warn", number, hit.span(), message)


def _months_of(hit: re.Match[str]) -> tuple[int, int]:
    if hit["many"]:
        return 1, read_number(hit["many"])
    return _PARTS[hit["name"].removeprefix("第")]


def find_festivals(galley: Galley) -> Iterator[Finding]:
    """Findings `festival`, warn: 农历九月初八重阳节, 9月11日教师节, 腊月三十一, 五月五日初六."""
    for number, passage in galley.of():
        for pattern in (_OF_MOON, _OF_SUN):
            for hit in pattern.finditer(passage.text):
                name = hit["name"] or hit["name2"]
                month = _read_month(hit["month"] or hit["month2"])
                day = _read_day(hit["day"] or hit["day2"])
                right = _MOON[name] if pattern is _OF_MOON else (_SUN[name],)
                if (month, day) not in right:
                    told = _say_moon(right[0]) if pattern is _OF_MOON else _say_sun(right[0])
                    message = f"“{name}”是{told}，与文中的日子对不上。"
                    yield galley.find("festival", "warn", number, hit.span(), message)
        for hit in _NO_MOON_DAY.finditer(passage.text):
            message = f"农历没有“{hit[0]}”\N{FULLWIDTH COLON}一年十二个月，一月至多三十天。"
            yield galley.find("festival", "warn", number, hit.span(), message)
        for hit in _CROSSED.finditer(passage.text):
            message = f"“{hit[0]}”又是公历又是农历，是哪一天？"
            yield galley.find("festival", "warn", number, hit.span(), message)
        for hit in _NO_DAY.finditer(passage.text):
            plain = hit["day"].removeprefix("初")
            message = f"农历初十以后不说“初”\N{FULLWIDTH COLON}写作“{plain}”。"
            yield galley.find("festival", "warn", number, hit.span("day"), message, plain)


def find_days_of_the_sun(galley: Galley) -> Iterator[Finding]:
    """Findings `festival`, warn: 11月22日冬至; a term of the sun falls on one of a few days."""
    for number, passage in galley.of():
        for hit in _OF_TERM.finditer(passage.text):
            name = hit["name"] or hit["name2"] or hit["name3"]
            said = int(hit["month"] or hit["month2"] or hit["month3"])
            day = int(hit["day"] or hit["day2"] or hit["day3"])
            month, first, last = _TERMS[name]
            if said != month or not first <= day <= last:
                message = f"“{name}”在{month}月{first}日至{last}日之间，与文中的日子对不上。"
                yield galley.find("festival", "warn", number, hit.span(), message)


def _read_month(text: str) -> int:
    return _MONTHS_BY_NAME.get(text) or read_number(text)


def _read_day(text: str) -> int:
    """初八, 十五, 廿三, 三十."""
    return read_number(text.removeprefix("初").replace("廿", "二十").replace("卅", "三十"))


def _say_sun(day: tuple[int, int]) -> str:
    return f"{day[0]}月{day[1]}日"


_NAMES = "零一二三四五六七八九十"


def _say_moon(when: tuple[int, int]) -> str:
    months = {1: "正", 11: "十一", 12: "腊"}
    month, day = when
    name = f"初{_NAMES[day]}" if day <= 10 else f"{('十', '二十')[day // 20]}{_NAMES[day % 10]}"
    return f"农历{months.get(month, _NAMES[month % 11])}月{name if day < 30 else '三十'}"
