"""TIFF and BMP, as scanners, printers and screens write them, and what is no picture at all."""

import pytest
from PIL import Image

from articles import photos
from articles.photos.colour import NO_CMYK_PROFILE, _coated, describe_profile
from articles.tests.pictures import GREEN, heic, plain, read, saved, tiff

pytestmark = pytest.mark.once
RED = (200, 40, 40)


def by_hand(bits, photometric, pixel, *more, order="<", samples=None):
    """8 × 8 pixels alike."""
    entries = [
        (256, 4, [8]), (257, 4, [8]), (258, 3, bits), (259, 3, [1]), (262, 3, [photometric]),
        (277, 3, [samples or len(bits)]), (278, 4, [8]), (279, 4, [64 * len(pixel)]), *more,
    ]  # fmt: skip
    return tiff(entries, pixel * 64, order=order)


def word(number, order="<"):
    return number.to_bytes(2, "little" if order == "<" else "big")


def deep(*numbers, order="<"):
    return b"".join(word(number, order) for number in numbers)


def near(found, colour):
    seen = found.picture.convert("RGB").getpixel((4, 4))
    return all(abs(a - b) <= 3 for a, b in zip(seen, colour, strict=True)) or seen


@pytest.mark.parametrize("how", [None, "tiff_lzw", "tiff_deflate", "packbits", "jpeg"])
def test_a_tiff_is_taken_however_it_is_packed(how):
    found = read(saved(plain(), "TIFF", compression=how))
    assert (found.width, found.height, found.note, near(found, GREEN)) == (64, 48, "", True)


@pytest.mark.parametrize(
    ("data", "colour", "note"),
    [
        (saved(plain("CMYK", (0, 255, 255, 0)), "TIFF"), (228, 3, 19), NO_CMYK_PROFILE),
        (saved(plain("CMYK", (255, 0, 0, 0)), "TIFF", icc_profile=_coated()), (0, 159, 227), ""),
        (saved(plain(), "TIFF", icc_profile=describe_profile("AdobeRGB")), (0, 201, 37), ""),
        (saved(plain("L", 90), "TIFF"), (90, 90, 90), ""),
        (saved(plain("1", 255), "TIFF", compression="group4"), (255, 255, 255), ""),
        (saved(plain("I;16", 30000), "TIFF"), (117, 117, 117), ""),
        (saved(plain("RGBA", (*GREEN, 255)), "TIFF"), GREEN, ""),
        (saved(plain("LA", (90, 255)), "TIFF"), (90, 90, 90), ""),
        (saved(plain("YCbCr", (128, 128, 128)), "TIFF"), (128, 128, 128), ""),
        (saved(plain().quantize(4), "TIFF"), GREEN, ""),
        (by_hand([16] * 3, 2, deep(15420, 51400, 15420)), GREEN, ""),
        (by_hand([16] * 3, 2, deep(15420, 51400, 15420, order=">"), order=">"), GREEN, ""),
        (by_hand([16], 1, deep(30000, order=">"), order=">"), (117, 117, 117), ""),
        (by_hand([16] * 4, 5, deep(65535, 0, 0, 0)), (0, 159, 227), NO_CMYK_PROFILE),
        (by_hand([8] * 4, 5, bytes((255, 0, 0, 0))), (0, 159, 227), NO_CMYK_PROFILE),
        (by_hand([8], 0, b"\x20"), (223, 223, 223), ""),  # white is zero
    ],
)  # fmt: skip
def test_the_colours_of_a_tiff_are_those_that_its_program_showed(data, colour, note):
    found = read(data)
    assert (near(found, colour), found.note) == (True, note)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_tiff_stands_upright_and_is_turned_once(orientation):
    picture = Image.new("RGB", (8, 6), RED)
    picture.paste(GREEN, (0, 0, 4, 3))  # the corner that lies at the top left in the file
    places = {
        1: (0, 0),
        2: (1, 0),
        3: (1, 1),
        4: (0, 1),
        5: (0, 0),
        6: (1, 0),
        7: (1, 1),
        8: (0, 1),
    }

    found = read(saved(picture, "TIFF", tiffinfo={274: orientation}))

    width, height = (8, 6) if orientation < 5 else (6, 8)
    right, low = places[orientation]
    assert (found.width, found.height) == found.picture.size == (width, height)
    assert found.picture.getpixel(((width - 1) * right, (height - 1) * low)) == GREEN


