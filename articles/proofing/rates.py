"""Per cent against the two counts beside it: 320人参加，合格304人，合格率92%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.amounts import SCALE, count_alike, is_rounded, read_decimal, write_decimal
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_NUMBER = r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)([万亿]?)"
_UNIT = r"([\u4e00-\u9fff])"
_PERCENT = r"(\d+(?:\.\d+)?)%"
#: Tells which of them are counted, and is no count: 80岁以上312人.
_AGE = r"\d{1,3}(?:周?岁|年级|平方米|小时|元)(?=[及以])"
#: Of the first amount the second is so much.
_SHARE = re.compile(
    rf"{_NUMBER}{_UNIT}[^，。；\d%]{{0,12}}，(?!比|较|同比)(?:[^，。；\d%]|{_AGE}){{0,14}}?{_NUMBER}{_UNIT}[^，。；\d%]{{0,6}}，"
    rf"(?:[占为达]|占比[为达]?|占总[数量]的?|(?P<rate>[\u4e00-\u9fff]{{2,3}}率)[为是达到]{{0,2}})(?P<about>约|近|超过?)?{_PERCENT}(?![以左多])"
)
#: 120万人次，占全年目标200万人次的60%.
_SHARE_OF = re.compile(
    rf"{_NUMBER}{_UNIT}[\u4e00-\u9fff]?，?(?:占|为|是|完成)(?:了|到)?[^，。；\d%]{{0,10}}{_NUMBER}\3[\u4e00-\u9fff]?的{_PERCENT}(?![以左多])"
)
#: These aren't shares of what stands before.
_OTHER_RATES = re.compile("增长|增|降|利|息|毛|周转|税|同比|环比|贡献|拉动|倍")
_MOVES = "增加|增长|提高|上升|上涨|扩大|增产|增收|减少|下降|降低|下跌|减产"
_OF_BEFORE = r"(?:去年|上年|上届|前年|上月|上季度|同期|往年)"
_THAN_BEFORE = rf"(?:{_OF_BEFORE}|\d{{4}}年)(?:同期)?"
_OF_NOW = r"(?:今年|本年|本届|当年|本月|现在|本季度)"
#: 去年…50起，今年…40起，下降25%.
_YEARS = re.compile(
    rf"{_OF_BEFORE}[^，。；\d]{{0,16}}{_NUMBER}{_UNIT}(?:相比)?，{_OF_NOW}[^，。；\d]{{0,12}}{_NUMBER}\3[^，。；\d]{{0,6}}，"
    rf"(?:同比)?(?:{_MOVES})了?(\d[\d,]*(?:\.\d+)?)([万亿]?)(%|[\u4e00-\u9fff])"
)
#: 3600亩，比去年增加600亩，增长25%.
_GREW_BY = re.compile(
    rf"{_NUMBER}{_UNIT}，(?:比|较){_THAN_BEFORE}(?P<way>增加|增长|多|新增|减少|下降|少)了?{_NUMBER}\3，"
    rf"(?:同比)?(?:增长|增幅[为达]?|提高|下降|降幅[为达]?|减少)了?{_PERCENT}"
)
#: 比2025年的58处增加9处，增长25%.
_FROM_BASE = re.compile(
    rf"(?:比|较)(?:\d{{4}}年)?[^，。；\d]{{0,8}}的{_NUMBER}{_UNIT}(?:{_MOVES}|多|少|新增)了?{_NUMBER}\3，"
    rf"(?:同比)?(?:增长|增幅[为达]?|提高|下降|降幅[为达]?|减少)了?{_PERCENT}"
)
#: 12.6亿元，同比增长8.5%，去年同期为11.6亿元: what it grew from stands behind.
_BASE_BEHIND = re.compile(
    rf"{_NUMBER}{_UNIT}(?:[\u4e00-\u9fff]{{0,2}})，(?:同比|(?:比|较){_THAN_BEFORE})(?P<way>{_MOVES})了?{_PERCENT}，"
    rf"(?:而)?(?:去年|上年)(?:同期)?(?:[仅只]?为|是|仅有|有){_NUMBER}\3"
)
#: 12.6万册，比去年增加2.1万册，去年为11.5万册.
_MORE_THAN_BASE = re.compile(
    rf"{_NUMBER}{_UNIT}(?:[\u4e00-\u9fff]{{0,2}})，(?:同比|(?:比|较){_THAN_BEFORE})(?P<way>{_MOVES})了?{_NUMBER}\3，"
    rf"(?:而)?(?:去年|上年)(?:同期)?(?:[仅只]?为|是|仅有|有){_NUMBER}\3"
)
#: 由5万元增长到50万元，增长了10倍: nine times.
_TIMES = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,12}}(?:\d{{4}}年[^，。；\d]{{0,6}})?{_NUMBER}[\u4e00-\u9fff]{{0,3}}?(?:增加|增长|提高|上升|扩大|发展|上涨)(?:到|至|为)[^，。；\d]{{0,6}}"
    rf"(?:\d{{4}}年[^，。；\d]{{0,6}})?{_NUMBER}[^，。；\d]{{0,6}}，(?:增长|增加|提高|扩大)了?(\d+(?:\.\d+)?)倍(?!多|以)"
)
#: 三次产业结构为3.2:41.5:57.3.
_RATIO = re.compile(
    r"(?:产业|结构|比例|占比)[^，。；\d]{0,12}(\d+(?:\.\d+)?)[:\uff1a∶](\d+(?:\.\d+)?)[:\uff1a∶](\d+(?:\.\d+)?)(?![:\uff1a∶\d])"
)

#: 6.2%提高0.5个百分点，达到6.9%.
_POINTS = re.compile(
    r"(?<![\d.])(?P<before>\d+(?:\.\d+)?)%(?:，)?(?:(?P<up>提高|上升|增加|提升|加快|扩大)|(?P<down>下降|回落|降低|减少|放缓|收窄))了?"
    r"(?P<by>\d+(?:\.\d+)?)个百分点，?(?:达到?|至|为|升至|降至|到|提高到|下降到)(?P<said>\d+(?:\.\d+)?)%"
)


def find_shares_of_counts(galley: Galley) -> Iterator[Finding]:
    """Findings `rate`, warn: a share that the two counts before it don't give."""
    for number, passage in galley.of():
        for hit in _SHARE.finditer(passage.text):
            one, its, part, of_part = hit[3], hit[1], hit[4], hit[6]
            alike = count_alike(one, of_part)
            if not alike or (hit["rate"] and _OTHER_RATES.search(hit["rate"])):
                continue
            if hit["about"] or _OTHER_RATES.search(passage.text[hit.start() : hit.start(9)]):
                continue
            whole = read_decimal(its) * SCALE[hit[2]]
            share = read_decimal(part) * SCALE[hit[5]]
            if not share or share >= whole:
                continue
            right = share / whole * 100
            rest = (right, 100 - right, share / (whole + share) * 100)
            if any(is_rounded(value, hit[9]) for value in rest):
                continue
            real = f"{_round_like(right, hit[9])}%"
            message = f"{part}{hit[5]}{of_part}是{its}{hit[2]}{one}的{real}，不是{hit[9]}%。"
            yield galley.find("rate", "warn", number, hit.span(), message)
        for hit in _SHARE_OF.finditer(passage.text):
            part, whole = (read_decimal(hit[n]) * SCALE[hit[n + 1]] for n in (1, 4))
            if whole and not is_rounded(part / whole * 100, hit[6]):
                real = f"{_round_like(part / whole * 100, hit[6])}%"
                message = f"{hit[1]}{hit[2]}是{hit[4]}{hit[5]}的{real}，不是{hit[6]}%。"
                yield galley.find("rate", "warn", number, hit.span(), message)


