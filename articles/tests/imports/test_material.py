"""Mails, packs, tables and web pages are read as what is in them; what is left is told."""

import base64
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from articles.imports import office
from articles.imports.acts import ImportRefused
from articles.imports.kinds import FileKind, find_kind
from articles.imports.material import read_material
from articles.tests import word
from articles.tests.material import PICTURE, mail, pack, read
from articles.tests.tables import sheet
from articles.tests.word import BODY, paragraph

HEAD = {"align": "center", "size": 22}
STORY = word.written(("老年食堂添了半份菜", HEAD), BODY, BODY + "（柳桥街道 费知夏）")
FULL = ("老年食堂添了半份菜", [("费知夏", "柳桥街道")], [BODY, BODY])
COLON = "\N{FULLWIDTH COLON}"


def test_a_mail_brings_the_manuscript_that_is_attached_and_its_pictures():
    letter = "沈老师：\n您好！现将稿件发上，请查收。\n\n祝好！\n费知夏\n"
    data = mail(
        letter,
        charset="gb18030",
        attached=[
            ("稿件.docx", STORY),
            ("食堂里的居民（林望 摄）.png", PICTURE),
            ("a.bin", b"\0\1"),
        ],
    )

    assert read(data) == (
        [FULL],
        [("食堂里的居民（林望 摄）.png", "食堂里的居民", "林望")],
        {
            "attachment": (f"a.bin{COLON}认不出这是什么文件。请存成“.docx”再送来。",),
            "closing": ("祝好！ 费知夏",),
            "letter": (f"沈老师{COLON}", "您好！现将稿件发上，请查收。", f"主题{COLON}来稿"),
        },
    )
    assert read_material(data).sender == "费知夏"


def test_a_manuscript_in_the_letter_is_read_without_what_it_quotes():
    data = mail(
        f"编辑部：\n\n老年食堂添了半份菜\n通讯员 费知夏\n\u3000\u3000{BODY}\n\u3000\u3000{BODY}\n\n"
        "发自我的iPhone\n\n------ 原始邮件 ------\n发件人：沈砚秋\n请发稿来。\n"
    )

    assert read(data) == (
        [("老年食堂添了半份菜", [("费知夏", "")], [BODY, BODY])],
        [],
        {
            "quoted": ("------ 原始邮件 ------ 发件人：沈砚秋 请发稿来。",),
            "closing": ("发自我的iPhone",),
            "letter": (f"编辑部{COLON}", f"主题{COLON}来稿"),
        },
    )


def test_pictures_in_a_letter_stand_where_they_stood():
    html = (
        f"<p>沈老师您好：</p><h2>老年食堂添了半份菜</h2><p>{BODY}</p><p><img src='cid:p1'></p>"
        f"<p>图为食堂。林望 摄</p><p>{BODY}（柳桥街道 费知夏）</p>"
    )

    assert read(mail("x", html=html, inline=PICTURE))[:2] == (
        [FULL],
        [("cid:p1", "图为食堂。", "林望")],
    )


def test_a_mail_that_was_forwarded_as_a_file_is_opened():
    inner = mail("请查收。", attached=[("稿件.docx", STORY)])
    data = mail("转发。", attached=[("转发.eml", inner)])

    assert read(data)[0] == [FULL]


@pytest.mark.parametrize(
    ("inners", "pictures"),
    [
        ([mail("请查收。", attached=[("稿件.docx", STORY)])], 0),
        ([mail("请查收。", attached=[("稿件.docx", STORY), ("江边.png", PICTURE)])], 1),
        ([mail("x", html=f"<h2>食堂</h2><p>{BODY}</p><img src='cid:p1'>", inline=PICTURE)], 1),
        ([mail("图。", attached=[(name, PICTURE)]) for name in ("江边.png", "桥.png")], 2),
    ],
)
def test_what_a_forwarded_mail_brings_is_taken_once(inners, pictures):
    outer = EmailMessage()
    outer["Subject"] = "转发"
    outer.set_content("转发，请编发。")
    for inner in inners:
        outer.add_attachment(message_from_bytes(inner, policy=policy.default))
    stories, shown, _ = read(outer.as_bytes())

    assert (len(stories), len(shown)) == (1, pictures)


def test_a_mail_without_a_manuscript_is_refused():
    with pytest.raises(ImportRefused, match="没有读得了的稿件"):
        read(mail("沈老师：\n"))


