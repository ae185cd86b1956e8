"""Typesets the issue as a newspaper (A3), with pictures of its pages.

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

from articles.exports.checking import check_characters, name_article, refuse
from articles.exports.contents import Contents, IssuePage
from articles.exports.fonts import faces
from articles.exports.newspaper import makeup, places, ways
from articles.exports.newspaper.acceptance import accept_newspaper
from articles.exports.newspaper.epaper import LARGE, PAPER, SHEETS, PagePicture, make_page_picture
from articles.exports.newspaper.grids import GRIDS, Grid, guess
from articles.exports.newspaper.paper import MadeUpPage, Paper, set_head
from articles.exports.newspaper.setting import Setting, corrections, noon, setting
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.typesetter import Typesetter

__all__ = ["Newspaper", "make_newspaper"]

#: The most planned pages that are measured together; the fewest pages that are set together.
_CHUNK, _AHEAD = 10, 4


@dataclass(frozen=True, slots=True)
class Newspaper:
    """The PDF and the pictures. `overset`: (planned page, characters that did not fit on it and
    went to a continuation page)."""

    pdf: bytes
    pages: tuple[PagePicture, ...]
    overset: tuple[tuple[int, int], ...]


def make_newspaper(contents: Contents, *, with_pictures: bool = True) -> Newspaper:
    """The newspaper as planned. A page that cannot hold its articles gets a continuation page.

    Without pictures, `pages` is empty, and the PDF takes half the time.
    Raises NoFonts, and IssueRefused naming the article that cannot be typeset, or of which
    something is not in its place.
    """
    have = faces()
    contents = check_characters(contents, have.characters)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        root = Path(folder)
        typesetter = Typesetter(root, have)
        press = _Press(contents, typesetter, Shots(root, pool), pool)
        pdf, overset = press.run()
        accept_newspaper(pdf, press.pages, contents)
        if not with_pictures:
            return Newspaper(pdf, (), overset)
        sheets = press.paint()
        typesetter.forget()  # the pictures need the memory
        pages = pool.map(make_page_picture, sheets, sheets.values())
        return Newspaper(pdf, tuple(pages), overset)


class _Press:
    """Measures, makes up and typesets the pages of one newspaper, several pages at a time."""

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
        self.pages: list[dict[str, Any]] = []  # the data of each page
        self._printed: list[int] = []  # the planned page of each
        self._ahead: Future[None] | None = None
        self._set_pages = 0

    def run(self) -> tuple[bytes, tuple[tuple[int, int], ...]]:
        overset = []
        measured = self._start_measuring()
        for sheet in self._sheets:
            measured[sheet.number].result()
            made, over = self._make_up_best(sheet)
            if over:
                overset.append((sheet.number, over))
            for each in made:
                ends = sheet is self._sheets[-1] and each is made[-1]
                self.pages.append(self._paper.page(len(self.pages) + 1, each, ends))
                self._printed.append(sheet.number)
            if sheet is not self._sheets[-1]:  # typesets the remaining pages too
                self._set_ahead()
        if self._ahead:
            self._ahead.result()
        self._shots.wait()
        pdf = self._typesetter.pdf(self._paper.data(self.pages), noon(self._contents))
        return pdf, tuple(overset)

    def paint(self) -> dict[int, list[tuple[Path, list[dict[str, Any]]]]]:
        """Paint the pages of the last run, which typst still has in its cache: the sheets of paper
        of each planned page, with their zones."""
        zones: dict[int, list[dict[str, Any]]] = {}
        for zone in self._typesetter.zones():
            zones.setdefault(zone["page"], []).append(zone)
        zones.setdefault(1, []).extend(self._paper.guide_zones())
        painted = self._typesetter.paint(LARGE / PAPER[0] * 72)
        sheets: dict[int, list[tuple[Path, list[dict[str, Any]]]]] = {}
        for count, (number, png) in enumerate(zip(self._printed, painted, strict=True), 1):
            shown = sheets.setdefault(number, [])
            if len(shown) < SHEETS:
                shown.append((png, zones.get(count, [])))
        return sheets

    # Work that is done while pages are made up

    def _start_measuring(self) -> dict[int, Future[None]]:
        """Start measuring each planned page in the grid that probably suits it."""
        measured: dict[int, Future[None]] = {}
        waiting = list(self._sheets)
        while waiting:
            # Few at first, so that making up can start early.
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

    def _fetch_photos(self, sheet: IssuePage) -> None:
        """Start preparing the photos at the sizes at which they will probably be printed."""
        for each in self._sets[sheet.number]:
            for n, (piece, picture) in enumerate(each.pictures.values()):
                self._shots.file(picture, GRIDS[0].span(1 if n else 3), piece)

    def _set_ahead(self) -> None:
        """Let typst set the pages made up so far, unless it is still busy or photos are missing."""
        if (
            len(self.pages) - self._set_pages < _AHEAD
            or (self._ahead and not self._ahead.done())
            or not self._shots.is_done()
        ):
            return
        if self._ahead:
            self._ahead.result()
        self._shots.wait()  # raises IssueRefused if a photo can't be opened
        self._set_pages = len(self.pages)
        self._ahead = self._pool.submit(self._typesetter.set, self._paper.data(self.pages))

    # Making up

    def _make_up_best(self, sheet: IssuePage) -> tuple[list[MadeUpPage], int]:
        """(pages of paper in the best grid of those that may suit, characters that flowed on)."""
        room = partial(self._paper.lines, sheet is self._sheets[0], sheet is self._sheets[-1])
        results: list[tuple[list[MadeUpPage], int]] = []
        tried: list[int] = []
        wanted: int | None = guess(self._sets[sheet.number])
        while wanted is not None and wanted not in tried:
            tried.append(wanted)
            grid = GRIDS[wanted]
            self._typesetter.measure([(grid, each) for each in self._sets[sheet.number]])
            results.append(self._sheet(sheet, grid, room(grid)))
            wanted = self._other_grid(sheet, wanted, results[-1])
        return min(results, key=_badness)

    def _other_grid(
        self, sheet: IssuePage, i: int, result: tuple[list[MadeUpPage], int]
    ) -> int | None:
        """The index of another grid that may suit the page better than the last one, or None."""
        pages, over = result
        if over:
            return i - 1 if i else None
        if pages[0].page.hole > 2 and i < len(GRIDS) - 1:
            return i + 1
        # Larger photos may fill a page just as well as larger type.
        has_photos = any(each.pictures for each in self._sets[sheet.number])
        return 1 if i > 1 and has_photos else None

    def _sheet(self, sheet: IssuePage, grid: Grid, room: int) -> tuple[list[MadeUpPage], int]:
        sets = self._sets[sheet.number]
        copies = [_copy(i, each, grid) for i, each in enumerate(sets)]
        full = room
        pages: list[MadeUpPage] = []
        over = 0
        while copies:
            page, rest = makeup.fill_page(copies, _measures(grid, full if pages else room))
            if pages:
                over += sum(_characters(sets[stand.key], stand.parts) for stand in page.stands)
            pages.append(MadeUpPage(sheet, grid, page, bool(pages)))
            copies = rest
            if copies and len(pages) == 1:
                # The rest rarely fills a page, so it is set in larger type.
                left = [sets[copy.key] for copy in copies]
                grid = GRIDS[max(GRIDS.index(grid), guess(left))]
                self._typesetter.measure([(grid, each) for each in left])
                full = self._paper.lines(False, True, grid)
                copies = [_copy_rest(copy, sets[copy.key], grid) for copy in copies]
        return pages, over


def _measures(grid: Grid, lines: int) -> ways.Measures:
    return ways.Measures(grid.columns, lines, grid.width / grid.pitch, grid.gutter / grid.pitch)


def _badness(result: tuple[list[MadeUpPage], int]) -> float:
    pages, over = result
    open_type = 7 * max(0, GRIDS.index(pages[0].grid) - 1)
    return 1000 * (over > 0) + sum(60 + page.page.score for page in pages) + open_type


_SORTS: dict[str, ways.Sort] = {"photo": "photo", "crosshead": "crosshead"}
_TALL = 20  # lines; a taller table does not stand in a single column of the text


def _stuff(ref: int, each: Setting, grid: Grid) -> ways.Stuff:
    kind, lines = each.blocks[ref]["kind"], each.lines[grid][ref]
    if kind != "table":
        return ways.Stuff(lines, _SORTS.get(kind, "text"), ref)
    table = each.tables[grid][ref]
    if not table.fits and each.piece:
        across = max(map(len, each.blocks[ref]["rows"]))
        refuse(
            [f"{name_article(each.piece)}有{across}栏的表格，整版宽也排不下，请拆成几个表再导出。"]
        )
    if table.widths[0] and lines <= _TALL:
        return ways.Stuff(lines, "whole", ref)
    return ways.Stuff(table.cells, "table", ref, table, 0, table.rows)


def _copy(key: int, each: Setting, grid: Grid) -> ways.Copy:
    flow = tuple(_stuff(ref, each, grid) for ref in range(len(each.blocks)))
    return ways.Copy(
        key,
        each.kind,
        flow,
        {ref: _shot(each, ref, grid) for ref in each.pictures},
        partial(_head_lines, each, grid),
    )


def _copy_rest(copy: ways.Copy, each: Setting, grid: Grid) -> ways.Copy:
    """The rest of an article, measured in another grid."""
    whole = _copy(copy.key, each, grid)
    if not copy.onward:
        return whole
    left = {stuff.ref: stuff.start for stuff in copy.flow}
    flow = tuple(stuff._replace(start=left[stuff.ref]) for stuff in whole.flow if stuff.ref in left)
    return replace(whole, flow=flow, head=copy.head, onward=True)


def _shot(each: Setting, ref: int, grid: Grid) -> ways.Shot:
    _, picture = each.pictures[ref]
    return ways.Shot(picture.shape, tuple(each.captions[grid][ref]), picture.widest / grid.pitch)


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
