"""Joins the parts of a story that goes on on another page of the same file (下转, 上接)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.text.layout.document import PdfReading
from articles.text.page.arrange import find_repairs
from articles.text.page.continuations import ALIKE_AT_LEAST, FOLIO, say_joined, say_missing
from articles.text.page.guesses import bring_home
from articles.text.page.imprint import take_apart
from articles.text.page.likeness import Terms, Weights, terms
from articles.text.page.places import HEAD
from articles.text.page.printed import clean
from articles.text.page.reading import Doubt, PageLine, Reading, Repair, Story, StoryPiece
from articles.text.page.turns import Turn, find_turns, is_turn, read_page_number, read_turn
from articles.text.punctuation import fold_marks

#: A turn stands within so many points above or below the text that it is about.
_NEAR = 40.0
_PHOTO = ("caption", "credit")
_CLOSED = re.compile(r"[。!?:;…\u201d\u2019』」)》】]$")


@dataclass(slots=True, eq=False)
class _Part:
    """A story of a sheet that goes on elsewhere, or comes from there.

    `page` is the number of its page; `known` says that a folio tells it, and not the file's order.
    """

    sheet: PdfReading
    story: Story
    turn: Turn
    page: str
    known: bool

    @property
    def headline(self) -> str:
        head = self.sheet.reading.head(self.story, "headline")
        return "".join(clean(head).split())

    @property
    def terms(self) -> Terms:
        return _terms(self.sheet.reading, self.story)


def join_sheets(sheets: Sequence[PdfReading]) -> list[str]:
    """Move each part to the end of the story that turns to it; what was joined, in sentences.

    On its own page its lines stay as furniture. A turn whose other part isn't found is doubted.
    """
    parts = [part for number, sheet in enumerate(sheets, 1) for part in _find_parts(sheet, number)]
    weights = Weights([_terms(sheet.reading, s) for sheet in sheets for s in sheet.reading.stories])
    pairs = [
        (score, n, m)
        for n, first in enumerate(parts)
        for m, second in enumerate(parts)
        if first.turn.onward
        and not second.turn.onward
        and (score := _match(first, second, weights)) > 0
    ]
    done: set[int] = set()
    joined: list[tuple[_Part, _Part]] = []
    for _, n, m in sorted(pairs, reverse=True):
        if not {n, m} & done:
            done |= {n, m}
            joined.append((parts[n], parts[m]))
    for n, part in enumerate(parts):
        if n not in done:
            line = part.story.pieces[-1 if part.turn.onward else 0].lines[0]
            part.story.doubts.append(say_missing(part.turn, line))
    said = [_say_joined(first, second) for first, second in joined]
    for first, second in _list_last_first(joined):
        _move(first, second)
    for sheet in sheets if parts else ():
        bring_home(sheet.reading)
    return said


def _list_last_first(pairs: Sequence[tuple[_Part, _Part]]) -> Iterator[tuple[_Part, _Part]]:
    """The pairs so that a part which goes on once more has all of that before it is moved."""
    left = list(pairs)
    while left:
        at = next(
            (n for n, (_, second) in enumerate(left)
             if not any(first.story is second.story for first, _ in left)),
            None,
        )  # fmt: skip
        if at is None:  # each goes on in the other one
            return
        yield left.pop(at)


def _page_of(sheet: PdfReading) -> str:
    """The number of the page as its folio says it, or ""."""
    for number in sheet.reading.furniture:
        text = clean(sheet.reading.lines[number - 1].repaired)
        hit = FOLIO.search(text)
        if hit and not is_turn(text) and "folio" in take_apart(text).kinds:
            return read_page_number(hit[1] or hit[2])
    return ""


def _match(first: _Part, second: _Part, weights: Weights) -> float:
    """How surely the second part continues the first; 0 if it can't."""
    if first.sheet is second.sheet or first.turn.page != second.page:
        return 0.0
    if second.turn.page != first.page:
        return 0.0
    named = any(
        name and first.headline and (name in first.headline or first.headline in name)
        for name in (second.headline, "".join(clean(second.turn.title).split()))
    )
    known = first.known and second.known
    alike = weights.cosine(first.terms, second.terms)
    if not (known or named or alike >= ALIKE_AT_LEAST):
        return 0.0
    return alike + 1.0 * known + 2.0 * named


def _terms(reading: Reading, story: Story) -> Terms:
    return terms("\n".join(clean(reading.text(piece)) for piece in story.pieces))


# Turns


def _find_parts(sheet: PdfReading, number: int) -> Iterator[_Part]:
    reading, told = sheet.reading, _page_of(sheet)
    page = told or str(number)
    for story in list(reading.stories):
        for piece in story.of("paragraph"):
            for turn in _take_turns(reading, piece):
                yield _Part(sheet, _part_of(reading, piece, turn), turn, page, bool(told))
    for line in reading.furniture:
        text = fold_marks(reading.lines[line - 1].repaired).strip()
        alone = read_turn(text) if is_turn(text) else None
        near = _find_near(sheet, line, alone) if alone else None
        if alone and near:
            yield _Part(sheet, _part_of(reading, near, alone), alone, page, bool(told))


