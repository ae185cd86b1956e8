"""What text is written in and on: whether a reader of the source could see it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tinycss2 import color4, parse_component_value_list  # type: ignore[import-untyped]

#: A ground that nobody knows: a picture, a gradient, or whatever lies below something moved.
PICTURE = "picture"
_SEE_THROUGH, _SOLID = 0.05, 0.15  # how much of a colour covers what is below it
_ALIKE = 10  # of 255, in each of red, green and blue
_NO_COLOUR = frozenset(("inherit", "currentcolor", "unset"))
_NO_GROUND = frozenset(("", "none", "inherit", "initial", "unset", "transparent", "auto"))


class Colour(NamedTuple):
    red: float
    green: float
    blue: float
    alpha: float


def find_ink(given: str, above: str) -> str:
    """The colour of text that asks for `given` in text of the colour `above`; "" for black."""
    if not given or given in _NO_COLOUR:
        return above
    return given if read_colour(given) else ""


def find_ground(given: str, above: str) -> str:
    """What text stands on where the background is `given`, and `above` is what lies below it:
    a colour, PICTURE, or "" for the page."""
    if given in _NO_GROUND:
        return above
    if "url(" in given or "gradient(" in given:
        return PICTURE
    colour = _find_colour(given)
    found = read_colour(colour)
    return colour if found and found.alpha >= _SOLID else above


def is_unseen(ink: str, ground: str) -> bool:
    """Is the ink transparent, or of the colour of a ground that is known?"""
    if not ink:
        return False
    written, below = read_colour(ink), read_colour(ground)
    if written is None or written.alpha < _SEE_THROUGH:
        return written is not None
    return below is not None and _are_alike(written, below)


def is_white_on_page(ink: str, ground: str) -> bool:
    """Is it white, on a page whose own colour isn't told? Most pages are white, some are not."""
    written = read_colour(ink) if ink and not ground else None
    return written is not None and _are_alike(written, Colour(255, 255, 255, 1))


def _are_alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one[:3], other[:3], strict=True))


@lru_cache(maxsize=2048)
def read_colour(text: str) -> Colour | None:
    """A colour of CSS, or of an old attribute; None for what is none, or is named by a system."""
    if text == PICTURE or len(text) > 100:
        return None
    if len(text) == 6 and text.isalnum() and all(each in "0123456789abcdef" for each in text):
        text = f"#{text}"
    try:
        found = color4.parse_color(text)
        found = found.to("srgb") if found and found != "currentcolor" else None
    except (NotImplementedError, ValueError, TypeError, RecursionError):
        return None
    if not found:
        return None
    red, green, blue = (255 * part for part in found.coordinates)
    return Colour(red, green, blue, float(found.alpha))


@lru_cache(maxsize=2048)
def _find_colour(background: str) -> str:
    """The colour in a `background`, which may say where and how besides."""
    if read_colour(background):
        return background
    if len(background) > 200:
        return ""
    parts = (part.serialize() for part in parse_component_value_list(background))
    return next((part for part in parts if part and read_colour(part)), "")
