"""Pieces of a text by which it is found again where most of it stands in another one."""

from __future__ import annotations

import re
from zlib import crc32

#: Letters in a piece; one of so many pieces is kept, the same ones wherever they stand.
LETTERS, ONE_OF = 7, 8
_BETWEEN = re.compile(r"[\W_]+")
_WIDTH = 4  # bytes of a character in UTF-32


def collect_pieces(folded: str) -> frozenset[int]:
    """Numbers from 0 to 2²⁹ for an eighth of the runs of seven letters in a folded text.

    Marks and spaces don't count, so that other punctuation makes no other text. Two texts share
    the pieces of what they share (winnowing by h mod 8 = 0, as in Manber 1994).
    """
    letters = _BETWEEN.sub("", folded).encode("utf-32-le")
    size = LETTERS * _WIDTH
    starts = range(0, len(letters) - size + 1, _WIDTH)
    hashes = [crc32(letters[start : start + size]) for start in starts]
    return frozenset([each // ONE_OF for each in hashes if not each % ONE_OF])


def collect_runs(folded: str) -> set[str]:
    """All runs of seven letters in a folded text: what pieces are an eighth of."""
    letters = _BETWEEN.sub("", folded)
    return {letters[start : start + LETTERS] for start in range(len(letters) - LETTERS + 1)}
