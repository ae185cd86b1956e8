"""How a page is turned, and where its lines stand once it is put straight."""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians, sin
from statistics import median

from PIL import Image

from articles.text.layout.marks import PageBox
from articles.text.scans.engine import Point, SeenLine

#: A line tells how the page is turned if it is so many times wider than high.
_LONG = 5.0
#: In degrees: more is no slip of the hand.
_MOST = 15.0


def find_turn(lines: list[SeenLine]) -> float:
    """By how many degrees the page must be turned counterclockwise to be level; 0 if it is."""
    angles = []
    for line in lines:
        first, second, _, last = line.corners
        wide, high = _distance(first, second), _distance(first, last)
        if wide > _LONG * high:
            angles.append((degrees(atan2(second[1] - first[1], second[0] - first[0])), wide))
    if not angles:
        return 0.0
    total = [angle for angle, wide in angles for _ in range(max(int(wide / 50), 1))]
    turn = median(total)
    return turn if abs(turn) <= _MOST else 0.0


def find_rest(ink: Image.Image, boxes: list[PageBox]) -> float:
    """By how many degrees a page is still turned, from the ink of its long lines.

    Corners of an engine are whole pixels of a smaller picture: they tell half a degree to a fifth.
    """
    down = across = 0.0
    for box in boxes:
        if box.width < _LONG * box.height:
            continue
        heights = [
            _middle_of(ink.crop((int(left), int(box.top), int(right), int(box.bottom) + 1)))
            for left, right in ((box.left, box.middle), (box.middle, box.right))
        ]
        if None not in heights:
            down += (heights[1] or 0.0) - (heights[0] or 0.0)
            across += box.width / 2
    return degrees(atan2(down, across)) if across else 0.0


def _middle_of(strip: Image.Image) -> float | None:
    """The height of the middle of a strip's ink."""
    rows = strip.resize((1, strip.height), Image.Resampling.BOX).tobytes() if strip.width else b""
    ink = sum(rows)
    return sum(at * value for at, value in enumerate(rows)) / ink if ink else None


def straighten(line: SeenLine, size: tuple[int, int], turn: float) -> PageBox:
    """The box of a line on the page once it is turned as `drawing.turn_picture` does."""
    points = [_turn_point(point, size, turn) for point in line.corners]
    return PageBox(
        (points[0][0] + points[3][0]) / 2,
        (points[0][1] + points[1][1]) / 2,
        (points[1][0] + points[2][0]) / 2,
        (points[2][1] + points[3][1]) / 2,
    )


def _turn_point(point: Point, size: tuple[int, int], turn: float) -> Point:
    middle_x, middle_y = size[0] / 2, size[1] / 2
    x, y = point[0] - middle_x, point[1] - middle_y
    cosine, sine = cos(radians(turn)), sin(radians(turn))
    return middle_x + x * cosine + y * sine, middle_y - x * sine + y * cosine


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])
