"""The data that typst gets for the newspaper's pages: positions and text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from articles.exports.contents import Contents, IssuePage
from articles.exports.newspaper import places
from articles.exports.newspaper.grids import BODY, LEFT, TOP, WIDTH, Grid
from articles.exports.newspaper.guide import Guide, GuidePanel
from articles.exports.newspaper.house import tell_house
from articles.exports.newspaper.levels import Strip
from articles.exports.newspaper.parting import ONWARD, TRACKED, Cut, cut_runs
from articles.exports.newspaper.setting import WEEKDAYS, Setting, colophon, title
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.sizes import draw_width
from articles.exports.newspaper.spots import PlacedStand, rule_data, table_parts
from articles.exports.newspaper.titles import (
    Refs,
    Titles,
    choose_band,
    points_data,
    quotation,
    vary,
)
from articles.exports.newspaper.turns import turn_data, write_figure
from articles.text.dates import format_day
from articles.text.lunar import lunar

_SHORT = 1  # lines that may stay white at the foot of a page
_NAMED = 3  # names of pages in the head of a sheet that they share


@dataclass(frozen=True)
class MadeUpPage:
    """A page of paper: the planned page that it belongs to, and its layout."""

    sheet: IssuePage
    grid: Grid
    page: places.PageLayout
    homes: tuple[int, ...]  # the planned pages that it continues
    first: bool  # the front page
    cuts: Mapping[tuple[int, int, int], Cut] = field(default_factory=dict)
    smaller: int = 0  # by so many sizes the heads are; the cuts by article, block and tracking
    whole: bool = False  # no article is left over from those that it was made up with
    turns: Mapping[int, str] = field(default_factory=dict)  # by article, where its rest stands
    railed: bool = False  # its articles leave the first column to the rail
    guide: GuidePanel | None = None  # the rail's 导读, once it is settled

    @property
    def columns(self) -> int:
        """Those that its articles share."""
        return self.grid.columns - self.railed


class Paper:
    """Builds the data of an issue. `sets` are its articles, `homes` the planned page of each."""

    def __init__(
        self,
        contents: Contents,
        sets: Sequence[Setting],
        homes: Mapping[int, int],
        shots: Shots,
        titles: Titles,
    ) -> None:
        self._contents, self._sets, self._shots = contents, sets, shots
        self._homes, self._titles = homes, titles
        self.guide = Guide(contents, shots)

    def lines(self, first: bool, last: bool, grid: Grid, railed: bool = False) -> int:
        """The number of lines in a column between the head of a page and its foot."""
        return grid.lines - self._top(first, grid, railed) - (self._colophon_lines if last else 0)

    def _top(self, first: bool, grid: Grid, railed: bool) -> int:
        """The line of the grid on which the articles begin."""
        rows = 0 if railed else self.guide.strip_rows
        return (grid.masthead + rows + (rows > 0)) if first else 0

    def guide_zones(self, pages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The positions of the entries of the 导读 on the front page."""
        return [entry | {"page": 1} for entry in pages[0]["guide"]]

    @cached_property
    def _colophon_lines(self) -> int:
        return 1 + len(colophon(self._contents))

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
        top = self._top(first, grid, made.railed)
        lines = self.lines(first, last, grid, made.railed)
        strip = first and not made.railed
        used = lines - made.page.hole if made.railed else made.page.used
        stands = [self._stand(stand, made, top) for stand in made.page.stands]
        vary(stands)
        choose_band(stands)
        return {
            "count": count,
            "grid": grid.data(),
            "lines": lines,
            "first": top,
            "number": sheet.number,
            "figure": write_figure(made),
            "name": self._name(made),
            "note": "" if made.homes else self._note(sheet),
            "masthead": first,
            "guide": self.guide.strip(grid) if strip else [],
            "rail": {},
            "stands": stands,
            "rules": [rule_data(rule, grid, top) for rule in made.page.rules],
            "colophon": colophon(self._contents) if last else [],
            "colophon-y": BODY + (top + lines) * grid.pitch,
            "hole": made.page.hole,
            "notice": self._notice(top + used, lines - used, made),
            "filler": self._filler(made, top),
        } | self._rail(made, grid, top)

    def _rail(self, made: MadeUpPage, grid: Grid, top: int) -> dict[str, Any]:
        """The 导读 of a front page that has a rail."""
        if made.guide is None:
            return {}
        entries = self.guide.entries(made.guide, grid, top)
        return {"guide": entries, "rail": self.guide.box(made.guide, grid, top)}

    def _notice(self, line: int, hole: int, made: MadeUpPage) -> dict[str, Any]:
        """What the house says of itself at the foot of a page that is short, below a blank line."""
        if hole <= _SHORT:
            return {}
        grid, wide = made.grid, made.grid.span(made.columns)
        return {"x": LEFT + WIDTH - wide, "y": BODY + (line + 1) * grid.pitch, "w": wide,
                "h": grid.height(hole - 1), "line": line + 1, "lines": hole - 1,
                } | self._tell(made)  # fmt: skip

    def _filler(self, made: MadeUpPage, top: int) -> dict[str, Any]:
        """The same in a box among the articles."""
        stand, grid = made.page.filler, made.grid
        if stand is None:
            return {}
        placed = PlacedStand(stand, grid, top)
        return {"x": placed.left, "y": placed.y(stand.y), "w": grid.span(stand.across),
                "h": grid.height(stand.lines), "line": top + stand.y, "lines": stand.lines,
                } | self._tell(made)  # fmt: skip

    def _tell(self, made: MadeUpPage) -> dict[str, Any]:
        """Beside the 导读 nothing lists the pages once more."""
        return tell_house(self._contents) | ({"listed": []} if made.railed else {})

    def _name(self, made: MadeUpPage) -> str:
        """What stands at the head of a sheet: the page's name, or of those that it continues."""
        if not made.homes:
            return made.sheet.name
        names = {sheet.number: sheet.name for sheet in self._contents.sheets}
        found = list(dict.fromkeys(names[number] for number in made.homes))
        return ("、".join(found) if len(found) <= _NAMED else "各版") + "（续）"

    def _note(self, sheet: IssuePage) -> str:
        editors = list(dict.fromkeys(e.name for p in sheet.pieces for e in p.editors))
        parts = [f"本版编辑　{' '.join(editors[:4])}"] if editors else []
        return "　".join(parts + [f"校对　{sheet.proofreader}"] * bool(sheet.proofreader))

    def _stand(self, stand: places.Stand, made: MadeUpPage, top: int) -> dict[str, Any]:
        each = self._sets[stand.key]
        placed = PlacedStand(stand, made.grid, top)
        return {
            "article": each.piece.article if each.piece else 0,
            "x": placed.left,
            "y": placed.y(stand.y),
            "w": made.grid.span(stand.across),
            "h": made.grid.height(stand.lines),
            "lines": stand.lines,
            "panel": stand.panel,
            "rank": self._titles.rank(each, made.first),
            "quotable": bool(quotation(each, _list_begun(stand))) and not stand.panel,
            "form": each.piece.form if each.piece else "",
            "size": each.piece.size if each.piece else 0,
            "photo-size": each.piece.photo_size if each.piece else "",
            "parts": [
                data
                for part in stand.parts
                for data in (
                    table_parts(part, each, placed)
                    if part.what == "table"
                    else [self._part(part, each, made, placed)]
                )
            ],
        }

    def _part(
        self, part: places.Part, each: Setting, made: MadeUpPage, placed: PlacedStand
    ) -> dict[str, Any]:
        data = placed.part(part)
        match part.what:
            case "head" | "panel" | "upright":
                return data | self._titles.data(part, each, made, placed.inner, data["w"])
            case "onward" | "turn":
                home = self._homes[placed.stand.key]
                return data | turn_data(part, each, home, made.turns.get(placed.stand.key, ""))
            case "points":
                return data | points_data(part, each, data["w"])
            case "quote":
                at = data["w"], data["h"], _list_begun(placed.stand)
                return data | self._titles.quote(each, *at)
            case "photo":
                assert part.stuff  # noqa: S101
                place = (part.across, part.lines)
                return data | self._photo(each, part.stuff.ref, place, placed)
            case _:
                return data | {
                    "blocks": [
                        self._piece(each, piece, made, placed, at == 0)
                        for at, piece in enumerate(part.pieces)
                    ],
                }

    def _piece(
        self, each: Setting, piece: Strip, made: MadeUpPage, placed: PlacedStand, at_top: bool
    ) -> dict[str, Any]:
        """A block, or what of it stands in a frame."""
        grid, key = placed.inner, placed.stand.key
        block = each.blocks[piece.ref] | {"lines": piece.lines}
        match piece.sort:
            case "photo":
                above = 0 if at_top else 1
                # A blank line stands below it, too.
                place = (1, piece.lines - above - 1)
                return block | self._photo(each, piece.ref, place, placed) | {"above": above}
            case "crosshead":
                return block | {"above": piece.above, "below": piece.below}
            case "whole" if block["kind"] == "table":
                table = each.measured[grid].tables[piece.ref]
                return block | {"widths": table.widths[0], "heights": table.heights[0]}
            case "whole":
                return block
        block |= {"track": TRACKED[piece.tracked], "cut": (piece.start, piece.stop, piece.of)}
        cut = made.cuts.get((key, piece.ref, piece.tracked))
        if cut is None or (piece.start, piece.stop) == (0, piece.of):
            return block
        ends = each.cuts[grid][cut]
        lines = [sum(cut.lines[: i + 1]) for i in range(len(cut.lines))]
        start, wider = ends[lines.index(piece.start)] if piece.start else (0, 0.0)
        last = piece.stop == piece.of
        stop = 10**9 if last else ends[lines.index(piece.stop)][0]
        kind = ONWARD[block["kind"]] if piece.start else block["kind"]
        runs = cut_runs(block["runs"], start, stop)
        text = "".join(run["t"] for run in block["runs"])
        block["track"] += wider
        return block | {"kind": kind, "runs": runs, "full": not last and text[stop - 1] != "\n"}

    def _photo(
        self, each: Setting, ref: int, place: tuple[int, int], placed: PlacedStand
    ) -> dict[str, Any]:
        """A photo in a place of so many columns and lines, its caption included."""
        (piece, picture), (across, lines), grid = each.pictures[ref], place, placed.inner
        block, width = each.blocks[ref], grid.span(across)
        caption = each.measured[grid].captions[ref][across - 1]
        tall = grid.height(max(1, lines - caption))
        return {"file": self._shots.file(picture, width, piece), "caption": block["caption"],
                "alt": block["alt"], "shape": picture.shape, "focus": picture.focus,
                "drawn": draw_width(picture.shape, width, tall),
                "caption-lines": caption}  # fmt: skip


