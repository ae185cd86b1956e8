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
            return _lay_on_paper(kept)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as broken:
        raise _missing_photo(piece, picture) from broken


def open_largest(
    piece: IssueArticle, picture: Picture, widest: int = photos.WIDTHS[-1]
) -> Image.Image:
    """The photo from the file that was sent, or as it is stored where that is not to be had.

    A signature covers what is stored: a file that shows something else is passed over. In sRGB
    and without metadata. Raises IssueRefused.
    """
    if not default_storage.exists(picture.file):
        raise _missing_photo(piece, picture)
    small = open_picture(piece, picture, photos.WIDTHS[0])
    sent = photos.open_original(default_storage, picture.file, widest)
    if sent is not None and _looks_alike(flat := _lay_on_paper(sent), small):
        return flat
    return open_picture(piece, picture, photos.WIDTHS[-1])


def _looks_alike(one: Image.Image, other: Image.Image) -> bool:
    bits = photos.find_likeness(one), photos.find_likeness(other)
    return bits[0] == bits[1] or (all(bits) and photos.are_alike(*bits))


def _lay_on_paper(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("RGB")


def read_as_jpeg(file: str, width: int = WIDTH) -> bytes:
    """A stored photo by its name, as a JPEG; empty where its file is gone or broken."""
    try:
        with (
            default_storage.open(photos.rendition(file, width)) as stored,
            Image.open(stored, formats=["WEBP"]) as kept,
        ):
            return encode_jpeg(_lay_on_paper(kept))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        return b""


def encode_jpeg(image: Image.Image, quality: int = _QUALITY) -> bytes:
    """The picture as JPEG, for e-readers and Word, which don't support WebP."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _missing_photo(piece: IssueArticle, picture: Picture) -> IssueRefused:
    return IssueRefused(
        f"《{piece.title}》（稿号{piece.article}）图{picture.number}的文件没有了或已损坏，"
        "请重新上传再导出。"
    )
