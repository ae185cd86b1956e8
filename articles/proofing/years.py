"""Years and days that don't fit the article's own day: 今年（1997年）, 日前（3月3日）, 截至明年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from articles.proofing.days import find_nearest, read_number, read_year
from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

_LEFT, _RIGHT = r"[\uff08(]", r"[\uff09)]"
_AWAY = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2, "后年": 2}
_WORD = f"({'|'.join(_AWAY)})"
_YEAR = r"(\d{4}|[一二三四五六七八九〇零○]{4})年"
#: 今年（2026年）, 今年即2026年; 2026年，也就是今年; 2026年（今年）.
_RELATIVE = re.compile(rf"{_WORD}(?:{_LEFT}|即|[，,]?也?就是|是){_YEAR}")
_TURNED = re.compile(rf"{_YEAR}(?:{_LEFT}|[，,]?(?:即|也?就是)){_WORD}(?:{_RIGHT}|[，,、的])")
_DAY = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"
#: What happened of late, with its day in brackets; how many days it may lie back or ahead.
_LATELY = re.compile(
    rf"(?P<word>日前|近日|昨[天日晚]|今[天日晚]|前天|明[天日晚]){_LEFT}{_DAY}{_RIGHT}"
)
#: The first year of each 五年规划 whose name papers use.
_PLANS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_PLAN = re.compile(
    rf"“?(?P<plan>{'|'.join(_PLANS)})五”?(?:时期|期间|规划)?{_LEFT}(?P<first>(?:19|20)\d\d)年?"
    rf"(?:—{{1,2}}|[–\-－～~至到])(?P<last>(?:19|20)\d\d)年?"
)
#: From a later year to an earlier one: 自2026年至2024年.
_BACKWARDS = re.compile(
    r"(?:从|自)(?P<first>(?:19|20)\d\d)年?(?:—{1,2}|[–\-～~至到])(?P<last>(?:19|20)\d\d)年"
)
#: 从2018年到2026年的八年间: counted from the first year, or with both.
_SPAN = re.compile(
    r"(?:从|自)(?P<first>(?:19|20)\d\d)年?(?:—{1,2}|[–\-～~至到])(?P<last>(?:19|20)\d\d)年的?(?P<many>\d{1,2}|[一二两三四五六七八九十]{1,3})年(?:间|里|来|时间)"
)
#: 从11月25日到11月20日.
_DAYS = re.compile(
    r"(?:从|自)(?P<month>\d{1,2})月(?P<first>\d{1,2})日[^，。；\d]{0,6}(?:到|至)(?:(?P=month)月)?(?P<last>\d{1,2})日"
)
#: 上月（10月）.
_MONTHS = {"上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "下月": 1, "下个月": 1}
_MONTH = re.compile(rf"(?P<word>{'|'.join(_MONTHS)}){_LEFT}(?P<month>\d{{1,2}})月{_RIGHT}")
#: 于2025年3月开工，2024年12月竣工.
_BEGUN_AND_DONE = re.compile(
    r"(?P<first>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?[^，。；\d]{0,6}(?:开工|动工|奠基|立项|始建|开建|启动建设|入学|入职|参加工作)[^，。；\d]{0,6}[，、]"
    r"(?:[并已将]?于|预计|计划|到)?(?P<last>(?:19|20)\d\d)年(?:(?P<month2>\d{1,2})月)?(?:\d{1,2}日)?[^，。；\d]{0,8}(?:竣工|完工|建成|投用|投入使用|通车|交付|投产|启用|毕业|退休)"
)
_PAST = re.compile("昨|前天|日前|近日")
_LATE = {"日前": 45, "近日": 45}
_NOW = 3
#: How many days from the article's own: one off may be the day of writing.
_EXACTLY = {"昨": -1, "今": 0, "前": -2, "明": 1}
#: A report that can't be of a day to come.
_HEARD = re.compile(
    rf"(?:^|[。；！\s]){_DAY}，?[\u4e00-\u9fff]{{0,6}}记者(?:从|在)[^。；将]{{0,24}}?(?:获悉|了解|看到|见到)"
)
_HEARD_ON = re.compile(
    rf"(?:^|[。；，！\s])记者{_DAY}(?:从|在)[^。；将]{{0,24}}?(?:获悉|了解|看到|见到)"
)
_UNTIL = re.compile(
    r"截[至止](?:到|于)?(?:目前的?)?(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末|初)?|底|末)?"
    r"[，,]?(?P<rest>[^。；]{0,30})"
)
_DONE = re.compile(r"已|共|累计|完成|了|达")
_OPEN = re.compile(r"[均仍将]可|报名|有效|申报|届时|将|预计|计划|力争|目标")


def find_relative_years(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 今年（1997年） in a text of 1998; info within a quotation.

    Nothing where the sentence has named that year before: 1998年，他写道，今年是1998年.
    """
    if galley.day is None:
        return
    for number, passage in galley.of():
        text = passage.text
        for pattern, word, year in ((_RELATIVE, 1, 2), (_TURNED, 2, 1)):
            for hit in pattern.finditer(text):
                right = galley.day.year + _AWAY[hit[word]]
                told = hit[year]
                before = text[: hit.start()]
                said = int(told) if told.isascii() else read_year(told)
                if said == right or told in before.rpartition("。")[2]:
                    continue
                quoted = before.count("“") > before.count("”")
                severity: Severity = "info" if quoted else "warn"
                fix = hit[0].replace(told, str(right))
                message = f"稿件是{galley.day.year}年的，“{hit[word]}”是{right}年。"
                yield galley.find("year", severity, number, hit.span(), message, fix)


