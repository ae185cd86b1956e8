"""Headlines, kickers and subheads break at full-width spaces, which the editor types."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.text.characters import clean_for_screen

BREAK = "\N{IDEOGRAPHIC SPACE}"
UNTITLED = "（无题）"
#: The sizes of headlines in the newspaper in points, each about 1.25 times the next.
LADDER = (66, 54, 44, 34, 26, 20, 16)
_SINGLE = str.maketrans("《》", "〈〉")
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_AT_BREAKS = re.compile(rf"[ \n]*[{BREAK}\n]+[ \n]*")


def headline_lines(headline: str) -> list[str]:
    """The lines of the headline; none is empty."""
    return [line for line in _AT_BREAKS.split(clean_for_screen(headline).strip(" ")) if line]


def on_one_line(headline: str) -> str:
    """The headline with a space for each break: for lists, page titles and data."""
    return " ".join(headline_lines(headline)) or UNTITLED


def remove_breaks(headline: str) -> str:
    """The headline without its breaks, for searching and comparing."""
    return "".join(headline_lines(headline))


def quote_title(headline: str) -> str:
    """The headline on one line in book-title marks; such marks within it become single ones, as
    GB/T 15834-2011 (4.15) has it. What is one title in its marks stays as it is."""
    title = on_one_line(headline)
    if title.startswith("《") and title.find("》") == len(title) - 1:
        return title
    return f"《{title.translate(_SINGLE)}》"


def reads_downwards(headline: str) -> bool:
    """Whether the headline may be set upright: Han alone, two rows of nine at most."""
    lines = headline_lines(headline)
    longest = 9 if len(lines) > 1 else 18
    return 0 < len(lines) <= 2 and all(
        _HAN.fullmatch(line) and len(line) <= longest for line in lines
    )


def break_between(lines: Iterable[str]) -> str:
    """The headline that breaks into these lines."""
    return BREAK.join(lines)
