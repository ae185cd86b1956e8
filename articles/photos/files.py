"""The files of a photo: what residents get in each width, and what was sent, for us alone."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from threading import get_native_id
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from PIL import Image

from articles.photos import containers, metadata
from articles.photos.ai_mark import write_mark
from articles.photos.focus import find_focus
from articles.photos.likeness import find_likeness
from articles.photos.reading import PhotoReading, PhotoRefused, read

#: The widths in pixels in which a photo is stored; the row has the name of the widest.
WIDTHS = (640, 1280, 2400)
#: The most pixels that are worth the memory which AVIF takes to be written.
_MOST_OF_AVIF = 6_000_000


#: Where photos have an AVIF file beside each WebP file, and the file that was sent in _ORIGINALS.
#: Those stored before that stand in `photos/`.
_FOLDER, _ORIGINALS = "pictures", "originals"
#: How much the thread that decodes gives way; 19 is the most.
_NICE = 10
_log = logging.getLogger(__name__)
_NOT_STORED = (
    "服务器没有存下这幅图\N{FULLWIDTH COLON}磁盘满了，或者不许写。图本身没有问题，"
    "请留着它并告诉管理员，修好以后再传。"
)
_NO_ORIGINAL = "没有留着传来的原件。"
_GONE = "这幅图的文件已经没有了，不能取用。"


class PhotoNotStored(PhotoRefused):
    """The picture is good, but the storage takes no file now."""


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """The file that residents get in the largest width, its SHA-256 in hex, and what was read.

    `focus` is where crops look, as long as nobody moves it; `likeness` how it looks, in bits.
    """

    name: str
    digest: str
    reading: PhotoReading
    focus: tuple[int, int]
    likeness: str


@lru_cache(maxsize=4096)
def rendition(name: str, width: int) -> str:
    """The file name of a photo in one of WIDTHS: `ab12.webp` at 640 is `ab12-640.webp`."""
    path = PurePosixPath(name)
    return name if width == WIDTHS[-1] else str(path.with_name(f"{path.stem}-{width}{path.suffix}"))


@lru_cache(maxsize=4096)
def avif_of(name: str) -> str:
    """The name of the AVIF file beside a WebP file."""
    return str(PurePosixPath(name).with_suffix(".avif"))


def has_avif(name: str, width: int, height: int) -> bool:
    """Whether a rendition of this size has an AVIF file beside it."""
    return name.startswith(f"{_FOLDER}/") and width * height <= _MOST_OF_AVIF


def original_of(name: str) -> str:
    """The name of the file as it was sent; empty for a photo of which it was not kept."""
    path = PurePosixPath(name)
    return f"{_ORIGINALS}/{path.stem}" if path.parts[0] == _FOLDER else ""


def renditions(name: str) -> list[str]:
    """The file names of a photo in all of WIDTHS."""
    return [rendition(name, width) for width in WIDTHS]


def find_row_name(name: str) -> str:
    """The name in the row for the file name of a rendition; any other name is returned as it is."""
    path = PurePosixPath(name).with_suffix(".webp")
    for width in WIDTHS[:-1]:
        if path.stem.endswith(f"-{width}"):
            return str(path.with_name(path.stem.removesuffix(f"-{width}") + path.suffix))
    return str(path) if name.endswith(".avif") else name


def store(
    storage: Storage, content: File[Any], *, stem: str = "", ai_use: str | None = None
) -> StoredPhoto:
    """Store a picture in every width without metadata, and the file itself as it was sent.

    Only what AI did to it is written into the files: `ai_use`, or else what the file itself says.

    It is decoded once, and one picture at a time in a process, for each takes much memory, in a
    thread that gives way to all others. Raises PhotoRefused, and then nothing is stored. With a
    `stem`, its files have names that are known before, and take the place of what a run that was
    killed has left of them.
    """
    return _worker().submit(_store, storage, content, stem, ai_use).result()


def store_marked(storage: Storage, name: str, ai_use: str) -> StoredPhoto:
    """Store a photo once more, of the file that was sent, with this mark of AI or without one.

    Raises PhotoRefused where that file was not kept, and PhotoNotStored.
    """
    original = original_of(name)
    if not original or not storage.exists(original):
        raise PhotoRefused(_NO_ORIGINAL)
    with storage.open(original) as file:
        return store(storage, file, ai_use=ai_use)


def find_mark(storage: Storage, name: str) -> str:
    """What the files that residents get say of AI; "" where they say nothing, or are missing."""
    try:
        with storage.open(rendition(name, WIDTHS[0])) as file:
            found = containers.read(file)
    except FileNotFoundError:
        return ""
    return metadata.read(found).ai_use if found else ""


@cache
def _worker() -> ThreadPoolExecutor:
    """The thread of this process that decodes and encodes: a save that waits for the processor is
    somebody's save, a photo takes seconds anyway."""
    return ThreadPoolExecutor(1, "photos", initializer=give_way)


