"""What is multiplied: length by width, a price by how many were sold, a price by its discount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.amounts import SCALE, count_alike, read_decimal, write_decimal
from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_NUMBER = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)"
_AREA = re.compile(
    rf"长(?P<about>约)?{_NUMBER.format('a')}米[、，和]?宽(?:约|度)?{_NUMBER.format('b')}米[^。；\d建其]{{0,10}}?"
    rf"(?:面积|占地)(?P<about2>约|近|超)?[^。；\d]{{0,3}}{_NUMBER.format('c')}平方米"
)
_EACH = (
    r"(?P<each>斤|公斤|户|人|名|位|亩|份|件|盒|箱|瓶|袋|张|只|头|棵|株|吨|套|台|本|册|平方米|小时)"
)
_SOLD = re.compile(
    rf"每{_EACH}[^，。；\d每]{{0,6}}{_NUMBER.format('a')}元，[^，。；\d]{{0,8}}{_NUMBER.format('b')}(?P<scale>万?)"
    rf"(?P<unit>[\u4e00-\u9fff]{{1,3}}?)[^，。；\d]{{0,4}}，[^，。；\d]{{0,4}}(?:收入|总?共|总计|合计|发放|总额|卖了)[^，。；\d]{{0,6}}"
    rf"{_NUMBER.format('c')}(?P<total>[万亿]?)元"
)
_FOR_DAYS = re.compile(
    rf"每人每[天日][^，。；\d]{{0,4}}{_NUMBER.format('a')}元，{_NUMBER.format('b')}[人名]{_NUMBER.format('d')}天"
    rf"[^，。；\d]{{0,6}}?{_NUMBER.format('c')}(?P<total>[万亿]?)元"
)
_GROUP = r"(?P<group>组|班|队|排|箱|盒|桌|层|栋|单元)"
_ALL = (
    rf"[^。；，\d]{{0,8}}，[^，。；\d]{{0,4}}(?:共有?|总共|一共|合计|全楼|全村|总计)"
    rf"[^，。；\d每]{{0,4}}{_NUMBER.format('c')}(?P=unit)"
)
#: 10个小组，每组5人，共50人; 每层4户，共6层，全楼24户.
_GROUPS = (
    re.compile(
        rf"{_NUMBER.format('a')}个?小?{_GROUP}[^，。；\d]{{0,6}}，每个?小?(?P=group)[^，。；\d]{{0,4}}{_NUMBER.format('b')}(?P<unit>[\u4e00-\u9fff]){_ALL}"
    ),
    re.compile(
        rf"每个?小?{_GROUP}[^，。；\d]{{0,4}}{_NUMBER.format('b')}(?P<unit>[\u4e00-\u9fff])，共有?{_NUMBER.format('a')}个?小?(?P=group){_ALL}"
    ),
)
#: 三年累计投入900万元，平均每年投入300万元.
_YEARLY = re.compile(
    rf"(?P<years>[二两三四五六七八九十]|\d{{1,2}})年(?:来|间|里)?累计[^，。；\d]{{0,8}}{_NUMBER.format('a')}(?P<scale>[万亿]?)(?P<unit>[\u4e00-\u9fff]{{1,3}})，"
    rf"(?:平均每年|年均|每年平均)[^，。；\d]{{0,6}}{_NUMBER.format('b')}(?P<scale2>[万亿]?)(?P=unit)"
)
_PER_YEAR = re.compile("平均每年|年均|每年平均")
_LOOSE = re.compile("约|近|余|多|超|比|增|净|利润|纯|还|另|其中|不足|每月|每年|每天|每日")
_DISCOUNT = re.compile(
    rf"原价{_NUMBER.format('a')}元[^。；\d折一二三四五六七八九]{{0,8}}打?(?P<off>[一二三四五六七八九]{{1,2}}|\d(?:\.\d)?)折[^。；\d]{{0,8}}?"
    rf"{_NUMBER.format('b')}元"
)
#: A product is told rounded, and 约 a little more.
_WITHIN, _ABOUT = Decimal("0.03"), Decimal("0.12")


def find_products(galley: Galley) -> Iterator[Finding]:
    """Findings `product`, warn: 长20米、宽10米，面积300平方米; 每斤8元，卖出200斤，收入1200元."""
    for number, passage in galley.of():
        for hit in _AREA.finditer(passage.text):
            real = read_decimal(hit["a"]) * read_decimal(hit["b"])
            within = _ABOUT if hit["about"] or hit["about2"] else _WITHIN
            if abs(real - read_decimal(hit["c"])) > real * within:
                message = f"{hit['a']}米乘{hit['b']}米是{write_decimal(real)}平方米，请核对。"
                yield galley.find("product", "warn", number, hit.span(), message)
        for pattern in (_SOLD, _FOR_DAYS):
            for hit in pattern.finditer(passage.text):
                product = _multiply(hit)
                total = read_decimal(hit["c"]) * SCALE[hit["total"]]
                if product is None or abs(product - total) <= product * _WITHIN:
                    continue
                shown = f"{write_decimal(product / SCALE[hit['total']])}{hit['total']}元"
                message = f"乘出来是{shown}，不是{hit['c']}{hit['total']}元，请核对。"
                yield galley.find("product", "warn", number, hit.span(), message)


def _multiply(hit: re.Match[str]) -> Decimal | None:
    """The total that the price and the number make; None where they aren't of one kind."""
    named = hit.groupdict()
    value = read_decimal(hit["a"]) * read_decimal(hit["b"])
    if "d" in named:
        return value * read_decimal(hit["d"])
    alike = hit["unit"].startswith(hit["each"]) or count_alike(hit["unit"][0], hit["each"])
    return value * SCALE[hit["scale"]] if alike and not _LOOSE.search(hit[0]) else None


