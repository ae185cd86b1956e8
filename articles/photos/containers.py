"""Picture files by their parts: pixels for the decoder, and what they say about themselves apart.

JPEG and PNG reach the decoder without their metadata, so that nothing in it can break the decoding.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from PIL import Image

from articles.photos import refusals, tiff
from articles.photos.colour import WIDER_THAN_SRGB, describe_png

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
_AVIF_BRANDS = {b"avif", b"avis"}
_MOST_METADATA = 8 * 1024 * 1024
JPEG_END = b"\xff\xd9"
#: Frames of a JPEG that are lossless or hierarchical.
_UNREAD_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF}
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PNG = b"\x89PNG\r\n\x1a\n"
#: The colours of an AVIF by numbers of H.273: primaries and transfer.
_NUMBERED = re.compile(rb"colrnclx(..)(..)", re.DOTALL)
#: What of an AVIF is to be seen: width, height, and how far its middle is from the picture's, each
#: as numerator and denominator (ISO 14496-12, 12.1.4).
_APERTURE = re.compile(rb"clap(.{32})", re.DOTALL)
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


@dataclass(slots=True)
class Container:
    """A file that is probably a picture: `stream` for a decoder, the rest as found."""

    kind: str
    stream: IO[bytes]
    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""
    profile: bytes = b""
    #: A colour space that is named without a profile: AdobeRGB or P3.
    primaries: str = ""
    animated: bool = False
    #: Left, upper, right and lower edge of what is to be seen, where that is not all.
    aperture: tuple[int, int, int, int] | None = None
    #: More pages follow the first one.
    several: bool = False
    #: What a camera's sensor saw, with a small preview in front.
    raw: bool = False
    #: Why a file of a known kind is of a form that no decoder reads, in a sentence.
    unreadable: str = ""
    #: What there is to say of its colours.
    colours: str = ""
    #: All of a WebP file.
    data: bytes = b""
    #: Bytes of memory that are held while the picture is decoded.
    held: int = 0
    #: For JPEG: the bytes that a decoder keeps for each pixel before it makes any.
    coefficients: float = 0.0
    #: A JPEG without an end mark, as it came.
    unended: bytes = b""
    #: What a PNG says, by key; of unknown encoding where it doesn't say in which.
    texts: dict[str, str | bytes] = field(default_factory=dict)


def read(file: IO[bytes]) -> Container | None:  # noqa: PLR0911  one kind after the other
    """The parts of a JPEG, PNG, GIF, WebP, AVIF, HEIF, TIFF or BMP file; None if it is none."""
    head = file.read(32)
    file.seek(0)
    if head.startswith(b"\xff\xd8"):
        return _read_jpeg(file)
    if head.startswith(_PNG):
        return _read_png(file)
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return Container("GIF", file)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _read_webp(file)
    if head[:2] == b"BM" and len(head) > 26:
        return Container("BMP", file)
    if head[:4] in _TIFF and head[8:10] != b"CR":
        return _read_tiff(file)
    return _read_boxes(file) if head[4:8] == b"ftyp" else None


# JPEG


def _read_jpeg(file: IO[bytes]) -> Container:
    data = file.read()
    found = Container("JPEG", BytesIO())
    kept, at = [data[:2]], 2
    profile: dict[int, bytes] = {}
    sampling: list[tuple[int, int]] = []
    progressive = False
    while (part := _segment(data, at)) is not None:
        marker, body, start, after = part
        if marker == 0xDA:
            several = bool(body) and body[0] < len(sampling)
            found.coefficients = _coefficients(sampling, whole=progressive or several)
            at = start
            break
        if marker in (0xE1, 0xED, 0xE2):
            _keep_app(found, marker, body, profile)
        elif marker == 0xEE or not (0xE0 < marker <= 0xEF or marker == 0xFE):
            kept.append(data[start:after])  # APP0, and APP14, which tells RGB and CMYK apart
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                progressive = marker not in (0xC0, 0xC1, 0xC3)
                sampling = [(b >> 4, b & 15) for b in body[7::3]]
                if marker in _UNREAD_FRAMES or body[:1] != b"\x08" or body[1:3] == bytes(2):
                    found.unreadable = refusals.ODD_JPEG
        at = after
    found.stream = BytesIO(b"".join([*kept, data[at:]]))
    if data.rfind(JPEG_END) < at:
        found.unended = found.stream.getvalue()
        found.stream = BytesIO(found.unended + JPEG_END)
    found.profile = b"".join(profile[number] for number in sorted(profile))
    found.held = 2 * len(data)
    return found


def _segment(data: bytes, at: int) -> tuple[int, bytes, int, int] | None:
    """(marker, body, where it begins, where the next one does)."""
    start = data.find(b"\xff", at)
    while 0 <= start < len(data) - 1 and data[start + 1] in (0xFF, 0x00):
        start = data.find(b"\xff", start + 1)
    if start < 0 or start + 4 > len(data):
        return None
    marker = data[start + 1]
    if marker == 0x01 or 0xD0 <= marker <= 0xD9:
        return marker, b"", start, start + 2
    size = int.from_bytes(data[start + 2 : start + 4], "big")
    after = start + 2 + max(2, size)
    return marker, data[start + 4 : after], start, after


def _keep_app(found: Container, marker: int, body: bytes, profile: dict[int, bytes]) -> None:
    if marker == 0xE1 and body.startswith(b"Exif\0"):
        found.exif = found.exif or body[6:]
    elif marker == 0xE1 and body.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        found.xmp = found.xmp or body[29:]
    elif marker == 0xED and body.startswith(b"Photoshop 3.0\0"):
        found.iptc += body[14:]
    elif marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
        profile[body[12] if len(body) > 12 else 0] = body[14:]


def _coefficients(sampling: list[tuple[int, int]], *, whole: bool) -> float:
    """What libjpeg keeps of a picture whose channels don't come together: two bytes for each."""
    if not whole or not sampling:
        return 0.0
    most = max(h for h, _ in sampling) * max(v for _, v in sampling) or 1
    return sum(2 * h * v for h, v in sampling) / most


