"""Typesets the issue as a newspaper (A3), with pictures of its pages.

It is PDF/A-2a and PDF/UA-1; the same issue gives the same bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import pypdfium2

from articles.exports.checking import check_characters
from articles.exports.contents import Contents
from articles.exports.newspaper.acceptance import accept_newspaper
from articles.exports.newspaper.epaper import PagePicture, make_page_picture
from articles.exports.newspaper.parting import Overlong, Paragraph
from articles.exports.newspaper.press import Press
from articles.exports.newspaper.rules import check_pages
from articles.exports.newspaper.sheets import Breach
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.typesetter import Typesetter
from articles.exports.printed import read_pages
from articles.fonts import faces

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
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        root = Path(folder)
        typesetter = Typesetter(root, have)
        pdf, press = _print(contents, typesetter, Shots(root, pool), pool)
        overset = tuple(sorted(press.overset.items()))
        zones = press.zones() if with_pictures else {}
        typesetter.forget()  # what follows needs the memory
        glyphs = read_pages(pdf)
        accept_newspaper(glyphs, press.pages, contents)
        breaches = check_pages(press.pages, glyphs)
        del glyphs, press
        typesetter.forget()  # so that the pictures have the memory
        with pypdfium2.PdfDocument(pdf) as document:
            pages = pool.map(partial(make_page_picture, document=document), zones, zones.values())
            return Newspaper(pdf, tuple(pages), overset, breaches)


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
