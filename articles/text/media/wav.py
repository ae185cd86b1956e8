"""WAV: chunks. What is neither the format nor the sound is overwritten."""

from __future__ import annotations

from typing import BinaryIO

from articles.text.media.told import BROKEN, Inspected, MediaRefused, read_at

_PLAIN, _FLOAT, _EXTENDED = 1, 3, 0xFFFE
_MOST = 1000
#: Sound that may be wiped stands in a chunk that players pass over.
_PASSED = b"JUNK"


def inspect(file: BinaryIO, size: int) -> Inspected:
    """What a WAV holds. Raises MediaRefused."""
    at, per_second, length, wiped = 12, 0, 0, []
    for _ in range(_MOST):
        if at + 8 > size:
            break
        head = read_at(file, at, 8)
        inside, long = at + 8, int.from_bytes(head[4:8], "little")
        if head[:4] == b"fmt ":
            per_second = _read_format(read_at(file, inside, min(long, 40)))
        elif head[:4] == b"data":
            long = min(long, size - inside)  # recorders that were cut off tell too much
            length = long
        elif inside + long > size:
            raise MediaRefused(BROKEN)
        else:
            wiped.append((at, 8 + long, _PASSED + head[4:8]))
        at = inside + long + (long & 1)
    if not per_second or not length:
        raise MediaRefused(BROKEN)
    end = min(at, size)
    return Inspected("wav", length / per_second, 0, end, tuple(wiped))


def _read_format(data: bytes) -> int:
    """Bytes a second of plain sound."""
    if len(data) < 16 or int.from_bytes(data[:2], "little") not in (_PLAIN, _FLOAT, _EXTENDED):
        raise MediaRefused("编码浏览器放不了。请转成MP3或M4A再传。")
    return int.from_bytes(data[8:12], "little")