def test_a_pack_brings_texts_and_pictures_with_what_a_table_says_of_them():
    table = sheet(["文件名", "说明", "摄影"], ["IMG_1.png", "银杏黄了", "林望"])
    data = pack(
        {
            "稿/稿件.docx": STORY, "稿/IMG_1.png": PICTURE, "稿/2.江边的银杏.png": PICTURE,
            "稿/说明.xlsx": table, "__MACOSX/._稿件.docx": b"x", "稿/坏.docx": b"PK\x03\x04",
        }
    )  # fmt: skip

    assert read(data) == (
        [FULL],
        [("稿/2.江边的银杏.png", "江边的银杏", ""), ("稿/IMG_1.png", "银杏黄了", "林望")],
        {"attachment": (f"稿/坏.docx{COLON}文件损坏，打不开。请重新导出或重新压缩再送来。",)},
    )


def test_captions_may_stand_in_a_text_beside_the_pictures():
    data = pack({"稿.docx": STORY, "图1.png": PICTURE, "说明.txt": "图1.png：银杏黄了。林望 摄"})

    assert read(data)[1] == [("图1.png", "银杏黄了。", "林望")]


def test_pictures_of_several_texts_go_to_the_one_that_they_are_named_after():
    other = word.written(("望津码头添了雨棚", HEAD), BODY)
    data = pack(
        {"1.docx": STORY, "2.docx": other, "望津码头添了雨棚1.png": PICTURE, "DSC_1.png": PICTURE}
    )
    stories, pictures, notes = read(data, "十一月.zip")

    assert [headline for headline, _, _ in stories] == [
        "老年食堂添了半份菜", "望津码头添了雨棚", "十一月",
    ]  # fmt: skip
    assert [name for name, _, _ in pictures] == ["望津码头添了雨棚1.png", "DSC_1.png"]
    assert notes == {"loose": ("DSC_1.png",)}


def test_a_pack_of_packs_ends_somewhere():
    data = pack({"稿.docx": STORY})
    for _ in range(6):
        data = pack({"内.zip": data})

    with pytest.raises(ImportRefused, match="没有读得了的稿件"):
        read(data)


def test_a_table_without_texts_is_refused():
    with pytest.raises(ImportRefused, match="“标题”和“正文”两栏"):
        read(sheet(["姓名", "电话"], ["费知夏", "64"]))


WECHAT = (
    '<html><head><meta property="og:title" content="老年食堂添了半份菜"></head><body>'
    '<h1 id="activity-name">老年食堂添了半份菜</h1><span>今日临江</span><div id="js_content">'
    f"<p>点击蓝字关注我们</p><p>{BODY}</p><p><img data-src='https://example.cn/a.jpg'></p>"
    f"<p>{BODY}</p><p>文/费知夏</p></div><div>阅读原文</div></body></html>"
)
EPAPER = (
    "<html><head><title>老年食堂添了半份菜--江州日报</title></head><body><div>上一版</div>"
    "<founder-title>老年食堂添了半份菜</founder-title><founder-content>"
    f"<p>本报讯（通讯员 费知夏）{BODY}</p><p>{BODY}</p></founder-content></body></html>"
)
SAVED = (
    "From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; boundary="b"\nSnapshot-Content-Location: https://x.cn/\n\n'
    "--b\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n" + WECHAT + "\n--b--\n"
)


@pytest.mark.parametrize(
    "data",
    [WECHAT.encode(), EPAPER.encode(), EPAPER.encode("gb18030"), SAVED.encode()],
    ids=["WeChat", "e-paper", "e-paper in GB 18030", "saved in one file"],
)
def test_a_saved_page_is_read_without_its_furniture(data):
    stories, _, notes = read(data)

    assert stories == [("老年食堂添了半份菜", [("费知夏", "")], [BODY, BODY])]
    assert notes.keys() <= {"furniture", "external"}


def test_pictures_that_are_in_a_page_itself_are_kept():
    source = "data:image/png;base64," + base64.b64encode(PICTURE).decode()
    html = f"<html><body><h1>食堂</h1><p>{BODY}</p><p><img src='{source}'></p></body></html>"

    assert read(html.encode())[1] == [("内嵌图片", "", "")]


def test_photo_places_of_a_foreign_page_mean_nothing():
    html = f"<html><body><p>{BODY}</p><figure data-photo='7'></figure><p>{BODY}</p></body></html>"

    assert read(html.encode())[0] == [("", [], [BODY, BODY])]


def test_a_picture_is_a_story_of_its_own():
    assert read(PICTURE, "居民在江边散步.png") == (
        [("", [], [])],
        [("居民在江边散步.png", "居民在江边散步", "")],
        {},
    )


