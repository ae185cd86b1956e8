"""Where each article of a page stands and how it is laid out inside, once it is settled how the
page is cut.

Nothing here knows about fonts, files or Django: lengths come in as lines and go out as lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal, NamedTuple

from articles.exports.newspaper.arrangements import FILLER, Arrangement, Copy, Fit
from articles.exports.newspaper.columns import heights, is_right, quote_place
from articles.exports.newspaper.cutting import GAP, Border, Label, Piece, PlacedArticle
from articles.exports.newspaper.levels import Strip, Stuff
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.ways import Fitted

What = Literal[
    "label", "head", "onward", "turn", "upright", "panel", "points", "photo", "quote", "text",
    "table",
]  # fmt: skip


class Part(NamedTuple):
    """A part of an article on the page, `across` columns wide. `x` counts columns: inside a panel
    those of its own. `pieces` are what stands in a frame of text, `stuff` a photo or a table."""

    what: What
    x: int
    y: int
    across: int
    lines: int
    pieces: tuple[Strip, ...] = ()
    stuff: Stuff | None = None
    step: int = 0  # sizes that a head is larger
    dark: bool = False  # a list of crossheads on the panel above it
    bare: bool = False  # a head without its byline, which stands at the article's end
    words: str = ""  # of the band over a group of articles


_LISTED = 8  # lines of what is listed on a dark panel, at most


@dataclass(frozen=True, slots=True)
class Stand:
    """The position of an article and of its parts; their x and y are those of the page."""

    key: int
    x: int
    y: int
    across: int
    lines: int
    parts: tuple[Part, ...]
    panel: str = ""


class RuleLine(NamedTuple):
    x: int
    y: int
    long: int
    down: bool
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PageLayout:
    stands: tuple[Stand, ...]
    rules: tuple[RuleLine, ...]
    hole: int  # empty lines at the foot
    score: float  # the cost; 0 is a perfect page
    grey: bool = False  # nothing relieves it, though it has no picture
    exact: bool = True  # it breaks no rule of columns
    pictured: bool = True  # it breaks no rule of pictures
    thin: bool = False  # too much of it stays white
    filler: Stand | None = None  # a box of the house

    @property
    def used(self) -> int:
        """The lines from its head to the foot of what stands lowest."""
        filled = [*self.stands, *([self.filler] if self.filler else [])]
        return max(stand.y + stand.lines for stand in filled)


def lay_out_page(pieces: Iterable[Piece], page: Measures, used: int) -> PageLayout:
    """The page that results from a way of cutting it, of which it takes so many lines."""
    stands: list[Stand] = []
    rules: list[RuleLine] = []
    filler: Stand | None = None
    label: Label | None = None
    for piece in pieces:
        if isinstance(piece, Label):
            label = piece
            rules = [rule for rule in rules if not _is_above(rule, label)]
        elif isinstance(piece, Border):
            rules.append(RuleLine(*piece))
        elif piece.article.each.copy.key == FILLER:
            filler = _stand(piece)
        else:
            stands.append(_label(_stand(piece), label))
            label = None
    return PageLayout(tuple(stands), tuple(rules), page.lines - used, 0.0, filler=filler)


def _is_above(rule: RuleLine, label: Label) -> bool:
    """Whether the band of a group parts it from what is above, so that no rule has to."""
    ends = rule.y + GAP + rule.wide == label.y
    return ends and not rule.down and (rule.x, rule.long) == (label.x, label.across)


def _label(stand: Stand, label: Label | None) -> Stand:
    """The first article of a group, with the band over all of it."""
    if label is None:
        return stand
    band = Part("label", label.x, label.y, label.across, 1, words=label.name)
    return replace(stand, parts=(band, *stand.parts))


def move(layout: PageLayout, x: int, y: int) -> PageLayout:
    """The same so many columns to the right and lines down."""
    return replace(
        layout,
        stands=tuple(_move(stand, x, y) for stand in layout.stands),
        rules=tuple(rule._replace(x=rule.x + x, y=rule.y + y) for rule in layout.rules),
        filler=_move(layout.filler, x, y) if layout.filler else None,
    )


def _move(stand: Stand, x: int, y: int) -> Stand:
    parts = tuple(part._replace(x=part.x + x, y=part.y + y) for part in stand.parts)
    return replace(stand, x=stand.x + x, y=stand.y + y, parts=parts)


def _stand(leaf: PlacedArticle) -> Stand:
    article, x, y, _, lines = leaf
    each, it = article.each, article.fit
    top = y + each.copy.inset // 2
    parts = [*_heads(each, it, x, top), *_pictures(article, x, top)]
    parts += _frames(article, x, top)
    if each.ref >= 0:
        parts = _in_reading_order(parts, each.ref)
    if each.tables:
        foot = y + lines - each.copy.inset // 2 - it.foot
        parts += place_tables(each.copy.flow(each.across), x, foot - each.tables, each.across)
    return Stand(each.copy.key, x, y, each.across, lines, tuple(parts), each.copy.panel)


def _heads(each: Arrangement, it: Fit, x: int, y: int) -> list[Part]:
    match each.form:
        case "upright":
            return [Part("upright", x, y, 1, it.block - 1)]
        case "panel":
            return part_panel(each.copy, x, y, it.block - (it.block < it.body))
        case "corner":
            return [Part("head", x, y, each.wide, it.block, bare=each.copy.bare)]
        case "aside":
            wide = each.across - each.wide
            return [Part("head", x + each.wide, y, wide, it.head, bare=each.copy.bare)]
        case _:
            what: What = "onward" if each.copy.onward else "head"
            bare = each.copy.bare
            heads = [Part(what, x, y, each.across, it.head, step=each.step, bare=bare)]
            points = Part("points", x, y + it.head, each.across, it.points)
            deck = Part("quote", x, y + it.head, each.across, it.deck)
            return [*heads, *(panel for panel in (points, deck) if panel.lines)]


def part_panel(copy: Copy, x: int, y: int, lines: int) -> list[Part]:
    """A dark panel of so many lines with the head, and the crossheads below it where there is room
    for them."""
    wanted = min(_LISTED, copy.listed + ceil(copy.listed / 2) + 1)
    listed = min(wanted, lines - copy.reversed) if copy.listed else 0
    if listed < min(_LISTED, copy.listed + 1):
        return [Part("panel", x, y, 2, lines)]
    head = lines - listed
    return [Part("panel", x, y, 2, head), Part("points", x, y + head, 2, listed, dark=True)]


def _pictures(article: Fitted, x: int, y: int) -> list[Part]:
    each, it = article.each, article.fit
    if each.ref < 0:
        return []
    photo = Stuff(it.block, "photo", each.ref)
    if each.form == "aside":
        return [Part("photo", x, y, each.wide, it.block, stuff=photo)]
    at = x + (each.across - each.wide if is_right(each) else 0)
    top = y + it.head + it.points
    return [Part("photo", at, top, each.wide, article.photo_lines, stuff=photo)]


def _in_reading_order(parts: list[Part], ref: int) -> list[Part]:
    """The large photo between the text before it and the text after it: they stand in this order
    for those who listen to the page."""
    photo = next(part for part in parts if part.what == "photo")
    ordered: list[Part] = []
    for part in parts:
        if part is photo:
            continue
        after = next((at for at, it in enumerate(part.pieces) if it.ref > ref), None)
        if after is None or photo in ordered:
            ordered.append(part)
            continue
        lines = sum(piece.lines for piece in part.pieces[:after])
        if after:
            ordered.append(part._replace(lines=lines, pieces=part.pieces[:after]))
        rest = part._replace(y=part.y + lines, lines=part.lines - lines, pieces=part.pieces[after:])
        ordered += [photo, rest]
    return ordered if photo in ordered else [*ordered, photo]


def _frames(article: Fitted, x: int, y: int) -> list[Part]:
    """The frames of text and the pull quote."""
    each, it = article.each, article.fit
    if each.form == "aside":
        x += each.wide
    parts: list[Part] = []
    column, above = quote_place(each, it, article.shift) if it.quote else (-1, 0)
    waiting = list(article.frames)
    foot = y + it.head + it.points + it.deck + it.body
    for at, room in enumerate(heights(each, it.body, it.block)):
        top = foot - room
        if at == column:
            parts.append(Part("text", x + at, top, 1, above, waiting.pop(0)))
            parts.append(Part("quote", x + at, top + above, 1, it.quote))
            top += above + it.quote
        parts.append(Part("text", x + at, top, 1, foot - top, waiting.pop(0)))
    return [part for part in parts if part.pieces or part.what != "text"]


def place_tables(flow: tuple[Stuff, ...], x: int, y: int, across: int) -> list[Part]:
    """The tables of the flow, one below the other, over all columns."""
    parts = []
    for stuff in flow:
        if stuff.table:
            lines = stuff.table.part(across, stuff.start, stuff.stop).lines
            parts.append(Part("table", x, y, across, lines, stuff=stuff))
            y += lines
    return parts
