"""Joins the parts of a story that goes on on another page of the same text (下转, 上接)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.text.page.bodies import JOINED_PARTS
from articles.text.page.imprint import take_apart
from articles.text.page.likeness import Terms, Weights, terms
from articles.text.page.places import HEAD
from articles.text.page.printed import clean
from articles.text.page.reading import Doubt, Reading, Story, StoryPiece
from articles.text.page.turns import Turn, is_turn, read_page_number

#: Parts of one story have at least so much in common, where no page numbers say that they are.
ALIKE_AT_LEAST = 0.12
FOLIO = re.compile(r"第\s?(\w{1,3}?)\s?版|(?<![\w])([A-Da-d]?\d{1,2})\s?版")
_CLOSED = re.compile(r"[。!?:;…\u201d\u2019』」)》】]$")


@dataclass(slots=True)
class _Part:
    """A story that goes on elsewhere, or comes from there; `page` is where it stands, if known."""

    story: Story
    turn: Turn
    line: int
    page: str


def join_parts(reading: Reading, turns: Iterable[tuple[int, Turn]]) -> None:
    """Append each part of a story to the one that turns to it; doubt every turn.

    `turns` are those of the page with the line at which each stands. A part whose other part is
    not in the text stays what it is.
    """
    parts = list(_find_parts(reading, turns))
    onward = [part for part in parts if part.turn.onward]
    back = [part for part in parts if not part.turn.onward]
    weights = Weights([_terms(reading, story) for story in reading.stories])
    pairs = [
        (score, n, m)
        for n, first in enumerate(onward)
        for m, second in enumerate(back)
        if (score := _match(reading, first, second, weights)) > 0
    ]
    joined: list[tuple[_Part, _Part]] = []
    for _, n, m in sorted(pairs, reverse=True):
        if not any(onward[n] is first or back[m] is second for first, second in joined):
            joined.append((onward[n], back[m]))
    for first, second in sorted(joined, key=lambda pair: pair[1].line):
        _join(reading, first, second)
    done = {id(part) for pair in joined for part in pair}
    for part in parts:
        if id(part) not in done:
            part.story.doubts.append(say_missing(part.turn, part.line))


def _find_parts(reading: Reading, turns: Iterable[tuple[int, Turn]]) -> Iterator[_Part]:
    homes = {n: story for story in reading.stories for piece in story.pieces for n in piece.lines}
    pages = _find_pages(reading)
    for line, turn in turns:
        if line in homes:
            yield _Part(homes[line], turn, line, pages.get(line, ""))


def _find_pages(reading: Reading) -> dict[int, str]:
    """The page on which each line stands, by the folios above the pages or below them."""
    folios: dict[int, str] = {}
    for number in reading.furniture:
        text = clean(reading.lines[number - 1].repaired)
        hit = FOLIO.search(text)
        if hit and not is_turn(text) and "folio" in take_apart(text).kinds:
            folios[number] = read_page_number(hit[1] or hit[2])
    if len(set(folios.values())) < 2:
        return {}
    placed = {n for story in reading.stories for piece in story.pieces for n in piece.lines}
    above = min(folios) < min(placed, default=0)
    found: dict[int, str] = {}
    page = ""
    for line in reading.lines if above else reversed(reading.lines):
        page = folios.get(line.number, page)
        found[line.number] = page
    return found


def _match(reading: Reading, first: _Part, second: _Part, weights: Weights) -> float:
    """How surely the second part continues the first; 0 if it can't."""
    if first.story is second.story or first.turn.page == second.turn.page:
        return 0.0  # a page is turned to from another one
    for turn, where in ((first.turn, second.page), (second.turn, first.page)):
        if where and turn.page != where:
            return 0.0
    known = bool(first.page and second.page)
    named = _is_named(reading, first, second)
    alike = weights.cosine(_terms(reading, first.story), _terms(reading, second.story))
    if not (known or named or alike >= ALIKE_AT_LEAST):
        return 0.0
    return alike + 1.0 * known + 2.0 * named


def _is_named(reading: Reading, first: _Part, second: _Part) -> bool:
    """Does a turn name the headline of the other part, or has it the same one?"""
    heads = [_bare(reading.head(part.story, "headline")) for part in (first, second)]
    titles = [_bare(part.turn.title) for part in (first, second)]
    return bool(heads[0]) and any(
        name and (name in heads[0] or heads[0] in name) for name in (heads[1], titles[1])
    )


def _join(reading: Reading, first: _Part, second: _Part) -> None:
    """Append the second part; its head is a crosshead, or furniture if it repeats the first's."""
    story, added = first.story, second.story
    if story is added or not any(story is each for each in reading.stories):
        return
    headline = _bare(reading.head(story, "headline"))
    pieces: list[StoryPiece] = []
    for piece in added.pieces:
        if piece.kind not in HEAD[:-1]:
            pieces.append(piece)
        elif _bare(reading.text(piece)) in headline:
            reading.furniture += piece.lines
        else:
            pieces.append(StoryPiece("crosshead", piece.lines))
    body = story.of("paragraph")
    if body and pieces and pieces[0].kind == "paragraph" and not _is_closed(reading, body[-1]):
        body[-1].lines += pieces.pop(0).lines
    story.pieces += pieces
    story.doubts += added.doubts
    story.doubts.append(say_joined(_shorten(reading, second.line), second.line))
    reading.stories = [each for each in reading.stories if each is not added]
    reading.furniture.sort()


def _is_closed(reading: Reading, piece: StoryPiece) -> bool:
    return bool(_CLOSED.search(clean(reading.text(piece))))


def say_missing(turn: Turn, line: int) -> Doubt:
    """The doubt at a part whose other part was not found."""
    if not turn.page:
        return Doubt("part-missing", _NO_PAGE.format("下转" if turn.onward else "上接"), line)
    message = _GOES_ON if turn.onward else _COMES_FROM
    return Doubt("part-missing", message.format(turn.page), line)


def say_joined(opening: str, line: int) -> Doubt:
    """The doubt at a story to which the part that opens so was joined, at this line."""
    return Doubt(JOINED_PARTS, _JOINED.format(opening), line)


def _shorten(reading: Reading, line: int) -> str:
    return reading.lines[line - 1].repaired.strip()[:6]


def _bare(text: str) -> str:
    return "".join(clean(text).split())


def _terms(reading: Reading, story: Story) -> Terms:
    return terms("\n".join(clean(reading.text(piece)) for piece in story.pieces))


_JOINED = "“{}”起是另一版上的后一部分，已接到这里，请核对接口。"
_GOES_ON = "这一篇下转第{}版，后一部分没有在这次导入的文字里找到，请补上。"
_NO_PAGE = "这一篇标着“{}”，没有写第几版，接不上，请找到另一部分接好。"
_COMES_FROM = "这一篇上接第{}版，前一部分没有在这次导入的文字里找到，请补上。"
