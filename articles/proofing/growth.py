"""Growth, decrease and differences against the amounts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.amounts import SCALE, is_rounded, read_decimal, write_decimal
from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_UP = "增加|增长|提高|上升|上涨|上调|扩大|发展|延长|增|升|涨"
_DOWN = "减少|下降|降低|下跌|下调|缩减|缩短|压缩|降|跌|减"
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)([万亿]?)"
#: 由去年的200万人次增加到250万人次: two amounts, their unit, and which way it went.
_FROM_TO = (
    rf"(?:由|从)[^，。；\d第]{{0,12}}(?:\d{{4}}年)?[^，。；\d第]{{0,6}}的?{_NUMBER}([\u4e00-\u9fff]{{0,4}}?(?:/[\u4e00-\u9fff]{{1,4}}?)?)"
    rf"({_UP}|{_DOWN})(?:到|至|为)[^，。；\d第]{{0,8}}{_NUMBER}"
)
_SAID = rf"[^，。；\d均]{{0,8}}(?:{_UP}|{_DOWN}|增幅|降幅)[^，。；\d]{{0,6}}?"
_MOVED = re.compile(_FROM_TO)
_GROWTH = re.compile(rf"{_FROM_TO}[^，。；\d]{{0,8}}，{_SAID}(\d+(?:\.\d+)?)%")
_BY_AMOUNT = re.compile(
    rf"{_FROM_TO}[^，。；\d]{{0,8}}，{_SAID}{_NUMBER}(?![\d.%倍十百千]|个百分点)"
)
#: 今年250万人次，比去年的200万人次增长25%.
_COMPARED = re.compile(
    rf"(?<![\d.]){_NUMBER}([\u4e00-\u9fff]{{1,3}})，?(?:比|较)(?:\d{{4}}年)?[^，。；\d]{{0,8}}的{_NUMBER}\3"
    rf"[^，。；\d]{{0,4}}?(?:{_UP}|{_DOWN})了?(\d+(?:\.\d+)?)%"
)
#: Where in each the two amounts stand, a number and its 万 or 亿, and the per cent.
_RATES = ((_GROWTH, (1, 2), (5, 6), 7), (_COMPARED, (4, 5), (1, 2), 6))
#: 今年60万千瓦时，比去年的50万千瓦时增加10万千瓦时; 比上届的600人增加150人，达到750人.
_MORE_BY = re.compile(
    rf"(?<![\d.]){_NUMBER}(?P<unit>[\u4e00-\u9fff]{{1,3}})，?(?:比|较)(?:\d{{4}}年)?[^，。；\d]{{0,8}}的?{_NUMBER}(?P=unit)"
    rf"[^，。；\d]{{0,4}}?({_UP}|{_DOWN})了?{_NUMBER}(?P=unit)"
)
_UP_TO = re.compile(
    rf"(?:比|较)(?:\d{{4}}年)?[^，。；\d]{{0,8}}的{_NUMBER}(?P<unit>[\u4e00-\u9fff]{{1,3}}?)[^，。；\d]{{0,4}}?({_UP}|{_DOWN})了?"
    rf"{_NUMBER}(?P=unit)，(?:达到|达|共有|增至|升至|减至|降至){_NUMBER}(?P=unit)"
)
#: Where in each the amounts before and after stand, the way, and the difference.
_DIFFERENCES = ((_MORE_BY, 4, 1, 6, 7), (_UP_TO, 1, 7, 4, 5))
#: 1200公顷，比去年增加30万公顷: more than the whole was added.
_GREW = re.compile(
    rf"(?<![\d.]){_NUMBER}(?P<unit>[\u4e00-\u9fff]{{1,3}})，(?:比|较)(?:去年|上年|上月|上届|前年|年初|上季度|同期|去年同期|上年同期|\d{{4}}年(?:同期)?)"
    rf"(?:增加|增长|多|新增|提高)了?{_NUMBER}(?P=unit)"
)
#: Nothing falls by more than all of it.
_ALL_LESS = re.compile(rf"(?:{_DOWN}|缩短|缩小)了?(\d+(?:\.\d+)?)%")
#: What is less can't be less by once itself.
_TIMES_LESS = re.compile(
    rf"(?:(?:{_DOWN}|缩短|缩小|减轻|压缩|便宜)了?|[少慢矮低短轻]了)(?:近|约|将近|大约)?"
    r"(?:[\d.]+|[一二两三四五六七八九十百]+)倍(?![数速])"
)
#: These grow downwards, or aren't amounts: ranks, years, hours.
_NO_AMOUNT = ("名", "位", "年", "月", "日", "时", "点", "级", "岁")
_SHARE_MOVED = re.compile(
    r"(?:由|从)[^，。；\d]{0,12}(?:\d{4}年[^，。；\d]{0,8})?(\d+(?:\.\d+)?)%[^，。；\d]{0,8}"
    rf"({_UP}|{_DOWN}|回升|回落)(?:到|至|为)[^，。；\d]{{0,12}}(\d+(?:\.\d+)?)%"
)
#: The same of two shares, by points or by per cent.
_POINTS = re.compile(
    r"(?:由|从)[^，。；\d]{0,12}(?:\d{4}年[^，。；\d]{0,8})?(?P<before>\d+(?:\.\d+)?)%[^，。；\d]{0,8}"
    r"(?:增加|增长|提高|上升|扩大|减少|下降|降低|回落|降|增|升)(?:到|至|为)[^，。；\d]{0,12}(?P<after>\d+(?:\.\d+)?)%"
    r"[^，。；\d]{0,8}，[^，。；\d均]{0,8}(?:增长|增加|提高|上升|下降|减少|降低|回落)了?(?P<said>\d+(?:\.\d+)?)"
    r"(?P<unit>%|个百分点)"
)


#: 6.5%，比上半年的6.1%提高0.4个百分点.
_POINTS_MORE = re.compile(
    r"(?P<after>\d+(?:\.\d+)?)%，?(?:比|较)[^，。；\d]{0,8}的(?P<before>\d+(?:\.\d+)?)%[^，。；\d]{0,4}"
    r"(?:增加|提高|上升|扩大|减少|下降|降低|回落|低|高)了?(?P<said>\d+(?:\.\d+)?)(?P<unit>个百分点)"
)
#: 由2万册增加到8万册，翻了两番: four times as much.
_DOUBLED = re.compile(rf"{_FROM_TO}[^，。；\d]{{0,8}}，翻了?([一两二三])番(?!多)")
_FOLDS = {"一": 2, "两": 4, "二": 4, "三": 8}
#: 由3200千瓦时降到2400千瓦时，降低四分之一.
_BY_PART = re.compile(
    rf"{_FROM_TO}[^，。；\d]{{0,8}}，(?P<said>{_SAID}(?P<of>[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九]))"
)
#: Such a part is what is left, not what went.
_LEFT = re.compile("[到至为]|原来的|只有|仅")
#: 近三分之一 of a tenth is told, 三分之一 of .35 isn't.
_NEAR_A_PART = Decimal("0.04")


def find_growth(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: a growth that the two amounts beside it don't give."""
    for number, passage in galley.of():
        for pattern, before, after, rate in _RATES:
            for hit in pattern.finditer(passage.text):
                pair = _read_pair(hit, before, after)
                if pair and (told := _check_rate(*pair, hit[rate])):
                    one, two, said = hit[before[0]], hit[after[0]], hit[rate]
                    message = f"由{one}到{two}是{told}%，不是{said}%。"
                    fix = hit[0][: hit.start(rate) - hit.start()] + f"{told}%"
                    yield galley.find("growth", "warn", number, hit.span(), message, fix)
        for hit in _BY_AMOUNT.finditer(passage.text):
            pair = _read_pair(hit, (1, 2), (5, 6))
            said = read_decimal(hit[7]) * SCALE[hit[8]]
            if pair and abs(pair[1] - pair[0]) != said:
                shown = write_decimal(abs(pair[1] - pair[0]) / SCALE[hit[8]]) + hit[8]
                message = f"由{hit[1]}到{hit[5]}相差{shown}，不是{hit[7]}{hit[8]}。"
                fix = hit[0][: hit.start(7) - hit.start()] + shown
                yield galley.find("growth", "warn", number, hit.span(), message, fix)


