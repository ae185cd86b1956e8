"""How large the type of each line is, from the height of its ink and from its pitch."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from articles.text.layout.marks import PageBox
from articles.text.punctuation import is_han
from articles.text.scans.ink import InkBand, InkMark

#: The ink of a line of Chinese characters is so high, of an em: 23 to 24 pixels of 25 in songti.
_HIGH, _LOW, _USUAL = 0.98, 0.92, 0.95
#: Pitches that differ more from the usual one of their line are spaces.
_PITCH = 0.15
#: Lines of one column and about one size are of the same size, if so few ems are between them.
_ALIKE, _NEAR = 0.065, 7.0
#: The share of lines that are set as tight as the type is wide; the others are stretched.
_TIGHT = 0.3
#: Sizes of a page that differ by less are one.
_ONE = 0.03


@dataclass(slots=True, eq=False)
class ScanLine:
    """A line of a page that is straight; in pixels. `size` is an em."""

    box: PageBox
    band: InkBand
    marks: list[InkMark]
    size: float = 0.0
    dark: bool = False

    @property
    def count(self) -> int:
        """Its Chinese characters."""
        return sum(is_han(mark.text) for mark in self.marks)

    @property
    def darkness(self) -> float:
        """How much of the cells of its characters is black."""
        columns = [
            self.band.columns[at]
            for mark in self.marks
            if is_han(mark.text)
            for at in range(int(mark.left) - self.band.left, int(mark.right) - self.band.left)
        ]
        return sum(columns) / len(columns) if columns else 0.0


def measure(lines: list[ScanLine]) -> None:
    """Give each line its size, and say which are set in bold type."""
    for line in lines:
        line.size = _own_size(line)
    shared = [_shared_size(line, lines) for line in lines]
    for line, size in zip(lines, shared, strict=True):
        line.size = size
    _round(lines)


def _own_size(line: ScanLine) -> float:
    height = float(line.band.height)
    if not line.count:
        return height / 0.8
    pitch = _pitch(line)
    if not pitch:
        return height / _USUAL
    return min(max(pitch, height / _HIGH), height / _LOW)


def _pitch(line: ScanLine) -> float:
    """The mean distance of neighbouring Chinese characters, spaces apart; 0 if there are none."""
    pitches = [
        right.middle - left.middle
        for left, right in pairwise(line.marks)
        if is_han(left.text) and is_han(right.text)
    ]
    if not pitches:
        return 0.0
    usual = median(pitches)
    near = [pitch for pitch in pitches if abs(pitch - usual) <= _PITCH * usual]
    return sum(near) / len(near) if near else usual


def _shared_size(line: ScanLine, lines: list[ScanLine]) -> float:
    """The size of the column's lines around that are about as large."""
    near = sorted(
        (other.size, other.count)
        for other in lines
        if abs(other.size / line.size - 1) <= _ALIKE
        and other.box.beside(line.box) > 0.5 * min(other.box.width, line.box.width)
        and abs(other.box.top - line.box.top) < _NEAR * line.size
    )
    wanted = _TIGHT * sum(count for _, count in near)
    for size, count in near:
        wanted -= count
        if wanted <= 0:
            return size
    return line.size


def _round(lines: list[ScanLine]) -> None:
    """Make sizes one that hardly differ: each becomes the nearest that many lines have."""
    weights: dict[float, int] = {}
    for line in lines:
        weights[line.size] = weights.get(line.size, 0) + max(line.count, 1)
    kept: list[float] = []

    def around(size: float) -> int:
        return sum(w for other, w in weights.items() if abs(other / size - 1) <= _ONE / 2)

    for size in sorted(weights, key=lambda each: (-around(each), each)):
        if all(abs(size / other - 1) > _ONE for other in kept):
            kept.append(size)
    for line in lines:
        line.size = min(kept, key=lambda size: abs(size / line.size - 1))
