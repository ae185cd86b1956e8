"""The photos of an issue as large as they came, with a list of their captions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from articles.exports import pictures
from articles.exports.bundle import spool_zip
from articles.exports.contents import Contents, IssueArticle, IssuePage, Picture
from articles.exports.data.table import Table, Value, make_workbook
from articles.text.credit import credit_line
from articles.text.dates import format_day

LIST = "图片说明.xlsx"
_LONGEST = 24
_WIDEST, _QUALITY = 4000, 88
_COLUMNS = {
    "文件": 44, "版次": 5, "稿件": 36, "图号": 5, "图片说明": 44, "图片署名": 16, "替代文字": 30,
    "宽": 7, "高": 7, "校验码": 20,
}  # fmt: skip


def make_originals(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> IO[bytes]:
    """A ZIP with a folder for each page, and the list. The file is open at its beginning.

    Raises IssueRefused.
    """
    return spool_zip(_entries(contents, tell), contents.date)


def _entries(contents: Contents, tell: Callable[[], object]) -> Iterator[tuple[str, bytes]]:
    rows: list[tuple[Value, ...]] = []
    for name, facts, content in _files(contents, tell):
        rows.append((name, *facts))
        yield name, content
    if not rows:
        note = f"{format_day(contents.date)}这一期没有图片。\r\n"
        yield "说明.txt", f"\ufeff{note}".encode()
    yield LIST, make_workbook([Table("图片说明", _COLUMNS, rows)], contents.date)


def _files(
    contents: Contents, tell: Callable[[], object]
) -> Iterator[tuple[str, tuple[Value, ...], bytes]]:
    """(file name, values of the list's other columns, bytes) for each photo."""
    for sheet in contents.sheets:
        for position, piece in enumerate(sheet.pieces, 1):
            for picture in piece.pictures:
                name = _name(sheet, position, piece, picture)
                image = pictures.open_largest(piece, picture, _WIDEST)
                facts = (
                    sheet.number, piece.title, picture.number, picture.caption,
                    credit_line(picture.credit), picture.alt, image.width, image.height,
                    picture.digest,
                )  # fmt: skip
                yield name, facts, pictures.encode_jpeg(image, _QUALITY)
            tell()


def _name(sheet: IssuePage, position: int, piece: IssueArticle, picture: Picture) -> str:
    """第01版/03-书院街图书馆的灯-图1.jpg, without characters that file systems refuse."""
    title = "".join(filter(str.isalnum, piece.title))[:_LONGEST] or str(piece.article)
    return f"第{sheet.number:02}版/{position:02}-{title}-图{picture.number}.jpg"
