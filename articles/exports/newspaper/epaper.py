"""The pictures of the newspaper's pages, and the positions of the articles on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

#: A3, in points.
PAPER = (841.89, 1190.55)
#: Widths of the large and the small picture, in pixels.
LARGE, _SMALL = 1300, 520
#: The most sheets of paper in one picture: WebP allows at most 16,383 pixels of height.
SHEETS = 7


@dataclass(frozen=True, slots=True)
class Zone:
    """The position of an article on a page's picture, as fractions of its width and height."""

    article: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A planned page in WebP: `large` shows all its `sheets` of paper, one below the other (more
    than one if its text flowed on), and `small` the first. `zones` are positions on `large`."""

    page: int
    sheets: int
    large: bytes
    small: bytes
    zones: tuple[Zone, ...]


def make_page_picture(
    page: int, sheets: Sequence[tuple[Path, list[dict[str, Any]]]]
) -> PagePicture:
    """The picture of planned page `page` from its sheets: (PNG file, zones in points)."""
    large = _open(sheets[0][0])
    across, down = large.size
    small = large.resize((_SMALL, round(down * _SMALL / across)), reducing_gap=2.0)
    if len(sheets) > 1:
        first, large = large, Image.new("RGB", (across, down * len(sheets)))
        large.paste(first)
        for n, (png, _) in enumerate(sheets[1:], 1):
            large.paste(_open(png), (0, n * down))
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


def _open(png: Path) -> Image.Image:
    with Image.open(png, formats=["PNG"]) as picture:
        return picture.convert("RGB")


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=80, method=1)
    return out.getvalue()
