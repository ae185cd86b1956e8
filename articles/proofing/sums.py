"""Parts and sums, shares of a hundred, and growth against the amounts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

_COLON = "\N{FULLWIDTH COLON}"
_SENTENCE = re.compile(r"[^。；！\uff1f]+")
_AMOUNT = re.compile(
    r"(?<![\d.,:年第])(\d[\d,]*(?:\.\d+)?)(\s?(?:[十百千]?[万亿]|千)?)(%|[\u4e00-\u9fff]{1,2}|[A-Za-z]{1,4})?"
)
_SCALE = {"": 1, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
          "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
#: Measures of one character; of two only these, so that 人参加 is 人.
_PAIRS = (
    "人次",
    "公里",
    "公顷",
    "公斤",
    "平方",
    "立方",
    "千瓦",
    "美元",
    "英镑",
    "马克",
    "小时",
    "分钟",
)
_NOT_ADDED = frozenset("年月日时分点岁期届版路号线楼层度折")
_OF_WHICH = re.compile(r"其中|分别(?:为|是|有)?|包括")
_TOTAL_LAST = re.compile(
    r"(?:合计|总计|共计|总共|一共|累计|总额|总数)[^\d，。]{0,8}$|，共[^\d，。]{0,4}$"
)
_LOOSE = re.compile(r"等|以[上下]|岁|多|近|约|余|超|增长|比|同比|提高|下降|左右|不足|仅|分之")
#: One of several steps of a scale: 1元以上, 35岁以下.
_STEP = re.compile(r"\d+(?:\.\d+)?[\u4e00-\u9fff]{1,3}?以[上下]|\d+岁")
_SHARE = re.compile(r"(?:占|为|是|达)?(\d+(?:\.\d+)?)%")
_RATE = re.compile(
    r"(完成率|完成|增长率|占比|占|覆盖率|合格率|参保率|入户率|满意率|满意度|普及率|签约率|到课率|[办结]结率|比例|比重)"
    r"[^，。；\d]{0,6}?(\d+(?:\.\d+)?)%"
)
_GROWTH = re.compile(
    r"(?:由|从)[^，。；\d]{0,12}(?:\d{4}年)?[^，。；\d]{0,6}的?(\d[\d,]*(?:\.\d+)?)([万亿]?)([\u4e00-\u9fff]{0,4}?)"
    r"(增加|增长|提高|上升|扩大|发展|减少|下降|降低|降|增|升)(?:到|至|为)[^，。；\d]{0,8}(\d[\d,]*(?:\.\d+)?)([万亿]?)"
    r"[^，。；\d]{0,8}，[^，。；\d均]{0,8}(?:增长|增加|增幅|提高|上升|下降|减少|降低|降幅)[^，。；\d]{0,6}?(\d+(?:\.\d+)?)%"
)
#: The same of two shares, by points or by per cent.
_POINTS = re.compile(
    r"(?:由|从)[^，。；\d]{0,12}(?:\d{4}年[^，。；\d]{0,8})?(?P<before>\d+(?:\.\d+)?)%[^，。；\d]{0,8}"
    r"(?:增加|增长|提高|上升|扩大|减少|下降|降低|回落|降|增|升)(?:到|至|为)[^，。；\d]{0,12}(?P<after>\d+(?:\.\d+)?)%"
    r"[^，。；\d]{0,8}，[^，。；\d均]{0,8}(?:增长|增加|提高|上升|下降|减少|降低|回落)了?(?P<said>\d+(?:\.\d+)?)"
    r"(?P<unit>%|个百分点)"
)
_MOST_PARTS = 8
#: What is named beside each other makes the whole: men and women, town and country.
_WHOLE = re.compile(
    r"男.*女|女.*男|[市省][级里本]?.*[区县][级里本]?|[区县][级里本]?.*[镇乡街]|中央.*地方|城[镇市].*[农乡]|表扬.*批评|个人.*单位|单位.*个人"
    r"|第一.*第二|首批.*第二|上半.*下半|内.*外|已.*[未正]|成人.*[儿少]|合格.*不合格|赞成.*反对|收入.*支出|白天.*夜|[东南].*[西北]"
)
#: Parts that leave so much of the total aside, or are so much more, are no slip of the pen.
_SLIP, _FAR = Decimal("0.12"), Decimal("0.6")


class _Amount(NamedTuple):
    value: Decimal
    unit: str
    places: int
    start: int
    end: int


def find_sums(galley: Galley) -> Iterator[Finding]:
    """Findings `sum`: warn where parts don't make the total, info where they do."""
    for number, passage in galley.of():
        for sentence in _SENTENCE.finditer(passage.text):
            amounts = list(_read_amounts(sentence[0]))
            for total, parts in _totals(sentence[0], amounts):
                told = _judge(total, parts, sentence[0])
                if told is None:
                    continue
                severity, message, right = told
                both = [total, *parts]
                span = (
                    sentence.start() + min(each.start for each in both),
                    sentence.start() + max(each.end for each in both),
                )
                shown = passage.text[span[0] : span[1]]
                at = sentence.start() + total.start - span[0]
                fixes = (
                    [shown[:at] + right + shown[at + total.end - total.start :]] if right else []
                )
                yield galley.find("sum", severity, number, span, message, *fixes)


