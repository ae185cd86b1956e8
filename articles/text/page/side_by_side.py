"""Parts a line that has the captions of several pictures: 图①：… 图②：…, 左图：… 右图：…"""

from __future__ import annotations

import re
from typing import NamedTuple

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_HAN = "一二三四五六七八九十"
_JOINED = r"\s*[、,和及与]?\s*"
_MARK = re.compile(
    rf"(?:图片?|照片)\s*(?P<circled>[{_CIRCLED}](?:{_JOINED}[{_CIRCLED}])*)"
    rf"|(?:图片?|照片)\s*(?P<number>\d{{1,2}}(?!\s?\d|[%年月日])|[{_HAN}](?![{_HAN}个张幅组片种次]))"
    r"|(?P<side>[左右上下中]{1,2})图(?!书|纸|案|形|片)"
    r"|\((?P<bracketed>[左右上下中]{1,2})\)"
    rf"|(?P<bare>[{_CIRCLED}])"
    r"|(?P<arrow>[▲△▼▽◀▶←→↑↓])"
)
#: How late a picture on a side is read: rows from above, in each from the left.
_FARTHER = {"中": 1, "右": 2, "下": 4}
#: What stands between the mark and the words, and what speaks of a picture without showing it.
_SIGN = re.compile(r"\s*[:.、为是]?\s*")
_MENTION = re.compile(r"\s*(?:所示|中的|里的|显示|可见|可以)")
_ENDED = re.compile(r"(?:^|[。;,、!?)】”’…]|\s)$")
_LONGEST = 600
_AND = re.compile(_JOINED)
#: Marks that also count points of a text: only where pictures stand above do they part captions.
_LOOSE = ("bare", "bracketed")


class CaptionPart(NamedTuple):
    """Where a caption begins in its line, where its words do, of how many pictures it is, and
    which of them comes first: the lower number, the left one, the upper one."""

    start: int
    words: int
    pictures: int
    rank: int


def part_captions(line: str, *, loose: bool = False) -> list[CaptionPart]:
    """The captions on a line (with ASCII marks) that begins with one and has several, else none.

    `loose` allows ①… ②… and （左）… （右）…, too.
    """
    found: list[CaptionPart] = []
    if len(line) > _LONGEST:
        return found
    keys: list[str] = []
    family, open_ = "", False  # open_: does 图1 stand before 、图2：?
    for hit in _MARK.finditer(line):
        kind = str(hit.lastgroup)
        if not family and hit.start() == len(line) - len(line.lstrip()):
            family = kind
        if kind != family or not _ENDED.search(line[max(0, hit.start() - 1) : hit.start()]):
            continue
        if _MENTION.match(line, hit.end()):
            return []
        keys += _keys(hit)
        count = len(_keys(hit))
        if open_:
            first = found.pop()
            found.append(first._replace(words=hit.end(), pictures=first.pictures + count))
        else:
            found.append(CaptionPart(hit.start(), hit.end(), count, _rank(_keys(hit)[0])))
        after = _AND.match(line, hit.end())
        open_ = bool(after and _MARK.match(line, after.end()))
    found = [each._replace(words=_skip(line, each.words)) for each in found]
    allowed = loose or family not in _LOOSE
    return found if len(found) > 1 and allowed and _differ(keys) and _speak(line, found) else []


def _keys(hit: re.Match[str]) -> list[str]:
    said = hit[str(hit.lastgroup)]
    if hit.lastgroup in ("circled", "bare"):
        return [str(_CIRCLED.index(each) + 1) for each in said if each in _CIRCLED]
    return [str(_HAN.index(said) + 1) if said in (*_HAN,) else said]


def _rank(key: str) -> int:
    if key.isdigit():
        return int(key)
    return sum(_FARTHER.get(each, 0) for each in key)


def _differ(keys: list[str]) -> bool:
    """Numbers count on; sides and arrows are each another one."""
    if all(key.isdigit() for key in keys):
        first = int(keys[0])
        return [int(key) for key in keys] == [*range(first, first + len(keys))]
    return len(set(keys)) == len(keys)


def _skip(line: str, at: int) -> int:
    sign = _SIGN.match(line, at)
    return sign.end() if sign else at


def _speak(line: str, found: list[CaptionPart]) -> bool:
    ends = [each.start for each in found[1:]] + [len(line)]
    return all(
        len(re.findall(r"\w", line[each.words : end])) > 1
        for each, end in zip(found, ends, strict=True)
    )


def read_mark(line: str) -> list[CaptionPart]:
    """The one caption of a line that begins with 左图：, 图①： or the like, if it does."""
    hit = _MARK.match(line)
    sign = _SIGN.match(line, hit.end()) if hit else None
    if hit is None or sign is None or hit.lastgroup in (*_LOOSE, "arrow"):
        return []
    if not sign[0] or _MENTION.match(line, hit.end()):
        return []
    part = CaptionPart(0, sign.end(), len(_keys(hit)), _rank(_keys(hit)[0]))
    return [part] if _speak(line, [part]) else []
