"""How long something lasts, against the days or hours that it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.text.lunar import lunar

_TO = r"(?:至|到|—{1,2}|[–\-－～~])"
_MANY = r"(?P<many>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_FROM = r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_UNTIL = r"(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日"
_LASTS = r"(?:为期|历时|持续|一连|连续)"
#: 11月9日至11日，为期三天; 10月20日开幕，10月26日闭幕，历时7天; 为期三天的书展于11月9日至11日….
_DAYS = (
    re.compile(rf"{_FROM}{_TO}{_UNTIL}[^。；\d]{{0,16}}?{_LASTS}{_MANY}天(?!一|两|[三四五]次)"),
    re.compile(
        rf"{_FROM}[^。；，\d]{{0,8}}(?:开幕|启动|开始|开赛|开营|启程|开展|开课)[^。；\d]{{0,4}}，[^。；，\d]{{0,4}}{_UNTIL}"
        rf"[^。；，\d]{{0,8}}(?:闭幕|结束|收官|落幕|闭营|结课)，(?:共|前后)?(?:历时|为期|持续){_MANY}天"
    ),
    re.compile(
        rf"{_MANY}天(?:的?(?:小?长假|假期|假))[^，。；\d]{{0,4}}\uff08{_FROM}{_TO}{_UNTIL}\uff09"
    ),
    re.compile(rf"为期{_MANY}天的[^。；，\d]{{1,20}}?{_FROM}{_TO}{_UNTIL}"),
    re.compile(
        rf"(?:{_LASTS}|假期|放假|公示期?|展期|会期|春运|暑运|集训|军训){_MANY}天"
        rf"(?:\uff08|，从|，自){_FROM}{_TO}{_UNTIL}"
    ),
)
_CLOCK = r"(?:[时点]整?|:00|\uff1a00)"
_HOURS = re.compile(
    rf"(?<![\d:\uff1a])(?P<first>\d{{1,2}}){_CLOCK}(?:一直|持续)?[开讲谈干忙站守等排走演打跑]?{_TO}了?(?:[当次]?[日天]?(?:上午|中午|下午|晚上?|傍晚|深夜|凌晨))?"
    rf"(?P<last>\d{{1,2}}){_CLOCK}(?![半\d])[^。；\d]{{0,8}}?(?:历时|持续|长达|共|整整){_MANY}个?(?P<half>半)?小时"
)
_TIME = r"(?<!\d)(?P<{0}>\d{{1,2}})[:\uff1a](?P<{1}>\d\d)(?!\d)"
#: 19:30开始，时长90分钟，20:30结束; 19:30至20:30，时长90分钟.
_MINUTES = (
    re.compile(
        rf"{_TIME.format('h', 'm')}[^。；\d]{{0,12}}(?:时长|历时|持续|共|约)(?P<many>\d{{1,3}})分钟"
        rf"[^。；\d]{{0,12}}{_TIME.format('h2', 'm2')}[^。；，\d]{{0,4}}(?:结束|散场|落幕|终场)"
    ),
    re.compile(
        rf"{_TIME.format('h', 'm')}{_TO}{_TIME.format('h2', 'm2')}[^。；\d]{{0,8}}"
        rf"(?:时长|历时|持续|共|限时|考试时间)(?P<many>\d{{1,3}})分钟"
    ),
)
_WHOLE_DAY = r"(?P<{0}>(?:19|20)\d\d)年(?P<{1}>\d{{1,2}})月(?P<{2}>\d{{1,2}})日"
#: 有效期三年，自2026年1月1日至2027年12月31日.
_YEARS = re.compile(
    rf"(?:有效期|合同期|租期|任期|聘期|服务期|保修期|质保期|工期|为期)(?:为|是)?{_MANY}年[^。；\d]{{0,6}}(?:自|从|\uff08)"
    rf"{_WHOLE_DAY.format('y', 'm', 'd')}(?:起)?{_TO}{_WHOLE_DAY.format('y2', 'm2', 'd2')}"
)
_HALF_A_YEAR = 183
#: 2026年11月9日（农历十月初一）.
_BOTH_CALENDARS = re.compile(
    rf"{_FROM}[\uff08(，](?:星期[一二三四五六日天]，?)?(?:农历|夏历)(?P<moon>闰?[一二三四五六七八九十正冬腊]{{1,2}}月[初十廿二三][一二三四五六七八九十]?)(?=[\uff09)，。])"
)
#: A leap year, so that every day of the calendar is one of it.
_ANY_YEAR = 2028
_CLOCK_HOURS = 12


def find_spans_of_days(galley: Galley) -> Iterator[Finding]:
    """Findings `span`, warn: 11月9日至11日，为期四天; from the first day to the last, or nights."""
    for number, passage in galley.of():
        for pattern in _DAYS:
            for hit in pattern.finditer(passage.text):
                between = _count_nights(hit, galley.day)
                many = read_number(hit["many"])
                if between is None or many in (between, between + 1):
                    continue
                message = f"从头到尾是{between + 1}天，不是{hit['many']}天，日子或天数对吗？"
                yield galley.find("span", "warn", number, hit.span(), message)


def _count_nights(hit: re.Match[str], written: date | None) -> int | None:
    """Days between the first and the last; None where the calendar hasn't them."""
    year = int(hit["year"]) if hit["year"] else written.year if written else _ANY_YEAR
    month = int(hit["month"])
    try:
        first = date(year, month, int(hit["day"]))
        last = date(year, int(hit["month2"] or month), int(hit["day2"]))
        if last < first:
            last = last.replace(year=year + 1)
    except ValueError:
        return None
    between = last - first
    return between.days if between < timedelta(days=100) else None


