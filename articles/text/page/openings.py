"""Tells where stories begin: scores each group of short lines as a head or as crossheads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from articles.text.page.bylines import MARKS
from articles.text.page.datelines import DATELINE
from articles.text.page.furniture import SECTION_NUMBER
from articles.text.page.genres import BRIEF_LETTERS, is_rubric
from articles.text.page.heads import NEWS
from articles.text.page.lines import ShapedRow
from articles.text.page.openers import marks
from articles.text.page.preambles import opens_text
from articles.text.page.reading import Genre
from articles.text.page.region import NUMBER
from articles.text.page.rows import PageRows
from articles.text.page.signing import Signing
from articles.text.page.weights import weights

#: A story's head has at most this many lines.
HEAD_LINES = 6
PHOTO = ("caption", "credit")
#: What 编者按 below a group weighs: no crosshead has it below.
NOTED = 4.0
#: So many paragraphs are a story; a crosshead is rarely as long.
_PARAGRAPHS, _CROSSHEAD_LETTERS = 3, 8
_WRAPPED = re.compile(
    r"^(?:[\u201c\u300c\u300e][^\u201c\u201d。]*[^…。][\u201d\u300d\u300f]|【[^】]*】|[<《〈][^》]*[>》〉])$"
)
_COUNTED = re.compile(
    r"(?P<label>[\u3400-\u9fff]{2,4})\s?(?:[①-⑳]|0?\d|(?:之|其)?[一二三四五六七八九十])(?=$|[\s:、·|])"
)
_MARKED = re.compile(
    rf"^[{MARKS}·▶►]|^{NUMBER.pattern}|^(?:第[一二三四五六七八九十]+[章节步]|[A-Z]\.)"
)


@dataclass(slots=True)
class Lines:
    """Consecutive short rows, `first` up to `end`, with what speaks for a head (above 0) there.

    `brief`: do they stand in a collection of briefs? `seen` is the evidence by name, `why` what
    each weighs.
    """

    first: int
    end: int
    genre: Genre = ""
    brief: bool = False
    why: list[tuple[str, float]] = field(default_factory=list)
    seen: dict[str, float] = field(default_factory=dict)

    @property
    def head(self) -> int:
        """The first row that can be of a story's head; what stands above is left over."""
        return max(self.first, self.end - HEAD_LINES)

    @property
    def single(self) -> bool:
        return self.end - self.first == 1

    @property
    def score(self) -> float:
        return sum(weight for _, weight in self.why)


def find_groups(rows: list[ShapedRow], taken: set[int]) -> list[Lines]:
    groups: list[Lines] = []
    first: int | None = None
    for n in range(len(rows) + 1):
        short = n < len(rows) and rows[n].shape == "short" and n not in taken
        if short and first is None:
            first = n
        elif not short and first is not None:
            groups.append(Lines(first, n))
            first = None
    return groups


def find_rubrics(rows: list[ShapedRow], taken: set[int]) -> None:
    """Tell lines such as 图片新闻 from heads: they say what stands below and belong to no story."""
    for n, row in enumerate(rows[:-1]):
        below = rows[n + 1].shape
        if (
            row.shape == "short"
            and n not in taken
            and (
                ((genre := is_rubric(row.text)) == "photo" and below in (*PHOTO, "short"))
                or (genre == "briefs" and below == "short")
            )
        ):
            row.shape = "rubric"


def find_special(rows: list[ShapedRow], groups: list[Lines]) -> None:
    """Give groups their genre: items below a rubric such as 简讯, and photos with a headline."""
    zone: Genre = ""
    for n, group in enumerate(groups):
        until = groups[n + 1].first if n + 1 < len(groups) else len(rows)
        shapes = [row.shape for row in rows[group.end : until]]
        if group.first and rows[group.first - 1].shape == "rubric":
            zone = is_rubric(rows[group.first - 1].text)
        texts = [row for row in rows[group.end : until] if row.shape == "text"]
        if zone == "briefs":
            brief = len(texts) == 1 and len(texts[0].text) <= BRIEF_LETTERS
            group.genre, zone = ("brief", "briefs") if brief else ("", "")
            group.brief = True
        elif shapes[:1] and shapes[0] in PHOTO and not texts and "lead" not in shapes:
            group.genre = "photo"
        elif zone == "photo":
            zone = ""


