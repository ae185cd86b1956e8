"""The reading edition of the issue: A4, one column, large type. PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from articles.exports.checking import check_characters
from articles.exports.composing import compose_pdf, copy_templates, noon_of
from articles.exports.contents import Contents, IssueArticle, Kind, may_be_quoted
from articles.exports.newspaper.acceptance import accept_reading
from articles.exports.newspaper.grids import MARGIN, READING, READING_TURNED
from articles.exports.newspaper.heads import set_headline
from articles.exports.newspaper.setting import (
    WEEKDAYS,
    colophon,
    paragraph,
    refuse_table,
    setting,
    title,
)
from articles.exports.newspaper.shots import Shots
from articles.exports.wording import APART, page_name
from articles.fonts import faces
from articles.text.body import Run
from articles.text.dates import format_day
from articles.text.pull_quotes import place_pull_quote


def make_reading(contents: Contents) -> bytes:
    """The reading edition, with a table of contents. Raises NoFonts, and IssueRefused."""
    have = faces()
    contents = check_characters(contents, have.characters)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        root = Path(folder)
        shots = Shots(root, pool)
        copy_templates(root, "copy.typ")
        day = contents.date
        data = {
            "margin": MARGIN,
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
        shots.wait()
        made = compose_pdf("reading.typ", data, noon_of(contents.date), root)
        accept_reading(made, data, contents)
        return made


_WIDE = READING[2]
#: By how many sizes headlines are smaller than others; those of leads are larger.
_SMALLER: dict[Kind, int] = {"lead": -1, "brief": 1}
#: A table that had to be smaller than so many points stands on a turned page; its smallest type
#: there; the white left and right in a cell.
_LEGIBLE, _SMALLEST, _INSETS = 8.0, 7.0, 5.0


def _article(piece: IssueArticle, shots: Shots) -> dict[str, Any]:
    each = setting(piece)
    lines = set_headline(each.headline, "reading", 5, _WIDE * 0.85, _SMALLER.get(piece.kind, 0))
    for block in each.blocks:
        if block["kind"] == "table":
            insets = len(block["tails"][0]) * _INSETS
            block["turned"] = block["least"] * _LEGIBLE + insets > _WIDE
            if block["tightest"] * _SMALLEST + insets > READING_TURNED[2]:
                refuse_table(piece, block["rows"])
    for ref, (_, picture) in each.pictures.items():
        file = shots.file(picture, _WIDE, piece)
        each.blocks[ref] |= {
            "file": file, "shape": picture.shape, "widest": min(_WIDE, picture.widest),
        }  # fmt: skip
    if pulled := may_be_quoted(piece) and place_pull_quote(
        [(block["kind"] == "paragraph", _read(block)) for block in each.blocks]
    ):
        at, words = pulled
        each.blocks.insert(at, {"kind": "pulled", "words": words})
    return {
        "article": piece.article,
        "title": piece.title,
        "size": lines[0].size,
        "headline": [line.text for line in lines],
        "section": each.band,
        "kicker": each.kicker,
        "subhead": each.subhead,
        "byline": each.byline,
        "blocks": each.blocks,
    }


def _read(block: Mapping[str, Any]) -> str:
    return "".join(run["t"] for run in block.get("runs", ()))
