"""Typesets our typst templates. What people typed never reaches typst as markup, only as data."""

from __future__ import annotations

import ctypes
import json
import shutil
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import typst

from articles.fonts import Faces, faces

#: PDF/A for archives, PDF/UA for screen readers.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_HERE = Path(__file__).parent / "typst"
_WORDS = "words.typ"  # shared by all templates
BEIJING = timezone(timedelta(hours=8))


def compose_pdf(template: str, data: dict[str, Any], made: datetime, root: Path = _HERE) -> bytes:
    """Typeset a template as a PDF with the creation time `made`. Raises NoFonts.

    The template reads `data` from sys.inputs. The photos that it names are in the directory `root`.
    """
    return _compile(template, data, root, format="pdf", pdf_standards=STANDARDS, timestamp=made)


def compose_png(template: str, data: dict[str, Any], dots: float) -> bytes:
    """Typeset the first page of a template as PNG, at `dots` per inch. Raises NoFonts."""
    return _compile(template, data, _HERE, format="png", ppi=dots)


def noon_of(day: date) -> datetime:
    """Noon of the day, the creation time of its files: the real time would change their bytes."""
    return datetime.combine(day, time(12), BEIJING)


def _compile(template: str, data: dict[str, Any], root: Path, **how: Any) -> bytes:
    have = faces()
    copy_templates(root, template)
    made = typst.compile(
        root / template,
        root=root,
        font_paths=have.fonts,
        ignore_system_fonts=True,
        sys_inputs=inputs_of(have) | {"data": json.dumps(data, ensure_ascii=False)},
        **how,
    )
    forget(have)
    return first_file(made)


def first_file(made: bytes | list[bytes] | None) -> bytes:
    """The first file of typst's result: the PDF, or the picture of the first page."""
    return (made[0] if isinstance(made, list) else made) or b""


def copy_templates(root: Path, *templates: str) -> None:
    """Copy the templates, and the one that they all import, to `root`."""
    if root != _HERE:
        for name in (_WORDS, *templates):
            shutil.copy(_HERE / name, root)


def inputs_of(have: Faces) -> dict[str, str]:
    """The inputs that words.typ needs."""
    named = {"song": have.song, "hei": have.hei, "kai": have.kai, "bold": have.bold,
             "footed": have.footed, "others": have.others, "marked": have.marked}  # fmt: skip
    return {"faces": json.dumps(named)}


def forget(have: Faces) -> None:
    """Free typst's cache of the last ten documents, which is 0.4 GB for 600 articles.

    Empty documents evict them within ten milliseconds; glibc is told to return the memory.
    """
    compiler = typst.Compiler(b" ", font_paths=have.fonts, ignore_system_fonts=True)
    for _ in range(11):
        compiler.compile(b" ")
    with suppress(AttributeError):  # this is not glibc
        ctypes.CDLL(None).malloc_trim(0)
