"""The mark that an authority gives a site, 网站标识, as the footer shows it."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image

from articles.photos.reading import read

#: Twice the size in pixels in which it is shown: screens are fine.
SIZE = (480, 160)


def render_mark(file: IO[bytes], size: int) -> bytes:
    """The picture in a file of so many bytes as a PNG within SIZE, without metadata. Raises
    PhotoRefused, as for every picture."""
    picture = read(file, size).picture
    picture.thumbnail(SIZE, Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
