"""Finds by its first bytes who reads a file, and names what browsers don't play."""

from __future__ import annotations

from typing import BinaryIO

from articles.text.media import mp3, mp4, ogg, wav, webm
from articles.text.media.told import Inspected, MediaRefused

_OTHER = "不是能在网页上放的音视频。请转成MP4、WebM（视频）或MP3、M4A、OGG（音频）再传。"
_SOUND = "是{}，不少手机放不了。请转成MP3或M4A再传。"
_FILM = "是{}，浏览器放不了。请转成MP4（H.264）再传。"
#: First bytes of what is often sent, with what to say of it.
_KNOWN = (
    (b"RIFF", _FILM.format("AVI")),
    (b"fLaC", _SOUND.format("FLAC")),
    (b"#!AMR", _SOUND.format("AMR")),
    (b"FLV", _FILM.format("FLV")),
    (b"\x30\x26\xb2\x75", _FILM.format("WMV或WMA")),
    (b"\x00\x00\x01\xba", _FILM.format("MPEG")),
    (b"\x00\x00\x01\xb3", _FILM.format("MPEG")),
)


def inspect(file: BinaryIO, size: int) -> Inspected:
    """What the file is and holds. Reads heads and lists, no sound or picture; takes seconds for
    hundreds of megabytes: belongs outside of any transaction. Raises MediaRefused."""
    file.seek(0)
    head = file.read(16)
    if not head:
        raise MediaRefused("文件是空的。请再选一次。")
    if head[4:8] == b"ftyp":
        return mp4.inspect(file, size)
    if head.startswith(b"\x1aE\xdf\xa3"):
        return webm.inspect(file, size)
    if head.startswith(b"OggS"):
        return ogg.inspect(file, size)
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return wav.inspect(file, size)
    for sign, said in _KNOWN:
        if head.startswith(sign):
            raise MediaRefused(said)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        raise MediaRefused(_FILM.format("旧的MOV"))
    if head[:1] == b"\xff" and head[1] & 0xF6 == 0xF0:
        raise MediaRefused(_SOUND.format("AAC"))
    if head.startswith(b"ID3") or mp3.is_frame(head[:4]):
        return mp3.inspect(file, size)
    raise MediaRefused(_OTHER)
