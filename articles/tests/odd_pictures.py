"""Odd picture files of four fields of colour, each in its corner, and what is seen of them."""

import struct
import zlib
from base64 import b64decode
from io import BytesIO
from zipfile import ZipFile

import pillow_heif
from PIL import Image

from articles.tests.pictures import chunk, read, saved, tiff

FIELDS = ((200, 40, 40), (40, 180, 60), (40, 60, 200), (220, 200, 60))
SIZE = (64, 48)


def fields(colours=FIELDS, mode="RGB", size=SIZE):
    picture = Image.new(mode, size)
    wide, high = size[0] // 2, size[1] // 2
    for at, colour in enumerate(colours):
        left, top = at % 2 * wide, at // 2 * high
        picture.paste(colour, (left, top, left + wide, top + high))
    return picture


def corners(picture):
    wide, high = picture.size
    return [
        picture.getpixel((round(wide * x), round(high * y))) for y in (0.3, 0.8) for x in (0.3, 0.8)
    ]


def look(data):
    """Size, colours and note of what is taken; the colours as they were meant where they are
    within 3 of them."""
    found = read(data)
    return (found.width, found.height), corners(found.picture), found.note


def are_near(seen, meant, most=3):
    pairs = zip(seen, meant, strict=True)
    return all(abs(a - b) <= most for one, other in pairs for a, b in zip(one, other, strict=True))


def zipped():
    out = BytesIO()
    with ZipFile(out, "w") as pack:
        pack.writestr("a.html", "<script>alert(1)</script>")
    return out.getvalue()


def with_segment(data, marker, body, at=2):
    return (
        data[:at] + b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body + data[at:]
    )


JPEG = saved(fields(), "JPEG", quality=98, subsampling=0)
IN_SCANS = saved(fields(), "JPEG", quality=98, subsampling=0, progressive=True)
PNG = saved(fields(), "PNG")
BLACK = Image.new("RGB", SIZE)


def thumbnailed():
    """EXIF whose thumbnail is another picture, larger than the photo."""
    small = saved(BLACK.resize((320, 240)), "JPEG")
    entries = ((0x103, 3, 6), (0x201, 4, 14 + 2 + 36 + 4), (0x202, 4, len(small)))
    table = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    head = b"II*\0" + struct.pack("<IHI", 8, 0, 14)
    return with_segment(
        JPEG, 0xE1, b"Exif\0\0" + head + struct.pack("<H", 3) + table + bytes(4) + small
    )


def density(across, down, unit):
    at = JPEG.index(b"JFIF\0") + 7
    return JPEG[:at] + struct.pack(">BHH", unit, across, down) + JPEG[at + 5 :]


def several(kind, **how):
    out = BytesIO()
    fields().save(out, kind, save_all=True, append_images=[BLACK], **how)
    return out.getvalue()


def of_frame(at, value):
    """The JPEG with another byte behind the mark of its frame."""
    start = JPEG.index(b"\xff\xc0") + at
    return JPEG[:start] + value + JPEG[start + len(value) :]


# PNG and BMP by hand


def field(x, y, size=(16, 12)):
    return (x >= size[0] // 2) + 2 * (y >= size[1] // 2)


def write_png(depth, kind, lines, extra=b"", interlaced=0):
    head = struct.pack(">IIBBBBB", 16, 12, depth, kind, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra
        + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    )  # fmt: skip


def list_lines(pixel, depth=8):
    """Lines of a PNG whose pixels are bits or bytes that `pixel` gives for a field."""
    lines = b""
    for y in range(12):
        if depth < 8:
            bits = "".join(f"{pixel(field(x, y)):0{depth}b}" for x in range(16))
            lines += b"\0" + bytes(int(bits[n : n + 8], 2) for n in range(0, len(bits), 8))
        else:
            lines += b"\0" + b"".join(pixel(field(x, y)) for x in range(16))
    return lines


def interlaced():
    lines = b""
    for left, top, across, down in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):  # fmt: skip
        for y in range(top, 12, down):
            lines += b"\0" + b"".join(bytes(FIELDS[field(x, y)]) for x in range(left, 16, across))
    return write_png(8, 2, lines, interlaced=1)


def of_an_iphones_program():
    """A PNG with blue first and no head of zlib, as programs of iPhones hold them."""
    lines = list_lines(lambda at: bytes((*FIELDS[at][::-1], 255)))
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"CgBI", b"\x50\0\x20\x02")
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 12, 8, 6, 0, 0, 0))
        + chunk(b"IDAT", packing.compress(lines) + packing.flush()) + chunk(b"IEND", b"")
    )  # fmt: skip


PALETTE = chunk(b"PLTE", b"".join(map(bytes, FIELDS)))


def write_bmp(bits, packing, pixels, *, palette=b"", masks=b"", top=False):
    start = 14 + 40 + len(masks) + len(palette)
    return (
        b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start)
        + struct.pack("<IiiHHIIiiII", 40, 16, -12 if top else 12, 1, bits, packing, len(pixels),
                      0, 0, len(palette) // 4, 0)
        + masks + palette + pixels
    )  # fmt: skip


