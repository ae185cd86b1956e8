"""Takes in the pages of a PDF, shows them as printed, and gives their photos to the drafts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any, cast
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from articles import photos
from articles.imports import confined
from articles.imports.acts import ImportRefused
from articles.imports.confined import ReadingLog
from articles.imports.pages import SamePage, digest_of, doubt_duplicates, find_first_headline
from articles.models import Article, ImportedPage, Likeness, Photo, Status
from articles.review import record
from articles.text import body
from articles.text.body import Block
from articles.text.layout import PdfReading, join_sheets
from articles.text.page import people
from articles.text.page.reading import Reading, Story

LARGEST = 100 * 1024 * 1024
_TOO_LARGE = "PDF超过100 MB。请拆成几个文件，或者把图片压小，再导入。"
_PHOTO_TOO_LARGE = "图片超过100 MB。请压小一些，再导入。"
_FOLDER = "imported"
_COLON, _COMMA = "\N{FULLWIDTH COLON}", "\N{IDEOGRAPHIC COMMA}"


def take_in_pdf(
    data: bytes,
    *,
    by: User | None,
    title: str = "",
    issued_on: date | None = None,
    page: int | None = None,
    again: bool = False,
    log: ReadingLog | None = None,
) -> list[ImportedPage]:
    """Read and store each page that has text, in order. `page` is the number of a lone one.

    Raises SamePage if one was imported before, unless `again`, and ImportRefused. Belongs outside
    of a transaction, for the file is written, and reading takes its time.
    """
    if len(data) > LARGEST:
        raise ImportRefused(_TOO_LARGE)
    log = log or ReadingLog()
    sheets = confined.read_file(data, log)
    digests = [digest_of(read.text) for read in sheets if read.text]
    known = ImportedPage.objects.filter(digest__in=digests).defer("text", "reading", "history")
    if not again and (same := list(known[:5])):
        raise SamePage(same)
    log.warnings += join_sheets(sheets)
    name = default_storage.save(f"{_FOLDER}/{uuid4().hex}.pdf", ContentFile(data))
    several = len(sheets) > 1
    try:
        with transaction.atomic():
            return [
                _keep(
                    read,
                    file=name,
                    sheet=number,
                    title=f"{title or 'PDF'}第{number}页"[-80:] if several else title,
                    issued_on=issued_on,
                    page=number if several else page,
                    created_by=by,
                )
                for number, read in enumerate(sheets, 1)
                if read.text
            ]
    except BaseException:
        default_storage.delete(name)
        raise


def take_in_photo(data: bytes, **facts: Any) -> list[ImportedPage]:
    """Read and store a photo of a page, as `take_in_pdf` does a file."""
    if len(data) > LARGEST:
        raise ImportRefused(_PHOTO_TOO_LARGE)
    return take_in_pdf(confined.wrap_photo(data), **facts)


def _keep(read: PdfReading, **fields: Any) -> ImportedPage:
    doubt_duplicates(read.reading)
    ((width, height),) = read.sizes
    printed = {
        "width": round(width, 1),
        "height": round(height, 1),
        "places": [[round(side, 1) for side in box] for _, box in read.places],
        "photos": [
            {"box": [round(side, 1) for side in photo.box], "line": photo.line}
            for photo in read.photos
        ],
    }
    (turn,) = read.turns
    if turn is not None:
        printed |= {"turn": round(turn, 2), "sure": read.sure}
    return cast(
        ImportedPage,
        ImportedPage.objects.create(
            text=read.text,
            digest=digest_of(read.text),
            reading=read.reading.as_json(),
            first_headline=find_first_headline(read.reading),
            printed=printed,
            **fields,
        ),
    )


def list_sheets(page: ImportedPage) -> list[ImportedPage]:
    """The pages of the same file, in its order."""
    if not page.file:
        return []
    return list(
        ImportedPage.objects.filter(file=page.file).order_by("sheet").only("sheet", "state")
    )


def delete(pages: QuerySet[ImportedPage]) -> None:
    """Delete pages, and then the files of which no page is left."""
    names = set(pages.exclude(file="").values_list("file", flat=True))
    pages.delete()
    transaction.on_commit(lambda: _delete_unused(names))


def _delete_unused(names: set[str]) -> None:
    for name in names - set(
        ImportedPage.objects.filter(file__in=names).values_list("file", flat=True)
    ):
        with suppress(OSError):
            default_storage.delete(name)


def draw_sheet(page: ImportedPage, width: int) -> bytes:
    """The page as it is printed, as WebP. Raises ImportRefused."""
    return confined.draw_page(_original(page), page.sheet, width, page.printed.get("turn", 0.0))


def _original(page: ImportedPage) -> bytes:
    try:
        with default_storage.open(page.file) as file:
            return bytes(file.read())
    except (OSError, ValueError) as missing:
        raise ImportRefused("PDF原件不在了，版面画不出来。") from missing


# Photos


def add_photos(page: ImportedPage, *, by: User | None) -> list[str]:
    """Give the drafts of a page their photos, in place of the captions in the text.

    Only drafts that nobody has changed. Returns sentences on photos that could not be taken.
    Belongs outside of a transaction, for photos are decoded.
    """
    page.refresh_from_db()
    reading = Reading.from_json(page.reading)
    told: list[str] = []
    for entry in page.reading.get("drafts", []):
        article = Article.objects.filter(pk=entry["article"], status=Status.DRAFT).first()
        if article is None or article.photos.exists():
            continue
        for number, (photo, story) in enumerate(_photos_of(page, reading, entry["lines"]), 1):
            try:
                _add_photo(page, article, number, photo, (reading, story), by)
            except (ImportRefused, photos.PhotoRefused) as why:
                told.append(f"《{article}》的图{number}没有取出来{_COLON}{why}")
    return told


def _photos_of(
    page: ImportedPage, reading: Reading, lines: list[int]
) -> Iterator[tuple[dict[str, Any], Story]]:
    for photo in page.printed.get("photos", []):
        for story in reading.stories:
            own = [number for piece in story.pieces for number in piece.lines]
            if photo["line"] in own and photo["line"] in lines:
                yield photo, story


def _add_photo(
    page: ImportedPage,
    article: Article,
    number: int,
    photo: dict[str, Any],
    place: tuple[Reading, Story],
    by: User | None,
) -> None:
    turn = page.printed.get("turn")
    data = confined.take_picture(_original(page), page.sheet, photo["box"], turn)
    stored = photos.store(default_storage, ContentFile(data, name=f"版面图{number}"))
    Likeness.objects.keep(stored.digest, stored.likeness)
    caption, credit, words = _caption(photo["line"], *place)
    try:
        with transaction.atomic():
            row = Article.objects.select_for_update().get(pk=article.pk)
            if row.status != Status.DRAFT:
                raise ImportRefused("稿件已经送审。")
            Photo.objects.create(
                article=row,
                number=number,
                image=stored.name,
                width=stored.reading.picture.width,
                height=stored.reading.picture.height,
                digest=stored.digest,
                caption=caption,
                credit=credit,
                focus_left=stored.focus[0],
                focus_top=stored.focus[1],
            )
            row.body = _place(row, number, words)
            row.save()
            record.record_change(row, by=by, comment="取自PDF版面的图")
    except BaseException:
        photos.remove(default_storage, stored.name)
        raise


def _caption(line: int, reading: Reading, story: Story) -> tuple[str, str, str]:
    """(caption, credit, both as they stand in the text) of the photo with this line."""
    pieces = story.pieces
    at = next((n for n, p in enumerate(pieces) if line in p.lines and p.kind == "caption"), None)
    if at is None:
        return "", "", ""
    caption = reading.text(pieces[at])
    below = next((p for p in pieces[at + 1 : at + 2] if p.kind == "credit"), None)
    credit = reading.text(below) if below else ""
    names = _COMMA.join(name for _, name in people(credit)) or credit
    most = Photo._meta.get_field("caption").max_length or 0
    words = caption + ("\N{IDEOGRAPHIC SPACE}" + credit if credit else "")
    return (caption, names[:60], words) if len(caption) <= most else ("", names[:60], "")


def _place(article: Article, number: int, words: str) -> str:
    """The body with the photo in the place of its caption; one without stands before the text."""
    blocks = list(body.blocks(article.body))
    in_brackets = f"图片说明{_COLON}{words}"
    for at, block in enumerate(blocks):
        if words and in_brackets in block.text:
            blocks[at] = Block("photo", photo=number)
            break
    return body.clean(body.html(tuple(blocks)))
