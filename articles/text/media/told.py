"""What is told of a file of sound or film, and how one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

BROKEN = "文件损坏，放不了。请另存一份，或者重新导出再传。"
TOO_LONG = "里面的段落太多，看不完。请剪短，或者重新导出再传。"
#: Frames or pages that are looked at: some seven hours of sound, a second or two of ours.
MOST_PARTS = 1_000_000


class MediaRefused(Exception):  # noqa: N818
    """The file is none that browsers play; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be taken, and what of it is left out: `wiped` are parts (offset, length) that
    are overwritten, each after the bytes that stand in its place; outside of `start` to `end`
    nothing is kept. `seconds` are 0 where nobody says how long it is."""

    kind: str
    seconds: float
    start: int
    end: int
    wiped: tuple[tuple[int, int, bytes], ...] = ()


def read_at(file: BinaryIO, at: int, size: int) -> bytes:
    """Exactly these bytes. Raises MediaRefused where the file ends before."""
    file.seek(at)
    found = file.read(size)
    if len(found) != size:
        raise MediaRefused(BROKEN)
    return found
