"""The colours of a picture, whatever its file counts them in."""

import struct

import pytest
from PIL import Image

from articles.photos.colour import (
    NO_CMYK_PROFILE,
    USELESS_PROFILE,
    WIDER_THAN_SRGB,
    _coated,
    describe_profile,
)
from articles.tests.pictures import GREEN, chunk, heic, jpeg_with, plain, png, read, saved

pytestmark = pytest.mark.once
ADOBE, P3 = describe_profile("AdobeRGB"), describe_profile("P3")
ADOBE_GREEN, P3_GREEN = (0, 201, 37), (0, 203, 11)
#: A camera's way to say AdobeRGB without a profile: colour space 65535, interoperability R03.
R03 = (
    b"Exif\0\0MM\0*\0\0\0\x08" + b"\0\x01" + b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a" + bytes(4)
    + b"\0\x02" + b"\xa0\x01\0\x03\0\0\0\x01\xff\xff\0\0" + b"\xa0\x05\0\x04\0\0\0\x01\0\0\0\x38"
    + bytes(4) + b"\0\x01" + b"\0\x01\0\x02\0\0\0\x04R03\0" + bytes(4)
)  # fmt: skip


def _numbered(gamma, chroma=(), *more):
    """A PNG that tells its colours as numbers."""
    extra = chunk(b"gAMA", struct.pack(">I", gamma))
    if chroma:
        extra += chunk(b"cHRM", struct.pack(">8I", *chroma))
    return png(8, 2, bytes(GREEN) * 8, extra=extra + b"".join(more))


def _renumbered(primaries, transfer):
    """An AVIF that names its colours by these numbers of H.273."""
    head, _, rest = saved(plain(), "AVIF", quality=100, subsampling="4:4:4").partition(b"colrnclx")
    return head + b"colrnclx" + struct.pack(">HH", primaries, transfer) + rest[4:]


_SRGB_NUMBERS = (31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
_ADOBE_NUMBERS = (31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)
_P3_NUMBERS = (31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (_numbered(45455, _SRGB_NUMBERS), GREEN),
        (_numbered(45455), GREEN),
        (_numbered(45455, _ADOBE_NUMBERS), ADOBE_GREEN),
        (_numbered(45455, _P3_NUMBERS), (0, 205, 0)),  # a curve of 2.2, not of sRGB
        (_numbered(45455, _ADOBE_NUMBERS, chunk(b"sRGB", b"\0")), GREEN),
        (_numbered(100000), (132, 228, 132)),  # linear light
        (_numbered(55556), (77, 210, 77)),  # an old Macintosh, 1.8
        (_numbered(0), GREEN),
        (_numbered(45455, (0,) * 8), GREEN),
        (_numbered(45455, _SRGB_NUMBERS[:2] * 4), GREEN),
        (saved(plain(), "JPEG", quality=98), GREEN),
        (saved(plain(), "JPEG", quality=98, icc_profile=ADOBE), ADOBE_GREEN),
        (saved(plain(), "PNG", icc_profile=ADOBE), ADOBE_GREEN),
        (saved(plain(), "WEBP", lossless=True, icc_profile=ADOBE), ADOBE_GREEN),
        (saved(plain(), "AVIF", quality=98), GREEN),
        (saved(plain(), "AVIF", quality=98, icc_profile=ADOBE), ADOBE_GREEN),
        (_renumbered(12, 13), (0, 204, 6)),
        (saved(plain("RGBA", (*GREEN, 255)), "PNG", icc_profile=ADOBE), ADOBE_GREEN),
        (saved(plain(), "PNG", icc_profile=P3), P3_GREEN),
        (png(8, 2, bytes(GREEN) * 8, extra=chunk(b"cICP", b"\x0c\x0d\0\x01")), P3_GREEN),
        (saved(plain(), "PNG", icc_profile=b"no profile"), GREEN),
        (saved(plain(), "PNG", icc_profile=ADOBE[:200]), GREEN),
        (saved(plain("L", 200), "PNG", icc_profile=ADOBE), (200, 200, 200)),
        (saved(plain("CMYK", (0, 255, 255, 0)), "JPEG", quality=98), (228, 3, 19)),
        (saved(plain("CMYK", (255, 0, 0, 0)), "JPEG", quality=98), (0, 159, 227)),
        (saved(plain("CMYK", (0, 0, 0, 0)), "JPEG", quality=98, progressive=True), (255,) * 3),
        (saved(plain("CMYK", (0, 0, 0, 128)), "JPEG", icc_profile=_coated()), (158, 158, 158)),
        (saved(plain("L", 100), "JPEG"), (100, 100, 100)),
        (png(1, 0, b"\x55"), (0, 0, 0)),
        (png(2, 0, b"\xaa\xaa"), (170, 170, 170)),
        (png(4, 0, b"\x88" * 4), (136, 136, 136)),
        (saved(plain("LA", (90, 255)), "PNG"), (90, 90, 90)),
        (saved(plain(), "JPEG", quality=98, keep_rgb=True), GREEN),
        (saved(plain(), "JPEG", quality=98, progressive=True, icc_profile=P3), P3_GREEN),
        (saved(plain(), "MPO", quality=98, save_all=True, append_images=[plain(colour=0)]), GREEN),
        (saved(plain("1", 1), "PNG"), (255, 255, 255)),
        (saved(plain().quantize(8), "GIF"), GREEN),
        (png(16, 0, struct.pack(">8H", *[0x8000] * 8)), (128, 128, 128)),
        (png(16, 0, struct.pack(">8H", *[0x0400] * 8)), (4, 4, 4)),
        (png(16, 2, struct.pack(">3H", *(each * 257 for each in GREEN)) * 8), GREEN),
        (png(16, 4, struct.pack(">2H", 0x8000, 0xFFFF) * 8), (128, 128, 128)),
        (jpeg_with(R03), ADOBE_GREEN),
    ],
)
def test_colours_are_those_that_the_photographer_saw(data, seen):
    pixel = read(data).picture.convert("RGB").getpixel((4, 4))

    assert all(abs(one - other) <= 3 for one, other in zip(pixel, seen, strict=True)), pixel


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (saved(plain("CMYK", 0), "JPEG"), NO_CMYK_PROFILE),
        (saved(plain("CMYK", 0), "JPEG", icc_profile=_coated()), ""),
        (saved(plain("CMYK", 0), "JPEG", icc_profile=ADOBE), USELESS_PROFILE),
        (saved(plain("CMYK", 0), "JPEG", icc_profile=b"broken"), USELESS_PROFILE),
        (saved(plain(), "PNG", icc_profile=ADOBE[:200]), USELESS_PROFILE),
        (saved(plain(), "JPEG", icc_profile=_coated()), USELESS_PROFILE),
        (saved(plain("L", 9), "JPEG", icc_profile=ADOBE), ""),
        (png(8, 2, bytes(24), extra=chunk(b"cICP", b"\x09\x0d\0\x01")), WIDER_THAN_SRGB),
        (png(8, 2, bytes(24), extra=chunk(b"cICP", b"\x01\x10\0\x01")), WIDER_THAN_SRGB),
        (png(8, 2, bytes(24), extra=chunk(b"cICP", b"\x0c\x0d\0\x01")), ""),
        (_renumbered(9, 16), WIDER_THAN_SRGB),
        (_renumbered(1, 13), ""),
        (heic(plain(), color_primaries=9, transfer_characteristics=16), WIDER_THAN_SRGB),
        (heic(plain(), color_primaries=1, transfer_characteristics=18), WIDER_THAN_SRGB),
        (heic(plain()), ""),
    ],
)
def test_whoever_sends_a_picture_is_told_where_its_colours_are_uncertain(data, note):
    assert read(data).note == note


