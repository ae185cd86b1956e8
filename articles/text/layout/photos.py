"""Which lines of a region are captions and credit_lines: those that stand by a picture."""

from __future__ import annotations

from itertools import pairwise

from articles.text.layout import wording
from articles.text.layout.blocks import SMALLER, LineBlock
from articles.text.layout.columns import PageColumn
from articles.text.layout.marks import PageBox
from articles.text.layout.pieces import SHORT, LineSpan, PartGuess, StoryPart, closed
from articles.text.layout.regions import HeadRegion, PlacedPicture

#: In ems: a caption is at most so far from its picture, above, below or beside it.
_NEAR = 2.6
_ONE_COLUMN = 1.5
_BY_ORDER = PartGuess("perhaps-credit", "几行摄影署名排在一起，按先后分给各图", 0.5)
_LARGE_CAPTION = PartGuess("perhaps-caption", "字号同正文一样，只是挨着图", 0.5)


def find_captions(region: HeadRegion, columns: list[PageColumn], em: float) -> list[LineBlock]:
    """The blocks of a region that belong to pictures, in reading order."""
    order = [item for column in columns for item in column.items]
    found: list[LineBlock] = []
    for n, item in enumerate(order):
        if not isinstance(item, LineBlock) or wording.is_furniture(item.lines[0].text):
            continue
        small = item.size < SMALLER * em
        before = order[n - 1] if n else None
        carried = small and (
            before in found
            and isinstance(before, LineBlock)
            and not closed(before.lines[-1].text)
            and abs(before.size - item.size) < 0.05 * em
        )
        follows = small and isinstance(before, PlacedPicture) and _is_last(before, columns)
        if carried or follows or _is_caption(item, region.pictures, small=small, em=em):
            found.append(item)
    for item in order:  # below a caption, of its size
        if not isinstance(item, LineBlock) or item in found or item.size >= SMALLER * em:
            continue
        if any(_stands_below(item, above, em) for above in found):
            found.append(item)
    return [item for item in order if isinstance(item, LineBlock) and item in found]


def _is_last(picture: PlacedPicture, columns: list[PageColumn]) -> bool:
    return any(column.items[-1] is picture for column in columns)


def _is_caption(block: LineBlock, pictures: list[PageBox], *, small: bool, em: float) -> bool:
    text = "".join(line.text for line in block.lines)
    if all(wording.is_furniture(line.text) for line in block.lines):
        return False
    near = [box for box in pictures if _is_near(block.box, box, em)]
    says = wording.shows(text) or wording.divide(text)[-1][1] == "credit"
    if small:
        return bool(near) or says
    narrow = any(abs(block.box.width - box.width) < em for box in near)
    wide = narrow and len(block.lines) < 6 and block.lines[0].box.width > _ONE_COLUMN * 18 * em
    return bool(near) and (says or wide)


def _is_near(box: PageBox, picture: PageBox, em: float) -> bool:
    if box.beside(picture) > 0.4 * min(box.width, picture.width):
        return -0.6 * em <= -box.level(picture) <= _NEAR * em
    return box.level(picture) > 0.5 * em and 0 <= -box.beside(picture) <= 1.2 * em


def _stands_below(block: LineBlock, above: LineBlock, em: float) -> bool:
    gap = block.box.top - above.box.bottom
    beside = block.box.beside(above.box) > 0
    return beside and -0.3 * em <= gap < 1.3 * em and not wording.is_furniture(block.lines[0].text)


def read_captions(blocks: list[LineBlock], pictures: int, em: float) -> list[StoryPart]:
    """Captions with their credit_lines, each caption before its credit."""
    captions: list[StoryPart] = []
    credit_lines: list[StoryPart] = []
    above: LineBlock | None = None
    for block in blocks:
        box = block.box
        for n, line in enumerate(block.lines):
            span = LineSpan.of(line)
            if wording.is_credit(line.text) and not (n and _carries_over(captions, line.text)):
                credit_lines.append(StoryPart("credit", [span]))
                above = None
                continue
            last = captions[-1].spans[-1].line if captions else None
            ended = last is not None and closed(last.text)
            if n:
                short = box.right - block.lines[n - 1].box.right > SHORT * block.size
                new = ended and short and (pictures > 1 or len(captions) < len(credit_lines))
            else:
                new = (
                    ended
                    and above is not block
                    and (pictures > 1 or len(captions) < len(credit_lines))
                )
            if last is None or new:
                own = None if block.size < SMALLER * em else _LARGE_CAPTION
                captions.append(StoryPart("caption", [span], guess=own))
            else:
                captions[-1].spans.append(span)
            above = block
    for caption in captions:
        parts = wording.divide(caption.text)
        if len(parts) > 1 and parts[-1][1] == "credit":
            credit_lines.insert(captions.index(caption), caption.cut(parts[-1][0], "credit"))
    return _pair(captions, credit_lines)


def _carries_over(captions: list[StoryPart], line: str) -> bool:
    """Did the credit begin at the end of the line above: …取餐。通 / 讯员 甲 摄?"""
    text = captions[-1].text if captions else ""
    at, shape = wording.divide(text + line)[-1]
    return shape == "credit" and 0 < at < len(text)


def _pair(captions: list[StoryPart], credit_lines: list[StoryPart]) -> list[StoryPart]:
    """Each caption before its credit; credits that stand together were given by their order."""
    pairs: list[StoryPart] = []
    for one, two in pairwise(credit_lines):
        above, below = one.spans[0].line.box, two.spans[0].line.box
        if above.beside(below) > 0 and below.top - above.bottom < above.height:
            one.guess = two.guess = _BY_ORDER
    for n in range(max(len(captions), len(credit_lines))):
        pairs += captions[n : n + 1] + credit_lines[n : n + 1]
    return pairs
