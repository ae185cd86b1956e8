"""The highest and the lowest of something, its average between them, and who won by what score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.amounts import SCALE
from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_PAIRS = {"高": "低", "大": "小", "多": "少", "长": "短", "贵": "便宜", "远": "近"}
_OPPOSITE = _PAIRS | {low: high for high, low in _PAIRS.items()}
_LOW = frozenset(_PAIRS.values())
_WHAT = "高|大|多|长|贵|远|低|小|少|短|便宜|近"
_GAP = r"[^，。；\d最\-]{0,8}"
_NUMBER = r"(?P<{0}>-?\d+(?:\.\d+)?)(?P<{0}_scale>[万亿]?)"
_UNIT = r"(?P<unit>[\u4e00-\u9fff]|℃|%|摄氏度)"
#: 最高气温8℃，最低气温3℃.
_BOTH = re.compile(
    rf"最(?P<one>{_WHAT})(?P<of>{_GAP}){_NUMBER.format('a')}{_UNIT}[^，。；\d最]{{0,6}}[，、；]"
    rf"[^，。；\d最]{{0,6}}最(?P<other>{_WHAT})(?P<of2>{_GAP}){_NUMBER.format('b')}(?P=unit)"
)
#: 平均年龄68岁，最大的70岁.
_MEAN = re.compile(
    rf"平均[^，。；\d最]{{0,6}}{_NUMBER.format('a')}{_UNIT}[，、；][^，。；\d最]{{0,6}}"
    rf"最(?P<other>{_WHAT})(?P<of2>{_GAP}){_NUMBER.format('b')}(?P=unit)"
)
_SCORE = re.compile(
    r"以(?P<a>\d{1,3}|[一二三四五六七八九十])(?:[:\uff1a∶]|比)(?P<b>\d{1,3}|[一二三四五六七八九十零])(?:的?(?:总|大)?(?:比分|成绩))?[，]?"
    r"(?:(?P<won>战胜|击败|力克|险胜|完胜|大胜|轻取|逆转|取胜|获胜|胜出)|(?P<lost>不敌|负于|惜败|告负|落败|败给|输给|失利))"
)


def find_highs_and_lows(galley: Galley) -> Iterator[Finding]:
    """Findings `extreme`, warn: 最高气温3℃，最低气温8℃; 平均72岁，最大的70岁."""
    for number, passage in galley.of():
        for hit in _BOTH.finditer(passage.text):
            if _OPPOSITE[hit["one"]] == hit["other"]:
                a, b = _read(hit, "a", hit["of"]), _read(hit, "b", hit["of2"])
                if (a > b) if hit["one"] in _LOW else (a < b):
                    message = f"“最{hit['one']}”和“最{hit['other']}”的数是不是写反了？"
                    yield galley.find("extreme", "warn", number, hit.span(), message)
        for hit in _MEAN.finditer(passage.text):
            a, b = _read(hit, "a", ""), _read(hit, "b", hit["of2"])
            if (b > a) if hit["other"] in _LOW else (b < a):
                message = f"平均数和“最{hit['other']}”的数对不上，请核对。"
                yield galley.find("extreme", "warn", number, hit.span(), message)


def _read(hit: re.Match[str], name: str, before: str) -> Decimal:
    value = Decimal(hit[name]) * SCALE[hit[f"{name}_scale"]]
    return -value if before.endswith("零下") else value


def find_scores(galley: Galley) -> Iterator[Finding]:
    """Findings `score`, warn: 以1:3战胜, 以21:17不敌."""
    for number, passage in galley.of():
        for hit in _SCORE.finditer(passage.text):
            a, b = read_number(hit["a"]), read_number(hit["b"])
            if (a < b) if hit["won"] else (a > b):
                told = hit["won"] or hit["lost"]
                message = f"“{told}”与比分对不上，比分是不是写反了？"
                yield galley.find("score", "warn", number, hit.span(), message)
