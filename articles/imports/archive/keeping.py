"""Keeps the photos of an archive: decoded before the articles' transaction begins.

The names of their files follow from the archive, so that a run after one that was killed writes
over what that has left, and no file stays that no row names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles import photos
from articles.imports.archive.entries import Entry, PhotoEntry
from articles.imports.archive.folder import Find, PictureMissing
from articles.imports.archive.values import quote
from articles.imports.attachments import MOST, AttachmentRefused, clean_name, keep_attachment
from articles.imports.clips import MOST as MOST_CLIPS
from articles.imports.clips import ClipRefused, keep_clip
from articles.models import Likeness, Photo, SentPhoto
from articles.text import body
from articles.text.attached import AttachedFile
from articles.text.body import Block, Run
from articles.text.clips import Clip
from articles.text.credit import credit_line


def keep_photos(entry: Entry, find: Find, notes: list[str]) -> list[Photo]:
    """The photos of a line, with files and without an article. Belongs outside of a transaction.

    Why one could not be kept is added to the notes.
    """
    found = []
    for number, each in enumerate(entry.photos, 1):
        try:
            found.append(_keep(entry.id, number, each, find))
        except photos.PhotoNotStored:  # the next run takes up here, when the disk has room again
            raise
        except (PictureMissing, photos.PhotoRefused) as why:
            said = str(why).removesuffix("。").replace("以后再上传", "")
            notes.append(f"图{number}“{quote(each.files[0])}”没有收\N{FULLWIDTH COLON}{said}")
    return found


def keep_attachments(entry: Entry, find: Find, notes: list[str]) -> list[AttachedFile]:
    """The attachments of a line, looked into and stored. Belongs outside of a transaction."""
    found = []
    for file, name in entry.attachments[:MOST]:
        try:
            content = ContentFile(find(file), name=file.rpartition("/")[2])
            kept, _ = keep_attachment(content)
        except (PictureMissing, AttachmentRefused) as why:
            said = str(why).removesuffix("。")
            notes.append(f"附件“{quote(file)}”没有收\N{FULLWIDTH COLON}{said}")
        else:
            found.append(replace(kept, name=clean_name(name)) if name else kept)
    if left := entry.attachments[MOST:]:
        notes.append(f"附件最多{MOST}个，另外{len(left)}个没有收")
    return found


def keep_clips(entry: Entry, find: Find, notes: list[str]) -> list[Clip]:
    """The sound and film of a line, looked into and stored. Belongs outside of a transaction."""
    found = []
    for each in entry.clips[:MOST_CLIPS]:
        try:
            kept, _ = keep_clip(ContentFile(find(each.file), name=each.file.rpartition("/")[2]))
        except (PictureMissing, ClipRefused) as why:
            said = str(why).removesuffix("。")
            notes.append(f"音视频“{quote(each.file)}”没有收\N{FULLWIDTH COLON}{said}")
        else:
            found.append(replace(kept, **each.said))
    if left := entry.clips[MOST_CLIPS:]:
        notes.append(f"音视频最多{MOST_CLIPS}个，另外{len(left)}个没有收")
    return found


def remove_unused(found: Iterable[Photo]) -> None:
    """Delete the files of photos whose articles could not be saved."""
    names = {photo.image.name or "" for photo in found}
    for name in names - _in_use(names):
        photos.remove(default_storage, name)


def write_body(entry: Entry, kept: Iterable[Photo]) -> str:
    """The body of a line; where a photo could not be kept, its caption stands in its place."""
    numbers = {photo.number for photo in kept}
    lost = {
        number: _caption_of(each)
        for number, each in enumerate(entry.photos, 1)
        if number not in numbers
    }
    if not lost:
        return entry.body
    blocks, told = [], set()
    for block in body.blocks(entry.body):
        if block.kind != "photo" or block.photo not in lost:
            blocks.append(block)
            continue
        told.add(block.photo)
        blocks += lost[block.photo]
    first = [each for number, found in lost.items() if number not in told for each in found]
    return body.html((*first, *blocks))


def _keep(archive_id: str, number: int, each: PhotoEntry, find: Find) -> Photo:
    data = _find_first(each.files, find)
    content = ContentFile(data, name=each.files[0].rpartition("/")[2])
    stem, ai_use = _find_stem(archive_id, number, data), each.said.get("ai_use")
    stored = photos.store(default_storage, content, stem=stem, ai_use=ai_use)
    Likeness.objects.keep(stored.digest, stored.likeness)
    reading = stored.reading
    columns = {
        "caption": reading.caption, "credit": reading.credit, "taken_on": reading.taken_on,
        "focus_left": stored.focus[0], "focus_top": stored.focus[1], "ai_use": reading.ai_use,
    }  # fmt: skip
    return Photo(
        number=number,
        image=stored.name,
        width=reading.picture.width,
        height=reading.picture.height,
        digest=stored.digest,
        **columns | each.said,
    )


def _find_first(names: tuple[str, ...], find: Find) -> bytes:
    for name in names[:-1]:
        try:
            return find(name)
        except PictureMissing:
            continue
    return find(names[-1])


def _find_stem(archive_id: str, number: int, data: bytes) -> str:
    """The same for the same photo of the same line, but never that of a file in use."""
    about = f"{archive_id}\n{number}\n{sha256(data).hexdigest()}"
    stems = (sha256(f"{about}\n{n}".encode()).hexdigest()[:32] for n in count())
    return next(stem for stem in stems if not _in_use({photos.name_of(stem)}))


def _in_use(names: set[str]) -> set[str]:
    """Those of the names that a row has."""
    found: set[str] = set()
    for model in (Photo, SentPhoto):
        found.update(model._default_manager.filter(image__in=names).values_list("image", flat=True))
    return found


def _caption_of(each: PhotoEntry) -> list[Block]:
    """What a page import makes of a caption without its picture; nothing if there is none."""
    return caption_in_text(each.said.get("caption", ""), each.said.get("credit", ""))


def caption_in_text(caption: str, credit: str) -> list[Block]:
    """The caption of a picture that is not there, as a paragraph; nothing if there is none."""
    text = "\N{IDEOGRAPHIC SPACE}".join(filter(None, (caption, credit_line(credit))))
    if not text:
        return []
    return [
        Block(
            "paragraph",
            (
                Run(
                    f"\N{FULLWIDTH LEFT PARENTHESIS}图片说明\N{FULLWIDTH COLON}{text}"
                    "\N{FULLWIDTH RIGHT PARENTHESIS}"
                ),
            ),
        )
    ]
