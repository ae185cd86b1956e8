"""The file itself: written and read as a stream, with the SHA-256 of all that is in it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, Any, Protocol

SUMS = "SHA256SUMS"
CHUNK = 1 << 20
_BLOCK = 512
#: A name in a media folder is far below it; a header with a longer one is no backup of ours.
_LONGEST_NAME = 4096
_LONG_NAME = b"L"
_FILE = b"0"


class BackupRefused(Exception):  # noqa: N818
    """The file can't be used, or nothing may be put there; the text says why and what to do."""


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


def damaged(what: str) -> BackupRefused:
    return BackupRefused(f"备份坏了，没有用它：{what}。请换一份备份。")


class SealedWriter:
    """Writes the members one after another, and their sums when it is closed."""

    def __init__(self, out: Writable, mtime: int) -> None:
        self._out, self._mtime, self._sums = out, mtime, TemporaryFile()  # noqa: SIM115

    def add(self, name: str, content: Readable, size: int) -> str:
        """Add a file of `size` bytes, and return its SHA-256 in hex.

        Raises BackupRefused where the content ends before; what stands behind is left out.
        """
        if any(ord(character) < 0x20 for character in name):
            raise BackupRefused(f"文件名里有控制字符，备份不了，请先改名：{name!a}。")
        info = tarfile.TarInfo(name)
        info.size, info.mtime = size, self._mtime
        self._out.write(info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape"))
        digest, left = sha256(), size
        while left:
            data = content.read(min(left, CHUNK))
            if not data:
                raise BackupRefused(f"文件在备份时变短了，请再备份一次：{name}。")
            digest.update(data)
            self._out.write(data)
            left -= len(data)
        self._out.write(b"\0" * (-size % _BLOCK))
        self._sums.write(line_of(digest.hexdigest(), name))
        return digest.hexdigest()

    def close(self) -> None:
        """Write the sums and the end; without them the file is not taken for a backup."""
        size = self._sums.tell()
        self._sums.seek(0)
        info = tarfile.TarInfo(SUMS)
        info.size, info.mtime = size, self._mtime
        self._out.write(info.tobuf(tarfile.GNU_FORMAT))
        while data := self._sums.read(CHUNK):
            self._out.write(data)
        self._out.write(b"\0" * (-size % _BLOCK + 2 * _BLOCK))
        self._sums.close()


def line_of(digest: str, name: str) -> bytes:
    return f"{digest}  {name}\n".encode("utf-8", "surrogateescape")


@dataclass(slots=True)
class Member:
    """A file in the backup, read once and in order."""

    name: str
    size: int
    _source: Readable
    _left: int = field(init=False)
    _digest: Any = field(init=False, default_factory=sha256)

    def __post_init__(self) -> None:
        self._left = self.size

    def read(self, size: int = -1, /) -> bytes:
        """As a file's `read`; raises BackupRefused where the backup ends within."""
        wanted = self._left if size < 0 else min(size, self._left)
        data = read_exactly(self._source, wanted)
        self._left -= wanted
        self._digest.update(data)
        return data

    def read_whole(self, most: int) -> bytes:
        """All of it; raises BackupRefused where it is larger than `most` bytes."""
        if self.size > most:
            raise damaged(f"{self.name!a}太大")
        return self.read()

    def finish(self) -> str:
        """Read what is left, and return the SHA-256 in hex of all of it."""
        while self._left:
            self.read(CHUNK)
        return str(self._digest.hexdigest())


def read_exactly(source: Readable, size: int) -> bytes:
    """So many bytes; raises BackupRefused where there are fewer."""
    parts, left = [], size
    while left:
        data = source.read(min(left, CHUNK))
        if not data:
            raise damaged("文件不完整，后面的没有了")
        parts.append(data)
        left -= len(data)
    return b"".join(parts)


def read_members(source: Readable) -> Iterator[Member]:
    """The files in the backup, one after another, each to be read before the next is asked for.

    Raises BackupRefused at what no backup of ours has, and at the end where a file is not what
    SHA256SUMS says, or any is missing: only then can what was read be believed.
    """
    with TemporaryFile() as sums:
        for member in _split(source):
            if member.name == SUMS:
                _compare(sums, member)
                _read_end(source)
                return
            yield member
            sums.write(line_of(member.finish(), member.name))
            read_exactly(source, -member.size % _BLOCK)
    raise damaged("文件不完整，后面的没有了")


def _split(source: Readable) -> Iterator[Member]:
    while True:
        info = _read_header(source)
        name = info.name
        if info.type == _LONG_NAME:
            if not 0 < info.size <= _LONGEST_NAME:
                raise damaged("里面有一个文件名太长")
            padded = read_exactly(source, info.size + -info.size % _BLOCK)
            name = padded[: info.size].rstrip(b"\0").decode("utf-8", "surrogateescape")
            info = _read_header(source)
        if info.type != _FILE or info.size < 0:
            raise damaged("里面有不该有的东西")
        yield Member(name, info.size, source)


def _read_header(source: Readable) -> tarfile.TarInfo:
    block = read_exactly(source, _BLOCK)
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as why:
        raise damaged("不是本系统的备份文件，或者中间坏了") from why


def _compare(ours: IO[bytes], theirs: Member) -> None:
    ours.seek(0)
    for line in ours:
        if theirs.read(len(line)) != line:
            name = line[66:-1].decode("utf-8", "backslashreplace")
            raise damaged(f"{name}和核对表不符")
    if theirs.read(1):
        raise damaged("少了文件")


def _read_end(source: Readable) -> None:
    """The padding and two empty blocks; an encrypted file shows here that it is whole."""
    left = 64 * _BLOCK
    while data := source.read(left + 1):
        left -= len(data)
        if data.strip(b"\0") or left < 0:
            raise damaged("后面还有别的东西")
