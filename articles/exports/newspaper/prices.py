"""What an unsuitable width or size of an article costs, when a page is made up."""

from __future__ import annotations

from typing import Literal

Kind = Literal["lead", "second", "brief", "photo", "filler"]

#: The fewest and the most columns that suit an article; a long one may take one more.
_WISHED = {"lead": (3, 5), "second": (2, 3), "brief": (1, 2), "photo": (2, 3)}
_LONG = 60  # lines
#: The share of the page's width that suits its photo.
_SHARES = {"lead": 0.6, "photo": 0.6, "second": 0.4, "brief": 0.3}
_COLUMNS, _LINES = 5, 74
#: What a box of the house costs, by its columns.
_FILLER = {1: 30.0, 2: 40.0, 3: 55.0}


def price_shape(kind: Kind, lines: int, across: int, body: float) -> float:
    """The cost of an unsuitable width, and of columns that are too short or too long."""
    if kind == "filler":
        return _FILLER[across]
    least, most = _WISHED[kind]
    if kind != "lead":
        longer = lines > _LONG
        least, most = least + longer * (kind == "second"), most + longer
    cost = 12.0 * max(0, least - across) + 12.0 * max(0, across - most)
    if kind == "lead":
        # Its head is the largest of the page.
        cost += 14.0 * max(0, least - across) + 60.0 * (across < 2)
    if lines:
        cost += 5.0 * max(0, 6 - body) + 1.0 * max(0, body - 34)
    return cost


def price_size(kind: Kind, wide: int, lines: int) -> float:
    """The cost of a small photo (most for leads and photo stories), or one that fills a page."""
    return 80 * abs(wide / _COLUMNS - _SHARES[kind]) + 0.8 * max(0, lines - _LINES * 0.45)
