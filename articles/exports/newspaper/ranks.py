"""How large the heads of a page may be, and over how few columns: the lead's is the largest, every
second's larger than every brief's."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from articles.exports.newspaper.grids import COLUMNS, HOUSE, Grid
from articles.exports.newspaper.paper import MadeUpPage
from articles.exports.newspaper.setting import Setting
from articles.exports.newspaper.spots import find_inner
from articles.exports.newspaper.titles import Titles

#: By rank, the fewest columns, and the size in points that a head reaches in them.
_FLOORS = {"lead": (3, 34.0), "second": (1, 20.0)}
#: The same of a lead whose columns would not end level else.
_FREED = (2, 26.0)
#: On a sheet that pages share: the characters of what is set as its lead, the seconds made then.
_LEADING, _SECONDS = 420, 2
_EQUAL = 0.1  # a photo story's head may be as large as the lead's


#: A head on a dark panel is as large as this, else it stands above its columns.
_DARK = 34.0
Page = tuple[bool, int]  # whether it is the front page, and by how many sizes heads are smaller


def list_widths(each: Setting, grid: Grid, titles: Titles, page: Page) -> tuple[int, ...]:
    """The numbers of columns in which its head is as large as its rank wants, or can be."""
    least, floor = _FREED if each.freed else _FLOORS.get(each.kind, (1, 0.0))
    sizes = {n: _size(each, grid, titles, page, n) for n in range(least, COLUMNS + 1)}
    floor = min(floor, max(sizes.values()))
    return tuple(n for n, size in sizes.items() if size >= floor)


def is_reversible(each: Setting, grid: Grid, titles: Titles, page: Page) -> bool:
    """Whether its head is large enough on a dark panel, on another page than the front."""
    return not page[0] and titles.reversed(each, grid, False).size >= _DARK


def rank_heads(
    sets: Sequence[Setting], grid: Grid, titles: Titles, page: Page, front: float = inf
) -> None:
    """Settle which size every head of a page stays below; `front` is that of the front lead's."""
    for each in sets:
        each.below = front
    leads = [each for each in sets if each.kind == "lead"]
    lead = _least(leads, grid, titles, page)
    if not any(each.pictures for each in sets):
        dark = [each for each in leads if is_reversible(each, grid, titles, page)]
        lead = min([lead, *(titles.reversed(each, grid, False).size for each in dark)])
    for each in sets:
        if each.kind != "lead":
            each.below = min(front, lead + _EQUAL * (each.kind == "photo"))
    second = _least([each for each in sets if each.kind == "second"], grid, titles, page)
    for each in sets:
        if each.kind == "brief":
            each.below = min(each.below, second)


def promote(sets: Sequence[Setting], titles: Titles, skipped: int = 0) -> list[Setting]:
    """The articles of a sheet that pages share, in the order of their heads: where no lead came
    over, the longest article is set as one, and where no second did, the longest after it are.
    `skipped`: how many of the longest can't lead."""
    for each in sets:
        each.kind = each.piece.kind if each.piece else "brief"
    if any(each.kind == "lead" for each in sets):
        return list(sets)
    able = sorted(
        (each for each in sets if each.piece and each.kind != "photo"),
        key=lambda each: (each.kind == "second", _length(each)),
        reverse=True,
    )
    long = [each for each in able if _length(each) >= _LEADING]
    for lead in long[skipped:] or long:
        kind, lead.kind, lead.below = lead.kind, "lead", inf
        if titles.head(lead, HOUSE, COLUMNS, False).size >= _DARK:
            break
        lead.kind = kind
    else:
        return list(sets)
    long.remove(lead)
    if not any(each.kind == "second" for each in sets):
        for each in long[:_SECONDS]:
            each.kind = "second"
    return [lead, *(each for each in sets if each is not lead)]


def _length(each: Setting) -> int:
    """The characters of its text."""
    blocks = [block for block in each.blocks if not block.get("spare")]
    return sum(len(run["t"]) for block in blocks for run in block.get("runs", ()))


def open_front(front: Sequence[Setting], others: Sequence[Setting]) -> None:
    """Let the front page's first article open the issue where an editor chose no lead for it: as
    its lead, or among nothing but short briefs as the one second."""
    able = [each for each in front if each.piece and each.kind != "photo"]
    if not able or any(each.kind == "lead" for each in front):
        return
    opens = min(able, key=lambda each: each.kind != "second")
    rest = [each.kind for each in (*front, *others) if each is not opens]
    low = _length(opens) < _LEADING and not {"lead", "second"} & {*rest}
    opens.kind = "second" if low else "lead"


def find_largest(made: MadeUpPage, sets: Sequence[Setting], titles: Titles) -> float:
    """The size of the front page's largest head: every other head of the issue is smaller."""
    sizes = [
        titles.data(part, each, made, inner, inner.span(part.across))["size"]
        for stand in made.page.stands
        for part in stand.parts
        if part.what in ("head", "upright")
        for each, inner in [(sets[stand.key], find_inner(stand, made.grid))]
    ]
    return max(sizes, default=inf)


def _least(sets: Sequence[Setting], grid: Grid, titles: Titles, page: Page) -> float:
    sizes = [
        _size(each, grid, titles, page, across)
        for each in sets
        for across in list_widths(each, grid, titles, page)
    ]
    return min(sizes, default=inf)


def _size(each: Setting, grid: Grid, titles: Titles, page: Page, across: int) -> float:
    first, smaller = page
    inner = grid.inside(across) if each.framed else grid
    return titles.head(each, inner, across, first, -smaller).size
