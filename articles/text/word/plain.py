"""Cleaned HTML and plain text as the items of a manuscript, so that one reading serves them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.text.block import Block
from articles.text.body import blocks
from articles.text.outside.lists import Marker
from articles.text.runs import Run, Runs
from articles.text.word.items import GridCell, PictureSpot, TextSpan, WordItem, WordLine, WordTable
from articles.text.word.notes import Margin
from articles.text.word.styles import ParagraphLook, RunLook

_TEXT, _HEADING, _TITLE = ParagraphLook(), ParagraphLook("heading2"), ParagraphLook("title")


def items_of_html(stored: str, margin: Margin, *, title: str = "") -> list[WordItem]:
    """The items of a body in its grammar. A `title` stands above them as the headline.

    Pictures are those that its photo places name.
    """
    lines = _Lines(margin)
    out: list[WordItem] = [lines.of_text(title, _TITLE)] if title else []
    for block in blocks(stored):
        out += lines.of_block(block)
    return out


def items_of_text(text: str, margin: Margin) -> list[WordItem]:
    """The lines of plain text; an empty line is kept in mind."""
    lines, out, blanks = _Lines(margin), [], 0
    for each in text.splitlines():
        if not each.strip():
            blanks += 1
            continue
        line = lines.of_text(each.replace("\t", " "), _TEXT)
        line.blanks, blanks = blanks, 0
        out.append(line)
    return list(out)


class _Lines:
    """Makes lines, each a paragraph of its own."""

    def __init__(self, margin: Margin) -> None:
        self._number, self._margin = 0, margin

    def of_text(self, text: str, look: ParagraphLook) -> WordLine:
        return self._line([TextSpan(self._margin.admit(text), RunLook())], look)

    def _line(
        self, spans: Iterable[TextSpan], look: ParagraphLook, marker: Marker | None = None
    ) -> WordLine:
        self._number += 1
        return WordLine(tuple(spans), look, self._number, marker=marker)

    def of_block(self, block: Block) -> Iterator[WordItem]:
        match block.kind:
            case "photo":
                yield PictureSpot(block.photo)
            case "table":
                table = WordTable(headed=block.headed)
                for row in block.rows:
                    table.rows.append([GridCell(list(self._of_cell(cell))) for cell in row])
                yield table
            case "list" | "ordered" | "quote":
                for number, item in enumerate(block.items, block.start):
                    marker = Marker(number=number if block.kind == "ordered" else None)
                    yield self._of_runs(item, marker=None if block.kind == "quote" else marker)
            case "crosshead":
                yield self._of_runs(block.runs, _HEADING)
            case _:
                yield self._of_runs(block.runs)

    def _of_cell(self, runs: Runs) -> Iterator[WordLine]:
        """A cell's lines, each a paragraph."""
        line: list[Run] = []
        for run in runs:
            first, *more = run.text.split("\n")
            line.append(replace(run, text=first))
            for text in more:
                yield self._of_runs(tuple(line))
                line = [replace(run, text=text)]
        yield self._of_runs(tuple(line))

    def _of_runs(
        self, runs: Runs, look: ParagraphLook = _TEXT, marker: Marker | None = None
    ) -> WordLine:
        spans = [
            TextSpan(
                self._margin.admit(run.text.replace("\n", " ")),
                RunLook(bold=run.bold, dotted=run.em, script=run.script),
                run.href,
            )
            for run in runs
        ]
        return self._line(spans, look, marker)
