"""Files that are sent to the newsroom: taken in, read in the background, made into drafts.

A file is kept as it came. What becomes of it stands in its row, with a sentence for people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.imports import manuscripts, pages, printed_pages
from articles.imports.acts import ImportRefused
from articles.imports.confined import ReadingLog
from articles.imports.decoding import decode
from articles.imports.duplicates import RecentArticles
from articles.imports.kinds import FileKind, find_kind
from articles.imports.material import Material, is_manuscript, read_material
from articles.imports.quota import has_room
from articles.imports.revising import apply_revised
from articles.models import Article, Delivery, ImportedPage
from articles.text import body
from articles.text.characters import clean_to_one_line
from articles.text.headline import on_one_line
from articles.text.layout import ONLY_PICTURES
from articles.text.page.reading import Reading
from articles.text.scans import is_installed

LARGEST = 200 * 1024 * 1024
#: A reading that began so long ago was killed.
_KILLED_AFTER = timedelta(minutes=10)
_FOLDER = "deliveries"
#: PDFs of one mail or pack that are read, and those that are named.
_MOST_ENCLOSED, _MOST_NAMED = 20, 4
_FAILED = "读的时候出了意外，没有读成；原件存着。请再读一次，还不行请找管理员看日志。"
_NOT_STORED = "服务器存不下这个文件（磁盘满了，或者没有权限），没有收。请找管理员，再送一次。"
_TOO_LARGE = "文件超过200 MB，没有收。请把图片压缩，或者分几次送来。"

_TOO_MUCH = (
    "您一天里送来的文件合起来超过2 GB，这个没有收。请明天再送，"
    "或者把文件拷给管理员，用命令import_word导入。"
)

State = Delivery.State
TakeInSheets = Callable[..., list[ImportedPage]]


def take_in(
    file: File[bytes], *, by: User | None, sender: str = "", again: bool = False
) -> Delivery:
    """Keep a file, and have it read. One that is known already is told, unless `again`.

    Belongs outside of a transaction, for the file is written.
    """
    name = clean_to_one_line((file.name or "").replace("\\", "/").rpartition("/")[2])
    row = Delivery(
        file_name=name[:200] or "没有名字",
        size=file.size or 0,
        sender=clean_to_one_line(sender)[:120],
        created_by=by,
    )
    if refused := _refuse(row):
        row.state, row.said = State.REFUSED, refused
        row.save()
        return row
    row.digest = _digest(file)
    earlier = _find_earlier(row.digest)
    if earlier is not None and not again:
        row.state, row.same_as, row.file = State.SAME, earlier, earlier.file
        row.kind, row.said = earlier.kind, "这个文件已经收过，没有再读。"
        row.save()
        return row
    return _keep(row, file)


def _refuse(row: Delivery) -> str:
    """Why it is not taken, or ""."""
    if row.size > LARGEST:
        return _TOO_LARGE
    return "" if row.created_by is None or has_room(row.created_by, row.size) else _TOO_MUCH


def take_text(text: str, *, by: User | None, sender: str = "") -> Delivery:
    """Keep a pasted text, or pasted HTML, as a file."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    data = text.encode("utf-8", "replace")
    kind = find_kind(data)
    ending = "html" if kind == FileKind.HTML else "txt"
    stem = "贴来的网页" if ending == "html" else first[:24] or "贴来的文字"
    return take_in(
        ContentFile(data, name=f"{stem.replace('/', ' ')}.{ending}"), by=by, sender=sender
    )


def _keep(row: Delivery, file: File[bytes]) -> Delivery:
    file.seek(0)
    try:
        row.file = default_storage.save(f"{_FOLDER}/{uuid4().hex}", file)
    except OSError:
        row.state, row.said = State.REFUSED, _NOT_STORED
        row.save()
        return row
    try:
        row.save()
    except BaseException:
        default_storage.delete(row.file)
        raise
    transaction.on_commit(lambda: read_one.enqueue(row.pk))
    row.refresh_from_db()
    return row


def _digest(file: File[bytes]) -> str:
    found = sha256()
    file.seek(0)
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()


def _find_earlier(digest: str) -> Delivery | None:
    known = Delivery.objects.standing().exclude(state__in=[State.REFUSED, State.SAME])
    return known.filter(digest=digest).order_by("pk").first()


def open_original(row: Delivery) -> bytes:
    """The file as it came. Raises ImportRefused if it is no longer there."""
    try:
        with default_storage.open(row.file) as file:
            return bytes(file.read())
    except (OSError, ValueError) as missing:
        raise ImportRefused("原件不在了，多半是恢复备份时缺了文件。请再送一次。") from missing