def test_a_tiff_says_who_took_it_and_what_it_shows():
    caption, artist = "银杏大道。".encode(), "林望".encode()
    found = read(by_hand([8] * 3, 2, bytes(GREEN), (270, 2, caption), (315, 2, artist)))
    assert (found.caption, found.credit) == ("银杏大道。", "林望")


def test_of_several_pages_the_first_is_taken_and_that_is_said():
    pages = [plain(colour=RED), plain(colour=(1, 1, 1), size=(90, 90))]
    found = read(saved(plain(), "TIFF", save_all=True, append_images=pages))
    assert (found.width, near(found, GREEN), found.note) == (
        64,
        True,
        "这是多页的TIFF，只取第一页。",
    )


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("RGB", GREEN), ("RGBA", (*GREEN, 255)), ("RGBA", (*GREEN, 0)), ("L", 142), ("P", GREEN),
     ("1", 255)],
)  # fmt: skip
def test_a_bmp_is_taken_also_with_a_transparency_that_hides_all(mode, colour):
    picture = plain().quantize(4) if mode == "P" else plain(mode, colour)
    seen = GREEN if mode in ("RGB", "RGBA", "P") else (colour,) * 3
    found = read(saved(picture, "BMP"))
    assert (found.picture.size, found.picture.mode, near(found, seen)) == ((64, 48), "RGB", True)


NIKON = (254, 4, [1])
DNG = (50706, 4, [1])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (by_hand([8] * 3, 2, bytes(GREEN), NIKON), "相机的原始数据（RAW）"),
        (by_hand([8] * 3, 2, bytes(GREEN), DNG), "相机的原始数据（RAW）"),
        (b"II*\0\x10\0\0\0CR\2\0" + bytes(60), "相机的原始数据（RAW）"),
        (b"FUJIFILMCCD-RAW " + bytes(60), "相机的原始数据（RAW）"),
        (b"\0\0\0\x18ftypcrx " + bytes(60), "相机的原始数据（RAW）"),
        (saved(plain("F", 0.5), "TIFF"), "每点32位"),
        (saved(plain("I", 70_000), "TIFF"), "每点32位"),
        (saved(plain(), "TIFF", compression="tiff_lzw")[:300], "这种TIFF读不了"),
        (b"II*\0\x08\0\0\0" + bytes(200), "这种TIFF读不了"),
        (saved(plain(), "BMP")[:200], "这种BMP读不了"),
        (saved(plain("1", 0, (20_000, 6000)), "TIFF", compression="group4"), "这幅TIFF最多收"),
        (b"8BPS\0\1" + bytes(40), "PSD文件。请在Photoshop里另存成JPEG"),
        (b"%PDF-1.7\n", "这是PDF，不是图片"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "矢量图。请导出成JPEG或PNG"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL还不能用"),
        (b"\0\0\0\x18ftypmp42" + bytes(60), "这是视频，不是图片"),
        (b"PK\x03\x04" + bytes(60), "压缩包或Office文件"),
        (b"<!DOCTYPE html><title>404</title>", "这是网页，不是图片"),
        (b"<?xml version='1.0'?><svg/>", "SVG矢量图"),
        (b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(30), "Windows图形"),
        (b"", "文件是空的"),
    ],
)  # fmt: skip
def test_what_is_refused_is_refused_by_name_and_with_what_to_do(data, said):
    with pytest.raises(photos.PhotoRefused, match=said) as refused:
        read(data)
    assert str(refused.value).endswith("。")
    assert any(word in str(refused.value) for word in ("请", "截一幅"))


@pytest.mark.parametrize(("kind", "ending"), [("TIFF", "tiff"), ("BMP", "bmp")])
def test_the_file_that_was_sent_is_called_by_its_kind(kind, ending, tmp_path):
    path = tmp_path / "a"
    path.write_bytes(saved(plain(), kind))
    with path.open("rb") as file:
        assert photos.kind_of(file) == ending


def test_a_heic_is_no_tiff_and_stays_what_it_was():
    assert near(read(heic(plain())), GREEN) is True
