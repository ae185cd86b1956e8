"""Brings pixels to eight bits a channel and to sRGB."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
#: Colour spaces that files name without a profile: primaries for D50, and the curve.
_SPACES = {
    "AdobeRGB": (
        (0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457),
        (round(2.19921875 * 256),),
    ),
    "P3": (
        (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407),
        tuple(
            round(65535 * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4))
            for c in (n / 1023 for n in range(1024))
        ),
    ),
}  # fmt: skip


NO_CMYK_PROFILE = (
    "这是印刷用的CMYK图，文件里没有色彩配置，照常用的印刷条件（FOGRA39）转换，颜色可能有偏差。"
)
USELESS_PROFILE = "文件里的色彩配置用不上，颜色可能有偏差。"
WIDER_THAN_SRGB = "这是HDR图或宽色域图，网页上的颜色和亮度可能有偏差。"


def to_8_bits(picture: Image.Image, whole: Image.Image | None = None) -> Image.Image:
    """In mode L, RGB, RGBA or CMYK. `whole`: the picture of which this is a part."""
    info = (whole or picture).info
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return _grey_of_16_bits(picture, info.get("transparency"))
    if picture.mode in ("L", "RGB", "RGBA", "CMYK"):
        if "transparency" in info and picture.mode in ("L", "RGB"):
            picture.info["transparency"] = info["transparency"]
            return picture.convert("RGBA")
        return picture
    if picture.mode == "P" and "transparency" in info:
        picture.info["transparency"] = info["transparency"]
        return picture.convert("RGBA")
    if picture.mode in ("LA", "PA", "La", "RGBa"):
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in ("1", "F") else "RGB")


def _grey_of_16_bits(picture: Image.Image, unseen: object) -> Image.Image:
    """The upper half of each number: 65,535 is white, and not everything above 255.

    The number `unseen`, if there is one, is transparent.
    """
    data = picture.tobytes()  # two bytes each, the lower one first; four in mode I
    step, upper = (4, 1) if picture.mode == "I" else (2, 0 if picture.mode == "I;16B" else 1)
    grey = Image.frombytes("L", picture.size, data[upper::step])
    if not isinstance(unseen, int):
        return grey
    rest = Image.frombytes("L", picture.size, data[1 - upper :: step])
    halves = [
        part.point([0 if n == half else 255 for n in range(256)])
        for part, half in ((grey, unseen >> 8), (rest, unseen & 255))
    ]
    alpha = ImageChops.lighter(*halves)
    return Image.merge("RGBA", (grey, grey, grey, alpha))


def drop_empty_alpha(picture: Image.Image) -> Image.Image:
    """Without a transparency that leaves nothing to be seen: clipboards fill it with zeros."""
    empty = picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (0, 0)
    return picture.convert("RGB") if empty else picture


def to_srgb(picture: Image.Image, profile: bytes | None) -> tuple[Image.Image, str]:
    """RGB or RGBA in sRGB, and what there is to say of its colours.

    A profile that can't be used, or isn't the pixels', is passed over. CMYK without one is read
    as print on coated paper.
    """
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    if alpha:
        picture = picture.convert("RGB")
    result = _convert(picture, profile) if profile else None
    note = USELESS_PROFILE if profile and result is None else ""
    if result is None and picture.mode == "CMYK":
        result, note = _convert(picture, _coated()), note or NO_CMYK_PROFILE
    result = result or picture.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        result.putalpha(alpha)
    return result, note


@cache
def _coated() -> bytes:
    """Coated FOGRA39, as ArgyllCMS made it of the data that colord has under CC0."""
    return Path(__file__).with_name("fogra39.icc").read_bytes()


def _convert(picture: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if space == "RGB" and picture.mode == "L":
            picture = picture.convert("RGB")
        if {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}.get(space) != picture.mode:
            return None
        return ImageCms.profileToProfile(
            picture,
            source,
            _SRGB,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def describe_profile(space: str) -> bytes | None:
    """An ICC profile for a colour space that is only named; None for sRGB and unknown ones."""
    return _describe(_SPACES[space]) if space in _SPACES else None


def _describe(space: tuple[Any, ...]) -> bytes:
    red, green, blue, steps = space
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"x\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"none\0\0\0\0",
        b"wtpt": _xyz((0.9642, 1.0, 0.8249)),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
    }
    curve = b"curv" + bytes(4) + struct.pack(f">I{len(steps)}H", len(steps), *steps)
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", start + len(body), len(data))
        body += padded
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return head[:128].ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


#: White, red, green and blue of sRGB as x, y; a PNG's own when it tells none.
_SRGB_CHROMA = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
#: Bradford's cone responses, by which a white is adapted to D50 (ICC.1, annex E).
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
_D50 = (0.9642, 1.0, 0.8249)


def describe_png(gamma: float, chroma: tuple[float, ...] = _SRGB_CHROMA) -> bytes | None:
    """An ICC profile for the gAMA and cHRM of a PNG; None where they say sRGB, or make no sense.

    `chroma` are x and y of white, red, green and blue.
    """
    near = all(abs(a - b) < 0.002 for a, b in zip(chroma, _SRGB_CHROMA, strict=True))
    if not 0.1 <= gamma <= 2 or (near and abs(gamma - 0.45455) < 0.01):
        return None
    try:
        primaries = _adapt(chroma)
    except ZeroDivisionError:
        return None
    return _describe((*primaries, (round(256 / gamma),)))


def _adapt(chroma: tuple[float, ...]) -> list[tuple[float, ...]]:
    """Red, green and blue as XYZ for a white of D50. Raises ZeroDivisionError on nonsense."""
    points = zip(chroma[::2], chroma[1::2], strict=True)
    white, *colours = ((x / y, 1.0, (1 - x - y) / y) for x, y in points)
    amounts = _solve(colours, white)
    here, there = _weigh(_BRADFORD, white), _weigh(_BRADFORD, _D50)
    columns = list(zip(*_BRADFORD, strict=True))
    adapted = []
    for colour, amount in zip(colours, amounts, strict=True):
        cones = _weigh(_BRADFORD, tuple(amount * part for part in colour))
        turned = tuple(c * b / a for c, a, b in zip(cones, here, there, strict=True))
        adapted.append(_solve(columns, turned))
    return adapted


def _weigh(rows: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows)


def _solve(columns: Sequence[tuple[float, ...]], wanted: tuple[float, ...]) -> tuple[float, ...]:
    """How much of each of three columns adds up to `wanted` (Cramer's rule)."""
    whole = _volume(columns)
    return tuple(_volume([*columns[:n], wanted, *columns[n + 1 :]]) / whole for n in range(3))


def _volume(columns: Sequence[tuple[float, ...]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = columns
    return a * (e * i - f * h) - d * (b * i - c * h) + g * (b * f - c * e)


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))
