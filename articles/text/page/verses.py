"""Finds letters of readers, poems and couplets on a page, each by how it is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.text.page.bylines import NAMES, strength_of
from articles.text.page.lines import ShapedRow
from articles.text.page.region import DATE, NUMBER, ROWS_AT_MOST, Region

#: A poem has so many lines at least (with a name so many), none longer than that.
_VERSES, _SIGNED_VERSES, _VERSE_LETTERS = 4, 3, 22
#: Without any mark a line is a verse only where a name stands above at least so many of them.
_BARE_VERSES, _BARE_LETTERS = 4, 16
_COUPLET = re.compile(r"(?:上联|下联|横批|横额|出句|对句)\s*:.{2,40}")
_VERSE_END = re.compile(r"[,。;:!?…\u201d]$")
#: The number of a poem's part, perhaps with its title: 一, (二), 其三, 四、炊烟.
_PART = re.compile(
    r"(?:\((?P<a>[一二三四五六七八九十])\)|(?:其|之|第)?(?P<b>[一二三四五六七八九十])(?:[首章节])?)(?:[、.\s·:].{0,10})?"
)
_COUNTED = "一二三四五六七八九十"
#: How a letter to the newspaper begins, and how it ends.
_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的)?.{0,8}(?:编辑|记者|主编|报社|编辑部|贵报|热线).{0,4}(?:同志|老师|先生|女士|们)?:"
)
#: How a letter ends above who wrote it.
_COURTESY = re.compile(
    r"此\s*致|(?:此致\s*)?敬\s*礼[!。]?|(?:顺|恭|敬)?祝\S{1,8}[!。]?|盼(?:复|望)[!。]?"
)
#: Who signs a letter without a greeting, and how many paragraphs it has at most.
_READER = re.compile(
    r"(?:读者|市民|居民|网友|学生家长|业主)[\s:]*\S{2,8}|.{2,14}\s*一[位名个](?:居民|读者|市民|家长|业主|学生)"
)
_LETTER_PARAGRAPHS = 6
_WRITER = re.compile(
    r"(?:一[位名个]|读者|居民|市民|学生|家长|业主)\s?.{0,12}|.{2,14}\s+一[位名个]\S{2,8}|.{2,8}(?:居民|读者|市民)\s*\S{0,4}"
)


def find_letters(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A head, 编辑同志:, the letter, and who wrote it."""
    opened = rows[at + 1 : at + 2]
    if not opened or len(opened[0].text) > 18 or not _SALUTATION.fullmatch(opened[0].text):
        yield from _letters_without_greeting(rows, at)
        return
    end = at + 2
    while end < len(rows) and rows[end].shape == "text" and end - at < ROWS_AT_MOST:
        end += 1
    courteous = end
    while end < len(rows) and end - courteous < 3 and _COURTESY.fullmatch(rows[end].text):
        end += 1
    if end == at + 2 or end >= len(rows):
        return
    signed = rows[end].shape == "byline" or _WRITER.fullmatch(rows[end].text)
    after = rows[end + 1] if end + 1 < len(rows) else None
    dated = signed and after is not None and DATE.fullmatch("".join(after.text.split()))
    yield Region(at, at + 1, end + bool(signed) + bool(dated), "notice", 6.0 if signed else 4.0)


