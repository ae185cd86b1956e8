"""The rule that puts a month's articles on pages: the heaviest first, then topic by topic."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import ceil

from articles.models import Genre
from articles.planning.copyfit import COLOPHON, HOLLOW, ROOM, Card, Kind, cost, room_of

FRONT, MIXED = "要闻", "综合"
#: How full the rule makes a page, and with how many articles at most: of 78 pages of 90 to 98
#: per cent that were typeset for this (600 articles), the three that were overset had 18
#: articles, or long ones only and more than 95 per cent.
PACKED, _MOST = 0.94, 10


def arranged(cards: list[Card]) -> tuple[list[str], list[list[Card]]]:
    """All cards on as many pages as they need: 要闻 first, then a page for each large topic."""
    pool = list(cards)
    wanted = _pages_for(pool)
    front = _front(pool, PACKED * room_of(1, wanted))
    others = []
    while pool:
        number = len(others) + 2
        if number == wanted + 1:
            _squeeze(pool, [sheet for _, _, sheet in others])
        if pool:
            order, name = _topic_of(pool)
            sheet = _taken(pool, name, _INNER, _share(pool, number, wanted))
            others.append((order, name, sheet))
    _level([sheet for _, _, sheet in others])
    others = [(order, name, _led(sheet)) for order, name, sheet in others]
    named = [
        (order, name if _mostly(sheet, name) else MIXED, sheet) for order, name, sheet in others
    ]
    named.sort(key=lambda found: (found[1] == MIXED, found[0]))
    sheets = [front, *(sheet for _, _, sheet in named)]
    return [FRONT, *(name for _, name, _ in named)], [_ordered(sheet) for sheet in sheets]


#: Any page but the first may come last.
_INNER = PACKED * (ROOM - COLOPHON)


def _squeeze(pool, sheets):
    """What no page took goes where it leaves the least room, before a page is made for it."""
    for card in list(pool):
        costs = [
            (_weigh(sheet) + card.cost, n) for n, sheet in enumerate(sheets) if len(sheet) < _MOST
        ]
        if fitting := [pair for pair in costs if pair[0] <= _INNER]:
            pool.remove(card)
            sheets[max(fitting)[1]].append(card)


def _level(sheets):
    """No page with a hole beside a full one: the fullest gives what evens them best."""
    while len(sheets) > 1:
        full, hollow = max(sheets, key=_weigh), min(sheets, key=_weigh)
        over = _weigh(full) - _weigh(hollow)
        movable = [card for card in full if card.kind != Kind.LEAD and card.cost < over]
        if _weigh(hollow) >= HOLLOW * ROOM or not movable:
            return
        card = min(movable, key=lambda card: (abs(over - 2 * card.cost), card.article))
        full.remove(card)
        hollow.append(card)


def _weigh(sheet):
    return sum(card.cost for card in sheet)


def _pages_for(cards) -> int:
    """How many pages hold this much, each with a lead."""
    total = sum(card.cost for card in cards)
    lead = cost(Kind.LEAD, 0, ()) - cost(Kind.SECOND, 0, ())
    pages = ceil(len(cards) / _MOST)
    while PACKED * sum(room_of(n, pages) for n in range(1, pages + 1)) < total + lead * pages:
        pages += 1
    return min(pages, len(cards))


def _share(pool, number, pages) -> float:
    """How much of what is left page `number` should take, so that all are equally full."""
    rooms = [room_of(n, pages) for n in range(number, pages + 1)]
    left = sum(card.cost for card in pool)
    return left * rooms[0] / sum(rooms) if rooms else left


def _front(pool, room):
    """The heaviest, with a picture if it can be, as lead; then news first and short before long."""
    lead = min(pool, key=lambda c: (-c.weight, not c.shapes, -c.length, c.article))
    pool.remove(lead)
    sheet = [replace(lead, kind=Kind.LEAD)]
    for card in sorted(pool, key=lambda c: (c.genre not in _NEWS, -c.weight, c.cost, c.article)):
        _take(card, sheet, pool, room, room)
    return sheet


_NEWS = (Genre.NEWS, Genre.PHOTO)


def _topic_of(pool) -> tuple[int, str]:
    """The topic that has most to say among what is left: its order and name."""
    size, first = Counter(), {}
    for card in pool:
        for order, pk, name in card.topics:
            size[name] += card.cost
            first.setdefault(name, (order, pk))
    if not size:
        return 0, MIXED
    name = min(size, key=lambda each: (-size[each], first[each], each))
    return first[name][0], name


def _taken(pool, name, room, share):
    """A page of the topic, heaviest first; the room that it leaves is filled with what is small."""
    sheet = []
    for card in [card for card in pool if is_of(card, name)] + pool[::-1]:
        if not sheet:
            pool.remove(card)
            sheet.append(replace(card, kind=lead_kind(card)))
        elif card in pool:
            _take(card, sheet, pool, room, share)
    return sheet


def _take(card, sheet, pool, room, share):
    """Move a card to the sheet if it has room and comes nearer to its share with it."""
    filled = _weigh(sheet)
    fits = len(sheet) < _MOST and filled + card.cost <= room
    if fits and filled + card.cost / 2 <= share:
        pool.remove(card)
        sheet.append(card)


def lead_kind(card):
    """What heads a page is its lead, unless it is a picture that speaks for itself."""
    return card.kind if card.kind == Kind.PHOTO else Kind.LEAD


def _led(sheet):
    """The heaviest of a page as its lead, where there is room for it so large."""
    lead = next((card for card in sheet if card.kind == Kind.LEAD), None)
    large = [card for card in sheet if card.kind in (Kind.LEAD, Kind.SECOND)]
    heaviest = min(large, key=lambda c: (-c.weight, not c.shapes, -c.length), default=None)
    if lead is None or heaviest.weight == lead.weight:
        return sheet
    kinds = {lead.article: Kind.SECOND, heaviest.article: Kind.LEAD}
    other = [replace(card, kind=kinds.get(card.article, card.kind)) for card in sheet]
    return other if _weigh(other) <= _INNER else sheet


def is_of(card, name):
    return any(topic == name for _, _, topic in card.topics)


def _mostly(sheet, name):
    return 2 * sum(c.cost for c in sheet if is_of(c, name)) >= sum(c.cost for c in sheet)


_RANKS = (Kind.LEAD, Kind.SECOND, Kind.PHOTO, Kind.BRIEF)


def _ordered(sheet):
    """The lead first, then large, pictures and small."""
    return sorted(sheet, key=lambda c: (_RANKS.index(c.kind), -c.weight, -c.length, c.article))
