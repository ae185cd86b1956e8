"""A ZIP that is broken inside is refused with a sentence, whatever it is packed with."""

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