REFUSED = {
    "locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "密码",
    ),
    "sheet with macros": (pack({"[Content_Types].xml": "", "xl/vbaProject.bin": ""}), "xlsx"),
    "broken sheet": (pack({"[Content_Types].xml": "", "xl/workbook.xml": "<x"}), "表格打不开"),
    "hostile sheet": (
        pack({"[Content_Types].xml": "", "xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        "实体声明",
    ),
    "winmail": (b"\x78\x9f\x3e\x22" + bytes(90), "winmail.dat.*HTML.*再发一次"),
    "Pages": (pack({"Index/Document.iwa": "x", "preview.jpg": "x"}), "导出为—Word"),
    "OFD": (pack({"OFD.xml": "<x/>"}), "另存为PDF"),
    "e-book": (pack({"META-INF/container.xml": "<x/>"}), "电子书"),
    "open table": (
        pack(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<x/>",
                "META-INF/manifest.xml": "<x/>",
            }
        ),
        "另存为“.xlsx”",
    ),
    "shortcut": (b"[InternetShortcut]\r\nURL=https://news.example.cn/\r\n", "复制文字贴进来"),
    "Word 2003 XML": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        "另存为“.docx”",
    ),
    "JSON": (b'{"a": 1}', "不是稿件"),
    "contact": (b"BEGIN:VCARD\nVERSION:3.0\n", "不是稿件"),
    "rar": (b"Rar!\x1a\x07\x00", "zip"),
    "nothing": (b"", "空的"),
    "pack of nothing": (pack({"a/": ""}), "没有读得了"),
    "archive": (b'{"id": "1", "headline": "x"}', "import_archive"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused_with_what_to_do(name):
    data, why = REFUSED[name]
    with pytest.raises(ImportRefused, match=why):
        read(data)


def test_an_old_file_is_told_what_to_do_where_no_program_reads_it(monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(ImportRefused, match="没有装LibreOffice"):
        read(b"{\\rtf1 x}")


@pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
def test_an_old_file_is_read_where_a_program_is_installed():
    texts = "".join(f"\\u{ord(each)}?" for each in "老年食堂添了半份菜")
    body = "".join(f"\\u{ord(each)}?" for each in BODY)
    data = f"{{\\rtf1\\ansi\\qc\\b\\fs44 {texts}\\par\\pard\\plain\\fs24 {body}\\par {body}\\par}}"

    assert find_kind(data.encode()) == FileKind.RTF
    assert read(data.encode())[0] == [("老年食堂添了半份菜", [], [BODY, BODY])]


def test_a_document_with_macros_is_read_and_they_are_told():
    data = word.raw(paragraph(BODY), parts={"word/vbaProject.bin": b"x"})

    assert read(data)[2] == {"macro": ()}


BROKEN = {
    "a header that is no base64": mail(f"{BODY}\n{BODY}").replace(b"=?utf-8?b?", b"=?utf-8?b?!"),
    "a charset that nobody knows": mail(f"{BODY}\n{BODY}").replace(b'"utf-8"', b'"utf-\x00"'),
    "a date for a boundary": b"From: a@b.cn\nSubject: x\nTo: c\nContent-Type: multipart/mixed\n\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_mail_is_read_or_refused_and_costs_nothing_else(name):
    with suppress(ImportRefused):
        assert BODY in read_material(BROKEN[name]).stories[0].body


@pytest.mark.parametrize("at", range(0, 60, 7))
def test_a_word_file_with_a_broken_directory_is_read_or_refused(at):
    data = bytearray(STORY)
    data[-60 + at : -56 + at] = b"\xff\xff\xff\x7f"
    with suppress(ImportRefused):
        assert read(bytes(data))[0] == [FULL]


def test_headers_that_were_never_encoded_are_read():
    data = mail("请查收。", attached=[("gao.docx", STORY)])
    raw = data.replace(b'filename="gao.docx"', 'filename="稿件.docx"'.encode("gbk"))
    raw = raw.replace(b"Subject: =?utf-8?b?5p2l56i/?=", "Subject: 来稿".encode("gbk"))
    bad = raw.replace(b"PK", b"KP").replace(b"UEsDB", b"AAAAA")

    assert read(raw)[2]["letter"][-1] == f"主题{COLON}来稿"
    with pytest.raises(ImportRefused):
        read(bad)


CONTROLS = {
    "letter": mail(f"食堂\u202e添菜\n{BODY}\x00{BODY}\n"),
    "page": f"<html><body><h1>食堂\u202e添菜</h1><p>{BODY}\u2066</p></body></html>".encode(),
    "table": sheet(["标题", "正文"], ["食堂\u202e添菜", BODY]),
    "name": pack({"食堂\u202e添菜的照片.png": PICTURE}),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_characters_that_turn_a_text_round_or_can_not_be_stored_stay_outside(name):
    material = read_material(CONTROLS[name])
    said = repr(material.as_json())

    assert "食堂添菜" in said
    assert not any(sign in said for sign in ("\\u202e", "\\u2066", "\\x00"))
