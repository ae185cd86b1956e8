"""A file is what is in it, whatever it is called."""

import zipfile
from io import BytesIO

import pytest

from articles.imports.kinds import FileKind, find_kind
from articles.tests import make
from articles.text.charsets import Encoded, read_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(*names):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


def ole(stream):
    return _OLE + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 100


MAIL = "From: a@example.cn\r\nTo: b@example.cn\r\nSubject: =?utf-8?B?56i/?=\r\n\r\n正文\r\n"
SAVED = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.cn/\r\nSubject: x\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n"
)
FILES = {
    "word": (packed("[Content_Types].xml", "word/document.xml"), FileKind.WORD),
    "word with macros": (
        packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        FileKind.WORD_MACRO,
    ),
    "sheet": (packed("[Content_Types].xml", "xl/workbook.xml"), FileKind.SHEET),
    "sheet with macros": (
        packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
        FileKind.SHEET_MACRO,
    ),
    "slides": (packed("[Content_Types].xml", "ppt/presentation.xml"), FileKind.SLIDES),
    "odt": (packed("mimetype", "content.xml", "META-INF/manifest.xml"), FileKind.ODT),
    "zip of manuscripts": (packed("稿件.docx", "图1.jpg"), FileKind.ZIP),
    "zip that is cut off": (packed("稿件.docx")[:30], FileKind.BROKEN),
    "old word": (ole("WordDocument"), FileKind.WORD_OLD),
    "old sheet": (ole("Workbook"), FileKind.SHEET_OLD),
    "locked": (ole("EncryptedPackage"), FileKind.LOCKED),
    "outlook": (ole("__substg1.0_0037001F"), FileKind.MAIL_OUTLOOK),
    "pdf": (b"%PDF-1.7\n", FileKind.PDF),
    "pdf behind a mark": (b"\xef\xbb\xbf\r\n%PDF-1.4\n", FileKind.PDF),
    "rtf": (b"{\\rtf1\\ansi}", FileKind.RTF),
    "rar": (b"Rar!\x1a\x07\x01\x00", FileKind.PACKED),
    "cabinet": (b"MSCF" + bytes(60), FileKind.PACKED),
    "lzh": (b"\x1f\0-lh5-" + bytes(60), FileKind.PACKED),
    "part of a pack": (b"PK\7\x08PK\3\4" + bytes(60), FileKind.PACKED),
    "sheet of Excel 95": (ole("Book"), FileKind.SHEET_OLD),
    "outlook mail about a book": (ole("__substg1.0_0037001FBook"), FileKind.MAIL_OUTLOOK),
    "drawing of Illustrator": (b"%!PS-Adobe-3.0\n", FileKind.PICTURE_OTHER),
    "drawing of CorelDRAW": (b"RIFF\0\0\0\0CDR9" + bytes(60), FileKind.PICTURE_OTHER),
    "sound": (b"RIFF\0\0\0\0WAVEfmt " + bytes(60), FileKind.MEDIA),
    "sound of an old telephone": (b"#!AMR\n" + bytes(60), FileKind.MEDIA),
    "page that Word saved in one file": (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n--b\r\n',
        FileKind.MHTML,
    ),
    "picture": (make.picture(), FileKind.PICTURE),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', FileKind.PICTURE_OTHER),
    "film": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", FileKind.MEDIA),
    "mail": (MAIL.encode(), FileKind.MAIL),
    "mail in GB 18030": (MAIL.encode("gb18030"), FileKind.MAIL),
    "mail of a mailbox": (b"From a@example.cn Mon\r\n" + MAIL.encode(), FileKind.MAIL),
    "saved page": (SAVED.encode(), FileKind.MHTML),
    "html": ("<!DOCTYPE html>\n<html><body>江边</body></html>".encode(), FileKind.HTML),
    "html of Word": (
        "<html xmlns:o='urn'><meta charset=gb2312>江边".encode("gb18030"),
        FileKind.HTML,
    ),
    "html without a head": ("<p>江边的路通了。</p>".encode(), FileKind.HTML),
    "archive": ('{"id": "1", "date": "1998-01-03", "headline": "江"}'.encode(), FileKind.ARCHIVE),
    "WordPress": (
        b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"></rss>',
        FileKind.WORDPRESS,
    ),
    "page text": ("江边的路通了\n本报讯 江边的路昨日通了。".encode(), FileKind.TEXT),
    "page text in GB 18030": ("江边的路昨日通了。".encode("gb18030"), FileKind.TEXT),
    "page text in UTF-16": ("江边的路昨日通了。".encode("utf-16"), FileKind.TEXT),
    "page text in UTF-16 without a mark": (
        "江边的路\n昨日通了。".encode("utf-16-le"),
        FileKind.TEXT,
    ),
    "page that begins with a colon": (
        "Subject: 是英文词\n江边的路昨日通了。\n".encode(),
        FileKind.TEXT,
    ),
    "page that speaks of HTML": ("在网页里写<p>是段落。".encode(), FileKind.TEXT),
    "page text in Big5": ("江邊的路昨日通了，鄰里食堂飄出飯菜香。".encode("big5"), FileKind.TEXT),
    "page that begins with a bracket": ("[图片新闻]\n江边的路昨日通了。".encode(), FileKind.TEXT),
    "page that quotes first": ("“江边”路通了\n本报讯 江边的路昨日通了。".encode(), FileKind.TEXT),
    "page about a table": ("标题、正文都要写\n江边的路昨日通了。".encode(), FileKind.TEXT),
    "table as text": ("序号,标题,作者,正文\n1,江,林,路通了。\n".encode(), FileKind.LIST),
    "only spaces": ("\u3000 \n".encode(), FileKind.EMPTY),
    "nothing": (b"", FileKind.EMPTY),
    "bytes": (bytes(range(256)) * 4, FileKind.UNKNOWN),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recognised_by_what_is_in_it(name):
    data, kind = FILES[name]

    assert find_kind(data) == kind


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("江邊的路昨日通了，鄰里食堂飄出飯菜香。", "big5hkscs"),
        ("江边的路昨日通了，邻里食堂飘出饭菜香。", "gb18030"),
        ("江邊的路昨日通了，鄰里食堂飄出飯菜香。", "gb18030"),
        ("区文化馆", "gb18030"),
        ("區公所", "big5hkscs"),
        ("喆珺昀芃菁", "gb18030"),
        ("江边的路\r\n昨日通了，去了3次。", "utf-16-le"),
        ("江边的路\r\n昨日通了，去了3次。", "utf-16-be"),
        ("江边的路昨日通了。", "utf-32-le"),
    ],
)
def test_a_text_is_read_in_the_encoding_in_which_it_makes_usual_characters(text, encoding):
    found = read_text(text.encode(encoding))
    assert found == Encoded(text, encoding.removesuffix("-le").removesuffix("-be"))