# Reading


@task()
def read_one(pk: int) -> None:
    """Read a file that waits; how it ends is written to its row. It is read only once."""
    rows = Delivery.objects.filter(pk=pk)
    begun = rows.filter(state=State.WAITING).update(state=State.READING, begun_at=timezone.now())
    if not begun:
        return
    row = rows.get()
    try:
        data = open_original(row)
        row.kind = FileKind.PAGE if row.kind == FileKind.PAGE else find_kind(data)
        _READERS.get(FileKind(row.kind), _read_manuscript)(row, data)
    except ImportRefused as why:
        row.state, row.said = State.REFUSED, str(why)
    except BaseException:
        rows.filter(state=State.READING).update(state=State.REFUSED, said=_FAILED)
        raise
    rows.filter(state=State.READING).update(
        kind=row.kind, state=row.state, said=row.said, reading=row.reading,
        page=row.page, sender=row.sender,
    )  # fmt: skip


def _read_manuscript(row: Delivery, data: bytes) -> None:
    material = read_material(data, row.file_name)
    row.sender = row.sender or material.sender
    inner = _deliver_enclosed(row, material)
    if not material.stories and not inner:
        raise ImportRefused("文件里没有文字，也没有能用的图片。")
    if not material.stories:
        row.state, row.said = State.DONE, inner
        return
    _doubt_duplicates(material)
    row.reading = material.as_json() | {
        "why": [story.why for story in material.stories],
        "signed": [list(story.signed) for story in material.stories],
        "keys": [[each.key for each in story.pictures] for story in material.stories],
        "pictures": [picture.name for picture in material.pictures],
    }
    row.state, row.said = State.OPEN, "。".join(filter(None, [_say(material), inner]))


def _deliver_enclosed(row: Delivery, material: Material) -> str:
    """Take in the PDFs of a mail or a pack as if each had been sent alone; what is said of it."""
    files = material.enclosed[:_MOST_ENCLOSED]
    for file in files:
        name = file.name.rpartition("/")[2]
        take_in(ContentFile(file.open(), name=name), by=row.created_by, sender=row.sender)
    if not files:
        return ""
    left = len(material.enclosed) - len(files)
    more = f"，还有{left}个没有读，请分开送来" if left else ""
    names = "、".join(file.name.rpartition("/")[2] for file in files[:_MOST_NAMED])
    others = "等" if len(files) > _MOST_NAMED else ""
    return f"里面的PDF{len(files)}个另列一件\N{FULLWIDTH COLON}{names}{others}{more}"


def _doubt_duplicates(material: Material) -> None:
    recent = RecentArticles()
    for n, story in enumerate(material.stories):
        if found := recent.doubt(story.headline, body.extract_text(story.body)):
            doubts = ((found.code, f"{found.message}。"), *story.doubts)
            material.stories[n] = replace(story, doubts=doubts)


def _say(material: Material) -> str:
    heads = [on_one_line(story.headline) for story in material.stories]
    said = f"《{heads[0]}》" if len(heads) == 1 else f"{len(heads)}篇，《{heads[0]}》等"
    if pictures := sum(len(story.pictures) for story in material.stories):
        said += f"、图{pictures}幅"
    if left := sum(note.count for note in material.notes):
        said += f"，{left}处没有照样带进来"
    if doubts := sum(len(story.doubts) for story in material.stories):
        said += f"，{doubts}处待看"
    return said


_NO_PAGE = "文字里写明了各篇的标题，当作稿件读；是一个版面的，请用“粘贴一个版”"


def _read_page(row: Delivery, data: bytes) -> None:
    """A text is read as a page, on whose screen its lines can be moved; one that says itself what
    its headlines are is a manuscript."""
    text, remark = decode(data)
    if is_manuscript(text):
        _read_manuscript(row, data)
        row.said = "。".join(filter(None, [row.said, _NO_PAGE, remark]))
        return
    try:
        row.page = pages.take_in(text, by=row.created_by, title=row.stem[:80])
    except pages.SamePage as same:
        row.page = same.pages[0]
        row.state, row.said = State.SAME, f"{same}没有再读。"
        return
    reading = Reading.from_json(row.page.reading)
    row.state = State.OPEN
    row.said = f"辨出{len(reading.stories)}篇{'，' + remark if remark else ''}"


