"""The data that typst gets for the newspaper's pages: positions and text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from articles.exports.contents import Contents, IssueArticle, IssuePage
from articles.exports.newspaper import places, ways
from articles.exports.newspaper.grids import (
    FOOT,
    GUIDE_ROW,
    LEFT,
    MASTHEAD,
    RUNNING,
    TOP,
    WIDTH,
    Grid,
)
from articles.exports.newspaper.heads import Head, head
from articles.exports.newspaper.setting import WEEKDAYS, Setting, colophon, title
from articles.exports.newspaper.shots import Shots
from articles.text.dates import format_day
from articles.text.lunar import lunar

_HEADS = ("kicker", "headline", "subhead", "byline")


@dataclass(frozen=True)
class MadeUpPage:
    """A page of paper: the planned page that it belongs to, and its layout."""

    sheet: IssuePage
    grid: Grid
    page: places.PageLayout
    continued: bool


class Paper:
    """Builds the data of an issue. `sets` are its articles by the number of their page."""

    def __init__(
        self, contents: Contents, sets: Mapping[int, Sequence[Setting]], shots: Shots
    ) -> None:
        self._contents, self._sets, self._shots = contents, sets, shots

    def lines(self, first: bool, last: bool, grid: Grid) -> int:
        """The number of lines in a column between the head of a page and its foot."""
        top = self._top(first)
        foot = FOOT - (self._colophon_height() if last else 0)
        return int((foot - top) / grid.pitch)

    def _top(self, first: bool) -> float:
        return TOP + ((MASTHEAD + self._guide_height()) if first else RUNNING)

    def _guide_height(self) -> float:
        rows = ceil(len(self._guide_articles()) / 3)
        return rows * GUIDE_ROW + 18 if rows else 0.0

    def _guide_articles(self) -> list[tuple[IssueArticle, int]]:
        """The articles that the front page lists: the first of each other page, then the second."""
        others = [sheet for sheet in self._contents.sheets if sheet.pieces][1:]
        found = [
            (sheet.pieces[i], sheet.number)
            for i in range(3)
            for sheet in others
            if len(sheet.pieces) > i
        ]
        return sorted(found[:9], key=lambda each: each[1])

    def guide_zones(self) -> list[dict[str, Any]]:
        """The positions of the entries of the 导读 as issue.typ sets them: three in a row."""
        guided = self._guide_articles()
        rows = ceil(len(guided) / 3)
        left, gutter = LEFT + 42, 22
        width = (WIDTH - 42 - 2 * gutter) / 3
        # A line of 10.5 pt and the grid's row gutter; the rows are centred in the box.
        height = 18.5
        top = TOP + MASTHEAD - 4 + (self._guide_height() - 15 - rows * height) / 2
        return [
            {"page": 1, "article": piece.article, "x": left + i % 3 * (width + gutter),
             "y": top + i // 3 * height, "w": width, "h": height}
            for i, (piece, _) in enumerate(guided)
        ]  # fmt: skip

    def _colophon_height(self) -> float:
        return 14.0 + 13.0 * len(colophon(self._contents))

    def data(self, pages: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """The data of these pages, with that of the whole issue."""
        contents = self._contents
        day = contents.date
        week = f"星期{WEEKDAYS[day.weekday()]}"
        numbers = f"第{contents.number}期（总第{contents.whole_number}期）"
        makers = [contents.title] if contents.title else []
        makers += [f"主办：{contents.sponsor}"] if contents.sponsor else []
        return {
            "title": title(contents),
            "pages": list(pages),
            "left": LEFT,
            "top": TOP,
            "width": WIDTH,
            "name": contents.name,
            "author": contents.sponsor or contents.name,
            "tagline": contents.tagline.replace("\n", " "),
            "day": f"{format_day(day)}　{week}",
            "long-date": format_day(day),
            "week-and-lunar": f"{week}　{lunar(day)}".rstrip("　"),
            "numbers": numbers,
            "makers": makers,
            "today": f"今日{len(pages)}版",
        }

    def page(self, count: int, made: MadeUpPage, last: bool) -> dict[str, Any]:
        """The data of page number `count`."""
        sheet, grid, first = made.sheet, made.grid, count == 1
        top = self._top(first)
        return {
            "count": count,
            "grid": grid.data(),
            "figure": f"{sheet.number:02}",
            "name": sheet.name + ("（续）" if made.continued else ""),
            "note": self._note(sheet),
            "masthead": first,
            "guide": [
                {"title": _shorten(piece.title, 18), "page": f"{number}版"}
                for piece, number in (self._guide_articles() if first else ())
            ],
            "guide-y": TOP + MASTHEAD - 4,
            "guide-h": self._guide_height() - 8,
            "stands": [self._stand(stand, made, top) for stand in made.page.stands],
            "rules": [_rule(rule, grid, top) for rule in made.page.rules],
            "colophon": colophon(self._contents) if last else [],
            "colophon-y": FOOT - self._colophon_height() + 8,
        }

    def _note(self, sheet: IssuePage) -> str:
        editors = list(dict.fromkeys(e.name for p in sheet.pieces for e in p.editors))
        parts = [f"本版编辑　{' '.join(editors[:4])}"] if editors else []
        parts += [f"校对　{sheet.proofreader}"] if sheet.proofreader else []
        return "　".join(parts)

    def _stand(self, stand: places.Stand, made: MadeUpPage, top: float) -> dict[str, Any]:
        grid = made.grid
        each = self._sets[made.sheet.number][stand.key]
        x, y = LEFT + stand.x * (grid.width + grid.gutter), top + stand.y * grid.pitch
        return {
            "article": each.piece.article if each.piece else 0,
            "x": x,
            "y": y,
            "w": grid.span(stand.across),
            "h": stand.lines * grid.pitch,
            "framed": each.kind == "photo" or each.piece is None,
            "parts": [
                # A photo below something keeps a distance.
                data | {"air": part.y > stand.y or each.kind == "photo"}
                for part in stand.parts
                for data in (
                    _table_parts(part, each, grid, top)
                    if part.what == "table"
                    else [self._part(part, each, made, top)]
                )
            ],
        }

    def _part(
        self, part: places.Part, each: Setting, made: MadeUpPage, top: float
    ) -> dict[str, Any]:
        grid, sheet = made.grid, made.sheet.number
        width = grid.span(part.across)
        placed = {
            "what": part.what,
            "x": LEFT + part.x * (grid.width + grid.gutter),
            "y": top + part.y * grid.pitch,
            "w": width,
            "h": part.lines * grid.pitch,
        }
        match part.what:
            case "head":
                it = set_head(each, width)
                return placed | {
                    **{
                        name: [{"text": line.text, "size": line.size} for line in lines]
                        for name, lines in zip(_HEADS, it, strict=True)
                    },
                    "space": it.space,
                    "centred": part.across > 1,
                }
            case "onward":
                return placed | {"words": f"（上接第{sheet:02}版）"}
            case "photo":
                return placed | self._photo(each, part.flow[0].ref, width)
            case _:
                return placed | {
                    "columns": part.across,
                    "blocks": [self._column(each, stuff, grid) for stuff in part.flow],
                }

    def _column(self, each: Setting, stuff: ways.Stuff, grid: Grid) -> dict[str, Any]:
        block = each.blocks[stuff.ref] | {"lines": stuff.lines}
        if block["kind"] == "table":
            block["widths"] = each.tables[grid][stuff.ref].widths[0]
        return block | self._photo(each, stuff.ref, grid.width) if stuff.sort == "photo" else block

    def _photo(self, each: Setting, ref: int, width: float) -> dict[str, Any]:
        piece, picture = each.pictures[ref]
        block = each.blocks[ref]
        file = self._shots.file(picture, width, piece)
        return {"file": file, "caption": block["caption"], "alt": block["alt"],
                "shape": picture.shape, "focus": picture.focus}  # fmt: skip


def _table_parts(
    part: places.Part, each: Setting, grid: Grid, top: float
) -> Iterator[dict[str, Any]]:
    """The pieces of a table beside each other, each with the head row."""
    (stuff,) = part.flow
    assert stuff.table  # noqa: S101
    parting = stuff.table.part(part.across, stuff.start, stuff.stop)
    block, wide = each.blocks[stuff.ref], grid.span(parting.wide)
    for number, (start, stop) in enumerate(parting.pieces):
        again = block["headed"] and start > 0
        rows = block["rows"][start:stop]
        yield {
            "what": "table",
            "x": LEFT + part.x * (grid.width + grid.gutter) + number * (wide + grid.gutter),
            "y": top + part.y * grid.pitch,
            "w": wide,
            "h": part.lines * grid.pitch,
            "blocks": [
                block
                | {"rows": [block["rows"][0], *rows] if again else rows, "again": again,
                   "widths": stuff.table.widths[parting.wide - 1]}
            ],
        }  # fmt: skip


def set_head(each: Setting, width: float) -> Head:
    """The heads above an article that is `width` points wide."""
    return head(each.kicker, each.headline, each.subhead, each.byline, each.kind, round(width, 2))


def _rule(rule: places.RuleLine, grid: Grid, top: float) -> dict[str, Any]:
    x = LEFT + rule.x * (grid.width + grid.gutter)
    if rule.down:
        return {"x": x - grid.gutter / 2, "y": top + rule.y * grid.pitch + 2,
                "long": rule.long * grid.pitch - 6, "down": True}  # fmt: skip
    return {"x": x, "y": top + (rule.y + 0.3) * grid.pitch, "long": grid.span(rule.long),
            "down": False}  # fmt: skip


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
