"""Regions of a page → stories whose lines are paragraphs, bylines, captions … and furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.text.layout import wording
from articles.text.layout.blocks import LARGER, SMALLER, LineBlock, find_blocks, has_han, text_size
from articles.text.layout.columns import FlowLine, PageColumn, find_columns, find_edges, flow
from articles.text.layout.heads import HeadGroup, find_heads, take_decks
from articles.text.layout.lines import find_lines
from articles.text.layout.marks import PageBox, PrintedPage, TypeLine
from articles.text.layout.photos import find_captions, read_captions
from articles.text.layout.pieces import SHORT, FlowText, LineSpan, StoryPart, closed
from articles.text.layout.regions import HeadRegion, find_regions
from articles.text.page.reading import Kind

#: What stands in a paragraph's place; a credit there is a byline of text and pictures.
_KINDS: dict[wording.Shape, Kind] = {"text": "paragraph", "byline": "byline", "credit": "byline"}
_NAMES = re.compile(r"[\u3400-\u9fff·]{2,4}(?:[\s、,]+[\u3400-\u9fff·]{1,4}){0,5}")
_LONGEST_BYLINE = 36
#: Parts of one line of furniture are at most so far apart, in ems.
_WIDE = 8.0


@dataclass(slots=True)
class PageParts:
    """A page's stories, each in reading order, and the lines that belong to none."""

    stories: list[list[StoryPart]] = field(default_factory=list)
    furniture: list[TypeLine] = field(default_factory=list)
    unplaced: list[TypeLine] = field(default_factory=list)


def read_stories(page: PrintedPage) -> PageParts:
    """Every line of the page, in exactly one place."""
    lines = find_lines(page.glyphs)
    em = text_size(lines)
    pictures = [*page.pictures, *(f for f in page.frames if not _holds_text(f, lines))]
    heads = find_heads(lines, em)
    large = {id(line) for head in heads for line in head.lines}
    walls = [*(head.box for head in heads), *pictures, *page.rules]
    blocks = find_blocks([line for line in lines if id(line) not in large], walls, em)
    blocks = take_decks(heads, blocks, em)
    blocks = _take_labels(heads, blocks, em)
    edges = find_edges(blocks, em)
    found = PageParts()
    for region in find_regions(heads, blocks, pictures, page.rules, em):
        _read_region(region, edges, em, found)
    for place in (found.furniture, found.unplaced):
        place.sort(key=lambda line: (round(line.box.top), line.box.left))
    return found


def _holds_text(frame: PageBox, lines: list[TypeLine]) -> bool:
    return any(frame.holds(line.box) for line in lines)


def _take_labels(heads: list[HeadGroup], blocks: list[LineBlock], em: float) -> list[LineBlock]:
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
        if below and has_han(line):
            head = min(
                below, key=lambda h: h.box.top - box.top + 0.3 * max(0, h.box.left - box.right)
            )
            head.labels.append(line)
        else:
            left.append(block)
    return left


def _read_region(region: HeadRegion, edges: list[float], em: float, found: PageParts) -> None:
    layers = find_columns(region.items, edges, em)
    columns = [column for layer in layers for column in layer]
    captions = find_captions(region, columns, em)
    furniture = _find_furniture(region, captions, columns, em)
    taken = {id(block) for block in (*captions, *furniture)}
    for block in furniture:
        place = found.unplaced if _is_sentence(block) else found.furniture
        place += _put_together(block.lines)
    lines = flow(layers, taken, em)
    lines, apart = _separate_turns(lines)
    found.furniture += apart
    parts = FlowText(lines).parts()
    story = _head_parts(region.head) if region.head else []
    story += _sign(parts, lines)
    story += read_captions(captions, len(region.pictures))
    if story:
        found.stories.append(story)


def _head_parts(head: HeadGroup) -> list[StoryPart]:
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
    return parts


def _find_furniture(
    region: HeadRegion, captions: list[LineBlock], columns: list[PageColumn], em: float
) -> list[LineBlock]:
    """Blocks that are no text of a story: small ones, and all without a head if they are short."""
    left = [block for block in region.blocks if block not in captions]
    if region.head is None:
        text = [b for b in left if len(b.lines) > 2 and b.size > SMALLER * em and _is_text(b)]
        return [] if text else left
    bottom = max((b.box.bottom for b in left if len(b.lines) > 2), default=0.0)
    furniture = []
    for block in left:
        words = [line.text for line in block.lines]
        small = block.size < SMALLER * em and not (len(block.lines) > 3 and _is_text(block))
        below = block.box.top > bottom and len(block.lines) < 8
        if small or (below and all(map(wording.is_furniture, words))):
            furniture.append(block)
    return furniture


def _is_sentence(block: LineBlock) -> bool:
    """Does it say something in sentences, though it stands where nothing is said?"""
    words = "".join(line.text for line in block.lines)
    return "。" in words and not wording.is_furniture(words)


def _put_together(lines: list[TypeLine]) -> list[TypeLine]:
    """Join lines that stand beside each other: one line of furniture with wide gaps."""
    rows: list[TypeLine] = []
    for line in sorted(lines, key=lambda each: (round(each.box.bottom), each.box.left)):
        last = rows[-1] if rows else None
        near = last is not None and abs(last.box.bottom - line.box.bottom) < 0.2 * line.size
        if last and near and 0 <= line.box.left - last.box.right < _WIDE * line.size:
            glyphs = last.glyphs + line.glyphs
            text, box = f"{last.text} {line.text}", last.box.joined(line.box)
            rows[-1] = TypeLine(text, box, last.size, last.font, glyphs)
        else:
            rows.append(line)
    return rows


def _is_text(block: LineBlock) -> bool:
    """Do most of its lines reach its right edge?"""
    full = [line for line in block.lines if block.box.right - line.box.right < SHORT * block.size]
    return len(full) * 2 > len(block.lines)


def _separate_turns(lines: list[FlowLine]) -> tuple[list[FlowLine], list[TypeLine]]:
    kept = [each for each in lines if not wording.is_turn(each.line.text)]
    return kept, [each.line for each in lines if wording.is_turn(each.line.text)]


def _sign(parts: list[StoryPart], lines: list[FlowLine]) -> list[StoryPart]:
    """Tell bylines and credits from the paragraphs that they stand in, above or below."""
    signed: list[StoryPart] = []
    for n, part in enumerate(parts):
        if part.kind != "paragraph":
            signed.append(part)
            continue
        if n == 0 and len(parts) > 1 and _is_signature(part, lines):
            signed.append(StoryPart("byline", part.spans))
            continue
        divided = wording.divide(part.text)
        rest = [part.cut(at, _KINDS[shape]) for at, shape in reversed(divided[1:])]
        part.kind = _KINDS[divided[0][1]]
        signed += [part, *reversed(rest)]
    return signed


def _is_signature(part: StoryPart, lines: list[FlowLine]) -> bool:
    """Is the first line above the text a byline, by its place?"""
    text = part.text.strip()
    if len(part.spans) > 1 or len(text) > _LONGEST_BYLINE or closed(text.rstrip(")\uff09】")):
        return False
    alone = lines[0].rest >= SHORT or lines[1].first
    return wording.is_byline(text) or (alone and _NAMES.fullmatch(text) is not None)
