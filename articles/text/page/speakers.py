"""Finds who speaks above each crosshead of a story: 食堂厨师 沈师傅 / 菜价降了，心里踏实."""

from __future__ import annotations

import re
from collections.abc import Collection

from articles.text.page.bylines import ROLE, strength_of
from articles.text.page.lines import ShapedRow
from articles.text.page.names import is_name
from articles.text.surnames import COMMON_SURNAMES

#: One speaker may be anything; with two of them each has a crosshead of its own.
_LEAST, _LONGEST = 2, 24
#: 费知夏代表, 费大姐: so long with the word by which somebody is called.
_CALLED_AT_MOST = 6
_CALLED = re.compile(
    r"(?P<name>[\u3400-\u9fff·]{1,4}?)"
    r"(?:代表|委员|书记|主任|校长|院长|局长|镇长|乡长|区长|村长|站长|所长|经理|老师|医生|护士|师傅|大[姐哥爷妈娘叔伯]|阿姨|奶奶|爷爷|先生|女士|同学|教授)"
)
_MARK = re.compile("^[■●◆▲★▪•]+\\s*")


def find_speakers(rows: list[ShapedRow], taken: Collection[int]) -> set[int]:
    """The rows that name a speaker; with the line below they are crossheads, and no heads.

    Only where several follow each other in one story, with text above the first.
    """
    found: set[int] = set()
    run: list[int] = []
    for n in range(len(rows) + 1):
        if n < len(rows) and n not in taken and _speaks(rows, n):
            run.append(n)
            continue
        if n == len(rows) or (_ends_story(rows, n) and n - 1 not in run):
            if len(run) >= _LEAST and run[0] and rows[run[0] - 1].shape == "text":
                found |= {*run}
            run = []
    for at in found:
        rows[at].shape = "short"
    return found


def _speaks(rows: list[ShapedRow], n: int) -> bool:
    """Does a speaker stand here, a short line below, and a text below that?"""
    shapes = [row.shape for row in rows[n : n + 3]]
    may = shapes[:1] in (["short"], ["byline"], ["text"]) and shapes[1:] == ["short", "text"]
    return may and strength_of(rows[n].text) < ROLE and _is_speaker(rows[n].text)


def _is_speaker(text: str) -> bool:
    line = _MARK.sub("", text).strip()
    named = line.rstrip(":").strip()
    if not 2 <= len(named) <= _LONGEST or re.search("[,。!?;:、“”]", named):
        return False
    words = named.split()
    last = words[-1]
    if len(words) > 1 and is_name(last, sure=True):
        return True
    ends = (_CALLED.fullmatch(last[-size:]) for size in range(2, _CALLED_AT_MOST + 1))
    return any(hit is not None and hit["name"][0] in COMMON_SURNAMES for hit in ends)


def _ends_story(rows: list[ShapedRow], n: int) -> bool:
    """Does another story begin here, by its byline?"""
    return rows[n].shape in ("byline", "lead", "rubric")
