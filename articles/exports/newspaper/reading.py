"""The issue for reading, A4: one column in large type, by typst. PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from articles.exports.checking import checked
from articles.exports.composing import composed, laid_out
from articles.exports.contents import Contents, Piece
from articles.exports.fonts import faces
from articles.exports.newspaper.heads import head
from articles.exports.newspaper.setting import WEEKDAYS, colophon, noon, paragraph, setting, title
from articles.exports.newspaper.shots import Shots
from articles.exports.wording import APART, page_name
from articles.text.body import Run
from articles.text.dates import format_day


def made(contents: Contents) -> bytes:
    """The same articles for reading, A4: one column in large type, with a list of contents."""
    have = faces()
    contents = checked(contents, have.characters)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        root = Path(folder)
        shots = Shots(root, pool)
        laid_out(root, "copy.typ")
        day = contents.date
        data = {
            "title": title(contents),
            "name": contents.name,
            "author": contents.sponsor or contents.name,
            "edition": f"{format_day(day)}　星期{WEEKDAYS[day.weekday()]}　"
            f"第{contents.number}期（总第{contents.whole_number}期）",
            "makers": APART.join(
                part for part in (contents.title, contents.sponsor and f"主办：{contents.sponsor}")
                if part
            ),
            "sheets": [
                {
                    "name": page_name(sheet),
                    "articles": [_article(piece, shots) for piece in sheet.pieces],
                }
                for sheet in contents.sheets
                if sheet.pieces
            ],
            "corrections": [
                block for text in contents.corrections for block in paragraph((Run(text),))
            ],
            "colophon": colophon(contents),
        }  # fmt: skip
        shots.ready()
        return composed("reading.typ", data, noon(contents), root)


_READING = 453.5  # points between the margins


def _article(piece: Piece, shots: Shots) -> dict[str, Any]:
    each = setting(piece)
    lines = head(each.kicker, each.headline, each.subhead, "", "lead", _READING * 0.62).headline
    for ref, (_, picture) in each.pictures.items():
        file = shots.file(picture, _READING, piece)
        each.blocks[ref] |= {"file": file, "shape": picture.shape}
    return {
        "article": piece.article,
        "title": piece.title,
        "size": min(22.0, lines[0].size * 1.5),
        "headline": [line.text for line in lines],
        "kicker": each.kicker,
        "subhead": each.subhead,
        "byline": each.byline,
        "blocks": each.blocks,
    }
