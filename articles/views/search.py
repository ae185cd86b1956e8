"""The search page. What matches and what is best is `articles.search`'s; here are its leaves, what
narrows it further, and what else can be tried where nothing was found."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.filters import ORDERS, ArticleFilter
from articles.models import Article
from articles.search import find_best, select_matches
from articles.site import facets, named, tries
from articles.views.leaves import open_leaf

SIZE = 20
#: Narrowings that a reader can take off again, one by one; those a reader can choose in the form.
NARROWINGS = ("campaign", "place", "reporter", "month", "from", "to", "photos")
CHOICES = ("campaign", "place", "from", "to")
#: What says where in the list a reader is: gone when the list is another.
_PLACE = ("page", "before", "after")
_CALLED = 2


class Chosen(NamedTuple):
    """A narrowing in force, and the address of the same search without it."""

    label: str
    text: str
    without: str


class Option(NamedTuple):
    """What narrows the result to so many pieces; `chosen` if it does already."""

    text: str
    pieces: int
    address: str
    chosen: bool = False


@dataclass(slots=True)
class Leaf:
    """Some of the results, and the addresses of others; `numbers` as (number, address), where the
    best are leafed through."""

    articles: list[Article] = field(default_factory=list)
    first: bool = True
    previous: str = ""
    next: str = ""
    number: int = 0
    numbers: list[tuple[int, str]] = field(default_factory=list)


@require_safe
def search(request):
    narrowed = ArticleFilter(request.GET, Article.objects.public(), request=request)
    form, valid = narrowed.form, narrowed.form.is_valid()
    facts = form.cleaned_data if valid else {}
    query = facts.get("q")
    # What does not narrow is not asked: None is quicker.
    within = narrowed.qs if any(facts.get(name) for name in NARROWINGS) else None
    asked = bool(query or within is not None)
    order = facts.get("order") or "relevance"
    order = order if query or order == "oldest" else "newest"
    context = {
        "form": form,
        "fields": [form[name] for name in CHOICES],
        "kept": [form[name] for name in ("reporter", "month", "photos") if facts.get(name)],
        "errors": [form[name].errors[0] for name in ("reporter", "month", "photos", "order")
                   if form[name].errors],
        "asked": asked,
        "valid": valid,
        "query": query,
        "chosen": [_chosen(request, form, name) for name in NARROWINGS if facts.get(name)],
        "orders": ORDERS if query else ORDERS[1:],
        "order": order,
        "ordered": "order" in request.GET,
        "leaf": Leaf(),
    }  # fmt: skip
    if asked:
        context |= _found(request, narrowed, within, order)
    return render(request, "articles/search.html", context)


def _found(request, narrowed, within, order):
    """What the page says of a result, or of what else can be tried where there is none."""
    facts = narrowed.form.cleaned_data
    query = facts["q"]
    rows = narrowed.qs.filter(pk__in=select_matches(query)) if query else narrowed.qs
    best = find_best(query, within) if order == "relevance" else []
    asked = query, *(getattr(facts[name], "pk", facts[name]) for name in NARROWINGS)
    counts = facets.counts(rows, asked)
    called = named.called(query, each=_CALLED) if query else []
    return {
        "counts": counts,
        "facets": _facets(request, counts, facts),
        "called": called,
        "leaf": _leaf(request, rows, best, order, counts.total),
    } | ({} if counts.total else tries.tries(query, within, called=called))


# Leaves


def _leaf(request, rows, best, order, total):
    """The best by number, then all the others, newest first, by a cursor: each costs the same."""
    last = -(-len(best) // SIZE)
    if any(request.GET.get(name) for name in ("before", "after")):
        return _by_date(request, rows.exclude(pk__in=best), order, last)
    number = _number(request.GET.get("page") or "1")
    if number is None or number > last + 1:
        return Leaf(first=False, previous=_at(request))
    if number == last + 1:
        return _by_date(request, rows.exclude(pk__in=best), order, last)
    ids = best[(number - 1) * SIZE : number * SIZE]
    found = Article.objects.public().filter(pk__in=ids).for_cards().defer(None).in_bulk()
    onward = number < last or total > len(best)
    return Leaf(
        articles=[found[pk] for pk in ids if pk in found],
        first=number == 1,
        previous=_at(request, page=number - 1) if number > 1 else "",
        next=_at(request, page=number + 1) if onward else "",
        number=number,
        numbers=[(each, _at(request, page=each)) for each in range(1, last + 1)],
    )


def _by_date(request, rows, order, last):
    """A leaf by date; before the newest of them stands the last of the numbered ones, if any."""
    oldest_first = order == "oldest"
    found = open_leaf(request, rows, size=SIZE, oldest_first=oldest_first, bodies=True)
    newer = _at(request, after=found.newer) if found.newer else ""
    older = _at(request, before=found.older) if found.older else ""
    if last and not newer:
        newer = _at(request, page=last)
    return Leaf(
        articles=found.articles,
        first=found.first and not last,
        previous=older if oldest_first else newer,
        next=newer if oldest_first else older,
    )


def _number(text):
    match = re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII)
    return int(text) if match else None


# What narrows


def _facets(request, counts, facts):
    """(label, options) of each facet that has any; one in force has only what is in force."""
    names = {"campaign": "专栏", "place": "街道", "reporter": "作者"}
    found = [
        (label, [
            Option(text, pieces, _at(request, **{name: slug}))
            for text, slug, pieces in getattr(counts, name)
        ])
        for name, label in names.items() if not facts.get(name)
    ]  # fmt: skip
    if not facts.get("month"):
        found.append(("时间", _times(request, counts.month, facts)))
    if not facts.get("photos") and counts.photos:
        found.append(("图片", [Option("有图", counts.photos, _at(request, photos="1"))]))
    return [(label, options) for label, options in found if options]


def _times(request, months, facts):
    """The months of the newest year, then whole years."""
    found, years = [], {}
    newest = months[0][0][:4] if months else ""
    for month, pieces in months:
        year, number = month.split("-")
        if year == newest:
            found.append(Option(f"{year}年{int(number)}月", pieces, _at(request, month=month)))
        else:
            years[year] = years.get(year, 0) + pieces
    for year, pieces in years.items():
        # Within the dates in force, not instead of them.
        first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        first, last = max(first, facts.get("from") or first), min(last, facts.get("to") or last)
        found.append(Option(f"{year}年", pieces, _at(request, **{"from": first, "to": last})))
    return found


def _chosen(request, form, name):
    value = form.cleaned_data[name]
    texts = {"month": lambda: f"{value.year}年{value.month}月", "photos": lambda: "有图"}
    return Chosen(
        form[name].label, texts.get(name, lambda: str(value))(), _at(request, **{name: None})
    )


def _at(request, **changes):
    """The address of the same search with something else, from its beginning."""
    asked = request.GET.copy()
    for name in (*_PLACE, *changes):
        asked.pop(name, None)
    for name, value in changes.items():
        if value is not None:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"
