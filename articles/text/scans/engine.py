"""What recognises characters in a picture, behind a small interface: tests need none."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, Protocol

from PIL import Image

Point = tuple[float, float]


class SeenCharacter(NamedTuple):
    """`at` is where its middle stands along its line, from 0 to 1; `sure` is from 0 to 1."""

    text: str
    at: float
    sure: float


class SeenLine(NamedTuple):
    """Characters in reading order, without spaces, and the corners of the line in pixels.

    The corners go from the upper left one to the right and round.
    """

    corners: tuple[Point, Point, Point, Point]
    characters: list[SeenCharacter]

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)


class TextEngine(Protocol):
    def read(self, picture: Image.Image) -> list[SeenLine]:
        """The lines of an RGB picture, in any order."""
        ...


@lru_cache(maxsize=1)
def load_engine() -> TextEngine:
    """The engine of `make ocr`, or the class that OCR_ENGINE names (module:Class)."""
    module, _, name = _name().partition(":")
    engine: TextEngine = getattr(import_module(module), name)()
    return engine


def is_installed() -> bool:
    """Whether there is an engine: another than the usual one has been chosen by somebody."""
    return _name() != _USUAL or all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


def _name() -> str:
    return os.environ.get("OCR_ENGINE") or _USUAL


_USUAL = "articles.text.scans.rapid:RapidEngine"
