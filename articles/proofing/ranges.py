"""Ranges whose first number lacks its unit: 3-5% (GB/T 15835—2011, 5.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_SOURCE = "GB/T 15835—2011第5.1.3条"
_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = re.compile(
    rf"(?<![\d.:\-—～~/第])({_NUMBER})(\s*(?:-|－|–|—|——|～|~|至|到)\s*)({_NUMBER})(%|‰|[万亿]+)"
)


#: What is counted in whole numbers or measured from nothing on; not points of a match, numbers of
#: houses, years that are written short.
_COUNTED = (
    r"(?:[万亿]?[元人户吨件亩辆次棵盏岁页幅]|名|位|公里|平方米|平米|[千厘毫]?米|公斤|千克|小时|分钟|天"
    r"|个[百月工小]|周岁)"
)
_OF_UNIT = re.compile(
    rf"(?<![\d.:\-—～~/第年月日\u9660])({_NUMBER})(-|－|–|—|～|~|至|到)({_NUMBER})(?={_COUNTED})"
)


#: 12月1日至11月25日, 2026年10月持续到2026年8月; a span over the new year falls by more months.
_OVER_MONTHS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<first>\d{1,2})月(?:\d{1,2}日)?(?:至|到|持续到|延续到|—{1,2}|[–－～~])"
    r"(?:(?P<again>(?P=year))年)?(?P<last>\d{1,2})月(?![份初底末中]?[^日\d，。；、\uff08\uff09])"
)
_TURN = 6


def find_ranges_of_units(galley: Galley) -> Iterator[Finding]:
    """Findings `range`: warn where it falls (100—80人), info for a hyphen (60-80岁)."""
    for number, passage in galley.of():
        for hit in _OF_UNIT.finditer(passage.text):
            first, dash, second = hit.groups()
            if float(first) > float(second):
                message = f"“{hit[0]}”从大到小，两个数是不是颠倒了，还是丢了数字？"
                fix = f"{second}{dash}{first}"
                yield galley.find("range", "warn", number, hit.span(), message, fix)
            elif dash in "-－–":
                message = f"数值的范围用“～”或“—”，不用连字符（{_SOURCE}）。"
                fix = f"{first}～{second}"
                yield galley.find("range", "info", number, hit.span(), message, fix)


def find_months_backwards(galley: Galley) -> Iterator[Finding]:
    """Findings `range`, warn: 12月1日至11月25日; not over the turn of a year."""
    for number, passage in galley.of():
        for hit in _OVER_MONTHS.finditer(passage.text):
            first, last = int(hit["first"]), int(hit["last"])
            if last < first <= 12 and (hit["again"] or first - last < _TURN):
                message = f"“{hit[0]}”从后到前，两个日期是不是颠倒了？"
                yield galley.find("range", "warn", number, hit.span(), message)


def find_ranges(galley: Galley) -> Iterator[Finding]:
    """Findings `range`, warn: the first number of a range without the sign or 万 of the second."""
    for number, passage in galley.of():
        text = passage.text
        for hit in _RANGE.finditer(text):
            first, dash, second, unit = hit.groups()
            if "," in first or (float(first) > float(second) and unit in "%‰"):
                continue
            if unit in "%‰":
                rest = ""
            else:
                tail = re.match(
                    r"[元人户吨件亩辆次公里平方米千瓦册套只头棵]{1,3}", text[hit.end() :]
                )
                rest = tail[0] if tail else ""
            mark = dash if dash.strip() in ("至", "到", "～", "—") else "～"
            fix = f"{first}{unit}{rest}{mark}{second}{unit}{rest}"
            end = hit.end() + len(rest)
            message = f"“{text[hit.start() : end]}”前一个数少了“{unit}”，会读错（{_SOURCE}）。"
            yield galley.find("range", "warn", number, (hit.start(), end), message, fix)
