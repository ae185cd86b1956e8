"""Fewer or more pages than an issue has: when that is proposed, and what would go where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.models import Issue, Page
from articles.planning.arranging import PACKED, arrange_more, is_of
from articles.planning.copyfit import Card, Kind, room_of
from articles.planning.fitting import fit_in
from articles.planning.standing import Board, PlannedPage


@dataclass(frozen=True, slots=True)
class Repaging:
    """A proposal: so many pages, why, and where cards go: each with the page that it moves to, or
    with the number of a page that is added (0 for the first)."""

    pages: int
    told: str
    moves: tuple[tuple[Card, Page | int], ...]
    dropped: Page | None = None
    added: tuple[str, ...] = ()  # the names of the pages that come last


def propose(now: Board) -> list[Repaging]:
    """One proposal with fewer pages and one with more, where there are any."""
    return [found for found in (_take_one_off(now), _add_some(now)) if found]


def list_open(issue: Issue, now: Board) -> list[Repaging]:
    """The proposals that nobody put aside."""
    return [each for each in propose(now) if each.pages not in (issue.declined_pages or ())]


# Fewer


@dataclass(slots=True)
class _Room:
    page: Page
    gap: float
    led: bool


def _take_one_off(now: Board) -> Repaging | None:
    """Without the page whose articles find room on the others with the fewest moves; the first is
    kept. What is still to be placed must find room, too."""
    pages = len(now.sheets) - 1
    if pages < 1 or not now.placed:
        return None
    numbers = range(1, pages + 1)
    placed = sum(sheet.fill.planned for sheet in now.sheets)
    waiting = sum(card.cost for card in now.tray if card.article not in now.aside)
    if placed + waiting > PACKED * sum(room_of(number, pages) for number in numbers):
        return None
    ways = []
    for sheet in now.sheets[1:]:
        others = [each for each in now.sheets if each is not sheet]
        if (moves := _distribute(sheet.cards, others)) is not None:
            ways.append((len(moves), sheet.fill.planned, -sheet.page.number, sheet.page, moves))
    if not ways:
        return None
    *_, dropped, found = min(ways, key=lambda way: way[:3])
    numbered = {page.pk: number for number, page in enumerate(
        [each.page for each in now.sheets if each.page.pk != dropped.pk], 1
    )}  # fmt: skip
    told = f"稿子只够{pages}版：撤掉{dropped}，{_say_moves(found, numbered)}。"
    return Repaging(pages, told, tuple(found), dropped=dropped)


def _distribute(
    cards: Sequence[Card], sheets: Sequence[PlannedPage]
) -> list[tuple[Card, Page]] | None:
    """Where the cards go, the largest first; None if one finds no room."""
    rooms = [
        _Room(
            each.page,
            PACKED * room_of(number, len(sheets)) - each.fill.planned,
            any(card.kind == Kind.LEAD for card in each.cards),
        )
        for number, each in enumerate(sheets, 1)
    ]
    found = []
    for card in sorted(cards, key=lambda card: (-card.cost, card.article)):
        ways = [
            (not is_of(card, room.page.name), -room.gap, room.page.number, room, standing)
            for room in rooms
            if (standing := _beside(card, led=room.led)).cost <= room.gap
        ]
        if not ways:
            return None
        *_, room, standing = min(ways, key=lambda way: way[:3])
        room.gap -= standing.cost
        room.led = room.led or standing.kind == Kind.LEAD
        found.append((standing, room.page))
    return found


def _beside(card: Card, *, led: bool) -> Card:
    """The card where a page has a lead already, or has none."""
    return replace(card, kind=Kind.SECOND) if led and card.kind == Kind.LEAD else card


def _say_moves(moves: Sequence[tuple[Card, Page]], numbers: dict[int, int]) -> str:
    if not moves:
        return "那一版是空的"
    counts: dict[int, int] = {}
    for _, page in moves:
        counts[numbers[page.pk]] = counts.get(numbers[page.pk], 0) + 1
    return "，".join(f"{count}篇到第{number}版" for number, count in sorted(counts.items()))


# More


def _add_some(now: Board) -> Repaging | None:
    """With pages for what finds no room on those there are, if it fills one."""
    if not now.sheets:
        return None
    waiting = [card for card in now.tray if card.article not in now.aside]
    fitting = {card.article for _, card in fit_in(now, waiting)}
    without = [card for card in waiting if card.article not in fitting]
    over = [card for sheet in now.sheets for card in _relieve(sheet)]
    sheets = arrange_more([*without, *over])
    if not sheets:
        return None
    moves = tuple((card, at) for at, (_, cards) in enumerate(sheets) for card in cards)
    pages = len(now.sheets) + len(sheets)
    told = f"{len(now.sheets)}版排不下：{_say_why(without, over)}，够再排{len(sheets)}版。"
    return Repaging(pages, told, moves, added=tuple(name for name, _ in sheets))


def _relieve(sheet: PlannedPage) -> Iterator[Card]:
    """The articles that leave a page that is too full: as few as make enough room."""
    over = sheet.fill.overset
    movable = sorted((c for c in sheet.cards if c.kind != Kind.LEAD), key=lambda c: c.cost)
    while over > 0 and movable:
        card = next((each for each in movable if each.cost >= over), movable[-1])
        movable.remove(card)
        over -= card.cost
        yield card


def _say_why(without: Sequence[Card], over: Sequence[Card]) -> str:
    told = [f"未排的{len(without)}篇放不下"] if without else []
    told += [f"溢出的要移走{len(over)}篇"] if over else []
    return "，".join(told)
