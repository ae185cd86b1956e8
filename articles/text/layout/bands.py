"""The parts of a page: its head and foot, which are furniture, and what is set in a frame."""

from __future__ import annotations

from articles.text.layout import wording
from articles.text.layout.blocks import HEADLINE
from articles.text.layout.marks import PageBox, PrintedPage, TypeLine
from articles.text.page.preambles import is_note

#: Of the page's height: a page's head or foot is at most so high.
_EDGE = 0.24
#: Of the width of all lines: a rule that parts bands is at least so wide.
_ACROSS = 0.8
#: Of the page: a frame around a story is at most so large.
_LARGEST_FRAME = 0.8
#: Lines of a kicker, a deck and bylines in the frame of a head.
_MOST_SMALL = 5
#: Ems between a frame and the text beside it.
_GUTTER = 5.0


def find_edges_of(page: PrintedPage, lines: list[TypeLine]) -> set[int]:
    """The ids of the lines in the page's head and foot: bands between rules that tell of the page.

    A band is one if a line of it says so and no line ends a sentence.
    """
    if not lines:
        return set()
    left, right = min(x.box.left for x in lines), max(x.box.right for x in lines)
    across = sorted(
        {
            (rule.top + rule.bottom) / 2
            for rule in page.rules
            if rule.width > _ACROSS * (right - left)
        }
    )
    found: set[int] = set()
    top = 0.0
    for at in across:
        if at > _EDGE * page.height or not _take(lines, top, at, found):
            break
        top = at
    bottom = page.height
    for at in reversed(across):
        if at < (1 - _EDGE) * page.height or not _take(lines, at, bottom, found):
            break
        bottom = at
    return found


def _take(lines: list[TypeLine], top: float, bottom: float, found: set[int]) -> bool:
    band = [x for x in lines if top <= (x.box.top + x.box.bottom) / 2 <= bottom]
    furniture = not band or any(wording.may_be_furniture(line.text) for line in band)
    if not furniture or any("。" in line.text for line in band):
        return False
    found |= {id(line) for line in band}
    return True


def find_frames(page: PrintedPage, lines: list[TypeLine]) -> list[PageBox]:
    """The frames with a story or notice of their own, inner ones first.

    What the paper says before or after a text (编者按) is of that text, in a frame or not.
    """
    frames: list[PageBox] = []
    for frame in sorted(page.frames, key=lambda box: box.width * box.height):
        held = [line for line in lines if frame.holds(line.box)]
        large = frame.width * frame.height > _LARGEST_FRAME * page.width * page.height
        cuts = any(_cuts(frame, line.box) for line in lines)
        same = any(other.holds(frame) and frame.holds(other) and abs(other.width - frame.width) < 6
                   for other in frames)  # fmt: skip
        if len(held) > 1 and not (large or cuts or same or _opens_note(held)):
            frames.append(frame)
    return frames


def _opens_note(held: list[TypeLine]) -> bool:
    first = min(held, key=lambda line: (round(line.box.top), line.box.left))
    return is_note(first.text)


def find_panels(frames: list[PageBox], lines: list[TypeLine], em: float) -> list[PageBox]:
    """The frames that hold no story but only the head of the one beside them, on their right."""
    panels = []
    for frame in frames:
        held = [line for line in lines if frame.holds(line.box)]
        large = [line for line in held if line.size >= HEADLINE * em]
        told = any("。" in line.text for line in held)
        if not large or told or len(held) - len(large) > _MOST_SMALL:
            continue
        beside = [
            line
            for line in lines
            if 0 < line.box.left - frame.right < _GUTTER * em and line.box.level(frame) > 0
        ]
        first = min(beside, key=lambda line: line.box.top, default=None)
        if first is None or len(beside) <= _MOST_SMALL:
            continue
        if first.size < HEADLINE * em and abs(first.box.top - frame.top) < 2 * em:
            panels.append(frame)
    return panels


def _cuts(frame: PageBox, line: PageBox) -> bool:
    """Does a line stick out of the frame?"""
    return frame.holds(line) and (line.left < frame.left - 2 or line.right > frame.right + 2)