def find_discounts(galley: Galley) -> Iterator[Finding]:
    """Findings `product`, warn: 原价200元，打八折后120元."""
    for number, passage in galley.of():
        for hit in _DISCOUNT.finditer(passage.text):
            off = hit["off"]
            if off[0].isdecimal() and off.isascii():
                share = Decimal(off) / 10
            else:
                digits = [Decimal(read_number(each)) for each in off]
                share = sum((each / 10 ** (n + 1) for n, each in enumerate(digits)), Decimal(0))
            real = read_decimal(hit["a"]) * share
            if abs(real - read_decimal(hit["b"])) > max(Decimal(1), real * _WITHIN):
                message = f"{hit['a']}元打{off}折是{write_decimal(real)}元，请核对。"
                yield galley.find("product", "warn", number, hit.span(), message)


def find_groups(galley: Galley) -> Iterator[Finding]:
    """Findings `product`, warn: 10个小组，每组5人，共60人; 三年累计900万元，年均200万元."""
    for number, passage in galley.of():
        for pattern in _GROUPS:
            for hit in pattern.finditer(passage.text):
                real = read_decimal(hit["a"]) * read_decimal(hit["b"])
                if real != read_decimal(hit["c"]) and not _LOOSE.search(hit[0].replace("每", "")):
                    message = f"{hit['a']}乘{hit['b']}是{write_decimal(real)}，不是{hit['c']}。"
                    yield galley.find("product", "warn", number, hit.span(), message)
        for hit in _YEARLY.finditer(passage.text):
            total = read_decimal(hit["a"]) * SCALE[hit["scale"]]
            said = read_decimal(hit["b"]) * SCALE[hit["scale2"]]
            real = total / max(read_number(hit["years"]), 1)
            if abs(real - said) > real * _WITHIN and not _LOOSE.search(_PER_YEAR.sub("", hit[0])):
                shown = f"{write_decimal(real / SCALE[hit['scale2']])}{hit['scale2']}{hit['unit']}"
                message = f"{hit['years']}年平均每年是{shown}，请核对。"
                yield galley.find("product", "warn", number, hit.span(), message)
