"""Recognises whose a picture is where no name says it: an office, an agency, an archive."""

from __future__ import annotations

import re

from articles.text.page.bylines import MARKS, read_signature
from articles.text.page.datelines import AGENCIES
from articles.text.page.names import is_office
from articles.text.punctuation import fold_marks

_LOOSE = re.compile(
    rf"(?:资料|档案|历史|示意|效果|网络|截|配|受访者供|AI生成|新华社资)(?:图片?|照片?|图)|(?:{AGENCIES})\s*(?:发|供图|图片?|照片)"
    r"|(?:本[文版报])?(?:图片?|照片|配图)?\s*(?:[均都]?由|为)(?P<by>.{2,18}?)(?:提供|供图|拍摄)|(?P<office>.{2,18}?)\s*(?:供图|提供|/\s*供?图|/\s*摄)"
    r"|(?:图片来源|图源|图片提供|供图)\s*[:/]\s*(?P<from>.{2,18})"
)

_PROVIDED = re.compile(
    r"[(【\[]?(?:本[文版报])?(?:图片|照片|配图|图)\s*(?:均|都)?由[^。]{2,18}?(?:提供|供图|拍摄)[)】\]]?\s*$"
)


def is_loose_credit(text: str) -> bool:
    """Does the text say whose a picture is, without the name of a photographer?"""
    hit = _match(text)
    if not hit:
        return False
    office = hit["office"]
    return office is None or is_office(office) or office in ("受访者", "受访单位", "学校", "村里")


def find_provided(line: str) -> int | None:
    """Where 图片由柳桥街道提供 begins at the end of a line: all pictures of a story are an
    office's."""
    hit = _PROVIDED.search(line)
    return hit.start() if hit else None


def credit_of(text: str) -> str:
    """Whose the picture is, as a photo's credit says it: 甲、乙 or 资料图."""
    signed = read_signature(text)
    if signed:
        return "\N{IDEOGRAPHIC COMMA}".join(signer.name for signer in signed.names)
    hit = _match(text)
    if not hit:
        return _strip(text)
    return (hit["by"] or hit["office"] or hit["from"] or hit[0]).strip()


def _match(text: str) -> re.Match[str] | None:
    return _LOOSE.fullmatch(_strip(text)) if 2 <= len(text) <= 40 else None


def _strip(text: str) -> str:
    return fold_marks(text).strip().strip("()【】[]" + MARKS).strip()
