"""Finds the captions of photos: beside a credit, by a mark, or by their words."""

from __future__ import annotations

import re
from collections.abc import Collection

from articles.text.page.bylines import people
from articles.text.page.credits import find_provided
from articles.text.page.lines import ShapedRow
from articles.text.page.preambles import opens_text
from articles.text.page.rows import PageRows

#: A caption even where it has no credit.
_SAYS_SO = re.compile(r"^(?:[上下左右]?图[为::]|图[一二三四①-④\d][::为])|[。!?;]\s*[上下左右]?图为")
#: From this on, the side of one photo's credit tells on which side the others have theirs.
SURE = 2.0
#: With less for one side of a credit than this, it is a guess which is its caption.
DOUBTFUL = 0.8
_MARK = re.compile(r"^[▲▼◀▶△▽←→↑↓↖↗↘↙►◄]")
#: The score from which on a text above 甲 摄影报道 is a caption, and no story's last paragraph.
_CAPTION_AT_LEAST = 0.3
#: Words that point at a picture.
_SHOWS = re.compile(
    r"(?:^|[。!?;,])\s*(?:[上下左右]?图[为中是一二三四①②③\d:]|这是|图片[为是:]|图[::])|[上下左右]图|\((?:[左右中前后]|前排|后排)[一二三四]?\)|资料图"
)
_SENTENCE = re.compile("[。!?;]")
#: A sentence of so many characters is more often a caption than a paragraph.
_BRIEF = 45
#: No caption has so many, unless it says that it is one.
_LONG = 150
_DOING = re.compile(r"正在|[在向为给].{1,12}(?:讲解|展示|演示|参观|选购|表演|检查|劳动|采摘)")
#: A story that is signed so has at least so many paragraphs, and more than one who signs: a
#: photographer alone signs a photo.
_PARAGRAPHS, _SIGNERS = 3, 2
#: Who wrote the text stands above who took its pictures.
_WROTE = re.compile(r"(?:^文[:/\s]|[\s/]文字?$)")
_SHOT_REPORT = re.compile(r"[摄攝]影[报報][道導导]|图文|文/图|图/文")


def find_captions(page: PageRows) -> set[int]:
    """Give the rows that are captions their shape; those for which it is a guess."""
    unsure: set[int] = set()
    rows = page.rows
    _find_marked(rows)
    for n, row in enumerate(rows):
        if row.shape == "credit" and _opens_story(rows, n):
            row.shape = "byline"
    for n, row in enumerate(rows):
        if row.shape == "credit" and row.inline and n and rows[n - 1].shape != "byline":
            if _ends_story(page, n):
                row.shape = "trailing"
            else:
                rows[n - 1].shape = "caption"
                unsure |= {n - 1} if _may_be_text(rows, n) else set()
        elif row.shape == "text" and _SAYS_SO.search(row.text):
            row.shape = "caption"
    for n, row in enumerate(rows):
        if row.shape == "credit" and not row.inline and _signs_story(rows, n):
            row.shape = "byline"
    alone = [
        n for n, row in enumerate(rows)
        if row.shape == "credit" and not row.inline and not _is_of_story(rows, n)
    ]  # fmt: skip
    sides = [_side(page, n, 0.0) for n in alone]
    lean = 0.7 * sum(side for side, surely in sides if surely >= SURE)
    served = {n - 1 for n, row in enumerate(rows) if row.shape == "credit" and row.inline}
    for n in alone:
        side, surely = _side(page, n, max(-1.5, min(1.5, lean)), served)
        if side and not (_follows_head(rows, n) and (side < 0 or _has_more_text(rows, n))):
            rows[n + side].shape = "caption"
            served.add(n + side)
            unsure |= {n + side} if surely < DOUBTFUL else set()
    return unsure


def _ends_story(page: PageRows, n: int) -> bool:
    """Does the credit say who wrote a story and took its pictures, below the last paragraph?"""
    above = page.rows[n - 1]
    if not _SHOT_REPORT.search(page.rows[n].text) or n < 2 or _SAYS_SO.search(above.text):
        return False
    if len(above.text) > _LONG:
        return True
    score = _score(page, n, -1)
    return page.rows[n - 2].shape == "text" and score is not None and score < _CAPTION_AT_LEAST


def _opens_story(rows: list[ShapedRow], n: int) -> bool:
    """Does 甲 摄影报道 stand between a head and a text of several paragraphs, or 丙 图 below
    甲 文, with which it is a byline?"""
    if n and rows[n - 1].shape == "byline" and _WROTE.search(rows[n - 1].text):
        below = rows[n + 1] if n + 1 < len(rows) else None
        return not rows[n].inline and below is not None and not _SHOWS.search(below.text)
    shapes = [row.shape for row in rows[n - 1 : n + 3]] if n else []
    report = bool(_SHOT_REPORT.search(rows[n].text))
    return report and shapes == ["short", "credit", "text", "text"]


def _signs_story(rows: list[ShapedRow], n: int) -> bool:
    """Does 记者 甲 摄影报道 stand below a text of several paragraphs that nobody else signs?"""
    if not _SHOT_REPORT.search(rows[n].text) or len(people(rows[n].text)) < _SIGNERS:
        return False
    at = n - 1
    while at >= 0 and rows[at].shape == "text":
        at -= 1
    shown = _SHOWS.search(rows[n - 1].text) or _DOING.search(rows[n - 1].text)
    return n - at > _PARAGRAPHS and at >= 0 and rows[at].shape == "short" and not shown


