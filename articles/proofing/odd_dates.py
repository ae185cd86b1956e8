"""Dates and days that are written wrong: 11月9上午, 20206年, 第五季度, 周八, 下午21时."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.slips import find_slips, list_slips

_SOURCE = "GB/T 15835—2011"
_PART = r"[上下中]午|[早晚]上|凌晨|清晨|傍晚"
_ODD = list_slips(
    (
        (rf"(?<!\d)((?:1[0-2]|[1-9])月(?:[12]?\d|3[01]))(?={_PART})",
         r"\1日",
         "“{}”后面少了“日”。"),
        (r"(?<!\d)(?:19|20)\d{3}年(?<!00年)", "", "“{}”多了一个数字，是哪一年？"),
        (r"(?<!公元)(?<!公元前)(?<![\d.前])2\d\d年(?=(?:1[0-2]|[1-9])月)",
         "",
         "“{}”少了一个数字，是哪一年？"),
        (r"(?<!前)第[五六七八九]季度", "", "一年只有四个季度，没有“{}”。"),
        (r"(?:星期|礼拜)[七八九](?=[，。；、的上下晚早]|$)", "", "没有“{}”。"),
        (r"(?:每逢?|[上下本这])周[七八九](?=[，。；、上下晚早]|$)", "", "没有“{}”。"),
        (r"(?:^|(?<=[，。；\uff08]))(\d{1,2}日)((?:1[0-2]|[1-9])月)(?=[，。；\uff09])",
         r"\2\1",
         "“{}”\N{FULLWIDTH COLON}先写月，再写日。"),
        (r"上午(?:1[3-9]|2[0-4])(?=[时点:\uff1a])", "", "“{}”不是上午，请核对。"),
        (r"下午(?:19|2[0-4])(?=[时点:\uff1a])", "", "“{}”不是下午，请核对。"),
        (r"凌晨(?:[7-9]|1\d|2[0-3])(?=[时点:\uff1a])", "", "“{}”不是凌晨，请核对。"),
        (r"(?:早上|清晨)(?:1[2-9]|2[0-4])(?=[时点:\uff1a])", "", "“{}”不是早上，请核对。"),
        (r"晚上?1[3-7](?=[时点:\uff1a])", "", "“{}”不是晚上，请核对。"),
    )
)  # fmt: skip
#: A year in words that counts its nothing as 零.
_NOUGHT = re.compile(
    r"(?<![一二三四五六七八九〇零])(?=[一二三四五六七八九〇]{0,3}零)[一二][一二三四五六七八九〇零]{3}年"
)
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_THIRD = re.compile(
    r"(?P<third>[上中下])旬[\uff08(](?:(?:1[0-2]|[1-9])月)?(?P<day>[1-9]|[12]\d|3[01])日"
)
#: Days that are called by their numbers: “3·15”.
_NAMED = ("1.10", "3.8", "3.15", "4.15", "4.26", "5.12", "6.5", "6.26", "7.1", "8.1", "9.18",
          "11.9", "12.2", "12.4", "12.5", "12.13")  # fmt: skip
_BY_NUMBERS = re.compile(r"“(\d{1,2})[.\uff0e](\d{1,2})”")


def find_odd_dates(galley: Galley) -> Iterator[Finding]:
    """Findings `date`, warn: 11月9上午, 20206年, 第五季度, 周八, 上午14时."""
    yield from find_slips(galley, "date", _ODD)
    for number, passage in galley.of():
        for hit in _THIRD.finditer(passage.text):
            day = int(hit["day"])
            right = next(name for name, (a, b) in _THIRDS.items() if a <= day <= b)
            if right != hit["third"]:
                message = f"{day}日是{right}旬，不是{hit['third']}旬。"
                yield galley.find("date", "warn", number, hit.span(), message)


def find_signs_of_dates(galley: Galley) -> Iterator[Finding]:
    """Findings `numerals`, warn: 二零二六年 (〇), “3.15” (“3·15”)."""
    for number, passage in galley.of():
        for hit in _NOUGHT.finditer(passage.text):
            fix = hit[0].replace("零", "〇")
            message = f"年份用汉字书写时，“零”写作“〇”（{_SOURCE}）。"
            yield galley.find("numerals", "warn", number, hit.span(), message, fix)
        for hit in _BY_NUMBERS.finditer(passage.text):
            if f"{hit[1]}.{hit[2]}" in _NAMED:
                fix = f"“{hit[1]}·{hit[2]}”"
                message = f"含有月日的专名用间隔号\N{FULLWIDTH COLON}{fix}（{_SOURCE}）。"
                yield galley.find("numerals", "warn", number, hit.span(), message, fix)
