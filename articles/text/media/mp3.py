"""MP3: frame after frame. Tags before and after them, with pictures and whatever else, are left
out."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from articles.text.media.told import (
    BROKEN,
    MOST_PARTS,
    TOO_LONG,
    Inspected,
    MediaRefused,
    read_at,
)

#: kbit/s of layer III, by the version's family.
_RATES = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
#: How a tag at the end begins, and how much may be missing of the last frame or be filled up.
_TAGS, _SPILL = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3"), 8192
_FEWEST = 3
_MOST_TAGS = 20


class _Frame(NamedTuple):
    length: int
    seconds: float


def is_frame(head: bytes) -> bool:
    return _read_frame(head) is not None


def inspect(file: BinaryIO, size: int) -> Inspected:
    """What an MP3 holds. Raises MediaRefused."""
    start = at = _pass_tags(file, size)
    seconds, count = 0.0, 0
    while at + 4 <= size:
        frame = _read_frame(read_at(file, at, 4))
        if frame is None or at + frame.length > size:
            break
        seconds, count, at = seconds + frame.seconds, count + 1, at + frame.length
        if count > MOST_PARTS:
            raise MediaRefused(TOO_LONG)
    left = read_at(file, at, min(size - at, _SPILL))
    if count < _FEWEST or not (size - at < _SPILL or left.startswith(_TAGS)):
        raise MediaRefused(BROKEN)
    return Inspected("mp3", seconds, start, at)


def _pass_tags(file: BinaryIO, size: int) -> int:
    at = count = 0
    while at + 10 <= size and (head := read_at(file, at, 10)).startswith(b"ID3"):
        count += 1
        if count > _MOST_TAGS or any(each & 0x80 for each in head[6:10]):
            raise MediaRefused(BROKEN)
        length = sum(each << 7 * n for n, each in enumerate(reversed(head[6:10])))
        at += 10 + length + (10 if head[5] & 0x10 else 0)
    return min(at, size)


def _read_frame(head: bytes) -> _Frame | None:
    """The frame that begins so, of layer III; None where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, hertz = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or rate in (0, 15) or hertz == 3:
        return None
    family = 1 if version == 3 else 2
    samples = 1152 if family == 1 else 576
    per_second = _HERTZ[version][hertz]
    length = samples // 8 * _RATES[family][rate - 1] * 1000 // per_second + (head[2] >> 1 & 1)
    return _Frame(length, samples / per_second)
