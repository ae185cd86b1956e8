"""Photos for typst: as JPEG files in its root, no larger than the paper shows."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from pathlib import Path

from articles import photos
from articles.exports import pictures
from articles.exports.contents import Picture, Piece

_DOTS = 160 / 72  # pixels to a point, at least
_WIDEST = 1800  # pixels, across the whole of a newspaper page


class Shots:
    """Prepares photos beside other work; `ready()` before typst reads them."""

    def __init__(self, root: Path, pool: Executor) -> None:
        self._root, self._pool = root, pool
        self._files: dict[tuple[str, int], tuple[str, Future[None]]] = {}

    def file(self, picture: Picture, width: float, piece: Piece) -> str:
        """The name in the root of the photo that is to be at least so many points wide."""
        pixels = width * _DOTS
        if picture.width:  # no rendition has more pixels than the photo was sent in with
            pixels = min(pixels, picture.width)
        wanted = min((w for w in photos.WIDTHS if w >= pixels), default=photos.WIDTHS[-1])
        for size in photos.WIDTHS:
            if size >= wanted and (picture.file, size) in self._files:
                return self._files[picture.file, size][0]
        name = f"{len(self._files)}.jpg"
        done = self._pool.submit(self._convert, piece, picture, wanted, name)
        self._files[picture.file, wanted] = (name, done)
        return name

    def done(self) -> bool:
        """Whether all that were asked for are there, or have failed."""
        return all(done.done() for _, done in self._files.values())

    def ready(self) -> None:
        """Raises IssueRefused naming the article whose photo cannot be opened."""
        for _, done in tuple(self._files.values()):  # others may be asked for meanwhile
            done.result()

    def _convert(self, piece: Piece, picture: Picture, wanted: int, name: str) -> None:
        flat = pictures.opened(piece, picture, wanted)
        if flat.width > _WIDEST:
            flat = flat.resize((_WIDEST, max(1, round(flat.height * _WIDEST / flat.width))))
        flat.save(self._root / name, "JPEG", quality=84)
