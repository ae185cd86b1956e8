"""The pictures of the newspaper's pages, and where the articles stand on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

#: A3, in points.
PAPER = (841.89, 1190.55)
#: Pixels across a picture, large and small.
LARGE, _SMALL = 1500, 520
#: Of a page in its picture: WebP is no taller than 16,383 pixels.
SHEETS = 7


@dataclass(frozen=True, slots=True)
class Zone:
    """Where an article stands on a page's picture, in shares of it."""

    article: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A planned page in WebP: `large` shows its `sheets` of paper, one below the other, if it
    flowed on; `small` the first of them. `zones` are those of `large`."""

    page: int
    sheets: int
    large: bytes
    small: bytes
    zones: tuple[Zone, ...]


def page_picture(page: int, sheets: Sequence[tuple[Path, list[dict[str, Any]]]]) -> PagePicture:
    """Of planned page `page`, from its sheets of paper: each a PNG file and its zones in points."""
    large = _opened(sheets[0][0])
    across, down = large.size
    small = large.resize((_SMALL, round(down * _SMALL / across)), reducing_gap=2.0)
    if len(sheets) > 1:
        first, large = large, Image.new("RGB", (across, down * len(sheets)))
        large.paste(first)
        for n, (png, _) in enumerate(sheets[1:], 1):
            large.paste(_opened(png), (0, n * down))
    width, height = PAPER[0], PAPER[1] * len(sheets)
    zones = tuple(
        Zone(
            zone["article"],
            round(zone["x"] / width, 4),
            round((zone["y"] + n * PAPER[1]) / height, 4),
            round(zone["w"] / width, 4),
            round(zone["h"] / height, 4),
        )
        for n, (_, found) in enumerate(sheets)
        for zone in found
        if zone["article"]
    )
    return PagePicture(page, len(sheets), _webp(large), _webp(small), zones)


def _opened(png: Path) -> Image.Image:
    with Image.open(png, formats=["PNG"]) as picture:
        return picture.convert("RGB")


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()
