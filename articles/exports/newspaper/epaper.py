"""The pictures of the newspaper's pages, and the positions of the articles on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

import pypdfium2
from PIL import Image

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


Zones: TypeAlias = Mapping[int, Mapping[int, list[dict[str, Any]]]]


class PagePictures:
    """The pictures of planned pages, drawn sheet by sheet while the document is read, and packed in
    another thread. `zones` are those of each page in points, by the index of its sheets."""

    def __init__(self, zones: Zones, pool: Executor) -> None:
        self._zones, self._pool = zones, pool
        self._shown = {page: list(sheets)[:SHEETS] for page, sheets in zones.items()}
        self._pages = {sheet: page for page, shown in self._shown.items() for sheet in shown}
        #: Of pages whose last sheet is not drawn yet, the large picture and the small one.
        self._begun: dict[int, tuple[Image.Image, Image.Image]] = {}
        self._packed: dict[int, Future[PagePicture]] = {}

    def draw(self, sheet: int, drawn: pypdfium2.PdfPage) -> None:
        """Draw this sheet of paper, if it is to be seen. Only in one thread at a time."""
        if (page := self._pages.get(sheet)) is None:
            return
        shown = self._shown[page]
        if sheet == shown[0]:
            large, small = _draw(drawn, LARGE), _draw(drawn, _SMALL)
            if len(shown) > 1:
                first, large = large, Image.new("RGBX", (large.width, large.height * len(shown)))
                large.paste(first)
            self._begun[page] = large, small
        else:
            below = _draw(drawn, LARGE)
            self._begun[page][0].paste(below, (0, shown.index(sheet) * below.height))

    def pack(self, sheet: int) -> None:
        """Pack the picture of which this sheet is the last."""
        page = self._pages.get(sheet)
        if page in self._begun and sheet == self._shown[page][-1]:
            if self._packed:  # only one at a time: a drawn page takes ten megabytes
                wait([*self._packed.values()][-1:])
            self._packed[page] = self._pool.submit(self._pack, page, *self._begun.pop(page))

    def collect(self) -> tuple[PagePicture, ...]:
        """All of them, once they are packed."""
        return tuple(self._packed[page].result() for page in self._zones)

    def _pack(self, page: int, large: Image.Image, small: Image.Image) -> PagePicture:
        shown = self._shown[page]
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
            for zone in self._zones[page][sheet]
            if zone["article"]
        )
        return PagePicture(page, len(shown), _webp(large), _webp(small), zones)


def _draw(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    """The page as PDFium draws it, in half the time that typst takes for a PNG file."""
    # With a fourth byte for each pixel nothing needs to be written anew until it is packed.
    drawn = page.render(
        scale=width / PAPER[0], crop=(0, _PARTIAL, 0, 0), rev_byteorder=True, prefer_bgrx=True
    )
    picture: Image.Image = drawn.to_pil()
    return picture


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=0)
    return out.getvalue()
