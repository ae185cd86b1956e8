"""The edits that an editor makes to a reading: move, exchange, split, join, name, reword, settle.

Every act returns a new Reading in which each line stands exactly once, or raises ArrangeError.
Lines are given by their numbers, stories by their index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from difflib import SequenceMatcher
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, get_args

from articles.text.characters import clean_to_one_line
from articles.text.page.guesses import OTHERWISE
from articles.text.page.places import (
    HEAD,
    ArrangeError,
    body_of,
    cut_piece,
    find_piece,
    first_line,
    head_length,
    insert,
    letter,
    split_by_kind,
    story_at,
    take,
)
from articles.text.page.reading import BODY, Kind, PageLine, Reading, Repair, Story, StoryPiece

#: Doubts that must be settled before drafts are made.
BLOCKING = frozenset({"headline-body-mismatch"})
#: Doubts that are removed when a piece is joined to the one before it.
_ABOUT_BEGINNINGS = frozenset({"truncated-paragraph"})
_KINDS: tuple[Kind, ...] = get_args(Kind)

Elsewhere = Literal["new", "unplaced", "furniture"]
P = ParamSpec("P")
Act = Callable[Concatenate[Reading, P], Reading]


def count_blocking(reading: Reading) -> int:
    """The number of doubts that must be settled before drafts are made."""
    return sum(doubt.code in BLOCKING for story in reading.stories for doubt in story.doubts)


def story_of(reading: Reading, number: int) -> int | None:
    """The index of the story in which a line stands, or None."""
    for index, story in enumerate(reading.stories):
        if any(number in piece.lines for piece in story.pieces):
            return index
    return None


def _act(change: Callable[Concatenate[Reading, P], None]) -> Act[P]:
    @wraps(change)
    def act(reading: Reading, /, *args: P.args, **kwargs: P.kwargs) -> Reading:
        changed = _copy(reading)
        change(changed, *args, **kwargs)
        _tidy(changed)
        if changed.find_misplaced():
            raise RuntimeError(f"{change.__name__} misplaced lines {changed.find_misplaced()}")
        return changed

    return act


@_act
def move(reading: Reading, lines: Collection[int], to: int | Elsewhere) -> None:
    """Move lines to a story, in page order; to a new story; to `unplaced` or `furniture`."""
    _check_lines(reading, lines)
    if isinstance(to, int):
        target = story_at(reading, to)
        for piece in take(reading, lines):
            insert(target, piece)
        return
    pieces = take(reading, lines)
    if to == "new":
        first = min(min(piece.lines) for piece in pieces)
        before = [n for n, s in enumerate(reading.stories) if s.pieces and first_line(s) < first]
        reading.stories.insert(max(before, default=-1) + 1, Story(pieces))
    else:
        place = reading.unplaced if to == "unplaced" else reading.furniture
        place += [number for piece in pieces for number in piece.lines]


@_act
def swap(reading: Reading, one: int, other: int) -> None:
    """Exchange the bodies of two stories, but not heads and photos. Settles their mismatches."""
    if one == other:
        raise ArrangeError("对调要指明两篇不同的稿件。")
    first, second = story_at(reading, one), story_at(reading, other)
    bodies = [body_of(first), body_of(second)]
    if not any(bodies):
        raise ArrangeError("这两篇都没有正文，没有可以对调的。")
    for story, old, new in ((first, bodies[0], bodies[1]), (second, bodies[1], bodies[0])):
        kept = [piece for piece in story.pieces if piece not in old]
        at = story.pieces.index(old[0]) if old else head_length(story)
        story.pieces = [*kept[:at], *new, *kept[at:]]
        story.doubts = [d for d in story.doubts if d.code not in BLOCKING]


@_act
def split_story(reading: Reading, line: int) -> None:
    """End the story before this line; the rest becomes the next story."""
    index, at = find_piece(reading, line)
    story = reading.stories[index]
    at = cut_piece(story, at, line)
    if at == 0:
        raise ArrangeError(f"第{line}行是{letter(index)}的第一行，前面没有可断开的。")
    reading.stories.insert(index + 1, Story(story.pieces[at:]))
    story.pieces = story.pieces[:at]


@_act
def split_piece(reading: Reading, line: int) -> None:
    """End the paragraph before this line, and begin another with it."""
    index, at = find_piece(reading, line)
    if reading.stories[index].pieces[at].lines[0] == line:
        raise ArrangeError(f"第{line}行已经是一段的开头。")
    cut_piece(reading.stories[index], at, line)


@_act
def join(reading: Reading, line: int) -> None:
    """Append the piece with this line to the one before it; an unplaced line, to the line above."""
    if line in reading.unplaced or line in reading.furniture:
        above = max((n for s in reading.stories for p in s.pieces for n in p.lines if n < line),
                    default=0)  # fmt: skip
        if not above:
            raise ArrangeError(f"第{line}行前面没有已归的段落。")
        index, at = find_piece(reading, above)
        take(reading, [line])
        reading.stories[index].pieces[at].lines.append(line)
        return
    index, at = find_piece(reading, line)
    story = reading.stories[index]
    piece = story.pieces[at]
    alike = BODY if piece.kind in BODY else (piece.kind,)
    before = [p for p in story.pieces[:at] if p.kind in alike]
    if not before:
        raise ArrangeError(f"第{line}行前面没有可以接上的段落。")
    before[-1].lines += piece.lines
    story.doubts = [
        d for d in story.doubts if d.code not in _ABOUT_BEGINNINGS or d.line not in piece.lines
    ]
    story.pieces.remove(piece)


@_act
def shift(reading: Reading, line: int, by: Literal[-1, 1]) -> None:
    """Exchange the piece with this line and its neighbour."""
    index, at = find_piece(reading, line)
    pieces = reading.stories[index].pieces
    if not 0 <= at + by < len(pieces):
        raise ArrangeError(f"第{line}行已在{letter(index)}的{'开头' if by < 0 else '末尾'}。")
    pieces[at], pieces[at + by] = pieces[at + by], pieces[at]


@_act
def name(reading: Reading, lines: Collection[int], kind: Kind) -> None:
    """Set the kind of these lines: a headline, a kicker, a paragraph …"""
    _check_lines(reading, lines)
    if kind not in _KINDS:
        raise ArrangeError("没有这一种行。")
    for line in sorted(lines):
        if story_of(reading, line) is None:
            raise ArrangeError(f"第{line}行还没有归到哪一篇，请先归稿。")
    for story in reading.stories:
        story.pieces = [
            part for piece in story.pieces for part in split_by_kind(piece, lines, kind)
        ]


@_act
def reword(reading: Reading, line: int, text: str) -> None:
    """Correct the text of a line. Its original text is kept, and each change is in `repairs`."""
    find_piece(reading, line)
    text = _clean_typed(text)
    old = reading.lines[line - 1]
    if not text:
        raise ArrangeError(f"第{line}行不能改成空的；不要这一行，请按“不要”。")
    if text == old.repaired.strip():
        return
    reading.lines[line - 1] = replace(old, repaired=text)
    repairs = [repair for repair in reading.repairs if repair.line != line]
    reading.repairs = sorted(
        repairs + find_repairs(line, old.text, text), key=lambda r: (r.line, r.at)
    )


@_act
def write(reading: Reading, story: int, kind: Kind, text: str) -> None:
    """Add a headline, byline … that the page lacks: a line with `source` 0 and no original text."""
    text = _clean_typed(text)
    pieces = story_at(reading, story).pieces
    if kind not in HEAD or not text:
        raise ArrangeError("补写的内容不能空，也只能是栏题、引题、主题、副题或署名。")
    number = len(reading.lines) + 1
    reading.lines.append(PageLine(number, 0, 0, "", text))
    reading.repairs.append(Repair(number, 0, "", text))
    rank = HEAD.index(kind)
    at = next((n for n, p in enumerate(pieces) if p.kind not in HEAD[: rank + 1]), len(pieces))
    pieces.insert(at, StoryPiece(kind, [number]))


@_act
def reread(reading: Reading, line: int) -> None:
    """Read a line in the other way: a headline as a crosshead of the story above, or the reverse;
    a caption or a byline as text; a notice or a table as a plain story."""
    index, at = find_piece(reading, line)
    story = reading.stories[index]
    kind = story.pieces[at].kind
    text = any(d.line == line and d.code == "perhaps-text" for d in story.doubts)
    story.doubts = [d for d in story.doubts if d.line != line or d.code not in OTHERWISE]
    if story.genre and kind == "headline":
        story.genre = ""
    elif kind == "crosshead" and not text:
        at = cut_piece(story, at, line)
        story.pieces[at].kind = "headline"
        reading.stories.insert(index + 1, Story(story.pieces[at:]))
        story.pieces = story.pieces[:at]
    elif kind in ("campaign", "kicker", "headline", "subhead"):
        if not index:
            raise ArrangeError("上面没有可以并入的稿件。")
        for piece in story.of("campaign", "kicker", "headline", "subhead"):
            piece.kind = "crosshead"
        above = reading.stories[index - 1]
        above.pieces += story.pieces
        above.doubts += story.doubts
        story.pieces = []
    else:
        story.pieces[at].kind = "paragraph"


@_act
def settle(reading: Reading, story: int, doubt: int) -> None:
    """Remove a doubt: an editor has looked, and the story is right as it is."""
    doubts = story_at(reading, story).doubts
    if not 0 <= doubt < len(doubts):
        raise ArrangeError("这一处已经定过了。")
    del doubts[doubt]


def _copy(reading: Reading) -> Reading:
    return Reading(
        lines=list(reading.lines),
        stories=[
            Story(
                [StoryPiece(p.kind, list(p.lines)) for p in story.pieces],
                list(story.doubts),
                story.genre,
            )
            for story in reading.stories
        ],
        unplaced=list(reading.unplaced),
        furniture=list(reading.furniture),
        repairs=list(reading.repairs),
    )


def _tidy(reading: Reading) -> None:
    """Remove empty pieces and stories; move a doubt about a line to the story with that line."""
    doubts = [(story, doubt) for story in reading.stories for doubt in story.doubts]
    for story in reading.stories:
        story.pieces = [piece for piece in story.pieces if piece.lines]
        story.doubts = []
    for story, doubt in doubts:
        home: Story | None = story
        if doubt.line is not None:
            index = story_of(reading, doubt.line)
            home = None if index is None else reading.stories[index]
        if home is not None:
            home.doubts.append(doubt)
    reading.stories = [story for story in reading.stories if story.pieces]
    reading.unplaced.sort()
    reading.furniture.sort()


def _check_lines(reading: Reading, lines: Collection[int]) -> None:
    if not lines:
        raise ArrangeError("请先选中要动的行。")
    for line in lines:
        if not 1 <= line <= len(reading.lines):
            raise ArrangeError(f"没有第{line}行。")


def _clean_typed(text: str) -> str:
    """What a person typed, on one line and without invisible characters."""
    return clean_to_one_line(text.encode(errors="ignore").decode()).strip()


def find_repairs(line: int, was: str, now: str) -> list[Repair]:
    """The changes that turn the original text of a line into the corrected one."""
    changes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [Repair(line, i, was[i:j], now[k:m]) for tag, i, j, k, m in changes if tag != "equal"]
