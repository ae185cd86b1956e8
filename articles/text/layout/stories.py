"""Regions of a page → stories whose lines are paragraphs, bylines, captions … and furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from articles.text.layout import wording
from articles.text.layout.bands import find_edges_of, find_frames, find_panels
from articles.text.layout.blocks import LARGER, SMALLER, LineBlock, find_blocks, has_han, text_size
from articles.text.layout.bylines import NAMES, guess_byline, sign, sign_by_name
from articles.text.layout.columns import FlowLine, PageColumn, find_columns, find_edges, flow
from articles.text.layout.heads import HeadGroup, find_heads, take_decks, take_tabs
from articles.text.layout.initials import join_initials
from articles.text.layout.lines import find_lines, put_together
from articles.text.layout.marks import PageBox, PrintedPage, TypeLine
from articles.text.layout.notes import find_notes, is_advertisement, place_notes, read_note
from articles.text.layout.photos import find_captions, read_captions
from articles.text.layout.pieces import (
    SHORT,
    LineSpan,
    PartGuess,
    StoryPart,
    part_flow,
)
from articles.text.layout.quotes import lists_crossheads, take_pull_quotes
from articles.text.layout.regions import HeadRegion, Item, PlacedPicture, find_regions
from articles.text.layout.tables import PrintedTable, find_tables
from articles.text.page.preambles import is_note
from articles.text.page.reading import Kind

_SENTENCE = re.compile("[。！？]")
_MOST_UNDER = 3
#: A headline smaller than this, of the size of the text, may be a crosshead.
_SURELY_HEAD = 1.45


@dataclass(slots=True)
class PageParts:
    """A page's stories, each in reading order, and the lines that belong to none."""

    stories: list[list[StoryPart]] = field(default_factory=list)
    furniture: list[TypeLine] = field(default_factory=list)
    #: The pictures of the page, each with the index of its story, or None.
    pictures: list[tuple[PageBox, int | None]] = field(default_factory=list)
    unplaced: list[TypeLine] = field(default_factory=list)


def read_stories(page: PrintedPage) -> PageParts:
    """Every line of the page, in exactly one place."""
    lines = find_lines(page.glyphs)
    em = text_size(lines)
    lines = join_initials(lines, em)
    found = PageParts(furniture=find_lines(page.unseen))
    edges = find_edges_of(page, lines)
    found.furniture += put_together([line for line in lines if id(line) in edges])
    left = [line for line in lines if id(line) not in edges]
    frames = find_frames(page, left)
    listed = [frame for frame in frames if lists_crossheads(*_part(frame, left))]
    panels = find_panels([frame for frame in frames if frame not in listed], left, em)
    frames = [frame for frame in frames if frame not in panels]
    empty = [box for box in page.frames if not any(box.holds(line.box) for line in lines)]
    pictures = page.pictures + [
        box for box in empty if not any(box.holds(other) for other in page.pictures)
    ]
    for frame in frames:
        inside, left = _part(frame, left)
        held = [box for box in pictures if frame.holds(box)]
        pictures = [box for box in pictures if not frame.holds(box)]
        if frame in listed:
            found.furniture += inside
            continue
        if is_advertisement(inside):
            found.unplaced += inside
            found.pictures += [(box, None) for box in held]
            continue
        _read_area(inside, held, [], page, em, found)
    _read_area(left, pictures, frames, page, em, found, panels)
    found.furniture = put_together(found.furniture)
    for place in (found.furniture, found.unplaced):
        place.sort(key=lambda line: (round(line.box.top), line.box.left))
    return found


def _part(frame: PageBox, lines: list[TypeLine]) -> tuple[list[TypeLine], list[TypeLine]]:
    """The lines in a frame, and the others."""
    inside = [line for line in lines if frame.holds(line.box)]
    return inside, [line for line in lines if not frame.holds(line.box)]


def _read_area(
    lines: list[TypeLine],
    pictures: list[PageBox],
    frames: list[PageBox],
    page: PrintedPage,
    em: float,
    found: PageParts,
    panels: Sequence[PageBox] = (),
) -> None:
    """Read the stories of a page, or of a frame on it."""
    rules = page.rules
    tables = find_tables(lines, rules, em)
    celled = {id(line) for table in tables for row in table.rows for line in row}
    notes = find_notes(page.frames, lines)
    noted = {id(line) for note in notes for line in note}
    told = [line for line in lines if id(line) not in celled | noted]
    heads = find_heads(told, em)
    placed = {id(line) for line in place_notes(notes, heads, em)}
    lines = take_tabs(heads, lines, page.bars, em)
    quotes = take_pull_quotes(heads, told, rules, em)
    taken = celled | placed | {id(line) for head in heads for line in head.lines}
    walls = [head.box for head in heads] + [table.box for table in tables]
    for quote in quotes:
        taken |= {id(line) for line in quote.lines}
        walls.append(quote.box)
        (found.furniture if quote.told else found.unplaced).extend(quote.lines)
    walls += [*pictures, *frames, *rules]
    blocks = find_blocks([line for line in lines if id(line) not in taken], walls, em)
    blocks = take_decks(heads, blocks, em)
    blocks = _take_labels(heads, blocks, rules, em)
    edges = find_edges(blocks, em)
    items: list[Item] = [*blocks, *tables, *map(PlacedPicture, pictures)]
    items += [PlacedPicture(frame, framed=True) for frame in frames]
    items += [PlacedPicture(quote.box, framed=True, quote=True) for quote in quotes]
    for head in heads:
        head.panel = next((panel for panel in panels if panel.holds(head.box)), None)
    for region in find_regions(heads, items, rules, em):
        _read_region(region, edges, em, found)


