"""What somebody meant to fill in later: 待补, ×××, TK, empty brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_LEFT, _RIGHT = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
_WORDS = (
    r"待补充?|待填|待核实?|待查实?|待确认|待改|此处(?:补|插|加|缺)[^，。]{0,8}|请补充?|请核实?|数字待\S"
    r"|TODO|TBD|TBC|TKTK|TK"
)
#: Said within brackets, or alone in a passage, these are notes to oneself for certain.
_NOTE = re.compile(
    rf"[{_LEFT}(〔\[【［][^{_RIGHT})〕\]】］]{{0,12}}(?:{_WORDS}|[?\uff1f]{{1,}})"
    rf"[^{_LEFT}(〔\[【［{_RIGHT})〕\]】］]{{0,12}}[{_RIGHT})〕\]】］]"
)
_EMPTY = re.compile(
    r"(?:\uff08|\()[\s\u3000]*(?:\uff09|\))|〔[\s\u3000]*〕|【[\s\u3000]*】|《[\s\u3000]*》|“[\s\u3000]*”"
)
_CROSSES = re.compile(
    r"[×✕✖╳]{2,}|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|(?<![一二三四五六七八九十百千])[○〇]{3,}|[＊*]{3,}|[□■]{2,}|_{3,}|＿{2,}"
)
_LATIN = re.compile(r"(?<![A-Za-z])(?:TODO|TBD|TBC|TKTK|TK)(?![A-Za-z])")
_ALONE = re.compile(rf"\s*(?:{_WORDS})\s*[。…]*\s*")
_PLEDGE = re.compile(r"待补")


def find_gaps(galley: Galley) -> Iterator[Finding]:
    """Findings `gap`: block for a note to oneself, warn for crosses, which may hide a name."""
    for number, passage in galley.of():
        text = passage.text
        told: list[tuple[int, int]] = []
        for pattern, message in (
            (_NOTE, "这是写给自己的记号，要补上或删去"),
            (_EMPTY, "括号、引号或书名号里是空的"),
            (_LATIN, "这是写给自己的记号，要补上或删去"),
        ):
            for hit in pattern.finditer(text):
                if not any(start <= hit.start() < end for start, end in told):
                    told.append(hit.span())
                    said = f"{message}\N{FULLWIDTH COLON}“{hit[0]}”。"
                    yield galley.find("gap", "block", number, hit.span(), said)
        if _ALONE.fullmatch(text):
            said = "这一段还没有写。"
            yield galley.find("gap", "block", number, (0, len(text)), said)
            continue
        for hit in _CROSSES.finditer(text):
            if hit[0] == text.strip():
                continue  # a line of signs that parts two pieces
            if not any(start <= hit.start() < end for start, end in told):
                said = f"“{hit[0]}”是有意隐去，还是没有填上？"
                yield galley.find("gap", "warn", number, hit.span(), said)
        for hit in _PLEDGE.finditer(text):
            if not any(start <= hit.start() < end for start, end in told):
                said = f"“{hit[0]}”是正文，还是写给自己的记号？"
                yield galley.find("gap", "warn", number, hit.span(), said)
