"""Decodes WebP at the size in which it is shown, with libwebp as Pillow brings it along.

Pillow's own decoder makes several canvases of the full size (16 bytes for each pixel); libwebp
makes rows of a lossy picture smaller as they come. https://developers.google.com/speed/webp/docs/api
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, Union, byref, c_int, c_size_t, c_uint8, c_uint32, c_void_p
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import PIL
from PIL import Image

#: WEBP_DECODER_ABI_VERSION: libwebp refuses another first byte, whose structures are others.
_ABI = 0x0209
_RGB, _RGBA = 0, 1
_LOSSY = 1


class _Features(Structure):
    _fields_ = (
        ("width", c_int), ("height", c_int), ("has_alpha", c_int), ("has_animation", c_int),
        ("format", c_int), ("pad", c_uint32 * 5),
    )  # fmt: skip


class _Pixels(Structure):
    _fields_ = (("data", c_void_p), ("stride", c_int), ("size", c_size_t))


class _Planes(Structure):
    _fields_ = (("data", c_void_p * 4), ("strides", c_int * 4), ("sizes", c_size_t * 4))


class _Memory(Union):
    _fields_ = (("pixels", _Pixels), ("planes", _Planes))


class _Buffer(Structure):
    _fields_ = (
        ("colours", c_int), ("width", c_int), ("height", c_int), ("external", c_int),
        ("memory", _Memory), ("pad", c_uint32 * 4), ("private", c_void_p),
    )  # fmt: skip


class _Options(Structure):
    _fields_ = (
        ("bypass_filtering", c_int), ("no_fancy_upsampling", c_int), ("use_cropping", c_int),
        ("crop", c_int * 4), ("use_scaling", c_int), ("scaled_width", c_int),
        ("scaled_height", c_int), ("use_threads", c_int), ("dithering", c_int), ("flip", c_int),
        ("alpha_dithering", c_int), ("pad", c_uint32 * 5),
    )  # fmt: skip


class _Config(Structure):
    _fields_ = (("input", _Features), ("output", _Buffer), ("options", _Options))


@dataclass(frozen=True, slots=True)
class WebPFacts:
    """What the head of a WebP file says of its picture."""

    width: int
    height: int
    alpha: bool
    lossy: bool


def read_facts(data: bytes) -> WebPFacts | None:
    """None for a moving picture, a broken one, and where there is no libwebp to ask."""
    config = _read_head(data)
    if config is None or config.input.has_animation:
        return None
    found = config.input
    return WebPFacts(found.width, found.height, bool(found.has_alpha), found.format == _LOSSY)


def decode_scaled(data: bytes, facts: WebPFacts, size: tuple[int, int]) -> Image.Image:
    """The picture in RGB or RGBA at this size. Raises OSError if it is broken."""
    config = _read_head(data)
    if config is None:
        raise OSError("no WebP")
    mode, step = ("RGBA", 4) if facts.alpha else ("RGB", 3)
    pixels = bytearray(size[0] * size[1] * step)
    memory = (c_uint8 * len(pixels)).from_buffer(pixels)
    if size != (facts.width, facts.height):
        config.options.use_scaling = 1
        config.options.scaled_width, config.options.scaled_height = size
    config.output.colours = _RGBA if facts.alpha else _RGB
    config.output.external = 1
    config.output.memory.pixels = _Pixels(
        ctypes.cast(memory, c_void_p), size[0] * step, len(pixels)
    )
    if _library().WebPDecode(data, len(data), byref(config)) != 0:
        raise OSError("broken WebP")
    return Image.frombuffer(mode, size, pixels, "raw", mode, 0, 1)


def _read_head(data: bytes) -> _Config | None:
    library, config = _library(), _Config()
    if library is None or not library.WebPInitDecoderConfigInternal(byref(config), _ABI):
        return None
    failed = library.WebPGetFeaturesInternal(data, len(data), byref(config.input), _ABI)
    return None if failed else config


@cache
def _library() -> Any:
    """libwebp out of Pillow's wheel, or of the system; None where there is neither."""
    beside = Path(PIL.__file__).parent.parent / "pillow.libs"
    names = [*map(str, sorted(beside.glob("libwebp-*"))), find_library("webp")]
    for name in filter(None, names):
        try:
            library = ctypes.CDLL(name)
            library.WebPInitDecoderConfigInternal.argtypes = [POINTER(_Config), c_int]
            library.WebPGetFeaturesInternal.argtypes = [
                ctypes.c_char_p, c_size_t, POINTER(_Features), c_int
            ]  # fmt: skip
            library.WebPDecode.argtypes = [ctypes.c_char_p, c_size_t, POINTER(_Config)]
        except (OSError, AttributeError):
            continue
        return library
    return None
