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


def tiff(entries, pixels, *, order="<"):
    """A TIFF written by hand: each entry is (tag, type, values or bytes)."""
    sizes = {2: "s", 3: "H", 4: "I", 5: "II"}
    count, after = len(entries) + 1, 8 + 2 + 12 * (len(entries) + 1) + 4
    table, more = b"", b""
    for tag, kind, values in sorted([*entries, (273, 4, [0])]):
        if isinstance(values, bytes):
            data, number = values, len(values)
        else:
            data = struct.pack(f"{order}{len(values)}{sizes[kind]}", *values)
            number = len(values)
        if tag == 273:
            table += b"STRIP-OFFSET"
            continue
        if len(data) > 4:
            place = struct.pack(f"{order}I", after + len(more))
            more += data + bytes(len(data) % 2)
        else:
            place = data.ljust(4, b"\0")
        table += struct.pack(f"{order}HHI", tag, kind, number) + place
    strip = struct.pack(f"{order}HHII", 273, 4, 1, after + len(more))
    mark = b"II*\0" if order == "<" else b"MM\0*"
    head = mark + struct.pack(f"{order}IH", 8, count)
    return head + table.replace(b"STRIP-OFFSET", strip) + bytes(4) + more + pixels
