"""How good a page is that was made up."""

from __future__ import annotations

from collections.abc import Mapping

from articles.exports.newspaper.places import PageLayout, Stand
from articles.exports.newspaper.sizes import LARGEST, Measures

#: What is added for a page that nothing relieves, that breaks a rule of columns,
#: of pictures or of white, or is short.
POOR = 1000.0
_SHORT = 12  # lines
_FULL = 0.92  # of the cells are filled


def weigh(page: PageLayout) -> float:
    """How far the page is from what it should be: its cost, and POOR if it is not as it must be."""
    relieved = any(
        stand.panel
        or part.what in ("panel", "points", "photo")
        or (part.what == "quote" and part.across > 1)
        for stand in page.stands
        for part in stand.parts
    )
    # What is paid for a good page may be less than nothing; a poor one is never worth that.
    lacks = (not relieved) + is_poor(page)
    return max(page.score, 0.0) + lacks * POOR if lacks else page.score


def is_poor(page: PageLayout) -> bool:
    """Whether it lacks a pull quote or panel that it could have, breaks a rule of columns, of
    pictures or of white, or ends far above its foot."""
    return is_flawed(page) or page.hole > _SHORT


def is_flawed(page: PageLayout) -> bool:
    """The same of a page that may end above its foot."""
    return page.grey or page.thin or not page.exact or not page.pictured


def is_thin(page: PageLayout, measures: Measures) -> bool:
    """Whether more of its cells stay white than rule S4 allows."""
    filled = sum(map(_count_filled, page.stands))
    if page.filler:
        filled += page.filler.across * page.filler.lines
    if page.hole > 1:  # a notice stands there, below a blank line
        filled += measures.columns * (page.hole - 1)
    return filled < _FULL * measures.cells


def _count_filled(stand: Stand) -> int:
    """The cells on which it has ink: a panel's are none of them white."""
    if stand.panel:
        return stand.across * stand.lines
    return sum(
        sum(piece.lines for piece in part.pieces) if part.what == "text"
        else part.across * part.lines
        for part in stand.parts
    )  # fmt: skip


def are_alike(areas: Mapping[int, float]) -> bool:
    """Whether the largest photo of a page is not much larger than the next."""
    large = sorted(areas.values(), reverse=True)[:2]
    return len(large) > 1 and large[0] < LARGEST * large[1]