def _letters_without_greeting(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A head and a few paragraphs, signed by a reader. It may be a story's end: a guess."""
    end = at + 1
    while end < len(rows) and rows[end].shape == "text" and end - at <= _LETTER_PARAGRAPHS:
        end += 1
    if end == at + 1 or end >= len(rows) or rows[end].shape not in ("short", "byline"):
        return
    reader = _READER.fullmatch(rows[end].text)
    if reader and not (at and rows[at - 1].shape == "short"):
        yield Region(at, at + 1, end + 1, "notice", 4.0)


def _couplets(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A head above couplets whose halves are named, each with who wrote it."""
    end, halves = at + 1, 0
    while end < len(rows) and rows[end].shape != "furniture":
        half = bool(_COUPLET.fullmatch(rows[end].text))
        named = halves > 1 and len(rows[end].text) <= _VERSE_LETTERS and _names_poet(rows, end)
        if not (half or named):
            break
        halves += half
        end += 1
    if halves > 1:
        yield Region(at, at + 1, end, "list", 6.0)


def _names_poet(rows: list[ShapedRow], at: int) -> bool:
    return strength_of(rows[at].text) > 0 and not _opens_story(rows, at)


def _bare_poems(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A short head, a name, and short lines without any mark; the last may be the next head."""
    named = rows[at + 1 : at + 2]
    if len(rows[at].text) > _BARE_LETTERS or not named or not _signs_poem(named[0]):
        return
    end = at + 2
    while end < len(rows) and rows[end].shape == "short" and len(rows[end].text) <= _BARE_LETTERS:
        end += 1
    below = rows[end].shape if end < len(rows) else ""
    if below in ("byline", "lead", "text"):
        end -= 1
    if end - at - 2 >= _BARE_VERSES and (below or end == len(rows)):
        yield Region(at, at + 2, end, "list", 4.0)


def _signs_poem(row: ShapedRow) -> bool:
    return row.shape == "byline" or strength_of(row.text) == NAMES


def _numbered_poems(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A head, perhaps with who wrote it, above short lines in parts that are counted from one."""
    body = at + 1
    if body < len(rows) and (rows[body].shape == "byline" or strength_of(rows[body].text)):
        body += 1
    end, parts, ended = body, 0, body
    while end < len(rows) and rows[end].shape in ("short", "text"):
        row = rows[end]
        if len(row.text) > _VERSE_LETTERS:
            break
        number = _PART.fullmatch(row.text)
        if number and (number["a"] or number["b"]) == _COUNTED[parts : parts + 1]:
            parts, ended = parts + 1, end
        elif end == body:
            return
        end += 1
    if (
        end < len(rows)
        and rows[end].shape in ("byline", "lead", "text")
        and not rows[end - 1].closed
    ):
        end -= 1  # the next story's head
    if parts > 1 and end - body - parts >= 2 * parts and end > ended + 1:
        yield Region(at, body, end, "list", 5.0 if "诗" in rows[at].text else 4.0)


def find_poems(rows: list[ShapedRow], at: int) -> Iterator[Region]:
    """A head, perhaps with who wrote it, above short lines that all end as verses do."""
    yield from _couplets(rows, at)
    yield from _bare_poems(rows, at)
    yield from _numbered_poems(rows, at)
    body = at + 1
    if body < len(rows) and (rows[body].shape == "byline" or strength_of(rows[body].text)):
        body += 1
    end = body
    while end < len(rows) and end - body < 10 * ROWS_AT_MOST and _is_verse(rows[end]):
        end += 1
    verses = [row.text for row in rows[body:end]]
    least = _SIGNED_VERSES if body > at + 1 else _VERSES
    if len(verses) < least or len(rows[at].text) > _VERSE_LETTERS or not rows[end - 1].closed:
        return
    if any(text[-1] == "," for text in verses) and not NUMBER.match(verses[0]):
        below = rows[end] if end < len(rows) else None
        named = below is not None and below.shape != "text" and strength_of(below.text) > 0
        signed = named and body == at + 1 and not _opens_story(rows, end)
        yield Region(at, body, end + signed, "list", 5.0)


def _opens_story(rows: list[ShapedRow], at: int) -> bool:
    """Does the row that names somebody stand directly above a text?"""
    return at + 1 < len(rows) and rows[at + 1].shape == "text"


def _is_verse(row: ShapedRow) -> bool:
    short = len(row.text) <= _VERSE_LETTERS and row.shape in ("text", "short")
    return short and _VERSE_END.search(row.text) is not None