def find_changes_of_years(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: 去年50起，今年40起，下降25%; 3600亩，比去年增加600亩，增长25%."""
    for number, passage in galley.of():
        for hit in _YEARS.finditer(passage.text):
            before = read_decimal(hit[1]) * SCALE[hit[2]]
            after = read_decimal(hit[4]) * SCALE[hit[5]]
            if hit[8] == "%":
                wrong = _say_rate(before, abs(after - before), hit[6])
            else:
                said = read_decimal(hit[6]) * SCALE[hit[7]]
                real = abs(after - before)
                same = hit[8] == hit[3] and said != real
                shown = f"{write_decimal(real / SCALE[hit[7]])}{hit[7]}{hit[8]}"
                wrong = f"相差{shown}，不是{hit[6]}{hit[7]}{hit[8]}" if same else ""
            if wrong:
                message = f"由{hit[1]}{hit[2]}到{hit[4]}{hit[5]}{wrong}。"
                yield galley.find("growth", "warn", number, hit.span(), message)
        for hit in _FROM_BASE.finditer(passage.text):
            before, moved = (read_decimal(hit[n]) * SCALE[hit[n + 1]] for n in (1, 4))
            if wrong := _say_rate(before, moved, hit[6]):
                message = f"{hit[4]}{hit[5]}对{hit[1]}{hit[2]}{wrong}。"
                yield galley.find("growth", "warn", number, hit.span(), message)
        for hit in _GREW_BY.finditer(passage.text):
            after = read_decimal(hit[1]) * SCALE[hit[2]]
            moved = read_decimal(hit[5]) * SCALE[hit[6]]
            before = after + moved if hit["way"] in ("减少", "下降", "少") else after - moved
            if before > 0 and (wrong := _say_rate(before, moved, hit[7])):
                change = f"{hit['way']}{hit[5]}{hit[6]}"
                message = f"{hit[1]}{hit[2]}里{change}，{wrong}。"
                yield galley.find("growth", "warn", number, hit.span(), message)


def find_bases_behind(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: 12.6亿元，同比增长8.5%，去年同期为13.2亿元."""
    for number, passage in galley.of():
        for hit in _BASE_BEHIND.finditer(passage.text):
            after, before = (read_decimal(hit[n]) * SCALE[hit[n + 1]] for n in (1, 6))
            one, other = f"{hit[1]}{hit[2]}{hit[3]}", f"{hit[6]}{hit[7]}{hit[3]}"
            up = hit["way"][:1] in "增提上扩"
            if before and up != (after > before):
                message = f"{one}与上年的{other}相比不是{hit['way']}。"
            elif wrong := _say_rate(before, abs(after - before), hit[5]):
                message = f"由{other}到{one}{wrong}。"
            else:
                continue
            yield galley.find("growth", "warn", number, hit.span(), message)
        for hit in _MORE_THAN_BASE.finditer(passage.text):
            after, moved, before = (read_decimal(hit[n]) * SCALE[hit[n + 1]] for n in (1, 5, 7))
            real = after - before if hit["way"][:1] in "增提上扩" else before - after
            if real != moved:
                one, other = f"{hit[1]}{hit[2]}{hit[3]}", f"{hit[7]}{hit[8]}{hit[3]}"
                message = f"由{other}到{one}，不是{hit['way']}{hit[5]}{hit[6]}{hit[3]}。"
                yield galley.find("growth", "warn", number, hit.span(), message)


def find_changes_of_points(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: 6.2%提高0.5个百分点，达到6.9%."""
    for number, passage in galley.of():
        for hit in _POINTS.finditer(passage.text):
            before, by, said = (Decimal(hit[name]) for name in ("before", "by", "said"))
            real = before + by if hit["up"] else before - by
            if real != said:
                message = f"{before}%{hit['up'] or hit['down']}{by}个百分点是{real}%，不是{said}%。"
                yield galley.find("growth", "warn", number, hit.span("said"), message, f"{real}")


def find_times(galley: Galley) -> Iterator[Finding]:
    """Findings `growth`, warn: from 5 to 50 something grew by nine times, not by ten."""
    for number, passage in galley.of():
        for hit in _TIMES.finditer(passage.text):
            scale = hit[2] or hit[4]
            before, after = (
                read_decimal(hit[1]) * SCALE[scale],
                read_decimal(hit[3]) * SCALE[hit[4]],
            )
            if not before or after <= before:
                continue
            real = after / before - 1
            if abs(real - Decimal(hit[5])) > Decimal("0.04") * real:
                shown = write_decimal(real.quantize(Decimal("0.1")))
                message = f"由{hit[1]}{hit[2]}到{hit[3]}{hit[4]}增长{shown}倍，不是{hit[5]}倍。"
                yield galley.find("growth", "warn", number, hit.span(), message)


def find_ratios(galley: Galley) -> Iterator[Finding]:
    """Findings `share`, warn: 三次产业结构3.2:41.5:57.3, which make more than a hundred."""
    for number, passage in galley.of():
        for hit in _RATIO.finditer(passage.text):
            total = sum(map(Decimal, hit.groups()), Decimal(0))
            if 85 <= total <= 115 and abs(total - 100) > Decimal("0.3"):
                message = f"三个数加起来是{write_decimal(total)}，不是100。"
                yield galley.find("share", "warn", number, hit.span(), message)


def _say_rate(before: Decimal, moved: Decimal, said: str) -> str:
    """是25%，不是20%; "" where what was said is right."""
    if not before or is_rounded(moved / before * 100, said):
        return ""
    return f"是{_round_like(moved / before * 100, said)}%，不是{said}%"


def _round_like(value: Decimal, written: str) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-max(_places(written), 1))).normalize():f}"


def _places(written: str) -> int:
    return len(written.partition(".")[2])