def list_rows(pixel, *, top=False):
    rows = range(12) if top else range(11, -1, -1)
    return b"".join(pixel(field(x, y)) for y in rows for x in range(16))


def list_runs(double):
    """Runs of eight pixels alike, as BMP packs them."""
    rows = b"".join(
        bytes([8, field(0, y) * double, 8, field(15, y) * double, 0, 0]) for y in range(11, -1, -1)
    )
    return rows + b"\0\1"


def few_bits(at, green):
    red, middle, blue = FIELDS[at]
    shift = 5 + green
    number = (red >> 3) << shift | (middle >> (8 - green)) << 5 | blue >> 3
    return struct.pack("<H", number)


BMP_PALETTE = b"".join(bytes((*colour[::-1], 0)) for colour in FIELDS)

# TIFF, HEIC, GIF


def strips(bits, more=(), pixels=None, **how):
    data = fields().tobytes() if pixels is None else pixels
    entries = [
        (256, 4, [64]), (257, 4, [48]), (258, 3, bits), (259, 3, [1]), (262, 3, [2]),
        (277, 3, [len(bits)]), (278, 4, [48]), (279, 4, [len(data)]), *more,
    ]  # fmt: skip
    return tiff(entries, data, **how)


def tiled():
    """A TIFF of sixteen tiles of 16 × 16, of which the last row and column are filled up."""
    picture, tiles = Image.new("RGB", (64, 64)), []
    picture.paste(fields(), (0, 0))
    for top in range(0, 48, 16):
        tiles += [picture.crop((x, top, x + 16, top + 16)).tobytes() for x in range(0, 64, 16)]
    size, count = len(tiles[0]), len(tiles)
    tags = [
        (256, 4, [64]), (257, 4, [48]), (258, 3, [8, 8, 8]), (259, 3, [1]), (262, 3, [2]),
        (277, 3, [3]), (322, 4, [16]), (323, 4, [16]), (324, 4, None), (325, 4, [size] * count),
    ]  # fmt: skip
    after = 8 + 2 + 12 * len(tags) + 4
    table, more, pixels = b"", b"", after + 6 + 8 * count
    for tag, kind, values in tags:
        numbers = values or [pixels + size * n for n in range(count)]
        data = struct.pack(f"<{len(numbers)}{'H' if kind == 3 else 'I'}", *numbers)
        place = struct.pack("<I", after + len(more)) if len(data) > 4 else data.ljust(4, b"\0")
        more += data if len(data) > 4 else b""
        table += struct.pack("<HHI", tag, kind, len(numbers)) + place
    head = b"II*\0" + struct.pack("<IH", 8, len(tags))
    return head + table + bytes(4) + more + b"".join(tiles)


def deep(order="<", pixels=None):
    return b"".join(struct.pack(f"{order}H", each * 257) for each in pixels or fields().tobytes())


def heif(*pictures, **how):
    file = pillow_heif.HeifFile()
    for picture in pictures:
        file.add_from_pillow(picture)
    out = BytesIO()
    file.save(out, quality=98, chroma=444, **how)
    return out.getvalue()


def deep_heif(bits, monkeypatch):
    monkeypatch.setattr(pillow_heif.options, "SAVE_HDR_TO_12_BIT", bits == 12)
    out = BytesIO()
    pillow_heif.encode("RGB;16", SIZE, deep(), out, quality=98, chroma=444)
    return out.getvalue()


def seen_through(alpha=128):
    picture = fields().convert("RGBA")
    picture.putalpha(alpha)
    return picture


#: The four fields as avifenc writes them: cropped to the last one, and in twelve bits.
CROPPED_AVIF = b64decode(
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAAEbbWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAA"
    "AAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABQwAAADYAAAAo"
    "aWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAk2lwcnAAAABzaXBjbwAAABRpc3BlAAAAAAAA"
    "AEAAAAAwAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgSAAAAAAABNjb2xybmNseAABAA0AAIAAAAAoY2xhcAAAACAA"
    "AAABAAAAGAAAAAEAAAAQAAAAAQAAAAwAAAABAAAAGGlwbWEAAAAAAAAAAQABBQECgwSFAAAAPm1kYXQSAAoJOBV/"
    "v5QENACAMidEAADVnUD/8/bFquZcwNetkN96T6OgMBo6sqyXB+uK6caF3euLw5A="
)
AVIF_OF_12_BITS = b64decode(
    "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAPJtZXRhAAAAAAAAAChoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    "AAAAAAAAbGliYXZpZgAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAEWAAAAOQAAAChpaW5m"
    "AAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAQAAA"
    "ADAAAAAQcGl4aQAAAAADDAwMAAAADGF2MUOBQGAAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEA"
    "AQQBAoMEAAAAQW1kYXQSAAoJWBV/v50BDQaIMipEoAAAEBDlNCEr442qc/qG0deXXtHlYNS51+rNCisz0qqQIA3D"
    "/Ns4RKA="
)