# PNG


def _read_png(file: IO[bytes]) -> Container:
    found = Container("PNG", file)
    kept, numbers = [_PNG], dict[bytes, list[int]]()
    for name, body, raw in _chunks(file):
        if name in _PNG_KEPT:
            kept.append(raw)
        elif name == b"acTL":
            found.animated = True
        elif name == b"CgBI":
            found.unreadable = refusals.CGBI
        elif name == b"eXIf":
            found.exif = body.removeprefix(b"Exif\0\0")
        elif name == b"iCCP":
            _, _, packed = body.partition(b"\0")
            found.profile = _unpack(packed[1:])
        elif name == b"cICP" and len(body) >= 2:
            numbers[name] = list(body)
            found.primaries = "P3" if body[0] == 12 else ""
            found.colours = WIDER_THAN_SRGB if is_wider(body[0], body[1]) else ""
        elif name in (b"gAMA", b"cHRM", b"sRGB"):
            numbers[name] = [int.from_bytes(body[n : n + 4], "big") for n in range(0, len(body), 4)]
        elif name in (b"iTXt", b"tEXt", b"zTXt"):
            _keep_text(found, name, body)
        if name == b"IEND":
            break
    if not found.profile and b"sRGB" not in numbers and b"cICP" not in numbers:
        found.profile = _describe_numbers(numbers)
    found.stream = BytesIO(b"".join(kept))
    found.held = 2 * found.stream.getbuffer().nbytes
    return found


def _describe_numbers(numbers: dict[bytes, list[int]]) -> bytes:
    """A profile of the gamma and the colours that a PNG tells as numbers, in 100,000ths."""
    if not numbers.get(b"gAMA"):
        return b""
    chroma = tuple(number / 100_000 for number in numbers.get(b"cHRM", []))
    gamma = numbers[b"gAMA"][0] / 100_000
    return (describe_png(gamma, chroma) if len(chroma) == 8 else describe_png(gamma)) or b""


