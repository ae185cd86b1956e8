import pytest

from articles.text.charsets import read_text

SIMPLE, LONG = "银杏大道", "柳桥街道的居民在银杏大道上散步，孩子们在捡落叶。\n共32人。"
TRADITIONAL = "居民在銀杏大道上散步。"


@pytest.mark.parametrize("text", [SIMPLE, LONG, TRADITIONAL])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-16-le"]
)
def test_a_text_says_the_same_in_whichever_encoding_it_comes(text, encoding):
    assert read_text(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [TRADITIONAL, "里長與長者"])
def test_what_a_program_of_taiwan_wrote_is_read_too(text):
    assert read_text(text.encode("big5")).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"IMG_0042", "IMG_0042"),
        (b"OLYMPUS DIGITAL CAMERA", "OLYMPUS DIGITAL CAMERA"),
        ("甲乙".encode("gb18030"), "甲乙"),
        ("㑇村".encode("gb18030"), "㑇村"),
        ("𠅤明".encode("gb18030"), "𠅤明"),
    ],
)
def test_two_bytes_of_other_encodings_are_not_taken_for_one_character(data, text):
    assert read_text(data).text == text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\r", bytes(range(256)), b"\0" * 8])
def test_bytes_that_are_no_text_are_none(data):
    assert read_text(data) is None
