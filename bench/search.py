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
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from backends import Newsroom, alone, newsrooms
from tqdm import tqdm

SMALLEST, AT, LARGE = 10_000, 100_000, 300_000
TEXTS = 4_000  # of which queries are cut
ICONTAINS_EVERY = 5


class Query(NamedTuple):
    kind: str
    text: str


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


def icontains(text: str) -> float:
    from django.db.models import Q  # noqa: PLC0415

    from articles.models import Article  # noqa: PLC0415
    from articles.search import parse_query  # noqa: PLC0415

    def somewhere(word: str) -> Q:
        found = Q()
        for field in ("headline", "kicker", "subhead", "summary", "body"):
            found |= Q(**{f"{field}__icontains": word})
        return found

    query = parse_query(text)
    start = time.perf_counter()
    rows = Article.objects.public()
    for word in query.words:
        rows = rows.filter(somewhere(word))
    for word in query.without:
        rows = rows.exclude(somewhere(word))
    list(rows.newest_first()[:10])
    rows.count()
    return time.perf_counter() - start


# In a process without a database: tantivy


class Tantivy:
    """One field of pairs with their places, one of characters, and the texts as they are."""

    def __init__(self, directory: str):
        import tantivy  # noqa: PLC0415

        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("pairs", tokenizer_name="spaces", index_option="position")
        schema.add_text_field("characters", tokenizer_name="spaces", index_option="basic")
        schema.add_text_field("texts", stored=True, tokenizer_name="raw", index_option="basic")
        self.lib, self.schema = tantivy, schema.build()
        self.index = tantivy.Index(self.schema, directory)
        self.index.register_tokenizer("spaces", spaces)
        self.articles = self.text = 0
        self.directory = directory

    def query(self, text: str) -> Any:
        from articles.text.tokens import parse_query, phrase  # noqa: PLC0415

        lib, found = self.lib, parse_query(text)

        def word(folded: str) -> Any:
            if len(folded) == 1:
                return lib.Query.term_query(self.schema, "characters", folded)
            parts, begun = phrase(folded)
            parts = parts[:-1] if begun else parts
            if len(parts) == 1:
                return lib.Query.term_query(self.schema, "pairs", parts[0])
            return lib.Query.phrase_query(self.schema, "pairs", parts)

        must = [(lib.Occur.Must, word(each)) for each in found.words]
        return lib.Query.boolean_query(
            must + [(lib.Occur.MustNot, word(each)) for each in found.without]
        )


_tantivy: Tantivy | None = None


def tantivy_grow(directory: str, articles: int) -> tuple[float, int, int]:
    """Returns articles a second, the bytes of the index, and those of the texts."""
    from articles.imports import filling  # noqa: PLC0415
    from articles.text.fold import normalize  # noqa: PLC0415
    from articles.text.tokens import grams  # noqa: PLC0415

    global _tantivy  # noqa: PLW0603 - the process has one index
    _tantivy = _tantivy or Tantivy(directory)
    spent, new = 0.0, articles - _tantivy.articles
    writer = _tantivy.index.writer(heap_size=256 * 2**20, num_threads=1)
    for number, item in enumerate(filling.items(articles)):
        if number < _tantivy.articles:
            continue
        fields = texts_of(item)
        _tantivy.text += sum(len(text.encode()) for text in fields)
        start = time.perf_counter()
        folded = [normalize(text) for text in fields]
        document = _tantivy.lib.Document()
        # No pair reaches from one field into the next: each ends with a character alone.
        document.add_text("pairs", " ".join(part for text in folded for part in grams(text)))
        document.add_text("characters", " ".join({c for text in folded for c in text}))
        document.add_text("texts", json.dumps(fields, ensure_ascii=False))
        writer.add_document(document)
        spent += time.perf_counter() - start
    start = time.perf_counter()
    writer.commit()
    writer.garbage_collect_files()
    writer.wait_merging_threads()
    spent += time.perf_counter() - start
    _tantivy.index.reload()
    _tantivy.articles = articles
    size = sum(file.stat().st_size for file in Path(directory).rglob("*") if file.is_file())
    return new / spent, size, _tantivy.text


