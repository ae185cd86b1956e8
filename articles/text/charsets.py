"""Bytes of unknown encoding as text: UTF-8, UTF-16, GB 18030, Big5, as Chinese programs write."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from unicodedata import category

_CHINESE = re.compile(
    "[\t\r\n -~\xb7\u2014\u2018-\u201d\u2026\u3000-\u301f\u4e00-\u9fff\uff00-\uff60\ufe30-\ufe4f]"
)
_NEARLY_ALL = 0.97
#: So many characters decide between GB 18030 and Big5.
_LOOKED_AT = 4096
#: The first bytes of the characters in daily use, in both sets the first half of all.
_USUAL_GB, _USUAL_BIG5 = range(0xB0, 0xD8), range(0xA4, 0xC7)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as it was stored: what it says, and its encoding by name."""

    text: str
    encoding: str


def read_text(data: bytes) -> Encoded | None:
    """The text of a file by its mark, as UTF-8, GB 18030, Big5 or UTF-16; None if it is no text.

    Nearly all that is Big5 or UTF-16 can be read as GB 18030, as characters that nobody uses.
    """
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    found = None
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            continue
        if encoding == "big5hkscs" and found and not _is_rather_big5(found.text, text):
            continue
        found = Encoded(text, encoding)
        if encoding in ("utf-16", "utf-8-sig"):
            return found
    rather = _read_rather_utf16(data, found.text if found else "")
    return rather or found or _read_unmarked(data)


def _read_rather_utf16(data: bytes, otherwise: str) -> Encoded | None:
    """UTF-16 without its mark, where nearly all is characters in daily use, unlike otherwise."""
    for encoding in ("utf-16-be", "utf-16-le"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            usual = max(
                _share_of_usual(text, "gb18030", _USUAL_GB),
                _share_of_usual(text, "big5hkscs", _USUAL_BIG5),
            )
            rival = _share_of_usual(otherwise, "gb18030", _USUAL_GB)
            if "\0" not in text and usual > 0.8 and usual > rival + 0.2:
                return Encoded(text, "utf-16")
    return None


def _read_unmarked(data: bytes) -> Encoded | None:
    """A text in UTF-16 or UTF-32 without a mark: nearly all of it must be Chinese or ASCII.

    A line end or a digit has a byte of nothing; without any it is rather Latin letters.
    """
    if b"\0" not in data:
        return None
    for encoding in ("utf-32", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data[: 4 * _LOOKED_AT].decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.lstrip("\ufeff")
        if not text or "\0" in text or len(_CHINESE.findall(text)) < _NEARLY_ALL * len(text):
            continue
        try:
            return Encoded(data.decode(encoding).lstrip("\ufeff"), encoding[:6])
        except UnicodeDecodeError:
            continue
    return None


def _is_rather_big5(text: str, other: str) -> bool:
    """Do the same bytes make usual characters in Big5 (`other`), and rare ones in GB 18030?"""
    return _share_of_usual(other, "big5hkscs", _USUAL_BIG5) > 0.2 + _share_of_usual(
        text, "gb18030", _USUAL_GB
    )


def _share_of_usual(text: str, encoding: str, usual: range) -> float:
    """How many of the characters stand in the half of a character set that is in use."""
    wide = [
        each for each in text[:_LOOKED_AT] if not each.isascii() and category(each)[0] not in "PZ"
    ]
    leads = [each.encode(encoding, "replace")[0] for each in wide]
    return sum(lead in usual for lead in leads) / len(wide) if wide else 0.0
