"""More files that mean harm, each made when it is wanted: some are large."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

from articles.tests import make, word

MIMETYPE = ("mimetype", "application/epub+zip")
TYPES = ("[Content_Types].xml", "<Types/>")
MAIL = b"From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE x [<!ENTITY l0 '哈哈哈哈'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
)


def zeros(megabytes):
    return bytes(megabytes * 1024**2)


def packed(*entries):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            package.writestr(name, data)
    return out.getvalue()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(name, data):
    """A sound picture with a chunk of ours behind its head."""
    sound = make.picture()
    return sound[:33] + chunk(name, data) + sound[33:]


def lying_descriptor():
    """The entry's own head says nothing of its size, and what follows it lies."""
    data = bytearray(packed(("江边.txt", zeros(60))))
    data[6] |= 8
    data[14:26] = bytes(12)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 8
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def overlapping(number=2000):
    """Every name of the list leads to the same data."""
    data = packed(("江边.txt", zeros(20)))
    at, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    entry, tail = data[at:end], bytearray(data[end:])
    tail[8:12] = number.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * number).to_bytes(4, "little")
    return data[:at] + entry * number + bytes(tail)


def sized(data, kind, width=60_000, height=60_000):
    """An AVIF or HEIC file that says so of its size."""
    at = data.find(b"ispe") + 8
    assert at > 8, kind
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def avif():
    out = BytesIO()
    Image.new("RGB", (64, 64), "red").save(out, "AVIF")
    return out.getvalue()