def find_differences(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: 60, 15 more than 50."""
    for number, passage in galley.of():
        for pattern, before, after, way, by in _DIFFERENCES:
            for hit in pattern.finditer(passage.text):
                old, new, said = (
                    read_decimal(hit[n]) * SCALE[hit[n + 1]] for n in (before, after, by)
                )
                real = new - old if hit[way] in _UP.split("|") else old - new
                if real != said:
                    shown = f"{write_decimal(real / SCALE[hit[by + 1]])}{hit[by + 1]}"
                    one, two = hit[before] + hit[before + 1], hit[after] + hit[after + 1]
                    message = f"{two}比{one}{hit[way]}{shown}，文中写的是{hit[by]}{hit[by + 1]}。"
                    yield galley.find("growth", "warn", number, hit.span(), message)


def find_impossible_changes(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: what grew by more than it is, fell by more than it was, or isn't the
    two times twice (翻两番) that is said of it."""
    for number, passage in galley.of():
        for hit in _GREW.finditer(passage.text):
            if read_decimal(hit[1]) * SCALE[hit[2]] < read_decimal(hit[4]) * SCALE[hit[5]]:
                message = "增加的比现在的总数还多，数字或单位对吗？"
                yield galley.find("growth", "warn", number, hit.span(), message)
        for hit in _ALL_LESS.finditer(passage.text):
            if float(hit[1]) > 100:
                message = f"“{hit[0]}”\N{FULLWIDTH COLON}减少不会超过100%，数字对吗？"
                yield galley.find("growth", "warn", number, hit.span(), message)
        for hit in _DOUBLED.finditer(passage.text):
            pair, times = _read_pair(hit, (1, 2), (5, 6)), _FOLDS[hit[7]]
            if pair and not times * Decimal("0.9") <= pair[1] / pair[0] <= times * Decimal("1.6"):
                message = f"翻{hit[7]}番是原来的{times}倍，数字对吗？"
                yield galley.find("growth", "warn", number, hit.span(), message)


def find_parts_of_changes(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: 由3200降到2400，降低了三分之二."""
    for number, passage in galley.of():
        for hit in _BY_PART.finditer(passage.text):
            pair = _read_pair(hit, (1, 2), (5, 6))
            if pair is None:
                continue
            before, after = pair
            real = (after if _LEFT.search(hit["said"]) else abs(after - before)) / before
            if (
                abs(real - Decimal(read_number(hit["part"])) / read_number(hit["of"]))
                > _NEAR_A_PART
            ):
                share = write_decimal((real * 100).quantize(Decimal(1)))
                said = f"{hit['of']}分之{hit['part']}"
                message = f"由{hit[1]}{hit[2]}到{hit[5]}{hit[6]}，约是{share}%，不是{said}。"
                yield galley.find("growth", "warn", number, hit.span(), message)


def find_wrong_ways(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: an amount that rises to a smaller one, or falls by so many times."""
    for number, passage in galley.of():
        text = passage.text
        for hit in _MOVED.finditer(text):
            pair = _read_pair(hit, (1, 2), (5, 6))
            unit = hit[3].lstrip("多余个")
            if not pair or not unit or unit.startswith(_NO_AMOUNT):
                continue
            if not text.startswith(unit[0], hit.end()) or pair[0] == pair[1]:
                continue
            if (pair[1] > pair[0]) == (hit[4] in _UP.split("|")):
                continue
            message = f"由{hit[1]}{hit[2]}到{hit[5]}{hit[6]}，怎么说是“{hit[4]}”？"
            yield galley.find("growth", "warn", number, hit.span(), message)
        for hit in _SHARE_MOVED.finditer(text):
            before, after = Decimal(hit[1]), Decimal(hit[3])
            rises = hit[2] in (*_UP.split("|"), "回升")
            if before != after and (after > before) != rises:
                message = f"由{hit[1]}%到{hit[3]}%，怎么说是“{hit[2]}”？"
                yield galley.find("growth", "warn", number, hit.span(), message)
        for hit in _TIMES_LESS.finditer(text):
            message = f"减少不能用倍数说\N{FULLWIDTH COLON}“{hit[0]}”，请改成百分之几或几分之几。"
            yield galley.find("growth", "warn", number, hit.span(), message)


def _read_pair(
    hit: re.Match[str], first: tuple[int, int], then: tuple[int, int]
) -> tuple[Decimal, Decimal] | None:
    """The two amounts; 万 of the second alone may be meant of both (200增加到250万), unless they
    are of one size as they stand (8000增加到1.2万)."""
    scale, its = hit[first[1]], hit[then[1]]
    before = read_decimal(hit[first[0]]) * SCALE[scale]
    after = read_decimal(hit[then[0]]) * SCALE[its or scale]
    plain = its and not scale and not before <= after < 10 * before
    return (before, after) if before and not plain else None


def _check_rate(before: Decimal, after: Decimal, said: str) -> str:
    """The per cent that it is, with as many places as were said; "" where those are right."""
    real = abs(after - before) / before * 100
    if is_rounded(real, said):
        return ""
    places = len(said.partition(".")[2])
    return f"{real.quantize(Decimal(1).scaleb(-places))}"


def find_points(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: the difference of two shares called per cent, or told wrong."""
    for number, passage in galley.of():
        text = passage.text
        for hit in (*_POINTS.finditer(text), *_POINTS_MORE.finditer(text)):
            before, after, said = (Decimal(hit[name]) for name in ("before", "after", "said"))
            points = abs(after - before)
            by_rate = before and abs(points / before * 100 - said) <= Decimal("0.6")
            if hit["unit"] == "%" and by_rate:
                continue
            if hit["unit"] != "%" and points == said:
                continue
            right = f"{write_decimal(points)}个百分点"
            message = (
                f"由{hit['before']}%到{hit['after']}%是{right}，不是{hit['said']}{hit['unit']}。"
            )
            fix = hit[0][: hit.start("said") - hit.start()] + right
            yield galley.find("growth", "warn", number, hit.span(), message, fix)