def find_shares(galley: Galley) -> Iterator[Finding]:
    """Findings `share`: shares of one whole that don't make 100 %, or one that is more."""
    for number, passage in galley.of():
        for sentence in _SENTENCE.finditer(passage.text):
            for hits in _list_shares(sentence[0]):
                total = sum((Decimal(hit[1]) for hit in hits), Decimal(0))
                span = (sentence.start() + hits[0].start(), sentence.start() + hits[-1].end())
                if total == 100:
                    continue
                close = abs(total - 100) <= Decimal("0.5")
                message = f"各部分加起来是{_show(total)}%" + (
                    "，是四舍五入的缘故吗？" if close else "，不是100%。"
                )
                yield galley.find("share", "info" if close else "warn", number, span, message)


def find_too_much(galley: Galley) -> Iterator[Finding]:
    """Findings `over_hundred`: warn for a part that is more than its whole, info for 完成率."""
    for number, passage in galley.of():
        for hit in _RATE.finditer(passage.text):
            if float(hit[2]) <= 100:
                continue
            part = hit[1] not in ("完成率", "完成", "增长率")
            message = f"{hit[1]}超过了100%，数字对吗？"
            severity: Severity = "warn" if part else "info"
            yield galley.find("over_hundred", severity, number, hit.span(), message)


