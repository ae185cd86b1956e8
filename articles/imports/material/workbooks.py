"""What a reader of an Excel workbook sees in its cells, and what he doesn't see or can't take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from articles.imports.acts import ImportRefused
from articles.imports.material.cell_values import CellRun, read_inline, say_cell, split_struck
from articles.text.word.beside import chart_text, plain
from articles.text.word.package import Package, WordRefused, check_parts, local, parse_xml

MOST_ROWS, MOST_COLUMNS = 2000, 60
#: How cells say that their text stands in them; some programs write the second.
_INLINE = ("inlineStr", "is")
_BROKEN = "表格打不开，可能已经损坏。请另存为“.xlsx”再送来。"
#: The codes in a header or footer: where it stands, fonts, sizes, colours, page numbers.
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])')


@dataclass(slots=True)
class BookSheet:
    """A sheet's rows as they are shown; and, word for word, what of it is hidden, struck out, or a
    formula that says nothing."""

    title: str
    rows: list[list[str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    unsolved: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """The sheets that are shown, and what stands beside the cells, by the code of its note."""

    sheets: list[BookSheet] = field(default_factory=list)
    beside: dict[str, list[str]] = field(default_factory=dict)

    def told(self) -> dict[str, list[str]]:
        """All that is in no row, by the code of its note."""
        out = {code: [*said] for code, said in self.beside.items()}
        for sheet in self.sheets:
            of = {"hidden": sheet.hidden, "deleted": sheet.struck, "unsolved": sheet.unsolved}
            for code, said in of.items():
                out.setdefault(code, []).extend(said)
        return {code: said for code, said in out.items() if said}


def read_workbook(data: bytes) -> Workbook:
    """Raises ImportRefused if it can't be opened, or its XML is hostile."""
    try:
        package = check_parts(data)
        import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415  (a quarter of a second)

        book = openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True
        )
    except WordRefused as refused:
        raise ImportRefused(str(refused)) from refused
    except Exception as broken:  # a broken file may raise anything there
        raise ImportRefused(_BROKEN) from broken
    read = Workbook(beside=_read_beside(package))
    try:
        parts = _sheet_parts(package)
        for at, sheet in enumerate(book.worksheets):
            marks = _Marks.of(package, parts[at] if at < len(parts) else "", read.beside)
            found = _read_sheet(sheet, marks)
            if sheet.sheet_state != "visible":
                said = "\n".join(" ".join(filter(None, row)) for row in found.rows if any(row))
                whole = [said, *found.hidden, *found.struck]
                if text := "\n".join(filter(None, whole)):
                    heading = f"工作表“{sheet.title}”\N{FULLWIDTH COLON}"
                    read.beside.setdefault("hidden", []).append(f"{heading}{text}")
                continue
            read.sheets.append(found)
    except Exception as broken:
        raise ImportRefused(_BROKEN) from broken
    finally:
        book.close()
    return read


@dataclass(slots=True)
class _Marks:
    """What a sheet's XML says beside the values."""

    rows: set[int] = field(default_factory=set)  # that are hidden
    columns: list[tuple[int, int]] = field(default_factory=list)
    unsolved: set[str] = field(default_factory=set)  # places of formulas without a result
    merged: dict[tuple[int, int], int] = field(default_factory=dict)  # the last row, by the first
    inline: dict[tuple[int, int], list[CellRun]] = field(default_factory=dict)
    _row: int = 0  # the number of the row that is read; one that says none follows the one above

    @classmethod
    def of(cls, package: Package, part: str, beside: dict[str, list[str]]) -> _Marks:
        self = cls()
        if not package.has(part):
            return self
        source = BytesIO(package.bytes_of(part))
        for _, each in etree.iterparse(source, resolve_entities=False, no_network=True):
            match local(each):
                case "row":
                    self._read_row(each)
                case "col" if _is_hidden(each, "width"):
                    self.columns.append((int(each.get("min", "0")), int(each.get("max", "0"))))
                case "mergeCell":
                    self._read_merged(each.get("ref", ""))
                case "oddHeader" | "oddFooter" | "firstHeader" | "evenHeader":
                    if text := _HEADER_CODE.sub(" ", each.text or "").strip():
                        beside.setdefault("header", []).append(text)
                case _:
                    continue
            each.clear()
        return self

    def _read_row(self, row: Any) -> None:
        number = row.get("r", "")
        self._row = int(number) if number.isdigit() else self._row + 1
        if _is_hidden(row, "ht"):
            self.rows.add(self._row)
        column = 0
        for cell in row:
            letters = re.match("[A-Z]{1,3}", cell.get("r", ""))
            column = _column_number(letters[0]) if letters else column + 1
            kept = cell.get("t") in _INLINE and self._row <= MOST_ROWS + 1
            if kept and (runs := read_inline(cell)):
                self.inline[self._row, column] = runs
            names = {local(each): each for each in cell}
            value = names.get("v")
            said = value is not None and bool((value.text or "").strip())
            if "f" in names and not said and cell.get("t") != "str":
                self.unsolved.add(cell.get("r", ""))

    def _read_merged(self, ref: str) -> None:
        found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", ref)
        if found and found[1] == found[3]:
            self.merged[int(found[2]), _column_number(found[1])] = int(found[4])

    def hides(self, row: int, column: int) -> bool:
        return row in self.rows or any(first <= column <= last for first, last in self.columns)


