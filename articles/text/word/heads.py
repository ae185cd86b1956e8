"""Which lines of a Word file are heads: by size, centring, weight, face, style and words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.page.credits import is_loose_credit
from articles.text.page.datelines import SOURCE_LINE
from articles.text.punctuation import fold_marks
from articles.text.word.items import WordItem, WordLine, WordTable

_HEAD_FACES = re.compile("黑|Hei|小标宋|标宋|粗|Heavy|Bold", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[—―－─-]{2,}|[—―─])\s*(?=\S)")
#: A share in the work and who had it: 策划:陈一 统筹:何苇、林小禾.
_SHARES = re.compile(
    r"\s*(?:视频|海报|图片)?(?:总?策划|统筹|总?监制|执行|审[核校]|校对|终审|签发|拍摄|摄像|航拍|剪辑|制作|设计|制图|绘图|漫画|插[图画]|美编|版式|配音|出镜|技术|文案|指导)"
    r"\s*[:/|]\s*[\u3400-\u9fff·]{2,8}(?:[、\s][\u3400-\u9fff·]{2,8}(?![:/|\u3400-\u9fff]))*(?=\s|$)"
)
#: What stands above a table and belongs to it.
_TABLE_TITLE = re.compile(r"(?:附?表|表格)\s*[\d一二三四五六七八九十]")
_ENDS = "。；，、：;,:"
_LONGEST = 60
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、])\s*\S"
)
_BRACKETED = re.compile("【[^【】]{2,20}】")
_HAN_NUMBER = re.compile(
    r"(?P<chapter>[一二三四五六七八九十]{1,3}、)|(?P<part>[(（][一二三四五六七八九十]{1,3}[)）])"
)
_COLLECTION = re.compile("简讯|短讯|快讯|要闻|动态|信息汇总|稿件汇总|一周|一组")
_SEPARATOR = re.compile(
    r"\s*(?:[*＊=_·●○◆~～\-—─]{3,}|(?:附\s*)?(?:稿件?|第)\s*[一二三四五六七八九十\d]{1,3}\s*(?:篇|稿|条)?\s*[:：、.]?"
    r"|[(（【]?\s*(?:(?:精?简|详细|完整)[版稿]|[长短]稿)\s*[)）】]?\s*[:：]?"
    r"|[(（【]\s*(?:稿件?|第)\s*[一二三四五六七八九十\d]{1,3}\s*(?:篇|稿|条)?\s*[)）】])\s*"
)


@dataclass(frozen=True, slots=True)
class TypeMeasure:
    """What the body of a file is set in, by which its heads are known."""

    size: float
    face: str

    @classmethod
    def of(cls, items: Sequence[WordItem]) -> TypeMeasure:
        sizes: Counter[float] = Counter()
        faces: Counter[str] = Counter()
        for item in items:
            if isinstance(item, WordLine) and len(item.words) > 20:
                sizes[item.size] += len(item.words)
                faces[item.face] += len(item.words)
        if not sizes:
            sizes.update(item.size for item in items if isinstance(item, WordLine))
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        face = faces.most_common(1)[0][0] if faces else ""
        return cls(size, face)

    def weigh(self, line: WordLine) -> int:
        """How much a line looks like a head; 0 for one that looks like the text."""
        points = {"title": 5, "subtitle": 1, "caption": -9}.get(line.paragraph.kind, 0)
        if line.paragraph.kind.startswith("heading"):
            points = 3 if line.paragraph.kind == "heading1" else 2
        ratio = line.size / self.size if self.size else 1.0
        points += 3 if ratio >= 1.25 else 2 if ratio >= 1.08 else -1 if ratio < 0.92 else 0
        points += 2 if line.centred else 0
        points += 1 if line.bold else 0
        other = line.face != self.face and bool(_HEAD_FACES.search(line.face))
        return points + (1 if other else 0)


Look = tuple[str, float, bool, bool]


def look_of(line: WordLine) -> Look:
    """By which two heads are told to be of one rank."""
    return line.paragraph.kind, line.size, line.centred, line.bold


def may_be_head(line: WordLine) -> bool:
    """Could these words stand above a text?"""
    words = line.words
    if not words or len(words) > _LONGEST or words[-1] in _ENDS or "。" in words:
        return False
    if line.marker is not None and not line.marker.typed:
        return False
    return not line.boxed and not line.right and line.paragraph.kind != "caption"


def is_deck(line: WordLine) -> bool:
    """A subhead that begins with ——."""
    return bool(_DASH.match(line.text)) and len(line.words) <= _LONGEST and not is_separator(line)


def is_separator(line: WordLine) -> bool:
    """Does the line part two stories, if a headline follows (第一条) or whatever does (***)?"""
    return line.marker is None and bool(_SEPARATOR.fullmatch(line.text))


def is_credit_line(line: WordLine) -> bool:
    """Does the line below a head say where the text or its pictures come from, or who else had a
    part in it? It is no subhead, and stays with the text."""
    text = fold_marks(line.words)
    if SOURCE_LINE.fullmatch(text) or is_loose_credit(text):
        return True
    parts = _SHARES.findall(text)
    return bool(parts) and "".join("".join(parts).split()) == "".join(text.split())


def is_numbered(line: WordLine) -> bool:
    return bool(_NUMBERED.match(line.text))


def is_collection(text: str) -> bool:
    """Does a headline say that several short texts follow?"""
    return bool(_COLLECTION.search(text))


def is_crosshead(line: WordLine, measure: TypeMeasure, following: WordItem | None) -> bool:
    """A short line in bold, in another face or in a heading's style, above a text."""
    if not may_be_head(line) or len(line.words) > 40 or is_credit_line(line):
        return False
    if following is None or (isinstance(following, WordLine) and following.right):
        return False
    if isinstance(following, WordTable) and _TABLE_TITLE.match(line.words):
        return False
    numbered = is_numbered(line) and bool(line.face) and line.face != measure.face
    if _BRACKETED.fullmatch(line.words) and isinstance(following, WordLine):
        return len(following.words) > len(line.words)
    return numbered or measure.weigh(line) > 0 or _is_numbered_head(line, following)


def _is_numbered_head(line: WordLine, following: WordItem | None) -> bool:
    """一、抓好日常 above a text, set like it; above another such line it is one item of a list."""
    rank = _HAN_NUMBER.match(line.words)
    if rank is None or len(line.words) > 28 or re.search("[，；：:,;]", line.words):
        return False
    if not isinstance(following, WordLine):
        return False
    below = _HAN_NUMBER.match(following.words)
    if below is not None:
        return bool(rank["chapter"]) and bool(below["part"])
    return len(following.words) > len(line.words) and following.words[-1] in "。！？”…"


def find_lone_heading(items: Sequence[WordItem]) -> WordLine | None:
    """The only heading of the first rank, where others of lower ranks or a deck are below it: so
    directly under a title it is the headline, and no crosshead."""
    lines = [each for each in items if isinstance(each, WordLine)]
    first = [n for n, line in enumerate(lines) if line.paragraph.kind == "heading1"]
    if len(first) != 1:
        return None
    below = lines[first[0] + 1 :]
    ranked = any(line.paragraph.kind.startswith("heading") for line in below)
    return lines[first[0]] if ranked or any(map(is_deck, below[:1])) else None