def find_growth(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: a growth by per cent that the two amounts beside it don't give."""
    for number, passage in galley.of():
        for hit in _GROWTH.finditer(passage.text):
            before = _decimal(hit[1]) * _SCALE[hit[2]]
            after = _decimal(hit[5]) * _SCALE[hit[6] or hit[2]]
            if not before or (not hit[2] and hit[6]):
                continue
            said = Decimal(hit[7])
            real = abs(after - before) / before * 100
            places = max(-int(said.as_tuple().exponent), 0)
            within = Decimal(1).scaleb(-places) * Decimal("0.6") + real * Decimal("0.006")
            if abs(real - said) <= within:
                continue
            shown = real.quantize(Decimal(1).scaleb(-places))
            message = f"由{hit[1]}到{hit[5]}是{shown}%，不是{hit[7]}%。"
            span = (hit.start(), hit.end())
            fix = hit[0][: hit.start(7) - hit.start()] + f"{shown}%"
            yield galley.find("growth", "warn", number, span, message, fix)


def find_points(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: the difference of two shares called per cent, or told wrong."""
    for number, passage in galley.of():
        for hit in _POINTS.finditer(passage.text):
            before, after, said = (Decimal(hit[name]) for name in ("before", "after", "said"))
            points = abs(after - before)
            by_rate = before and abs(points / before * 100 - said) <= Decimal("0.6")
            if hit["unit"] == "%" and by_rate:
                continue
            if hit["unit"] != "%" and points == said:
                continue
            right = f"{_show(points)}个百分点"
            message = (
                f"由{hit['before']}%到{hit['after']}%是{right}，不是{hit['said']}{hit['unit']}。"
            )
            fix = hit[0][: hit.start("said") - hit.start()] + right
            yield galley.find("growth", "warn", number, hit.span(), message, fix)


def _read_amounts(text: str) -> Iterator[_Amount]:
    for hit in _AMOUNT.finditer(text):
        unit = hit[3] or ""
        if unit and unit not in _PAIRS and "\u4e00" <= unit[0] <= "\u9fff":
            unit = unit[0]
        if unit in _NOT_ADDED or unit == "%" or hit[1].endswith(","):
            continue
        digits = hit[1].replace(",", "")
        scale = _SCALE[hit[2].strip()]
        places = len(digits.partition(".")[2])
        end = hit.start() + len(hit[1]) + len(hit[2]) + len(unit)
        yield _Amount(Decimal(digits) * scale, unit, places, hit.start(), end)


def _totals(text: str, amounts: Sequence[_Amount]) -> Iterator[tuple[_Amount, list[_Amount]]]:
    """Each amount that is said to be the sum of others, with them."""
    for hit in _OF_WHICH.finditer(text):
        before = [each for each in amounts if each.end <= hit.start()]
        if not before or hit[0] != "其中":
            continue
        total = before[-1]
        parts = [each for each in amounts if each.start >= hit.end() and each.unit == total.unit]
        yield total, _until_loose(text, hit.end(), parts)
    for place, total in enumerate(amounts):
        if _TOTAL_LAST.search(text[: total.start]):
            parts = [each for each in amounts[:place] if each.unit == total.unit]
            if not any(_OF_WHICH.search(text[each.end : total.start]) for each in parts[:1]):
                yield total, parts


def _until_loose(text: str, start: int, parts: list[_Amount]) -> list[_Amount]:
    """No parts at all where the list is open: 等, 以上, or a comparison between them."""
    if not parts:
        return []
    return [] if _LOOSE.search(text[start : parts[-1].end + 2]) else parts


def _judge(total: _Amount, parts: list[_Amount], text: str) -> tuple[Severity, str, str] | None:
    """The severity, the sentence, and the right total if the one that stands there is wrong."""
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    added = sum((each.value for each in parts), Decimal(0))
    said = "+".join(text[each.start : each.end] for each in parts)
    if added == total.value:
        return "info", f"合计无误{_COLON}{said}={text[total.start : total.end]}。", ""
    scale = Decimal(1).scaleb(-max(total.places, *(each.places for each in parts)))
    if len(parts) > 2 and abs(added - total.value) <= scale and total.places:
        shown = text[total.start : total.end]
        return "info", f"{said}与{shown}差在末位，是四舍五入的缘故吗？", ""
    if _LOOSE.search(text[parts[0].start - 3 : parts[-1].end + 1]):
        return None
    if not _may_be_a_slip(total, parts, added, text):
        return None
    unit = text[total.start : total.end].lstrip("0123456789.,")
    factor = next((n for word, n in reversed(_SCALE.items()) if word and unit.startswith(word)), 1)
    right = f"{_show(added / factor)}{unit}"
    return "warn", f"{said}={right}，文中写的是{text[total.start : total.end]}。", right


def _may_be_a_slip(total: _Amount, parts: list[_Amount], added: Decimal, text: str) -> bool:
    """Are these all the parts, and one number wrong? Else some were picked out: 其中女党员512人."""
    off = abs(added - total.value)
    if off > total.value * _FAR:
        return False
    if off <= total.value * _SLIP or total.start > parts[0].start:
        return True
    said, right = (sorted(f"{each.normalize():f}") for each in (total.value, added))
    if said == right:  # two digits in each other's place
        return True
    pairs = list(zip(f"{total.value.normalize():f}", f"{added.normalize():f}", strict=False))
    if len(said) == len(right) == len(pairs) and sum(a != b for a, b in pairs) == 1:
        return True
    return bool(_WHOLE.search(text[total.end : parts[-1].end]))


def _list_shares(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of at least three shares with 占 before each, which most likely are of one whole."""
    run: list[re.Match[str]] = []
    for hit in _SHARE.finditer(text):
        clause = text[run[-1].end() if run else max(0, hit.start() - 12) : hit.start() + 1]
        if "占" in clause and not _LOOSE.search(_STEP.sub("", clause)):
            run.append(hit)
            continue
        if len(run) >= 3 and _is_one_whole(run):
            yield run
        run = [hit] if "占" in text[max(0, hit.start() - 12) : hit.start() + 1] else []
    if len(run) >= 3 and _is_one_whole(run):
        yield run


def _is_one_whole(run: Sequence[re.Match[str]]) -> bool:
    return 85 <= sum(float(hit[1]) for hit in run) <= 115


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _show(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
