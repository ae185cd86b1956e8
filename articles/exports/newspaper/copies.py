"""An article as what is placed on a page: its text, photos and heads in lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

from articles.exports.newspaper.arrangements import Copy, Form
from articles.exports.newspaper.grids import Grid
from articles.exports.newspaper.levels import Sort, Stuff
from articles.exports.newspaper.ranks import is_reversible, list_widths
from articles.exports.newspaper.setting import Setting, refuse_table
from articles.exports.newspaper.sizes import Measures, Shot, narrow_photos
from articles.exports.newspaper.titles import (
    Titles,
    is_quoting,
    list_points,
    quotation,
    quote_lines,
    span_points,
)

#: A word that stands in one line or moves to the next.
_STIFF = re.compile(r"[!-~]{8,}")
_SORTS: dict[str, Sort] = {"photo": "photo", "crosshead": "crosshead"}
#: Heads that an arrangement is made for, by what editors choose.
_FORMS: dict[str, Form] = {"upright": "upright", "reversed": "panel"}
TINTS = 2  # tinted grounds on a page at most
_QUOTED = 2  # pull quotes on a page at most
_VARIED = 4  # articles, from which on a page needs several kinds of heads
_TALL = 20  # lines; a table taller than these or than its text stands in no column of the text


def tint_some(sets: Sequence[Setting], most: int) -> None:
    """Let the first photo stories of a page stand on a tinted ground, as many as may."""
    stories = [each for each in sets if each.kind == "photo"]
    for at, each in enumerate(stories):
        each.plain = at >= most


def is_boxed(each: Setting) -> bool:
    """Whether an editor chose a box for it."""
    return each.piece is not None and each.piece.form == "boxed"


def box_a_brief(sets: Sequence[Setting], *, first: bool = False) -> None:
    """Box the last brief of a page that has no picture to look at and no box yet; `first`: the
    first one, where not all articles may find room."""
    for each in sets:
        each.boxed = is_boxed(each)
    briefs = [each for each in sets if each.kind == "brief" and each.piece and not each.piece.form]
    if (
        len(sets) >= _VARIED
        and briefs
        and not any(each.pictures or each.piece is None or each.boxed for each in sets)
    ):
        briefs[0 if first else -1].boxed = True


def can_be_boxed(each: Setting, sets: Sequence[Setting]) -> bool:
    """Whether it may stand in the one box of its page, though it is no brief."""
    chosen = any(is_boxed(other) or other.piece is None for other in sets)
    free = each.piece is not None and not each.piece.form
    return free and not chosen and not each.framed and not each.pictures


def is_dark(each: Setting, first: bool, opens: bool) -> bool:
    """Whether its head may stand on a dark panel: that of the article that opens a page without
    pictures, or one that an editor chose so."""
    chosen = each.piece.form if each.piece else ""
    if each.pictures or each.framed or chosen not in ("", "reversed"):
        return False
    return chosen == "reversed" or (opens and not first and each.kind != "brief")


def choose_upright(sets: Sequence[Setting], titles: Titles) -> int:
    """The one article of a page, by its place in it, whose head may read downwards: one that an
    editor chose so, else the last that can."""
    able = [
        (each.piece is not None and each.piece.form == "upright", at)
        for at, each in enumerate(sets)
        if titles.upright(each) and not each.pictures and not each.framed
    ]
    return max(able)[1] if able else -1


def choose_quoted(sets: Sequence[Setting], grey: bool) -> set[int]:
    """Which articles of a page, by their place in it, may have a pull quote: two at most, those
    that quote people first; sentences of their own only where the page has no picture."""
    able = [
        (not is_quoting(each), -len(each.blocks), at)
        for at, each in enumerate(sets)
        if quotation(each) and not each.framed and (grey or is_quoting(each))
    ]
    return {at for _, _, at in sorted(able)[:_QUOTED]}


def grids_of(each: Setting, grid: Grid) -> tuple[Grid, Grid]:
    """The grids of its text in a single column and in several: inside a panel they are narrower."""
    return (grid.inside(1), grid.inside(2)) if each.framed else (grid, grid)


class Standing(NamedTuple):
    """What an article may be on its page.

    `first`: it stands on the front page; `smaller`: by so many sizes heads are; `dark`: its head
    may stand on a dark panel; `quoted`: it may have a pull quote; `grey`: the page has no picture,
    `bland`: and no panel or box either; `upright`: its head may read downwards.
    """

    first: bool
    smaller: int = 0
    dark: bool = False
    quoted: bool = True
    grey: bool = False
    upright: bool = True
    bland: bool = False


def make_copy(
    numbered: tuple[int, Setting], grid: Grid, titles: Titles, page: Measures, role: Standing
) -> Copy:
    """The article as it was measured, with its number on the page."""
    (first, smaller), dark = role[:2], role.dark
    key, each = numbered
    both = grids_of(each, grid)
    grids = tuple(dict.fromkeys(both))  # they differ in a panel only
    shots = [{ref: _shot(each, ref, inner) for ref in each.pictures} for inner in grids]
    refs = [ref for ref, block in enumerate(each.blocks) if not block.get("spare")]
    flows = [
        narrow_photos(_list_stuff(refs, each, inner), found, page)
        for inner, found in zip(grids, shots, strict=True)
    ]
    chosen = each.piece is not None and each.piece.form == "reversed"
    dark = dark and (chosen or is_reversible(each, grid, titles, (first, smaller)))
    reversed_head = titles.reversed(each, grid, first) if dark else None
    framed = each.framed
    form = each.piece.form if each.piece else ""
    copy = Copy(
        key, each.kind, (flows[0], flows[-1]), (shots[0], shots[-1]),
        cache(partial(_head_lines, (each, titles, (first, smaller)), both)),
        panel="" if not framed else "boxed" if each.boxed or not each.piece else "tinted",
        upright=0 if framed or not role.upright else titles.upright_lines(each, grid),
        reversed=reversed_head.most + 3 if reversed_head else 0,
        quote=quote_lines(each, grid) if role.quoted and not framed else 0,
        quote_of=partial(quote_lines, each, grid),
        listed=len(list_points(each, dark=True)) if dark else 0,
        points=(0, 0) if framed else span_points(list_points(each)),
        widths=() if each.kind == "photo" else list_widths(each, grid, titles, (first, smaller)),
        grey=role.grey, bland=role.bland,
        wanted=_FORMS.get(form, ""), photo_size=each.piece.photo_size if each.piece else "",
        larger=not dark, known=each.known[grid],
    )  # fmt: skip
    return replace(copy, spare=_spare(copy, each, both)) if len(refs) < len(each.blocks) else copy


def _spare(copy: Copy, each: Setting, grids: tuple[Grid, Grid]) -> Copy:
    """The article with its byline at its end."""
    last = len(each.blocks) - 1
    alone, wide = (
        (*flow[:-1], _stuff(last, each, inner))
        for flow, inner in zip(copy.flows, grids, strict=True)
    )
    return replace(copy, flows=(alone, wide), head=partial(copy.head, bare=True), bare=True,
                   upright=0, reversed=0)  # fmt: skip


def _head_lines(
    of: tuple[Setting, Titles, tuple[bool, int]], grids: tuple[Grid, Grid], across: int,
    step: int = 0, *, bare: bool = False, inside: int = 0,
) -> tuple[int, int]:  # fmt: skip
    each, titles, (first, smaller) = of
    it = titles.head(each, grids[max(across, inside) > 1], across, first, step - smaller, bare=bare)
    return it.least, it.most


def _list_stuff(refs: Sequence[int], each: Setting, grid: Grid) -> list[Stuff]:
    """What takes lines: without crossheads that stand in a band above a table over all columns."""
    found = [_stuff(ref, each, grid) for ref in refs]
    named = [after for after in found[1:] if after.table and after.table.titled]
    return [stuff for stuff in found if all(stuff.ref != after.ref - 1 for after in named)]


def _stuff(ref: int, each: Setting, grid: Grid) -> Stuff:
    kind, measured = each.blocks[ref]["kind"], each.measured[grid]
    if kind == "photo":
        return Stuff(0, "photo", ref)
    lines, more, less = measured.blocks[ref]
    if kind == "coded":
        return Stuff(lines, "whole", ref)
    if kind != "table":
        runs = each.blocks[ref]["runs"]
        stiff = ref in each.stiff or any(_STIFF.search(run["t"]) for run in runs)
        return Stuff(lines, _SORTS.get(kind, "text"), ref, more=more, less=less, stiff=stiff)
    table = measured.tables[ref]
    if not table.fits and each.piece:
        refuse_table(each.piece, each.blocks[ref]["rows"])
    if table.widths[0] and lines <= min(_TALL, _count_text(each, grid)):
        return Stuff(lines, "whole", ref)
    return Stuff(table.cells, "table", ref, table, 0, table.rows)


def _count_text(each: Setting, grid: Grid) -> int:
    """The lines of its text, which are to fill the columns beside a table in one of them."""
    found = each.measured[grid].blocks
    return sum(
        found[ref].lines
        for ref, block in enumerate(each.blocks)
        if block["kind"] not in ("photo", "table") and not block.get("spare")
    )


def _shot(each: Setting, ref: int, grid: Grid) -> Shot:
    _, picture = each.pictures[ref]
    spans = tuple(grid.span(across) / grid.pitch for across in range(1, grid.columns + 1))
    captions = each.measured[grid].captions[ref]
    return Shot(picture.shape, captions, spans, picture.widest / grid.pitch)
