"""A Word file may be anything: what can't be read is refused with a sentence, and costs little."""

import zipfile
from io import BytesIO

import pytest

from articles.tests import word
from articles.tests.word import BODY, paragraph
from articles.text.word import WordRefused, read_word

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<w:document><w:t>&b;</w:t></w:document>"
)


def with_document(xml):
    return word.raw("", parts={"word/document.xml": xml})


def deep(levels):
    return "<w:ins>" * levels + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * levels


def locked():
    data = bytearray(word.raw(paragraph(BODY)))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(sign, place + 4)
    return bytes(data)


def broken_inside():
    data = word.raw(paragraph(BODY * 50))
    place = data.find(b"word/document.xml") + 40
    return data[:place] + b"\xff" * 20 + data[place + 20 :]


FILES = {
    "no zip": (b"PK\x03\x04" + b"x" * 50, "文件损坏"),
    "cut off": (word.raw(paragraph(BODY))[:-40], "文件损坏"),
    "broken inside": (broken_inside(), "文件损坏"),
    "no document": (word.raw("", main="other.xml")[:0] or b"", "文件损坏"),
    "entities": (with_document(BOMB), "实体声明"),
    "no XML": (with_document("<w:document"), "文件损坏"),
    "too deep": (word.raw(f"<w:p>{deep(3000)}</w:p>"), "层层相套|文件损坏"),
    "far too large": (with_document(" " * (41 * 1024 * 1024)), "太大"),
    "locked": (locked(), "密码"),
    "empty": (b"", "文件损坏"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_can_not_be_read_is_refused_with_what_to_do(name):
    data, why = FILES[name]
    with pytest.raises(WordRefused, match=why):
        read_word(data)


def test_a_package_without_a_document_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/other.xml", "<x/>")

    with pytest.raises(WordRefused, match="不是Word文档"):
        read_word(out.getvalue())


def test_deep_but_bearable_nesting_is_read():
    data = word.raw(paragraph(BODY) + f"<w:p>{deep(150)}</w:p>")

    assert "x" in read_word(data).stories[0].body


def test_styles_that_are_based_on_each_other_do_no_harm():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/>'
        f'<w:basedOn w:val="{other}"/></w:style>'
        for one, other in ("ab", "ba")
    )
    data = word.raw(
        paragraph(BODY, properties='<w:pStyle w:val="a"/>'),
        parts={"word/styles.xml": word.part("styles", styles)},
        relations=[("s", "styles", "styles.xml")],
    )

    assert read_word(data).stories[0].body == f"<p>{BODY}</p>"


def test_numbers_far_out_of_range_do_no_harm():
    far = "9" * 30
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{far}"/></w:tcPr>{paragraph("菜")}</w:tc>'
    listed = f'<w:numPr><w:ilvl w:val="{far}"/><w:numId w:val="{far}"/></w:numPr>'
    data = word.raw(
        paragraph(BODY, properties=listed, run=f'<w:sz w:val="{far}"/>')
        + f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='{far}'/></w:trPr>{cell}</w:tr></w:tbl>"
    )

    assert [block["text"] for block in read_word(data).stories[0].as_json()["blocks"]] == [
        BODY,
        "菜",
    ]


def test_a_document_by_the_strict_standard_is_read():
    data = word.raw(paragraph(BODY))
    strict = {
        "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/": "http://purl.oclc.org/ooxml/wordprocessingml/",
    }
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w") as new:
        for name in package.namelist():
            text = package.read(name).decode()
            for usual, other in strict.items():
                text = text.replace(usual, other)
            new.writestr(name, text)

    assert read_word(out.getvalue()).stories[0].body == f"<p>{BODY}</p>"
