"""What the front page lists of the other pages (导读): in a panel at the head of its rail, or,
where it has none, in a strip below the masthead."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, product
from math import ceil
from typing import Any, NamedTuple

from articles.exports.contents import Contents, IssueArticle, Picture
from articles.exports.newspaper.breaks import extent, fill_rows, fit_rows
from articles.exports.newspaper.grids import BODY, LEFT, WIDTH, Grid
from articles.exports.newspaper.house import shorten
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.sizes import CROP
from articles.exports.wording import describe_photo
from articles.text.headline import BREAK

#: The entries of the strip in a row, and how many it has; the articles of a page that are listed.
_ABREAST, _STRIP, _EACH = 3, 9, 6
_TITLE, _NAMED = 18, 9  # characters of a title in the strip, and below the picture
#: The em of a row in the panel, and of its last one, which has the number of the page beside it.
_ROW, _LAST_ROW = 12.0, 9.3
_ROWS = 2
_HEAD, _CAPTION = 2, 1  # lines of the panel's band with the blank one below, of the caption
#: Width by height of a picture that may stand there, and of the best one.
_SHAPES, _BEST_SHAPE = (1.1, 2.2), 1.5
#: What is paid for a panel that is not the best: its picture is cropped, it has more or fewer than
#: two entries a page, two blank lines after each, or no picture though there is one.
_CROPPED, _UNEVEN, _LOOSE, _PLAIN = 2.0, 1.5, 12.0, 40.0
_GAPS = (1, 2)  # blank lines after an entry


class GuidePanel(NamedTuple):
    """The panel in so many lines: how many entries it has, how many lines its picture with the
    caption takes (0 if there is none), how many blank lines follow each entry, and what is paid for
    that."""

    lines: int
    entries: int
    photo: int
    gap: int
    cost: float


class _Entry(NamedTuple):
    piece: IssueArticle
    page: int
    rows: tuple[str, ...]


class Guide:
    """The first article of each other page, then the second and so on."""

    def __init__(self, contents: Contents, shots: Shots) -> None:
        self._others = [sheet for sheet in contents.sheets if sheet.pieces][1:]
        self._shots = shots

    @cached_property
    def _ranked(self) -> list[tuple[IssueArticle, int]]:
        return [
            (sheet.pieces[at], sheet.number)
            for at in range(_EACH)
            for sheet in self._others
            if len(sheet.pieces) > at and (at == 0 or sheet.pieces[at].kind != "brief")
        ]

    # The strip

    @property
    def strip_rows(self) -> int:
        return ceil(len(self._ranked[:_STRIP]) / _ABREAST)

    def strip(self, grid: Grid) -> list[dict[str, Any]]:
        """The entries of the strip, three in a row, each on a line of the grid."""
        left, gutter = LEFT + 46, 22
        width = (WIDTH - 46 - (_ABREAST - 1) * gutter) / _ABREAST
        listed = sorted(self._ranked[:_STRIP], key=lambda each: each[1])
        return [
            {"rows": [shorten(piece.title, _TITLE)], "page": f"{number}版",
             "article": piece.article, "x": left + i % _ABREAST * (width + gutter),
             "y": BODY + (grid.masthead + i // _ABREAST) * grid.pitch, "w": width, "h": grid.size}
            for i, (piece, number) in enumerate(listed)
        ]  # fmt: skip

    # The panel

    def panels(self, grid: Grid) -> dict[int, GuidePanel]:
        """By the number of lines, the best panel with one entry a page at least."""
        found: dict[int, GuidePanel] = {}
        taken = list(accumulate((len(each.rows) for each in self._entries), initial=_HEAD))
        pages = len(self._others)
        ways = product(range(max(1, pages), len(self._entries) + 1), _GAPS, self._heights(grid))
        for entries, gap, (photo, paid) in ways:
            lines = taken[entries] + gap * entries + (photo + 1 if photo else 0)
            cost = _UNEVEN * abs(entries - 2 * pages) + _LOOSE * (gap - 1) + paid
            if lines not in found or cost < found[lines].cost:
                found[lines] = GuidePanel(lines, entries, photo, gap, cost)
        return found

    @cached_property
    def _entries(self) -> list[_Entry]:
        return [_Entry(piece, page, _break_title(piece)) for piece, page in self._ranked]

    @cached_property
    def _picture(self) -> tuple[IssueArticle, int, Picture] | None:
        """A picture of another page, best a photo story's, that was made without AI: the panel has
        no room to say so."""
        able = [
            (piece.kind != "photo", abs(picture.shape - _BEST_SHAPE), at, piece, page, picture)
            for at, (piece, page, picture) in enumerate(
                (piece, sheet.number, picture)
                for sheet in self._others
                for piece in sheet.pieces
                for picture in piece.pictures
            )
            if _SHAPES[0] <= picture.shape <= _SHAPES[1] and not picture.ai_use
        ]
        return min(able, key=lambda each: each[:3])[3:] if able else None

    def _heights(self, grid: Grid) -> list[tuple[int, float]]:
        """The lines that the picture may take with its caption, cropped within its bounds, with
        what is paid for each."""
        if self._picture is None:
            return [(0, 0.0)]
        tall = grid.inside(1).width / self._picture[2].shape
        low, high, best = (
            (tall * part + grid.leading) / grid.pitch for part in (1 - CROP, 1 / (1 - CROP), 1)
        )
        heights = range(ceil(low), int(high) + 1)
        shown = [(lines + _CAPTION, _CROPPED * abs(lines - best)) for lines in heights]
        return [*shown, (0, _PLAIN)]

    def entries(self, panel: GuidePanel, grid: Grid, top: int) -> list[dict[str, Any]]:
        """The entries of the panel that begins on a line."""
        wide, line, found = grid.inside(1).width, top + _HEAD, []
        for each in sorted(self._entries[: panel.entries], key=lambda each: each.page):
            found.append(
                {"rows": list(each.rows), "page": f"{each.page}版", "article": each.piece.article,
                 "x": LEFT + (grid.width - wide) / 2, "y": BODY + line * grid.pitch, "w": wide,
                 "h": grid.height(len(each.rows))}
            )  # fmt: skip
            line += len(each.rows) + panel.gap
        return found

    def box(self, panel: GuidePanel, grid: Grid, top: int) -> dict[str, Any]:
        """The panel itself with its picture."""
        return {"x": LEFT, "y": BODY + top * grid.pitch, "w": grid.width,
                "h": grid.height(panel.lines), "line": top, "lines": panel.lines,
                "photo": self._photo(panel, grid, top)}  # fmt: skip

    def _photo(self, panel: GuidePanel, grid: Grid, top: int) -> dict[str, Any]:
        if not (panel.photo and self._picture):
            return {}
        piece, page, picture = self._picture
        wide = grid.inside(1).width
        line = top + panel.lines - panel.photo - 1
        title = shorten(piece.title, _NAMED)
        if title != piece.title:
            title = shorten(piece.headline_lines[0], _NAMED)
        return {"file": self._shots.file(picture, wide, piece),
                "alt": describe_photo(piece, picture),
                "said": f"{title}\N{IDEOGRAPHIC SPACE}{page}版",
                "shape": picture.shape, "focus": picture.focus,
                "x": LEFT + (grid.width - wide) / 2, "y": BODY + line * grid.pitch, "w": wide,
                "h": grid.height(panel.photo - _CAPTION)}  # fmt: skip


def _break_title(piece: IssueArticle) -> tuple[str, ...]:
    """The headline in one row or two, the last with room for the number of the page; of a longer
    one its short title or its first line, at last as much of it as finds room."""
    lines = piece.headline_lines
    for segments in (lines, [piece.short_title], lines[:1]):
        broken = (fit_rows(segments, room, _ROWS) for room in (_LAST_ROW, _ROW))
        for rows in (segments, *broken):
            if _fits(rows):
                return tuple(row.replace(BREAK, " ") for row in rows)
    first, *more = fill_rows(piece.title, _ROW)
    rest = "".join(more).strip()
    if extent(rest) <= _LAST_ROW:
        return first.strip(), rest
    while extent(f"{rest}…") > _LAST_ROW:
        rest = rest[:-1]
    return first.strip(), f"{rest}…"


def _fits(rows: Sequence[str]) -> bool:
    fits = 0 < len(rows) <= _ROWS and extent(rows[-1]) <= _LAST_ROW
    return fits and all(rows) and extent(rows[0]) <= _ROW
