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
#: The share of the detail of an upright picture above which the head of its person begins.
_HEAD = 0.03
_SIDE = 48  # pixels in which detail is looked for
#: How much weaker detail counts at the corners, where it seldom matters.
_EDGE = 0.75
_LEAST, _MOST = 10, 90


def find_focus(picture: Image.Image) -> tuple[int, int]:
    """Where most detail is, as far as it stands out; a plain picture has it in the middle.

    An upright picture has it where its detail begins, for a person's head is there.
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
    if picture.height > picture.width:  # the head is where a person begins
        top = _begin(weights, whole * _HEAD) - STEP
    else:
        top = sum(y * weight for _, y, weight in weights) / whole
    return _settle(left), _settle(top)


def _begin(weights: list[tuple[float, float, float]], share: float) -> float:
    """How far down, in per cent, so much of the detail has been seen."""
    seen = 0.0
    for _, y, weight in weights:
        seen += weight
        if seen >= share:
            return y
    return CENTRE


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
