"""Ogg with one stream of Opus or Vorbis: page after page."""

from __future__ import annotations

from typing import BinaryIO

from articles.text.media.told import (
    BROKEN,
    MOST_PARTS,
    TOO_LONG,
    Inspected,
    MediaRefused,
    read_at,
)

_BEGINS, _UNKNOWN = 2, (1 << 64) - 1
_OPUS_HERTZ = 48000


def inspect(file: BinaryIO, size: int) -> Inspected:
    """What an Ogg file holds. Raises MediaRefused."""
    at, hertz, skipped, last, stream, count = 0, 0, 0, 0, b"", 0
    while at < size:
        head = read_at(file, at, 27)
        count += 1
        if count > MOST_PARTS:
            raise MediaRefused(TOO_LONG)
        if head[:5] != b"OggS\0":
            raise MediaRefused(BROKEN)
        lengths = read_at(file, at + 27, head[26])
        inside, length = at + 27 + head[26], sum(lengths)
        if head[5] & _BEGINS:
            if stream:
                raise MediaRefused("里面不止一路声音或画面。请转成MP3或MP4再传。")
            stream = head[14:18]
            hertz, skipped = _read_head(read_at(file, inside, length))
        if head[14:18] != stream or inside + length > size:
            raise MediaRefused(BROKEN)
        granule = int.from_bytes(head[6:14], "little")
        last = granule if granule != _UNKNOWN else last
        at = inside + length
    return Inspected("ogg", max(0, last - skipped) / hertz if hertz else 0.0, 0, size)


def _read_head(packet: bytes) -> tuple[int, int]:
    """How many samples a second, and how many at the beginning are not heard."""
    if packet.startswith(b"OpusHead") and len(packet) >= 19:
        return _OPUS_HERTZ, int.from_bytes(packet[10:12], "little")
    if packet.startswith(b"\x01vorbis") and len(packet) >= 16:
        return int.from_bytes(packet[12:16], "little"), 0
    raise MediaRefused("编码浏览器放不了。请转成MP3、M4A，或者MP4再传。")
