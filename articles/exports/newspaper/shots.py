"""Prepares photos for typst: JPEG files in its root, no larger than print needs."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from pathlib import Path

from articles import photos
from articles.exports import pictures
from articles.exports.contents import IssueArticle, Picture
from articles.exports.newspaper.grids import HOUSE

_DOTS = 160 / 72  # least pixels per point
_WIDEST = 1800  # most pixels, across a whole newspaper page


class Shots:
    """Prepares photos in the background; call `wait()` before typst reads them."""

    def __init__(self, root: Path, pool: Executor) -> None:
        self._root, self._pool = root, pool
        self._files: dict[tuple[str, int], tuple[str, Future[None]]] = {}

    def expect(self, found: Iterable[tuple[IssueArticle, Picture]]) -> None:
        """Start preparing the photos of an article as large as they will probably be printed."""
        for n, (piece, picture) in enumerate(found):
            self.file(picture, HOUSE.span(1 if n else 3), piece)

    def file(self, picture: Picture, width: float, piece: IssueArticle) -> str:
        """The file name of the photo in the root, for printing at least `width` points wide."""
        pixels = width * _DOTS
        if picture.width:  # no rendition is larger than the original
            pixels = min(pixels, picture.width)
        wanted = min((w for w in photos.WIDTHS if w >= pixels), default=photos.WIDTHS[-1])
        for size in photos.WIDTHS:
            if size >= wanted and (picture.file, size) in self._files:
                return self._files[picture.file, size][0]
        name = f"{len(self._files)}.jpg"
        done = self._pool.submit(self._convert, piece, picture, wanted, name)
        self._files[picture.file, wanted] = (name, done)
        return name

    def wait(self) -> None:
        """Wait for all photos. Raises IssueRefused naming an article whose photo is broken."""
        for _, done in tuple(self._files.values()):  # more may be requested meanwhile
            done.result()

    def _convert(self, piece: IssueArticle, picture: Picture, wanted: int, name: str) -> None:
        large = wanted == photos.WIDTHS[-1]
        flat = (
            pictures.open_largest(piece, picture, _WIDEST)
            if large
            else pictures.open_picture(piece, picture, wanted)
        )
        if flat.width > _WIDEST:
            flat = flat.resize((_WIDEST, max(1, round(flat.height * _WIDEST / flat.width))))
        flat.save(self._root / name, "JPEG", quality=84)