def test_the_photos_of_an_iphone_are_read_with_their_colours():
    found = read(heic(plain(size=(640, 480))))
    wide = read(heic(Image.new("RGB", (64, 64), (200, 120, 90)), icc_profile=P3))

    assert (found.width, found.height, found.picture.size) == (640, 480, (640, 480))
    assert all(
        abs(a - b) <= 4
        for a, b in zip(wide.picture.getpixel((20, 20)), (213, 117, 83), strict=True)
    )


def test_what_is_transparent_stays_so():
    picture = plain().quantize(8)

    found = read(saved(picture, "PNG", transparency=picture.getpixel((0, 0))))

    assert found.picture.mode == "RGBA"
    assert found.picture.getpixel((0, 0))[3] == 0


HALF = png(16, 0, struct.pack(">8H", *[0x8000] * 8), extra=chunk(b"tRNS", b"\x80\0"))


@pytest.mark.parametrize(
    ("data", "alpha"),
    [
        (HALF, 0),
        (png(8, 0, b"\x88" * 8, extra=chunk(b"tRNS", b"\0\x88")), 0),
        (png(8, 2, bytes(GREEN) * 8, extra=chunk(b"tRNS", struct.pack(">3H", *GREEN))), 0),
        (saved(plain().quantize(8), "PNG", transparency=bytes([128] * 8)), 128),
        (saved(plain("RGBA", (*GREEN, 100)), "WEBP", lossless=True), 100),
        (heic(plain("RGBA", (*GREEN, 100))), 100),
        (saved(plain("RGBA", (*GREEN, 100)), "AVIF"), 100),
        (saved(plain().quantize(8), "GIF", transparency=0), 0),
        (png(16, 6, struct.pack(">4H", 0, 0, 0, 0x8000) * 8), 128),
    ],
)
def test_however_a_file_says_what_is_transparent_it_stays_so(data, alpha):
    assert read(data).picture.getpixel((4, 4))[3] == alpha


def test_only_the_grey_that_a_file_names_is_transparent():
    line = struct.pack(">8H", *[0x8000, 0x8001, 0x8100, 0x0080] * 2)
    found = read(png(16, 0, line, extra=chunk(b"tRNS", b"\x80\0"))).picture

    assert [found.getpixel((x, 3)) for x in range(4)] == [
        (128, 128, 128, 0), (128, 128, 128, 255), (129, 129, 129, 255), (0, 0, 0, 255),
    ]  # fmt: skip
