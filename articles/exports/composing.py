"""The composing room: what typst makes of a template of ours. Nothing that people typed ever
reaches typst as markup: it arrives as data, and is only shown."""

from __future__ import annotations

import ctypes
import json
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from articles.exports.fonts import Faces, faces

#: PDF/A for the archive, PDF/UA for who cannot see it.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_HERE = Path(__file__).parent / "typst"
_WORDS = "words.typ"  # what all templates share


def composed(template: str, data: dict[str, Any], made: datetime, root: Path = _HERE) -> bytes:
    """The PDF of that template, made at that time. Raises NoFonts.

    The template reads `data` from sys.inputs; `root` is the directory of the photos it names.
    """
    return _set(template, data, root, format="pdf", pdf_standards=STANDARDS, timestamp=made)


def painted(template: str, data: dict[str, Any], dots: float) -> bytes:
    """The first page of that template as PNG, with so many dots to an inch. Raises NoFonts."""
    return _set(template, data, _HERE, format="png", ppi=dots)


def _set(template: str, data: dict[str, Any], root: Path, **how: Any) -> bytes:
    have = faces()
    laid_out(root, template)
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
    """Of what typst has made: a PDF, or the picture of the first page."""
    return (made[0] if isinstance(made, list) else made) or b""


def laid_out(root: Path, *templates: str) -> None:
    """Has the templates, and what they share, in the root."""
    if root != _HERE:
        for name in (_WORDS, *templates):
            shutil.copy(_HERE / name, root)


def inputs_of(have: Faces) -> dict[str, str]:
    """What words.typ asks for."""
    named = {"song": have.song, "hei": have.hei, "kai": have.kai, "bold": have.bold}
    return {"faces": json.dumps(named)}


def forget(have: Faces) -> None:
    """Gives back what typst remembers of the last ten documents: 0.4 GB of 600 articles.

    Empty documents push them out, in ten milliseconds; glibc would keep the room for itself.
    """
    for _ in range(11):
        typst.compile(b" ", font_paths=have.fonts, ignore_system_fonts=True)
    with suppress(AttributeError):  # no glibc
        ctypes.CDLL(None).malloc_trim(0)
