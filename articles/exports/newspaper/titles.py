"""What stands above an article, and what is drawn large from it: heads by rank, and pull quotes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from articles.exports.newspaper.breaks import balance_lines, fit_clauses
from articles.exports.newspaper.grids import HOUSE, Grid
from articles.exports.newspaper.heads import MOST_AIR, Head, SetLine, Words, head
from articles.exports.newspaper.heads import ROW as ROW_HEIGHT
from articles.exports.newspaper.places import Part
from articles.exports.newspaper.setting import Setting
from articles.text.headline import BREAK, reads_downwards
from articles.text.pull_quotes import find_pull_quote

if TYPE_CHECKING:
    from articles.exports.newspaper.paper import MadeUpPage

EN_SPACE = "\N{EN SPACE}"
#: The white left and right in a panel that carries a lead's head.
REVERSED_PAD = 20.0
_NEAR = 40.0  # points between two articles that touch, with the rule between them
_KINDS = 3  # of heads, on a page without a picture
_UPRIGHT = 9  # characters of a head that reads downwards, in a row
_UPRIGHT_SIZE, _UPRIGHT_STEP = {"photo": 34, "second": 26, "brief": 20, "lead": 34}, 1.06
_PARTS = ("band", "kicker", "headline", "subhead", "byline")
#: The size of a pull quote, the white between its rows, and the lines of an article that has one.
_QUOTE_SIZE, _QUOTE_AIR, _LONG = 20.0, 5.5, 30
_QUOTE_ROWS = 8
#: Of a pull quote in a panel over several columns the sizes, and the white left and right of it.
_DECK_SIZES, _DECK_PAD = (26.0, 20.0), 48.0
#: Of the panel that lists crossheads, how many it has and of how many characters, and its lines.
_FEWEST, _MOST, _POINT, _PANEL = 2, 6, 14, (2, 8)
_DARK_MOST = 7  # crossheads, on a dark panel
_POINT_SIZE, _NARROW = 11.0, 480.0  # points


#: The numbers of an article's blocks; None stands for all.
Refs: TypeAlias = Collection[int] | None


class Titles:
    """The heads of an issue's articles. The lead of the front page is the largest.

    `space` is what an editor's break becomes where it stands within a row: half a character.
    """

    def __init__(self, space: str = EN_SPACE) -> None:
        self._space = space

    def rank(self, each: Setting, first: bool) -> str:
        return "front" if first and each.kind == "lead" else each.kind

    def head(
        self, each: Setting, grid: Grid, across: int, first: bool, step: int = 0, *,
        bare: bool = False,
    ) -> Head:  # fmt: skip
        """The head over so many columns, so many sizes larger; in a panel, `grid` is its inside.
        `bare`: without its byline."""
        words = _words(each)
        words = words._replace(byline="") if bare else words
        width = round(grid.span(across), 2)
        rank = self.rank(each, first)
        # The front lead stays the largest of the issue.
        smaller = 0 if rank == "front" else -step
        return head(words, rank, across, width, grid.pitch, grid.leading, smaller)

    def reversed(self, each: Setting, grid: Grid, first: bool) -> Head:
        """The head on a dark panel over two columns."""
        words = _words(each)
        width = round(grid.span(2) - 2 * REVERSED_PAD, 2)
        return head(words, self.rank(each, first), 2, width, grid.pitch, grid.leading)

    def upright(self, each: Setting) -> list[str]:
        """The columns of a head that reads downwards, from the right; none if it can't."""
        if each.subhead or each.kicker or each.band or not reads_downwards(each.headline):
            return []
        parts = each.headline.split(BREAK)
        if len(parts) == 1 and len(parts[0]) > 9:
            parts = balance_lines(parts[0], 2, _UPRIGHT * 1.03)
        return parts if max(map(len, parts)) <= _UPRIGHT else []

    def upright_lines(self, each: Setting, grid: Grid) -> int:
        """The lines that the upright head with its byline takes of one column, or 0."""
        columns, size = self.upright(each), _UPRIGHT_SIZE[each.kind]
        if not columns or size >= each.below:
            return 0
        tall = max(map(len, columns)) * size * _UPRIGHT_STEP + 8
        byline = self.head(each, grid, 1, False).byline
        return -int(-(tall + grid.leading) // grid.pitch) + len(byline) + 1

    def data(
        self, part: Part, each: Setting, made: MadeUpPage, grid: Grid, width: float
    ) -> dict[str, Any]:
        """The rows of a head for typst, with the white under each."""
        match part.what:
            case "upright":
                it = self.head(each, grid, 1, made.first)
                size = _UPRIGHT_SIZE[each.kind]
                rows = [SetLine(text, size) for text in self.upright(each)]
                it = Head((), (), tuple(rows), (), it.byline, it.least, it.most)
                return {**self._rows(it), "size": size, "step": _UPRIGHT_STEP, "pitch": grid.pitch,
                        "kind": "upright"}  # fmt: skip
            case "panel":
                it = self.reversed(each, grid, made.first)
                return {**self._rows(it), "air": min(it.air(grid.height(it.most)), MOST_AIR),
                        "pad": REVERSED_PAD, "kind": "reversed", "size": it.size}  # fmt: skip
        step = part.step - made.smaller
        it = self.head(each, grid, part.across, made.first, step, bare=part.bare)
        chosen = each.piece.form if each.piece else ""
        centred = part.across > 2 and each.kind == "lead" if chosen != "left" else False
        centred = centred or chosen == "centred"
        air = min(it.air(grid.height(part.lines)), MOST_AIR)
        return {**self._rows(it), "air": air, "centred": centred,
                "kind": _kind(each, centred), "size": it.size,
                "hei": each.kind == "brief"}  # fmt: skip

    def _rows(self, it: Head) -> dict[str, Any]:
        return {
            name: [
                {"text": line.text.replace(BREAK, self._space), "size": line.size} for line in lines
            ]
            for name, lines in zip(_PARTS, it, strict=True)
        }

    def quote(
        self, each: Setting, width: float, height: float, refs: Refs = None
    ) -> dict[str, Any]:
        """The rows of a pull quote: in a column, or over several in a panel below the head; `refs`:
        of the article, the blocks on this sheet."""
        words, rows, size = quotation(each, refs), quote_rows(each, refs), _QUOTE_SIZE
        if deck := width > HOUSE.width:
            rows, size = _fit_deck(words, width - _DECK_PAD, height - _DECK_PAD / 2)
        return {"words": words, "rows": rows, "size": size, "deck": deck}


def _fit_deck(words: str, width: float, height: float) -> tuple[list[str], float]:
    """The words in as few rows, as large as there is room for."""
    for size in _DECK_SIZES:
        rows = fit_clauses(words, width / size, 2)
        tall = len(rows) * size * ROW_HEIGHT + (len(rows) - 1) * _QUOTE_AIR
        if rows and tall <= height:
            return rows, size
    return balance_lines(words, 2), _DECK_SIZES[-1]


def _words(each: Setting) -> Words:
    size = each.piece.size if each.piece else 0
    return Words(each.kicker, each.headline, each.subhead, each.byline, size, each.below, each.band)


def _kind(each: Setting, centred: bool) -> str:
    return "boxed" if each.piece is None or each.boxed else "centred" if centred else "left"


def vary(stands: Sequence[Mapping[str, Any]]) -> None:
    """Set one of two heads of one kind and size that stand side by side in the other face, of two
    seconds also one below the other; and every other second where a page without a picture has few
    kinds of heads."""
    _vary_seconds(stands)
    parts = [(stand, part) for stand in stands for part in stand["parts"]]
    heads = [part for _, part in parts if part["what"] == "head"]
    kinds = {look(part)[::2] for _, part in parts if part["what"] in ("head", "panel", "upright")}
    if len(kinds) < min(_KINDS, len(stands)) and all(part["what"] != "photo" for _, part in parts):
        for rank in ("second", "brief"):
            same = [part for stand, part in parts if stand["rank"] == rank and part in heads]
            for part in same[1::2]:
                part["hei"] = not part["hei"]
            if len({look(part)[::2] for part in heads} | kinds) >= _KINDS:
                break
    for at, part in enumerate(heads):
        for before in heads[:at]:
            left, right = sorted((part, before), key=lambda it: float(it["x"]))
            beside = 0 < right["x"] - left["x"] - left["w"] < 30
            if beside and abs(part["line"] - before["line"]) < 3 and look(part) == look(before):
                part["hei"] = not part["hei"]


def _vary_seconds(stands: Sequence[Mapping[str, Any]]) -> None:
    """Let no second look like one that it touches, nor all of them, where the other face helps."""
    seconds = [
        (stand, part)
        for stand in stands
        for part in stand["parts"]
        if stand["rank"] == "second" and part["what"] == "head"
    ]
    for at, (stand, part) in enumerate(seconds):
        near = [look(before) for other, before in seconds[:at] if _touch(stand, other)]
        flipped = (*look(part)[:2], not part["hei"])
        if look(part) in near and flipped not in near:
            part["hei"] = not part["hei"]
    looks = {look(part) for _, part in seconds}
    if len(seconds) > 1 and len(looks) == 1:
        seconds[-1][1]["hei"] = not seconds[-1][1]["hei"]


def _touch(stand: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether nothing stands between two articles."""
    across, down = (
        max(stand[at], other[at]) - min(stand[at] + stand[size], other[at] + other[size])
        for at, size in (("x", "w"), ("y", "h"))
    )
    return bool(max(across, down) < _NEAR and min(across, down) < 0)


def choose_band(stands: Sequence[Mapping[str, Any]]) -> None:
    """Let the first head of a page that names its standing section have the name in a band."""
    heads = [part for stand in stands for part in stand["parts"] if part.get("band")]
    for at, part in enumerate(heads):
        part["banded"] = at == 0


def look(part: Mapping[str, Any]) -> tuple[str, float, bool]:
    """What makes two heads alike: their kind, size and face."""
    return part["kind"], part["size"], bool(part.get("hei"))


def quotation(each: Setting, refs: Refs = None) -> str:
    """The article's own words that are drawn large: those between quotation marks that stand
    nearest to its middle, else a short sentence, else ""; `refs`: of these blocks alone."""
    if each.kind in ("brief", "photo") or each.piece is None:
        return ""
    texts = [
        "".join(run["t"] for run in block["runs"])
        for ref, block in enumerate(each.blocks)
        if _plain(block) and (refs is None or ref in refs)
    ]
    return find_pull_quote(texts) if sum(map(len, texts)) >= 14 * _LONG else ""


def is_quoting(each: Setting) -> bool:
    """Whether what is drawn large from it are words that it quotes."""
    return quotation(each).startswith("“")


def list_points(each: Setting, *, dark: bool = False) -> list[str]:
    """The crossheads of a lead that are listed below its head; none if they are too few, too many
    or too long. `dark`: on the panel with its head, where each has a row."""
    points = [
        "".join(run["t"] for run in block["runs"]).replace("\n", BREAK)
        for block in each.blocks
        if block["kind"] == "crosshead"
    ]
    most = _DARK_MOST if dark else _MOST
    fits = _FEWEST <= len(points) <= most and max(map(len, points)) <= _POINT
    return points if each.kind == "lead" and fits else []


def span_points(points: Sequence[str]) -> tuple[int, int]:
    """The fewest and the most lines of the panel that lists them."""
    return (_PANEL[0], min(_PANEL[1], 2 * len(points) + 1)) if points else (0, 0)


def points_data(part: Part, each: Setting, width: float) -> dict[str, Any]:
    """The crossheads in as few rows as hold them, or in one below the other where they are high
    and narrow, or on a dark panel."""
    points, lines = list_points(each, dark=part.dark), part.lines
    if part.dark:
        return {"rows": [[point] for point in points], "dark": True}
    wide = _POINT_SIZE * (max(map(len, points)) + 2)
    rows = -(-len(points) // max(1, int(width // wide)))
    if width < _NARROW:
        rows = max(rows, min(len(points), lines // 2))
    across = -(-len(points) // rows)
    rows_of = [points[at : at + across] for at in range(0, len(points), across)]
    return {"rows": rows_of, "dark": False}


def _plain(block: Mapping[str, Any]) -> bool:
    return block["kind"] in ("paragraph", "onward") and not block.get("spare")


def quote_rows(each: Setting, refs: Refs = None) -> list[str]:
    words = quotation(each, refs)
    rows = fit_clauses(words, HOUSE.width / _QUOTE_SIZE, _QUOTE_ROWS)
    return rows or balance_lines(words, _QUOTE_ROWS)


def quote_lines(each: Setting, grid: Grid, refs: Refs = None) -> int:
    """The lines that the pull quote takes, with a blank one above and below; 0 if there is none."""
    if not quotation(each, refs):
        return 0
    rows = quote_rows(each, refs)
    tall = len(rows) * (_QUOTE_SIZE * ROW_HEIGHT + _QUOTE_AIR) + 10
    return -int(-(tall + grid.leading) // grid.pitch) + 2
