"""What a PDF holds and its page doesn't show: text under other text, and characters set twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from articles.text.layout.marks import DASHES, PageBox, PdfGlyph

#: Characters of one kind that share so much of a cell are one, set twice for weight or shadow.
_SAME = 0.5
#: The upper and lower part of a visible character's cell that lines above and below may reach into.
_WHITE = 0.2
_BUCKET = 12.0


class _Places:
    """Characters by where they stand."""

    def __init__(self) -> None:
        self._near: dict[tuple[int, int], list[PdfGlyph]] = defaultdict(list)

    def add(self, glyph: PdfGlyph) -> None:
        for square in _squares(glyph.cell):
            self._near[square].append(glyph)

    def beside(self, glyph: PdfGlyph) -> Iterator[PdfGlyph]:
        for square in _squares(glyph.cell):
            yield from self._near.get(square, ())


def _squares(box: PageBox) -> Iterator[tuple[int, int]]:
    middle = round(box.middle / _BUCKET), round((box.top + box.bottom) / 2 / _BUCKET)
    size = int(max(box.width, box.height) / 2 / _BUCKET) + 1
    for across in range(middle[0] - size, middle[0] + size + 1):
        for down in range(middle[1] - size, middle[1] + size + 1):
            yield across, down


def part_unseen(
    glyphs: list[PdfGlyph], grounds: list[PageBox]
) -> tuple[list[PdfGlyph], list[PdfGlyph]]:
    """What is to be read, and what lies hidden under it and says something else.

    Text that isn't drawn is read where nothing else stands: it may be that of a scan, or of a
    headline which was drawn. White text is read on its ground, a picture or an area that isn't
    white. Of a character set twice at one place one is kept.
    """
    seen = [glyph for glyph in glyphs if not glyph.hidden]
    if not seen:
        return _once(glyphs), []
    kept = _once(seen)
    if len(seen) == len(glyphs):
        return kept, []
    places = _Places()
    for glyph in kept:
        places.add(glyph)
    set_aside: list[PdfGlyph] = []
    for run in _runs(glyph for glyph in glyphs if glyph.hidden):
        under = any(_is_under(glyph, other) for glyph in run for other in places.beside(glyph))
        white = run[0].hidden == "white" and not _is_on(run, grounds)
        if not under and not white:
            kept += run
        else:
            set_aside += [g for g in run if not any(_is_same(g, o) for o in places.beside(g))]
    return sorted(kept, key=lambda glyph: glyph.at), set_aside


def _is_on(run: list[PdfGlyph], grounds: list[PageBox]) -> bool:
    return any(ground.holds(glyph.cell) for ground in grounds for glyph in run)


def _runs(glyphs: Iterable[PdfGlyph]) -> Iterator[list[PdfGlyph]]:
    """Characters that follow each other in the file on one line."""
    run: list[PdfGlyph] = []
    for glyph in glyphs:
        if run and not (
            glyph.at - run[-1].at < 4
            and abs(glyph.baseline - run[-1].baseline) < 1
            and glyph.hidden == run[-1].hidden
        ):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _once(glyphs: list[PdfGlyph]) -> list[PdfGlyph]:
    places = _Places()
    kept: list[PdfGlyph] = []
    for glyph in glyphs:
        if any(_is_same(glyph, other) for other in places.beside(glyph)):
            continue
        if glyph.text != " " and glyph.text not in DASHES:
            places.add(glyph)
        kept.append(glyph)
    return kept


def _is_same(glyph: PdfGlyph, other: PdfGlyph) -> bool:
    apart = abs(glyph.at - other.at) > 1  # the letters of a ligature share a cell
    return glyph.text == other.text and apart and _shares(glyph, other, _SAME)


def _is_under(glyph: PdfGlyph, other: PdfGlyph) -> bool:
    box = other.cell
    white = _WHITE * box.height
    black = box._replace(top=box.top + white, bottom=box.bottom - white)
    return " " not in (glyph.text, other.text) and black.holds(glyph.cell)


def _shares(glyph: PdfGlyph, other: PdfGlyph, part: float) -> bool:
    one, two = glyph.cell, other.cell
    wide, high = one.beside(two), one.level(two)
    if glyph.text == " " or other.text == " " or wide <= 0 or high <= 0:
        return False
    most = max(one.width * one.height, two.width * two.height)
    return wide * high > part * most
