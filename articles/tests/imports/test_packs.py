"""Packs and saved pages from other computers: names as they were, pages with their pictures."""

import base64
import quopri
import struct
import zipfile
from io import BytesIO

import pytest

from articles.imports.material import read_material
from articles.tests import word
from articles.tests.material import PICTURE, mail, pack, read
from articles.tests.word import BODY
from articles.text.zips import read_name

STORY = word.written(("老年食堂添了半份菜", {"align": "center", "size": 22}), BODY, BODY)
FULL = ("老年食堂添了半份菜", [], [BODY, BODY])
NAME = "稿件/江边的银杏.png"


class _Unsaid(zipfile.ZipInfo):
    """A member whose name stands there as bytes, in an encoding that nothing tells."""

    def _encodeFilenameFlags(self):  # noqa: N802  as zipfile calls it
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


def packed(*files):
    """A pack of (name as bytes, content)."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in files:
            zipped.writestr(_Unsaid(name.decode("cp437")), content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5"])
def test_names_in_a_pack_are_read_whatever_computer_made_it(encoding):
    name = NAME if encoding != "big5" else "照片/江邊的銀杏.png"
    data = packed((name.encode(encoding), PICTURE))

    caption = name.removesuffix(".png").rpartition("/")[2]
    assert read(data) == ([("", [], [])], [(name, caption, "")], {})


def test_a_name_with_the_other_stroke_between_its_folders_is_the_name_of_a_file():
    data = packed((NAME.replace("/", "\\").encode("gb18030"), PICTURE))

    assert read(data)[1] == [(NAME, "江边的银杏", "")]


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        (struct.pack("<HHBL", 0x7075, 5 + len(NAME.encode()), 1, 0) + NAME.encode(), NAME),
        (struct.pack("<HHBL", 0x7075, 900, 1, 0), "_.png"),
        (struct.pack("<HHL", 9, 4, 0), "_.png"),
        (b"\x75\x70", "_.png"),
    ],
)
def test_the_name_that_a_packing_program_wrote_once_more_counts(extra, name):
    info = zipfile.ZipInfo("_.png")
    info.extra = extra

    assert read_name(info) == name


def test_two_files_of_one_name_are_both_read():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed((b"gao.txt", f"{BODY}\n{BODY}".encode()), (b"gao.txt", STORY))

    assert sorted(read(data)[0]) == sorted([("", [], [BODY, BODY]), FULL])


def page(source):
    return (
        '<html><head><link rel="stylesheet" href="食堂_files/a.css"></head><body>'
        f'<h1>老年食堂添了半份菜</h1><p>{BODY}</p><p><img src="{source}"></p><p>{BODY}</p>'
        "</body></html>"
    )


@pytest.mark.parametrize(
    ("folder", "source"),
    [
        ("食堂_files", "./食堂_files/640.png"),
        ("食堂_files", "%E9%A3%9F%E5%A0%82_files/640.png"),
        ("食堂.files", "食堂.files/640.png?wx=1"),
        ("食堂_文件", "食堂_文件/640.png"),
    ],
)
def test_a_saved_page_in_a_pack_has_its_pictures_and_its_scripts_are_no_stories(folder, source):
    files = {
        "存/食堂.html": page(source),
        f"存/{folder}/640.png": PICTURE,
        f"存/{folder}/b.js": f"function f() {{ return '{BODY}' }}\n" * 4,
        f"存/{folder}/tou.png": PICTURE,
        "存/gao.docx": STORY,
    }

    assert read(pack(files)) == (
        [FULL, FULL],
        [("640.png" + source.partition("png")[2], "", "")],
        {"companion": (f"存/{folder}/b.js", f"存/{folder}/tou.png")},
    )


def test_a_folder_beside_no_page_is_a_folder_of_files():
    assert read(pack({"食堂_files/江边的银杏.png": PICTURE}))[1] == [
        ("食堂_files/江边的银杏.png", "江边的银杏", "")
    ]


def saved(base, located, source="gao.files/image002.png"):
    """A page as Word saves it in one file, with its picture."""
    html = quopri.encodestring(page(source).encode("gb18030")).decode()
    return (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=B\r\n\r\n--B\r\n"
        f"Content-Location: {base}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f'Content-Type: text/html; charset="gb2312"\r\n\r\n{html}\r\n--B\r\n'
        f"Content-Location: {located}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Type: image/png\r\n\r\n{base64.encodebytes(PICTURE).decode()}\r\n--B--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("base", "located", "count"),
    [
        ("file:///C:/8F2B/gao.htm", "file:///C:/8F2B/gao.files/image002.png", 1),
        ("https://example.cn/a/gao.htm", "https://example.cn/a/gao.files/image002.png", 1),
        ("gao.htm", "gao.files/image002.png", 1),
        ("file:///C:/8F2B/gao.htm", "file:///C:/8F2B/gao.files/image003.png", 0),
        ("http://[", "https://example.cn/a.png", 0),
    ],
)
def test_a_page_that_word_saved_in_one_file_has_the_pictures_that_it_names(base, located, count):
    stories, pictures, notes = read(saved(base, located))

    assert stories == [FULL]
    assert [name for name, _, _ in pictures] == ["image002.png"] * count
    assert notes == ({} if count else {"external": ()})


def test_a_page_saved_in_one_file_may_come_by_mail():
    data = saved("file:///C:/8F2B/gao.htm", "file:///C:/8F2B/gao.files/image002.png")

    material = read_material(mail("请查收。", attached=[("gao.mht", data)]))
    assert [(story.headline, len(story.pictures)) for story in material.stories] == [
        ("老年食堂添了半份菜", 1)
    ]


def test_a_document_that_only_says_what_pictures_show_gives_them_their_captions():
    told = word.written("图1：居民在步道上散步（沈砚秋 摄）")
    stories, pictures, _ = read(pack({"稿件.docx": STORY, "图1.png": PICTURE, "说明.docx": told}))

    assert stories == [FULL]
    assert pictures == [("图1.png", "居民在步道上散步", "沈砚秋")]


def test_one_text_in_two_files_of_a_pack_is_a_doubt():
    material = read_material(pack({"初稿.docx": STORY, "定稿.docx": STORY}))

    doubts = [
        [message for code, message in story.doubts if code == "headline"]
        for story in material.stories
    ]
    assert doubts == [
        [], [f"前面还有一篇“{FULL[0]}”，可能是同一稿的长短两版，请核对用哪一版。"],
    ]  # fmt: skip


def test_a_letter_that_stands_in_a_table_is_read_as_a_text():
    rows = "".join(
        f"<tr><td>{each}</td></tr>" for each in (FULL[0], "柳桥街道 费知夏", f"{BODY}<br>{BODY}")
    )
    message = (
        b"From: fei@example.cn\nTo: desk@example.cn\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )

    assert read(message + f"<table>{rows}</table>".encode())[0] == [
        (FULL[0], [("费知夏", "柳桥街道")], [BODY, BODY])
    ]