def _read_sheets(
    row: Delivery, data: bytes, take_in_sheets: TakeInSheets = printed_pages.take_in_pdf
) -> None:
    """Each page of a PDF is a page to arrange; the delivery leads to the first one."""
    log = ReadingLog(partial(_tell_progress, row.pk))
    try:
        sheets = take_in_sheets(data, by=row.created_by, title=row.stem[:60], log=log)
    except pages.SamePage as same:
        row.page = same.pages[0]
        row.state, row.said = State.SAME, f"{same}没有再读。"
        return
    row.page, row.state = sheets[0], State.OPEN
    count = sum(len(sheet.reading["stories"]) for sheet in sheets)
    said = f"{len(sheets)}页，辨出{count}篇" if len(sheets) > 1 else f"辨出{count}篇"
    row.said = "。".join([said, *log.warnings])


def _tell_progress(pk: int, said: str) -> None:
    """How far a long reading is; it isn't taken for one that a killed process left."""
    Delivery.objects.filter(pk=pk, state=State.READING).update(said=said, begun_at=timezone.now())


#: How a kind is read; all others as manuscripts, or refused with a sentence.
_READERS: dict[FileKind, Callable[[Delivery, bytes], None]] = {
    FileKind.TEXT: _read_page,
    FileKind.PDF: _read_sheets,
    FileKind.PAGE: partial(_read_sheets, take_in_sheets=printed_pages.take_in_photo),
}


# What an editor does with it


def read_again(row: Delivery) -> None:
    """Read a file that was refused, known already, or left by a killed process."""
    now = timezone.now()
    left = Delivery.objects.filter(pk=row.pk, state=State.READING).exclude(
        begun_at__range=(now - _KILLED_AFTER, now + _KILLED_AFTER)
    )
    ended = Delivery.objects.filter(pk=row.pk, state__in=[State.REFUSED, State.SAME, State.WAITING])
    if not row.file or not (left | ended).update(state=State.WAITING, said="", kind=""):
        raise ImportRefused("这个文件现在不能再读。")
    transaction.on_commit(lambda: read_one.enqueue(row.pk))


def read_as_page(row: Delivery) -> None:
    """Read a picture as a photographed page, and no longer as a photo. Raises ImportRefused."""
    if not is_installed():
        raise ImportRefused(ONLY_PICTURES)
    photo = Delivery.objects.filter(pk=row.pk, state=State.OPEN, kind=FileKind.PICTURE)
    if not photo.update(state=State.WAITING, kind=FileKind.PAGE, said="", reading={}):
        raise ImportRefused("这份来稿不是照片，或者已经建稿，不能当版面读。")
    transaction.on_commit(lambda: read_one.enqueue(row.pk))


def drop(row: Delivery) -> None:
    """Put away what came by mistake; the file stays, and it can be brought back."""
    if not Delivery.objects.filter(pk=row.pk).exclude(state=State.DONE).update(state=State.DROPPED):
        raise ImportRefused("这份来稿已经建稿，要撤请到稿件里撤。")


def restore(row: Delivery) -> None:
    """Bring back what was put away, as it was."""
    state = State.OPEN if row.reading or row.page_id else State.REFUSED
    Delivery.objects.filter(pk=row.pk, state=State.DROPPED).update(state=state)


def create_drafts(
    row: Delivery, *, by: User, chosen: Sequence[int] | None = None
) -> tuple[list[Article], list[str]]:
    """Make drafts of the chosen stories, or of all. Nothing is published; made once.

    Returns the articles and what an editor should know of them. Raises ImportRefused.
    """
    material = read_material(open_original(row), row.file_name)
    count = len(row.reading.get("stories", []))
    if len(material.stories) != count:
        raise ImportRefused("这份来稿和读的时候不一样了。请再读一次，再建稿。")
    numbers = range(count) if chosen is None else sorted(set(chosen) & set(range(count)))
    if not numbers:
        raise ImportRefused("一篇也没有选。请勾选要建稿的。")
    if not _begin_making(row):
        raise ImportRefused("这份来稿已经建稿，没有再建。")
    stories = apply_revised(row, material.stories)
    try:
        made, notes = manuscripts.create_drafts(material, [stories[n] for n in numbers], by=by)
    except BaseException:
        Delivery.objects.filter(pk=row.pk, state=State.DONE).update(state=State.OPEN)
        raise
    row.articles.add(*made)
    said: dict[str, Any] = {
        "said": f"建了{len(made)}篇草稿",
        "reading": row.reading | {"told": notes},
    }
    Delivery.objects.filter(pk=row.pk).update(**said)
    return made, notes


def _begin_making(row: Delivery) -> bool:
    """Claim it, so that two who press at once make nothing twice."""
    waiting = Delivery.objects.filter(pk=row.pk, state=State.OPEN, page=None)
    return bool(waiting.update(state=State.DONE))
