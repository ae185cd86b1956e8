"""How the columns of a table are set, alike in every output: how wide they are, and which hold
figures, that stand below each other at their decimal points.

Lengths are in em: a Chinese character is one em wide, a letter or figure a little more than half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.runs import Runs, plain_runs

Rows = Sequence[Sequence[Runs]]

#: From here on characters are one em wide; of those before, most and a few thin or wide ones.
_HAN = "\u2e80"
DIGIT = 0.55
_WIDTHS = dict.fromkeys(".,:;'|!il", 0.27) | {"%": 0.9} | dict.fromkeys("—…“”‘’×‰", 1.0)
#: A column is never narrower than so many characters, unless its text is; where a text is long, a
#: quarter of it, up to the other.
_LEAST, _ENOUGH, _LINES = 3.0, 8.0, 4
#: A word that is kept whole: letters and figures without a place to break, up to so many.
_WORD, _LONGEST = re.compile(r"[!-~]+[，。、；：）]?"), 14
_SIGN = r"(?:[+\-±≈<>≥≤↑↓¥￥$−–]|约)?\s?"
_UNIT = r"\s?(?:%|‰|％|℃|°|[元亩户人次个倍岁米吨℃㎡]|[万亿]元?|公里|公斤|平方米|个百分点)?"
_WHOLE = r"(?:0|[1-9]\d{0,6}|[1-9]\d{0,2}(?:,\d{3})+)"
_FIGURE = re.compile(rf"(?P<whole>{_SIGN}{_WHOLE})(?P<tail>(?:\.\d+)?{_UNIT})")
#: What stands in a cell that has no figure.
_NONE = {"", "-", "—", "——", "－", "/", "…", "……", "无", "缺", "未统计", "不详"}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`least`: so narrow that no cell is torn to pieces; `wish`: all cells on one line.

    `tails`, of a column of figures: by row, what stands from the decimal point on; None where the
    cell is no figure.
    """

    least: float
    wish: float
    tails: tuple[str | None, ...] = ()

    @property
    def figures(self) -> bool:
        """Whether it holds figures, which stand to the right."""
        return bool(self.tails)

    def indent(self, row: int) -> float:
        """How far from the right edge the figure in a row ends, in em, so that its decimal point
        stands below the others'."""
        tail = self.tails[row] if self.tails else None
        return 0.0 if tail is None else round(_longest(self.tails) - measure_extent(tail), 2)


def find_columns(rows: Rows, *, headed: bool) -> tuple[TableColumn, ...]:
    """The columns of a table; rows may be of different length."""
    across = max(map(len, rows), default=0)
    return tuple(
        _column([plain_runs(row[at]) if at < len(row) else "" for row in rows], headed)
        for at in range(across)
    )


def share_width(columns: Sequence[TableColumn], width: float) -> tuple[float, ...]:
    """The widths of the columns, so many em together; none if that is too narrow for them."""
    least, wish = sum(it.least for it in columns), sum(it.wish for it in columns)
    if least > width:
        return ()
    if wish <= width:
        return tuple(it.wish * width / wish for it in columns)
    spare = (width - least) / (wish - least)
    return tuple(it.least + (it.wish - it.least) * spare for it in columns)


def measure_extent(text: str) -> float:
    """About how wide a text is on one line, in em."""
    return sum(1.0 if char >= _HAN else _WIDTHS.get(char, DIGIT) for char in text)


def _longest(tails: Sequence[str | None]) -> float:
    return max((measure_extent(tail) for tail in tails if tail), default=0.0)


def _column(texts: list[str], headed: bool) -> TableColumn:
    lines = [line for text in texts for line in text.split("\n")]
    wish = max(1.0, *map(measure_extent, lines))
    least = min(wish, max(_LEAST, min(_ENOUGH, wish / _LINES)))
    words = [min(measure_extent(it), _LONGEST) for line in lines for it in _WORD.findall(line)]
    least = max(least, *words, 0.0)
    body = [text.strip() for text in texts[headed:]]
    found = [_FIGURE.fullmatch(text) for text in body]
    given = [match for match, text in zip(found, body, strict=True) if text not in _NONE]
    if not given or None in given:
        return TableColumn(least, wish)
    tails = tuple(match["tail"] if match else None for match in found)
    whole = max(measure_extent(match["whole"]) for match in found if match)
    whole += _longest(tails)
    return TableColumn(max(least, whole), max(wish, whole), (*[None] * headed, *tails))
