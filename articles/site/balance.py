"""How high the columns of the front page become, reckoned as a compositor casts off copy: so that
neither ends long before its neighbour.

In pixels, on a screen of 1280. What is reckoned wrong, and what other screens make of it, the first
picture beside the lead takes up (`.seconds` in card.css).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

from articles.text.opening import find_opening

#: So many stories stand below the lead as cards, all others as lines, in pairs.
CARDS = 2
#: So many pairs of lines may stand below the cards.
PAIRS = range(1, 6)
#: A summary that is the beginning of the text has so many characters.
_TEASER = 90
#: By so much the first picture beside the lead can grow: it is the higher, the better.
_GROWS, _PAIR, _MOVED = 120, 50, 90


class _Measure(NamedTuple):
    """A card's width: characters on a line of its kicker, headline and summary."""

    kicker: int
    headline: int
    summary: int


_BESIDE, _BELOW, _BELOW_PICTURED = _Measure(19, 13, 20), _Measure(22, 14, 23), _Measure(13, 8, 13)


class Division(NamedTuple):
    """How many stories stand beside the lead, and below it."""

    beside: int
    below: int


def divide(lead: Any, further: int, stories: Sequence[Any], beside: int) -> Division:
    """Where the stories after the lead stand, in their order: `beside` of them beside it, one more
    or one less, all others below, as many as make both columns end together."""
    tried = [
        Division(here, CARDS + 2 * pairs)
        for here in range(max(2, beside - 1), beside + 2)
        for pairs in PAIRS
        if here + CARDS + 2 * pairs <= len(stories)
    ]
    usual = Division(beside, CARDS + 2)

    def miss(each: Division) -> float:
        there = stories[: each.beside]
        under = stories[each.beside : sum(each)]
        over = _height_of_lead(lead, further) + _height_below(under) - _height_beside(there)
        grows = _GROWS if there[0].first_photo else 0
        missing = -2 * over if over < 0 else max(over - grows, 0)
        return missing + _MOVED * abs(each.beside - beside) + abs(over) / 20

    return min(tried, key=miss, default=usual)


def _lines(text: str, width: int) -> int:
    return ceil(len(text) / width)


def _say(article: Any) -> str:
    return article.summary or find_opening(article.opening, _TEASER)


def _height_of_card(article: Any, width: _Measure) -> int:
    kicker = 24 * _lines(article.kicker, width.kicker)
    headline = 32 * _lines(article.list_title, width.headline)
    return 74 + kicker + headline + 27 * _lines(_say(article), width.summary)


def _height_beside(articles: Sequence[Any]) -> int:
    picture = 155 if articles[0].first_photo else -17
    return picture + sum(_height_of_card(each, _BESIDE) for each in articles)


def _height_below(articles: Sequence[Any]) -> int:
    cards = [
        _height_of_card(each, _BELOW_PICTURED if each.first_photo else _BELOW)
        for each in articles[:CARDS]
    ]
    return max(cards, default=0) + _PAIR * ceil(len(articles[CARDS:]) / 2)


def _height_of_lead(lead: Any, further: int) -> int:
    long = len(lead.headline) > 24
    head = 55 + 28 * bool(lead.kicker) + 31 * _lines(lead.subhead, 36)
    head += (48 if long else 62) * _lines(lead.headline, 20 if long else 16)
    if lead.first_photo:
        text = 118 + 31 * _lines(_say(lead), 12) + (23 + 46 * further) * bool(further)
        return head + max(386, text)
    return head + 60 + 31 * _lines(_say(lead), 34) + (23 + 30 * further) * bool(further)