def jpeg_sized():
    data = bytearray(make.as_jpeg(make.scene(1, (90, 60))))
    at = next(i for i in range(len(data)) if data[i] == 0xFF and data[i + 1] in (0xC0, 0xC2))
    data[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def gif(width=65_535, frames=1):
    head = b"GIF89a" + struct.pack("<HH", width, width) + b"\x80\0\0\0\0\0\xff\xff\xff"
    frame = b"\x2c\0\0\0\0" + struct.pack("<HH", width, width) + b"\0\x02\x02\x44\x01\0"
    return head + frame * frames + b"\x3b"


def webp():
    canvas = (16_383 - 1).to_bytes(3, "little") * 2
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf(*objects, trailer=b"/Root 1 0 R"):
    """Objects numbered from one on, with the list of their places."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d %b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(data, more=b""):
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(data), more, data)


ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf_page(
    more=b"/MediaBox[0 0 600 800]/Contents 4 0 R", content=b"<</Length 0>>\nstream\n\nendstream"
):
    return pdf(ROOT, PAGES, b"<</Type/Page/Parent 2 0 R %b>>" % more, content)


def squeezed(megabytes):
    return stream(zlib.compress(zeros(megabytes)), b"/Filter/FlateDecode")


def sheet(xml, shared="<sst/>"):
    return packed(TYPES, ("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", shared),
                  ("xl/worksheets/sheet1.xml", xml))  # fmt: skip


def docx(**parts):
    """A Word file in which some parts are ours: `styles`, `rels`, `comments` …"""
    names = {"rels": "word/_rels/document.xml.rels"}
    ours = {names.get(name, f"word/{name}.xml"): xml for name, xml in parts.items()}
    return word.raw(word.paragraph("江边的路通了。"), parts=ours)


def mail_of(number):
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return MAIL + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * number + b"--b--"


def deep_mail(levels):
    """Parts in parts, each with a boundary of its own."""
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(levels)
    )
    return MAIL + opened + b"Content-Type: text/plain\r\n\r\nx"


#: What is sent as a photo.
PICTURES = {
    "an AVIF of 3,600 megapixels": lambda: sized(avif(), "AVIF"),
    "a JPEG of 4,290 megapixels": jpeg_sized,
    "a GIF of 4,290 megapixels": gif,
    "a GIF of many frames of that size": lambda: gif(frames=2000),
    "a WebP of 268 megapixels and nothing in it": webp,
    "a PNG with words of 200 MB": lambda: png_with(b"zTXt", b"a\0\0" + zlib.compress(zeros(200))),
    "a PNG with a profile of 200 MB": lambda: png_with(
        b"iCCP", b"a\0\0" + zlib.compress(zeros(200))
    ),
    "a PNG of a hundred thousand pieces": lambda: (
        make.picture()[:33] + chunk(b"tEXt", b"a\0b") * 100_000 + make.picture()[33:]
    ),
    "a squeezed SVG": lambda: b"\x1f\x8b\x08" + zlib.compress(b"<svg/>"),
}  # fmt: skip
#: What is delivered.
DELIVERED = {
    **PICTURES,
    "a pack whose heads lie": lying_descriptor,
    "a pack whose names share their data": overlapping,
    "a Word file in a pack in a mail": lambda: (
        MAIL + b"Content-Type: application/zip\r\n\r\n" + packed(("a.docx", docx(styles=ENTITY)))
    ),
    "entities in the styles of a Word file": lambda: docx(styles=ENTITY + "<x>&e;</x>"),
    "entities in its relations": lambda: docx(rels=ENTITY + "<Relationships>&e;</Relationships>"),
    "entities in its comments": lambda: docx(comments=LAUGHS + "<x>&l11;</x>"),
    "a Word file of tables in tables": lambda: word.raw(
        "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000
    ),
    "a sheet with entities": lambda: sheet(LAUGHS + "<worksheet>&l11;</worksheet>"),
    "a sheet that says it had 17 milliards of cells": lambda: sheet(
        '<worksheet><dimension ref="A1:XFD1048576"/></worksheet>'
    ),
    "a sheet whose words are 120 MB": lambda: sheet("<worksheet/>", shared=zeros(120)),
    "a book with entities": lambda: packed(
        MIMETYPE, ("META-INF/container.xml", ENTITY + "<x>&e;</x>"), ("a.xhtml", ENTITY)
    ),
    "a WordPress export with entities": (LAUGHS + "<rss>&l11;</rss>").encode,
    "an SVG with entities": (LAUGHS + "<svg>&l11;</svg>").encode,
    "a PDF that says it had a milliard of pages": lambda: pdf(
        ROOT, b"<</Type/Pages/Kids[]/Count 1000000000>>"
    ),
    "a PDF whose pages are their own parent": lambda: pdf(
        ROOT, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"
    ),
    "a PDF with a page as large as a country": lambda: pdf_page(b"/MediaBox[0 0 1e9 1e9]"),
    "a PDF with a stream of 500 MB": lambda: pdf_page(content=squeezed(500)),
    "a PDF with a stream squeezed twice": lambda: pdf_page(content=stream(
        zlib.compress(zlib.compress(zeros(300))), b"/Filter[/FlateDecode/FlateDecode]"
    )),
    "a PDF with a picture of a thousand megapixels": lambda: pdf_page(
        b"/MediaBox[0 0 600 800]/Resources<</XObject<</I 4 0 R>>>>", stream(
            zlib.compress(zeros(2)), b"/Filter/FlateDecode/Type/XObject/Subtype/Image"
            b"/Width 32000/Height 32000/ColorSpace/DeviceRGB/BitsPerComponent 8",
        ),
    ),
    "a PDF of a hundred thousand brackets": lambda: pdf(b"[" * 100_000),
    "a mail of a hundred thousand parts": lambda: mail_of(100_000),
    "a mail of parts in parts": lambda: deep_mail(3000),
    "a mail with a head of ten megabytes": lambda: (
        MAIL + b"X-A: " + b"=?utf-8?b?5rGf?= " * 600_000 + b"\r\n\r\nx"
    ),
    "a JSON of a hundred thousand levels": lambda: b'{"a":' * 100_000,
    "a page of a million attributes": lambda: b"<html><p " + b"a=1 " * 1_000_000 + b">x</p>",
    "a page of a hundred thousand tables": lambda: b"<html>" + b"<table><tr><td>" * 100_000,
    "five million empty lines": lambda: b"\n" * 5_000_000,
    "a text of marks from right to left": lambda: "\u202e江边".encode() * 100_000,
    "a pack of another kind": lambda: b"Rar!\x1a\x07\x00" + bytes(500),
    "a squeezed tape": lambda: b"\x1f\x8b\x08" + bytes(500),
}  # fmt: skip
