"""The cover of an issue as a picture: the masthead, a photo, the headlines."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from articles.exports import pictures, wording
from articles.exports.composing import compose_png
from articles.exports.contents import Contents, IssueArticle, Picture
from articles.fonts import faces
from articles.text.characters import clean_to_one_line
from articles.text.dates import format_day
from articles.text.printable import replace_missing

SIZE = (1200, 1600)
#: The box that cover.typ leaves empty for the photo, in pixels.
_ROOM = (80, 392, 1120, 1078)
_LONGEST, _TITLES = 34, 4


def make_cover(contents: Contents) -> bytes:
    """A JPEG of SIZE. Raises NoFonts, and IssueRefused if the photo is missing."""
    have = faces()
    first = next(contents.pieces)
    photo = _photo(contents)

    data = {
        "name": clean_to_one_line(contents.name),
        "line": clean_to_one_line(wording.issue_line(contents)),
        "titles": [clean_to_one_line(_shorten(each.title)) for each in _leads(contents, first)],
        "sponsor": clean_to_one_line(contents.sponsor),
        "date": format_day(contents.date),
        "photo": photo is not None,
    }
    return _paint(compose_png("cover.typ", replace_missing(data, have.characters), 144), photo)


def _leads(contents: Contents, first: IssueArticle) -> list[IssueArticle]:
    """The first article, and the first ones of the other pages."""
    others = [sheet.pieces[0] for sheet in contents.sheets if sheet.pieces]
    return [first, *(piece for piece in others if piece is not first)][:_TITLES]


def _shorten(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _photo(contents: Contents) -> tuple[IssueArticle, Picture] | None:
    """The first large landscape photo, or else the first large photo."""
    found = [
        (piece, picture)
        for piece in contents.pieces
        for picture in piece.pictures
        if picture.width >= 600
    ]
    wide = (pair for pair in found if pair[1].width > pair[1].height)
    return next(wide, found[0] if found else None)


def _paint(png: bytes, photo: tuple[IssueArticle, Picture] | None) -> bytes:
    with Image.open(BytesIO(png)) as plate:
        cover = plate.convert("RGB").resize(SIZE)
    if photo:
        left, top, right, bottom = _ROOM
        size = right - left, bottom - top
        image = ImageOps.fit(pictures.open_picture(*photo), size, centering=photo[1].focus)
        cover.paste(image, (left, top))
    return pictures.encode_jpeg(cover)