def _is_of_story(rows: list[ShapedRow], n: int) -> bool:
    """Does 图片由甲提供 stand beside a byline between a head and a text? No caption is its own."""
    above = rows[n - 1].shape if n else ""
    below = rows[n + 1].shape if n + 1 < len(rows) else ""
    provided = find_provided(rows[n].text) == 0
    return provided and (
        (above, below) == ("byline", "text") or (above, below) == ("short", "byline")
    )


def _follows_head(rows: list[ShapedRow], n: int) -> bool:
    """Does a credit stand between the last of several short rows, which tells of no picture, and
    a text? Then the row is of a headline, and the photo has no caption."""
    shapes = [row.shape for row in rows[max(0, n - 2) : n + 2]]
    above = rows[n - 1].text
    tells = rows[n - 1].closed or _SHOWS.search(above) or _DOING.search(above)
    return shapes == ["short", "short", "credit", "text"] and not tells


def _has_more_text(rows: list[ShapedRow], n: int) -> bool:
    return [row.shape for row in rows[n + 1 : n + 3]] == ["text", "text"]


def _may_be_text(rows: list[ShapedRow], n: int) -> bool:
    """May the text above 甲 摄影报道 be a story's last paragraph, and no caption?"""
    text = rows[n - 1].text
    report = bool(_SHOT_REPORT.search(rows[n].text)) and not _SAYS_SO.search(text)
    inside = n > 1 and rows[n - 2].shape == "text"
    return report and len(text) > (_BRIEF / 2 if inside else 2 * _BRIEF)


def _find_marked(rows: list[ShapedRow]) -> None:
    """Rows with an arrow are captions, unless several in a row have it: those are items."""
    for n, row in enumerate(rows):
        if row.shape not in ("text", "short") or not _MARK.match(row.text):
            continue
        near = (*rows[max(0, n - 1) : n], *rows[n + 1 : n + 2])
        if not any(other.text[:1] == row.text[0] for other in near) and not _heads(rows, n):
            row.shape = "caption"


def _heads(rows: list[ShapedRow], n: int) -> bool:
    """Is a short row with an arrow a crosshead: without a credit, above text, one of several?"""
    row = rows[n]
    bare = row.shape == "short" and not row.closed and not _SHOWS.search(row.text[1:])
    if not bare or any(r.shape == "credit" for r in rows[n + 1 : n + 2]):
        return False
    alike = [r for r in rows if r.shape == "short" and r.text[:1] == row.text[0]]
    below = rows[n + 1].shape if n + 1 < len(rows) else ""
    return below == "text" and len(alike) > 1 and not _DOING.search(row.text)


def _side(page: PageRows, n: int, lean: float, served: Collection[int] = ()) -> tuple[int, float]:
    """Where the caption of a credit is (-1 above, 1 below, 0 nowhere), and how surely."""
    rows = page.rows
    for side in (-1, 1) if lean <= 0 else (1, -1):
        there = n + side
        if 0 <= there < len(rows) and rows[there].shape == "caption" and there not in served:
            beyond = rows[there + 1].shape if side > 0 and there + 1 < len(rows) else ""
            if beyond != "credit":
                return side, SURE
    above = _score(page, n, -1) if n else None
    below = _score(page, n, 1) if n + 1 < len(rows) else None
    if above is None or below is None:
        return (-1, 3.0) if above is not None else (1, 3.0) if below is not None else (0, 0.0)
    report = bool(_SHOT_REPORT.search(rows[n].text))
    gain = below - above + lean + (1.2 if report else -1.2)
    gain += 1.5 * _stands_in_story(rows, n)
    return (1 if gain > 0 else -1), abs(gain)


def _stands_in_story(rows: list[ShapedRow], n: int) -> bool:
    """Does a credit stand below the first paragraph of a story, which has more text below?"""
    opens = n > 1 and rows[n - 2].shape in ("byline", "short", "lead")
    below = [row.shape for row in rows[n + 1 : n + 3]]
    return opens and below == ["text", "text"]


def _score(page: PageRows, n: int, side: int) -> float | None:
    """How much the row above or below a credit is like its caption; None if it can't be one."""
    row = page.rows[n + side]
    if row.shape not in ("text", "short") or opens_text(row.text):
        return None
    score = 2.5 if _SHOWS.search(row.text) else 0.0
    score += 0.7 if _DOING.search(row.text) else 0.0
    score += 0.5 if len(row.text) < 90 else -0.5
    sentences = len(_SENTENCE.findall(row.text))
    score += 1.3 * (sentences < 2 and len(row.text) <= _BRIEF) - 0.7 * (sentences > 2)
    score -= 1.5 if row.shape == "short" and not row.closed and side > 0 else 0.0
    beyond = n + 2 * side
    if 0 <= beyond < len(page.rows) and page.rows[beyond].shape == "text":
        score -= 2.0 * _alike(page, n + side, beyond)
    return score


def _alike(page: PageRows, one: int, other: int) -> float:
    return page.weights.cosine(page.terms[one], page.terms[other])
