"""Walks a Word file and puts what a reader of it sees in order; the rest is told in a margin.

Whatever element is not known is walked through, so that text in it is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from articles.text.block import Block
from articles.text.body import blocks
from articles.text.outside import clean_outside, decode_html
from articles.text.outside.ink import PICTURE
from articles.text.outside.lists import Marker
from articles.text.word.beside import (
    is_placeholder,
    plain,
    read_footnotes,
    read_web_archive,
    tell_comments,
    tell_headers,
)
from articles.text.word.drawings import Drawings, FoundPicture, choose
from articles.text.word.inline import Inline
from articles.text.word.items import (
    GridCell,
    TextSpan,
    WordItem,
    WordLine,
    WordTable,
    cut_paragraph,
)
from articles.text.word.notes import Margin
from articles.text.word.numbering import Numbering
from articles.text.word.package import (
    Element,
    Package,
    R,
    W,
    WordRefused,
    child,
    is_on,
    local,
    open_package,
    value,
)
from articles.text.word.structure import (
    controls_around,
    ends_section,
    is_contents,
    is_mark_gone,
    table_of,
    wrap_run,
)
from articles.text.word.styles import ParagraphLook, RunLook, StyleBook, page_ground

_SKIPPED = frozenset(
    ("sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "pPr", "customXmlPr",
     "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")
)  # fmt: skip
_MOST_CHUNKS = 2
#: A text of more characters in a box or frame is a story, and no caption.
_FRAMED = 120
#: A line of a table of contents, made by a field that sets it like text.
_ENTRY = re.compile(r".{1,80}?[\s.…·]+\d{1,4}")
#: How an MHT begins, in which programs put HTML with its pictures into a Word file.
_ARCHIVED = re.compile(rb"\s*(?:MIME-Version|Content-Type):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flat:
    """A file's items in order, its pictures by number from 1, and what stands beside."""

    items: list[WordItem]
    pictures: list[FoundPicture]
    margin: Margin


def flatten(package: Package) -> Flat:
    """Raises WordRefused for XML that is broken or hostile."""
    return _Walk(package, Margin(), []).read()


