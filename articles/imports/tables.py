"""Lists that people keep in a table (CSV or XLSX): their rows, and which column is what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from articles.imports.acts import ImportRefused
from articles.imports.kinds import FileKind, find_kind
from articles.imports.material.sheets import read_table
from articles.imports.material.workbooks import read_workbook
from articles.text.characters import clean_for_screen
from articles.text.charsets import read_text
from articles.text.dates import BadDay, parse_day

#: The bytes and the rows that a table may have.
LARGEST, MOST_ROWS = 2 * 1024 * 1024, 2000


@dataclass
class TableReport:
    """What became of a table's rows: what was added and changed, and why others were refused."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    refused: list[str] = field(default_factory=list)

    def refuse(self, number: int, why: str) -> None:
        self.refused.append(f"第{number}行\N{FULLWIDTH COLON}{why}")


def read_rows(data: bytes, what: str) -> list[Sequence[str]]:
    """All rows of all sheets; `what` is what the table should be. Raises ImportRefused."""
    if len(data) > LARGEST:
        raise ImportRefused(f"表格超过2 MB，不像是{what}。请分成几个再导入。")
    if find_kind(data) is FileKind.SHEET:
        return _read_book(data)
    encoded = read_text(data)
    if encoded is None or encoded.text.startswith("PK"):
        raise ImportRefused("这不是表格。请另存为“.xlsx”或“.csv”再导入。")
    return [[clean_for_screen(cell) for cell in row] for row in read_table(encoded.text)]


def _read_book(data: bytes) -> list[Sequence[str]]:
    """The rows of a workbook in which nothing is hidden or without a value."""
    sheets = read_workbook(data).sheets
    if unseen := [each for sheet in sheets for each in (*sheet.hidden, *sheet.struck)]:
        raise ImportRefused(
            f"表里有隐藏的行、列，或者划了删除线的字（{unseen[0][:40]}）。"
            "请取消隐藏、删去不要的，再导入。"
        )
    if unsolved := [each for sheet in sheets for each in sheet.unsolved]:
        raise ImportRefused(
            f"表里有没有算出结果的公式（{unsolved[0]}）。请在Excel里打开、存一次，再导入。"
        )
    return [row for sheet in sheets for row in sheet.rows]


def find_columns(
    rows: Sequence[Sequence[str]], heads: Mapping[str, str], needed: Collection[str], wanted: str
) -> tuple[list[tuple[int, Sequence[str]]], dict[str, int]]:
    """The numbered rows below the heads, and the place of each column.

    `heads` says by which words, as a regular expression, each column is known; `wanted` is said
    where the `needed` ones are not there. Raises ImportRefused.
    """
    for at, row in enumerate(rows[:10]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            for name, words in heads.items():
                if name not in columns and re.fullmatch(words, cell.strip()):
                    columns[name] = place
        if set(needed) <= columns.keys():
            below = list(enumerate(rows[at + 1 :], at + 2))
            if len(below) > MOST_ROWS:
                raise ImportRefused(f"表格超过{MOST_ROWS}行。请分成几个再导入。")
            return below, columns
    raise ImportRefused(f"没有找到表头。{wanted}")


def read_cells(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's number and its cells by column; rows in which nothing stands are left out."""
    for number, row in rows:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        if any(cells.values()):
            yield number, cells


def read_day_cell(text: str, what: str) -> date:
    """The day in a cell: 2026-03-01, 2026/3/1, 2026年3月1日, a day of Excel.

    Raises ValidationError that names the column, `what`, and says how to write it.
    """
    parts = re.findall(r"\d+", text)[:3]
    try:
        return parse_day("-".join(part.zfill(2) for part in parts))
    except BadDay as why:
        raise ValidationError(f"{what}“{text[:12]}”读不出，请写成2026-11-09这样。") from why