# A process that is forked has none of its parent's threads: it makes its own.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_worker.cache_clear)


def give_way() -> None:
    """Lower the priority of this thread; Linux has one for each."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICE)


def name_of(stem: str) -> str:
    """The name in the row of the photo whose files are called so."""
    return f"{_FOLDER}/{stem}.webp"


def _store(storage: Storage, content: File[Any], stem: str, ai_use: str | None) -> StoredPhoto:
    name = name_of(stem or uuid4().hex)
    if stem:
        remove(storage, name)
    reading = read(content, content.size or 0)
    mark = write_mark(reading.ai_use if ai_use is None else ai_use)
    with _whole(storage, name):
        for width in WIDTHS:
            scaled = _scale(reading.picture, width)
            data, each = _encode(scaled, "WEBP", mark), rendition(name, width)
            _save(storage, each, ContentFile(data))
            if has_avif(name, *scaled.size):
                _save(storage, avif_of(each), ContentFile(_encode(scaled, "AVIF", mark)))
        content.seek(0)
        _save(storage, original_of(name), content)
    found, picture = sha256(data).hexdigest(), reading.picture
    return StoredPhoto(name, found, reading, find_focus(picture), find_likeness(picture))


def copy(storage: Storage, name: str) -> str:
    """Copy all files of a photo, and return the name of the copy. Raises PhotoRefused."""
    new = str(PurePosixPath(name).with_name(f"{uuid4().hex}{PurePosixPath(name).suffix}"))
    needed = renditions(name)
    with _whole(storage, new):
        for each, of_copy in zip(_files(name), _files(new), strict=True):
            try:
                file = storage.open(each)
            except FileNotFoundError as missing:
                if each in needed:
                    raise PhotoRefused(_GONE) from missing
                continue
            with file:
                _save(storage, of_copy, file)
    return new


@contextmanager
def _whole(storage: Storage, name: str) -> Iterator[None]:
    """All files of a photo are stored, or none."""
    try:
        yield
    except BaseException:
        discard(storage, [name])
        raise


def _save(storage: Storage, name: str, content: File[Any]) -> None:
    try:
        storage.save(name, content)
    except Exception as failed:  # each kind of storage raises what it likes
        _log.exception("photo not stored: %s", name)
        raise PhotoNotStored(_NOT_STORED) from failed


def open_original(storage: Storage, name: str, widest: int = WIDTHS[-1]) -> Image.Image | None:
    """The photo as it was sent, upright and in sRGB, `widest` pixels wide at most if memory allows.

    None where that file was not kept, or can't be read.
    """
    original = original_of(name)
    if not original or not storage.exists(original):
        return None
    try:
        with storage.open(original) as file:
            return read(file, file.size, widest).picture
    except (OSError, PhotoRefused):
        _log.exception("original not read: %s", original)
        return None


def digest(storage: Storage, name: str) -> str:
    """The SHA-256 in hex of a stored photo as it is now; empty where the file is missing."""
    try:
        with storage.open(name) as file:
            return sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return ""


def remove(storage: Storage, name: str) -> None:
    """Delete a photo in every width, and the file that was sent for it."""
    for each in _files(name):
        storage.delete(each)


def discard(storage: Storage, names: Iterable[str]) -> None:
    """Remove photos that nothing needs; a file that can't be deleted stays, and the log has it."""
    for name in names:
        try:
            remove(storage, name)
        except Exception:  # each kind of storage raises what it likes
            _log.exception("photo not deleted: %s", name)


def _files(name: str) -> list[str]:
    """The names of all files that a photo may have, whether it has them or not."""
    shown = [file for each in renditions(name) for file in (each, avif_of(each))]
    return shown + [original for original in [original_of(name)] if original]


def _scale(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _encode(picture: Image.Image, kind: str, mark: bytes) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **_HOW[kind], **({"xmp": mark} if mark else {}))
    return out.getvalue()


_HOW: dict[str, dict[str, Any]] = {
    "WEBP": {"quality": 80, "method": 4},
    "AVIF": {"quality": 62, "speed": 9, "max_threads": 1},
}


def find_kind(storage: Storage, name: str) -> str:
    """What the file that was sent is, as the end of its name; `bin` for what nobody knows."""
    with storage.open(name) as file:
        return kind_of(file)


def kind_of(file: IO[bytes]) -> str:
    """As `find_kind`, of an open file."""
    found = containers.read(file)
    kinds = {"JPEG": "jpg", "HEIF": "heic"}
    return kinds.get(found.kind, found.kind.lower()) if found else "bin"
