"""Half-width marks, stray spaces and doubled marks in Chinese text (GB/T 15834—2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.brackets import blank_signs
from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.text.surnames import FREQUENT_SURNAMES

_SOURCE = "GB/T 15834—2011第5.1条"
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BESIDE = rf"[{_HAN}”’》）」』】\u3001\u3002]"
_FULL = {
    ",": "，", ":": "\N{FULLWIDTH COLON}", ";": "；", "?": "\N{FULLWIDTH QUESTION MARK}", "!": "！",
    "(": "\N{FULLWIDTH LEFT PARENTHESIS}", ")": "\N{FULLWIDTH RIGHT PARENTHESIS}", ".": "。",
}  # fmt: skip
#: A mark beside a Chinese character; a point only at the end of a clause, so not in 1.5 or a.m.,
#: before a figure where a sentence may end and another begin: 灯亮了.12月7日.
_HALF = re.compile(
    rf"(?<={_BESIDE})[,:;?!()](?!//)|[(](?=[{_HAN}])|(?<=[0-9A-Za-z%])[,;?!](?=[{_HAN}“])"
    rf"|(?<={_BESIDE})(?<![一二三四五六七八九十〇])\.(?=[{_HAN}“‘\uff08《，。、；\s]|$)"
    rf"|(?<={_BESIDE})\.(?=[”’]|$)|(?<=[了的着过区县市省镇村人员民])\.(?=\d{{1,4}}[年月日时名位个])"
)
#: Straight quotation marks; behind a digit they are inches or minutes, beside a letter English.
_STRAIGHT = re.compile(
    rf"(?<![0-9A-Za-z])[\"'](?=[{_HAN}“《\d])|(?<={_BESIDE})[\"'](?![0-9A-Za-z])"
)
#: Between characters, and within quotation marks beside them: “ 一站式”.
_SPACE = re.compile(
    rf"(?<=[{_HAN}，。、；！？])[ \t\xa0]+(?=[{_HAN}，。、；！？])"
    rf"|(?<=[“‘《])[ \t\xa0]+(?=[{_HAN}])|(?<=[{_HAN}])[ \t\xa0]+(?=[”’》])"
)
#: One that is as wide as a character sets heads and names apart; within a sentence it is a slip.
_WIDE = re.compile(rf"(?<=[{_HAN}，、；])[\u3000\u2002-\u200a](?=[{_HAN}，。、；])")
#: What consists of names or verse is spaced on purpose: 记者 甲, 张 三.
_SPACED_OUT = re.compile(rf"(?:^|[\s\u3000])[{_HAN}](?:[ \xa0\u3000][{_HAN}])+(?=[\s\u3000]|$)")
_ROLE = re.compile(
    r"(?:通讯员|记者|摄影|撰文|编辑|责编|校对|实习生|见习|文|图)"
    r"(?:[ \xa0\u3000][\u4e00-\u9fff]{2,4})*$"
)
#: A unit and who belongs to it: 望江区 周明远.
_OF_UNIT = re.compile(
    rf"[县市区省乡镇村街道局委校院][ \t\xa0\u3000]+[{_HAN}]{{2,4}}(?=[\s\u3000，。、；\uff09]|$)"
)
_MARKS = "，。、；\N{FULLWIDTH COLON}"
_DOUBLED = re.compile(
    rf"(?<![。“‘\uff08《])[{_MARKS}](?:[{_MARKS}])+|[！？]{{4,}}|[！？][{_MARKS}]|[，、；][！？]"
)
_GUESSED = "；！？\N{FULLWIDTH COLON}"
_LONE_DOT = re.compile(r"(?<!…)…(?!…)")
_DOTS = re.compile(r"(?<![.\d])\.{3,}(?!\.)|。{2,}|·{3,}")
#: Half a dash behind a sentence that is whole (通车了—两岸); between names it joins: 沪—宁.
_HALF_DASH = re.compile(rf"(?<=[了着过的吗呢吧])(?<![—─])[—─](?![—─])(?=[{_HAN}])")
_DASH = re.compile(rf"(?<=[{_HAN}])(?:--+|―(?!―)|－－|——-+|-+——)(?=[{_HAN}])")
_LEAST = 30


def find_half_width(galley: Galley) -> Iterator[Finding]:
    """Findings `half_width`, warn: a half-width mark beside a Chinese character."""
    for number, passage in galley.of():
        text = blank_signs(passage.text)
        for pattern in (_HALF, _STRAIGHT):
            for hit in pattern.finditer(text):
                full = _FULL.get(hit[0]) or _curl(hit[0], text, hit.start())
                message = f"汉字旁边用了半角的“{hit[0]}”，应当是全角的“{full}”（{_SOURCE}）。"
                yield galley.find("half_width", "warn", number, hit.span(), message, full)


def _curl(mark: str, text: str, at: int) -> str:
    """The Chinese mark for a straight one: it opens where as many stand before as close."""
    opens = text.count(mark, 0, at) % 2 == 0
    return ("“”" if mark == '"' else "‘’")[not opens]


def find_spaces(galley: Galley) -> Iterator[Finding]:
    """Findings `space`, warn: a space between two Chinese characters of a sentence.

    Info for one that is as wide as a character and stands alone in its paragraph.
    """
    for number, passage in galley.of("paragraph", "quote", "item", "caption", "summary"):
        text = passage.text
        if len(text) < _LEAST and not text.endswith(("。", "！", "\N{FULLWIDTH QUESTION MARK}")):
            continue  # a signature, a line of names
        for hit in _SPACE.finditer(text):
            if not _is_between_names(text, hit.start(), hit.end()):
                message = "汉字之间多了空格。"
                yield galley.find("space", "warn", number, hit.span(), message, "")
        wide = list(_WIDE.finditer(text)) if len(text) >= _LEAST else []
        if len(wide) == 1 and not _is_between_names(text, *wide[0].span()):
            message = "汉字之间多了全角空格，是有意的吗？"
            yield galley.find("space", "info", number, wide[0].span(), message, "")


def find_doubled_marks(galley: Galley) -> Iterator[Finding]:
    """Findings `doubled_mark`: two marks where one belongs. Block, but warn after a colon or a
    semicolon, behind which words may be missing.
    """
    for number, passage in galley.of():
        for hit in _DOUBLED.finditer(passage.text):
            if set(hit[0]) == {"。"} and len(hit[0]) > 2:
                continue
            message = f"两个标点连在一起\N{FULLWIDTH COLON}“{hit[0]}”（GB/T 15834—2011）。"
            fixes = dict.fromkeys((hit[0][0], hit[0][-1]))
            severity: Severity = "warn" if hit[0][0] in _GUESSED else "block"
            yield galley.find("doubled_mark", severity, number, hit.span(), message, *fixes)


def find_odd_dots(galley: Galley) -> Iterator[Finding]:
    """Findings `dots`, warn: an ellipsis or a dash that isn't written as one."""
    for number, passage in galley.of():
        for hit in _LONE_DOT.finditer(passage.text):
            yield galley.find(
                "dots",
                "info",
                number,
                hit.span(),
                "省略号是六个点（GB/T 15834—2011第4.11条）。",
                "……",
            )
        for hit in _DOTS.finditer(passage.text):
            if hit[0] == "。。":
                continue  # told as doubled
            yield galley.find(
                "dots",
                "warn",
                number,
                hit.span(),
                "省略号应当写作“……”（GB/T 15834—2011第4.11条）。",
                "……",
            )
        for hit in (*_DASH.finditer(passage.text), *_HALF_DASH.finditer(passage.text)):
            yield galley.find(
                "dots",
                "warn",
                number,
                hit.span(),
                "破折号应当写作“——”（GB/T 15834—2011第4.10条）。",
                "——",
            )


def _is_of_unit(text: str, start: int, end: int) -> bool:
    return bool(_OF_UNIT.match(text, start - 1)) and text[end] in FREQUENT_SURNAMES


def _is_between_names(text: str, start: int, end: int) -> bool:
    """Does the space part names and their roles, or the characters of a spaced-out name?"""
    if _ROLE.search(text[max(0, start - 10) : start]) or _is_of_unit(text, start, end):
        return True
    return any(hit.start() <= start and end <= hit.end() for hit in _SPACED_OUT.finditer(text))