def _take_labels(
    heads: list[HeadGroup], blocks: list[LineBlock], rules: list[PageBox], em: float
) -> list[LineBlock]:
    """Give each head the name of a column that stands above it, at the left edge of its story."""
    left = []
    for block in blocks:
        line, box = block.lines[0], block.box
        label = len(block.lines) == 1 and LARGER * em < block.size and len(line.text) <= 20
        below = [
            head
            for head in heads
            if label
            and head.box.top > box.top - 0.5 * em
            and head.box.top - box.bottom < 2.2 * head.size
            and head.box.right > box.left
            and box.left < head.box.left + em
        ]
        if below and has_han(line) and not _opens_text(block, blocks, em):
            head = min(
                below, key=lambda h: h.box.top - box.top + 0.3 * max(0, h.box.left - box.right)
            )
            if not _ends_column(block, head, blocks, rules, em):
                head.labels.append(line)
                continue
        left.append(block)
    return left


def _ends_column(
    block: LineBlock, head: HeadGroup, blocks: list[LineBlock], rules: list[PageBox], em: float
) -> bool:
    """Is it a crosshead at the foot of a column: text close above, a rule between it and a head?"""
    box = block.box
    text = any(
        other.box.beside(box) > 0.5 * box.width and -em < box.top - other.box.bottom < 2.5 * em
        for other in blocks
        if other is not block and abs(other.size / em - 1) < 1 - SMALLER
    )
    between = any(
        rule.width > rule.height
        and rule.beside(box) > 0.5 * box.width
        and box.bottom - 0.5 * em < rule.top < head.box.top + 0.5 * em
        for rule in rules
    )
    return text and between


def _opens_text(block: LineBlock, blocks: list[LineBlock], em: float) -> bool:
    """Does text begin directly below a line, as below a crosshead?"""
    return any(
        other.box.beside(block.box) > em and -0.3 * em < other.box.top - block.box.bottom < em
        for other in blocks
        if other is not block and abs(other.size / em - 1) < 1 - SMALLER
    )


def _read_region(region: HeadRegion, edges: list[float], em: float, found: PageParts) -> None:
    under = _take_under(region, em) if region.head else []
    layers = find_columns(region.items, edges, em)
    columns = [column for layer in layers for column in layer]
    found.furniture += _cut_feet(columns)
    captions = find_captions(region, columns, em)
    furniture = _find_furniture(region, captions, columns, em)
    taken = {id(block) for block in (*captions, *furniture)}
    said = [block for block in furniture if _is_sentence(block)]
    rest = [block for block in furniture if block not in said]
    found.unplaced += put_together([line for block in said for line in block.lines])
    found.furniture += put_together([line for block in rest for line in block.lines])
    flowing = flow(layers, taken, em)
    found.furniture += [each.line for each in flowing if _is_turn(each)]
    flowing = [each for each in flowing if not _is_turn(each)]
    parts = part_flow(flowing)
    lines = [each for each in flowing if isinstance(each, FlowLine)]
    story = _head_parts(region.head, em) if region.head else []
    story += under
    story += read_note(region.head.note, em) if region.head else []
    story += sign(parts, lines)
    sign_by_name(story)
    story += read_captions(captions, len(region.pictures), em)
    own = len(found.stories) if story else None
    found.pictures += [(box, own) for box in region.pictures]
    if story:
        found.stories.append(story)