def _chunks(file: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Each chunk as (name, body, all of it); stops where the file does."""
    file.seek(len(_PNG))
    while len(head := file.read(8)) == 8:
        size, name = struct.unpack(">I4s", head)
        body, check = file.read(size), file.read(4)
        yield name, body, head + body + check


def _keep_text(found: Container, name: bytes, body: bytes) -> None:
    key, _, text = body.partition(b"\0")
    if name == b"zTXt":
        text = _unpack(text[1:])
    elif name == b"iTXt":
        packed, rest = text[:1] == b"\x01", text[2:].split(b"\0", 2)
        text = rest[2] if len(rest) == 3 else b""
        text = _unpack(text) if packed else text
    if key == b"XML:com.adobe.xmp":
        found.xmp = text
    elif len(key) <= 79 and len(text) <= 4000:
        said = text.decode("utf-8", "replace") if name == b"iTXt" else text
        found.texts[key.decode("latin-1")] = said


def _unpack(packed: bytes) -> bytes:
    """What was deflated, up to a limit: nobody writes more about a picture."""
    try:
        return zlib.decompressobj().decompress(packed, _MOST_METADATA)
    except zlib.error:
        return b""


def is_wider(primaries: object, transfer: object) -> bool:
    """Whether these numbers of H.273 name BT.2020, or the brightness of HDR (PQ, HLG)."""
    return primaries == 9 or transfer in (16, 18)


# WebP, AVIF and HEIF


def _read_webp(file: IO[bytes]) -> Container:
    found = Container("WEBP", file)
    data = file.read()
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if name == b"ICCP":
            found.profile = body
        elif name == b"EXIF":
            found.exif = body.removeprefix(b"Exif\0\0")
        elif name == b"XMP ":
            found.xmp = body
        elif name == b"ANIM":
            found.animated = True
        at += 8 + size + size % 2
    found.held = 2 * len(data)
    found.data = data
    file.seek(0)
    return found


def _read_boxes(file: IO[bytes]) -> Container | None:
    brands = _read_brands(file)
    if brands & _AVIF_BRANDS:
        return _read_avif(file)
    return _read_heif(file) if brands & _HEIF_BRANDS else None


def _read_brands(file: IO[bytes]) -> set[bytes]:
    size = int.from_bytes(file.read(4), "big")
    brands = file.read(max(0, min(size, 256) - 4))[4:]
    file.seek(0)
    return {brands[at : at + 4] for at in range(0, len(brands), 4)}


def _read_avif(file: IO[bytes]) -> Container:
    """Its turns are part of the format; Pillow tells them as EXIF does, and nothing of a crop."""
    data = file.read()
    found = Container("AVIF", file, held=2 * len(data))
    if colours := _NUMBERED.search(data):
        primaries, transfer = (int.from_bytes(each, "big") for each in colours.groups())
        found.primaries = "P3" if primaries == 12 else ""
        found.colours = WIDER_THAN_SRGB if is_wider(primaries, transfer) else ""
    with Image.open(file, formats=["AVIF"]) as picture:
        found.exif = picture.info.get("exif", b"").removeprefix(b"Exif\0\0")
        found.xmp = picture.info.get("xmp", b"")
        found.animated = getattr(picture, "is_animated", False)
        found.aperture = _find_aperture(data, picture.size)
    file.seek(0)
    return found


def _find_aperture(data: bytes, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """What a crop leaves of an AVIF of this size; None if it says nothing, or what can't be."""
    found = _APERTURE.search(data)
    numbers = struct.unpack(">IIIIiIiI", found[1]) if found else ()
    if not found or 0 in numbers[1::2]:
        return None
    wide, high, right, down = (n / d for n, d in zip(numbers[::2], numbers[1::2], strict=True))
    left, top = (size[0] - wide) / 2 + right, (size[1] - high) / 2 + down
    box = round(left), round(top), round(left + wide), round(top + high)
    inside = 0 <= box[0] < box[2] <= size[0] and 0 <= box[1] < box[3] <= size[1]
    return box if inside else None


def _read_tiff(file: IO[bytes]) -> Container:
    """Read from memory: given a real file, libtiff would move the position of our own handle."""
    data = file.read()
    found = Container("TIFF", BytesIO(data), held=len(data) * 3 // 2)
    with Image.open(found.stream, formats=["TIFF"]) as picture:
        facts = tiff.read_facts(picture)
    found.exif, found.xmp, found.iptc = facts.exif, facts.xmp, facts.iptc
    found.several, found.raw = facts.several, facts.camera
    found.stream = BytesIO(data)
    return found


def _read_heif(file: IO[bytes]) -> Container:
    brand = file.read(12)[8:]
    file.seek(0, 2)
    found = Container("HEIF", file, held=file.tell() * 3 // 2)
    found.animated = brand in (b"msf1", b"hevc", b"hevx")
    file.seek(0)
    return found
