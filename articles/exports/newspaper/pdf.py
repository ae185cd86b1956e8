"""Typesets the issue as a newspaper (A3), with pictures of its pages.

It is PDF/A-2a and PDF/UA-1; the same issue gives the same bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import pypdfium2

from articles.exports.checking import check_characters
from articles.exports.contents import Contents
from articles.exports.newspaper.acceptance import accept_newspaper
from articles.exports.newspaper.epaper import PagePicture, PagePictures
from articles.exports.newspaper.parting import Overlong, Paragraph
from articles.exports.newspaper.press import Press
from articles.exports.newspaper.rules import check_page, check_together
from articles.exports.newspaper.sheets import Breach
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.typesetter import Typesetter
from articles.exports.printed import Glyph, read_page
from articles.fonts import faces
from articles.text.layout.pdf import ALONE

__all__ = ["Newspaper", "make_newspaper"]

#: After how many more objects Python looks for cycles among them, while pages are made up.
_RARELY = 200_000
#: The usual bounds, once for each newspaper that is being made in this process.
_USUAL: list[tuple[int, int, int]] = []
_COUNTING = Lock()


@dataclass(frozen=True, slots=True)
class Newspaper:
    """The PDF and the pictures. `overset`: (planned page, characters that did not fit on it and
    went to a sheet that pages share). `breaches` are the rules of make-up that pages break."""

    pdf: bytes
    pages: tuple[PagePicture, ...]
    overset: tuple[tuple[int, int], ...]
    breaches: tuple[Breach, ...] = ()


def leave_photos_out(contents: Contents) -> Contents:
    """The issue without the photos of articles for which an editor chose to use none."""
    return replace(contents, sheets=tuple(
        replace(sheet, pieces=tuple(
            replace(each, pictures=()) if each.photo_size == "none" else each
            for each in sheet.pieces
        ))
        for sheet in contents.sheets
    ))  # fmt: skip


@contextmanager
def _collect_rarely() -> Iterator[None]:
    """What making up allocates is in no cycles: looking for some took a seventh of its time.

    Two threads may make newspapers at once: the last of them to end sets the usual bound again.
    """
    with _COUNTING:
        usual = _USUAL[-1] if _USUAL else gc.get_threshold()
        _USUAL.append(usual)
        gc.set_threshold(max(_RARELY, usual[0]), *usual[1:])
    try:
        yield
    finally:
        with _COUNTING:
            usual = _USUAL.pop()
            if not _USUAL:
                gc.set_threshold(*usual)


@_collect_rarely()
def make_newspaper(contents: Contents, *, with_pictures: bool = True) -> Newspaper:
    """The newspaper as planned. What pages can't hold stands on sheets that they share.

    Without pictures, `pages` is empty, and the PDF takes half the time.
    Raises NoFonts, and IssueRefused naming the article that cannot be typeset, or of which
    something is not in its place.
    """
    have = faces()
    contents = check_characters(leave_photos_out(contents), have.characters)
    # One thread packs pictures: two would each keep the memory of a page that they have packed.
    with (
        TemporaryDirectory() as folder,
        ThreadPoolExecutor(2) as pool,
        ThreadPoolExecutor(1) as packing,
    ):
        root = Path(folder)
        typesetter = Typesetter(root, have)
        pdf, press = _print(contents, typesetter, Shots(root, pool), pool)
        overset = tuple(sorted(press.overset.items()))
        pictures = PagePictures(press.zones() if with_pictures else {}, packing)
        pages = press.pages
        del press
        typesetter.forget()  # what follows needs the memory
        breaches = _look_over(pdf, pages, contents, pictures)
        return Newspaper(pdf, pictures.collect(), overset, breaches)


def _look_over(
    pdf: bytes, pages: Sequence[dict[str, Any]], contents: Contents, pictures: PagePictures
) -> tuple[Breach, ...]:
    """What breaks a rule of make-up in the finished PDF, which is read once: its pages are drawn
    and let go of one by one. Raises IssueRefused if something is not in its place."""
    breaches: list[Breach] = []

    def read(document: pypdfium2.PdfDocument) -> Iterator[list[Glyph]]:
        for sheet, page in zip(range(len(document)), pages, strict=True):
            with ALONE, closing(document[sheet]) as printed:
                glyphs = read_page(printed)
                pictures.draw(sheet, printed)
            pictures.pack(sheet)
            breaches.extend(check_page(page, glyphs))
            yield glyphs

    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
    try:
        accept_newspaper(read(document), pages, contents)
    finally:
        with ALONE:
            document.close()
    return (*breaches, *check_together(pages))


def _print(
    contents: Contents, typesetter: Typesetter, shots: Shots, pool: Executor
) -> tuple[bytes, Press]:
    """The PDF and what made it up; anew where parted paragraphs took more lines than reckoned."""
    stiff: set[Paragraph] = set()
    while True:
        press = Press(contents, typesetter, shots, pool, stiff)
        try:
            return press.run(), press
        except Overlong as seen:  # each time other paragraphs
            stiff |= seen.paragraphs
