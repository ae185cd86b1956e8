"""The issue as a newspaper (A3) with the pictures of its pages, by typst.

It is PDF/A-2a and PDF/UA-1; the same issue gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from articles.exports.checking import checked
from articles.exports.contents import Contents, Sheet
from articles.exports.fonts import faces
from articles.exports.newspaper import makeup, places, ways
from articles.exports.newspaper.epaper import LARGE, PAPER, SHEETS, PagePicture, page_picture
from articles.exports.newspaper.grids import GRIDS, Grid, guess
from articles.exports.newspaper.paper import Made, Paper, set_head
from articles.exports.newspaper.setting import Setting, corrections, noon, setting
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.typesetter import Typesetter

__all__ = ["Newspaper", "newspaper"]

#: Sheets that are measured together at most, and pages that are set together at least.
_CHUNK, _AHEAD = 10, 4


@dataclass(frozen=True, slots=True)
class Newspaper:
    """`overset`: planned pages that did not hold what was planned, and the characters that flowed
    on to a continuation page."""

    pdf: bytes
    pages: tuple[PagePicture, ...]
    overset: tuple[tuple[int, int], ...]


def newspaper(contents: Contents, *, with_pictures: bool = True) -> Newspaper:
    """The pages as they are planned. A page that cannot hold its articles flows on to another.

    Without pictures `pages` is empty, and the PDF is made in half the time.
    Raises NoFonts, and IssueRefused naming the article that cannot be set.
    """
    have = faces()
    contents = checked(contents, have.characters)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        root = Path(folder)
        typesetter = Typesetter(root, have)
        press = _Press(contents, typesetter, Shots(root, pool), pool)
        pdf, overset = press.run()
        if not with_pictures:
            return Newspaper(pdf, (), overset)
        sheets = press.painted()
        typesetter.forget()  # what follows needs the room
        pages = pool.map(page_picture, sheets, sheets.values())
        return Newspaper(pdf, tuple(pages), overset)


class _Press:
    """One run of the paper: measured, made up and set, each page while others still wait."""

    def __init__(
        self, contents: Contents, typesetter: Typesetter, shots: Shots, pool: Executor
    ) -> None:
        self._contents, self._typesetter = contents, typesetter
        self._shots, self._pool = shots, pool
        self._sets = {
            sheet.number: [setting(piece) for piece in sheet.pieces] for sheet in contents.sheets
        }
        last = next(reversed([sheet for sheet in contents.sheets if sheet.pieces]))
        if contents.corrections:
            self._sets[last.number].append(corrections(contents.corrections))
        self._paper = Paper(contents, self._sets, shots)
        self._sheets = [sheet for sheet in contents.sheets if self._sets[sheet.number]]
        self._pages: list[dict[str, Any]] = []  # what typst is told of each
        self._printed: list[int] = []  # the sheet of each page
        self._ahead: Future[None] | None = None
        self._set_pages = 0

    def run(self) -> tuple[bytes, tuple[tuple[int, int], ...]]:
        overset = []
        measured = self._measuring()
        for sheet in self._sheets:
            measured[sheet.number].result()
            made, over = self._best(sheet)
            if over:
                overset.append((sheet.number, over))
            for each in made:
                ends = sheet is self._sheets[-1] and each is made[-1]
                self._pages.append(self._paper.page(len(self._pages) + 1, each, ends))
                self._printed.append(sheet.number)
            if sheet is not self._sheets[-1]:  # those that are left are set with the PDF
                self._set_ahead()
        if self._ahead:
            self._ahead.result()
        self._shots.ready()
        pdf = self._typesetter.pdf(self._paper.data(self._pages), noon(self._contents))
        return pdf, tuple(overset)

    def painted(self) -> dict[int, list[tuple[Path, list[dict[str, Any]]]]]:
        """The sheets of paper of each planned page, with their zones, of the last run, which
        typst still has in hand."""
        zones: dict[int, list[dict[str, Any]]] = {}
        for zone in self._typesetter.zones():
            zones.setdefault(zone["page"], []).append(zone)
        zones.setdefault(1, []).extend(self._paper.guide_zones())
        painted = self._typesetter.painted(LARGE / PAPER[0] * 72)
        sheets: dict[int, list[tuple[Path, list[dict[str, Any]]]]] = {}
        for count, (number, png) in enumerate(zip(self._printed, painted, strict=True), 1):
            shown = sheets.setdefault(number, [])
            if len(shown) < SHEETS:
                shown.append((png, zones.get(count, [])))
        return sheets

    # What is done beside making up

    def _measuring(self) -> dict[int, Future[None]]:
        """Of each sheet, when all that stands on it is measured in the grid that it may get."""
        measured: dict[int, Future[None]] = {}
        waiting = list(self._sheets)
        while waiting:
            # Few at first, so that making up can begin.
            size = min(len(measured) // 2 + 1, _CHUNK)
            chunk, waiting = waiting[:size], waiting[size:]
            jobs = [
                (GRIDS[guess(sets)], each)
                for sets in (self._sets[sheet.number] for sheet in chunk)
                for each in sets
            ]
            done = self._pool.submit(self._typesetter.measure, jobs)
            measured |= {sheet.number: done for sheet in chunk}
            for sheet in chunk:
                self._fetch_photos(sheet)
        return measured

    def _fetch_photos(self, sheet: Sheet) -> None:
        """Begin with the photos as large as they are likely to be shown."""
        for each in self._sets[sheet.number]:
            for n, (piece, picture) in enumerate(each.pictures.values()):
                self._shots.file(picture, GRIDS[0].span(1 if n else 3), piece)

    def _set_ahead(self) -> None:
        """Has typst set the pages so far, unless it is still at those before them or their photos
        are still being prepared."""
        if (
            len(self._pages) - self._set_pages < _AHEAD
            or (self._ahead and not self._ahead.done())
            or not self._shots.done()
        ):
            return
        if self._ahead:
            self._ahead.result()
        self._shots.ready()  # or the article is named whose photo it is
        self._set_pages = len(self._pages)
        self._ahead = self._pool.submit(self._typesetter.set, self._paper.data(self._pages))

    # Making up

    def _best(self, sheet: Sheet) -> tuple[list[Made], int]:
        """The pages of the sheet in the best of the grids that may suit it, and the characters
        that flowed on."""
        room = partial(self._paper.lines, sheet is self._sheets[0], sheet is self._sheets[-1])
        results: list[tuple[list[Made], int]] = []
        tried: list[int] = []
        wanted: int | None = guess(self._sets[sheet.number])
        while wanted is not None and wanted not in tried:
            tried.append(wanted)
            grid = GRIDS[wanted]
            self._typesetter.measure([(grid, each) for each in self._sets[sheet.number]])
            results.append(self._sheet(sheet, grid, room(grid)))
            wanted = self._other(sheet, wanted, results[-1])
        return min(results, key=_badness)

    def _other(self, sheet: Sheet, i: int, result: tuple[list[Made], int]) -> int | None:
        """Another grid that may suit the sheet better than the one it was made up in."""
        pages, over = result
        if over:
            return i - 1 if i else None
        if pages[0].page.hole > 2 and i < len(GRIDS) - 1:
            return i + 1
        # Larger photos may fill a page as well as larger type.
        has_photos = any(each.pictures for each in self._sets[sheet.number])
        return 1 if i > 1 and has_photos else None

    def _sheet(self, sheet: Sheet, grid: Grid, room: int) -> tuple[list[Made], int]:
        sets = self._sets[sheet.number]
        copies = [_copy(i, each, grid) for i, each in enumerate(sets)]
        full = room
        pages: list[Made] = []
        over = 0
        while copies:
            page, rest = makeup.as_many(copies, _measures(grid, full if pages else room))
            if pages:
                over += sum(_characters(sets[stand.key], stand.parts) for stand in page.stands)
            pages.append(Made(sheet, grid, page, bool(pages)))
            copies = rest
            if copies and len(pages) == 1:
                # What flowed on is seldom a page full: larger type makes more of it.
                left = [sets[copy.key] for copy in copies]
                grid = GRIDS[max(GRIDS.index(grid), guess(left))]
                self._typesetter.measure([(grid, each) for each in left])
                full = self._paper.lines(False, True, grid)
                copies = [_again(copy, sets[copy.key], grid) for copy in copies]
        return pages, over


def _measures(grid: Grid, lines: int) -> ways.Measures:
    return ways.Measures(grid.columns, lines, grid.width / grid.pitch, grid.gutter / grid.pitch)


def _badness(result: tuple[list[Made], int]) -> float:
    pages, over = result
    open_type = 7 * max(0, GRIDS.index(pages[0].grid) - 1)
    return 1000 * (over > 0) + sum(60 + page.page.score for page in pages) + open_type


_SORTS: dict[str, ways.Sort] = {"photo": "photo", "crosshead": "crosshead", "table": "whole"}


def _copy(key: int, each: Setting, grid: Grid) -> ways.Copy:
    flow = tuple(
        ways.Stuff(
            each.lines[grid][ref],
            _SORTS.get(block["kind"], "text"),
            ref,
        )
        for ref, block in enumerate(each.blocks)
    )
    return ways.Copy(
        key,
        each.kind,
        flow,
        {ref: _shot(each, ref, grid) for ref in each.pictures},
        partial(_head_lines, each, grid),
    )


def _again(copy: ways.Copy, each: Setting, grid: Grid) -> ways.Copy:
    """What is left of an article, in another grid."""
    whole = _copy(copy.key, each, grid)
    if not copy.onward:
        return whole
    left = {stuff.ref for stuff in copy.flow}
    flow = tuple(stuff for stuff in whole.flow if stuff.ref in left)
    return replace(whole, flow=flow, head=copy.head, onward=True)


def _shot(each: Setting, ref: int, grid: Grid) -> ways.Shot:
    _, picture = each.pictures[ref]
    return ways.Shot(picture.shape, tuple(each.captions[grid][ref]))


def _head_lines(each: Setting, grid: Grid, across: int) -> int:
    it = set_head(each, grid.span(across))
    return ceil((it.height + 0.5 * it.headline[0].size) / grid.pitch)


def _characters(each: Setting, parts: Sequence[places.Part]) -> int:
    return sum(
        len(run["t"])
        for part in parts
        for stuff in part.flow
        for run in each.blocks[stuff.ref].get("runs", ())
    )
