"""Repairs what extraction does to characters: spaces between them, invisible ones, '.' for 。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from articles.text.characters import UNSEEN
from articles.text.page.printed import PrintedLine
from articles.text.punctuation import is_han

_H = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
#: Chinese characters and marks, and ASCII marks as extraction makes them.
_WRITTEN = (
    rf"{_H}\u3001\u3002\u2014\u2026\u201c\u201d\u2018\u2019\u3008-\u3011"
    r"\uff00-\uff0f\uff1a-\uff1f,;:!?()"
)
_SPACE = r" \xa0\u2000-\u200a\u202f\u3000"
_SINGLE = rf"(?:(?<![^{_SPACE}])[{_WRITTEN}\d][{_SPACE}])"
#: Single characters with spaces between them: surely spaced out, or if other lines are.
_SPACED_OUT = re.compile(rf"{_SINGLE}{{4,}}[{_WRITTEN}\d]")
_PERHAPS_SPACED = re.compile(rf"{_SINGLE}{{2,}}[{_WRITTEN}\d]")
_BETWEEN = re.compile(
    rf"(?<=[{_WRITTEN}])(?<!/[文图])[{_SPACE}](?=[{_WRITTEN}\w])|(?<=\w)[{_SPACE}](?=[{_WRITTEN}])"
)
_INVISIBLE = frozenset(UNSEEN)
#: Characters that join or choose glyphs; between Chinese characters they do nothing.
_JOINING = frozenset("\u200c\u200d") | {chr(n) for n in range(0xFE00, 0xFE10)}
_ALIKE = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}
_UNITS = (
    "年月日时分秒点岁元万千百亿个人名位项条户家次台吨米里件张册本所座号楼室版期届天周小公平亩斤克度层路场支批辆"
    "%\u2030\u2103"
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9.])[0-9OolI|.,]*[0-9][0-9OolI|.,]*(?![A-Za-z])")
_LONE = re.compile(rf"(?<![A-Za-z0-9])[lI](?=[月日][\dlIO{_H}])")
_NO_NUMBER = frozenset({"O2O", "o2o"})
_HALF = dict(zip("\uff61\uff62\uff63\uff64\uff65", "。「」、·", strict=True))
_FULL = {chr(0xFEE0 + n): chr(n) for n in (*range(48, 58), *range(65, 91), *range(97, 123))}
_CLOSING = "\u201d\u2019》）)】』」%\u2103\u2030\u33a1"
_ENUMERATED = re.compile(r"\s*[(（]?\d{1,2}[.．]")


def repair_noise(lines: Sequence[PrintedLine]) -> None:
    """Change the `cells` of lines where extraction damaged their characters."""
    for line in lines:
        _remove_invisible(line)
        _change(line, ((at, now) for at, c in enumerate(line.cells) if (now := _same(c))))
    spaced = sum(bool(_SPACED_OUT.search("".join(line.cells))) for line in lines) > 1
    for line in lines:
        _remove_spaces(line, _PERHAPS_SPACED if spaced else _SPACED_OUT)
        _change(line, _numbers(line))
        line.settle()
    _restore_stops(lines)


def _change(line: PrintedLine, changes: Iterable[tuple[int, str]]) -> None:
    for at, now in list(changes):
        line.cells[at] = now


def _same(character: str) -> str:
    """The usual form of a half-width mark, a full-width letter or digit, or "" for others."""
    return _HALF.get(character) or _FULL.get(character, "")


def _remove_invisible(line: PrintedLine) -> None:
    if _INVISIBLE.isdisjoint(line.raw):
        return
    for at, c in enumerate(line.raw):
        if c in _JOINING:
            beside = line.raw[max(0, at - 1) : at] + line.raw[at + 1 : at + 2]
            if not any(map(is_han, beside)):
                continue
        if c in _INVISIBLE and not 0xE0020 <= ord(c) < 0xE0200:
            line.cells[at] = ""


def _shown(line: PrintedLine) -> tuple[str, list[int]]:
    """(the text as repaired so far, the offset in `raw` of each of its characters)."""
    at = [n for n, cell in enumerate(line.cells) if cell]
    return "".join(line.cells), at


def _remove_spaces(line: PrintedLine, spaced_out: re.Pattern[str]) -> None:
    """Remove single spaces between Chinese characters if a part of the line is spaced out."""
    text, at = _shown(line)
    if not spaced_out.search(text):
        return
    usual = Counter(c for run in spaced_out.finditer(text) for c in run[0] if c.isspace())
    space = usual.most_common(1)[0][0]
    for run in spaced_out.finditer(text):
        for n in range(run.start(), run.end()):
            if text[n] == space:
                line.cells[at[n]] = ""
    for between in _BETWEEN.finditer(text):
        if between[0] == space:
            line.cells[at[between.start()]] = ""


def _numbers(line: PrintedLine) -> Iterator[tuple[int, str]]:
    """Letters that stand for digits: l998年, 2O26."""
    if not any(c in line.raw for c in _ALIKE):
        return
    text, at = _shown(line)
    for number in _NUMBER.finditer(text):
        wrong = [n for n in range(*number.span()) if text[n] in _ALIKE]
        digits = sum(map(str.isdigit, number[0]))
        unit = text[number.end() : number.end() + 1]
        if not wrong or number[0] in _NO_NUMBER or "|" in (number[0][0], number[0][-1]):
            continue
        if (unit and unit in _UNITS) or (digits >= 2 and text[number.end() - 1].isdigit()):
            yield from ((at[n], _ALIKE[text[n]]) for n in wrong)
    yield from ((at[single.start()], "1") for single in _LONE.finditer(text))


def _restore_stops(lines: Sequence[PrintedLine]) -> None:
    """Make 。 of points at the end of Chinese sentences, unless the page has other full stops."""
    points = list(_points(lines))
    stops = sum(line.raw.count("。") for line in lines)
    many = len(points) > stops
    for line, at, ends in points:
        if many or ends:
            line.cells[at] = "。"
            line.settle()


def _points(lines: Sequence[PrintedLine]) -> Iterator[tuple[PrintedLine, int, bool]]:
    """Each point that may be a full stop: its line, its offset, whether it ends the line."""
    for n, line in enumerate(lines):
        if "." not in line.raw and "．" not in line.raw:
            continue
        above = lines[n - 1].text[-1:] if n else ""
        below = lines[n + 1].text[:1] if n + 1 < len(lines) else ""
        text, at = _shown(line)
        numbered = _ENUMERATED.match(text)
        for hit in re.finditer(r"(?<![.．])[.．](?![.．])", text):
            here = hit.start()
            before, after = text[:here].rstrip()[-1:] or above, text[here + 1 :].lstrip()[:1]
            ends = not after
            if numbered and here < numbered.end():
                continue
            if _is_stop(before, after or below, at_end=ends):
                yield line, at[here], ends and is_han(before)


def _is_stop(before: str, after: str, *, at_end: bool) -> bool:
    if not before or (after.isascii() and after.isalpha() and not at_end):
        return False
    if is_han(before) or before in _CLOSING:
        return True
    return (
        before.isalnum() and not after.isdigit() and (at_end or is_han(after) or after in "“‘《（(")
    )
