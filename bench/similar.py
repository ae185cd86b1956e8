"""Whether what was sent already is found: bench/similar.py --articles 100000 [--queries N]
[--on sqlite]

Fills new databases of both kinds with the articles of articles/imports/filling.py, as far as they
are asked for what is similar (their texts and pieces, not the index of words), and asks for texts
made of them: as they are with small edits (a character in forty another one, marks too), with 40 %
and 25 % of their sentences among sentences of a bulletin of another seed, and whole articles of
that bulletin, which nobody sent. Ends with the targets, and with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from itertools import islice
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


def find(text: str) -> tuple[float, float, list[tuple[str, float]]]:
    """(seconds, those of our process, the archive's ids of what is found with their shares)."""
    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    start, own = time.perf_counter(), time.process_time()
    found = search.find_similar(text, among=Article.objects.all())
    spent, own = time.perf_counter() - start, time.process_time() - own
    names = dict(Article.objects.values_list("pk", "archive_id").filter(
        pk__in=[each.article for each in found]))  # fmt: skip
    return spent, own, [(names[each.article], each.share) for each in found]


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
            missed += measure(kind, room, asked)
    sys.exit(bool(missed))


def measure(kind, room, asked: list[Question]) -> int:
    """Print what was found and how fast; returns how many targets were missed."""
    for each in asked[:20]:
        room.call(find, each.text)
    times, owns, hits, shares = [], [], {}, []
    for each in asked:
        spent, own, found = room.call(find, each.text)
        times.append(spent * 1000)
        owns.append(own * 1000)
        if each.number:
            wanted = f"fill-0-{each.number}"
            hits.setdefault(each.kind, []).append(any(name == wanted for name, _ in found))
        else:
            shares.append(max((share for _, share in found), default=0.0))
    shares.sort()
    p95, own = (sorted(each)[int(0.95 * (len(each) - 1))] for each in (times, owns))
    told = {name: sum(found) / len(found) for name, found in hits.items()}
    targets = [
        ("p95 at most 30 ms", p95, p95 <= 30),
        ("small edits: all found", told["edited"], told["edited"] == 1),
        ("40 % kept: .80 found", told["40% kept"], told["40% kept"] >= 0.8),
    ]
    for what, figure, met in targets:
        print(f"  {'PASS' if met else 'miss'}  {kind}: {what}: {figure:.2f}")
    half, last = shares[len(shares) // 2], shares[int(0.95 * (len(shares) - 1))]
    print(f"        25 % kept: {told['25% kept']:.2f}; never sent: p50 {half:.2f}, p95 {last:.2f};"
          f" median {sorted(times)[len(times) // 2]:.1f} ms; processor time of our process"
          f" p95 {own:.1f} ms")  # fmt: skip
    return sum(not met for _, _, met in targets)


if __name__ == "__main__":
    main()
