"""What all who read ZIP files must expect of them."""

from __future__ import annotations

import struct
import zlib
from enum import Enum
from lzma import LZMAError
from unicodedata import normalize
from zipfile import BadZipFile, ZipInfo

from articles.text.charsets import read_text

#: What a ZIP that is broken or encrypted, or packed in a way that Python can't read, raises when it
#: is opened and when a file in it is read. `tell_zip_trouble` says which of the three it is.
BROKEN_ZIP = (
    BadZipFile, EOFError, KeyError, LZMAError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


class ZipTrouble(Enum):
    """Why a ZIP isn't read: a password, a packing that Python doesn't know, or broken bytes."""

    LOCKED = "locked"
    PACKING = "packing"
    BROKEN = "broken"


def tell_zip_trouble(error: BaseException) -> ZipTrouble:
    """What one of `BROKEN_ZIP` means. To Python, strong encryption is a packing it doesn't know."""
    if isinstance(error, NotImplementedError):
        return ZipTrouble.LOCKED if "encryption" in str(error) else ZipTrouble.PACKING
    return ZipTrouble.LOCKED if isinstance(error, RuntimeError) else ZipTrouble.BROKEN


_UTF8 = 0x800
#: The field in which some programs write a member's name in UTF-8, too.
_NAME_FIELD = 0x7075
_FIRST_HAN = "\u2e80"


def read_name(info: ZipInfo) -> str:
    """The name of a member as whoever packed it wrote it, with "/" between its folders.

    Windows packs Chinese names in GBK, or Big5, a Mac in UTF-8; neither says so.
    """
    return spell_name(info)[-1]


def spell_name(info: ZipInfo) -> list[str]:
    """What the name of a member may be, the likeliest last."""
    names = [info.filename]
    if not info.flag_bits & _UTF8 and not info.filename.isascii():
        try:
            raw = info.filename.encode("cp437")
        except UnicodeError:
            raw = b""
        names += _decode_name(raw)
    if said := _find_written_name(info.extra):
        names.append(said)
    plain = (normalize("NFC", name.replace("\\", "/")) for name in names)
    return list(reversed(dict.fromkeys(reversed(list(plain)))))


def _decode_name(raw: bytes) -> list[str]:
    found = read_text(raw)
    try:
        modern = raw.decode()
    except UnicodeError:
        modern = ""
    try:
        chinese = raw.decode("gb18030")
    except UnicodeError:
        chinese = ""
    sure = any(each >= _FIRST_HAN for each in modern)
    best = modern if sure else chinese if modern else found.text if found else ""
    return [each for each in (chinese, modern, best) if each]


def _find_written_name(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _NAME_FIELD and size > 5 and at + 4 + size <= len(extra):
            return extra[at + 9 : at + 4 + size].decode("utf-8", "ignore")
        at += 4 + size
    return ""
