"""张贴页: the notice-board sheet of an article, one page of A4 or A3 in large print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from articles.exports.composing import compose_pdf
from articles.exports.newspaper.breaks import fit_lines
from articles.exports.qr import draw_qr
from articles.fonts import faces
from articles.text.characters import clean_to_one_line
from articles.text.headline import UNTITLED, headline_lines
from articles.text.layout.pdf import ALONE
from articles.text.printable import replace_missing

#: Millimetres of the two sizes of paper.
PAPERS = {"a4": (210, 297), "a3": (297, 420)}
#: In hundredths of the page's width: the text's width, the headline's largest size, how high it is.
_WIDTH, _LARGEST, _ROOM = 86.6, 10.5, 36.0
_MOST_LINES = 4
#: The summary's and the facts' size without a photo and with one, in hundredths as well.
_SIZES, _WITH_PHOTO = (3.5, 3.85), (3.05, 3.3)
#: Without a photo the words take the page: tried from large to small.
_STEPS, _LARGE = (1, 0.9, 0.8, 0.7), (2.1, 1.7, 1.5, 1.3, 1.15)


class NoticeRefused(Exception):  # noqa: N818
    """There is more on the sheet than one page holds; a sentence for who wrote it."""


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """What the sheet says. `day` are the two lines beside the masthead, `facts` (label, words),
    `photo` a JPEG or nothing, `until` the last day on which it should hang, in words."""

    paper: str
    day: tuple[str, str]
    kicker: str
    headline: str
    summary: str
    facts: Sequence[tuple[str, str]]
    until: str
    address: str
    published: datetime
    photo: bytes = b""
    alt: str = ""


def make_notice(sheet: NoticeSheet, paper: str) -> bytes:
    """A PDF/A and PDF/UA of one page of this paper; the type is as large as the page allows.

    The same sheet gives the same bytes. Raises NoticeRefused, and NoFonts.
    """
    lines, size = _fit(sheet.headline)
    width, height = PAPERS[paper]
    have = faces()
    summary, fact = _WITH_PHOTO if sheet.photo else _SIZES
    with TemporaryDirectory() as folder:
        root = Path(folder)
        if sheet.photo:
            (root / "photo.jpg").write_bytes(sheet.photo)
        for step in _STEPS if sheet.photo else _LARGE + _STEPS:
            data = replace_missing(_say(sheet, lines, size), have.characters) | {
                "width": width,
                "height": height,
                "unit": width / 100,
                "summary-size": summary * step,
                "fact-size": fact * step,
                "photo": "photo.jpg" if sheet.photo else "",
                "code": draw_qr(sheet.address).decode(),
            }
            made = compose_pdf("notice.typ", data, sheet.published.astimezone(UTC), root)
            if _count_pages(made) == 1:
                return made
    raise NoticeRefused("字太多，一页放不下。请删短摘要，或少写一条事项。")


def _say(sheet: NoticeSheet, lines: list[str], size: float) -> dict[str, object]:
    return {
        "title": " ".join(lines),
        "name": clean_to_one_line(sheet.paper),
        "day": list(map(clean_to_one_line, sheet.day)),
        "kicker": clean_to_one_line(sheet.kicker),
        "lines": lines,
        "size": size,
        "summary": clean_to_one_line(sheet.summary),
        "facts": [[clean_to_one_line(each) for each in fact] for fact in sheet.facts],
        "until": clean_to_one_line(sheet.until),
        "address": sheet.address,
        "alt": clean_to_one_line(sheet.alt) or "配图",
    }


def _fit(headline: str) -> tuple[list[str], float]:
    """The headline's lines and their size, as large as the width and its room allow."""
    segments = headline_lines(headline)[:_MOST_LINES] or [UNTITLED]
    return fit_lines(segments, _WIDTH, _ROOM / 1.3, _LARGEST, _MOST_LINES)


def _count_pages(pdf: bytes) -> int:
    with ALONE, pypdfium2.PdfDocument(BytesIO(pdf)) as opened:
        return len(opened)