def is_crosshead_like(text: str) -> bool:
    """Does the line look like a crosshead by its mark, its number, or the quotes around it?"""
    return bool(_WRAPPED.match(text) or _MARKED.match(text))


def weigh(page: PageRows, groups: list[Lines], signing: Signing, bounds: set[int]) -> None:
    """Fill in what speaks for and against a head at each group. `bounds` begin or end regions."""
    known = weights("openings")
    found = [_see_words(page, groups, n) for n in range(len(groups))]
    for group, seen in zip(groups, found, strict=True):
        group.why += _score(seen, known)
    owed = _find_owed(page.rows, groups, signing)
    for n, group in enumerate(groups):
        seen = _see_place(page, group, signing, bounds, owed=n in owed)
        group.why += _score(seen, known)
        if group.end < len(page.rows) and opens_text(page.rows[group.end].text):
            group.why.append(("下面是编者按", NOTED))
        group.seen = {**found[n], **seen}


def _score(seen: dict[str, float], known: dict[str, float]) -> list[tuple[str, float]]:
    return [(what, known.get(what, 0.0) * value) for what, value in seen.items() if value]


def _find_owed(rows: list[ShapedRow], groups: list[Lines], signing: Signing) -> set[int]:
    """The likeliest group of each stretch in which a second story must begin.

    The story above is signed above its text, and yet a byline below ends the text: it is of a
    story whose head stands somewhere between.
    """
    owed: set[int] = set()
    begun, between = False, list[int]()
    known = {group.first: n for n, group in enumerate(groups)}
    for at in range(len(rows)):
        if at in known and groups[known[at]].end not in signing.starts:
            between.append(known[at])
        if at in signing.starts:
            begun, between = True, []
        elif at in signing.ends:
            if begun and between and at in signing.firm:
                owed.add(max(between, key=lambda n: groups[n].score))
            begun, between = False, []
    return owed


def _see_place(
    page: PageRows, group: Lines, signing: Signing, bounds: set[int], *, owed: bool
) -> dict[str, float]:
    """The evidence of where the rows stand, by name."""
    rows = page.rows
    begin = _find_text(rows, group.end)
    signed = bool({group.end, begin} & signing.starts)
    starts = signed or _comes_from_elsewhere(rows[group.end : group.end + 1])
    special = group.genre != ""
    rubric = group.first > 0 and rows[group.first - 1].shape == "rubric"
    above = _above(rows, group.first)
    ended = above is not None and (
        above in signing.ends or above + 1 in bounds or group.first in bounds
    )
    top = above is None
    return {
        "一般情形": 1.0,
        "下面是署名": float(starts),
        "上一篇已经结束": float(ended),
        "在版面开头": float(top),
        "下一处署名在文后": float(owed),
        "本版的署名都在文前": signing.above * (not starts and not owed and not special),
        "本版的署名都在文后": signing.below * (not ended and not top and not special),
        "下面只有图片": float(group.genre == "photo"),
        "上面是栏头": float(rubric),
        "上面是简讯": float(group.brief),
        "上一段没有完": float(above is not None and _is_open(rows[above])),
        "下面没有正文": float(group.end >= len(rows)),
        "上面是图片": float(group.first > 0 and rows[group.first - 1].shape in PHOTO),
        "有几行": float(not group.single and group.end - group.first <= HEAD_LINES),
        "行数过多": float(group.end - group.first > HEAD_LINES),
    }


def _find_text(rows: list[ShapedRow], at: int) -> int:
    """The row below a group, not counting its photos and the words of the paper."""
    while at < len(rows) and (rows[at].shape in PHOTO or opens_text(rows[at].text)):
        at += 1
    return at


def _comes_from_elsewhere(rows: list[ShapedRow]) -> bool:
    """Does a part of a story begin here that comes from another page?"""
    return any(not turn.onward for row in rows for turn in row.turns)


def _is_open(row: ShapedRow) -> bool:
    return row.shape == "text" and not row.closed


