"""An issue as a ZIP of archive lines and pictures, which `import_archive` takes back whole.

It holds the photos as they were sent, which may tell place and device: it is the newsroom's own,
no resident may download it (docs/decisions/0007-material.md), and it says so in itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO

from articles import photos
from articles.exports import pictures
from articles.exports.bundle import Content, spool_zip
from articles.exports.contents import Contents
from articles.exports.data import jsonl
from articles.exports.enclosures import Enclosed

LINES, NOTICE = "archive.jsonl", "说明.txt"
_SAID = (
    "内部资料，不要外传。\r\n"
    "photos文件夹里是图片的原片，可能记着拍摄的地点和设备；给读者的图片请用“整期资料包”。\r\n"
    f"{LINES}一行一篇，连同图片可以用import_archive再导入。\r\n"
)


def make_bundle(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> IO[bytes]:
    """The ZIP, dated by its last article: an issue that was planned anew gives the same bytes.

    The file is open at its beginning. Raises IssueRefused if a photo is missing.
    """
    day = max((piece.published for piece in contents.pieces), default=contents.date)
    return spool_zip(_entries(contents, tell), day)


def _entries(contents: Contents, tell: Callable[[], object]) -> Iterator[tuple[str, Content]]:
    yield NOTICE, f"\ufeff{_SAID}".encode()
    text = ""
    for number, (line, piece) in enumerate(jsonl.list_lines(contents, with_photos=True), 1):
        names = []
        for place, picture in enumerate(piece.pictures, 1):
            content = pictures.read_original(piece, picture)
            # photos/0007-1.jpg is the first photo of the seventh line.
            names.append(f"photos/{number:04}-{place}.{photos.kind_of(BytesIO(content))}")
            yield names[-1], content
        shown = {"photos": jsonl.list_photos(piece, names)} if names else {}
        enclosed = {f"files/{number:04}-{at}.{file.kind}": file
                    for at, file in enumerate(piece.attached, 1)}  # fmt: skip
        for name, file in enclosed.items():
            yield name, Enclosed(piece, file)
        if enclosed:
            shown["attachments"] = [{"file": name, "name": file.name}
                                    for name, file in enclosed.items()]  # fmt: skip
        sounds = {f"clips/{number:04}-{at}.{clip.kind}": clip
                  for at, clip in enumerate(piece.sounds, 1)}  # fmt: skip
        for name, clip in sounds.items():
            yield name, Enclosed(piece, clip)
        if sounds:
            shown["clips"] = [jsonl.tell_clip(name, clip) for name, clip in sounds.items()]
        text += jsonl.write_line(line | shown)
        tell()
    yield LINES, text.encode()