class _Walk:
    def __init__(
        self, package: Package, margin: Margin, pictures: list[FoundPicture], depth: int = 0
    ) -> None:
        self._package, self._margin, self._depth = package, margin, depth
        self._relations = package.relations(package.main)
        where = {relation.kind: relation.target for relation in self._relations.values()}
        self._styles = StyleBook.of(package, where.get("styles", "word/styles.xml"))
        self._numbers = Numbering.of(package, where.get("numbering", "word/numbering.xml"))
        self._footnotes = read_footnotes(package, self._relations)
        self._drawings = Drawings(package, self._relations, margin, pictures)
        self._inline = Inline(
            self._styles, self._relations, margin, self._drawings, self._footnotes, self._boxed
        )
        self._carried: list[TextSpan] = []
        self._paragraphs = self._blanks = 0
        self._new_page = False
        self._ground = ""

    def read(self) -> Flat:
        root = self._package.tree(self._package.main)
        body = child(root, "body")
        if body is None:
            body = root
        self._ground = page_ground(root)
        items: list[WordItem] = []
        self._block(body, items)
        items += self._end_carried()
        tell_headers(self._package, self._relations, self._margin)
        tell_comments(self._package, self._relations, self._margin)
        self._inline.tell_rest()
        if self._package.find(r".*vbaproject\.bin"):
            self._margin.add("macro")
        return Flat(_unbox(items), self._drawings.pictures, self._margin)

    def _end_carried(self) -> list[WordItem]:
        """What was to go on in a next paragraph, where there is none."""
        carried, self._carried = self._carried, []
        return self._lines(carried, ParagraphLook(), None) if carried else []

    def _block(self, container: Element, items: list[WordItem]) -> None:
        for each in container:
            match local(each):
                case "p":
                    items += self._paragraph(each)
                case "tbl":
                    items += _unframe(self._table(each))
                case "del" | "moveFrom":
                    self._inline.leave("deleted", plain(each))
                case "altChunk" | "subDoc":
                    items += self._chunk(each)
                case "AlternateContent":
                    self._block(choose(each), items)
                case "sdt" if is_placeholder(each):
                    self._margin.add("placeholder", plain(each))
                case "r" | "hyperlink":  # text beside the paragraphs, as broken programs leave it
                    items += self._paragraph(wrap_run(each))
                case "sdt" if is_contents(each):
                    self._margin.add("toc", plain(each))
                case name if name and name not in _SKIPPED:
                    self._block(each, items)

    # Paragraphs

    def _paragraph(self, element: Element) -> list[WordItem]:
        properties = child(element, "pPr")
        look, run = self._styles.look_of(value(child(properties, "pStyle")))
        look = look.with_own(properties)
        run = replace(run, ground=run.ground or look.ground or self._ground)
        stretches, boxes, new_page = self._inline.read(element, run)
        text = "".join(span.text for span in stretches).strip()
        if look.kind == "toc" or (self._inline.lists_contents and _ENTRY.fullmatch(text)):
            if text:
                self._margin.add("toc", text)
            return boxes
        stretches = [*self._carried, *stretches]
        self._carried = []
        mark = child(properties, "rPr")
        if mark is not None and is_mark_gone(mark):
            self._carried = stretches
            return boxes
        if value(child(properties, "framePr"), "dropCap") in ("drop", "margin"):
            self._carried = stretches  # the first character of the next paragraph, set large
            return boxes
        marker = self._numbers.next(look.list_id, look.list_level) if look.list_id else None
        starts = look.starts_page or self._new_page
        self._new_page = new_page == "after" or ends_section(properties)
        shown = self._lines(stretches, look, marker, starts=starts or new_page == "before")
        if not shown and starts:
            self._new_page = True
        return [*shown, *boxes]

    def _lines(
        self,
        stretches: Sequence[TextSpan],
        look: ParagraphLook,
        marker: Marker | None,
        *,
        starts: bool = False,
    ) -> list[WordItem]:
        self._paragraphs += 1
        line = WordLine((), look, self._paragraphs, self._blanks, marker, starts_page=starts)
        cut = cut_paragraph(stretches, line)
        self._blanks = 0 if cut else self._blanks + 1
        return list(cut)

    def _boxed(self, content: Element) -> list[WordItem]:
        """The paragraphs of a text box, which stand behind the paragraph that it hangs on."""
        kept = self._new_page, self._carried, self._ground
        self._new_page, self._carried, self._ground = False, [], PICTURE
        items: list[WordItem] = []
        self._block(content, items)
        items += self._end_carried()
        self._new_page, self._carried, self._ground = kept
        return [replace(each, boxed=True) if isinstance(each, WordLine) else each for each in items]

    # Tables

    def _table(self, element: Element) -> WordTable:
        grid = WordTable(starts_page=self._new_page)
        self._new_page = False
        open_cells: dict[int, GridCell] = {}
        for row in element.iter(W + "tr"):
            if table_of(row) is not element:
                continue
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self._inline.leave("deleted", plain(row))
                continue
            if is_on(child(properties, "hidden")):
                self._inline.leave("hidden", plain(row))
                continue
            if not grid.rows and is_on(child(properties, "tblHeader")):
                grid.headed = True
            grid.rows.append(self._row(row, element, open_cells))
        self._blanks = 0
        return grid

    def _row(self, row: Element, table: Element, open_cells: dict[int, GridCell]) -> list[GridCell]:
        cells: list[GridCell] = []
        before = value(child(child(row, "trPr"), "gridBefore"))
        column = int(before) if before.isdigit() and len(before) < 3 else 0
        if column:
            cells.append(GridCell(across=column))
        for element in row.iter(W + "tc"):
            if table_of(element) is not table:
                continue
            properties = child(element, "tcPr")
            if child(properties, "cellDel") is not None:
                self._inline.leave("deleted", plain(element))
                continue
            span = value(child(properties, "gridSpan"))
            across = min(int(span), 60) if span.isdigit() and 0 < len(span) < 4 else 1
            merge = child(properties, "vMerge")
            cell = GridCell(across=max(across, 1))
            kept, self._ground = self._ground, PICTURE  # a table's style may colour its cells
            if any(map(is_placeholder, controls_around(element, row))):
                self._margin.add("placeholder", plain(element))
            else:
                self._block(element, cell.items)
                cell.items += self._end_carried()
            self._ground = kept
            beside = child(properties, "hMerge")
            if beside is not None and value(beside) != "restart" and cells:
                cells[-1].across += 1
                cells[-1].items += cell.items
                column += 1
                continue
            above = open_cells.get(column)
            if merge is not None and value(merge) != "restart" and above is not None:
                above.down += 1
                above.items += cell.items
            else:
                cells.append(cell)
                if merge is not None:
                    open_cells[column] = cell
                else:
                    open_cells.pop(column, None)
            if any(isinstance(each, WordTable) for each in cell.items):
                self._margin.add("nested_table")
            column += cell.across
        return cells

    # Other files inside

    def _chunk(self, element: Element) -> list[WordItem]:
        relation = self._relations.get(element.get(R + "id", ""))
        if relation is None or relation.external or not self._package.has(relation.target):
            self._margin.add("altchunk", relation.target if relation else "")
            return []
        data = self._package.bytes_of(relation.target)
        ending = relation.target.rpartition(".")[2]
        try:
            items = self._read_chunk(data, ending)
        except WordRefused as refused:
            self._margin.add("altchunk", f"{ending}\N{FULLWIDTH COLON}{refused}")
            return []
        where = "文字放在原处" if items else "没有读，请另存成Word或文字再送来"
        self._margin.add("altchunk", f"{ending}，{where}")
        return items

    def _read_chunk(self, data: bytes, ending: str) -> list[WordItem]:
        """The text of another file; none if its kind is unknown. Raises WordRefused."""
        if data.startswith(b"PK") and self._depth < _MOST_CHUNKS:
            inner = open_package(data)
            walk = _Walk(inner, self._margin, self._drawings.pictures, self._depth + 1)
            return walk.read().items
        text = read_web_archive(data) if _ARCHIVED.match(data) else decode_html(data)
        if ending in ("htm", "html", "xhtml") or re.match(r"\s*<", text):
            cleaned = clean_outside(text)
            self._margin.take(cleaned.passages)
            return [line for block in blocks(cleaned.body) for line in self._of(block)]
        if ending == "txt":
            return [line for each in text.splitlines() for line in self._said(each)]
        return []

    def _of(self, block: Block) -> list[WordItem]:
        return [line for each in block.text.splitlines() for line in self._said(each)]

    def _said(self, text: str) -> list[WordItem]:
        return self._lines([TextSpan(text, RunLook())], ParagraphLook(), None)


def _unframe(grid: WordTable) -> list[WordItem]:
    """What is in a table of one cell, if it is a text in a frame rather than a picture."""
    cells = [cell for row in grid.rows for cell in row]
    if len(cells) != 1 or len(cells[0].text) <= _FRAMED:
        return [grid]
    return cells[0].items


def _unbox(items: list[WordItem]) -> list[WordItem]:
    """A story that stands in boxes and nowhere else is no text beside a story, nor is a headline
    in a box above all text."""
    lines = [each for each in items if isinstance(each, WordLine) and each.words]
    top = list(takewhile(lambda each: isinstance(each, WordLine) and each.boxed, items))
    whole = all(line.boxed for line in lines) and not any(
        isinstance(each, WordTable) for each in items
    )
    long = sum(len(line.words) for line in lines) > _FRAMED
    opened = items if whole and long else top if len(top) < 3 and not whole else []
    return [
        replace(each, boxed=False) if n < len(opened) and isinstance(each, WordLine) else each
        for n, each in enumerate(items)
    ]
