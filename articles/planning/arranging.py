"""The rule that puts a month's articles on pages: the heaviest first, then topic by topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from articles.models import Genre
from articles.planning.copyfit import COLOPHON, HOLLOW, ROOM, Card, Kind, cost, room_of

FRONT, MIXED = "要闻", "综合"
#: How full the rule makes a page, and with how many articles at most. To find these, 78 pages
#: filled to between 90 and 98 per cent (600 articles) were typeset: the three that had too little
#: room had 18 articles, or only long ones and more than 95 per cent.
PACKED, _MOST = 0.94, 10


def arrange(cards: Sequence[Card]) -> tuple[list[str], list[list[Card]]]:
    """The names of as many pages as the cards need, and the cards of each.

    要闻 comes first, then a page for each large topic.
    """
    pool = list(cards)
    wanted = _pages_for(pool)
    front = _take_front(pool, PACKED * room_of(1, wanted))
    others: list[tuple[int, str, list[Card]]] = []
    while pool:
        number = len(others) + 2
        if number == wanted + 1:
            _squeeze(pool, [sheet for _, _, sheet in others])
        if pool:
            order, name = _topic_of(pool)
            sheet = _take_topic(pool, name, _INNER, _share(pool, number, wanted))
            others.append((order, name, sheet))
    _level([sheet for _, _, sheet in others])
    others = [(order, name, _choose_lead(sheet)) for order, name, sheet in others]
    named = [
        (order, name if _mostly(sheet, name) else MIXED, sheet) for order, name, sheet in others
    ]
    named.sort(key=lambda found: (found[1] == MIXED, found[0]))
    sheets = [front, *(sheet for _, _, sheet in named)]
    return [FRONT, *(name for _, name, _ in named)], [_sort(sheet) for sheet in sheets]


def arrange_more(cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Further pages for an issue, each with its name and cards: as many as these fill."""
    pool = [replace(card, kind=Kind.SECOND) if card.kind == Kind.LEAD else card for card in cards]
    found: list[tuple[str, list[Card]]] = []
    while _weigh(pool) >= HOLLOW * _INNER:
        _, name = _topic_of(pool)
        sheet = _choose_lead(_take_topic(pool, name, _INNER, _INNER))
        if _weigh(sheet) < HOLLOW * _INNER:
            break
        found.append((name if _mostly(sheet, name) else MIXED, _sort(sheet)))
    return found


#: The room to fill on a page that is not the first: it may turn out to be the last.
_INNER = PACKED * (ROOM - COLOPHON)


def _squeeze(pool: list[Card], sheets: Sequence[list[Card]]) -> None:
    """Before another page is begun, put each card that is left where it fills a page best."""
    for card in list(pool):
        costs = [
            (_weigh(sheet) + card.cost, n) for n, sheet in enumerate(sheets) if len(sheet) < _MOST
        ]
        if fitting := [pair for pair in costs if pair[0] <= _INNER]:
            pool.remove(card)
            sheets[max(fitting)[1]].append(card)


def _level(sheets: Sequence[list[Card]]) -> None:
    """While a page has a hole, let the fullest one give it the card that evens them best."""
    while len(sheets) > 1:
        full, hollow = max(sheets, key=_weigh), min(sheets, key=_weigh)
        over = _weigh(full) - _weigh(hollow)
        movable = [card for card in full if card.kind != Kind.LEAD and card.cost < over]
        if _weigh(hollow) >= HOLLOW * ROOM or not movable:
            return
        card = min(movable, key=lambda card: (abs(over - 2 * card.cost), card.article))
        full.remove(card)
        hollow.append(card)


def _weigh(sheet: Sequence[Card]) -> int:
    return sum(card.cost for card in sheet)


def _pages_for(cards: Sequence[Card]) -> int:
    """How many pages the cards need if each page has a lead."""
    total = sum(card.cost for card in cards)
    lead = cost(Kind.LEAD, 0, ()) - cost(Kind.SECOND, 0, ())
    pages = ceil(len(cards) / _MOST)
    while PACKED * sum(room_of(n, pages) for n in range(1, pages + 1)) < total + lead * pages:
        pages += 1
    return min(pages, len(cards))


