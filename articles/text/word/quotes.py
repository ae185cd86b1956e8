"""Pull quotes of a Word file: words of the text that stand in it once more, large."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.word.items import WordItem, WordLine
from articles.text.word.notes import Margin

_QUOTATION = re.compile("\u201c[^\u201c\u201d]{4,40}\u201d")
_LARGER = 1.5  # points


def leave_out_pulled(items: Sequence[WordItem], body_size: float, margin: Margin) -> list[WordItem]:
    """The items of a story without quotations that stand alone, bold or large, and that another
    paragraph says word for word; they are told."""
    lines = [item for item in items if isinstance(item, WordLine)]
    left: list[WordItem] = []
    for item in items:
        if isinstance(item, WordLine) and _is_pulled(item, lines, body_size):
            margin.add("pulled", item.words)
        else:
            left.append(item)
    return left


def _is_pulled(line: WordLine, lines: Sequence[WordLine], body_size: float) -> bool:
    drawn = line.bold or line.size >= body_size + _LARGER
    return bool(drawn and _QUOTATION.fullmatch(line.words)) and any(
        line.words in other.words and len(other.words) > len(line.words) for other in lines
    )
