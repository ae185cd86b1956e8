"""The issue as a newspaper (A3) with the pictures of its pages, by typst.

It is PDF/A-2a and PDF/UA-1; the same issue gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from articles.exports import makeup
from articles.exports.contents import Contents, Piece, Sheet
from articles.exports.epaper import LARGE, PAPER, SHEETS, PagePicture, page_picture
from articles.exports.fonts import Faces, faces
from articles.exports.heads import Head, head
from articles.exports.lunar import lunar
from articles.exports.printable import checked
from articles.exports.setting import (
    STANDARDS,
    WEEKDAYS,
    Setting,
    colophon,
    corrections,
    noon,
    setting,
    title,
)
from articles.exports.shots import Shots
from articles.models import Placement

__all__ = ["Newspaper", "newspaper"]

_HERE = Path(__file__).parent

# The A3 page, in points.
_LEFT, _TOP, _WIDTH, _FOOT = 39.7, 34.0, 762.5, 1157.0
_GUTTER = 17.0
_RUNNING, _MASTHEAD, _GUIDE_ROW = 46.0, 152.0, 21.0


@dataclass(frozen=True, slots=True)
class Newspaper:
    """`overset`: planned pages that did not hold what was planned, and the characters that flowed
    on to a continuation page."""

    pdf: bytes
    pages: tuple[PagePicture, ...]
    overset: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The body type and the columns it stands in, in points."""

    columns: int
    size: float
    pitch: float
    width: float
    gutter: float = _GUTTER

    @classmethod
    def of(cls, columns: int, characters: int, pitch: float) -> _Grid:
        width = (_WIDTH - (columns - 1) * _GUTTER) / columns
        return cls(columns, round((width - 0.1) / characters, 4), pitch, round(width, 4))

    def span(self, across: int) -> float:
        return across * self.width + (across - 1) * self.gutter

    def data(self) -> dict[str, Any]:
        return {"columns": self.columns, "size": self.size, "pitch": self.pitch,
                "width": self.width, "gutter": self.gutter}  # fmt: skip


#: From dense to open, by characters to a line.
_GRIDS = (
    _Grid.of(5, 15, 13.6),
    _Grid.of(5, 14, 15.0),
    _Grid.of(4, 17, 16.0),
    _Grid.of(3, 22, 17.0),
)


@dataclass(frozen=True)
class _Made:
    """A page of paper: which sheet it belongs to, and what stands on it."""

    sheet: Sheet
    grid: _Grid
    page: makeup.Page
    continued: bool


def newspaper(contents: Contents, *, with_pictures: bool = True) -> Newspaper:
    """The pages as they are planned. A page that cannot hold its articles flows on to another.

    Without pictures `pages` is empty, and the PDF is made in half the time.
    Raises NoFonts, and IssueRefused naming the article that cannot be set.
    """
    have = faces()
    contents = checked(contents, have.characters)
    with TemporaryDirectory() as root, ThreadPoolExecutor(2) as pool:
        press = _Press(contents, have, Path(root), pool)
        pdf, overset = press.run()
        pages = press.pictures() if with_pictures else ()
        return Newspaper(pdf, pages, overset)


