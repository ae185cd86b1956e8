"""Which PDF files are read, and what is said of those that can't be."""

import pytest

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import PdfRefused, document, read_pdf

LOCKED = "这个PDF加了密码，打不开。请用密码打开后另存为不加密的PDF，再导入。"
BROKEN = "这个PDF已损坏，读不出来。请重新导出或重新下载后再导入。"
ONLY_PICTURES = (
    "这个PDF里只有图片，没有文字，多半是扫描件。请导入有文字的PDF（排版软件直接导出的），"
    "或先用文字识别软件处理，再把文字粘贴进来。"
)


def sheet():
    return Sheet().line(40, 60, "两座老桥一起过节", 26).line(40, 90, "桥上挂起了灯笼。")


def refusal(data):
    with pytest.raises(PdfRefused) as refused:
        read_pdf(data)
    return str(refused.value)


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do():
    whole = pdf(sheet())
    assert refusal(pdf(sheet(), locked=True)) == LOCKED
    assert refusal(b"%PDF-1.7\n") == BROKEN
    assert refusal(b"%PDF-1.7\n" + bytes(range(256)) * 20) == BROKEN
    assert refusal(pdf()) == BROKEN
    assert refusal(pdf(Sheet().area(40, 40, 500, 700))) == ONLY_PICTURES
    assert read_pdf(whole).reading.stories


def test_a_file_cut_in_two_is_read_or_refused_but_never_fails():
    whole = pdf(sheet(), sheet())
    said = {_say(whole[:end]) for end in range(0, len(whole), 97)}
    assert said <= {"read", BROKEN, ONLY_PICTURES}


def _say(data):
    try:
        read_pdf(data)
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
    stories = read_pdf(pdf(wall, stamp)).reading
    assert "".join(line.text for line in stories.lines) == "两座老桥一起过节桥"


def test_pages_without_text_are_named_beside_those_with_text():
    read = read_pdf(pdf(sheet(), Sheet().area(40, 40, 500, 700)))
    assert (len(read.sizes), read.blank) == (2, [2])
