"""Reads a picture file: its pixels as residents see them, and what it says about itself.

The pixels are turned upright, brought to sRGB and made no larger than they are ever shown. What the
file says of itself (place, device, and so on) is read apart and never stands in the way of them.
One picture is decoded at a time in a process, within `_BUDGET` bytes of memory.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import IO, Any

import pillow_heif
from PIL import Image, UnidentifiedImageError

from articles.photos import containers, metadata, refusals, tiff, webp
from articles.photos.colour import (
    WIDER_THAN_SRGB,
    describe_profile,
    drop_empty_alpha,
    to_srgb,
)
from articles.photos.scaling import MAX_WIDTH, fit, scale, scale_bands, turn

#: What a file input asks the browser for.
ACCEPT = (
    "image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif,image/tiff,"
    "image/bmp,.avif,.heic,.heif,.tif,.tiff,.bmp"
)
MAX_BYTES = 40 * 1024 * 1024
#: A picture that is longer than so many times its other side is a line, and no photo.
MAX_RATIO = 50
MAX_PIXELS = 120_000_000
#: A picture with fewer on both sides shows nothing: pages and mails count their readers by it.
LEAST_PIXELS = 4
#: What decoding may take. Rendering has ended before, or begins after it.
_BUDGET = 230_000_000
#: The same for HEIF, whose pixels are scaled straight from libheif's memory: there is no second
#: copy. Measured with bench/photos.py, which has photos of 48 million pixels as iPhones take them.
_HEIF_BUDGET, _HEIF_BASE = 298_000_000, 50_000_000
#: Bytes for each pixel: in plain RGB; with transparency, ten bits, or grey.
_HEIF_COST, _HEIF_MOST = 4.75, 7.0
#: Of WebP, measured in the same way: lossy, the same with transparency, and lossless, which libwebp
#: keeps whole.
_WEBP_COST, _WEBP_ALPHA, _WEBP_WHOLE = 0.5, 2.5, 4.3
#: Of AVIF: libavif's planes, its RGB, and Pillow's two.
_AVIF_COST = 11.5
#: Each thread of libheif has memory of its own.
pillow_heif.options.DECODE_THREADS = 2
#: Bytes for each pixel of a scaled picture: it is scaled, brought to sRGB and turned.
_COPIES = 9
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")
_HEAD = 1024  # bytes that tell what a file is
_TOO_MANY_BYTES = "图片文件超过40MB。请压缩或缩小以后再上传。"
_CUT_OFF = "图片文件不完整，后面的部分没有传到。请从相机或手机里重新发送原图。"
#: What a decoder takes for pixels where the picture isn't finished.
_NOISE = bytes(range(1, 200)) * 3
ANIMATED = "这是动图，只取第一幅。"
SEVERAL = "这是多页的TIFF，只取第一页。"

_decoding = Lock()


class PhotoRefused(ValueError):  # noqa: N818 - it says what happens, as StepRefused does
    """The file is no picture that can be taken; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """A picture as residents see it, its size as it was sent, and what it says about itself."""

    picture: Image.Image
    width: int
    height: int
    caption: str = ""
    credit: str = ""
    taken_on: date | None = None
    note: str = ""
    ai_use: str = ""


def read(file: IO[bytes], size: int, widest: int = MAX_WIDTH) -> PhotoReading:
    """Read a picture file of so many bytes. Raises PhotoRefused, with Chinese text.

    The picture is `widest` pixels wide at most, and no wider than MAX_WIDTH where more does not
    fit into the memory that there is for it.
    """
    if size > MAX_BYTES:
        raise PhotoRefused(_TOO_MANY_BYTES)
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    with _decoding, _refusals(refusals.tell_broken(head)):
        found = containers.read(file)
        if found is None:
            raise PhotoRefused(refusals.tell_kind(head))
        if found.raw or found.unreadable:
            raise PhotoRefused(found.unreadable or refusals.RAW)
        said = metadata.read(found)
        if found.kind == "HEIF":  # libheif alone finds what the file says, and turns the picture
            picture, wide, high = _decode_heif(found, widest)
            said = metadata.read(found)
        elif facts := webp.read_facts(found.data):
            picture, wide, high = _decode_webp(found, facts, said.orientation, widest)
        else:
            picture, wide, high = _decode(found, said.orientation, widest)
        picture.info = {}  # encoders would write it
        return PhotoReading(
            picture=picture,
            width=wide,
            height=high,
            caption=said.caption,
            credit=said.credit,
            taken_on=said.taken_on,
            ai_use=said.ai_use,
            note=(SEVERAL if found.several else ANIMATED if found.animated else "")
            + found.colours
            + said.note,
        )


