"""The pictures of the newspaper's pages, and the positions of the articles on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image

from articles.text.layout.pdf import ALONE

#: A3, in points.
PAPER = (841.89, 1190.55)
#: Widths of the large and the small picture, in pixels.
LARGE, _SMALL = 1300, 520
#: Of the pictures' WebP: what is packed worse takes less time.
_QUALITY = 66
#: Of the page's foot, in points, what would be a part of a pixel.
_PARTIAL = 0.4
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


def group_zones(
    zones: Iterable[dict[str, Any]], printed: Sequence[int]
) -> dict[int, dict[int, list[dict[str, Any]]]]:
    """The zones of each planned page, by the index of the sheet; `printed` is the planned page
    whose picture shows each."""
    found: dict[int, list[dict[str, Any]]] = {}
    for zone in zones:
        found.setdefault(zone["page"], []).append(zone)
    sheets: dict[int, dict[int, list[dict[str, Any]]]] = {}
    for count, number in enumerate(printed):
        sheets.setdefault(number, {})[count] = found.get(count + 1, [])
    return sheets


def make_page_picture(
    page: int, sheets: Mapping[int, list[dict[str, Any]]], document: pypdfium2.PdfDocument
) -> PagePicture:
    """The picture of planned page `page` from its sheets: the zones in points, by the index of the
    sheet in the document. May run in several threads at once."""
    shown = list(sheets)[:SHEETS]
    large, small = _draw(document, shown[0], LARGE, _SMALL)
    if len(shown) > 1:
        across, down = large.size
        first, large = large, Image.new("RGBX", (across, down * len(shown)))
        large.paste(first)
        for n, sheet in enumerate(shown[1:], 1):
            (drawn,) = _draw(document, sheet, LARGE)
            large.paste(drawn, (0, n * down))
    width, height = PAPER[0], PAPER[1] * len(shown)
    zones = tuple(
        Zone(
            zone["article"],
            round(zone["x"] / width, 4),
            round((zone["y"] + n * PAPER[1]) / height, 4),
            round(zone["w"] / width, 4),
            round(zone["h"] / height, 4),
        )
        for n, sheet in enumerate(shown)
        for zone in sheets[sheet]
        if zone["article"]
    )
    return PagePicture(page, len(shown), _webp(large), _webp(small), zones)


def _draw(document: pypdfium2.PdfDocument, sheet: int, *widths: int) -> list[Image.Image]:
    """The sheet in these widths as PDFium draws it, in half the time that typst takes for a PNG
    file."""
    with ALONE:
        page = document[sheet]
        # With a fourth byte for each pixel nothing needs to be written anew until it is packed.
        drawn = [
            page.render(
                scale=width / PAPER[0], crop=(0, _PARTIAL, 0, 0), rev_byteorder=True,
                prefer_bgrx=True,
            )
            for width in widths
        ]  # fmt: skip
        page.close()
    return [each.to_pil() for each in drawn]


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=0)
    return out.getvalue()
