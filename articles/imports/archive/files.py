"""The files that an archive comes in: lines, WordPress's XML, or a ZIP of one and pictures.

What a file is, its first bytes say, and not its name. Reading takes bounded memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Literal
from zipfile import ZipFile, ZipInfo

from articles.imports.archive.folder import Find, find_in_directory, find_in_zip
from articles.imports.archive.saving import Line
from articles.imports.archive.values import BadLine, quote
from articles.text.zips import BROKEN_ZIP, ZipTrouble, read_name, tell_zip_trouble

#: The most bytes of a line: an article of a million characters, and as much again.
LONGEST_LINE = 8 * 1024 * 1024
_PIECE = 64 * 1024
_BOM = "\ufeff"
#: What a text in a ZIP may be packed to, if it is large: a bomb is packed to a thousandth.
_LARGE, _DENSEST = 64 * 1024 * 1024, 200

_TROUBLES = {
    ZipTrouble.LOCKED: "压缩包加了密码，打不开，请不加密码重新打包",
    ZipTrouble.PACKING: "压缩包的压缩方式读不了，请用系统自带的ZIP压缩重新打包",
    ZipTrouble.BROKEN: "压缩包坏了，打不开，请重新打包",
}

Kind = Literal["lines", "wordpress"]


class ArchiveRefused(Exception):  # noqa: N818
    """The file is no archive that can be read; the message tells what to do."""


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """An archive: what it is, how many bytes its text has, and its pictures.

    `open` gives the text from its beginning, as often as it is asked for.
    """

    kind: Kind
    size: int
    open: Callable[[], IO[bytes]]
    find: Find


@contextmanager
def open_archive(path: Path, pictures: Path | None = None) -> Iterator[ArchiveFile]:
    """The archive of a file. Its pictures lie in the ZIP or beside the file, or in `pictures`,
    a folder or another ZIP. Raises ArchiveRefused.
    """
    with path.open("rb") as file:
        zipped = file.read(4) == b"PK\x03\x04"
    if not zipped:
        with _pictures_of(pictures, find_in_directory(path.parent)) as find:
            yield _archive_file(lambda: path.open("rb"), path.stat().st_size, find)
        return
    with _open_zip(path) as bundle:
        info = _find_text(bundle)
        inside = find_in_zip(bundle, str(PurePosixPath(read_name(info)).parent))
        with _pictures_of(pictures, inside) as find:
            yield _archive_file(lambda: bundle.open(info), info.file_size, find)


def read_lines(file: IO[bytes], tell: Callable[[int], object] = lambda _: None) -> Iterator[Line]:
    """The lines of a file, each by itself; `tell` is called with the bytes that were read.

    Raises ArchiveRefused where the file can't be read on.
    """
    for line in _read_raw(file, tell):
        if line is None:
            yield BadLine(f"这一行超过{LONGEST_LINE // 1024 // 1024}MB，不像一篇稿件")
        else:
            yield from map(_decode, line.rstrip(b"\r\n").split(b"\r"))


def read_on(read: Callable[[int], bytes], size: int) -> bytes:
    """What `read` gives; raises ArchiveRefused where a ZIP is broken."""
    try:
        return read(size)
    except BROKEN_ZIP as error:
        raise ArchiveRefused("文件读到一半坏了，后面的读不出来") from error


def _read_raw(file: IO[bytes], tell: Callable[[int], object]) -> Iterator[bytes | None]:
    """Each line; None for one that is too long, which is not kept in memory."""
    while line := read_on(file.readline, LONGEST_LINE + 1):
        tell(len(line))
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        yield None
        while rest := read_on(file.readline, _PIECE):
            tell(len(rest))
            if rest.endswith(b"\n"):
                break


def _decode(line: bytes) -> Line:
    try:
        return line.decode().removeprefix(_BOM)
    except UnicodeDecodeError:
        return NotUtf8("不是UTF-8，请另存为UTF-8")


class NotUtf8(BadLine):
    """A line that is written in another encoding."""


def _archive_file(open_text: Callable[[], IO[bytes]], size: int, find: Find) -> ArchiveFile:
    try:
        with open_text() as file:
            head = file.read(4096)
    except BROKEN_ZIP as error:
        raise ArchiveRefused(_TROUBLES[tell_zip_trouble(error)]) from error
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in (head[:1], head[1:2]):
        raise ArchiveRefused("文件是UTF-16，不是UTF-8，请另存为UTF-8后再运行一次")
    if head[:2] == b"\x1f\x8b":
        raise ArchiveRefused("文件是gzip压缩过的，请先解开")
    markup = head.removeprefix(_BOM.encode()).lstrip().startswith(b"<")
    return ArchiveFile("wordpress" if markup else "lines", size, open_text, find)


@contextmanager
def _open_zip(path: Path) -> Iterator[ZipFile]:
    try:
        bundle = ZipFile(path)
    except BROKEN_ZIP as error:
        raise ArchiveRefused(f"压缩包{path.name}坏了，打不开，请重新打包") from error
    with bundle:
        yield bundle


@contextmanager
def _pictures_of(pictures: Path | None, otherwise: Find) -> Iterator[Find]:
    if pictures is None:
        yield otherwise
    elif pictures.is_dir():
        yield find_in_directory(pictures)
    elif pictures.is_file():
        with _open_zip(pictures) as bundle:
            yield find_in_zip(bundle)
    else:
        raise ArchiveRefused(f"没有这个放图片的文件夹或压缩包：{pictures}")


def _find_text(bundle: ZipFile) -> ZipInfo:
    """The one member that is an archive's text."""
    named = [(PurePosixPath(read_name(info)), info) for info in bundle.infolist()]
    for ending in (".jsonl", ".xml"):
        found = [
            (path, info)
            for path, info in named
            if path.suffix.lower() == ending
            and path.parts[0] != "__MACOSX"
            and not path.name.startswith(".")
        ]
        if len(found) > 1:
            listed = "、".join(quote(str(path)) for path, _ in found[:5])
            raise ArchiveRefused(f"压缩包里有{len(found)}个{ending}，只能有一个：{listed}")
        for _, info in found:
            if info.file_size > _LARGE and info.file_size > _DENSEST * info.compress_size:
                raise ArchiveRefused("压缩包里的文件解开大得不像真的，没有读")
            return info
    raise ArchiveRefused("压缩包里没有存档的.jsonl，也没有WordPress导出的.xml")
