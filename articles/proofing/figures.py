"""Numbers as they are written: separators, two kinds of numerals, 约…余 (said twice)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_SOURCE = "GB/T 15835—2011"
_UNIT = (
    r"(?:[万亿元人户名位吨件亩辆次台套盏棵株册家所栋米斤份条场项篇座间]"
    r"|公[里斤顷]|平方|立方|千[克米瓦]|[厘毫]米)"
)
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?[十百千万亿]*|[一二三四五六七八九十百千万亿两]{1,6})"
_HAN = "一二三四五六七八九"
#: What can't be halved.
_WHOLE = r"[人户名位辆台棵株家所栋]"
#: 1,28万元; 12,00人: three digits stand behind a comma.
_COMMA = re.compile(
    rf"(?<![\d,.、])[1-9]\d{{0,2}}(?:,\d{{3}})*,(?:\d{{2}}|\d{{4,5}})(?=(?:\.\d+)?{_UNIT})"
)
#: 1，280万元: the comma of a sentence within a number.
_WIDE_COMMA = re.compile(rf"(?<![\d，、.月])[1-9]\d{{0,2}}，\d{{3}}(?=(?:\.\d+)?{_UNIT})")
_POINTS = re.compile(rf"(?<![\d.])\d+\.\d+\.\d+(?={_UNIT}|%)")
#: 3.600户: a point for a comma. An average may be a fraction.
_FRACTION = re.compile(rf"(?<![\d.])\d+\.\d{{3}}(?={_WHOLE}(?![次均/]))")
_AVERAGE = re.compile(r"均|每|比|倍|率|生育")
_BEHIND = 16
#: Two kinds of numerals in one number, with what is right.
_MIXED = (
    re.compile(rf"(?<![\d{_HAN}十])(?P<w>[{_HAN}]0)年代"),
    re.compile(rf"(?<![\d{_HAN}百千万第初])(?P<w>十\d)(?={_UNIT}|[个岁年天月])"),
    re.compile(rf"(?P<w>[{_HAN}][百千]\d{{1,3}})(?={_UNIT}|[个岁天])"),
    re.compile(rf"(?<![\d.])(?P<w>\d0几)(?={_UNIT}|[个岁年天])"),
    re.compile(
        rf"(?<![人总户件次函系指单倍参计级少多半字岁奇偶负整])(?P<w>[数几]10{{1,3}})(?={_UNIT}|[个岁年天])"
    ),
    re.compile(rf"(?<![\d.、])(?P<w>\d、\d[十百千])(?={_UNIT}|[个岁年天])"),
)
_NOT = r"(?<![节合签违制条公特契隐相预履守大失])"
#: 约30余人, 大约20人左右, 超过100多人, 最多500人以上, 不足10多人.
_TWICE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_NOT}约|大约|大概|(?<![最附邻临接远])近|将近|接近)(?P<n>{_NUMBER})(?:余|多)(?={_UNIT}|[个岁])",
        rf"(?:{_NOT}约|大约|大概|将近|(?<![最附邻临接远])近)(?:有|为|在)?(?P<n>{_NUMBER})(?:多|余)?(?:{_UNIT}|[个岁年天]|%)[\u4e00-\u9fff]{{0,3}}?(?:左右|上下)",
        rf"(?:超过|超|逾)(?P<n>{_NUMBER})[多余](?={_UNIT}|[个岁年天])",
        rf"(?:最[多高长大]|至多|不足|不到|不满)(?:达|为|可达)?(?P<n>{_NUMBER})[多余](?={_UNIT}|[个岁年天])",
        rf"(?:最[多高长大]|至多)(?:达|为|可达)?(?P<n>{_NUMBER})(?:{_UNIT}|[个岁年天]|%)以上",
        rf"(?:{_NOT}约|大约|大概|将近|(?<![最附邻临接远])近)(?P<n>\d[\d.]*%|[{_HAN}]成半?|一半|[{_HAN}十]分之[{_HAN}])(?:左右|上下|以上|多)",
        rf"(?:至少|不少于|不低于|不下于|超过)(?:有|为|达)?(?P<n>{_NUMBER})(?:余|多)?(?:{_UNIT}|[个岁年天]|%)以上",
        rf"(?:最多|至多|不超过|不高于)(?:为|达)?(?P<n>{_NUMBER})(?:{_UNIT}|[个岁年天]|%)(?:以内|以下|之内)",
        rf"(?:{_NOT}约|大约|大概)(?:近|将近|超过|超|逾)(?P<n>{_NUMBER})(?:余|多)?(?={_UNIT}|[个岁年天]|%)",
        rf"(?:大约|大概|{_NOT}约)(?:于|在)?(?:\d{{1,2}}月)?(?P<n>\d{{1,2}})(?:日|号|时|点)(?:左右|前后)",
    )
)

#: 1O日, l2名: letters for the figures that they look like.
_LETTER = re.compile(rf"(?<![A-Za-z\d])(?:\d+[Oo]\d*|[lI]\d+)(?=日|月|年|{_UNIT}|[个岁天])")


def find_written_numbers(galley: Galley) -> Iterator[Finding]:
    """Findings `number`, warn: 1,28万元, 1，280万元, 1.2.5公顷, 3.600户."""
    for number, passage in galley.of():
        text = passage.text
        for pattern in (_COMMA, _WIDE_COMMA, _POINTS):
            for hit in pattern.finditer(text):
                message = f"“{hit[0]}”的分节号或小数点写得不对，是哪个数？（{_SOURCE}）"
                yield galley.find("number", "warn", number, hit.span(), message)
        for hit in _LETTER.finditer(text):
            right = hit[0].translate(str.maketrans("OolI", "0011"))
            message = f"“{hit[0]}”里有一个字母，应当是数字“{right}”。"
            yield galley.find("number", "warn", number, hit.span(), message, right)
        for hit in _FRACTION.finditer(text):
            if not _AVERAGE.search(text[max(0, hit.start() - _BEHIND) : hit.start()]):
                message = f"“{hit[0]}”不是整数，小数点是不是写错了？"
                whole = hit[0].replace(".", "")
                yield galley.find("number", "warn", number, hit.span(), message, whole)


def find_mixed_numbers(galley: Galley) -> Iterator[Finding]:
    """Findings `numerals`, warn: 十5名, 一百20户, 20几名, 数10人, 五0年代."""
    for number, passage in galley.of():
        for pattern in _MIXED:
            for hit in pattern.finditer(passage.text):
                message = f"“{hit['w']}”一个数里混用了阿拉伯数字和汉字数字（{_SOURCE}）。"
                yield galley.find("numerals", "warn", number, hit.span("w"), message)


def find_doubly_about(galley: Galley) -> Iterator[Finding]:
    """Findings `about`, warn: 约30余人, 大约20人左右, 超过100多人."""
    for number, passage in galley.of():
        told = -1
        for hit in sorted(
            (hit for pattern in _TWICE for hit in pattern.finditer(passage.text)),
            key=lambda hit: (hit.start(), -hit.end()),
        ):
            if hit.start() < told:
                continue
            told = hit.end()
            message = f"“{hit[0]}”前后都说是大概的数，留一个就够了。"
            yield galley.find("about", "warn", number, hit.span(), message)