def list_cuts(pages: Sequence[places.PageLayout]) -> dict[tuple[int, int, int], Cut]:
    """What is parted on the sheets of a page, by article, block and tracking."""
    ends: dict[tuple[int, int, int], dict[int, int]] = {}
    for layout in pages:
        for stand in layout.stands:
            for part in stand.parts:
                for piece in part.pieces:
                    if piece.sort == "text" and piece.stop < piece.of:
                        where = stand.key, piece.ref, piece.tracked
                        ends.setdefault(where, {})[piece.stop] = piece.of
    return {where: _cut(where, found) for where, found in ends.items()}


def _list_begun(stand: places.Stand) -> Refs:
    """Of an article that is parted between sheets, the blocks that begin on this one."""
    if not any(part.what in ("onward", "turn") for part in stand.parts):
        return None
    return {piece.ref for part in stand.parts for piece in part.pieces if not piece.start}


def _cut(where: tuple[int, int, int], ends: Mapping[int, int]) -> Cut:
    stops = sorted(ends)
    lines = tuple(b - a for a, b in zip([0, *stops], stops, strict=False))
    return Cut(where[1], lines, next(iter(ends.values())), where[2])


def count_characters(each: Setting, stand: places.Stand) -> int:
    """About how many characters of the article stand there."""
    return round(
        sum(
            (piece.stop - piece.start) / piece.of
            * sum(len(run["t"]) for run in each.blocks[piece.ref].get("runs", ()))
            for part in stand.parts
            for piece in part.pieces
        )
    )  # fmt: skip