def _see_words(page: PageRows, groups: list[Lines], n: int) -> dict[str, float]:
    """The evidence of what the rows and the texts beside them say, by name."""
    rows, group = page.rows, groups[n]
    text = "".join(rows[group.first].text.split())
    until = groups[n + 1].first if n + 1 < len(groups) else len(rows)
    texts = [row.text for row in rows[group.end : until] if row.shape == "text"]
    below, above = page.body(group.end, 2), page.before(group.first, 3)
    heads = page.terms[group.head : group.end]
    opens = marks(texts[0]) if texts else {}
    size = len(text)
    return {
        "标题的长": min(max(size - 10, 0), 8) / 8,
        "标题的短": max(0, 10 - size) / 6,
        "有小标题的标记": float(
            (group.single and _is_marked(rows, group.first)) or _is_counted(rows, groups, n)
        ),
        "字句出自下文": float(group.single and any(text in "".join(t.split()) for t in texts)),
        "与下文相同的字词": max(page.weights.share(head, below) for head in heads),
        "与上文相同的字词": max(page.weights.share(head, above) for head in heads),
        "上下文相同的字词": max(0.0, page.weights.cosine(above, below) - 0.08),
        "相邻的短行相似": float(_has_siblings(rows, groups, n)),
        "下文有电头": float(bool(texts and DATELINE.match(texts[0]))),
        "下文开头有时间": opens.get("recently first", 0.0),
        "下文开头承接上文": opens.get("goes on", 0.0),
        "下文开头是代词": opens.get("pronoun", 0.0),
        "像新闻的说法": float(any(NEWS.search(r.text) for r in rows[group.head : group.end])),
        "是一问": float(text.endswith("?")),
        "空行": float(_is_parted(rows, group.first)),
        "上下各够一篇": float(group.single and _stands_between_stories(rows, group.first)),
    }


def _is_marked(rows: list[ShapedRow], at: int) -> bool:
    """Has the row a crosshead's mark, or does its number stand on the line above?"""
    numbered = at > 0 and rows[at - 1].shape == "furniture" and rows[at - 1].text[-1:].isdigit()
    own = numbered and SECTION_NUMBER.fullmatch(rows[at - 1].text) is not None
    return own or is_crosshead_like(rows[at].text)


def _is_counted(rows: list[ShapedRow], groups: list[Lines], n: int) -> bool:
    """Is the first row one of several that count the parts of a story: 镜头一, 关键词②?"""
    label = _COUNTED.match(rows[groups[n].first].text)
    others = (_COUNTED.match(rows[each.first].text) for each in groups[max(0, n - 3) : n + 4])
    return label is not None and any(
        other is not None and other["label"] == label["label"] and other[0] != label[0]
        for other in others
    )


def _stands_between_stories(rows: list[ShapedRow], at: int) -> bool:
    """Do as many paragraphs as a story has stand above and below, with no other short row?"""
    above = takewhile(lambda row: row.shape in ("text", *PHOTO), reversed(rows[:at]))
    below = takewhile(lambda row: row.shape in ("text", *PHOTO), rows[at + 1 :])
    counts = [sum(row.shape == "text" for row in each) for each in (above, below)]
    return min(counts) >= _PARAGRAPHS and len(rows[at].text) >= _CROSSHEAD_LETTERS


def _is_parted(rows: list[ShapedRow], at: int) -> bool:
    """Do more blank lines stand above the row than above paragraphs?"""
    blanks = [row.blanks for row in rows if row.shape == "text" and not row.inline]
    return at > 0 and bool(blanks) and rows[at].blanks > sorted(blanks)[len(blanks) // 2]


def _above(rows: list[ShapedRow], at: int) -> int | None:
    """The row above, not counting photos."""
    at -= 1
    while at >= 0 and rows[at].shape in PHOTO:
        at -= 1
    return at if at >= 0 else None


def _has_siblings(rows: list[ShapedRow], groups: list[Lines], n: int) -> bool:
    """Does a neighbouring single short line look alike: as many phrases, or the same mark?"""
    text = rows[groups[n].first].text
    count = len(text.split())
    for m in (n - 1, n + 1):
        if 0 <= m < len(groups) and groups[m].single:
            other = rows[groups[m].first].text
            if count > 1 and len(other.split()) == count:
                return True
            if text[-1:] == other[-1:] and text[-1:] in "?!":
                return True
    return False
