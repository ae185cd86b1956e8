"""Tells where stories begin: scores each group of short lines as a head or as crossheads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.text.page.bylines import MARKS
from articles.text.page.genres import NUMBER, is_rubric
from articles.text.page.lines import ShapedRow
from articles.text.page.openers import marks
from articles.text.page.reading import Genre
from articles.text.page.rows import PageRows
from articles.text.page.signing import Signing

#: A brief has at most so many characters.
BRIEF_LETTERS = 260
#: A story's head has at most this many lines.
HEAD_LINES = 6
PHOTO = ("caption", "credit")
_WRAPPED = re.compile(
    r"^(?:[\u201c\u300c\u300e][^\u201c\u201d。]*[\u201d\u300d\u300f]|【[^】]*】|[<《〈][^》]*[>》〉])$"
)
_MARKED = re.compile(
    rf"^[{MARKS}·▶►]|^{NUMBER.pattern}|^(?:第[一二三四五六七八九十]+[章节步]|[A-Z]\.)"
)


@dataclass(slots=True)
class Lines:
    """Consecutive short rows, `first` up to `end`, with what speaks for a head (above 0) there."""

    first: int
    end: int
    genre: Genre = ""
    why: list[tuple[str, float]] = field(default_factory=list)

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
            group.why.append(("上面是简讯", 6.0))
        elif shapes[:1] and shapes[0] in PHOTO and not texts and "lead" not in shapes:
            group.genre = "photo"
        elif zone == "photo":
            zone = ""


def is_crosshead_like(text: str) -> bool:
    """Does the line look like a crosshead by its mark, its number, or the quotes around it?"""
    return bool(_WRAPPED.match(text) or _MARKED.match(text))


def weigh(page: PageRows, groups: list[Lines], signing: Signing, bounds: set[int]) -> None:
    """Fill in what speaks for and against a head at each group. `bounds` begin or end regions."""
    for n, group in enumerate(groups):
        group.why += _weigh_words(page, groups, n)
    owed = _find_owed(page.rows, groups, signing)
    for n, group in enumerate(groups):
        group.why += _weigh_place(page, group, signing, bounds, owed=n in owed)
        group.why = [(what, weight) for what, weight in group.why if weight]


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


def _weigh_place(
    page: PageRows, group: Lines, signing: Signing, bounds: set[int], *, owed: bool
) -> list[tuple[str, float]]:
    rows = page.rows
    starts = group.end in signing.starts
    special = group.genre != ""
    rubric = group.first > 0 and rows[group.first - 1].shape == "rubric"
    above = _above(rows, group.first)
    ended = above is not None and (
        above in signing.ends or above + 1 in bounds or group.first in bounds
    )
    top = above is None
    open_above = above is not None and rows[above].shape == "text" and not rows[above].closed
    return [
        ("一般情形", -1.5),
        ("下面是署名", 8.0 * starts),
        ("上一篇已经结束", 6.0 * ended),
        ("在版面开头", 8.0 * top),
        ("下一处署名在文后", 4.0 * owed),
        ("本版的署名都在文前", -3.5 * signing.above * (not starts and not owed and not special)),
        ("本版的署名都在文后", -3.5 * signing.below * (not ended and not top and not special)),
        ("下面只有图片", 5.0 * (group.genre == "photo")),
        ("上面是栏头", 5.0 * rubric),
        ("上一段没有完", -2.0 * open_above),
        ("下面没有正文", -3.0 * (group.end >= len(rows))),
        ("上面是图片", 1.0 * (group.first > 0 and rows[group.first - 1].shape in PHOTO)),
        ("有几行", (2.5 if group.end - group.first <= HEAD_LINES else -1.0) * (not group.single)),
    ]


def _weigh_words(page: PageRows, groups: list[Lines], n: int) -> list[tuple[str, float]]:
    rows, group = page.rows, groups[n]
    text = "".join(rows[group.first].text.split())
    until = groups[n + 1].first if n + 1 < len(groups) else len(rows)
    texts = [row.text for row in rows[group.end : until] if row.shape == "text"]
    size = len(text)
    found = [
        ("标题的长短", 1.5 if size >= 16 else 0.7 if size >= 12 else -0.7 if size <= 8 else 0.0)
    ]
    found.append(
        ("有小标题的标记", -4.0 * is_crosshead_like(rows[group.first].text) * group.single)
    )
    found.append(
        ("字句出自下文", -4.0 * any(text in "".join(t.split()) for t in texts) * group.single)
    )
    below = page.body(group.end, 2)
    above = page.before(group.first, 3)
    head = page.terms[group.first]
    found.append(("与下文相同的字词", 3.0 * page.weights.share(head, below)))
    found.append(("与上文相同的字词", -2.0 * page.weights.share(head, above)))
    found.append(("上下文相同的字词", -4.0 * max(0.0, page.weights.cosine(above, below) - 0.08)))
    found.append(("相邻的短行相似", -1.5 * _has_siblings(rows, groups, n)))
    if texts:
        opens = marks(texts[0])
        found.append(
            (
                "下文开头的说法",
                0.8 * opens["recently first"] - 1.0 * opens["goes on"] - 0.5 * opens["pronoun"],
            )
        )
    return found


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
