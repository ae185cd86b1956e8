"""ZIP files whose bytes depend only on their contents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST, _LAST = date(1980, 1, 1), date(2107, 12, 31)
#: Types of files that are compressed already.
_DENSE = {".gif", ".heic", ".jpg", ".png", ".webp", ".xlsx"}


def pack_zip(entries: Iterable[tuple[str, bytes]], day: date, *, first: str = "") -> bytes:
    """A ZIP of the entries in the given order, all dated noon of `day`.

    ZIP knows no day before 1980 or after 2107: the nearest one stands in for it.

    The entry named `first` is stored uncompressed, because formats such as EPUB require that.
    """
    out, day = BytesIO(), min(max(day, _FIRST), _LAST)
    with ZipFile(out, "w") as archive:
        for name, content in entries:
            entry = ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
            dense = name == first or PurePosixPath(name).suffix in _DENSE
            entry.compress_type = ZIP_STORED if dense else ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever the system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
