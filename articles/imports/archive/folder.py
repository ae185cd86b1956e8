"""Where the pictures of an archive lie: a folder or a ZIP. Their names come from the archive.

Nothing is ever unpacked: a name is looked up, and whatever leads out of the folder is refused.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from unicodedata import normalize
from zipfile import ZipFile, ZipInfo

from articles.imports.archive.values import quote
from articles.photos import MAX_BYTES
from articles.text.zips import spell_name

#: The bytes of the picture of that name. Raises PictureMissing.
Find = Callable[[str], bytes]
#: The most characters of a name, and the most bytes that are read of a picture.
_LONGEST_NAME = 500
_ENCRYPTED = 0x1


class PictureMissing(Exception):  # noqa: N818
    """A picture can't be had; the message tells why."""


def find_nothing(name: str) -> bytes:
    """For an archive that came without pictures."""
    raise PictureMissing("没有找到这个文件")


def find_in_directory(root: Path, *prefixes: str) -> Find:
    """Pictures of a directory, under one of the prefixes (folders in it) or at its top."""
    whole = root.resolve()

    def find(name: str) -> bytes:
        for path in _paths(name, prefixes):
            wanted = whole / path
            try:
                resolved = wanted.resolve()
                if not resolved.is_file():
                    continue
                if not resolved.is_relative_to(whole):
                    raise PictureMissing("是指到文件夹外面的链接，不收")
                with resolved.open("rb") as file:
                    return file.read(MAX_BYTES + 1)
            except OSError as error:
                raise PictureMissing("读不出这个文件") from error
        raise PictureMissing("没有找到这个文件")

    return find


def find_in_zip(bundle: ZipFile, *prefixes: str) -> Find:
    """Pictures of a ZIP, under one of the prefixes (folders in it) or at its top."""
    members: dict[str, list[ZipInfo]] = {}
    for info in bundle.infolist():
        for name in spell_name(info):
            members.setdefault(name, []).append(info)

    def find(name: str) -> bytes:
        for path in _paths(name, prefixes):
            if found := members.get(path):
                return _read_member(bundle, found)
        raise PictureMissing("压缩包里没有这个文件")

    return find


def _read_member(bundle: ZipFile, found: list[ZipInfo]) -> bytes:
    if len(found) > 1:
        raise PictureMissing("压缩包里有几个同名的文件，不知道用哪一个")
    [info] = found
    if info.flag_bits & _ENCRYPTED:
        raise PictureMissing("文件加了密码，请不加密再打包")
    if info.is_dir() or stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise PictureMissing("压缩包里的这一项不是文件")
    try:
        with bundle.open(info) as file:
            return file.read(MAX_BYTES + 1)
    except Exception as error:  # a broken member raises what it likes
        raise PictureMissing("压缩包里的这个文件坏了，读不出来") from error


def _paths(name: str, prefixes: tuple[str, ...]) -> list[str]:
    """Where to look for a name of the archive. Raises PictureMissing for one that leads out."""
    name = normalize("NFC", name)
    parts = name.split("/")
    if (
        len(name) > _LONGEST_NAME
        or "\\" in name
        or ":" in parts[0]
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise PictureMissing(f"文件名“{quote(name)}”不能用，请写成包里的相对路径")
    return list(dict.fromkeys(str(PurePosixPath(prefix, name)) for prefix in (*prefixes, "")))
