"""How fast search is: bench/search.py --articles 100000 300000 [--queries N]

Fills new databases of both kinds with the same articles (articles/imports/filling.py; 10,000 are
always measured too) and asks both the same queries, beside two baselines on the same data in the
same run: `icontains`, and tantivy with the same pairs of characters (bench/requirements.txt).

search     parse, the best ten, the count, ten headlines and passages highlighted
page       GET /search/ through Django: ranked, counted, faceted, highlighted
icontains  the newest ten and the count, on every fifth query
tantivy    ten by BM25 and the count, stored texts highlighted by the same functions
bare       the same without texts and highlights

Everything is warm; the systems take turns in an order that is shuffled for each round. A query's
time is the median of the rounds; p50 and p95 are over the queries.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from backends import Newsroom, alone, newsrooms
from baselines import bare, grow_tantivy, icontains, tantivy
from queries import Query, make_queries
from tqdm import tqdm

SMALLEST, AT, LARGE = 10_000, 100_000, 300_000
ICONTAINS_EVERY = 5


class Measured(NamedTuple):
    """Milliseconds of each query, by system; systems of a database as (kind, name)."""

    times: dict[tuple[str, str], dict[Query, float]]
    rates: dict[str, float]
    sizes: dict[str, dict[str, int]]
    text: int


# In a newsroom's process: its database


def grow(articles: int) -> tuple[float, float]:
    """Fill up to so many; returns the seconds of everything and those of indexing alone."""
    from articles import search  # noqa: PLC0415 - Django is set up here only
    from articles.imports import filling  # noqa: PLC0415

    spent, follow = 0.0, search.follow

    def timed(ids) -> None:
        nonlocal spent
        start = time.perf_counter()
        follow(ids)
        spent += time.perf_counter() - start

    search.follow = timed
    start = time.perf_counter()
    for _ in filling.load(articles):
        pass
    search.follow = follow
    _settle()
    return time.perf_counter() - start, spent


def _settle() -> None:
    """What autovacuum and checkpoints have done on a site that was not filled a minute ago."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_SIZES = {
    "sqlite": (
        "SELECT CASE WHEN name GLOB 'articles_search_*' THEN 'parts' ELSE 'folded texts' END,"
        " sum(pgsize) FROM dbstat WHERE name GLOB 'articles_search*'"
        " OR name GLOB '*articles_searchdoc*' GROUP BY 1"
    ),
    "postgresql": (
        "SELECT CASE relname WHEN 'articles_searchdoc' THEN 'folded texts' ELSE 'parts' END,"
        " sum(pg_total_relation_size(oid))::bigint FROM pg_class"
        " WHERE relkind = 'r' AND starts_with(relname, 'articles_search') GROUP BY 1"
    ),
}


def sizes() -> dict[str, int]:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(_SIZES[connection.vendor])
        return dict(cursor.fetchall())


def search(text: str) -> float:
    from articles.models import Article  # noqa: PLC0415
    from articles.search import (  # noqa: PLC0415
        find_articles,
        find_passage,
        mark_matches,
        parse_query,
    )
    from articles.text import body  # noqa: PLC0415

    start = time.perf_counter()
    query = parse_query(text)
    ids = find_articles(query, limit=10).ids
    rows = Article.objects.public().filter(pk__in=ids)
    for headline, summary, html in rows.values_list("headline", "summary", "body"):
        mark_matches(headline, query)
        find_passage([summary, body.extract_text(html)], query)
    return time.perf_counter() - start


def page(text: str) -> float:
    from django.core.cache import cache  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    cache.clear()
    client = Client(headers={"host": "localhost"})
    start = time.perf_counter()
    answer = client.get("/search/", {"q": text})
    spent = time.perf_counter() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} for {text!r}")
    return spent


# The measuring


def measure(
    rooms: dict[str, Newsroom], engine: Newsroom, asked: list[Query], rounds: int
) -> dict[tuple[str, str], dict[Query, float]]:
    some = asked[::ICONTAINS_EVERY]
    turns = [(room, (kind, f.__name__), f, query) for kind, room in rooms.items()
             for f in (search, page) for query in asked]  # fmt: skip
    turns += [(engine, ("tantivy", f.__name__), f, query) for f in (tantivy, bare)
              for query in asked]  # fmt: skip
    slow = [(room, (kind, "icontains"), icontains, query)
            for kind, room in rooms.items() for query in some]  # fmt: skip
    spent: dict[tuple[str, str], dict[Query, list[float]]] = {}
    chance = random.Random(5)
    with tqdm(total=len(turns) * (rounds + 1) + len(slow), leave=False, disable=not
              sys.stderr.isatty()) as bar:  # fmt: skip
        for number in range(rounds + 1):
            now = turns + slow * (number == rounds)
            chance.shuffle(now)
            for room, system, function, query in now:
                milliseconds = room.call(function, query.text) * 1000
                if number:  # the first round warms
                    spent.setdefault(system, {}).setdefault(query, []).append(milliseconds)
                bar.update()
    return {
        system: {query: statistics.median(times) for query, times in by_query.items()}
        for system, by_query in spent.items()
    }


