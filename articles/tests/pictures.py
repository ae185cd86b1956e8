"""Picture files of every kind, as phones, agencies and old programs write them."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image

from articles import photos

GREEN = (60, 200, 60)


def read(data):
    return photos.read(BytesIO(data), len(data))


def saved(picture, kind, **how):
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def plain(mode="RGB", colour=GREEN, size=(64, 48)):
    return Image.new(mode, size, colour)


def heic(picture, **how):
    out = BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=95, **how)
    return out.getvalue()


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(depth, colour, line, *, size=(8, 8), extra=b""):
    """A PNG written by hand, for what Pillow can't write."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + line) * size[1]))
    return b"\x89PNG\r\n\x1a\n" + head + extra + pixels + chunk(b"IEND", b"")


def exif(**tags):
    found = Image.Exif()
    names = {"orientation": 0x112, "caption": 0x10E, "credit": 0x13B}
    for name, value in tags.items():
        if name == "day":
            found.get_ifd(0x8769)[0x9003] = value
        else:
            found[names[name]] = value
    return found


def jpeg_with(segment, marker=b"\xff\xe1"):
    data = saved(plain(size=(60, 40)), "JPEG")
    part = marker + struct.pack(">H", len(segment) + 2) + segment
    return data[:2] + part + data[2:]
