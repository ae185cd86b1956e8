"""Large initials, two or three lines high, go back to the beginning of their first line."""

from __future__ import annotations

from articles.text.layout.marks import TypeLine

#: An initial is so much larger than the text at least; it has a character and perhaps a quotation
#: mark before it.
_LARGE, _LONGEST = 1.5, 2
#: In ems: the lines beside it begin at most so far from it.
_BESIDE = 1.2


def join_initials(lines: list[TypeLine], em: float) -> list[TypeLine]:
    """The lines, with each initial in the first of those that stand beside it."""
    joined: set[int] = set()
    for initial in lines:
        if initial.length > _LONGEST or initial.size < _LARGE * em:
            continue
        beside = _find_beside(initial, lines, em)
        if len(beside) < 2 or not _goes_on_below(initial, beside, lines, em):
            continue
        first = beside[0]
        first.text = initial.text + first.text.lstrip()
        first.glyphs = initial.glyphs + first.glyphs
        first.opens = True
        for line in beside:
            line.box = line.box._replace(left=initial.box.left)
        joined.add(id(initial))
    return [line for line in lines if id(line) not in joined]


def _find_beside(initial: TypeLine, lines: list[TypeLine], em: float) -> list[TypeLine]:
    """The lines of text that begin to its right, from its head to its foot."""
    box = initial.box
    return sorted(
        (
            line
            for line in lines
            if line is not initial
            and 0.9 * em < line.size < 1.1 * em
            and -0.3 * em <= line.box.left - box.right <= _BESIDE * em
            and box.top - 0.6 * em < (line.box.top + line.box.bottom) / 2 < box.bottom + 0.6 * em
        ),
        key=lambda line: line.box.top,
    )


def _goes_on_below(
    initial: TypeLine, beside: list[TypeLine], lines: list[TypeLine], em: float
) -> bool:
    """Does the text go on below it, at its left edge, and is it as high as what is beside it?"""
    foot = beside[-1].box.bottom
    high = foot - beside[0].box.top + 1.2 * em
    below = [
        line
        for line in lines
        if abs(line.box.left - initial.box.left) < 0.6 * em or line.box.beside(initial.box) > 0
        if foot - 0.3 * em < line.box.top < foot + 1.1 * em and 0.9 * em < line.size < 1.1 * em
    ]
    return bool(below) and initial.box.height < high