def find_spans_of_hours(galley: Galley) -> Iterator[Finding]:
    """Findings `span`, warn: 上午9时持续到11时，历时3个小时."""
    for number, passage in galley.of():
        for hit in _HOURS.finditer(passage.text):
            between = int(hit["last"]) - int(hit["first"])
            many = read_number(hit["many"])
            if hit["half"] or (many - between) % _CLOCK_HOURS == 0:
                continue
            right = between % _CLOCK_HOURS
            message = f"“{hit[0]}”是{right}个小时，不是{hit['many']}个小时，请核对。"
            yield galley.find("span", "warn", number, hit.span(), message)


def find_spans_of_minutes(galley: Galley) -> Iterator[Finding]:
    """Findings `span`, warn: 19:30开始，时长90分钟，20:30结束."""
    for number, passage in galley.of():
        for pattern in _MINUTES:
            for hit in pattern.finditer(passage.text):
                first, last = (
                    60 * int(hit[hour]) + int(hit[minute])
                    for hour, minute in (("h", "m"), ("h2", "m2"))
                )
                if (right := (last - first) % (24 * 60)) != int(hit["many"]):
                    message = f"从头到尾是{right}分钟，不是{hit['many']}分钟，请核对。"
                    yield galley.find("span", "warn", number, hit.span(), message)


def find_spans_of_years(galley: Galley) -> Iterator[Finding]:
    """Findings `span`, warn: 有效期三年，自2026年1月1日至2027年12月31日."""
    for number, passage in galley.of():
        for hit in _YEARS.finditer(passage.text):
            first, last = (_day_of(hit, *names) for names in (("y", "m", "d"), ("y2", "m2", "d2")))
            many = read_number(hit["many"])
            if first is None or last is None or not many:
                continue
            right = (last - first).days / 365.25
            if abs(right - many) * 365.25 > _HALF_A_YEAR:
                message = f"从头到尾是{round(right)}年，不是{hit['many']}年，请核对。"
                yield galley.find("span", "warn", number, hit.span(), message)


def _day_of(hit: re.Match[str], year: str, month: str, day: str) -> date | None:
    try:
        return date(int(hit[year]), int(hit[month]), int(hit[day]))
    except ValueError:  # another rule tells that
        return None


def find_two_calendars(galley: Galley) -> Iterator[Finding]:
    """Findings `date`, warn: 2026年11月9日（农历十月初三）, which is another day of the moon."""
    for number, passage in galley.of():
        for hit in _BOTH_CALENDARS.finditer(passage.text):
            year = int(hit["year"]) if hit["year"] else galley.day.year if galley.day else 0
            try:
                right = lunar(date(year, int(hit["month"]), int(hit["day"])), with_year=False)
            except ValueError:
                continue
            said = hit["moon"].replace("十一月", "冬月").replace("十二月", "腊月")
            if right and right.removeprefix("农历") != said:
                message = f"这一天是{right}，不是农历{hit['moon']}。"
                yield galley.find("date", "warn", number, hit.span(), message)
