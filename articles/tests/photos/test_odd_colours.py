"""Inks, wide colour spaces and odd profiles: colours as an independent computation has them."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from articles import photos
from articles.photos.colour import describe_png
from articles.tests.odd_pictures import FIELDS, PNG, are_near, fields, look
from articles.tests.pictures import chunk, saved

pytestmark = pytest.mark.once
INKS = ((0, 200, 200, 20), (200, 0, 200, 20), (200, 180, 0, 0), (0, 0, 220, 10))
FOGRA39 = Path(photos.__path__[0], "fogra39.icc").read_bytes()


def _of_ink(ink):
    """What the FOGRA39 profile says of an ink, by LittleCMS's floating point and not by ours."""
    profile = ImageCms.ImageCmsProfile(BytesIO(FOGRA39))
    one = Image.new("CMYK", (1, 1), ink)
    return ImageCms.profileToProfile(
        one, profile, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB", flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    ).getpixel((0, 0))  # fmt: skip


def _ycck():
    """Photoshop's JPEG for print: the inks turned over, and as brightness and colour."""
    inks = fields(INKS, "CMYK").split()
    turned = Image.merge("RGB", inks[:3]).convert("YCbCr").split()
    planes = [band.point(lambda value: 255 - value) for band in turned]
    data = saved(Image.merge("CMYK", [*planes, inks[3]]), "JPEG", quality=98, subsampling=0)
    at = data.index(b"Adobe") + 11
    return data[:at] + b"\2" + data[at + 1 :]


def _rounded(ink):
    """An ink as brightness and colour of eight bits tell it."""
    one = Image.new("RGB", (1, 1), ink[:3]).convert("YCbCr").convert("RGB")
    return (*one.getpixel((0, 0)), ink[3])


@pytest.mark.parametrize(
    ("data", "inks"),
    [
        (saved(fields(INKS, "CMYK"), "JPEG", quality=98, subsampling=0), INKS),
        (saved(fields(INKS, "CMYK"), "JPEG", quality=98, subsampling=0, progressive=True), INKS),
        (saved(fields(INKS, "CMYK"), "TIFF"), INKS),
        (_ycck(), [_rounded(ink) for ink in INKS]),
    ],
)
def test_inks_are_seen_as_they_print_and_not_turned_over(data, inks):
    _, seen, said = look(data)

    assert are_near(seen, [_of_ink(ink) for ink in inks]), seen
    assert "CMYK" in said


#: x and y of white, red, green, blue, and the exponent of the curve.
SPACES = {
    "Rec. 2020": ((0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046), 2.2),
    "ProPhoto": ((0.34567, 0.3585, 0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001), 1.8),
    "P3": ((0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06), 2.2),
    "AdobeRGB": ((0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06), 2.2),
    "Apple RGB": ((0.3127, 0.329, 0.625, 0.34, 0.28, 0.595, 0.155, 0.07), 1.8),
}
SRGB = ((0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06), None)


def _inverse(m):
    (a, b, c), (d, e, f), (g, h, i) = m
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    rows = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return [[value / whole for value in row] for row in rows]


def _times(m, v):
    return [sum(a * b for a, b in zip(row, v, strict=True)) for row in m]


def _to_xyz(chroma):
    """The matrix of linear light to XYZ (SMPTE RP 177)."""
    white, *primaries = [
        (x / y, 1.0, (1 - x - y) / y) for x, y in zip(chroma[::2], chroma[1::2], strict=True)
    ]
    columns = [list(row) for row in zip(*primaries, strict=True)]
    amounts = _times(_inverse(columns), white)
    return [[a * b for a, b in zip(row, amounts, strict=True)] for row in columns], white


def _in_srgb(colour, chroma, exponent):
    """What this colour of a space is in sRGB, white for white, as published formulas have it."""
    bradford = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    matrix, white = _to_xyz(chroma)
    cones = _times(bradford, _times(matrix, [(n / 255) ** exponent for n in colour]))
    back, other_white = _to_xyz(SRGB[0])
    here, there = _times(bradford, white), _times(bradford, other_white)
    adapted = [c * b / a for c, a, b in zip(cones, here, there, strict=True)]
    linear = _times(_inverse(back), _times(_inverse(bradford), adapted))
    return tuple(
        round(255 * (12.92 * n if n <= 0.0031308 else 1.055 * n ** (1 / 2.4) - 0.055))
        for n in (min(1.0, max(0.0, each)) for each in linear)
    )


@pytest.mark.parametrize("name", SPACES)
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_wide_space_is_seen_as_its_profile_says(name, kind):
    chroma, exponent = SPACES[name]
    profile = describe_png(1 / exponent, chroma)

    _, seen, said = look(saved(fields(), kind, icc_profile=profile))

    assert are_near(seen, [_in_srgb(colour, chroma, exponent) for colour in FIELDS]), seen
    assert said == ""


@pytest.mark.parametrize(
    "profile", [ImageCms.createProfile("LAB"), ImageCms.createProfile("XYZ"), None]
)
def test_a_profile_of_another_kind_or_a_broken_one_is_told_and_changes_nothing(profile):
    data = ImageCms.ImageCmsProfile(profile).tobytes() if profile else b"broken" * 40

    _, seen, said = look(saved(fields(), "PNG", icc_profile=data))

    assert (seen, "色彩配置用不上" in said) == (list(FIELDS), True)


@pytest.mark.parametrize(("primaries", "transfer"), [(9, 16), (9, 18), (9, 1), (1, 16)])
def test_brightness_beyond_white_is_told(primaries, transfer):
    named = PNG[:33] + chunk(b"cICP", bytes([primaries, transfer, 0, 1])) + PNG[33:]

    assert "HDR图或宽色域图" in look(named)[2]


def test_a_tiff_in_lab_is_seen_in_its_colours():
    lab = ImageCms.profileToProfile(
        fields(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )

    _, seen, _ = look(saved(lab, "TIFF"))

    assert are_near(seen, FIELDS, 8), seen
