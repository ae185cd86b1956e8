"""TIFF files: what they say of themselves, and how their pixels lie."""

from __future__ import annotations

from typing import Any, NamedTuple

from PIL import ExifTags, Image

#: Tags of TIFF 6.0, of Photoshop and of Adobe's DNG.
_KIND, _BITS, _ROWS, _TILE_ROWS = 254, 258, 278, 323
_XMP, _IPTC, _PHOTOSHOP, _DNG = 700, 33723, 34377, 50706
_WORDS = (ExifTags.Base.ImageDescription, ExifTags.Base.Artist)
_OF_CAMERAS = (
    ExifTags.Base.DateTimeOriginal,
    ExifTags.Base.DateTimeDigitized,
    ExifTags.Base.ColorSpace,
)


class TiffFacts(NamedTuple):
    """`camera` tells the file of a sensor, whose first picture is but a small preview."""

    several: bool
    camera: bool
    exif: bytes
    xmp: bytes
    iptc: bytes


def read_facts(picture: Image.Image) -> TiffFacts:
    """Of an opened TIFF. What can't be read of its words is passed over."""
    tags: Any = getattr(picture, "tag_v2", {})
    kind = _find(tags, _KIND)
    return TiffFacts(
        several=bool(getattr(picture, "is_animated", False)),
        camera=_DNG in tags or (isinstance(kind, int) and bool(kind & 1)),
        exif=_read_exif(picture, tags),
        xmp=_bytes_of(tags, _XMP),
        iptc=_bytes_of(tags, _PHOTOSHOP) or _wrap(_bytes_of(tags, _IPTC)),
    )


def find_cost(picture: Image.Image) -> float:
    """Bytes for each pixel: Pillow's own, one strip or tile of the file, and a turned copy."""
    tags: Any = getattr(picture, "tag_v2", {})
    bits = _find(tags, _BITS) or (8,)
    of_file = sum(bits if isinstance(bits, tuple) else (bits,)) / 8
    rows = _find(tags, _TILE_ROWS) or _find(tags, _ROWS) or picture.height
    share = min(1.0, rows / picture.height) if isinstance(rows, int) else 1.0
    own = 2.0 if picture.mode in ("1", "L", "P", "I;16", "I;16B") else 4.0
    turned = own if _find(tags, ExifTags.Base.Orientation) not in (None, 1) else 0.0
    return own + 1 + of_file * share + turned


def _read_exif(picture: Image.Image, tags: Any) -> bytes:
    """The few tags that are read of any picture, as EXIF of their own."""
    out = Image.Exif()
    try:
        for tag in _WORDS:
            if isinstance(text := _find(tags, tag), str):
                out[tag] = text.encode("latin-1", "replace")
        camera = picture.getexif().get_ifd(ExifTags.IFD.Exif)
        part = out.get_ifd(ExifTags.IFD.Exif)
        part.update({tag: camera[tag] for tag in _OF_CAMERAS if tag in camera})
        return out.tobytes()
    except Exception:  # whatever Pillow makes of broken data
        return b""


def _wrap(records: bytes) -> bytes:
    """IPTC as Photoshop wraps it in other files."""
    return b"8BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records if records else b""


def _bytes_of(tags: Any, tag: int) -> bytes:
    found = _find(tags, tag)
    return found if isinstance(found, bytes) else b""


def _find(tags: Any, tag: int) -> Any:
    try:
        return tags.get(tag)
    except Exception:
        return None
