"""Which articles are tried together on a page that can't hold all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, zip_longest
from typing import TypeAlias

#: Of the choices of articles for a page: how much of it their least cells take at best, and what is
#: paid for more or less; how much of a page's cells is looked at, of how many articles at most.
_SHARES = (0.9, 0.86, 0.82, 0.7, 0.5, 0.3)
_FULL = 4  # of these shares, which are tried first; the others only if no page can be made of them
_SHARED, _NEAR, _MOST_CHOSEN, _ROUNDS, _FURTHER = 30.0, 1.7, 11, 3, 8

_Choice: TypeAlias = tuple[tuple[int, ...], int, int]


def choose_articles(least: Sequence[int], room: int) -> tuple[list[tuple[int, ...]], ...]:
    """Choices of articles that may fill a page, always with the first: best those that leave some
    room for heads and pictures, and leave out the last ones. Then more of these, and those that
    fill half a page."""
    near = sum(before < _NEAR * room for before in accumulate(least[:_MOST_CHOSEN]))
    found: dict[float, list[tuple[float, tuple[int, ...]]]] = {share: [] for share in _SHARES}
    for chosen, cells, left_out in _list_choices(least, near, room):
        if len(chosen) < len(least):
            share = cells / room
            wished = min(_SHARES, key=lambda each: abs(each - share))
            found[wished].append((abs(share - wished) * _SHARED + left_out / near, chosen))
    ranked = [[chosen for _, chosen in sorted(some)] for some in found.values()]
    full, thin = ranked[:_FULL], ranked[_FULL:]
    return tuple(
        [each for some in zip_longest(*part) for each in some if each]
        for part in (
            [some[:_ROUNDS] for some in full],
            [some[_ROUNDS:_FURTHER] for some in full],
            [some[:_ROUNDS] for some in thin],
        )
    )


def _list_choices(least: Sequence[int], near: int, room: int) -> list[_Choice]:
    """Every choice of the first so many articles, with the first, that finds room: (the articles,
    their least cells, how much earlier articles were left out)."""
    found: list[_Choice] = [((0,), least[0], 0)] if least[0] <= room else []
    for at in range(1, near):
        cells, skipped = least[at], near - at
        more = [
            ((*chosen, at), taken + cells, left_out)
            for chosen, taken, left_out in found
            if taken + cells <= room
        ]
        found = [*more, *((each, taken, left_out + skipped) for each, taken, left_out in found)]
    return found