class _Press:
    """One run of the paper: measured, made up, set."""

    def __init__(self, contents: Contents, have: Faces, root: Path, pool: Executor) -> None:
        self._contents, self._have, self._root, self._pool = contents, have, root, pool
        self._shots = Shots(root, pool)
        shutil.copy(_HERE / "issue.typ", root)
        self._set = {
            sheet.number: [setting(piece) for piece in sheet.pieces] for sheet in contents.sheets
        }
        last = next(reversed([sheet for sheet in contents.sheets if sheet.pieces]))
        if contents.corrections:
            self._set[last.number].append(corrections(contents.corrections))

    def run(self) -> tuple[bytes, tuple[tuple[int, int], ...]]:
        sheets = [sheet for sheet in self._contents.sheets if self._set[sheet.number]]
        self._pages, overset = self._made(sheets)
        data = self._data(self._pages)
        self._shots.ready()
        self._typst = self._compiler(data)
        pdf = self._typst.compile(
            format="pdf", pdf_standards=STANDARDS, timestamp=noon(self._contents)
        )
        return pdf, overset

    def pictures(self) -> tuple[PagePicture, ...]:
        """Of the pages of the last run, which typst still has in hand."""
        zones: dict[int, list[dict[str, Any]]] = {}
        for zone in json.loads(self._typst.query("<zone>", field="value")):
            zones.setdefault(zone["page"], []).append(zone)
        zones.setdefault(1, []).extend(self._guide_zones())
        painted = self._typst.compile(format="png", ppi=LARGE / PAPER[0] * 72)
        painted = [painted] if isinstance(painted, bytes) else painted
        sheets: dict[int, list[tuple[bytes, list[dict[str, Any]]]]] = {}
        for count, (made, png) in enumerate(zip(self._pages, painted, strict=True), 1):
            shown = sheets.setdefault(made.sheet.number, [])
            if len(shown) < SHEETS:
                shown.append((png, zones.get(count, [])))
        return tuple(self._pool.map(page_picture, sheets, sheets.values()))

    # What typst measures

    def _compiler(self, data: dict[str, Any]) -> typst.Compiler:
        have = self._have
        data |= {"faces": {"song": have.song, "hei": have.hei, "kai": have.kai, "bold": have.bold},
                 "title": title(self._contents)}  # fmt: skip
        return typst.Compiler(
            self._root / "issue.typ",
            root=self._root,
            font_paths=have.fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )

    def _measured(self, jobs: Sequence[tuple[_Grid, Setting]]) -> None:
        """Fills in the lines that the jobs' blocks take; may run beside other measuring."""
        jobs = [(grid, each) for grid, each in jobs if grid not in each.lines]
        if not jobs:
            return
        asked = [
            {
                "grid": grid.data(),
                "blocks": [block for block in each.blocks if block["kind"] != "photo"],
                "captions": [block["caption"] for block in each.blocks if block["kind"] == "photo"],
            }
            for grid, each in jobs
        ]
        answers = self._compiler({"measure": asked}).query("<measured>", field="value")
        for (grid, each), answer in zip(jobs, json.loads(answers), strict=True):
            lines, captions = iter(answer["lines"]), iter(answer["captions"])
            heights = [
                0 if block["kind"] == "photo" else next(lines) + (block["kind"] == "crosshead")
                for block in each.blocks
            ]
            each.captions[grid] = {
                ref: [(height + 10.5 + grid.pitch - grid.size) / grid.pitch
                      for height in next(captions)]
                for ref in each.pictures
            }  # fmt: skip
            each.lines[grid] = heights

    # Making up

    def _made(self, sheets: Sequence[Sheet]) -> tuple[list[_Made], tuple[tuple[int, int], ...]]:
        done: dict[int, tuple[list[_Made], int]] = {}
        tried: dict[int, set[int]] = {sheet.number: set() for sheet in sheets}
        waiting = [(sheet, _guess(self._set[sheet.number])) for sheet in sheets]
        while waiting:
            following = []
            for sheet, i in self._as_measured(waiting):
                tried[sheet.number].add(i)
                room = self._lines(_GRIDS[i], sheet is sheets[0], sheet is sheets[-1])
                result = self._sheet(sheet, _GRIDS[i], room)
                best = done.get(sheet.number)
                if best is None or _badness(result) < _badness(best):
                    done[sheet.number] = result
                other = self._other(sheet, i, result)
                if other is not None and other not in tried[sheet.number]:
                    following.append((sheet, other))
            waiting = following
        return (
            [page for sheet in sheets for page in done[sheet.number][0]],
            tuple((s.number, done[s.number][1]) for s in sheets if done[s.number][1]),
        )

    def _as_measured(self, waiting: Sequence[tuple[Sheet, int]]) -> Iterator[tuple[Sheet, int]]:
        """The same, each when it has been measured: typst goes on while pages are made up."""
        size = max(1, min(10, ceil(len(waiting) / 2)))
        chunks = [waiting[i : i + size] for i in range(0, len(waiting), size)]
        running = [
            self._pool.submit(
                self._measured,
                [(_GRIDS[i], each) for sheet, i in chunk for each in self._set[sheet.number]],
            )
            for chunk in chunks
        ]
        self._fetch_photos()
        for chunk, measured in zip(chunks, running, strict=True):
            measured.result()
            yield from chunk

    def _fetch_photos(self) -> None:
        """Begin with the photos as large as they are likely to be shown."""
        for sets in self._set.values():
            for each in sets:
                for n, picture in enumerate(each.pictures.values()):
                    self._shots.file(picture, _GRIDS[0].span(1 if n else 3), each.piece)

    def _other(self, sheet: Sheet, i: int, result: tuple[list[_Made], int]) -> int | None:
        """Another grid that may suit the sheet better than the one it was made up in."""
        pages, over = result
        if over:
            return i - 1 if i else None
        if pages[0].page.hole > 2 and i < len(_GRIDS) - 1:
            return i + 1
        # Larger photos may fill a page as well as larger type.
        has_photos = any(each.pictures for each in self._set[sheet.number])
        return 1 if i > 1 and has_photos else None

    def _lines(self, grid: _Grid, first: bool, last: bool) -> int:
        top = self._top(first)
        foot = _FOOT - (self._colophon_height() if last else 0)
        return int((foot - top) / grid.pitch)

    def _top(self, first: bool) -> float:
        return _TOP + ((_MASTHEAD + self._guide_height()) if first else _RUNNING)

    def _guide_height(self) -> float:
        rows = ceil(len(self._guided()) / 3)
        return rows * _GUIDE_ROW + 18 if rows else 0.0

    def _guided(self) -> list[tuple[Piece, int]]:
        """What the front page points to: the first of each other page, then the second."""
        others = [sheet for sheet in self._contents.sheets if sheet.pieces][1:]
        found = [
            (sheet.pieces[i], sheet.number)
            for i in range(3)
            for sheet in others
            if len(sheet.pieces) > i
        ]
        return sorted(found[:9], key=lambda each: each[1])

    def _guide_zones(self) -> list[dict[str, Any]]:
        """Where the lines of the 导读 stand, as issue.typ sets them: three a row."""
        guided = self._guided()
        rows = ceil(len(guided) / 3)
        left, gutter = _LEFT + 42, 22
        width = (_WIDTH - 42 - 2 * gutter) / 3
        # A line of 10.5 pt and the grid's row-gutter; the rows stand in the middle of the box.
        height = 18.5
        top = _TOP + _MASTHEAD - 4 + (self._guide_height() - 15 - rows * height) / 2
        return [
            {"page": 1, "article": piece.article, "x": left + i % 3 * (width + gutter),
             "y": top + i // 3 * height, "w": width, "h": height}
            for i, (piece, _) in enumerate(guided)
        ]  # fmt: skip

    def _colophon_height(self) -> float:
        return 14.0 + 13.0 * len(colophon(self._contents))

    def _sheet(self, sheet: Sheet, grid: _Grid, room: int) -> tuple[list[_Made], int]:
        sets = self._set[sheet.number]
        copies = [_copy(i, each, grid) for i, each in enumerate(sets)]
        full = room
        pages: list[_Made] = []
        over = 0
        while copies:
            page, rest = makeup.as_many(copies, _measures(grid, full if pages else room))
            if pages:
                over += sum(_characters(sets[stand.key], stand.parts) for stand in page.stands)
            pages.append(_Made(sheet, grid, page, bool(pages)))
            copies = rest
            if copies and len(pages) == 1:
                # What flowed on is seldom a page full: larger type makes more of it.
                left = [sets[copy.key] for copy in copies]
                grid = _GRIDS[max(_GRIDS.index(grid), _guess(left))]
                self._measured([(grid, each) for each in left])
                full = int((_FOOT - _TOP - _RUNNING - self._colophon_height()) / grid.pitch)
                copies = [_again(copy, sets[copy.key], grid) for copy in copies]
        return pages, over

    # What typst sets

    def _data(self, made: Sequence[_Made]) -> dict[str, Any]:
        contents = self._contents
        day = contents.date
        week = f"星期{WEEKDAYS[day.weekday()]}"
        numbers = f"第{contents.number}期（总第{contents.whole_number}期）"
        makers = [contents.title] if contents.title else []
        makers += [f"主办：{contents.sponsor}"] if contents.sponsor else []
        return {
            "pages": [self._page(i, each, made) for i, each in enumerate(made, 1)],
            "left": _LEFT,
            "top": _TOP,
            "width": _WIDTH,
            "name": contents.name,
            "author": contents.sponsor or contents.name,
            "tagline": contents.tagline.replace("\n", " "),
            "day": f"{day.year}年{day.month}月{day.day}日　{week}",
            "long-date": f"{day.year}年{day.month}月{day.day}日",
            "week-and-lunar": f"{week}　{lunar(day)}".rstrip("　"),
            "numbers": numbers,
            "makers": makers,
            "today": f"今日{len(made)}版",
        }

    def _page(self, count: int, made: _Made, pages: Sequence[_Made]) -> dict[str, Any]:
        sheet, grid = made.sheet, made.grid
        first, last = count == 1, count == len(pages)
        top = self._top(first)
        return {
            "count": count,
            "grid": grid.data(),
            "figure": f"{sheet.number:02}",
            "name": sheet.name + ("（续）" if made.continued else ""),
            "note": self._note(sheet),
            "masthead": first,
            "guide": [
                {"title": _shortened(piece.title, 18), "page": f"{number}版"}
                for piece, number in (self._guided() if first else ())
            ],
            "guide-y": _TOP + _MASTHEAD - 4,
            "guide-h": self._guide_height() - 8,
            "stands": [self._stand(stand, made, top) for stand in made.page.stands],
            "rules": [_rule(rule, grid, top) for rule in made.page.rules],
            "colophon": colophon(self._contents) if last else [],
            "colophon-y": _FOOT - self._colophon_height() + 8,
        }

    def _note(self, sheet: Sheet) -> str:
        editors = list(dict.fromkeys(e.name for p in sheet.pieces for e in p.editors))
        parts = [f"本版编辑　{' '.join(editors[:4])}"] if editors else []
        parts += [f"校对　{sheet.proofreader}"] if sheet.proofreader else []
        return "　".join(parts)

    def _stand(self, stand: makeup.Stand, made: _Made, top: float) -> dict[str, Any]:
        grid = made.grid
        each = self._set[made.sheet.number][stand.key]
        x, y = _LEFT + stand.x * (grid.width + grid.gutter), top + stand.y * grid.pitch
        return {
            "article": each.piece.article if each.piece else 0,
            "x": x,
            "y": y,
            "w": grid.span(stand.across),
            "h": stand.lines * grid.pitch,
            "framed": each.kind == Placement.Kind.PHOTO or each.piece is None,
            "parts": [
                self._part(part, each, made, top)
                # Under something, a photo keeps its distance.
                | {"air": part.y > stand.y or each.kind == Placement.Kind.PHOTO}
                for part in stand.parts
            ],
        }

    def _part(self, part: makeup.Part, each: Setting, made: _Made, top: float) -> dict[str, Any]:
        grid, sheet = made.grid, made.sheet.number
        width = grid.span(part.across)
        placed = {
            "what": part.what,
            "x": _LEFT + part.x * (grid.width + grid.gutter),
            "y": top + part.y * grid.pitch,
            "w": width,
            "h": part.lines * grid.pitch,
        }
        match part.what:
            case "head":
                it = _head(each, width)
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

    def _column(self, each: Setting, stuff: makeup.Stuff, grid: _Grid) -> dict[str, Any]:
        block = each.blocks[stuff.ref] | {"lines": stuff.lines}
        return block | self._photo(each, stuff.ref, grid.width) if stuff.sort == "photo" else block

    def _photo(self, each: Setting, ref: int, width: float) -> dict[str, Any]:
        picture = each.pictures[ref]
        file = self._shots.file(picture, width, each.piece)
        return {
            "file": file,
            "caption": each.blocks[ref]["caption"],
            "alt": picture.alt or picture.caption or each.headline,
        }


_HEADS = ("kicker", "headline", "subhead", "byline")


def _measures(grid: _Grid, lines: int) -> makeup.Measures:
    return makeup.Measures(grid.columns, lines, grid.width / grid.pitch, grid.gutter / grid.pitch)


def _guess(sets: Sequence[Setting]) -> int:
    """The grid that suits what is planned on a page, before anything is measured."""
    grid = _GRIDS[0]
    cells = 0.0
    for each in sets:
        characters = each.piece.length if each.piece else 60
        cells += characters / 12.4 + (16 if each.kind == Placement.Kind.LEAD else 9)
        cells += len(each.pictures) * 22
    share = cells / (grid.columns * 68)
    return 0 if share > 0.85 else 1 if share > 0.6 else 2 if share > 0.35 else 3


def _badness(result: tuple[list[_Made], int]) -> float:
    pages, over = result
    open_type = 7 * max(0, _GRIDS.index(pages[0].grid) - 1)
    return 1000 * (over > 0) + sum(60 + page.page.score for page in pages) + open_type


def _copy(key: int, each: Setting, grid: _Grid) -> makeup.Copy:
    flow = tuple(
        makeup.Stuff(
            each.lines[grid][ref],
            {"photo": "photo", "crosshead": "crosshead", "table": "whole"}.get(
                block["kind"], "text"
            ),
            ref,
        )
        for ref, block in enumerate(each.blocks)
    )
    return makeup.Copy(
        key,
        each.kind,
        flow,
        {ref: _shot(each, ref, grid) for ref in each.pictures},
        partial(_head_lines, each, grid),
    )


def _again(copy: makeup.Copy, each: Setting, grid: _Grid) -> makeup.Copy:
    """What is left of an article, in another grid."""
    whole = _copy(copy.key, each, grid)
    if not copy.onward:
        return whole
    left = {stuff.ref for stuff in copy.flow}
    flow = tuple(stuff for stuff in whole.flow if stuff.ref in left)
    return replace(whole, flow=flow, head=copy.head, onward=True)


def _shot(each: Setting, ref: int, grid: _Grid) -> makeup.Shot:
    picture = each.pictures[ref]
    shape = picture.width / picture.height if picture.width and picture.height else 1.5
    return makeup.Shot(shape, tuple(each.captions[grid][ref]))


def _head(each: Setting, width: float) -> Head:
    return head(each.kicker, each.headline, each.subhead, each.byline, each.kind, round(width, 2))


def _head_lines(each: Setting, grid: _Grid, across: int) -> int:
    it = _head(each, grid.span(across))
    return ceil((it.height + 0.5 * it.headline[0].size) / grid.pitch)


def _characters(each: Setting, parts: Sequence[makeup.Part]) -> int:
    return sum(
        len(run["t"])
        for part in parts
        for stuff in part.flow
        for run in each.blocks[stuff.ref].get("runs", ())
    )


def _rule(rule: makeup.Rule, grid: _Grid, top: float) -> dict[str, Any]:
    x = _LEFT + rule.x * (grid.width + grid.gutter)
    if rule.down:
        return {"x": x - grid.gutter / 2, "y": top + rule.y * grid.pitch + 2,
                "long": rule.long * grid.pitch - 6, "down": True}  # fmt: skip
    return {"x": x, "y": top + (rule.y + 0.3) * grid.pitch, "long": grid.span(rule.long),
            "down": False}  # fmt: skip


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
