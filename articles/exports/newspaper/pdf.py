"""Typesets the issue as a newspaper (A3), with pictures of its pages.

It is PDF/A-2a and PDF/UA-1; the same issue gives the same bytes.
"""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from articles.exports.checking import check_characters
from articles.exports.contents import Contents, IssuePage
from articles.exports.fonts import faces
from articles.exports.newspaper import makeup, places
from articles.exports.newspaper.acceptance import accept_newspaper
from articles.exports.newspaper.copies import box_a_brief, grids_of, is_dark, make_copy
from articles.exports.newspaper.epaper import LARGE, PAPER, SHEETS, PagePicture, make_page_picture
from articles.exports.newspaper.grids import DENSE, HOUSE, Grid
from articles.exports.newspaper.paper import MadeUpPage, Paper, list_cuts
from articles.exports.newspaper.rules import Breach, check_pages
from articles.exports.newspaper.setting import Setting, corrections, noon, run_in_byline, setting
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.titles import EN_SPACE, Titles
from articles.exports.newspaper.typesetter import Typesetter
from articles.exports.printed import read_pages
from articles.text.headline import BREAK

__all__ = ["Newspaper", "make_newspaper"]

#: The most planned pages that are measured together; the fewest pages that are set together.
_CHUNK, _AHEAD = 10, 4
#: How a page is set, one after the other until it holds its articles: grid, sizes of heads less.
_ATTEMPTS = ((HOUSE, 0), (DENSE, 0), (DENSE, 1))
_WORTH = 0.6  # the share of what flows on that makes another attempt better


@dataclass(frozen=True, slots=True)
class Newspaper:
    """The PDF and the pictures. `overset`: (planned page, characters that did not fit on it and
    went to a continuation page). `breaches` are the rules of make-up that pages break."""

    pdf: bytes
    pages: tuple[PagePicture, ...]
    overset: tuple[tuple[int, int], ...]
    breaches: tuple[Breach, ...] = ()


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
        glyphs = read_pages(pdf)
        accept_newspaper(glyphs, press.pages, contents)
        breaches = check_pages(press.pages, glyphs)
        if not with_pictures:
            return Newspaper(pdf, (), overset, breaches)
        sheets = press.paint()
        typesetter.forget()  # the pictures need the memory
        pages = pool.map(make_page_picture, sheets, sheets.values())
        return Newspaper(pdf, tuple(pages), overset, breaches)


class _Press:
    """Measures, makes up and typesets the pages of one newspaper, several pages at a time."""

    def __init__(
        self, contents: Contents, typesetter: Typesetter, shots: Shots, pool: Executor
    ) -> None:
        self._contents, self._typesetter = contents, typesetter
        self._shots, self._pool = shots, pool
        self._sets = {
            sheet.number: [run_in_byline(setting(piece)) for piece in sheet.pieces]
            for sheet in contents.sheets
        }
        last = next(reversed([sheet for sheet in contents.sheets if sheet.pieces]))
        if contents.corrections:
            self._sets[last.number].append(corrections(contents.corrections))
        for sets in self._sets.values():
            box_a_brief(sets)
        self._titles = Titles(EN_SPACE if EN_SPACE in typesetter.characters else BREAK)
        self._paper = Paper(contents, self._sets, shots, self._titles)
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
        zones.setdefault(1, []).extend(self._paper.guide_zones(self.pages))
        painted = self._typesetter.paint(LARGE / PAPER[0] * 72)
        sheets: dict[int, list[tuple[Path, list[dict[str, Any]]]]] = {}
        for count, (number, png) in enumerate(zip(self._printed, painted, strict=True), 1):
            shown = sheets.setdefault(number, [])
            if len(shown) < SHEETS:
                shown.append((png, zones.get(count, [])))
        return sheets

    # Work that is done while pages are made up

    def _start_measuring(self) -> dict[int, Future[None]]:
        """Start measuring each planned page."""
        measured: dict[int, Future[None]] = {}
        waiting = list(self._sheets)
        while waiting:
            # Few at first, so that making up can start early.
            size = min(len(measured) // 2 + 1, _CHUNK)
            chunk, waiting = waiting[:size], waiting[size:]
            jobs = [
                (grid, each)
                for sheet in chunk
                for each in self._sets[sheet.number]
                for grid in grids_of(each, HOUSE)
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
                self._shots.file(picture, HOUSE.span(1 if n else 3), piece)

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
        """(pages of paper, characters that flowed on): in the one grid, or where that overflows in
        its dense twin, at last with smaller heads, if that saves a continuation page."""
        best: tuple[list[MadeUpPage], int] | None = None
        for grid, smaller in _ATTEMPTS:
            pages, over = self._sheet(sheet, grid, smaller)
            if best is None or (len(pages), over) < (len(best[0]), best[1] * _WORTH):
                best = pages, over
            if not over:
                break
        assert best  # noqa: S101
        return best

    def _sheet(self, sheet: IssuePage, grid: Grid, smaller: int) -> tuple[list[MadeUpPage], int]:
        sets = self._sets[sheet.number]
        first, last = sheet is self._sheets[0], sheet is self._sheets[-1]
        room, full = (self._paper.lines(each, last, grid) for each in (first, False))
        jobs = [(inner, each) for each in sets for inner in grids_of(each, grid)]
        self._typesetter.measure(jobs)
        plain = not any(each.pictures for each in sets)
        copies = [
            make_copy((i, each), grid, self._titles, _measures(grid, room), first=first,
                      smaller=smaller, dark=is_dark(each, first, plain))
            for i, each in enumerate(sets)
        ]  # fmt: skip
        layouts: list[places.PageLayout] = []
        over = 0
        while copies:
            page, copies = makeup.fill_page(copies, _measures(grid, full if layouts else room))
            if layouts:
                over += sum(_characters(sets[stand.key], stand) for stand in page.stands)
            layouts.append(page)
        cuts = list_cuts(layouts)
        across = {stand.key: stand.across for page in layouts for stand in page.stands}
        self._typesetter.part([
            (grids_of(sets[key], grid)[across[key] > 1], sets[key], cut)
            for (key, _, _), cut in cuts.items()
        ])  # fmt: skip
        return [
            MadeUpPage(sheet, grid, page, number > 0, first, cuts, smaller, {})
            for number, page in enumerate(layouts)
        ], over


def _measures(grid: Grid, lines: int) -> Measures:
    return Measures(grid.columns, lines, grid.leading / grid.pitch)


def _characters(each: Setting, stand: places.Stand) -> int:
    """About how many characters of the article stand there."""
    return round(
        sum(
            (piece.stop - piece.start) / piece.of
            * sum(len(run["t"]) for run in each.blocks[piece.ref].get("runs", ()))
            for part in stand.parts
            for piece in part.pieces
        )
    )  # fmt: skip
