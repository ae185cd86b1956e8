"""What was, what came and what is left (收入, 支出, 结余), and ages against years of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.amounts import SCALE, read_decimal, write_decimal
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_GAP = r"[^，。；\d]{0,6}"
_NUMBER = rf"{_GAP}(\d[\d,]*(?:\.\d+)?)([万亿]?)([\u4e00-\u9fff])"
_JOIN = rf"[\u4e00-\u9fff]{{0,2}}，{_GAP}"


def _compile(was: str, change: str, left: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{was}){_NUMBER}{_JOIN}(?:{change}){_NUMBER}{_JOIN}(?:{left}){_NUMBER}")


#: Two amounts and what they make: the second is added to the first, or taken from it.
_BALANCES = (
    (1, _compile("原有|原来有|上年结[余转]", "新增|增加|又添|新添", "现有|现在有|共有|达到?|增至")),
    (
        -1,
        _compile(
            "原有|原来有",
            "减少|拆除|退出|取消|撤销|迁出|搬走|关停|关闭",
            "现有|还有|还剩|仅剩|剩下|余下|减至",
        ),
    ),
    (-1, _compile("应到|应有", "实到|到会", "请假|缺席|未到|缺")),
    (
        -1,
        _compile(
            "总投资|计划投资|总额|总量|总数|应发|应付|应缴|应收|共需",
            "已(?:经)?(?:完成|发放?|付|缴|收|支付|到位|使用)",
            "尚余|还余|余|尚欠|还欠|还差|尚缺|尚未支付",
        ),
    ),
    (
        -1,
        _compile(
            "收入|进账|筹集|募集|到账", "支出|花去|用去|使用|已用", "结余|节余|剩余|余下|还剩|盈余"
        ),
    ),
)
_BORN = re.compile(
    r"(?<!\d)((?:18|19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生|生于|生人)"
    r"|生于((?:18|19|20)\d\d)年"
)
_AGED = re.compile(
    r"(?:今年|现年|现已|已经?)(?:已经?|刚好?|年满|刚满|满|刚刚?年?满)?(\d{1,3})(?:周?岁|高龄)"
)
FOUNDED = re.compile(
    r"(?<!重)(?<!改)(?<!扩)(?:始?建[成于]{1,2}|成立于|创[办建立刊]于|诞生于|开[业馆]于|落成于)((?:18|19|20)\d\d)年"
)
#: 86岁的独居老人李奶奶（1950年出生）.
_AGED_AND_BORN = re.compile(
    r"(?<!\d)(?P<age>\d{1,3})岁的?[\u4e00-\u9fff]{1,12}[\uff08(](?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生)[\uff09)]"
)
_LASTED = re.compile(r"(?:至今|距今|到现在)(?:已经?|整整)?有?(\d{1,3})(?:年|个年头)(?![代级])")
_BEGAN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:参加工作|入职|从教|从医|从警|进厂|入厂|入伍|入党|当兵|上岗|开店|开业)"
)
_SERVED = re.compile(
    r"(?:至今|到现在|如今)(?:已经?|整整)?有?(\d{1,3})(?:年|个年头)(?![代级])|(?:[工教党军医]龄|一?干就是|干了)(?:已有|有)?(\d{1,3})年(?=[^。；]{0,12}今年)"
)
#: By the day of birth, or by the count that begins with one.
_YEARS_OFF = (-1, 0, 1)


def find_balances(galley: Galley) -> Iterator[Finding]:
    """Findings `sum`, warn: 收入120万元，支出80万元，结余50万元."""
    for number, passage in galley.of():
        for sign, pattern in _BALANCES:
            for hit in pattern.finditer(passage.text):
                units = {hit[3], hit[6], hit[9]}
                one, two, left = (read_decimal(hit[n]) * SCALE[hit[n + 1]] for n in (1, 4, 7))
                right = one + sign * two
                if len(units) > 1 or left == right or right < 0:
                    continue
                shown = write_decimal(right / SCALE[hit[8]]) + hit[8] + hit[9]
                mark = "+" if sign > 0 else "-"
                said = "".join(hit.group(7, 8, 9))
                message = (
                    f"{''.join(hit.group(1, 2, 3))}{mark}{''.join(hit.group(4, 5, 6))}={shown}，"
                    f"文中写的是{said}。"
                )
                fix = hit[0][: hit.start(7) - hit.start()] + shown
                yield galley.find("sum", "warn", number, hit.span(), message, fix)


#: How a beginning is told, how long it is ago, and what both are called.
_AGES = (
    (_BORN, _AGED, "出生，", "岁"),
    (FOUNDED, _LASTED, "到", "年"),
    (_BEGAN, _SERVED, "到", "年"),
)


def find_ages(galley: Galley) -> Iterator[Finding]:
    """Findings `age`, warn: 1950年出生，今年66岁 in a text of 2026, or 建于1996年，至今已40年.

    Each sentence by itself.
    """
    if galley.day is None:
        return
    for number, passage in galley.of():
        for hit in _AGED_AND_BORN.finditer(passage.text):
            right = galley.day.year - int(hit["year"])
            if int(hit["age"]) - right not in _YEARS_OFF:
                message = (
                    f"{hit['year']}年出生，{galley.day.year}年是{right}岁，不是{hit['age']}岁。"
                )
                yield galley.find("age", "warn", number, hit.span(), message)
        start = 0
        for sentence in re.split("(?<=[。；])", passage.text):
            for begun, lasted, what, unit in _AGES:
                born, aged = list(begun.finditer(sentence)), list(lasted.finditer(sentence))
                if len(born) != 1 or len(aged) != 1:
                    continue
                year, age = (int(next(filter(None, each[0].groups()))) for each in (born, aged))
                right = galley.day.year - year
                if age - right not in _YEARS_OFF:
                    span = (start + aged[0].start(), start + aged[0].end())
                    message = f"{year}年{what}{galley.day.year}年是{right}{unit}，不是{age}{unit}。"
                    fix = aged[0][0].replace(str(age), str(right))
                    yield galley.find("age", "warn", number, span, message, fix)
            start += len(sentence)
