"""Photos as files of a document, refused by name where one is missing."""

from __future__ import annotations

from io import BytesIO

from django.core.files.storage import default_storage
from PIL import (
    Image,
    UnidentifiedImageError,
    WebPImagePlugin,  # noqa: F401 - else the first photo has Pillow load forty formats
)

from articles import photos
from articles.exports.contents import IssueRefused, Picture, Piece

#: As large as a page of an e-reader or of paper shows.
WIDTH = photos.WIDTHS[1]
_QUALITY = 82


def stored(piece: Piece, picture: Picture, width: int = photos.WIDTHS[-1]) -> bytes:
    """The photo as it is kept, WebP. Raises IssueRefused."""
    try:
        with default_storage.open(photos.rendition(picture.file, width)) as file:
            return bytes(file.read())
    except OSError as missing:
        raise _missing(piece, picture) from missing


def opened(piece: Piece, picture: Picture, width: int = WIDTH) -> Image.Image:
    """Its pixels, so wide at most, white where it was transparent. Raises IssueRefused."""
    try:
        with Image.open(BytesIO(stored(piece, picture, width)), formats=["WEBP"]) as kept:
            if kept.mode != "RGBA":
                return kept.convert("RGB")
            paper = Image.new("RGBA", kept.size, "white")
            return Image.alpha_composite(paper, kept).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as broken:
        raise _missing(piece, picture) from broken


def jpeg(image: Image.Image) -> bytes:
    """What e-readers and Word know; they know no WebP."""
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _missing(piece: Piece, picture: Picture) -> IssueRefused:
    return IssueRefused(
        f"《{piece.title}》（稿号{piece.article}）图{picture.number}的文件没有了或已损坏，"
        "请重新上传再导出。"
    )