def _share(pool: Sequence[Card], number: int, pages: int) -> float:
    """How much page `number` should take, so that it and all later ones are equally full."""
    rooms = [room_of(n, pages) for n in range(number, pages + 1)]
    left = sum(card.cost for card in pool)
    return left * rooms[0] / sum(rooms) if rooms else left


def _take_front(pool: list[Card], room: float) -> list[Card]:
    """The front page: a lead of the greatest weight, if possible with a picture, then news.

    Among news of the same weight short articles come before long ones.
    """
    lead = min(pool, key=lambda c: (-c.weight, not c.shapes, -c.length, c.article))
    pool.remove(lead)
    sheet = [replace(lead, kind=Kind.LEAD)]
    for card in sorted(pool, key=lambda c: (c.genre not in _NEWS, -c.weight, c.cost, c.article)):
        _take(card, sheet, pool, room, room)
    return sheet


_NEWS = (Genre.NEWS, Genre.PHOTO)


def _topic_of(pool: Sequence[Card]) -> tuple[int, str]:
    """The order and the name of the topic whose cards take most room."""
    size: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for card in pool:
        for order, pk, name in card.topics:
            size[name] += card.cost
            first.setdefault(name, (order, pk))
    if not size:
        return 0, MIXED
    name = min(size, key=lambda each: (-size[each], first[each], each))
    return first[name][0], name


def _take_topic(pool: list[Card], name: str, room: float, share: float) -> list[Card]:
    """A page of the topic, heaviest cards first, filled up with small cards of other topics."""
    sheet: list[Card] = []
    for card in [card for card in pool if is_of(card, name)] + pool[::-1]:
        if not sheet:
            pool.remove(card)
            sheet.append(replace(card, kind=lead_kind(card)))
        elif card in pool:
            _take(card, sheet, pool, room, share)
    return sheet


def _take(card: Card, sheet: list[Card], pool: list[Card], room: float, share: float) -> None:
    """Move a card to the sheet if there is room for it and the sheet comes nearer to its share."""
    filled = _weigh(sheet)
    fits = len(sheet) < _MOST and filled + card.cost <= room
    if fits and filled + card.cost / 2 <= share:
        pool.remove(card)
        sheet.append(card)


def lead_kind(card: Card) -> Kind:
    """The kind of a card at the head of a page: the lead, unless it is a news photo."""
    return card.kind if card.kind == Kind.PHOTO else Kind.LEAD


def _choose_lead(sheet: list[Card]) -> list[Card]:
    """The sheet with its heaviest card as the lead, where there is room for that."""
    lead = next((card for card in sheet if card.kind == Kind.LEAD), None)
    if lead is None:
        return sheet
    large = [card for card in sheet if card.kind in (Kind.LEAD, Kind.SECOND)]
    heaviest = min(large, key=lambda c: (-c.weight, not c.shapes, -c.length))
    if heaviest.weight == lead.weight:
        return sheet
    kinds = {lead.article: Kind.SECOND, heaviest.article: Kind.LEAD}
    other = [replace(card, kind=kinds.get(card.article, card.kind)) for card in sheet]
    return other if _weigh(other) <= _INNER else sheet


def is_of(card: Card, name: str) -> bool:
    """Whether the card is of that topic."""
    return any(topic == name for _, _, topic in card.topics)


def _mostly(sheet: Sequence[Card], name: str) -> bool:
    """Whether the topic takes at least half of the sheet."""
    return 2 * sum(c.cost for c in sheet if is_of(c, name)) >= sum(c.cost for c in sheet)


_RANKS = (Kind.LEAD, Kind.SECOND, Kind.PHOTO, Kind.BRIEF)


def _sort(sheet: Sequence[Card]) -> list[Card]:
    """The lead first, then large articles, pictures and small articles."""
    return sorted(sheet, key=lambda c: (_RANKS.index(c.kind), -c.weight, -c.length, c.article))
