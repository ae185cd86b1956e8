"""The picture that goes with a shared address: the headline on the masthead's colour."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import BytesIO

from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from articles import photos
from articles.exports.composing import compose_png
from articles.exports.newspaper.breaks import fit_lines
from articles.fonts import faces
from articles.text.characters import clean_to_one_line
from articles.text.headline import UNTITLED, headline_lines
from articles.text.printable import replace_missing

#: In pixels, as every network asks for it.
SIZE = (1200, 630)
#: Changes when the drawing does, so that what is kept is drawn anew.
_DRAWING = 1
#: Points of 2 pixels: the text's width alone and beside a photo, the headline's room and size.
_WIDTH, _BESIDE, _ROOM, _LARGEST = 536, 324, 165, 56
_MOST_LINES, _LONGEST = 3, 60
#: Where the photo begins, and the light rule before it, in pixels.
_PHOTO, _RULE = 744, 8
_LIGHT = "#fbf9f4"


@dataclass(frozen=True, slots=True)
class ShareShot:
    """A stored photo, its SHA-256, and the point that a crop keeps in sight, in shares of it."""

    file: str
    digest: str
    focus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a share picture says. `label` is what it is (专栏), `foot` when and where."""

    paper: str
    label: str
    headline: str
    foot: str
    photo: ShareShot | None = None

    @property
    def digest(self) -> str:
        """Twelve hex digits that stand for this picture: the same only while it is the same."""
        said = json.dumps([_DRAWING, asdict(self)], ensure_ascii=False, sort_keys=True)
        return sha256(said.encode()).hexdigest()[:12]


def draw_share_picture(card: ShareCard) -> bytes:
    """A JPEG of SIZE; without the photo where its file can't be read. Raises NoFonts."""
    photo = _open_photo(card.photo) if card.photo else None
    width = _BESIDE if photo else _WIDTH
    lines, size = fit_headline(card.headline, width)
    data = {
        "name": clean_to_one_line(card.paper),
        "label": clean_to_one_line(card.label),
        "lines": lines,
        "size": size,
        "foot": clean_to_one_line(card.foot),
        "width": width,
    }
    plate = compose_png("share.typ", replace_missing(data, faces().characters), 144)
    with Image.open(BytesIO(plate)) as drawn:
        picture = drawn.convert("RGB").resize(SIZE)
    if photo:
        picture.paste(_LIGHT, (_PHOTO - _RULE, 0, _PHOTO, SIZE[1]))
        picture.paste(photo, (_PHOTO, 0))
    out = BytesIO()
    picture.save(out, "JPEG", quality=86, optimize=True, subsampling=0)  # red type needs 4:4:4
    return out.getvalue()


def fit_headline(headline: str, width: float) -> tuple[list[str], float]:
    """The headline in at most three lines, and the size in points at which they are largest."""
    segments = headline_lines(headline)[:_MOST_LINES] or [UNTITLED]
    if sum(map(len, segments)) > _LONGEST:
        segments = ["".join(segments)[: _LONGEST - 1] + "…"]
    return fit_lines(segments, width, _ROOM / 1.2, _LARGEST, _MOST_LINES)


def _open_photo(shot: ShareShot) -> Image.Image | None:
    size = SIZE[0] - _PHOTO, SIZE[1]
    try:
        with (
            default_storage.open(photos.rendition(shot.file, photos.WIDTHS[1])) as file,
            Image.open(file, formats=["WEBP"]) as kept,
        ):
            return ImageOps.fit(kept.convert("RGB"), size, centering=shot.focus)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        return None
