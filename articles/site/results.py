"""A search result as residents see it: its leaves, what narrows it further, what else to try.

What matches, and which matches are best, is decided in `articles.search`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet

from articles.models import Article
from articles.search import Query, find_best, select_matches, select_newest
from articles.site import facets, named, tries
from articles.site.paging import find_leaf, load_texts

SIZE = 20
#: What narrows a result, by its name in the address.
NARROWINGS = ("campaign", "place", "reporter", "month", "from", "to", "photos")
_CALLED = 2

#: Gives the address of the same search with something else, from its beginning.
Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader looks for: words, what narrows it, its order, and the leaf.

    `rows` are the public articles that the `facts` leave; `within` is the same, or None where
    nothing narrows, which is quicker. `leaf` may say page, before or after.
    """

    query: Query | None
    facts: Mapping[str, Any]
    rows: QuerySet
    within: QuerySet | None
    order: str
    leaf: Mapping[str, str]


class Option(NamedTuple):
    """What narrows the result, and the pieces that then are left."""

    text: str
    pieces: int
    address: str


@dataclass(slots=True)
class ResultLeaf:
    """Some of the results, and the addresses of the others.

    `numbers` are the (number, address) of the leaves of the best, on one of these.
    """

    articles: list[Article] = field(default_factory=list)
    first: bool = True
    previous: str = ""
    next: str = ""
    number: int = 0
    numbers: list[tuple[int, str]] = field(default_factory=list)


def collect_result(asked: Question, at: Address) -> dict:
    """What the page says of a result, or of what else can be tried where there is none.

    Raises BadCursor.
    """
    query, facts = asked.query, asked.facts
    best = find_best(query, asked.within) if asked.order == "relevance" else []
    newest = _newest(asked)
    counts = facets.count(newest)
    rows = partial(_find_all, asked, newest, counts)
    called = named.find_called(query, each=_CALLED) if query else []
    return {
        "counts": counts,
        "facets": _facets(at, counts, facts),
        "called": called,
        "leaf": _leaf(asked, rows, best, counts.total, at),
    } | ({} if counts.total else tries.tries(query, asked.within, called=called))


def _newest(asked):
    """What is counted: enough of the newest, by the index of the words where there are any."""
    if not asked.query:
        return asked.rows
    newest = select_newest(asked.query, asked.within, limit=facets.MOST + 1)
    return Article.objects.public_of(newest)


def _find_all(asked, newest, counts):
    """All results. Where all were counted they are named by their numbers: asked for the matches in
    the order of time, PostgreSQL would read all articles to find a few."""
    if not asked.query:
        return asked.rows
    if counts.oldest:
        return asked.rows.filter(pk__in=select_matches(asked.query))
    ids = newest.values_list("pk", flat=True) if counts.total else ()
    return Article.objects.public_of(list(ids))


# Leaves


def _leaf(asked, rows, best, total, at):
    """The best by number, then all others, newest first, by a cursor: each leaf costs the same."""
    last = -(-len(best) // SIZE)
    if asked.leaf.get("before") or asked.leaf.get("after"):
        return _by_date(asked, rows().exclude(pk__in=best), last, at)
    number = _number(asked.leaf.get("page") or "1")
    if number is None or number > last + 1:
        return ResultLeaf(first=False, previous=at())
    if number == last + 1:
        return _by_date(asked, rows().exclude(pk__in=best), last, at)
    ids = best[(number - 1) * SIZE : number * SIZE]
    found = load_texts(Article.objects.public_of(ids)).in_bulk()
    onward = number < last or total > len(best)
    return ResultLeaf(
        articles=[found[pk] for pk in ids if pk in found],
        first=number == 1,
        previous=at(page=number - 1) if number > 1 else "",
        next=at(page=number + 1) if onward else "",
        number=number,
        numbers=[(each, at(page=each)) for each in range(1, last + 1)],
    )


def _by_date(asked, rows, last, at):
    """A leaf by date; before the first of these stands the last of the numbered ones, if any."""
    oldest_first = asked.order == "oldest"
    found = find_leaf(
        rows,
        before=asked.leaf.get("before", ""),
        after=asked.leaf.get("after", ""),
        size=SIZE,
        oldest_first=oldest_first,
        bodies=True,
    )
    newer = at(after=found.newer) if found.newer else ""
    older = at(before=found.older) if found.older else ""
    if last and not newer:
        newer = at(page=last)
    return ResultLeaf(
        articles=found.articles,
        first=found.first and not last,
        previous=older if oldest_first else newer,
        next=newer if oldest_first else older,
    )


def _number(text):
    match = re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII)
    return int(text) if match else None


# What narrows


def _facets(at, counts, facts):
    """(label, options) of each facet that has any; one in force has only what is in force."""
    names = {"campaign": "专栏", "place": "街道", "reporter": "作者"}
    found = [
        (label, [
            Option(text, pieces, at(**{name: slug}))
            for text, slug, pieces in getattr(counts, name)
        ])
        for name, label in names.items() if not facts.get(name)
    ]  # fmt: skip
    if not facts.get("month"):
        found.append(("时间", _times(at, counts, facts)))
    if not facts.get("photos") and counts.photos:
        found.append(("图片", [Option("有图", counts.photos, at(photos="1"))]))
    return [(label, options) for label, options in found if options]


def _times(at, counts, facts):
    """The months of the newest year, then whole years, then what was not counted."""
    found, years, months = [], {}, counts.month
    newest = months[0][0].year if months else None
    for month, pieces in months:
        if month.year == newest:
            found.append(Option(str(month), pieces, at(month=month.slug)))
        else:
            years[month.year] = years.get(month.year, 0) + pieces
    for year, pieces in years.items():
        # Within the dates in force, not instead of them.
        first, last = date(year, 1, 1), date(year, 12, 31)
        first, last = max(first, facts.get("from") or first), min(last, facts.get("to") or last)
        found.append(Option(f"{year}年", pieces, at(**{"from": first, "to": last})))
    if counts.oldest and counts.oldest != facts.get("to"):
        found.append(Option("更早", 0, at(to=counts.oldest)))
    return found
