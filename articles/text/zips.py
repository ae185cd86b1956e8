"""What all who read ZIP files must expect of them."""

from __future__ import annotations

import struct
import zlib
from lzma import LZMAError
from zipfile import BadZipFile

#: What a ZIP that is broken or encrypted, or packed in a way that Python can't read, raises when it
#: is opened and when a file in it is read. Who tells a password apart catches RuntimeError before.
BROKEN_ZIP = (
    BadZipFile, EOFError, KeyError, LZMAError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