def tantivy(text: str) -> float:
    """The whole job: what `search` does."""
    from articles.search import find_passage, mark_matches, parse_query  # noqa: PLC0415

    assert _tantivy is not None
    start = time.perf_counter()
    searcher = _tantivy.index.searcher()
    found = searcher.search(_tantivy.query(text), limit=10, count=True)
    query = parse_query(text)
    for _, address in found.hits:
        headline, _, _, body = json.loads(searcher.doc(address)["texts"][0])
        mark_matches(headline, query)
        find_passage([body], query)
    return time.perf_counter() - start


def bare(text: str) -> float:
    assert _tantivy is not None
    start = time.perf_counter()
    _tantivy.index.searcher().search(_tantivy.query(text), limit=10, count=True)
    return time.perf_counter() - start


# Queries


def texts_of(item: dict[str, Any]) -> tuple[str, str, str, str]:
    """Headline, heads, names, body of an archive line."""
    people = [each[key] for each in item["bylines"] for key in ("name", "unit") if each[key]]
    body = [each if isinstance(each, str) else each["crosshead"] for each in item["body"]]
    return (
        item["headline"],
        f"{item['kicker']} {item['subhead']}",
        " ".join([*people, *item["campaigns"], *item["places"]]),
        "\n".join(body),
    )


def queries(number: int) -> list[Query]:
    """The same every time: cut from the texts at word boundaries, as people type them."""
    from articles.imports import filling  # noqa: PLC0415

    chance = random.Random(4)
    items = list(filling.items(TEXTS))
    chance.shuffle(items)
    cut = _Cut(items, chance)
    kinds: dict[str, Callable[[], str]] = {
        "1 character": lambda: cut.word(1),
        **{f"{n} characters": lambda n=n: cut.word(n) for n in range(2, 9)},
        "name": cut.name,
        "mixed": cut.mixed,
        "two words": lambda: f"{cut.word(2)} {cut.word(2)}",
        "quoted": lambda: f'"{cut.word(chance.randint(4, 8))}"',
        "minus": lambda: f"{cut.word(2)} -{cut.word(2)}",
        "absent": cut.absent,
    }
    asked: dict[str, Query] = {}
    for kind, make in kinds.items():
        tried = 0
        own = -(-number // len(kinds))
        while own and tried < 500:
            tried += 1
            text = make()
            if text not in asked:
                asked[text] = Query(kind, text)
                own -= 1
    return list(asked.values())


class _Cut:
    def __init__(self, items: list[dict[str, Any]], chance: random.Random):
        from articles.text.fold import normalize  # noqa: PLC0415
        from articles.text.tokens import grams  # noqa: PLC0415

        self.items, self.chance = items, chance
        self.texts = [text for item in items for text in texts_of(item) if text.strip()]
        self.pairs = {part for text in self.texts for part in grams(normalize(text))}
        self.characters = sorted({c for text in self.texts for c in text if "一" <= c <= "鿿"})

    def word(self, length: int) -> str:
        """Neighbouring words of a text that are so long together."""
        import rjieba  # noqa: PLC0415

        while True:
            run = self.chance.choice(re.findall(r"[\u4e00-\u9fff]{8,}", self.chance.choice(
                self.texts)) or [""])  # fmt: skip
            parts = rjieba.cut(run)
            for first in self.chance.sample(range(len(parts)), len(parts)):
                found = ""
                for part in parts[first:]:
                    found += part
                    if len(found) == length:
                        return found

    def name(self) -> str:
        item = self.chance.choice(self.items)
        return self.chance.choice([*(b["name"] for b in item["bylines"]), *item["places"]])

    def mixed(self) -> str:
        while True:
            text = self.chance.choice(self.texts)
            hits = re.findall(r"\d+\+\d+|\d+%|\d+[\u4e00-\u9fff]{1,2}|[A-Za-z]{2,}|[\u4e00-\u9fff]"
                              r"{2}\d+", text)  # fmt: skip
            if hits:
                return self.chance.choice(hits)

    def absent(self) -> str:
        while True:
            text = "".join(self.chance.choices(self.characters, k=self.chance.randint(2, 4)))
            if text[:2] not in self.pairs:
                return text


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
        asked = engine.call(queries, number)
        place = Path(directory, "tantivy")
        place.mkdir()
        had = 0
        for articles in sizes_:
            for room in rooms.values():
                room.ask(grow, articles)
            filled = {kind: room.answer() for kind, room in rooms.items()}
            rate, size, text = engine.call(tantivy_grow, str(place), articles)
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