def run(sizes_: list[int], number: int, rounds: int) -> Iterator[tuple[int, Measured]]:
    with newsrooms() as rooms, alone() as (engine, directory):
        asked = engine.call(make_queries, number)
        place = Path(directory, "tantivy")
        place.mkdir()
        had = 0
        for articles in sizes_:
            for room in rooms.values():
                room.ask(grow, articles)
            filled = {kind: room.answer() for kind, room in rooms.items()}
            rate, size, text = engine.call(grow_tantivy, str(place), articles)
            rates = {kind: (articles - had) / spent for kind, (_, spent) in filled.items()}
            had = articles
            yield (
                articles,
                Measured(
                    measure(rooms, engine, asked, rounds),
                    rates | {"tantivy": rate},
                    {kind: room.call(sizes) for kind, room in rooms.items()}
                    | {"tantivy": {"all": size}},
                    text,
                ),
            )


# What is printed


def percentile(times: dict[Query, float], share: float) -> float:
    ordered = sorted(times.values())
    return ordered[min(round(share * (len(ordered) - 1)), len(ordered) - 1)]


def p50(times: dict[Query, float]) -> float:
    return percentile(times, 0.5)


def p95(times: dict[Query, float]) -> float:
    return percentile(times, 0.95)


def show(articles: int, found: Measured) -> None:
    print(f"\n{articles:,} articles, {found.text / 1e6:.0f} MB of text")
    for kind, rate in found.rates.items():
        parts = ", ".join(f"{name} {size / found.text:.2f}" for name, size in
                          sorted(found.sizes[kind].items()))  # fmt: skip
        whole = sum(found.sizes[kind].values())
        print(f"  {kind:10} indexes {rate:6,.0f} articles/s; index {whole / 1e6:,.0f} MB, "
              f"{whole / found.text:.2f} × the text ({parts})")  # fmt: skip
    print(f"  {'':22}{'p50':>9}{'p95':>9}   p95/tantivy  p95/bare  icontains p50/p50  (ms)")
    theirs = found.times["tantivy", "tantivy"], found.times["tantivy", "bare"]
    for (kind, name), times in sorted(found.times.items()):
        line = f"  {kind:11}{name:11}{p50(times):9.2f}{p95(times):9.2f}"
        line += f"{p95(times) / p95(theirs[0]):12.2f}×{p95(times) / p95(theirs[1]):10.2f}×"
        if name in ("search", "page"):
            line += f"{faster(found, kind, name):13.0f} × faster"
        print(line)


def faster(found: Measured, kind: str, name: str) -> float:
    """Than icontains, on the queries that both were asked."""
    slow = found.times[kind, "icontains"]
    own = {query: found.times[kind, name][query] for query in slow}
    return p50(slow) / p50(own)


def show_kinds(articles: int, found: Measured) -> None:
    print(f"\nby kind of query, {articles:,} articles: median and slowest ms")
    columns = [key for key in sorted(found.times) if key[1] != "icontains"]
    print(f"  {'':14}" + "".join(f"{f'{kind} {name}':>20}" for kind, name in columns))
    for kind in dict.fromkeys(query.kind for query in found.times[columns[0]]):
        cells = []
        for key in columns:
            own = [ms for query, ms in found.times[key].items() if query.kind == kind]
            cells.append(f"{statistics.median(own):11.1f}{max(own):9.1f}")
        print(f"  {kind:14}" + "".join(cells))


def targets(all_found: dict[int, Measured], kinds: list[str]) -> bool:
    """Prints which of the issue's targets are met, as far as they were measured."""
    print("\ntargets")
    lines = []
    at = AT if AT in all_found else max(all_found)
    found, large = all_found[at], LARGE if LARGE in all_found else max(all_found)
    for kind in kinds:
        own = found.times[kind, "search"]
        most = {"sqlite": 2, "postgresql": 4}[kind]
        times = p95(own) / p95(found.times["tantivy", "tantivy"])
        lines.append((f"{kind}: p95 at most {most} × tantivy's at {at:,}", f"{times:.2f} ×",
                      times <= most))  # fmt: skip
        times = faster(found, kind, "search")
        lines.append((f"{kind}: p50 at least 60 × faster than icontains at {at:,}",
                      f"{times:.0f} ×", times >= 60))  # fmt: skip
        times = p95(all_found[large].times[kind, "search"]) / p95(
            all_found[SMALLEST].times[kind, "search"]
        )
        lines.append((f"{kind}: p95 at {large:,} at most 3 × that at {SMALLEST:,}",
                      f"{times:.2f} ×", times <= 3))  # fmt: skip
    for what, figure, met in lines:
        print(f"  {'PASS' if met else 'miss'}  {what}: {figure}")
    if at != AT or large != LARGE:
        print(f"  (the targets are those of {AT:,} and {LARGE:,} articles: measure these)")
    return all(met for _, _, met in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[AT], metavar="N")
    parser.add_argument("--queries", type=int, default=140)
    parser.add_argument("--rounds", type=int, default=5, help="besides the one that warms")
    options = parser.parse_args()
    if find_spec("tantivy") is None:
        sys.exit("first: .venv/bin/python -m pip install -r bench/requirements.txt")
    all_found: dict[int, Measured] = {}
    for articles, found in run(
        sorted({SMALLEST, *options.articles}), options.queries, options.rounds
    ):
        all_found[articles] = found
        show(articles, found)
        show_kinds(articles, found)
        sys.stdout.flush()
    kinds = [kind for kind, name in found.times if name == "search"]
    if len(kinds) < 2:
        print("no PostgreSQL was to be had")
    sys.exit(0 if targets(all_found, kinds) and len(kinds) == 2 else 1)


if __name__ == "__main__":
    main()
