"""Telephone numbers, postcodes, addresses of mail and of the web, and numbers of identity cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_CALL = r"(?:电话|手机|热线|联系方式|咨询|微信同号)号?码?[为是]?[\uff1a:\s]{0,2}[^，。；\d]{0,8}?"
_MOBILE = re.compile(
    rf"{_CALL}(?P<wrong>1[3-9]\d{{5,8}}|1[3-9]\d{{10,12}}|1[0-2]\d{{9}})(?![\d\-×xX*])"
)
_FIXED = re.compile(
    r"(?<![\d\-])(?P<wrong>0(?:10|2\d|[3-9]\d\d)[\-—－](?:\d{3,6}|\d{9,10}))(?![\d\-—－])"
)
#: 0571-8765432a; 致电1381234567.
_LETTER = re.compile(r"(?<![\d\-])(?P<wrong>0(?:10|2\d|[3-9]\d\d)[\-—－]\d{6,8}[A-Za-z]+)")
_CALLED = re.compile(r"(?:致电|拨打|联系)(?P<wrong>1[3-9]\d{7,8}|1[3-9]\d{10,11})(?![\d\-×xX*])")
_POSTCODE = re.compile(r"邮(?:政编码|编)[\uff1a:为是\s]{0,2}(?P<wrong>\d{3,5}|\d{7,8})(?!\d)")
_MAIL = re.compile(
    r"(?P<wrong>[A-Za-z0-9][\w.\-]*(?:\uff20[A-Za-z0-9][\w.\-]*|@[A-Za-z0-9\-]+(?![\w.\-@])|@[A-Za-z0-9\-]*[，。,]\s?(?:com|cn|net)))",
    re.ASCII,
)
_WEB = re.compile(
    r"(?P<wrong>https?(?:[:\uff1a]?/{1,3}|[:\uff1a]\\\\|\uff1a//|[;；]//)(?<!p://)(?<!s://)[A-Za-z0-9][A-Za-z0-9.\-/]*"
    r"|www[,，。][A-Za-z0-9\-]+[.,，。][a-z]{2,4}|www\.[A-Za-z0-9\-]+[,，。](?:com|cn|net|org|gov)(?:[.,]cn)?)"
)
_CARD = re.compile(r"身份证(?:件?号码?)?[为是]?[\uff1a:\s]{0,2}(?P<wrong>\d{14,20}[Xx]?)(?![\d×*])")
_PLAIN_CARD = re.compile(r"(?<![\dA-Za-z])\d{6}(?:19|20)\d\d[01]\d[0-3]\d\d{3}[\dXx](?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WRONG = (
    (_MOBILE, "手机号码是11位，“{}”有{}位，请核对。"),
    (_FIXED, "电话号码区号后面是7位或8位，“{}”写全了吗？"),
    (_LETTER, "电话号码“{}”里有字母，请核对。"),
    (_CALLED, "手机号码是11位，“{}”有{}位，请核对。"),
    (_POSTCODE, "邮政编码是6位，“{}”有{}位，请核对。"),
    (_MAIL, "电子邮箱写得不对\N{FULLWIDTH COLON}“{}”，读者写不进来。"),
    (_WEB, "网址写得不对\N{FULLWIDTH COLON}“{}”，读者打不开。"),
)


def find_contacts(galley: Galley) -> Iterator[Finding]:
    """Findings `contact`, warn: a number or an address that reaches nobody."""
    for number, passage in galley.of():
        for pattern, message in _WRONG:
            for hit in pattern.finditer(passage.text):
                said = message.format(hit["wrong"], len(hit["wrong"]))
                yield galley.find("contact", "warn", number, hit.span("wrong"), said)


def find_identity_cards(galley: Galley) -> Iterator[Finding]:
    """Findings `identity`, warn: a whole number of an identity card, which isn't printed."""
    for number, passage in galley.of():
        told = [hit.span("wrong") for hit in _CARD.finditer(passage.text)]
        told += [hit.span() for hit in _PLAIN_CARD.finditer(passage.text)]
        for start, end in sorted(set(told)):
            card = passage.text[start:end]
            message = "完整的身份证号不能见报，请隐去中间几位" + (
                "。" if _is_right(card) else "；这个号码也不对，请核对。"
            )
            hidden = f"{card[:4]}{'*' * (len(card) - 8)}{card[-4:]}"
            yield galley.find("identity", "warn", number, (start, end), message, hidden)


def _is_right(card: str) -> bool:
    """Has it eighteen places, a day of birth and the sum that its last place proves?"""
    if not re.fullmatch(r"\d{17}[\dXx]", card):
        return False
    try:
        date(int(card[6:10]), int(card[10:12]), int(card[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(card, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == card[-1].upper()