def find_days_out_of_time(galley: Galley) -> Iterator[Finding]:
    """Findings `day`, warn: 日前（3月3日） in November, a report of a day that is still to come."""
    if galley.day is None:
        return
    for number, passage in galley.of("paragraph", "summary", "subhead"):
        text = passage.text
        for hit in _LATELY.finditer(text):
            day = _find_day(hit, galley.day)
            away = abs(day - galley.day).days if day else None
            ahead = day and day > galley.day and _PAST.match(hit["word"])
            far = away is None or ahead or away > _LATE.get(hit["word"], _NOW)
            exact = _EXACTLY.get(hit["word"][0])
            off = abs((day - galley.day).days - exact) if day and exact is not None else 0
            if far or off:
                severity: Severity = "warn" if far or off > 1 else "info"
                message = f"稿件是{_say(galley.day)}的，与“{hit[0]}”对不上。"
                yield galley.find("day", severity, number, hit.span(), message)
        for hit in (*_HEARD.finditer(text), *_HEARD_ON.finditer(text)):
            day = _find_day(hit, galley.day)
            if day and day > galley.day + timedelta(days=_NOW):
                span = (hit.start("month"), hit.end("day") + 1)
                message = f"稿件是{_say(galley.day)}的，{_say(day)}还没有到。"
                yield galley.find("day", "warn", number, span, message)
        for hit in _UNTIL.finditer(text):
            if _is_to_come(hit, galley.day):
                span = (hit.start(), hit.start("rest"))
                message = (
                    f"稿件是{_say(galley.day)}的，“{text[slice(*span)].rstrip('，,')}”还没有到。"
                )
                yield galley.find("day", "warn", number, span, message)


def find_years_of_plans(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: “十四五”期间（2021—2026年）; a plan's five years are known."""
    for number, passage in galley.of():
        for hit in _PLAN.finditer(passage.text):
            first = _PLANS[hit["plan"]]
            if (int(hit["first"]), int(hit["last"])) == (first, first + 4):
                continue
            span = (hit.start("first"), hit.end("last"))
            message = f"“{hit['plan']}五”是{first}年至{first + 4}年。"
            shown = passage.text[slice(*span)]
            fix = f"{first}{shown[4:-4]}{first + 4}"
            yield galley.find("year", "warn", number, span, message, fix)


def find_years_backwards(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 自2026年至2024年."""
    for number, passage in galley.of():
        for hit in _BACKWARDS.finditer(passage.text):
            if hit["first"] > hit["last"]:
                message = f"{hit['first']}年在{hit['last']}年之后，两个年份是不是颠倒了？"
                first, last = hit.span("first"), hit.span("last")
                fix = f"{hit['last']}{passage.text[first[1] : last[0]]}{hit['first']}"
                span = (first[0], last[1])
                yield galley.find("year", "warn", number, span, message, fix)


def find_done_before_begun(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 2025年3月开工，2024年12月竣工."""
    for number, passage in galley.of():
        for hit in _BEGUN_AND_DONE.finditer(passage.text):
            first = int(hit["first"]), int(hit["month"] or 0)
            last = int(hit["last"]), int(hit["month2"] or 12)
            if last < first:
                message = "结束在开始之前，两个日期是不是写错了？"
                yield galley.find("year", "warn", number, hit.span(), message)


def find_days_backwards(galley: Galley) -> Iterator[Finding]:
    """Findings `day`, warn: 从11月25日到11月20日, within one month."""
    for number, passage in galley.of():
        for hit in _DAYS.finditer(passage.text):
            if int(hit["first"]) > int(hit["last"]):
                message = f"{hit['first']}日在{hit['last']}日之后，日期是不是颠倒了？"
                yield galley.find("day", "warn", number, hit.span(), message)


def find_spans_of_years(galley: Galley) -> Iterator[Finding]:
    """Findings `year`, warn: 从2018年到2026年的六年间."""
    for number, passage in galley.of():
        for hit in _SPAN.finditer(passage.text):
            years = int(hit["last"]) - int(hit["first"])
            if years > 0 and read_number(hit["many"]) not in (years, years + 1):
                message = f"从{hit['first']}年到{hit['last']}年是{years}年，不是{hit['many']}年。"
                yield galley.find("year", "warn", number, hit.span(), message)


def find_named_months(galley: Galley) -> Iterator[Finding]:
    """Findings `day`, warn: 上月（9月） in November."""
    if galley.day is None:
        return
    for number, passage in galley.of("paragraph", "summary", "subhead"):
        for hit in _MONTH.finditer(passage.text):
            right = (galley.day.month - 1 + _MONTHS[hit["word"]]) % 12 + 1
            if int(hit["month"]) != right:
                message = f"稿件是{galley.day.month}月的，“{hit['word']}”是{right}月。"
                fix = f"{right}月"
                span = (hit.start("month"), hit.end("month") + 1)
                yield galley.find("day", "warn", number, span, message, fix)


def _is_to_come(hit: re.Match[str], today: date) -> bool:
    """Does the sentence tell what was done until a day that is later than the article's month?"""
    month = int(hit["month"] or 12)
    later = (int(hit["year"]), month) > (today.year, today.month)
    return later and bool(_DONE.search(hit["rest"])) and not _OPEN.search(hit["rest"])


def _find_day(hit: re.Match[str], today: date) -> date | None:
    month, day = read_number(hit["month"]), read_number(hit["day"])
    try:
        return find_nearest(month, day, today)
    except ValueError:  # no day of the calendar: told as `date`
        return today


def _say(day: date) -> str:
    return f"{day.month}月{day.day}日"