def _part_of(reading: Reading, piece: StoryPiece, turn: Turn) -> Story:
    """The story of the turn; one that comes from elsewhere begins there, below another one."""
    story, at = next(
        (story, n)
        for story in reading.stories
        for n, each in enumerate(story.pieces)
        if each is piece
    )
    if turn.onward or piece is story.of("paragraph")[0]:
        return story
    part = Story(story.pieces[at:])
    story.pieces = story.pieces[:at]
    place = next(n for n, each in enumerate(reading.stories) if each is story)
    reading.stories.insert(place + 1, part)
    return part


def _take_turns(reading: Reading, piece: StoryPiece) -> Iterator[Turn]:
    """The turns before the first word of a paragraph and after its last; they leave the text."""
    whole, places = "", []
    for number in piece.lines:
        line = reading.lines[number - 1].repaired
        places += [(number, at) for at in range(len(line))]
        whole += line
    text = fold_marks(whole)
    for start, end in reversed(find_turns(text)):
        turn = read_turn(text[start:end])
        if turn is None or turn.onward == (not text[:start].strip()):
            continue
        for number in {number for number, _ in places[start:end]}:
            _leave_out(reading, number, {at for n, at in places[start:end] if n == number})
        yield turn


def _leave_out(reading: Reading, number: int, cells: set[int]) -> None:
    """Take these characters from what an article gets of a line."""
    line = reading.lines[number - 1]
    rest = "".join(text for at, text in enumerate(line.repaired) if at not in cells)
    reading.lines[number - 1] = replace(line, repaired=rest)
    others = [repair for repair in reading.repairs if repair.line != number]
    found = [*others, *find_repairs(number, line.text, rest)]
    reading.repairs = sorted(found, key=lambda repair: (repair.line, repair.at))


def _find_near(sheet: PdfReading, number: int, turn: Turn) -> StoryPiece | None:
    """The paragraph that stands directly above a turn onward, or directly below one back."""
    own = _box_of(sheet, number)
    near: list[tuple[float, int, StoryPiece]] = []
    pieces = [piece for story in sheet.reading.stories for piece in story.of("paragraph")]
    for piece in pieces if own else ():
        for line in piece.lines:
            box = _box_of(sheet, line)
            if own is None or box is None or min(own[2], box[2]) <= max(own[0], box[0]):
                continue
            gap = own[1] - box[3] if turn.onward else box[1] - own[3]
            if own[1] - own[3] <= gap <= _NEAR:
                near.append((gap, line, piece))
    return min(near, key=lambda each: each[:2])[2] if near else None


def _box_of(sheet: PdfReading, number: int) -> tuple[float, float, float, float] | None:
    source = sheet.reading.lines[number - 1].source
    return sheet.places[source - 1][1] if source else None


# Moving


def _say_joined(first: _Part, second: _Part) -> str:
    opening = second.story.of("paragraph")[0]
    said = second.sheet.reading.text(opening)[:6]
    head = first.sheet.reading.head(first.story, "headline")
    return f"第{second.page}版“{said}”起接到了第{first.page}版《{head}》文末，请核对接口"


def _move(first: _Part, second: _Part) -> None:
    """Append the second part, as lines that its page has not; there they are furniture now."""
    here, there = first.sheet.reading, second.sheet.reading
    photos: list[StoryPiece] = []
    added: list[StoryPiece] = []
    for piece in second.story.pieces:
        if piece.kind in _PHOTO:
            photos.append(piece)
            continue
        there.furniture += piece.lines
        repeated = "".join(clean(there.text(piece)).split()) in first.headline
        if piece.kind == "byline" or piece.kind not in HEAD:
            added.append(StoryPiece(piece.kind, _copy(there, piece.lines, here)))
        elif not repeated:
            added.append(StoryPiece("crosshead", _copy(there, piece.lines, here)))
    there.furniture.sort()
    there.stories = [story for story in there.stories if story is not second.story]
    there.stories += [Story(photos)] if photos else []
    line = next(piece.lines[0] for piece in added if piece.kind == "paragraph")
    body = first.story.of("paragraph")
    if body and added[0].kind == "paragraph" and not _CLOSED.search(clean(here.text(body[-1]))):
        first.story.doubts = [
            each for each in first.story.doubts if not _is_answered(each, body[-1])
        ]
        body[-1].lines += added.pop(0).lines
    first.story.pieces += added
    first.story.doubts.append(say_joined(here.lines[line - 1].repaired.strip()[:6], line))


def _is_answered(doubt: Doubt, piece: StoryPiece) -> bool:
    """Did the paragraph seem to break off, which now goes on?"""
    return doubt.code == "unfinished-paragraph" and doubt.line in piece.lines


def _copy(there: Reading, lines: Sequence[int], here: Reading) -> list[int]:
    """The same lines for another page, without an original text of theirs; their numbers."""
    numbers = []
    for number in lines:
        text, joint = there.lines[number - 1].repaired, there.lines[number - 1].joint
        numbers.append(len(here.lines) + 1)
        here.lines.append(PageLine(numbers[-1], 0, 0, "", text, joint))
        here.repairs.append(Repair(numbers[-1], 0, "", text))
    return numbers
