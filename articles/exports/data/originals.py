"""An issue as files that anybody can use: its texts, its photos as large as they came, and a list.

Each file stands in the list of hashes, so that the package can be verified without this site:
`sha256sum -c SHA256SUMS`. Sealing keeps the same hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import IO

from articles.exports import pictures, wording
from articles.exports.bundle import Content, spool_zip
from articles.exports.contents import Contents, IssueArticle, IssuePage, Picture
from articles.exports.data.table import Table, Value, make_workbook
from articles.exports.enclosures import Enclosed
from articles.exports.plain import write_piece
from articles.text.attached import AttachedFile
from articles.text.checksums import SUMS, write_sums

LIST, NOTICE = "图片说明.xlsx", "说明.txt"
_LONGEST = 24
_WIDEST, _QUALITY = 4000, 88
_COLUMNS = {
    "文件": 44, "版次": 5, "稿件": 36, "图号": 5, "图片说明": 44, "图片署名": 16, "替代文字": 30,
    "宽": 7, "高": 7, "校验码": 20,
}  # fmt: skip


def make_originals(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> IO[bytes]:
    """A ZIP with a folder for each page, and the lists. The file is open at its beginning.

    Raises IssueRefused.
    """
    return spool_zip(_with_sums(_entries(contents, tell)), contents.date)


def _with_sums(entries: Iterator[tuple[str, bytes | Enclosed]]) -> Iterator[tuple[str, Content]]:
    digests = {}
    for name, content in entries:
        if isinstance(content, Enclosed):
            digests[name] = content.digest
        else:
            digests[name] = sha256(content).hexdigest()
        yield name, content
    yield SUMS, write_sums(digests).encode()


def _entries(
    contents: Contents, tell: Callable[[], object]
) -> Iterator[tuple[str, bytes | Enclosed]]:
    yield NOTICE, _to_file(_explain(contents))
    rows: list[tuple[Value, ...]] = []
    for sheet in contents.sheets:
        for position, piece in enumerate(sheet.pieces, 1):
            stem = _stem(sheet, position, piece)
            yield f"{stem}.txt", _to_file(write_piece(piece))
            for number, file in enumerate(piece.attached, 1):
                yield _enclosed_name(stem, number, file), Enclosed(piece, file)
            for number, clip in enumerate(piece.sounds, 1):
                yield f"{stem}-{clip.label}{number}.{clip.kind}", Enclosed(piece, clip)
                if clip.captions:
                    yield f"{stem}-{clip.label}{number}-字幕.vtt", clip.captions.encode()
            for name, facts, content in _photos(stem, sheet, piece):
                rows.append((name, *facts))
                yield name, content
            tell()
    yield LIST, make_workbook([Table("图片说明", _COLUMNS, rows)], contents.date)


def _photos(
    stem: str, sheet: IssuePage, piece: IssueArticle
) -> Iterator[tuple[str, tuple[Value, ...], bytes]]:
    """(file name, values of the list's other columns, bytes) for each photo."""
    for picture in piece.pictures:
        image = pictures.open_largest(piece, picture, _WIDEST)
        facts = (
            sheet.number, piece.title, picture.number, picture.caption,
            picture.credit_text, picture.alt, image.width, image.height, picture.digest,
        )  # fmt: skip
        yield _photo_name(stem, picture), facts, pictures.encode_jpeg(image, _QUALITY)


def _enclosed_name(stem: str, number: int, file: AttachedFile) -> str:
    title = "".join(filter(str.isalnum, file.name))[:_LONGEST]
    return f"{stem}-附件{number}-{title}.{file.kind}"


def _photo_name(stem: str, picture: Picture) -> str:
    return f"{stem}-图{picture.number}.jpg"


def _stem(sheet: IssuePage, position: int, piece: IssueArticle) -> str:
    """第01版/03-书院街图书馆的灯, without characters that file systems refuse."""
    title = "".join(filter(str.isalnum, piece.title))[:_LONGEST] or str(piece.article)
    return f"第{sheet.number:02}版/{position:02}-{title}"


def _explain(contents: Contents) -> str:
    photos = sum(len(piece.pictures) for piece in contents.pieces)
    files = sum(len(piece.attached) for piece in contents.pieces)
    clips = sum(len(piece.sounds) for piece in contents.pieces)
    enclosed = f"，附件{files}个" if files else ""
    enclosed += f"，音视频{clips}段" if clips else ""
    return "\n".join(
        (
            wording.full_title(contents),
            f"共{sum(1 for _ in contents.pieces)}篇，图片{photos}幅{enclosed}。每版一个文件夹，"
            f"一篇一个文本文件，图片说明和署名在“{LIST}”里。",
            f"{SUMS}是每个文件的校验码，在这个文件夹里用“sha256sum -c {SUMS}”就能核对。"
            "这一期封存以后，整个压缩包也可以在网站的“查验报纸”页上查验。",
            "",
        )
    )


def _to_file(text: str) -> bytes:
    """UTF-8 with a byte order mark and CRLF, which every editor on Windows opens."""
    return f"\ufeff{text}".replace("\n", "\r\n").encode()
