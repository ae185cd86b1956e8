"""Brings decoded pictures to the size at which they are kept, and turns them upright."""

from __future__ import annotations

from typing import Any

from PIL import Image

from articles.photos.colour import to_8_bits

#: The largest rendered picture; WebP ends at 16,383 pixels.
MAX_WIDTH, MAX_HEIGHT = 2400, 16_000
#: The largest picture that is scaled at one go.
_AT_ONCE = 24_000_000
#: How many rows of a large picture are scaled together.
_BAND = 512


def fit(width: int, height: int, widest: int) -> tuple[int, int]:
    """The size at which an upright picture is kept: never larger than it is."""
    share = min(1.0, widest / width, MAX_HEIGHT / height)
    return max(1, round(width * share)), max(1, round(height * share))


def scale(file: Image.Image, target: tuple[int, int]) -> Image.Image:
    """The decoded file in 8 bits a channel, at the target size or near it."""
    picture = _reduce(file, target)
    if picture.width <= target[0]:
        return picture
    return picture.resize(target, Image.Resampling.LANCZOS)


def _reduce(file: Image.Image, target: tuple[int, int]) -> Image.Image:
    """The decoded file in 8 bits a channel; a large one is made smaller in bands of rows."""
    factor = max(1, min(file.width // target[0], file.height // target[1]))
    while file.width * file.height > _AT_ONCE * factor**2:
        factor += 1
    if factor == 1:
        return to_8_bits(file)
    band, parts = _BAND * factor, []
    for top in range(0, file.height, band):
        bottom = min(file.height, top + band)
        part = to_8_bits(file.crop((0, top, file.width, bottom)), file)
        parts.append(part.reduce(factor))
    whole = Image.new(parts[0].mode, (parts[0].width, sum(part.height for part in parts)))
    for n, part in enumerate(parts):
        whole.paste(part, (0, n * _BAND))
    return whole


_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


def turn(picture: Image.Image, orientation: int) -> Image.Image:
    for turn in _TURNS.get(orientation, ()):
        picture = picture.transpose(turn)
    return picture


def scale_bands(heif: Any, target: tuple[int, int]) -> Image.Image:
    """Scale straight from libheif's own memory, in bands: there is no second whole copy."""
    (width, height), mode, data, stride = heif.size, heif.mode, heif.data, heif.stride
    factor = max(1, min(width // target[0], height // target[1]))
    while width * height > _AT_ONCE * factor**2:
        factor += 1
    whole = Image.new(mode, (-(-width // factor), -(-height // factor)))
    band = _BAND * factor
    for top in range(0, height, band):
        rows = min(band, height - top)
        part: Any = memoryview(data)[top * stride : (top + rows) * stride]
        image = Image.frombuffer(mode, (width, rows), part, "raw", mode, stride, 1)
        whole.paste(image.reduce(factor) if factor > 1 else image, (0, top // factor))
    return whole if whole.width <= target[0] else whole.resize(target, Image.Resampling.LANCZOS)
