"""How large the photos of an article may be shown, in columns and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf

from articles.exports.newspaper.levels import Stuff

#: How much of a picture's longer side may be cropped.
CROP = 0.25
LARGEST = 1.5  # how many times the next the largest picture of a page is at least
CAPTION = 2  # the lines of a caption at most
_TALLEST = 0.62  # of the page's lines
#: A photo slimmer than this (width by height) may be narrower than its only column, in so many
#: lines at least, and looks best in so many at most.
_SLIM, _LEAST, _BEST = 0.6, 8, 24


@dataclass(frozen=True, slots=True)
class Measures:
    """A page in columns and lines; `leading`, the white between two lines, is in line heights."""

    columns: int
    lines: int
    leading: float = 0.0

    @property
    def cells(self) -> int:
        return self.columns * self.lines


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo: its shape (width divided by height); by columns, from one on, the lines of its
    caption and its width; and how wide it can be at most, in line heights."""

    shape: float
    captions: tuple[int, ...]
    spans: tuple[float, ...]
    widest: float = inf


def photo_lines(shot: Shot, wide: int, page: Measures) -> tuple[int, int, int]:
    """The lines that a photo with its caption takes: cropped low, cropped high, and uncropped."""
    caption = shot.captions[min(wide, len(shot.captions)) - 1]
    tall = shot.spans[wide - 1] / shot.shape
    most = page.lines * _TALLEST
    low = ceil(min(tall * (1 - CROP), most) + page.leading)
    high = max(low, int(min(tall / (1 - CROP), most) + page.leading))
    if wide == 1 and shot.shape < _SLIM:
        low, most = min(low, _LEAST), min(most, _BEST)
    best = min(high, max(low, round(min(tall, most) + page.leading)))
    return low + caption, high + caption, best + caption


def draw_width(shape: float, width: float, height: float) -> float:
    """How wide a photo is in a place of this width and height: as wide as that, or narrower where
    it would be cropped by more than is allowed."""
    return min(width, height * shape / (1 - CROP))


def is_too_tall(shot: Shot, wide: int, page: Measures) -> bool:
    """Whether a photo so wide would be cropped by more than is allowed, lest it fill the page."""
    return shot.spans[wide - 1] / shot.shape * (1 - CROP) > page.lines * _TALLEST


def is_caption_long(shot: Shot, wide: int) -> bool:
    """Whether its caption takes too many lines over so many columns, and would not over more."""
    able = shot.captions[: count_columns(shot)]
    return min(able) <= CAPTION < shot.captions[min(wide, len(shot.captions)) - 1]


def photo_area(shot: Shot, wide: int, lines: int, page: Measures) -> float:
    """The area of a photo that takes so many lines with its caption, in squares of a line."""
    caption = shot.captions[min(wide, len(shot.captions)) - 1]
    tall = lines - caption - page.leading
    return draw_width(shot.shape, shot.spans[wide - 1], tall) * tall


def narrow_photos(
    flow: Sequence[Stuff], shots: Mapping[int, Shot], page: Measures
) -> tuple[Stuff, ...]:
    """The flow with all photos one column wide, a blank line above and below each; none taller than
    the text is long, if it may be that low: else no columns beside it would end level."""
    text = sum(stuff.lines for stuff in flow if stuff.sort == "text")
    return tuple(
        Stuff(_narrow_lines(shots[stuff.ref], text, page) + 2, "photo", stuff.ref)
        if stuff.sort == "photo"
        else stuff
        for stuff in flow
    )


def _narrow_lines(shot: Shot, most: int, page: Measures) -> int:
    low, _, best = photo_lines(shot, 1, page)
    return max(low, min(best, most))


def count_columns(shot: Shot) -> int:
    """How many columns wide a photo can be without showing its pixels; one at least."""
    return max(1, sum(span <= shot.widest for span in shot.spans))


def choose_main(shots: Mapping[int, Shot]) -> int:
    """The photo that is shown large: the first landscape one that can be, else the first."""
    large = {ref: shot for ref, shot in shots.items() if count_columns(shot) > 1} or shots
    return next((ref for ref, shot in large.items() if shot.shape >= 1.1), next(iter(large)))
