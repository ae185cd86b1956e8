"""A ZIP that is broken inside is refused with a sentence, whatever it is packed with."""

import struct
import zipfile
from io import BytesIO

import pytest

from articles import sealing
from articles.imports.acts import ImportRefused
from articles.imports.archive.files import ArchiveRefused, open_archive
from articles.imports.material import read_material
from articles.text.word.package import WordRefused, open_package

#: Bytes that stay as they are: by them LZMA knows how long the settings are that follow.
_HEAD = 4
METHODS = [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def break_inside(entries, method):
    """A ZIP of these files whose packed bytes are others, while its directory is whole."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
        infos = packed.infolist()
    data = bytearray(out.getvalue())
    for info in infos:
        start = info.header_offset + 30 + len(info.filename.encode())
        end, start = start + info.compress_size, start + _HEAD
        data[start:end] = b"\xff" * (end - start)
    return bytes(data)


@pytest.mark.parametrize("method", METHODS)
def test_a_word_file_that_is_broken_inside_is_refused(method):
    entries = {"word/document.xml": b"<w>" * 999}

    with pytest.raises(WordRefused, match="文件损坏，打不开"):
        open_package(break_inside(entries, method)).bytes_of("word/document.xml")


def pack_as(entries, method=9, flags=0):
    """A ZIP whose files say that they are packed so (9 is Deflate64) and with these flags."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    data = bytearray(out.getvalue())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + at : start + at + 4] = struct.pack("<HH", flags, method)
            start = data.find(sign, start + 1)
    return bytes(data)


#: How a ZIP can say that it isn't readable, and whether that is a password.
WAYS = {
    "deflate64": ({"method": 9}, False),
    "implode": ({"method": 6}, False),
    "ppmd": ({"method": 98}, False),
    "patched": ({"method": 0, "flags": 0x20}, False),
    "password": ({"method": 0, "flags": 0x1}, True),
    "aes": ({"method": 99, "flags": 0x1}, True),
    "strong": ({"method": 0, "flags": 0x40}, True),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_packing_that_is_not_known_is_no_password(way, tmp_path):
    how, locked = WAYS[way]
    said = "密码" if locked else "压缩方式读不了"
    path = tmp_path / "archive.zip"
    path.write_bytes(pack_as({"archive.jsonl": '{"id": "1"}'}, **how))

    with pytest.raises(WordRefused, match=said):
        open_package(pack_as({"word/document.xml": "<w/>"}, **how)).bytes_of("word/document.xml")
    with pytest.raises(ImportRefused, match=said):
        read_material(pack_as({"来稿.txt": "江边的路通了。" * 9}, **how), "来稿.zip")
    with pytest.raises(ArchiveRefused, match=said), open_archive(path):
        pass


@pytest.mark.parametrize("method", METHODS)
def test_a_pack_of_which_all_is_broken_inside_is_refused(method):
    with pytest.raises(ImportRefused, match="没有读得了的稿件"):
        read_material(
            break_inside({"来稿.txt": "江边的路通了。".encode() * 99}, method), "来稿.zip"
        )


@pytest.mark.parametrize("method", METHODS)
def test_an_archive_that_is_broken_inside_is_refused(method, tmp_path):
    path = tmp_path / "archive.zip"
    path.write_bytes(break_inside({"archive.jsonl": b'{"id": "1"}' * 99}, method))

    with pytest.raises(ArchiveRefused, match="压缩包坏了"), open_archive(path):
        pass


@pytest.mark.parametrize("method", METHODS)
def test_a_package_that_is_broken_inside_is_just_another_file(method):
    assert sealing._hash_entries(break_inside({"01.txt": bytes(range(256)) * 9}, method)) is None
