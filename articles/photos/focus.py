"""The focal point of a picture: what a crop keeps in sight, in per cent from the left and the top.

A crop keeps the point at the same share of its own width and height, as CSS does, so that it is in
sight in every crop: 0 keeps the edge, 50 the middle.
"""

from __future__ import annotations

from PIL import Image, ImageFilter

CENTRE = 50
#: Found points are told no finer, and classes of the stylesheet are in these steps.
STEP = 5
#: A person stands in the upper part of an upright picture.
_UPRIGHT = 40
_SIDE = 48  # pixels in which detail is looked for
#: How much weaker detail counts at the corners, where it seldom matters.
_EDGE = 0.75
_LEAST, _MOST = 10, 90


def find_focus(picture: Image.Image) -> tuple[int, int]:
    """Where most detail is, as far as it stands out; a plain picture has it in the middle.

    An upright picture has it higher, if nothing stands out.
    """
    resting = CENTRE, _UPRIGHT if picture.height > picture.width else CENTRE
    scale = _SIDE / max(picture.size)
    size = max(3, round(picture.width * scale)), max(3, round(picture.height * scale))
    small = picture.resize(size, Image.Resampling.BOX).convert("L")
    edges = small.filter(ImageFilter.FIND_EDGES).crop((1, 1, size[0] - 1, size[1] - 1))
    weights = _weigh(edges, resting)
    whole = sum(weight for *_, weight in weights)
    if whole < len(weights):  # nothing but noise
        return resting
    left = sum(x * weight for x, _, weight in weights) / whole
    top = sum(y * weight for _, y, weight in weights) / whole
    return _settle(left), _settle(top)


def _weigh(edges: Image.Image, resting: tuple[int, int]) -> list[tuple[float, float, float]]:
    """For each pixel its place in per cent, and how much it stands out from the average."""
    values = edges.tobytes()
    mean = sum(values) / len(values)
    found = []
    for n, value in enumerate(values):
        x = (n % edges.width + 0.5) * 100 / edges.width
        y = (n // edges.width + 0.5) * 100 / edges.height
        away = max(abs(x - resting[0]), abs(y - resting[1])) / 100
        found.append((x, y, max(0.0, value - mean) * (1 - _EDGE * away)))
    return found


def _settle(per_cent: float) -> int:
    return min(_MOST, max(_LEAST, round(per_cent / STEP) * STEP))


def describe_focus(left: int, top: int) -> str:
    """The focal point in words; empty for the centre."""
    return "" if (left, top) == (CENTRE, CENTRE) else f"距左{left}%、距上{top}%"
