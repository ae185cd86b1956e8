"""PDF files made by hand: every line where the test wants it, without fonts."""

from collections.abc import Iterable
from zlib import compress

#: Every character is a square, as browsers draw those of fonts that can't be embedded (Type 3);
#: ASCII is half as wide as Chinese.
_WIDE = b"1000 0 40 -100 960 840 d1 40 -100 920 940 re f"
_LOCK = b" /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -64 /O <%s> /U <%s> >>" % (
    b"11" * 32,
    b"22" * 32,
)
_NARROW = b"500 0 40 0 460 700 d1 40 0 420 700 re f"


class Sheet:
    """A page on which lines, filled areas and pictures are put, in points from the upper left."""

    def __init__(self, width: float = 600, height: float = 800):
        self.width, self.height = width, height
        self.parts: list[bytes | tuple[float, float, str, float]] = []
        self.images: list[bytes] = []

    def line(self, x: float, y: float, text: str, size: float = 10) -> "Sheet":
        """Set a line whose baseline is at `y`."""
        self.parts.append((x, self.height - y, text, size))
        return self

    def column(self, x, y, lines: Iterable[str], size: float = 10, pitch: float = 14) -> "Sheet":
        """Set lines below each other; U+3000 at the start of one indents it."""
        for n, text in enumerate(lines):
            bare = text.lstrip("\u3000")
            self.line(x + size * (len(text) - len(bare)), y + n * pitch, bare, size)
        return self

    def area(self, x: float, y: float, width: float, height: float) -> "Sheet":
        self.parts.append(f".8 g {x} {self.height - y - height} {width} {height} re f 0 g".encode())
        return self

    def frame(self, x: float, y: float, width: float, height: float) -> "Sheet":
        self.parts.append(f"{x} {self.height - y - height} {width} {height} re S".encode())
        return self

    def picture(self, x, y, width, height, jpeg: bytes, pixels: tuple[int, int]) -> "Sheet":
        """Put a JPEG, given its size in pixels."""
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {pixels[0]} /Height {pixels[1]} "
            f"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length {len(jpeg)} >>"
        )
        self.images.append(head.encode() + b"\nstream\n" + jpeg + b"\nendstream")
        name = f"/I{len(self.images) - 1}"
        self.parts.append(
            f"q {width} 0 0 {height} {x} {self.height - y - height} cm {name} Do Q".encode()
        )
        return self


def pdf(*sheets: Sheet, locked: bool = False, box: bytes = b"/MediaBox [0 0 %g %g]") -> bytes:
    """A file of these pages; a `locked` one asks for a password that nobody knows.

    `box` says which part of a page is shown, given its width and height, and how it is turned.
    """
    texts = [part[2] for sheet in sheets for part in sheet.parts if isinstance(part, tuple)]
    letters = sorted(set("".join(texts)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = b""
    for start in range(0, len(letters), 256):
        objects += _font(letters[start : start + 256], len(objects) + 1)
        fonts += b"/F%d %d 0 R " % (start // 256, len(objects))
    pages = []
    for sheet in sheets:
        names = b""
        for n, image in enumerate(sheet.images):
            objects.append(image)
            names += b"/I%d %d 0 R " % (n, len(objects))
        shown = [p if isinstance(p, bytes) else _show(*p, letters) for p in sheet.parts]
        objects.append(_stream(b"\n".join(shown)))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R "
            b"/Resources << /Font << %s>> /XObject << %s>> >> >>"
            % (box % (sheet.width, sheet.height), len(objects), fonts, names)
        )
        pages.append(len(objects))
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))
    return _write(objects, _LOCK if locked else b"")


def _show(x: float, y: float, text: str, size: float, letters: list[str]) -> bytes:
    out = f"BT {x} {y} Td"
    for letter in text:
        at = letters.index(letter)
        out += f" /F{at // 256} {size} Tf <{at % 256:02x}> Tj"
    return f"{out} ET".encode()


def _font(letters: list[str], number: int) -> list[bytes]:
    """A font of these characters; its first object gets this number, the last is the font."""
    names = " ".join(f"/g{n}" for n in range(len(letters))).encode()
    widths = " ".join("500" if letter.isascii() else "1000" for letter in letters).encode()
    procs = b" ".join(
        b"/g%d %d 0 R" % (n, number + letter.isascii()) for n, letter in enumerate(letters)
    )
    rows = "\n".join(
        f"<{n:02x}> <{letter.encode('utf-16-be').hex()}>" for n, letter in enumerate(letters)
    )
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{rows}\n"
        "endbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880]"
        b" /FontMatrix [.001 0 0 .001 0 0] /FirstChar 0 /LastChar %d /Widths [%s]"
        b" /CharProcs << %s >> /ToUnicode %d 0 R"
        b" /Encoding << /Type /Encoding /Differences [0 %s] >> /Resources << >> >>"
        % (len(letters) - 1, widths, procs, number + 2, names)
    )
    return [_stream(_WIDE), _stream(_NARROW), _stream(unicode.encode()), font]


def _stream(data: bytes) -> bytes:
    packed = compress(data)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def _write(objects: list[bytes], more: bytes = b"") -> bytes:
    out, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    start = out.index(b"xref\n0 ")
    return out + b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
        count,
        more,
        start,
    )