def _take_under(region: HeadRegion, em: float) -> list[StoryPart]:
    """Take the decks and bylines that stand alone between a head and all else in its region."""
    taken: list[StoryPart] = []
    panel = region.head.panel if region.head else None
    held = [block for block in region.blocks if panel and panel.holds(block.box)]
    region.items = [item for item in region.items if item not in held]
    for block in sorted(held, key=lambda each: each.box.top):
        taken += _name_under(block.lines)
    while len(taken) < _MOST_UNDER:
        if region.head is None or len(region.items) < 2:
            break
        head = region.head.box
        items = [item for item in region.items if item.box.top > head.bottom - 0.5 * em]
        blocks = [item for item in items if isinstance(item, LineBlock)]
        first = min(blocks, key=lambda block: block.box.top, default=None)
        if first is None:
            break
        text = "".join(line.text for line in first.lines)
        others = min((i.box.top for i in items if i is not first), default=first.box.bottom)
        centred = abs(first.box.middle - head.middle) < 1.5 * em
        below = -0.5 * em < first.box.top - head.bottom < 4 * em
        alone = first.box.bottom < others + 0.35 * em and len(first.lines) < 4
        apart = centred or first.size < SMALLER * em
        if not (below and alone and apart) or _SENTENCE.search(text):
            break
        if wording.is_credit(text) and not any(b.size > SMALLER * em for b in blocks):
            break  # news in a photo
        parts = _name_under(first.lines)
        signed = bool(taken) and taken[-1].kind == "byline"
        decks = [part.text for part in parts if part.kind == "subhead"]
        told = any(wording.is_furniture(deck) or is_note(deck) for deck in decks)
        if told or (signed and decks):
            break
        taken += parts
        region.items.remove(first)
    return taken


def _name_under(lines: list[TypeLine]) -> list[StoryPart]:
    """Decks and then bylines; what follows a byline on the next line belongs to it."""
    parts: list[StoryPart] = []
    for line in lines:
        signs = wording.is_byline(line.text) or NAMES.fullmatch(line.text) is not None
        kind: Kind = "byline" if signs or (parts and parts[-1].kind == "byline") else "subhead"
        if parts and parts[-1].kind == kind:
            parts[-1].spans.append(LineSpan.of(line))
        else:
            own = guess_byline(line.text) if kind == "byline" else None
            parts.append(StoryPart(kind, [LineSpan.of(line)], guess=own))
    return parts


def _head_parts(head: HeadGroup, em: float) -> list[StoryPart]:
    parts = [StoryPart("campaign", [LineSpan.of(line)]) for line in head.labels]
    main = head.main
    for line in head.lines:
        if line in main:
            kind: Kind = "headline"
        else:
            kind = "kicker" if line.box.top < main[0].box.top else "subhead"
        if parts and parts[-1].kind == kind and kind != "campaign":
            parts[-1].spans.append(LineSpan.of(line))
        else:
            parts.append(StoryPart(kind, [LineSpan.of(line)]))
    if head.is_ruled and len(parts) == 1:
        why = "在一栏文字中间，上下各有一条栏宽的线，也许是文中的话"
        parts[0].guess = PartGuess("perhaps-crosshead", why, 0.5)
    elif head.size < _SURELY_HEAD * em and len(parts) == len(main) == 1:
        why = f"字号只是正文的{head.size / em:.2f}倍，没有引题和副题"
        parts[0].guess = PartGuess("perhaps-crosshead", why, round(head.size / em - 1, 1))
    return parts


def _find_furniture(
    region: HeadRegion, captions: list[LineBlock], columns: list[PageColumn], em: float
) -> list[LineBlock]:
    """Blocks that are no text of a story: small ones, and all without a head if they are short."""
    left = [block for block in region.blocks if block not in captions]
    if region.head is None:
        text = [b for b in left if len(b.lines) > 2 and b.size > SMALLER * em and _is_text(b)]
        return [] if text else left
    bottom = max((b.box.bottom for b in left if _is_running(b)), default=0.0)
    for block in sorted(left, key=lambda each: each.box.top):  # a notice's sender and date
        if block.box.top <= bottom + em:
            bottom = max(bottom, block.box.bottom)
    furniture = []
    for block in left:
        words = [line.text for line in block.lines]
        small = block.size < SMALLER * em and not (len(block.lines) > 3 and _is_text(block))
        below = block.box.top > bottom + em and len(block.lines) < 8
        if small or (below and all(map(wording.is_furniture, words))):
            furniture.append(block)
    return furniture


def _is_running(block: LineBlock) -> bool:
    return len(block.lines) > 2 or "。" in "".join(line.text for line in block.lines)


def _is_sentence(block: LineBlock) -> bool:
    """Does it say something in sentences, though it stands where nothing is said?"""
    words = "".join(line.text for line in block.lines)
    return "。" in words and not wording.is_furniture(words)


def _cut_feet(columns: list[PageColumn]) -> list[TypeLine]:
    """Take the last lines of columns that tell of the paper, however close below the text."""
    feet: list[TypeLine] = []
    for column in columns:
        last = column.items[-1]
        while isinstance(last, LineBlock) and len(last.lines) > 1:
            if not wording.is_furniture(last.lines[-1].text):
                break
            feet.append(last.lines.pop())
    return feet


def _is_text(block: LineBlock) -> bool:
    """Do most of its lines reach its right edge?"""
    full = [line for line in block.lines if block.box.right - line.box.right < SHORT * block.size]
    return len(full) * 2 > len(block.lines)


def _is_turn(each: FlowLine | PrintedTable) -> TypeGuard[FlowLine]:
    return isinstance(each, FlowLine) and wording.is_turn(each.line.text)
