"""ZIP files whose bytes depend only on their contents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST, _LAST = date(1980, 1, 1), date(2107, 12, 31)
#: Bytes of a spooled file that stay in memory.
_IN_MEMORY = 8 * 1024 * 1024
#: Types of files that are compressed already.
_DENSE = {
    ".avif", ".gif", ".heic", ".jpg", ".m4a", ".mp3", ".mp4", ".ogg", ".png", ".weba", ".webm",
    ".webp", ".xlsx",
}  # fmt: skip

#: What an entry holds: whole, or part by part where it may be large.
Content = bytes | Iterable[bytes]


def pack_zip(entries: Iterable[tuple[str, Content]], day: date, *, first: str = "") -> bytes:
    """A ZIP of the entries in the given order, all dated noon of `day`.

    ZIP knows no day before 1980 or after 2107: the nearest one stands in for it.

    The entry named `first` is stored uncompressed, because formats such as EPUB require that.
    """
    out = BytesIO()
    _write_zip(out, entries, day, first)
    return out.getvalue()


def spool_zip(entries: Iterable[tuple[str, Content]], day: date) -> IO[bytes]:
    """As `pack_zip`, for many photos: one entry at a time is in memory, of film and sound one part
    of it, and the file on the disk.

    The file is open at its beginning, and gone when it is closed.
    """
    out = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever gets it closes it
    try:
        _write_zip(out, entries, day)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def digest_of(content: IO[bytes]) -> str:
    """The SHA-256 in hex of an open file, which is at its beginning again then."""
    content.seek(0)
    digest = sha256()
    while part := content.read(_IN_MEMORY):
        digest.update(part)
    content.seek(0)
    return digest.hexdigest()


def _write_zip(
    out: IO[bytes], entries: Iterable[tuple[str, Content]], day: date, first: str = ""
) -> None:
    day = min(max(day, _FIRST), _LAST)
    with ZipFile(out, "w") as archive:
        for name, content in entries:
            entry = ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
            dense = name == first or PurePosixPath(name).suffix in _DENSE
            entry.compress_type = ZIP_STORED if dense else ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever the system
            entry.external_attr = 0o644 << 16
            with archive.open(entry, "w") as written:
                for part in (content,) if isinstance(content, bytes) else content:
                    written.write(part)
