"""The make-up rules that tell of several pages together: the front lead, the colophon, and what
goes on from one page to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.exports.newspaper.front_rules import check_rail
from articles.exports.newspaper.sheets import Breach, Sheet

HEADS = ("head", "panel", "upright")


def check_issue(sheets: Sequence[Sheet]) -> Iterator[Breach]:
    yield from _front(sheets)
    yield from _colophon(sheets)
    yield from _turns(sheets)
    for rule, article, told in check_rail(sheets) if sheets else ():
        yield Breach(rule, sheets[0].number, article, told)


def _front(sheets: Sequence[Sheet]) -> Iterator[Breach]:
    sizes = sorted(
        (
            (part["size"], at, stand["article"], sheet.number)
            for at, sheet in enumerate(sheets)
            for stand, part in sheet.parts(*HEADS)
        ),
        reverse=True,
    )
    if not sizes:
        return
    size, at, article, number = sizes[0]
    if at != 0 or (len(sizes) > 1 and sizes[1][0] == size):
        yield Breach("F1", number, article, "头版头条的题目不是全期最大的")


def _turns(sheets: Sequence[Sheet]) -> Iterator[Breach]:
    """Each （下转） has its （上接） on a later sheet, and names the one that it is on."""
    turned: dict[int, tuple[int, str]] = {}  # by article, what waits for its rest
    for sheet in sheets:
        for stand, _ in sheet.parts("onward"):
            number, words = turned.pop(stand["article"], (sheet.number, ""))
            if not words:
                yield Breach("C1", number, stand["article"], "有“上接”，没有“下转”")
            elif sheet.data["figure"] not in words:
                yield Breach("C1", number, stand["article"], f"{words}，却接排在另一版")
        for stand, part in sheet.parts("turn"):
            turned[stand["article"]] = sheet.number, part["words"]
    for article, (number, words) in turned.items():
        yield Breach("C1", number, article, f"{words}，没有接排")


def _colophon(sheets: Sequence[Sheet]) -> Iterator[Breach]:
    for sheet in sheets[:-1]:
        if sheet.data["colophon"]:
            yield Breach("C1", sheet.number, 0, "版权行只能在末版")
