"""Sound and film of an article: looked into as every upload, kept, described and ordered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import File

from articles.imports.acts import ImportRefused
from articles.imports.own_files import add_files, change_files
from articles.imports.storing import store_file
from articles.models import Article
from articles.text import media
from articles.text.attached import say_size
from articles.text.captions import CaptionsRefused, clean_captions
from articles.text.characters import CharacterRefused, admit
from articles.text.charsets import read_text
from articles.text.clips import Clip, store_clips

MOST, LONGEST_CAPTION, LONGEST_TRANSCRIPT, LARGEST_CAPTIONS = 4, 100, 20_000, 512 * 1024
_FOLDER, _CHUNK = "clips", 1 << 20
#: Whatever tells more seconds has no length that could be believed.
_LONGEST = 100 * 3600
_CLEANED = "拍摄地点、设备一类附带的信息已经拿掉。"


class ClipRefused(ImportRefused):
    """A file was not taken; the text says why, and what to do."""


def keep_clip(file: File[bytes], *, by: User | None = None) -> tuple[Clip, str]:
    """Look into a file and store what browsers play of it, without what it tells beside.

    Returns it with what to tell its sender, for whom it is counted. Takes seconds: belongs outside
    of any transaction. Raises ClipRefused.
    """
    size = file.size or 0
    if size > settings.CLIP_LARGEST:
        raise ClipRefused(
            f"文件超过{say_size(settings.CLIP_LARGEST)}。请压小（720p就够），或者剪短再传。"
        )
    try:
        found = media.inspect(file, size)  # type: ignore[arg-type] # reads and seeks as one does
    except media.MediaRefused as why:
        raise ClipRefused(str(why)) from why
    name = f"{_FOLDER}/{uuid4().hex}.{found.kind}"
    with TemporaryFile() as clean:
        digest = _copy(file, found, clean)
        store_file(name, clean, ClipRefused, by=by)
    left_out = found.wiped or (found.start, found.end) != (0, size)
    seconds = round(found.seconds) if found.seconds < _LONGEST else 0
    clip = Clip(found.kind, name, found.end - found.start, digest, seconds)
    return clip, _CLEANED if left_out else ""


def _copy(file: IO[Any], found: media.Inspected, to: IO[bytes]) -> str:
    """Write what is kept of the file; returns its hash."""
    file.seek(found.start)
    left = found.end - found.start
    while left and (chunk := file.read(min(_CHUNK, left))):
        to.write(chunk)
        left -= len(chunk)
    for at, length, head in found.wiped:
        to.seek(at - found.start)
        to.write(head)
        for _ in range((length - len(head)) // _CHUNK):
            to.write(bytes(_CHUNK))
        to.write(bytes((length - len(head)) % _CHUNK))
    to.seek(0)
    digest = sha256()
    while chunk := to.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def read_captions(file: File[bytes]) -> str:
    """The captions that came as a file, as clean WebVTT. Raises ClipRefused."""
    if (file.size or 0) > LARGEST_CAPTIONS:
        raise ClipRefused("字幕文件太大，不像是字幕。请用WebVTT（.vtt）或SRT文件再传。")
    found = read_text(file.read(LARGEST_CAPTIONS))
    try:
        text = admit(found.text if found else "").text
        return clean_captions(text)
    except (CaptionsRefused, CharacterRefused) as why:
        raise ClipRefused(str(why)) from why


def arrange_clips(
    article: Article,
    kept: Mapping[str, Mapping[str, Any] | None],
    new: Sequence[Clip],
    *,
    by: User,
) -> Article:
    """Change these of the article's clips, by their addresses, and add new ones.

    `kept` gives columns to set, or None for a clip to take off; what a colleague added meanwhile
    stays. Files stay, for versions have them. Raises PermissionDenied, and ClipRefused for more
    than MOST. Returns the article as it is now.
    """

    def arrange(row: Article) -> list[dict[str, Any]]:
        clips = add_files(_change(row.sounds, kept), new)
        if len(clips) > MOST:
            raise ClipRefused(f"一篇稿件最多{MOST}个音视频，没有存。请另起一篇，或先拿掉一个。")
        return store_clips(clips)

    return change_files(article, "clips", arrange, new, by=by, called="音视频")


def _change(clips: Iterable[Clip], kept: Mapping[str, Mapping[str, Any] | None]) -> Iterator[Clip]:
    for each in clips:
        changes = kept.get(each.address, {})
        if changes is not None:
            yield Clip(**(store_clips([each])[0] | dict(changes)))
