"""What all who read ZIP files must expect of them."""

from __future__ import annotations

import struct
import zlib
from enum import Enum
from lzma import LZMAError
from zipfile import BadZipFile

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
