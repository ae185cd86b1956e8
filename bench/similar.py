"""Whether what was sent already is found: bench/similar.py --articles 100000 [--queries N]
[--on sqlite]

Fills new databases of both kinds with the articles of articles/imports/filling.py, as far as they
are asked for what is similar (their texts and pieces, not the index of words), and asks for texts
made of them: as they are with small edits (a character in forty another one, marks too), with 40 %
and 25 % of their sentences among sentences of a bulletin of another seed, and whole articles of
that bulletin, which nobody sent. What a question costs is the processor time of our process and of
its connection's server together, since wall time means nothing where others use the machine; it is
told beside. Ends with the plan of the statement, the targets, and with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from backends import KINDS, newsrooms

#: Rows of one statement, and articles of one transaction.
_BATCH = 1000

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）]*")
_OTHER = "的了在是我有和就不人都一上也很到说要去你会着没看好自己这"


class Question(NamedTuple):
    """A text to ask for, of which kind it is, and the article it was made of (0: of none)."""

    kind: str
    text: str
    number: int


def make_texts(articles: int, queries: int, seed: int) -> list[Question]:
    """The texts of all kinds, made without a database."""
    from itertools import islice  # noqa: PLC0415

    from articles.imports import filling  # noqa: PLC0415

    chance = random.Random(seed)
    wanted = sorted(chance.sample(range(1, min(articles, 20_000) + 1), queries))
    own = list(islice(filling.items(max(wanted)), max(wanted)))
    strange = list(filling.items(queries, seed=1))
    asked = []
    for number, other in zip(wanted, strange, strict=True):
        mine, theirs = sentences(own[number - 1]), sentences(other)
        asked.append(Question("edited", edit("".join(mine), chance), number))
        for share in (0.4, 0.25):
            asked.append(Question(f"{share:.0%} kept", mix(mine, theirs, share, chance), number))
        asked.append(Question("never sent", "".join(theirs), 0))
    return asked


def sentences(item: dict) -> list[str]:
    paragraphs = [part for part in item["body"] if isinstance(part, str)]
    return [found for text in paragraphs for found in _SENTENCE.findall(text)]


def edit(text: str, chance: random.Random) -> str:
    """The text with every fortieth character or so another one."""
    return "".join(chance.choice(_OTHER) if chance.random() < 1 / 40 else c for c in text)


def mix(mine: list[str], theirs: list[str], share: float, chance: random.Random) -> str:
    """So much of the text in whole sentences, in their order, among sentences of another."""
    size, kept = sum(map(len, mine)), set[int]()
    for n in chance.sample(range(len(mine)), len(mine)):
        if sum(len(mine[each]) for each in kept) >= share * size:
            break
        kept.add(n)
    rest = iter(theirs)
    return "".join(text if n in kept else next(rest, "") for n, text in enumerate(mine))


# In a newsroom's process: its database


def grow(articles: int) -> float:
    """The seconds of processor time that it took to write the articles and their pieces."""
    from django.db import transaction  # noqa: PLC0415

    from articles.imports import filling  # noqa: PLC0415

    start = time.process_time()
    rest = filling.items(articles)
    while items := list(islice(rest, _BATCH)):
        with transaction.atomic():
            _write(items)
    return time.process_time() - start


def _write(items: list[dict[str, Any]]) -> None:
    from articles.models import Article, SearchDoc  # noqa: PLC0415
    from articles.search.index import STAMP  # noqa: PLC0415
    from articles.search.pieces import replace_pieces  # noqa: PLC0415
    from articles.text.fold import normalize  # noqa: PLC0415

    rows = Article.objects.bulk_create(
        Article(headline=item["headline"], archive_id=item["id"]) for item in items
    )
    texts = {
        row.pk: normalize("\n".join(part for part in item["body"] if isinstance(part, str)))
        for row, item in zip(rows, items, strict=True)
    }
    SearchDoc.objects.bulk_create(
        SearchDoc(article_id=pk, body=text, key=pk, stamp=STAMP) for pk, text in texts.items()
    )
    replace_pieces({}, texts)


def find(text: str) -> tuple[float, float, float, list[tuple[str, float]]]:
    """(seconds, processor seconds of our process and of the server, the archive's ids of what is
    found with their shares)."""
    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    start, own, theirs = time.perf_counter(), time.process_time(), read_server_time()
    found = search.find_similar(text, among=Article.objects.all())
    spent, own = time.perf_counter() - start, time.process_time() - own
    theirs = read_server_time() - theirs
    names = dict(Article.objects.values_list("pk", "archive_id").filter(
        pk__in=[each.article for each in found]))  # fmt: skip
    return spent, own, theirs, [(names[each.article], each.share) for each in found]


def read_server_time() -> float:
    """The processor seconds that the connection's own server has used; 0 of SQLite, which is in
    our process."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9