@contextmanager
def _refusals(why: str) -> Iterator[None]:
    """Whatever a broken file raises becomes the sentence about broken files of its kind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PhotoRefused:
        raise
    except Image.DecompressionBombError as bomb:
        raise _too_large(0, 0, MAX_PIXELS, "") from bomb
    except UnidentifiedImageError as unknown:
        raise PhotoRefused(why) from unknown
    except Exception as broken:  # decoders raise what they like on broken files
        raise PhotoRefused(why) from broken


def _too_large(width: int, height: int, most: float, kind: str) -> PhotoRefused:
    """Why it is refused, and what can be done: JPEG takes least memory, whatever its size."""
    size = f"有{width:,}×{height:,}像素，" if width else ""
    advice = "请缩小以后再上传。"
    if kind not in ("", "JPEG") and width * height <= MAX_PIXELS:
        name = "HEIC" if kind == "HEIF" else kind.replace("WEBP", "WebP")
        size, advice = f"{size}这幅{name}", "请另存成JPEG，或缩小以后再上传。"
    return PhotoRefused(f"图片太大：{size}最多收{int(most) // 1_000_000 * 100}万像素。{advice}")


def _check_size(size: tuple[int, int], room: float, cost: float, kind: str) -> None:
    """Refuse what is no photo by its shape, or takes more memory than there is for it.

    `room` bytes are left for pixels, each of which takes `cost`.
    """
    width, height = size
    if width < 1 or height < 1:
        raise PhotoRefused(refusals.NOT_A_PICTURE)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise PhotoRefused(
            f"这幅图片宽{width:,}像素、高{height:,}像素，太细长，读不成照片。请导出成普通尺寸再上传。"
        )
    if max(width, height) < LEAST_PIXELS:
        raise PhotoRefused(
            f"这幅图片只有{width}×{height}像素，看不出内容，多半是网页里占位用的。请上传照片原图。"
        )
    most = min(MAX_PIXELS, room / cost)
    if width * height > most:
        raise _too_large(width, height, max(0, most), kind)


def _decode(
    found: containers.Container, orientation: int, widest: int
) -> tuple[Image.Image, int, int]:
    with Image.open(found.stream, formats=_FORMATS) as file:
        left, top, right, low = found.aperture or (0, 0, *file.size)
        width, height = right - left, low - top
        if found.kind == "TIFF" and file.mode in ("F", "I"):
            raise PhotoRefused(refusals.WIDE_NUMBERS)
        room = _BUDGET - found.held
        _check_size(file.size, room, _cost(file, found, MAX_WIDTH), found.kind)
        turned = orientation in (5, 6, 7, 8)
        upright = (height, width) if turned else (width, height)
        room -= round(file.width * file.height * _cost(file, found, widest))
        target = fit(*upright, _bound(upright, widest, room))
        if turned:
            target = target[1], target[0]
        if found.unended:
            _refuse_cut_off(found.unended, target)
        if file.format == "JPEG":
            file.draft(None, target)  # libjpeg makes it smaller while it decodes
        profile = found.profile or file.info.get("icc_profile")
        profile = profile or describe_profile(found.primaries)
        found.animated = found.animated or (not found.several and _is_animated(file))
        file.load()
        picture = scale(file.crop(found.aperture) if found.aperture else _fill_canvas(file), target)
        if found.kind == "BMP":
            picture = drop_empty_alpha(picture)
        picture, said = to_srgb(picture, profile)
        found.colours = said or found.colours
    picture = turn(picture, orientation)
    return (picture, height, width) if turned else (picture, width, height)


def _fill_canvas(file: Image.Image) -> Image.Image:
    """A GIF whose first picture covers a part of it, with nothing in the rest, as browsers show
    it; every other file as it is."""
    box = getattr(file, "dispose_extent", None)
    if file.format != "GIF" or not box or tuple(box) == (0, 0, *file.size):
        return file
    whole = Image.new("RGBA", file.size)
    whole.paste(file.crop(box).convert("RGBA"), box)
    return whole


def _refuse_cut_off(data: bytes, target: tuple[int, int]) -> None:
    """Raise PhotoRefused for a JPEG that ends before its picture does, and not for a missing mark.

    Whatever follows a whole picture makes no difference to it; in place of what is missing it does.
    """
    seen = set()
    for more in (b"", _NOISE):
        with Image.open(BytesIO(data + more + containers.JPEG_END), formats=["JPEG"]) as small:
            small.draft(None, target)
            small.load()
            seen.add(sha256(small.tobytes()).digest())
    if len(seen) > 1:
        raise PhotoRefused(_CUT_OFF)


def _decode_webp(
    found: containers.Container, facts: webp.WebPFacts, orientation: int, widest: int
) -> tuple[Image.Image, int, int]:
    """A WebP that stands still: libwebp makes it smaller while it decodes."""
    size = width, height = facts.width, facts.height
    room = _BUDGET - found.held
    cost = _WEBP_WHOLE if not facts.lossy else _WEBP_ALPHA if facts.alpha else _WEBP_COST
    _check_size(size, room, cost, found.kind)
    turned = orientation in (5, 6, 7, 8)
    upright = (height, width) if turned else size
    room -= round(width * height * cost)
    target = fit(*upright, _bound(upright, widest, room))
    scaled = webp.decode_scaled(found.data, facts, target[::-1] if turned else target)
    picture, found.colours = to_srgb(scaled, found.profile or None)
    picture = turn(picture, orientation)
    return (picture, *upright)


def _is_animated(file: Image.Image) -> bool:
    try:
        return bool(getattr(file, "is_animated", False))
    except (EOFError, OSError, ValueError):  # a second picture that is broken
        return True


def _bound(upright: tuple[int, int], widest: int, room: int) -> int:
    """`widest` if there is room for copies of a picture of that width, or else MAX_WIDTH."""
    width, height = fit(*upright, widest)
    return widest if widest <= MAX_WIDTH or width * height * _COPIES <= room else MAX_WIDTH


def _cost(file: Image.Image, found: containers.Container, widest: int) -> float:
    """Bytes of memory that decoding takes for each pixel of the file."""
    if file.format == "WEBP":
        return 16.0  # two canvases, their copy, and Pillow's own
    if file.format == "AVIF":
        return _AVIF_COST
    if file.format == "TIFF":
        return tiff.find_cost(file)
    if file.format == "JPEG":
        scale = max(1, min(file.width // widest, 8))
        scale = next(each for each in (8, 4, 2, 1) if each <= scale)
        return found.coefficients + 4 / scale**2
    return {"1": 2.0, "L": 2.0, "P": 2.0, "I;16": 3.0, "RGB": 5.0}.get(file.mode, 6.5)


def _decode_heif(found: containers.Container, widest: int) -> tuple[Image.Image, int, int]:
    """The first picture of a HEIF file. Its turns are part of the format and done by libheif."""
    file = pillow_heif.open_heif(
        found.stream, convert_hdr_to_8bit=True, bgr_mode=False, remap_images=True
    )
    heif = file[file.primary_index]
    width, height = heif.size
    _check_heif(heif.size, found.held, plain=heif.mode == "RGB" and heif.info["bit_depth"] == 8)
    found.animated = len(file) > 1 and found.animated
    info: dict[str, Any] = heif.info
    found.exif, found.xmp = info.get("exif") or b"", info.get("xmp") or b""
    profile = info.get("icc_profile") or describe_profile(_heif_primaries(info))
    room = _HEIF_BUDGET - _HEIF_BASE - found.held - round(width * height * _HEIF_COST)
    target = fit(width, height, _bound(heif.size, widest, room))
    picture, said = to_srgb(scale_bands(heif, target), profile)
    found.colours = said or ("" if info.get("icc_profile") else _tell_of_heif(info))
    return picture, width, height


def _check_heif(size: tuple[int, int], held: int, *, plain: bool) -> None:
    room = _HEIF_BUDGET - _HEIF_BASE - held
    _check_size(size, room, _HEIF_COST if plain else _HEIF_MOST, "HEIF")


def _heif_primaries(info: dict[str, Any]) -> str:
    nclx = info.get("nclx_profile") or {}
    return "P3" if nclx.get("color_primaries") == 12 else ""


def _tell_of_heif(info: dict[str, Any]) -> str:
    nclx = info.get("nclx_profile") or {}
    said = nclx.get("color_primaries"), nclx.get("transfer_characteristics")
    return WIDER_THAN_SRGB if containers.is_wider(*said) else ""
