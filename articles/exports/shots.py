"""Photos for typst: as JPEG files in its root, no larger than the paper shows."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from pathlib import Path

from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from articles import photos
from articles.exports.contents import IssueRefused, Picture, Piece

_DOTS = 160 / 72  # pixels to a point, at least
_WIDEST = 1800  # pixels, across the whole of a newspaper page


class Shots:
    """Prepares photos beside other work; `ready()` before typst reads them."""

    def __init__(self, root: Path, pool: Executor) -> None:
        self._root, self._pool = root, pool
        self._files: dict[tuple[str, int], tuple[str, Future[None], Piece]] = {}

    def file(self, picture: Picture, width: float, piece: Piece) -> str:
        """The name in the root of the photo that is to be at least so many points wide."""
        wanted = min((w for w in photos.WIDTHS if w >= width * _DOTS), default=photos.WIDTHS[-1])
        for size in photos.WIDTHS:
            if size >= wanted and (picture.file, size) in self._files:
                return self._files[picture.file, size][0]
        name = f"{len(self._files)}.jpg"
        done = self._pool.submit(self._convert, picture.file, wanted, name)
        self._files[picture.file, wanted] = (name, done, piece)
        return name

    def ready(self) -> None:
        for _, done, piece in tuple(self._files.values()):  # others may be asked for meanwhile
            try:
                done.result()
            except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as error:
                raise IssueRefused(
                    f"《{piece.title}》（稿号{piece.article}）的图片打不开，请重新上传。"
                ) from error

    def _convert(self, stored: str, wanted: int, name: str) -> None:
        rendition = photos.rendition(stored, wanted)
        if not default_storage.exists(rendition):
            rendition = stored
        with default_storage.open(rendition) as file, Image.open(file) as picture:
            if picture.mode == "RGB":
                flat = picture
            else:
                seen = picture.convert("RGBA")
                flat = Image.new("RGB", seen.size, "white")
                flat.paste(seen, mask=seen.getchannel("A"))
            if flat.width > _WIDEST:
                flat = flat.resize((_WIDEST, max(1, round(flat.height * _WIDEST / flat.width))))
            flat.save(self._root / name, "JPEG", quality=84)
