"""Packs (.zip) of manuscripts, pictures, and a table of captions."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection
from functools import partial
from io import BytesIO

from articles.imports.acts import ImportRefused
from articles.imports.kinds import FileKind, find_kind, has_countless_files
from articles.imports.material.companions import Companions, find_pages
from articles.imports.material.contents import Material, MaterialPicture
from articles.imports.material.mail import read_plain
from articles.imports.material.sheets import read_caption_lines, read_captions
from articles.text.charsets import read_text
from articles.text.word.flatten import flatten
from articles.text.word.items import text_of
from articles.text.word.package import WordRefused, open_package
from articles.text.zips import BROKEN_ZIP, ZipTrouble, read_name, tell_zip_trouble

_MOST_FILES = 300
_LARGEST, _MOST_BYTES = 60 * 1024**2, 400 * 1024**2
_TOO_MANY = f"压缩包里的文件超过{_MOST_FILES}个。请分几包送来。"
_TOO_LARGE = "展开以后太大，没有读。请分几包送来。"
_TROUBLES = {
    ZipTrouble.LOCKED: "压缩包有密码，打不开。请去掉密码再送来。",
    ZipTrouble.PACKING: "这个文件的压缩方式读不了。请用电脑自带的“压缩为ZIP文件”重新压缩再送来。",
    ZipTrouble.BROKEN: "这个文件在压缩包里损坏了。",
}
#: So many of the reasons are said where nothing could be read, and so much of each.
_MOST_WHY, _LONGEST_WHY = 3, 120
#: A text with fewer characters says something of the other files.
_SHORTEST = 60
#: A document of more bytes is more than a list of captions.
_LARGEST_LIST = 100_000
_NOTHING = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$")
Read = Callable[..., Material]


def read_pack(data: bytes, read: Read) -> Material:
    """Read each file of the pack. Raises ImportRefused if it is none, too large, or has nothing."""
    pack = _Pack(data)
    material = Material()
    pages = {page: Companions(page, of, pack.read) for page, of in find_pages(pack.names).items()}
    beside = {name for each in pages.values() for name in each.names}
    for name in pack.names:
        if name in beside:
            continue
        try:
            content = pack.read(name)
        except ImportRefused as refused:
            material.tell_of("attachment", [f"{name}\N{FULLWIDTH COLON}{refused}"])
            continue
        with_it = partial(read, beside=pages[name]) if name in pages else read
        _take(material, name, content, partial(pack.read, name), with_it)
    material.tell_of("companion", [n for each in pages.values() for n in each.find_unused()])
    if not (material.stories or material.loose or material.enclosed):
        told = "。请把稿件和照片放进去再压缩。"
        if why := [each for note in material.notes for each in note.passages][:_MOST_WHY]:
            told = f"\N{FULLWIDTH COLON}{'；'.join(each[:_LONGEST_WHY] for each in why)}"
        raise ImportRefused(f"压缩包里没有读得了的稿件，也没有照片{told}")
    return material


def _take(
    material: Material, name: str, content: bytes, reopen: Callable[[], bytes], read: Read
) -> None:
    kind = find_kind(content)
    if kind == FileKind.PICTURE:
        material.loose.append(MaterialPicture(name, reopen))
        return
    if kind == FileKind.PDF:
        material.enclose(name, reopen)
        return
    if kind == FileKind.SHEET and (captions := read_captions(content)):
        material.captions |= captions
        return
    if kind == FileKind.TEXT and (found := read_text(content)):
        if captions := read_caption_lines(found.text):
            material.captions |= captions
        elif len(found.text.strip()) >= _SHORTEST:
            material.join(read_plain(found.text))
        else:
            material.tell_of("attachment", [f"{name}\N{FULLWIDTH COLON}{found.text.strip()}"])
        return
    if kind == FileKind.WORD and (captions := _read_as_captions(content, material)):
        material.captions |= captions
        return
    try:
        material.join(read(content, name))
    except ImportRefused as refused:
        material.tell_of("attachment", [f"{name}\N{FULLWIDTH COLON}{refused}"])


def _read_as_captions(content: bytes, material: Material) -> dict[str, str]:
    """What a small document says of the pictures beside it, if it says nothing else."""
    if len(content) > _LARGEST_LIST:
        return {}
    try:
        flat = flatten(open_package(content))
    except (WordRefused, RecursionError):  # told where it is read as a manuscript
        return {}
    captions = {} if flat.pictures else read_caption_lines("\n".join(map(text_of, flat.items)))
    if captions:
        material.tell(flat.margin.told())
    return captions


class _Pack:
    """The files of a zip by their names, read within limits and never written to a disk."""

    def __init__(self, data: bytes) -> None:
        if has_countless_files(data):
            raise ImportRefused(_TOO_MANY)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except BROKEN_ZIP as broken:
            raise ImportRefused("压缩包损坏，打不开。请重新压缩再送来。") from broken
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = read_name(info)
            if not any(each in name.lower() for each in _NOTHING):
                self._infos[_find_free(name, self._infos)] = info
        if len(self._infos) > _MOST_FILES:
            raise ImportRefused(_TOO_MANY)
        # What a zip says of a size is the most that is read of the file.
        sizes = (info.file_size for info in self._infos.values())
        if sum(size for size in sizes if size <= _LARGEST) > 2 * _MOST_BYTES:
            raise ImportRefused(_TOO_LARGE)
        self.names = sorted(self._infos)
        self._taken = 0

    def read(self, name: str) -> bytes:
        if self._infos[name].file_size > _LARGEST:
            raise ImportRefused(_TOO_LARGE)
        try:
            with self._zip.open(self._infos[name]) as file:
                content = file.read(_LARGEST + 1)
        except BROKEN_ZIP as broken:
            raise ImportRefused(_TROUBLES[tell_zip_trouble(broken)]) from broken
        self._taken += len(content)
        if len(content) > _LARGEST or self._taken > 2 * _MOST_BYTES:
            raise ImportRefused(_TOO_LARGE)
        return content


def _find_free(name: str, taken: Collection[str]) -> str:
    """A name of its own for each of several files that have one name."""
    stem, dot, ending = name.rpartition(".")
    wanted, number = name, 2
    while wanted in taken:
        wanted = f"{stem}-{number}.{ending}" if dot else f"{name}-{number}"
        number += 1
    return wanted
