"""One size in two measures, signs of measures, and sizes that nothing of the kind has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.amounts import ANY_MEASURE, KIND_OF, MEASURES, read_decimal, write_decimal
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_NUMBER = r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)"
_SIZE = rf"{_NUMBER}({ANY_MEASURE})"
#: 2公顷（约30亩）, 15亩，约合1公顷.
_SAME = re.compile(
    rf"{_SIZE}(?:[\uff08(](?:约合?|合|即|折合|相当于|约为)?{_SIZE}[\uff09)]|，(?:约?合|折合|相当于){_SIZE})"
)
#: 由60平方米扩大到120公顷.
_MOVED = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,10}}{_SIZE}(?:增加|扩大|提高|上升|增长|拓宽|调整|减少|缩小|降低|下降|上涨|涨|降)(?:到|至|为)[^，。；\d]{{0,6}}{_SIZE}"
)
_WITHIN, _AT_MOST = Decimal("0.12"), 100
#: What has a size of another order: a flat of 85平方公里, a pension of 3200万元.
_SIZES = (
    (
        "[一二三四两]居室|三室|两室|户型|住宅|住房|[教卧]室|客厅|房间|食堂|活动室|阅览室|书屋|店面|门店"
        "|商铺|摊位|院子",
        "平方公里|平方千米|公顷",
    ),
    ("[楼塔树墙人身]高|大厦高|雕像高|旗杆高", "公里|千米"),
    ("退休金|养老金|工资|月薪|低保金|房租|月租|津贴|学费|伙食费|物业费", "亿元"),
    (r"每个?月[的拿]?(?:退休金|养老金|工资|收入|低保金|房租)(?=\D{0,8}[1-9]\d\d)", "万元"),
    ("人均(?:可支配)?(?:年)?(?:收入|支出|消费)|每平方米|每亩(?:地|田|产值|租金|收入)?", "亿元"),
    ("[一每][斤袋瓶盒碗份]|每公斤|每吨水|每度电", "万元|亿元"),
    (
        "(?:村民|农户|居民|摊主|店主|果农|菜农)(?:(?![总共累])[\u4e00-\u9fff]){2,8}?(?:收入|挣|赚)",
        "亿元",
    ),
)
_NO_SIZES = tuple(
    re.compile(rf"(?:{what})[^，。；\d总共累]{{0,8}}{_NUMBER}(?:{units})") for what, units in _SIZES
)
#: Signs of measures with the letters that the standard gives them (GB 3100).
_SIGNS = {
    "KG": "kg", "Kg": "kg", "KM": "km", "Km": "km", "MM": "mm", "CM": "cm", "Cm": "cm", "ML": "mL",
    "kwh": "kWh", "KWH": "kWh", "Kwh": "kWh", "KWh": "kWh", "kw": "kW", "KW": "kW", "Kw": "kW",
    "Mw": "MW", "KV": "kV", "Kv": "kV", "kv": "kV", "HZ": "Hz", "hz": "Hz",
    "ug/m3": "μg/m³", "μg/m3": "μg/m³", "m2": "m²", "m3": "m³",
}  # fmt: skip
_ONE_OF = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_SIGN = re.compile(rf"(?:(?<=\d)|(?<=\d\s)|(?<=每))(?P<sign>{_ONE_OF})(?![A-Za-z0-9])")


def find_conversions(galley: Galley) -> Iterator[Finding]:
    """Findings `unit`, warn: 2公顷（约300亩）, 由60平方米扩大到120公顷."""
    for number, passage in galley.of():
        for hit in _SAME.finditer(passage.text):
            one, unit, *others = (group for group in hit.groups() if group)
            other, its = others
            kind = MEASURES[KIND_OF[unit]]
            if its == unit and _differs_by_tens(one, other):
                message = f"{one}{unit}不是{other}{its}，单位或数字对吗？"
                yield galley.find("unit", "warn", number, hit.span(), message)
            if its not in kind or its == unit:
                continue
            real = read_decimal(one) * kind[unit] / kind[its]
            if abs(real - read_decimal(other)) > real * _WITHIN:
                shown = f"{write_decimal(real.quantize(Decimal('0.1')))}{its}"
                message = f"{one}{unit}约是{shown}，不是{other}{its}。"
                yield galley.find("unit", "warn", number, hit.span(), message)
        for hit in _MOVED.finditer(passage.text):
            one, unit, other, its = hit.groups()
            kind = MEASURES[KIND_OF[unit]]
            if its not in kind or its == unit:
                continue
            before, after = read_decimal(one) * kind[unit], read_decimal(other) * kind[its]
            if before and after and max(before / after, after / before) > _AT_MOST:
                message = f"由{one}{unit}到{other}{its}相差太远，单位对吗？"
                yield galley.find("unit", "warn", number, hit.span(), message)


def _differs_by_tens(one: str, other: str) -> bool:
    """Are the digits the same, and the unit should be another? 3.6公里（3600公里）."""
    digits = {each.replace(",", "").replace(".", "").strip("0") for each in (one, other)}
    return len(digits) == 1 and read_decimal(one) != read_decimal(other)


def find_impossible_sizes(galley: Galley) -> Iterator[Finding]:
    """Findings `unit`, warn: a flat of 85平方公里, a house as high as 96公里."""
    for number, passage in galley.of():
        for pattern in _NO_SIZES:
            for hit in pattern.finditer(passage.text):
                message = f"“{hit[0]}”\N{FULLWIDTH COLON}有这么大吗？数字或单位对吗？"
                yield galley.find("unit", "warn", number, hit.span(), message)


def find_signs_of_measures(galley: Galley) -> Iterator[Finding]:
    """Findings `sign`, warn: KG, kwh, ug/m3 behind a number."""
    for number, passage in galley.of():
        for hit in _SIGN.finditer(passage.text):
            right = _SIGNS[hit["sign"]]
            message = f"单位符号“{hit['sign']}”应当写作“{right}”（GB 3100）。"
            yield galley.find("sign", "warn", number, hit.span("sign"), message, right)
