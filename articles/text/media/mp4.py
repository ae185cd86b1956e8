"""MP4 and M4A: boxes in boxes. What tells place, device or anything else beside picture and sound
is overwritten by free space of the same size, so that nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from articles.text.media.told import BROKEN, Inspected, MediaRefused, read_at

_MOST_BOXES, _LARGEST_INDEX, _DEEPEST = 20_000, 64 * 1024 * 1024, 6
_FILM = {b"avc1": "", b"avc3": "", b"av01": "", b"vp09": ""}
_SOUND = {b"mp4a", b"Opus", b"ac-3", b".mp3"}
_INSIDE = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl", b"mvex")
_ASIDE = (b"udta", b"meta", b"uuid")
_PLAYED = (b"vide", b"soun")
#: What is read of a box that is no list.
_HEAD = 64
_HEVC = "画面是H.265（手机上叫“高效”），不少电脑放不了。请转成H.264的MP4再传。"
_MOV = "是MOV，不少浏览器放不了。请导出成MP4（H.264）再传。"


class _Box(NamedTuple):
    kind: bytes
    at: int  # where it begins
    inside: int  # where its content does
    end: int


@dataclass
class _Track:
    handler: bytes = b""
    codecs: list[bytes] = field(default_factory=list)
    box: _Box | None = None


@dataclass
class _Index:
    """What the movie's own index says."""

    seconds: float = 0.0
    tracks: list[_Track] = field(default_factory=list)
    aside: list[_Box] = field(default_factory=list)


def inspect(file: BinaryIO, size: int) -> Inspected:
    """What an MP4 holds. Raises MediaRefused."""
    if read_at(file, 8, 4) == b"qt  ":
        raise MediaRefused(_MOV)
    index, aside, movies = _Index(), [], 0
    for box in _walk_file(file, size):
        if box.kind == b"moov":
            movies += 1
            if movies > 1 or box.end - box.inside > _LARGEST_INDEX:
                raise MediaRefused(BROKEN)
            _Reader(read_at(file, box.inside, box.end - box.inside), box.inside, index).read()
        elif box.kind in _ASIDE:
            aside.append(box)
    if not movies:
        raise MediaRefused(BROKEN)
    played = [each for each in index.tracks if each.handler in _PLAYED]
    others = (each.box for each in index.tracks if each.handler not in _PLAYED)
    aside += [*index.aside, *filter(None, others)]
    wiped = tuple((each.at + 4, each.end - each.at - 4, _free(each)) for each in aside)
    kind = _name_kind(played)
    return Inspected(kind, index.seconds, 0, size, wiped)


def _free(box: _Box) -> bytes:
    """The head that follows a box's first size: free space, with the long size if it has one."""
    long = box.inside - box.at > 8
    return b"free" + ((box.end - box.at).to_bytes(8, "big") if long else b"")


def _name_kind(tracks: list[_Track]) -> str:
    film = [each for each in tracks if each.handler == b"vide"]
    for each in film:
        for codec in each.codecs or [b""]:
            if codec in (b"hvc1", b"hev1"):
                raise MediaRefused(_HEVC)
            if codec not in _FILM:
                raise MediaRefused("画面的编码浏览器放不了。请转成H.264的MP4再传。")
    for each in tracks:
        if each.handler == b"soun" and not (each.codecs and _SOUND.issuperset(each.codecs)):
            raise MediaRefused("声音的编码浏览器放不了。请转成AAC的MP4或M4A再传。")
    if not tracks:
        raise MediaRefused("里面没有画面也没有声音。请重新导出再传。")
    return "mp4" if film else "m4a"


def _walk_file(file: BinaryIO, size: int) -> Iterator[_Box]:
    at = count = 0
    while at < size:
        count += 1
        head = read_at(file, at, min(16, size - at))
        box = _read_head(head, at, size)
        if count > _MOST_BOXES or box is None:
            raise MediaRefused(BROKEN)
        yield box
        at = box.end


def _read_head(head: bytes, at: int, end: int) -> _Box | None:
    """The box that begins there; None where it claims what can't be."""
    if len(head) < 8:
        return None
    length, kind, inside = int.from_bytes(head[:4], "big"), head[4:8], at + 8
    if length == 1:
        if len(head) < 16:
            return None
        length, inside = int.from_bytes(head[8:16], "big"), at + 16
    elif length == 0:
        length = end - at
    box = _Box(kind, at, inside, at + length)
    return box if inside <= box.end <= end else None


class _Reader:
    """Reads the index; `base` is where in the file it begins."""

    def __init__(self, data: bytes, base: int, index: _Index):
        self._data, self._base, self._index = data, base, index
        self._count = 0

    def read(self) -> None:
        self._read(0, len(self._data), 0, None)

    def _read(self, at: int, end: int, depth: int, track: _Track | None) -> None:
        while at < end:
            box = _read_head(self._data[at : at + 16], at, end)
            self._count += 1
            if box is None or depth > _DEEPEST or self._count > _MOST_BOXES:
                raise MediaRefused(BROKEN)
            self._take(box, depth, track)
            at = box.end

    def _take(self, box: _Box, depth: int, track: _Track | None) -> None:
        base = self._base
        moved = _Box(box.kind, box.at + base, box.inside + base, box.end + base)
        head = self._data[box.inside : min(box.end, box.inside + _HEAD)]
        if box.kind == b"trak":
            track = _Track(box=moved)
            self._index.tracks.append(track)
        if box.kind in _INSIDE:
            self._read(box.inside, box.end, depth + 1, track)
        elif box.kind in _ASIDE:
            self._index.aside.append(moved)
        elif box.kind == b"mvhd":
            self._index.seconds = _read_duration(head)
        elif box.kind == b"hdlr" and track is not None:
            track.handler = head[8:12]
        elif box.kind == b"stsd" and track is not None:
            track.codecs += _list_entries(self._data[box.inside : box.end])
        elif box.kind == b"dref":
            _check_at_home(self._data[box.inside : box.end])


def _read_duration(data: bytes) -> float:
    at, wide = (20, 8) if data[:1] == b"\x01" else (12, 4)
    scale = int.from_bytes(data[at : at + 4], "big")
    length = int.from_bytes(data[at + 4 : at + 4 + wide], "big")
    unknown = length == (1 << 8 * wide) - 1
    return 0.0 if unknown or not scale else length / scale


def _list_entries(data: bytes) -> list[bytes]:
    """The kinds of the entries in a list of codecs or of places."""
    found, at = [], 8
    for _ in range(min(int.from_bytes(data[4:8], "big"), 100)):
        length = int.from_bytes(data[at : at + 4], "big")
        if length < 8 or at + length > len(data):
            raise MediaRefused(BROKEN)
        found.append(data[at + 4 : at + 8])
        at += length
    return found


def _check_at_home(data: bytes) -> None:
    """Refuse a film whose picture or sound lies elsewhere."""
    at = 8
    for _ in _list_entries(data):
        if not data[at + 11 : at + 12] or not data[at + 11] & 1:
            raise MediaRefused("画面或声音在别的文件里，不在这个文件里。请重新导出再传。")
        at += int.from_bytes(data[at : at + 4], "big")
