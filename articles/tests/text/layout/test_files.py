"""Which PDF files are read, and what is said of those that can't be."""

from io import BytesIO

import pytest
from PIL import Image

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import (
    PdfRefused,
    document,
    drawing,
    read_sheets,
)

LOCKED = "这个PDF加了密码，打不开。请用密码打开后另存为不加密的PDF，再导入。"
BROKEN = "这个PDF已损坏，读不出来。请重新导出或重新下载后再导入。"


def sheet():
    return Sheet().line(40, 60, "两座老桥一起过节", 26).line(40, 90, "桥上挂起了灯笼。")


def refusal(data):
    with pytest.raises(PdfRefused) as refused:
        read_sheets(data)
    return str(refused.value)


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do():
    whole = pdf(sheet())
    assert refusal(pdf(sheet(), locked=True)) == LOCKED
    assert refusal(b"%PDF-1.7\n") == BROKEN
    assert refusal(b"%PDF-1.7\n" + bytes(range(256)) * 20) == BROKEN
    assert refusal(pdf()) == BROKEN
    assert read_sheets(whole)[0].reading.stories


def test_a_file_cut_in_two_is_read_or_refused_but_never_fails():
    whole = pdf(sheet(), sheet())
    said = {_say(whole[:end]) for end in range(0, len(whole), 97)}
    assert said <= {"read", BROKEN}


def _say(data):
    try:
        read_sheets(data)
    except PdfRefused as refused:
        return str(refused)
    return "read"


def test_more_pages_than_an_issue_has_are_refused_before_they_are_read():
    said = refusal(pdf(*[Sheet() for _ in range(10_000)]))
    assert said == "这个PDF有10,000页，一次最多读64页。请拆成一期一个文件再导入。"


def test_far_too_much_text_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MOST_LETTERS", 20)
    assert refusal(pdf(sheet(), sheet())).startswith("这个PDF的文字超过")


def test_a_page_as_large_as_a_wall_and_one_as_small_as_a_stamp_are_read():
    wall = Sheet(14_400, 14_400).line(40, 60, "两座老桥一起过节", 26)
    stamp = Sheet(20, 20).line(1, 10, "桥", 4)
    read = read_sheets(pdf(wall, stamp))
    assert [page.text for page in read] == ["两座老桥一起过节", "桥"]


def test_each_page_of_a_file_can_be_read_by_itself():
    sheets = read_sheets(pdf(sheet(), Sheet().area(40, 40, 500, 700), sheet()))
    assert [len(read.reading.stories) for read in sheets] == [1, 0, 1]


def test_a_photo_is_taken_out_as_it_was_put_in_and_belongs_to_its_caption():
    jpeg = BytesIO()
    Image.new("RGB", (240, 160), "teal").save(jpeg, "JPEG")
    page = Sheet().line(40, 60, "两座老桥一起过节", 26).column(40, 96, ["桥上挂起了灯笼。"] * 4)
    page.picture(40, 150, 160, 90, jpeg.getvalue(), (240, 160))
    page.column(40, 252, ["居民在桥头看灯。林望 摄"], 9)
    data = pdf(page)
    (read,) = read_sheets(data)
    (photo,) = read.photos
    assert [round(side) for side in photo.box] == [40, 150, 200, 240]
    assert read.reading.lines[photo.line - 1].text == "居民在桥头看灯。"
    assert drawing.take_picture(data, 1, photo.box) == jpeg.getvalue()


def test_what_is_no_photo_is_not_taken_out():
    jpeg = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(jpeg, "JPEG")
    data = pdf(sheet().picture(40, 150, 160, 90, jpeg.getvalue(), (60, 40)))
    assert _refused(drawing.take_picture, data, 1, (40, 150, 200, 240)) == "这幅图太小，不像照片。"
    assert _refused(drawing.take_picture, data, 1, (300, 400, 400, 500)) == "版面上没有这幅图。"
    bomb = pdf(sheet().picture(40, 150, 160, 90, jpeg.getvalue(), (60_000, 60_000)))
    said = _refused(drawing.take_picture, bomb, 1, (40, 150, 200, 240))
    assert said == "这幅图有60,000×60,000像素，太大，没有取出来。"


def test_a_page_is_drawn_within_bounds_whatever_its_size():
    for width, height in ((600, 800), (14_400, 14_400), (20, 14_000)):
        picture = Image.open(BytesIO(drawing.draw_page(pdf(Sheet(width, height)), 1, 1200)))
        assert picture.width <= 1200
        assert picture.width * picture.height < 6_100_000


def _refused(act, *arguments):
    with pytest.raises(PdfRefused) as refused:
        act(*arguments)
    return str(refused.value)


@pytest.mark.parametrize(
    "box",
    [
        b"/MediaBox [-60 -40 %g %g]",
        b"/MediaBox [0 0 %g %g] /CropBox [20 20 590 790]",
        b"/MediaBox [-60 0 %g %g] /CropBox [10 0 590 800]",
    ],
)
def test_what_is_cut_off_a_page_moves_nothing_on_it(box):
    page = sheet().area(40, 150, 160, 90).column(40, 252, ["居民在桥头看灯。林望 摄"], 9)
    whole, (cut,) = read_sheets(pdf(page))[0], read_sheets(pdf(page, box=box))
    assert cut.text == whole.text
    assert cut.reading == whole.reading


@pytest.mark.parametrize(
    ("turned", "matrix"),
    [(90, b"0 1 -1 0 600 0"), (270, b"0 -1 1 0 0 800"), (180, b"-1 0 0 -1 800 600")],
)
def test_a_page_that_is_turned_to_be_read_is_read_as_it_is_shown(turned, matrix):
    page = Sheet(800, 600).line(100, 60, "两座老桥一起过节", 26)
    page.column(40, 96, ["桥上挂起了灯笼。"] * 3).column(240, 96, ["两岸都来看。"] * 3)
    (upright,) = read_sheets(pdf(page))
    page.parts.insert(0, matrix + b" cm")
    wide = b"800 600" if turned == 180 else b"600 800"
    box = b"/MediaBox [0 0 %s] /Rotate %d %%%%%%g %%g\n" % (wide, turned)
    (found,) = read_sheets(pdf(page, box=box))
    assert found.sizes == upright.sizes == [(800, 600)]
    assert found.reading == upright.reading
