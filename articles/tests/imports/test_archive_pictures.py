"""Pictures that lines name, out of a ZIP or a folder: each is looked up, and none is unpacked."""

import io
import json
import os
import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.conf import settings
from django.core.management import call_command

from articles.models import Article, Photo
from articles.tests import make
from articles.versions import digest_of

pytestmark = pytest.mark.django_db

MISSING = "压缩包里没有这个文件"
OUTSIDE = "文件名“../a.png”不能用，请写成包里的相对路径"
BROKEN = (
    "图片文件不完整或者损坏，打不开。请从相机或手机里重新发送原图；"
    "网上下载或软件导出的，请重新下载、重新导出"
)
TWICE = [("a.png", make.picture()), ("a.png", make.picture((9, 9)))]


def line(*photos, body=("灯亮了。",), **fields):
    item = {"id": "1", "date": "1998-01-03", "headline": "灯", "body": list(body), "source": "旧报"}
    return json.dumps(item | {"photos": list(photos)} | fields, ensure_ascii=False)


def pack(path, text, *members):
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
        bundle.writestr("lines.jsonl", text)
        for name, data in members:
            bundle.writestr(name, data)
    return path


def run(path, capsys, *options):
    call_command("import_archive", str(path), "--publish", *options)
    return capsys.readouterr()


def files():
    root = Path(settings.MEDIA_ROOT)
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_photo_has_what_the_line_says_of_it_and_the_file_the_rest(tmp_path, capsys):
    said = {
        "file": "p/a.png", "caption": "路灯", "credit": "鹿鸣", "alt": "灯",
        "taken_on": "1997-12-31", "focus": [10, 90],
    }  # fmt: skip
    bare = {"file": "p/b.png"}
    text = line(said, bare, body=["灯亮了。", {"photo": 2}, {"crosshead": "后来"}, {"photo": 1}])
    data = make.picture((50, 40))
    path = pack(tmp_path / "old.zip", text, ("p/a.png", data), ("p/b.png", make.picture()))

    out = run(path, capsys)

    assert (out.out, out.err) == ("入库1篇，原已有0篇，没有入库0行，收图片2幅。\n", "")
    article = Article.objects.get()
    assert article.steps_taken.get().digest == digest_of(article)
    assert article.body == (
        '<p>灯亮了。</p><figure data-photo="2"></figure><h2>后来</h2>'
        '<figure data-photo="1"></figure>'
    )
    first, second = article.photos.all()
    assert (first.caption, first.credit, first.alt, str(first.taken_on)) == (
        "路灯", "鹿鸣", "灯", "1997-12-31",
    )  # fmt: skip
    assert (first.focus_left, first.focus_top, first.width, first.height) == (10, 90, 50, 40)
    assert (second.caption, second.taken_on, second.focus_left) == ("", None, 50)
    with (Path(settings.MEDIA_ROOT) / first.original_name).open("rb") as kept:
        assert kept.read() == data
    assert article.is_public


def broken_member(data):
    """The same ZIP with a picture whose bytes are no longer those that were packed."""
    at = data.index(b"a.png") + 40
    return data[:at] + bytes(8) + data[at + 8 :]


