"""A headline breaks where the editor broke it: at full-width spaces. Kickers and subheads too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.text.characters import visible

BREAK = "\N{IDEOGRAPHIC SPACE}"
UNTITLED = "（无题）"
_AT_BREAKS = re.compile(rf"[ \n]*[{BREAK}\n]+[ \n]*")


def headline_lines(headline: str) -> list[str]:
    """The lines that the editor wants, none of them empty."""
    return [line for line in _AT_BREAKS.split(visible(headline).strip(" ")) if line]


def on_one_line(headline: str) -> str:
    """Its lines one after the other, apart by a space: for lists, titles and machines."""
    return " ".join(headline_lines(headline)) or UNTITLED


def unbroken(headline: str) -> str:
    """Its words as if it had no breaks: what is searched and compared."""
    return "".join(headline_lines(headline))


def break_between(lines: Iterable[str]) -> str:
    """The headline of these lines."""
    return BREAK.join(lines)
