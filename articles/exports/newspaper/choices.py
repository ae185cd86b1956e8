"""Which articles are tried together on a page that can't hold all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, product, zip_longest

#: Of the choices of articles for a page: how much of it their least cells take at best, and what is
#: paid for more or less; how much of a page's cells is looked at, of how many articles at most.
_SHARES = (0.9, 0.86, 0.82, 0.7, 0.5, 0.3)
_FULL = 4  # of these shares, which are tried first; the others only if no page can be made of them
_SHARED, _NEAR, _MOST_CHOSEN, _ROUNDS, _FURTHER = 30.0, 1.7, 11, 3, 8


def choose_articles(least: Sequence[int], room: int) -> tuple[list[tuple[int, ...]], ...]:
    """Choices of articles that may fill a page, always with the first: best those that leave some
    room for heads and pictures, and leave out the last ones. Then more of these, and those that
    fill half a page."""
    near = sum(before < _NEAR * room for before in accumulate(least[:_MOST_CHOSEN]))
    found: dict[float, list[tuple[float, tuple[int, ...]]]] = {share: [] for share in _SHARES}
    for more in product((True, False), repeat=max(0, near - 1)):
        chosen = (0, *(at for at, taken in enumerate(more, 1) if taken))
        share = sum(least[at] for at in chosen) / room
        if share <= 1 and len(chosen) < len(least):
            left_out = sum(near - at for at, taken in enumerate(more, 1) if not taken)
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
