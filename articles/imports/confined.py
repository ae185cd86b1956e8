"""What is done with PDFs and photos of pages from outside, in processes with little memory.

Pages with text are read in one process; each page that is a picture in one of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.imports.acts import ImportRefused, say_lines
from articles.text.layout import NOTHING_SEEN, ONLY_PICTURES, PdfReading
from articles.text.scans import is_installed

#: A process is given up after so long, however busy the machine is.
_SECONDS = 600
_REFUSED = 3
_ROOT = Path(__file__).resolve().parents[2]
#: Libraries of the engine start threads of their own, one for each core.
_FEW_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_TOO_COMPLEX = "这个PDF太大或太复杂，读不成。请用“打印成PDF”另存一份，或拆成几个文件，再导入。"
_NOT_INSTALLED = "只有图片，没有读。请管理员在服务器上运行make ocr装上文字识别，再读一次。"


@dataclass(slots=True)
class ReadingLog:
    """What is said of a file while it is read: how far it is, and which pages were not read."""

    progress: Callable[[str], object] = lambda _: None
    warnings: list[str] = field(default_factory=list)


def read_file(data: bytes, log: ReadingLog) -> list[PdfReading]:
    """Read each page of a PDF by itself. Raises ImportRefused."""
    sheets = [PdfReading.from_json(each) for each in json.loads(_run("layout", data, "read"))]
    pictures = [number for number, sheet in enumerate(sheets, 1) if sheet.pictures]
    if pictures and is_installed():
        _recognise(data, sheets, pictures, log)
    elif unread := [number for number in pictures if not sheets[number - 1].text]:
        if len(unread) == len(sheets):
            raise ImportRefused(ONLY_PICTURES)
        log.warnings.append(f"{say_lines(unread, '页')}{_NOT_INSTALLED}")
    if not any(sheet.text for sheet in sheets):
        raise ImportRefused(NOTHING_SEEN)
    return sheets


def _recognise(data: bytes, sheets: list[PdfReading], pictures: list[int], log: ReadingLog) -> None:
    """Put what is recognised on pages that are pictures in the place of what was read of them."""
    for done, number in enumerate(pictures, 1):
        log.progress(f"认字\N{FULLWIDTH COLON}第{number}页（{len(pictures)}页里的第{done}页）")
        try:
            found = PdfReading.from_json(json.loads(_run("scans", data, "read", number)))
        except ImportRefused as why:
            log.warnings.append(f"第{number}页没有读成\N{FULLWIDTH COLON}{why}")
            continue
        if found.text:
            sheets[number - 1] = found
        elif not sheets[number - 1].text:
            log.warnings.append(f"第{number}页是图片，没有认出文字。")


def count_pages(data: bytes) -> int:
    """How many pages a PDF has that does nothing but show them. Raises ImportRefused."""
    return int(_run("layout", data, "count"))


def draw_page(data: bytes, number: int, width: int, turn: float) -> bytes:
    """A page as WebP, put straight if it is a scan. Raises ImportRefused."""
    return _run("layout", data, "draw", number, width, turn)


def take_picture(data: bytes, number: int, box: tuple[float, ...], turn: float | None) -> bytes:
    """A picture of a page: the file that was put in, or cut out of a scan. Raises ImportRefused."""
    if turn is None:
        return _run("layout", data, "take", number, *box)
    return _run("layout", data, "cut", number, turn, *box)


def wrap_photo(data: bytes) -> bytes:
    """A PDF of one page that is this photo. Raises ImportRefused."""
    return _run("scans", data, "wrap")


def _run(room: str, data: bytes, act: str, *arguments: Any) -> bytes:
    command = [sys.executable, "-m", f"articles.text.{room}", act, *map(str, arguments)]
    try:
        done = subprocess.run(  # noqa: S603  nothing in it was typed by anybody
            command,
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            cwd=_ROOT,
            check=False,
            env=os.environ | _FEW_THREADS,
        )
    except subprocess.TimeoutExpired as late:
        raise ImportRefused(_TOO_COMPLEX) from late
    if done.returncode == _REFUSED:
        raise ImportRefused(done.stderr.decode(errors="replace"))
    if done.returncode:
        raise ImportRefused(_TOO_COMPLEX)
    return done.stdout
