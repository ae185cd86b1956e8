"""Where a paragraph may be parted, so that its lines stand in several frames."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from articles.text.tables import measure_extent

if TYPE_CHECKING:
    from articles.exports.newspaper.grids import Grid

#: The tracking of a paragraph that is set a line shorter or longer, in ems.
TRACKED = {-1: -0.02, 0: 0.0, 1: 0.03}
_INDENT = 2  # em, of a paragraph's first line
#: The kind of the rest of a block that is parted.
ONWARD = {"paragraph": "onward", "onward": "onward", "quote": "quote", "item": "item-onward",
          "numbered": "item-onward", "item-onward": "item-onward"}  # fmt: skip
#: A line may end after an ideograph or a mark that closes, before one or a mark that opens; at a
#: space, and where the text itself begins a new line.
_HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STOP = re.compile(
    rf"(?<=[{_HAN}，。；：！？、）〕》〉」』】”’])(?=[{_HAN}（〔《〈「『【“‘A-Za-z0-9])"
    rf"|(?<=[A-Za-z0-9])(?=[{_HAN}（《“])|(?<=[ \n])(?=[^ \n])"
)


class Cut(NamedTuple):
    """A paragraph parted after so many of its lines (each part's own), of `of` in all."""

    ref: int
    lines: tuple[int, ...]
    of: int
    tracked: int = 0


#: The number of an article in the issue, and that of a block in it.
Paragraph: TypeAlias = tuple[int, int]


class Overlong(Exception):  # noqa: N818
    """Of paragraphs that were parted the rest takes more lines than were left: they are told, by
    the number of the article in the issue and that of the block."""

    def __init__(self, paragraphs: Collection[Paragraph]) -> None:
        super().__init__()
        self.paragraphs = frozenset(paragraphs)


def list_stops(runs: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of characters after which the text may be parted between two lines."""
    text = "".join(run["t"] for run in runs)
    stops = {found.start() for found in _STOP.finditer(text)}
    start = 0
    for run in runs:
        if run.get("loose"):
            stops |= set(range(start + 1, start + len(run["t"])))
        start += len(run["t"])
    return sorted(stops)


def cut_runs(runs: Sequence[Mapping[str, Any]], start: int, stop: int) -> list[dict[str, Any]]:
    """The runs from one character to another, without the break at which they end."""
    ends = list(accumulate(len(run["t"]) for run in runs))
    out = []
    for run, end in zip(runs, ends, strict=True):
        first = end - len(run["t"])
        if text := run["t"][max(0, start - first) : max(0, stop - first)]:
            out.append({**run, "t": text})
    if out:
        out[-1]["t"] = out[-1]["t"].removesuffix("\n")
    return out


def estimate_extent(block: Mapping[str, Any], grid: Grid) -> float:
    """How many em the paragraph takes, if it has lines that another tracking may change; else 0."""
    if block["kind"] in ("crosshead", "table", "coded"):
        return 0.0
    text = "".join(run["t"] for run in block["runs"])
    if "\n" in text or len(text) * grid.size <= grid.width:
        return 0.0
    return measure_extent(text) + (_INDENT if block["kind"] == "paragraph" else 0)