def prepare() -> None:
    """Count what the tables hold, and have one process answer, whose time can be told."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET max_parallel_workers_per_gather = 0")


def explain(text: str) -> str:
    """The plan of the statement that finds who holds the pieces of the text."""
    from django.db import connection  # noqa: PLC0415

    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        find(text)
    word = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    sql, params = next(each for each in asked if "LIMIT %s" in each[0] and "piece" in each[0])
    with connection.cursor() as cursor:
        cursor.execute(word + sql, params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def measure_size() -> tuple[int, int]:
    """(pieces, bytes of their table)."""
    from django.db import connection  # noqa: PLC0415

    sizes = {
        "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name = 'articles_piece'",
        "postgresql": "SELECT pg_total_relation_size('articles_piece')",
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_piece")
        count = cursor.fetchone()[0]
        cursor.execute(sizes[connection.vendor])
        return count, cursor.fetchone()[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--on", choices=KINDS, help="only this kind of database")
    options = parser.parse_args()
    missed = 0
    with newsrooms((options.on,) if options.on else KINDS) as rooms:
        for kind, room in rooms.items():
            asked = room.call(make_texts, options.articles, options.queries, 0)
            seconds = room.call(grow, options.articles)
            pieces, size = room.call(measure_size)
            print(f"{kind}: {options.articles:,} articles in {seconds:.0f} s of processor time, "
                  f"{pieces:,} pieces, "
                  f"{size / 1e6:.0f} MB", flush=True)  # fmt: skip
            room.call(prepare)
            missed += measure(kind, room, asked)
            print(room.call(explain, asked[0].text), flush=True)
    sys.exit(bool(missed))


def measure(kind, room, asked: list[Question]) -> int:
    """Print what was found and how fast; returns how many targets were missed."""
    for each in asked[:20]:
        room.call(find, each.text)
    times, owns, both, hits, shares = [], [], [], {}, []
    for each in asked:
        spent, own, theirs, found = room.call(find, each.text)
        times.append(spent * 1000)
        owns.append(own * 1000)
        both.append((own + theirs) * 1000)
        if each.number:
            wanted = f"fill-0-{each.number}"
            hits.setdefault(each.kind, []).append(any(name == wanted for name, _ in found))
        else:
            shares.append(max((share for _, share in found), default=0.0))
    shares.sort()
    p95, own, cost = (sorted(each)[int(0.95 * (len(each) - 1))] for each in (times, owns, both))
    told = {name: sum(found) / len(found) for name, found in hits.items()}
    targets = [
        ("p95 of processor time at most 30 ms", cost, cost <= 30),
        ("small edits: all found", told["edited"], told["edited"] == 1),
        ("40 % kept: .80 found", told["40% kept"], told["40% kept"] >= 0.8),
    ]
    for what, figure, met in targets:
        print(f"  {'PASS' if met else 'miss'}  {kind}: {what}: {figure:.2f}")
    half, last = shares[len(shares) // 2], shares[int(0.95 * (len(shares) - 1))]
    print(f"        25 % kept: {told['25% kept']:.2f}; never sent: p50 {half:.2f}, p95 {last:.2f};"
          f" by the clock median {sorted(times)[len(times) // 2]:.1f}, p95 {p95:.1f} ms; processor"
          f" time of our process alone p95 {own:.1f} ms")  # fmt: skip
    return sum(not met for _, _, met in targets)


if __name__ == "__main__":
    main()
