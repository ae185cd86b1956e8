"""typst as the newspaper uses it: it measures what stands in columns, and sets pages.

What typst has set it remembers, within a process, as long as nothing changes that a page was made
of. So the pages that are made up are set while others still wait, and the last run finds them set.
The pages reach typst in a file: with every new input it would set them all again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from articles.exports.composing import STANDARDS, first_file, forget, inputs_of, laid_out
from articles.exports.fonts import Faces
from articles.exports.newspaper.grids import Grid
from articles.exports.newspaper.setting import Setting

_FILES = ("copy.typ", "measure.typ", "issue.typ")


class Typesetter:
    """Works in the directory `root`, where the photos of the pages are too.

    `measure` may run in several threads, the other methods in one at a time.
    """

    def __init__(self, root: Path, have: Faces) -> None:
        self._root, self._have = root, have
        laid_out(root, *_FILES)

    def measure(self, jobs: Sequence[tuple[Grid, Setting]]) -> None:
        """Fills in the lines that the jobs' blocks and captions take in their grids."""
        jobs = [(grid, each) for grid, each in jobs if grid not in each.lines]
        if not jobs:
            return
        asked = [
            {
                "grid": grid.data(),
                "blocks": [block for block in each.blocks if block["kind"] != "photo"],
                "captions": [block["caption"] for block in each.blocks if block["kind"] == "photo"],
            }
            for grid, each in jobs
        ]
        compiler = self._compiler("measure.typ", {"jobs": json.dumps(asked, ensure_ascii=False)})
        answers = json.loads(compiler.query("<measured>", field="value"))
        for (grid, each), answer in zip(jobs, answers, strict=True):
            _note(grid, each, answer)

    def set(self, data: dict[str, Any]) -> None:
        """Sets these pages, for them to be known when they are asked for."""
        self._with(data).query("<none>")

    def pdf(self, data: dict[str, Any], moment: datetime) -> bytes:
        """The pages as PDF/A-2a and PDF/UA-1, made at that moment."""
        self._last = self._with(data)
        made = self._last.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
        return first_file(made)

    def zones(self) -> list[dict[str, Any]]:
        """Where the articles stand on the pages of the last PDF, in points."""
        zones: list[dict[str, Any]] = json.loads(self._last.query("<zone>", field="value"))
        return zones

    def painted(self, dots: float) -> list[Path]:
        """The pages of the last PDF as PNG files, with so many dots to an inch."""
        self._last.compile(output=str(self._root / "{0p}.png"), format="png", ppi=dots)
        return sorted(self._root.glob("*.png"))

    def forget(self) -> None:
        """The last PDF and all that was measured and set; what was asked before stays good."""
        del self._last
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


def _note(grid: Grid, each: Setting, answer: dict[str, Any]) -> None:
    lines, captions = iter(answer["lines"]), iter(answer["captions"])
    each.captions[grid] = {
        ref: [(height + 10.5 + grid.pitch - grid.size) / grid.pitch for height in next(captions)]
        for ref in each.pictures
    }
    each.lines[grid] = [
        0 if block["kind"] == "photo" else next(lines) + (block["kind"] == "crosshead")
        for block in each.blocks
    ]
