"""A page that keeps the make-up rules, drawn by hand: no typst is needed to check it."""

from articles.exports.newspaper.grids import BODY, LEFT
from articles.exports.newspaper.rules import check_pages
from articles.exports.printed import Glyph

PITCH, SIZE, WIDTH = 14.5, 10.0, 140.0


def x(column):
    return LEFT + column * 156.0


def span(across):
    return across * 156.0 - 16.0


def part(what, column, line, across, lines, **more):
    return {"what": what, "x": x(column), "y": BODY + line * PITCH, "w": span(across),
            "h": lines * PITCH - 4.5, "line": line, "lines": lines} | more  # fmt: skip


def head(column, line, across, lines, size, kind="left"):
    row = [{"text": "题", "size": size}]
    return part("head", column, line, across, lines, kicker=[], headline=row, subhead=[], byline=[],
                air=8.0, size=size, kind=kind, centred=False, hei=False)  # fmt: skip


def text(column, line, lines, **block):
    said = {"kind": "paragraph", "runs": [], "lines": lines, "cut": (0, lines, lines)} | block
    return part("text", column, line, 1, lines, blocks=[said])


def stand(article, rank, place, parts):
    """`place`: its first column and line, its columns and lines."""
    return part("stand", *place, article=article, rank=rank, panel="", parts=parts,
                quotable=True)  # fmt: skip


def page(*stands):
    return {"number": 1, "first": 0, "lines": 74, "colophon": [], "stands": list(stands),
            "grid": {"pitch": PITCH, "size": SIZE}}  # fmt: skip


def good():
    """A page of a lead with its picture, above two seconds side by side."""
    photo = part(
        "photo", 2, 10, 3, 25, **{"caption-lines": 1, "shape": span(3) / 343.5}, drawn=span(3)
    )
    columns = [text(i, 10, 30) for i in (0, 1)] + [text(i, 36, 4) for i in (2, 3, 4)]
    lead = stand(1, "front", (0, 0, 5, 40), [head(0, 0, 5, 10, 66, "centred"), photo, *columns])
    left = stand(2, "second", (0, 41, 3, 33),
                 [head(0, 41, 3, 5, 34), *(text(i, 46, 28) for i in (0, 1, 2))])  # fmt: skip
    right = stand(3, "second", (3, 41, 2, 33),
                  [head(3, 41, 2, 5, 26), *(text(i, 46, 28) for i in (3, 4))])  # fmt: skip
    return page(lead, left, right)


def printed(data):
    """A character in each line of each frame of text."""
    return [
        Glyph("字", each["x"], top, each["x"] + SIZE, top + SIZE)
        for one in data["stands"]
        for each in one["parts"]
        if each["what"] == "text"
        for line in range(each["lines"])
        for top in [each["y"] + line * PITCH]
    ]


def rules_broken(data, glyphs=None):
    found = check_pages([data], [printed(data) if glyphs is None else glyphs])
    return sorted({(breach.rule, breach.article) for breach in found})


def parts_of(data, what):
    return [each for one in data["stands"] for each in one["parts"] if each["what"] == what]
