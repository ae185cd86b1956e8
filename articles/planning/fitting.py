"""Where cards find room beside those that stand on the pages, and what may fill a page up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.contrib.auth.models import User
from django.db.models import Q

from articles.models import Article, Issue, Page, Placement, Status, Weight
from articles.planning.arranging import FRONT, PACKED, is_of, lead_kind
from articles.planning.copyfit import Card, Kind
from articles.planning.standing import Board, cards_of

#: Held pieces that are looked at for filling, the longest held first; and offered for one page.
_MOST, _OFFERED = 200, 3


def fit_in(now: Board, cards: Iterable[Card]) -> list[tuple[Page, Card]]:
    """Places for new cards beside those on the pages: by topic, else where there is most room."""
    gaps = {sheet.page: PACKED * sheet.fill.room - sheet.fill.planned for sheet in now.sheets}
    led = {s.page for s in now.sheets if any(c.kind == Kind.LEAD for c in s.cards)}
    found = []
    for card in cards:
        for page in sorted(
            gaps, key=lambda page: (not _suits(page, card), -gaps[page], page.number)
        ):
            standing = card if page in led else replace(card, kind=lead_kind(card))
            if standing.cost <= gaps[page]:
                gaps[page] -= standing.cost
                led.add(page)
                found.append((page, standing))
                break
    return found


def _suits(page: Page, card: Card) -> bool:
    on_front = page.name == FRONT and card.weight >= Weight.SECOND
    return on_front or is_of(card, page.name)


def find_fillers(user: User | None) -> list[Card]:
    """Held pieces (待用) that stand in no issue, as cards; for an account those that it sees."""
    rows = Article.objects.all() if user is None else Article.objects.visible_to(user)
    placed = Placement.objects.filter(page__isnull=False)
    free = rows.filter(status=Status.HELD, revises=None, entry_of=None).exclude(
        pk__in=placed.values("article")
    )
    keys = list(free.order_by("updated_at", "pk").values_list("pk", flat=True)[:_MOST])
    return list(cards_of(Article.objects.filter(Q(pk__in=keys)), {}).values())


def without_declined(issue: Issue, fillers: Iterable[Card]) -> list[Card]:
    """Those that nobody put aside for this issue."""
    declined = set(issue.declined_fillers or ())
    return [card for card in fillers if card.article not in declined]


def offer_fillers(now: Board, fillers: Sequence[Card]) -> Mapping[int, tuple[Card, ...]]:
    """For each page that isn't full the held pieces that fit, by page number: those of its topic
    first, then the largest."""
    there = {card.article for card in now.tray}
    found = {}
    for sheet in now.sheets:
        fitting = [
            card
            for card in fillers
            if card.cost <= sheet.fill.gap and card.article not in there and not sheet.fill.full
        ]
        fitting.sort(key=lambda card: (not _suits(sheet.page, card), -card.cost, card.article))
        if fitting:
            found[sheet.page.number] = tuple(fitting[:_OFFERED])
    return found