PICTURES = [
    ({"file": "b.png"}, [], MISSING),
    ({"file": "../a.png"}, [], OUTSIDE),
    ({"file": "/etc/passwd"}, [], "文件名“/etc/passwd”不能用，请写成包里的相对路径"),
    ({"file": "C:\\a.png"}, [], "文件名“C:\\a.png”不能用，请写成包里的相对路径"),
    ({"file": "C:/a.png"}, [], "文件名“C:/a.png”不能用，请写成包里的相对路径"),
    ({"file": "p/./a.png"}, [], "文件名“p/./a.png”不能用，请写成包里的相对路径"),
    ({"file": "../a.png"}, [("../a.png", make.picture())], OUTSIDE),
    ({"file": "a.png"}, [("a.png", b"<svg/>")],
     "这是SVG矢量图，可能带程序，不收。请导出成PNG再上传"),
    ({"file": "a.png"}, [("a.png", make.picture()[:60])], BROKEN),
    ({"file": "a.png"}, [("a.png", b"")],
     "文件是空的，没有内容。请从相机或手机里重新发送原图"),
    ({"file": "a.png"}, [("a.png", bytes(60_000_000))], "图片文件超过40MB。请压缩或缩小"),
    ({"file": "p"}, [("p/", b"")], MISSING),
    ({"file": "a.png"}, TWICE, "压缩包里有几个同名的文件，不知道用哪一个"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("photo", "members", "why"), PICTURES)
def test_a_photo_that_cannot_be_had_costs_itself_and_is_told(tmp_path, capsys, photo, members, why):
    path = pack(tmp_path / "old.zip", line(photo), *members)
    out = run(path, capsys)

    assert out.out == "入库1篇，原已有0篇，没有入库0行。\n"
    assert out.err == f"第1行：图1“{photo['file']}”没有收：{why}\n"
    assert (Article.objects.get().body, Photo.objects.count(), files()) == (
        "<p>灯亮了。</p>", 0, [],
    )  # fmt: skip


def test_a_link_in_a_zip_is_no_picture(tmp_path, capsys):
    link = ZipInfo("a.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = pack(tmp_path / "old.zip", line({"file": "a.png"}), (link, b"/etc/passwd"))

    assert "压缩包里的这一项不是文件" in run(path, capsys).err


@pytest.mark.parametrize("flag", [1, 0])
def test_an_encrypted_or_broken_picture_costs_itself(tmp_path, capsys, flag):
    path = pack(tmp_path / "old.zip", line({"file": "a.png"}), ("a.png", make.picture((200, 200))))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    if flag:
        data[at + 8] |= 1
    else:
        data[at + 16 : at + 20] = bytes(4)  # its checksum
    path.write_bytes(bytes(data))

    said = run(path, capsys).err
    assert ("文件加了密码，请不加密再打包" if flag else "压缩包里的这个文件坏了，读不出来") in said
    assert files() == []


def test_the_caption_of_a_photo_that_is_missing_stands_in_its_place(tmp_path, capsys):
    photos = [{"file": "a.png", "caption": "灯亮了", "credit": "鹿鸣"}, {"file": "b.png"},
              {"file": "c.png", "caption": "桥"}]  # fmt: skip
    text = line(*photos, body=["上。", {"photo": 1}, "下。", {"photo": 2}])
    run(pack(tmp_path / "old.zip", text, ("b.png", make.picture())), capsys)

    assert Article.objects.get().body == (
        "<p>（图片说明：桥）</p><p>上。</p><p>（图片说明：灯亮了\N{IDEOGRAPHIC SPACE}鹿鸣 摄）</p>"
        '<p>下。</p><figure data-photo="2"></figure>'
    )
    assert [photo.number for photo in Photo.objects.all()] == [2]


def test_places_without_a_photo_are_left_out_and_told(tmp_path, capsys):
    html = '<p>灯亮了。</p><figure data-photo="2"></figure><figure data-photo="1"></figure>'
    path = pack(tmp_path / "a.zip", line({"file": "a.png"}, html=html), ("a.png", make.picture()))
    said = run(path, capsys).err

    assert said == "第1行：正文里有图2的位置，却没有这幅图片，位置没有收\n"
    assert Article.objects.get().body == '<p>灯亮了。</p><figure data-photo="1"></figure>'


def test_pictures_lie_beside_the_lines_in_a_folder_of_the_zip_or_at_its_top(tmp_path, capsys):
    with ZipFile(tmp_path / "a.zip", "w") as bundle:
        bundle.writestr("旧档/lines.jsonl", line({"file": "p/a.png"}, {"file": "b.png"}))
        bundle.writestr("旧档/p/a.png", make.picture())
        bundle.writestr("b.png", make.picture())
        bundle.writestr("__MACOSX/旧档/._lines.jsonl", b"\0\5")

    assert run(tmp_path / "a.zip", capsys).err == ""
    assert Photo.objects.count() == 2


def test_chinese_names_are_found_as_windows_packs_them(tmp_path, capsys):
    wanted = "图片/老街.png"
    raw = wanted.encode("gb18030")
    placeholder = "x" * len(raw)
    out = io.BytesIO()
    with ZipFile(out, "w") as bundle:
        bundle.writestr("lines.jsonl", line({"file": wanted}))
        bundle.writestr(placeholder, make.picture())
    (tmp_path / "a.zip").write_bytes(out.getvalue().replace(placeholder.encode(), raw))

    assert run(tmp_path / "a.zip", capsys).err == ""
    assert Photo.objects.count() == 1


def test_beside_a_plain_file_pictures_are_taken_from_its_folder_and_never_from_outside(
    tmp_path, capsys
):
    folder = tmp_path / "旧档"
    folder.mkdir()
    (tmp_path / "outside.png").write_bytes(make.picture())
    (folder / "a.png").write_bytes(make.picture())
    os.symlink(tmp_path / "outside.png", folder / "b.png")
    os.mkfifo(folder / "c.png")
    (folder / "old.jsonl").write_text(
        line(*({"file": name} for name in ("a.png", "b.png", "c.png", "../outside.png"))),
        encoding="utf-8",
    )
    said = run(folder / "old.jsonl", capsys).err.splitlines()

    assert said == [
        "第1行：图2“b.png”没有收：是指到文件夹外面的链接，不收",
        "第1行：图3“c.png”没有收：没有找到这个文件",
        "第1行：图4“../outside.png”没有收：文件名“../outside.png”不能用，请写成包里的相对路径",
    ]
    assert [photo.number for photo in Photo.objects.all()] == [1]


@pytest.mark.parametrize("zipped", [True, False])
def test_pictures_are_taken_from_where_one_says(tmp_path, capsys, zipped):
    (tmp_path / "old.jsonl").write_text(line({"file": "p/a.png"}), encoding="utf-8")
    other = tmp_path / "other"
    if zipped:
        with ZipFile(other, "w") as bundle:
            bundle.writestr("p/a.png", make.picture())
    else:
        (other / "p").mkdir(parents=True)
        (other / "p" / "a.png").write_bytes(make.picture())

    assert run(tmp_path / "old.jsonl", capsys, "--pictures", str(other)).err == ""
    assert Photo.objects.count() == 1


def test_when_the_database_refuses_a_line_its_files_go_with_it(tmp_path, capsys, monkeypatch):
    keep = Photo.objects.bulk_create

    def refuse(rows, **options):
        rows = list(rows)
        for row in rows:
            row.number = 1000  # which the table's own check refuses
        return keep(rows, **options)

    monkeypatch.setattr(Photo.objects, "bulk_create", refuse)
    path = pack(tmp_path / "a.zip", line({"file": "a.png"}), ("a.png", make.picture()))
    out = run(path, capsys)

    assert "入库0篇，原已有0篇，没有入库1行" in out.out
    assert (files(), Article.objects.count()) == ([], 0)
