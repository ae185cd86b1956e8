"""WebM: elements in a segment. Tags are overwritten by void of the same size."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from articles.text.media.told import BROKEN, Inspected, MediaRefused, read_at

_EBML, _DOC_TYPE, _SEGMENT = 0x1A45DFA3, 0x4282, 0x18538067
_INFO, _TRACKS, _TAGS, _ATTACHED, _CLUSTER = (
    0x1549A966, 0x1654AE6B, 0x1254C367, 0x1941A469, 0x1F43B675,
)  # fmt: skip
_OF_SEGMENT = {_INFO, _TRACKS, _TAGS, _ATTACHED, _CLUSTER, 0x1C53BB6B, 0x114D9B74, 0x1043A770,
               0xEC, 0xBF}  # fmt: skip
_SCALE, _DURATION, _ENTRY, _KIND, _CODEC = 0x2AD7B1, 0x4489, 0xAE, 0x83, 0x86
_CODECS = {1: ("V_VP8", "V_VP9", "V_AV1"), 2: ("A_OPUS", "A_VORBIS")}
_MOST, _LARGEST = 200_000, 1024 * 1024


class _Element(NamedTuple):
    kind: int
    at: int
    inside: int
    end: int | None  # None: nobody says how long it is


def inspect(file: BinaryIO, size: int) -> Inspected:
    """What a WebM holds. Raises MediaRefused."""
    head = _read(file, 0, size)
    said = dict(_list(file, head))
    if head.kind != _EBML or said.get(_DOC_TYPE, b"").rstrip(b"\0") != b"webm":
        raise MediaRefused("是MKV，浏览器放不了。请转成MP4或WebM再传。")
    segment = _read(file, head.end or 0, size)
    if segment.kind != _SEGMENT or segment.end not in (None, size):
        raise MediaRefused(BROKEN)
    seconds, kinds, wiped, listed = 0.0, set(), [], set()
    for each in _walk(file, segment.inside, size):
        if each.kind == _ATTACHED:
            raise MediaRefused("里面夹着别的文件。请重新导出，不带附件再传。")
        if each.kind == _TAGS and each.end is not None:
            wiped.append((each.at, each.end - each.at, _void(each.end - each.at)))
        if each.kind in listed:  # copies of what was read, by the standard
            continue
        if each.kind == _INFO:
            seconds = _read_duration(dict(_list(file, each)))
        elif each.kind == _TRACKS:
            kinds = {_read_track(dict(_list(file, entry))) for entry in _entries(file, each)}
        listed |= {each.kind} & {_INFO, _TRACKS}
    if not kinds:
        raise MediaRefused(BROKEN)
    return Inspected("webm" if 1 in kinds else "weba", seconds, 0, size, tuple(wiped))


def _void(length: int) -> bytes:
    if length < 9:
        return b"\xec" + bytes([0x80 | length - 2])
    return b"\xec\x01" + (length - 9).to_bytes(7, "big")


def _read(file: BinaryIO, at: int, limit: int) -> _Element:
    file.seek(at)
    head = file.read(12)
    kind_size, _ = _measure(head, 4)
    kind = int.from_bytes(head[:kind_size], "big")
    size_size, length = _measure(head[kind_size:], 8)
    inside = at + kind_size + size_size
    unknown = length == (1 << 7 * size_size) - 1
    end = None if unknown else inside + length
    if end is not None and end > limit:
        raise MediaRefused(BROKEN)
    return _Element(kind, at, inside, end)


def _measure(head: bytes, most: int) -> tuple[int, int]:
    """How many bytes a number has, and which it is without its mark."""
    if not head or not head[0]:
        raise MediaRefused(BROKEN)
    size = 9 - head[0].bit_length()
    if size > most or len(head) < size:
        raise MediaRefused(BROKEN)
    return size, int.from_bytes(head[:size], "big") & (1 << 7 * size) - 1


def _walk(file: BinaryIO, at: int, end: int) -> Iterator[_Element]:
    """The elements of the segment; what is in a cluster of unknown size is left out."""
    in_cluster = False
    for _ in range(_MOST):
        if at >= end:
            return
        each = _read(file, at, end)
        if each.kind in _OF_SEGMENT:
            in_cluster = each.kind == _CLUSTER and each.end is None
            yield each
        elif not in_cluster:
            raise MediaRefused(BROKEN)
        if each.end is None and not in_cluster:
            raise MediaRefused(BROKEN)
        at = each.inside if each.end is None else each.end
    raise MediaRefused(BROKEN)


def _list(file: BinaryIO, parent: _Element) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of what an element holds."""
    for each in _entries(file, parent):
        length = (each.end or 0) - each.inside
        yield each.kind, read_at(file, each.inside, length) if length <= _LARGEST else b""


def _entries(file: BinaryIO, parent: _Element) -> Iterator[_Element]:
    if parent.end is None or parent.end - parent.inside > _LARGEST:
        raise MediaRefused(BROKEN)
    at = parent.inside
    while at < parent.end:
        each = _read(file, at, parent.end)
        if each.end is None:
            raise MediaRefused(BROKEN)
        if parent.kind != _TRACKS or each.kind == _ENTRY:
            yield each
        at = each.end


def _read_duration(info: dict[int, bytes]) -> float:
    scale = int.from_bytes(info.get(_SCALE, b""), "big") or 1_000_000
    raw = info.get(_DURATION, b"")
    kind = {4: ">f", 8: ">d"}.get(len(raw))
    length = struct.unpack(kind, raw)[0] if kind else 0.0
    seconds = length * scale / 1e9
    return seconds if 0 <= seconds < 1e6 else 0.0


def _read_track(entry: dict[int, bytes]) -> int:
    kind = int.from_bytes(entry.get(_KIND, b""), "big")
    codec = entry.get(_CODEC, b"").rstrip(b"\0").decode("ascii", "replace")
    if codec not in _CODECS.get(kind, ()):
        raise MediaRefused("编码浏览器放不了。请转成MP4（H.264）或MP3再传。")
    return kind
