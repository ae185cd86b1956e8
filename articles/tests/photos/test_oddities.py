"""Picture files as phones, cameras, scanners and old programs really write them: all is seen where
it was and as it was meant, or the file is refused with what to do."""

import struct

import pytest
from PIL import Image

from articles import photos
from articles.photos.reading import ANIMATED
from articles.tests.odd_pictures import (
    AVIF_OF_12_BITS,
    BLACK,
    BMP_PALETTE,
    CROPPED_AVIF,
    FIELDS,
    IN_SCANS,
    JPEG,
    PALETTE,
    PNG,
    SIZE,
    are_near,
    corners,
    deep,
    deep_heif,
    density,
    few_bits,
    fields,
    heif,
    interlaced,
    list_lines,
    list_rows,
    list_runs,
    look,
    of_an_iphones_program,
    of_frame,
    seen_through,
    several,
    strips,
    thumbnailed,
    tiled,
    with_segment,
    write_bmp,
    write_png,
    zipped,
)
from articles.tests.pictures import chunk, read, saved

pytestmark = pytest.mark.once

TAKEN = {
    "JPEG and ZIP": (JPEG + zipped(), ""),
    "JPEG and PDF": (JPEG + b"%PDF-1.7\n1 0 obj\n%%EOF", ""),
    "JPEG with a script as comment": (with_segment(JPEG, 0xFE, b"<script>alert(1)</script>"), ""),
    "motion photo": (JPEG + b"\0\0\0\x18ftypmp42" + bytes(500), ""),
    "Ultra HDR with a gain map": (JPEG + saved(Image.new("L", (16, 12), 90), "JPEG"), ""),
    "MPO of a stereo camera": (several("MPO", quality=98, subsampling=0), ""),
    "no density": (density(0, 0, 1), ""),
    "odd density": (density(1, 65535, 2), ""),
    "progressive": (IN_SCANS, ""),
    "segment between scans": (
        with_segment(IN_SCANS, 0xE5, b"ABCDEFGH", IN_SCANS.rfind(b"\xff\xc4")), ""),
    "bytes to fill": (JPEG[:2] + b"\xff\xff\xff" + JPEG[2:], ""),
    "JPEG in RGB": (saved(fields(), "JPEG", quality=98, keep_rgb=True), ""),
    "colours at half": (saved(fields(), "JPEG", quality=98, subsampling=2), ""),
    "restart marks": (saved(fields(), "JPEG", quality=98, restart_marker_blocks=1), ""),
    "thumbnail larger than the photo": (thumbnailed(), ""),
    "palette of 2 bits": (write_png(2, 3, list_lines(lambda at: at, 2), PALETTE), ""),
    "palette of 4 bits": (write_png(4, 3, list_lines(lambda at: at, 4), PALETTE), ""),
    "palette of 8 bits": (write_png(8, 3, list_lines(lambda at: bytes([at])), PALETTE), ""),
    "16 bits": (write_png(16, 2, list_lines(lambda at: deep(">", FIELDS[at]))), ""),
    "interlaced PNG": (interlaced(), ""),
    "PNG and ZIP": (PNG + zipped(), ""),
    "PNG without its end": (PNG[:-12], ""),
    "broken text in a PNG": (PNG[:33] + b"\0\0\0\4tEXta\0bc" + bytes(4) + PNG[33:], ""),
    "APNG": (several("PNG"), ANIMATED),
    "WebP without loss": (saved(fields(), "WEBP", lossless=True), ""),
    "WebP with something behind it": (saved(fields(), "WEBP", lossless=True) + b"x" * 99, ""),
    "animated WebP": (several("WEBP", lossless=True), ANIMATED),
    "GIF": (saved(fields().quantize(8), "GIF", interlace=0), ""),
    "interlaced GIF": (saved(fields().quantize(8), "GIF", interlace=1), ""),
    "animated GIF": (several("GIF", disposal=2), ANIMATED),
    "burst of HEIC": (heif(BLACK, fields(), BLACK, primary_index=1), ""),
    "AVIF": (saved(fields(), "AVIF", quality=98, subsampling="4:4:4"), ""),
    "HEIC with depth": (heif(seen_through()).replace(b"auxid:1", b"auxid:2"), ""),
    "AVIF of twelve bits": (AVIF_OF_12_BITS, ""),
    "BigTIFF": (saved(fields(), "TIFF", big_tiff=True), ""),
    "JPEG in TIFF": (saved(fields(), "TIFF", compression="jpeg", quality=98), ""),
    "TIFF in tiles": (tiled(), ""),
    "TIFF of 16 bits": (strips([16] * 3, pixels=deep()), ""),
    "TIFF of 16 bits, large end first": (strips([16] * 3, pixels=deep(">"), order=">"), ""),
    "packed BMP of 8 bits": (write_bmp(8, 1, list_runs(1), palette=BMP_PALETTE), ""),
    "packed BMP of 4 bits": (write_bmp(4, 2, list_runs(17), palette=BMP_PALETTE), ""),
    "BMP from the top": (
        write_bmp(24, 0, list_rows(lambda at: bytes(FIELDS[at][::-1]), top=True), top=True), ""),
    "BMP of 32 bits": (write_bmp(32, 0, list_rows(lambda at: bytes((*FIELDS[at][::-1], 0)))), ""),
    "panorama": (saved(fields(size=(20_000, 500)), "JPEG", quality=90), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_every_corner_is_seen_in_its_colour(name):
    data, note = TAKEN[name]

    size, seen, said = look(data)

    assert (size in (SIZE, (16, 12), (20_000, 500)), said) == (True, note)
    assert are_near([colour[:3] for colour in seen], FIELDS), seen


def test_what_was_cropped_away_of_an_avif_is_not_seen():
    size, seen, said = look(CROPPED_AVIF)

    assert (size, said) == ((32, 24), "")
    assert are_near(seen, FIELDS[3:] * 4), seen


@pytest.mark.parametrize(("at", "number"), [(4, 0), (8, 0), (4, 65), (20, 40), (24, 0)])
def test_a_crop_that_leaves_the_picture_or_nothing_of_it_is_none(at, number):
    at += CROPPED_AVIF.index(b"clap")
    odd = CROPPED_AVIF[:at] + struct.pack(">I", number) + CROPPED_AVIF[at + 4 :]

    assert look(odd)[0] == SIZE


@pytest.mark.parametrize("bits", [10, 12])
def test_a_heic_of_more_bits_is_seen_in_its_colours(bits, monkeypatch):
    _, seen, said = look(deep_heif(bits, monkeypatch))

    assert (are_near(seen, FIELDS), said) == (True, "")


@pytest.mark.parametrize(
    ("green", "data"),
    [
        (6, write_bmp(16, 3, list_rows(lambda at: few_bits(at, 6)),
                 masks=struct.pack("<3I", 0xF800, 0x7E0, 0x1F))),
        (5, write_bmp(16, 0, list_rows(lambda at: few_bits(at, 5)))),
    ],
)  # fmt: skip
def test_a_bmp_of_few_bits_is_seen_as_near_as_they_tell(green, data):
    """Five bits tell 32 steps: up to 8 beside what was meant."""
    bits = (5, green, 5)
    meant = [
        [(n >> (8 - b)) * 255 / (2**b - 1) for n, b in zip(colour, bits, strict=True)]
        for colour in FIELDS
    ]

    _, seen, _ = look(data)

    assert are_near(seen, meant, 1), seen


@pytest.mark.parametrize(
    ("data", "most"),
    [
        (saved(seen_through(), "WEBP", quality=98), 128),
        (saved(seen_through(), "WEBP", lossless=True, exact=True), 128),
        (saved(seen_through(), "AVIF", quality=98, subsampling="4:4:4"), 128),
        (heif(seen_through()), 128),
        (write_png(8, 3, list_lines(lambda at: bytes([at])),
                   PALETTE + chunk(b"tRNS", bytes([128] * 4))),
         128),
        (write_png(16, 6, list_lines(lambda at: deep(">", (*FIELDS[at], 128)))), 128),
        (strips([8] * 4, [(338, 3, [2])], seen_through().tobytes()), 128),
        # premultiplied, as some programs store it
        (strips([8] * 4, [(338, 3, [1])],
                 bytes(v * 128 // 255 if n % 4 < 3 else v
                       for n, v in enumerate(seen_through().tobytes()))), 128),
    ],
)  # fmt: skip
def test_what_is_half_transparent_stays_so_in_its_colours(data, most):
    _, seen, said = look(data)

    assert are_near(seen, [(*colour, most) for colour in FIELDS]), seen
    assert said == ""


def test_a_gif_that_covers_a_part_of_its_canvas_shows_nothing_in_the_rest():
    data = bytearray(saved(fields(size=(32, 24)).quantize(8), "GIF"))
    data[6:10] = struct.pack("<HH", *SIZE)

    found = read(bytes(data)).picture

    assert are_near(corners(found.crop((0, 0, 32, 24)).convert("RGB")), FIELDS)
    assert [found.getpixel(at) for at in ((50, 10), (10, 40), (50, 40))] == [(0, 0, 0, 0)] * 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_heic_stands_as_its_turns_say_and_not_as_its_exif_does(orientation):
    """pillow-heif turns the pixels by the EXIF and writes the turns besides: as HEIC they hold."""
    exif = Image.Exif()
    exif[0x112] = orientation
    picture = fields()
    picture.info["exif"] = exif.tobytes()

    _, seen, _ = look(heif(picture))

    half_turned = orientation in (6, 8)
    assert are_near(seen, FIELDS[::-1] if half_turned else FIELDS), seen


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (of_frame(4, b"\x0c"), "12位、无损的，或者没有写高度"),
        (of_frame(1, b"\xc3"), "12位、无损的，或者没有写高度"),
        (of_frame(1, b"\xc7"), "12位、无损的，或者没有写高度"),
        (of_frame(5, b"\0\0"), "12位、无损的，或者没有写高度"),
        (of_an_iphones_program(), "从iPhone的程序里取出来的PNG"),
        (write_bmp(32, 3, list_rows(lambda at: bytes((*FIELDS[at], 0))),
              masks=struct.pack("<3I", 0xFF, 0xFF00, 0xFF0000)), "这种BMP读不了"),
    ],
)  # fmt: skip
def test_what_no_decoder_reads_is_refused_by_name_with_what_to_do(data, said):
    with pytest.raises(photos.PhotoRefused, match=said) as refused:
        read(data)

    assert "请" in str(refused.value)
