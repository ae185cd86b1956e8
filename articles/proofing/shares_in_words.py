"""Shares in words against the per cent in brackets behind them: 近九成（88%）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_HAN = "[一二两三四五六七八九十]"
_SHARE = re.compile(
    rf"(?P<how>近|接近|将近|超过|超|逾|约|大约|不到|不足|至少)?"
    rf"(?:(?P<half>半数|一半|过半)|(?P<tenths>[一二两三四五六七八九])成(?P<and>半)?"
    rf"|(?P<of>{_HAN}{{1,3}})分之(?P<part>{_HAN}{{1,3}}))"
    r"(?P<more>以上|多|左右)?\uff08(?:占比?|为|约|即)?(?P<said>\d{1,3}(?:\.\d+)?)%\uff09"
)
#: How far a share in words may be from the exact one.
_ABOUT, _NEARLY, _MORE = Decimal("4.5"), Decimal(6), Decimal(10)


def find_shares_in_words(galley: Galley) -> Iterator[Finding]:
    """Findings `share`, warn: 半数以上（46%）, 近九成（82%）, 约三分之一（45%）."""
    for number, passage in galley.of():
        for hit in _SHARE.finditer(passage.text):
            told, said = _read(hit), Decimal(hit["said"])
            if told is not None and not _may_be(hit, told, said):
                words = hit[0].partition("\N{FULLWIDTH LEFT PARENTHESIS}")[0]
                message = f"“{words}”与{hit['said']}%对不上，请核对。"
                yield galley.find("share", "warn", number, hit.span(), message)


def _read(hit: re.Match[str]) -> Decimal | None:
    """The share in per cent."""
    if hit["half"]:
        return Decimal(50)
    if hit["tenths"]:
        return Decimal(read_number(hit["tenths"]) * 10 + (5 if hit["and"] else 0))
    whole = read_number(hit["of"])
    return Decimal(read_number(hit["part"]) * 100) / whole if whole else None


def _may_be(hit: re.Match[str], told: Decimal, said: Decimal) -> bool:
    how, more = hit["how"] or "", hit["more"] or ""
    if how in ("近", "接近", "将近"):
        return told - _NEARLY <= said < told
    if how in ("不到", "不足"):
        return said < told
    if how in ("超过", "超", "逾") or more == "多":
        return told <= said < told + _MORE
    if more == "以上" or how == "至少" or hit["half"] == "过半":
        return said >= told
    return abs(said - told) <= _ABOUT