def _is_hidden(element: Any, measure: str) -> bool:
    """Is a row or a column hidden, or of no height or width?"""
    return element.get("hidden") in ("1", "true") or element.get(measure) in ("0", "0.0")


def _column_number(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number


def _sheet_parts(package: Package) -> list[str]:
    """The parts of the sheets in the order of the workbook; those of charts have none of theirs."""
    main = next(
        (each.target for each in package.relations("").values() if each.kind == "officeDocument"),
        "xl/workbook.xml",
    )
    relations, root = package.relations(main), package.tree(main)
    out = []
    for each in root.iter() if root is not None else ():
        if local(each) != "sheet":
            continue
        keys = (text for name, text in each.attrib.items() if name.endswith("}id"))
        relation = relations.get(next(keys, ""))
        if relation is not None and relation.kind == "worksheet":
            out.append(relation.target)
    return out


def _read_sheet(sheet: Any, marks: _Marks) -> BookSheet:
    found = BookSheet(sheet.title)
    above: dict[int, tuple[int, str]] = {}  # the open merged cell of a column: last row, its text
    rows = sheet.iter_rows(min_row=1, max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    for number, cells in enumerate(rows, 1):
        shown, hidden = [], []
        for column, cell in enumerate(cells, 1):
            text = _read_cell(cell, found, marks, marks.inline.get((number, column)))
            if (last := marks.merged.get((number, column))) is not None:
                above[column] = last, text
            elif not text and column in above and number <= above[column][0]:
                text = above[column][1]
            if text and marks.hides(number, column):
                hidden.append(text)
                text = ""
            shown.append(text)
        if hidden:
            found.hidden.append(f"第{number}行\N{FULLWIDTH COLON}{' '.join(hidden)}")
        found.rows.append(shown)
    return found


def _read_cell(cell: Any, found: BookSheet, marks: _Marks, inline: list[CellRun] | None) -> str:
    if cell.value is None and not inline:
        place = cell.coordinate if hasattr(cell, "row") else ""
        if place and place in marks.unsolved:
            found.unsolved.append(place)
        return ""
    if cell.data_type == "e":
        found.unsolved.append(f"{cell.coordinate} {cell.value}")
        return ""
    kept, struck = split_struck(cell, inline)
    if struck.strip():
        found.struck.append(struck)
    return say_cell(kept, cell.number_format)


def _read_beside(package: Package) -> dict[str, list[str]]:
    """Comments, drawn text and charts."""
    out: dict[str, list[str]] = {}
    for code, text in _find_beside(package):
        if text:
            out.setdefault(code, []).append(text)
    return out


def _find_beside(package: Package) -> Iterator[tuple[str, str]]:
    for part in package.find(r"xl/(?:.*/)?comments?\d*\.xml"):
        for each in _tree(package, part).iter():
            if local(each) == "comment":
                yield "comment", plain(each)
    for part in package.find(r"xl/drawings/[^/]*\.xml"):
        for each in _tree(package, part).iter():
            if local(each) == "txBody":
                yield "drawn", plain(each)
    for part in package.find(r"xl/charts/chart[^/]*\.xml"):
        yield "object", f"图表 {chart_text(_tree(package, part))}".strip()


def _tree(package: Package, part: str) -> Any:
    try:
        return parse_xml(package.bytes_of(part))
    except WordRefused as refused:
        raise ImportRefused(_BROKEN) from refused
