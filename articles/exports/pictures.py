"""Photos for documents. An export is refused, naming the article, if a photo is missing."""

from __future__ import annotations

from io import BytesIO

from django.core.files.storage import default_storage
from PIL import (
    Image,
    UnidentifiedImageError,
    WebPImagePlugin,  # noqa: F401 - else the first photo has Pillow load forty formats
)

from articles import photos
from articles.exports.contents import IssueArticle, IssueRefused, Picture

#: The width in pixels that an e-reader or a printed page can show.
WIDTH = photos.WIDTHS[1]
_QUALITY = 82


def read_stored(piece: IssueArticle, picture: Picture, width: int = photos.WIDTHS[-1]) -> bytes:
    """The stored photo, WebP. Raises IssueRefused."""
    try:
        with default_storage.open(photos.rendition(picture.file, width)) as file:
            return bytes(file.read())
    except OSError as missing:
        raise _missing_photo(piece, picture) from missing


def read_original(piece: IssueArticle, picture: Picture) -> bytes:
    """The photo as it was sent, or as it is stored if that was not kept. Raises IssueRefused."""
    name = photos.original_of(picture.file)
    if not name or not default_storage.exists(name):
        return read_stored(piece, picture)
    with default_storage.open(name) as file:
        return bytes(file.read())


def open_picture(piece: IssueArticle, picture: Picture, width: int = WIDTH) -> Image.Image:
    """The decoded photo, at most `width` wide, on white if transparent. Raises IssueRefused."""
    try:
        with Image.open(BytesIO(read_stored(piece, picture, width)), formats=["WEBP"]) as kept:
            if kept.mode != "RGBA":
                return kept.convert("RGB")
            paper = Image.new("RGBA", kept.size, "white")
            return Image.alpha_composite(paper, kept).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as broken:
        raise _missing_photo(piece, picture) from broken


def encode_jpeg(image: Image.Image) -> bytes:
    """The picture as JPEG, for e-readers and Word, which don't support WebP."""
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _missing_photo(piece: IssueArticle, picture: Picture) -> IssueRefused:
    return IssueRefused(
        f"《{piece.title}》（稿号{piece.article}）图{picture.number}的文件没有了或已损坏，"
        "请重新上传再导出。"
    )
