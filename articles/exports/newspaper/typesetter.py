"""typst as the newspaper uses it: it measures the contents of columns, and typesets pages.

Within a process typst caches what it has laid out; `forget` frees that. The data of pages is passed
in a file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from articles.exports.composing import STANDARDS, copy_templates, first_file, forget, inputs_of
from articles.exports.newspaper.grids import Grid
from articles.exports.newspaper.parting import (
    ONWARD,
    TRACKED,
    Cut,
    estimate_extent,
    list_stops,
)
from articles.exports.newspaper.setting import BlockLines, Measured, Setting
from articles.exports.newspaper.tables import MeasuredTable
from articles.fonts import Faces

_FILES = ("copy.typ", "measure.typ", "part.typ", "issue.typ")


class Typesetter:
    """Works in the directory `root`, which also holds the photos.

    `measure` may run in several threads at once, the other methods in only one.
    """

    def __init__(self, root: Path, have: Faces) -> None:
        self._root, self._have = root, have
        self.characters = have.characters
        copy_templates(root, *_FILES)

    def measure(self, jobs: Sequence[tuple[Grid, Setting]]) -> None:
        """Measure blocks and captions in their grids, and store the lines in the settings."""
        jobs = [(grid, each) for grid, each in dict.fromkeys(jobs) if grid not in each.measured]
        if not jobs:
            return
        asked = [
            {
                "grid": grid.data(),
                "blocks": [
                    block | {"extent": estimate_extent(block, grid)}
                    for block in each.blocks
                    if block["kind"] != "photo"
                ],
                "captions": [block["caption"] for block in each.blocks if block["kind"] == "photo"],
            }
            for grid, each in jobs
        ]
        compiler = self._compiler("measure.typ", {"jobs": json.dumps(asked, ensure_ascii=False)})
        answers = json.loads(compiler.query("<measured>", field="value"))
        for (grid, each), answer in zip(jobs, answers, strict=True):
            each.measured[grid] = _measured(each, answer, grid)

    def part(self, jobs: Sequence[tuple[Grid, Setting, Cut]]) -> list[tuple[Setting, Cut]]:
        """Find the characters after which paragraphs are parted, and store them; tells those of
        which the rest takes more lines than were reckoned."""
        wanted = {(grid, each, cut): None for grid, each, cut in jobs if cut not in each.cuts[grid]}
        asked = [
            {
                "grid": grid.data(),
                "block": each.blocks[cut.ref] | {"track": TRACKED[cut.tracked]},
                "onward": ONWARD[each.blocks[cut.ref]["kind"]],
                "stops": list_stops(each.blocks[cut.ref]["runs"]),
                "lines": list(cut.lines),
                "wider": max(0, TRACKED[1] - TRACKED[cut.tracked]),
                "of": cut.of,
            }
            for grid, each, cut in wanted
        ]
        if not asked:
            return []
        compiler = self._compiler("part.typ", {"jobs": json.dumps(asked, ensure_ascii=False)})
        answers = json.loads(compiler.query("<parted>", field="value"))
        for (grid, each, cut), answer in zip(wanted, answers, strict=True):
            each.cuts[grid][cut] = tuple((stop, wider) for stop, wider in answer["found"])
        found = zip(wanted, answers, strict=True)
        return [(each, cut) for (_, each, cut), answer in found if answer["over"]]

    def pdf(self, data: dict[str, Any], moment: datetime) -> bytes:
        """The pages as PDF/A-2a and PDF/UA-1, with `moment` as the creation time."""
        self._last = self._with(data)
        made = self._last.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
        return first_file(made)

    def zones(self) -> list[dict[str, Any]]:
        """The positions of the articles on the pages of the last PDF, in points."""
        zones: list[dict[str, Any]] = json.loads(self._last.query("<zone>", field="value"))
        del self._last
        return zones

    def forget(self) -> None:
        """Free typst's cache, which takes hundreds of megabytes for many pages."""
        forget(self._have)

    def _with(self, data: dict[str, Any]) -> typst.Compiler:
        text = json.dumps(data, ensure_ascii=False)
        (self._root / "issue.json").write_text(text, encoding="utf-8")
        return self._compiler("issue.typ", {})

    def _compiler(self, name: str, inputs: dict[str, str]) -> typst.Compiler:
        return typst.Compiler(
            self._root / name,
            root=self._root,
            font_paths=self._have.fonts,
            ignore_system_fonts=True,
            sys_inputs=inputs_of(self._have) | inputs,
        )


def _measured(each: Setting, answer: dict[str, Any], grid: Grid) -> Measured:
    lines, captions = iter(answer["lines"]), iter(answer["captions"])
    tables = iter(answer["tables"])
    found: dict[int, BlockLines] = {}
    measured = Measured(found, {ref: tuple(next(captions)) for ref in each.pictures}, {})
    for ref, block in enumerate(each.blocks):
        if block["kind"] == "photo":
            continue
        normal, more, less = next(lines)
        if block["kind"] == "table":
            measured.tables[ref] = MeasuredTable.of(block, next(tables), grid.rooms_across)
            normal = measured.tables[ref].in_column
        # A crosshead has a blank line above.
        above = int(block["kind"] == "crosshead")
        found[ref] = BlockLines(normal + above, more == normal + 1, less == normal - 1)
    return measured
