"""How Excel shows the value of a cell: dates, shares, decimals, raised and struck text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from articles.text.characters import clean_for_screen
from articles.text.runs import Run, plain_runs
from articles.text.word.package import local

#: 0, 0.00, #,##0.0, 0%, 000: what of a number is shown.
_NUMBER = re.compile(r"(#,##)?(0+)(?:\.(0{1,9}))?(%)?")
#: Colours, spaces and fill signs of a format, which write nothing.
_UNWRITTEN = re.compile(r"\[[^\]]*\]|_.|\*.|\\(.)")
_SCRIPTS = {"superscript": "sup", "subscript": "sub"}


@dataclass(frozen=True, slots=True)
class RunFont:
    """How a run of a cell is set; named as the library names it."""

    strike: bool
    vertAlign: str  # noqa: N815


@dataclass(frozen=True, slots=True)
class CellRun:
    """Characters of one look; without a font, in that of the cell."""

    text: str
    font: RunFont | None


def read_inline(cell: Any) -> list[CellRun]:
    """The runs of a cell whose text stands in it, and not in the workbook's list; none for any
    other, and for what the library reads itself."""
    names = {local(each): each for each in cell}
    inline = names.get("is")
    if inline is None:
        value = names.get("v")
        return [CellRun(value.text or "", None)] if value is not None else []
    runs = []
    for each in inline:
        if local(each) == "t":
            runs.append(CellRun(each.text or "", None))
        elif local(each) == "r":
            parts = {local(part): part for part in each}
            text = parts["t"].text if "t" in parts else ""
            runs.append(CellRun(text or "", _font_of(parts.get("rPr"))))
    return runs


def _font_of(properties: Any) -> RunFont | None:
    if properties is None:
        return None
    looks = {local(each): each.get("val", "1") for each in properties}
    strike = looks.get("strike", "0") not in ("0", "false")
    return RunFont(strike, looks.get("vertAlign", ""))


def split_struck(cell: Any, inline: list[CellRun] | None = None) -> tuple[Any, str]:
    """The value of a cell without what is struck out, and that; raised text as signs of its own."""
    value = inline or cell.value
    font = getattr(cell, "font", None) if getattr(cell, "has_style", False) else None
    whole = bool(font is not None and font.strike)
    if not isinstance(value, list):  # one look for the whole cell
        return (None, clean_for_screen(str(value))) if whole else (value, "")
    runs, struck_runs = [], []
    for piece in value:
        font = getattr(piece, "font", None)
        text = str(getattr(piece, "text", piece))
        if font.strike if font is not None else whole:
            struck_runs.append(text)
            continue
        script: Any = _SCRIPTS.get(getattr(font, "vertAlign", None) or "", "")
        runs.append(Run(text, script=script))
    return plain_runs(tuple(runs)), clean_for_screen("".join(struck_runs))


def say_cell(value: Any, number_format: str) -> str:  # noqa: PLR0911  one type after the other
    """The value as a reader of the table sees it; what has no such form is said in full."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        day, at = _say_day(value.date(), number_format), value.time()
        return f"{day} {_say_time(at)}" if at != time() else day
    if isinstance(value, date):
        return _say_day(value, number_format)
    if isinstance(value, time):
        return _say_time(value)
    if isinstance(value, int | float):
        return _say_number(value, number_format)
    return clean_for_screen(str(value))


def _say_day(day: date, number_format: str) -> str:
    if "年" in number_format:
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()


def _say_time(at: time) -> str:
    return at.isoformat("seconds" if at.second else "minutes")


def _say_number(value: float, number_format: str) -> str:
    """As its format shows it; digits that only a computer's fractions have are left out."""
    first = _UNWRITTEN.sub("", number_format.partition(";")[0]).replace('"', "").strip()
    found = _NUMBER.fullmatch(first)
    if found is None or first == "0":
        return str(int(value)) if float(value).is_integer() else f"{value:.15g}"
    thousands, digits, decimals, share = found.groups()
    places = len(decimals or "")
    said = f"{value * 100 if share else value:{',' if thousands else ''}.{places}f}"
    whole, point, rest = said.partition(".")
    filled = whole if thousands else whole.zfill(len(digits))
    return f"{filled}{point}{rest}{share or ''}"
