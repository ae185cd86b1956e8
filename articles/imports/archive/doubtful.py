"""What an editor should look at in a line that comes in: parts that are empty, days that nothing
was printed on, a text that was there before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils import timezone

from articles.imports.archive.entries import Entry
from articles.models import Genre
from articles.text import body

#: The day 0 of computers and of spreadsheets: somebody's program had none to write.
_NO_DAYS = frozenset(map(date.fromisoformat, ("1970-01-01", "1900-01-01", "1904-01-01")))
_WORDS = re.compile(r"\w")
#: A word behind a tag and before any entity: most texts have one at once, and need not be read.
_SAID = re.compile(r">[^<&\w]*\w")
_NO_HEADLINE, _MARKS = "没有主题", "主题里只有符号，没有字"
_LATER, _NO_DAY = "日期还没有到", "日期像是程序在没有日期时写的（1970年1月1日之类）"


class DoubtfulLines:
    """Looks through the lines of one import, and remembers their headlines."""

    def __init__(self) -> None:
        self._today = timezone.localdate()
        self._seen: set[int] = set()

    def examine(self, entry: Entry) -> tuple[Entry, list[str]]:
        """The line, as a draft where it can't have been in print, and what is doubtful in it."""
        doubts = list(self._find(entry))
        kept = next((each for each in doubts if each in (_LATER, _NO_DAY)), "")
        if kept and not entry.draft_because:
            entry = replace(entry, draft_because=f"{kept}，日期是{entry.day}")
        return entry, doubts

    def _find(self, entry: Entry) -> Iterator[str]:
        headline = entry.texts["headline"]
        if not headline:
            yield _NO_HEADLINE
        elif not _WORDS.search(headline):
            yield _MARKS
        more = (entry.photos, entry.attachments, entry.clips, entry.entries)
        if not any(more) and not _says_something(entry.body):
            yield "没有正文，也没有图片和附件"
        if entry.day and entry.day > self._today:
            yield _LATER
        elif entry.day in _NO_DAYS:
            yield _NO_DAY
        if not entry.bylines and not entry.texts.get("source") and entry.genre != Genre.NOTICE:
            yield "没有署名，也没有稿源"
        same = hash((headline, entry.day))
        if headline and same in self._seen:
            yield "主题和日期与前面的一篇相同"
        self._seen.add(same)


def _says_something(html: str) -> bool:
    return bool(_SAID.search(html) or _WORDS.search(body.extract_text(html)))
