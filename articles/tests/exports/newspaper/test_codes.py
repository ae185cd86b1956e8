"""On paper, the line of a sound or film has a QR code that leads to its place on the site."""

from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno
from pypdf import PdfReader

from articles.exports.closing import close
from articles.exports.newspaper import pdf, reading
from articles.exports.newspaper.grids import DENSE, FOOT, HOUSE, LEFT, READING, TOP, WIDTH
from articles.tests import make
from articles.tests.contents import RIVER, issue, paragraph, paragraphs, piece
from articles.tests.sounds import clips
from articles.text.block import Block
from articles.text.runs import Run

ADDRESS = "https://www.linjiang.example/articles/38/#clip-0123456789abcdef"
SAID = "音频“两声汽笛”（5秒）"
LEAD = piece(1, kind="lead", body=paragraphs(8))
QUIET = 4  # modules around a code


def code(said=SAID, address=ADDRESS):
    runs = Run(said, href=address), Run("，网上版可以听。")
    return Block("paragraph", runs, code=address)


def find_codes(document):
    """Where codes stand, page by page: left, top, width, height in points from the upper left."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(document)):
        for each in page.get_objects(max_depth=5):
            if each.type == pdfium.FPDF_PAGEOBJ_PATH:
                left, bottom, right, top = each.get_bounds()
                wide, tall = right - left, top - bottom
                if 40 < wide < 70 and abs(wide - tall) < 0.1:  # its white ground
                    found.append((number, (left, page.get_height() - top, wide, tall)))
    return found


def read_code(document, number, place):
    """The modules of a printed code as rows of 0 and 1, looked at where each has its centre."""
    scale = 8
    page = pypdfium2.PdfDocument(document)[number]
    picture = page.render(scale=scale).to_pil().convert("L")
    left, top, wide, _ = place
    across = len(segno.make(ADDRESS, error="m", micro=False, boost_error=False).matrix)
    step = wide / (across + 2 * QUIET)

    def centre(start, at):
        return round((start + (at + QUIET + 0.5) * step) * scale)

    return tuple(
        bytes(picture.getpixel((centre(left, x), centre(top, y))) < 128 for x in range(across))
        for y in range(across)
    )


def expected(address):
    found = segno.make(address, error="m", micro=False, boost_error=False).matrix
    return tuple(bytes(row) for row in found)


def is_within(place, area):
    (left, top, wide, tall), (x, y, width, height) = place, area
    across = x <= left + 0.01 and left + wide <= x + width + 0.01
    return across and y <= top + 0.01 and top + tall <= y + height + 0.01


@pytest.mark.parametrize("kind", ["lead", "second", "brief", "photo"])
def test_the_newspaper_prints_a_code_that_leads_to_the_sound(kind):
    heard = piece(
        2, kind=kind, body=paragraphs(4), closing=(code(), paragraph("音频文字稿：汽笛。"))
    )
    contents = issue(("要闻", [LEAD, heard, piece(3, body=paragraphs(5))]))
    made = pdf.make_newspaper(contents)

    [(number, place)] = find_codes(made.pdf)
    assert read_code(made.pdf, number, place) == expected(ADDRESS)
    assert is_within(place, (LEFT, TOP, WIDTH, FOOT - TOP))
    assert min(abs(place[2] - grid.height(4)) for grid in (HOUSE, DENSE)) < 0.01
    assert made.overset == ()


def test_the_reading_edition_prints_it_beside_its_line():
    contents = issue(("要闻", [LEAD, piece(2, closing=(code(),))]))
    made = reading.make_reading(contents)

    [(number, place)] = find_codes(made)
    assert read_code(made, number, place) == expected(ADDRESS)
    assert is_within(place, READING)


def test_files_with_codes_have_the_same_bytes_twice_and_say_where_a_code_leads():
    contents = issue(
        ("要闻", [LEAD, piece(2, closing=(code(), code("视频（9秒）", ADDRESS + "0")))])
    )
    for make_it in (
        lambda: pdf.make_newspaper(contents).pdf,
        lambda: reading.make_reading(contents),
    ):
        made = make_it()
        assert make_it() == made
        assert len(find_codes(made)) == 2
        told = {alt for alt in alternatives(made) if alt.startswith("二维码")}
        assert told == {f"二维码：{ADDRESS}", f"二维码：{ADDRESS}0"}


def alternatives(document):
    """What screen readers are told of the pictures of a tagged file."""
    reader = PdfReader(BytesIO(document))
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found = reader.get_object(number)
        if isinstance(found, dict) and "/Alt" in found:
            yield str(found["/Alt"])


def test_a_long_line_stands_above_its_code_so_that_columns_can_end_level():
    long = f"视频“{RIVER[:37]}{RIVER[:37]}{RIVER[:20]}”（1小时2分3秒）"
    heard = piece(2, kind="brief", body=paragraphs(1), closing=(code(long),))
    made = pdf.make_newspaper(issue(("要闻", [LEAD, heard, piece(3)])))

    [(number, place)] = find_codes(made.pdf)
    assert read_code(made.pdf, number, place) == expected(ADDRESS)


@pytest.mark.django_db
def test_the_lines_of_sound_and_film_have_codes_and_no_other_paragraph_has():
    article = make.public(headline="末班船", clips=clips("汽笛", transcript="汽笛两声。"))
    clip = article.sounds[0]
    [line, said] = close(article)
    assert line.code.endswith(f"{article.get_absolute_url()}#{clip.anchor}")
    assert (line.runs[0].href, said.code) == (line.code, "")
