"""What search finds in an archive: bench/relevance.py FILE.jsonl QUERIES.json [--json]

FILE.jsonl is an archive (a line an article, docs/operations.md), QUERIES.json a list of
{"query": …}. The archive is imported into two new databases, SQLite and PostgreSQL, and each query
is asked of both. Prints recall against exact containment after folding, the precision of the whole
set, how many of the first ten have their words as words, and whether both gave the same articles
in the same order. --json prints a list of {"query", "backend", "count", "ids"} and nothing else.

A line without a date is published on 1 January 1900, so that nothing of the archive is left out;
where a line can't be public (it has no headline, or a date to come), every query is asked as the
staff asks, drafts and all. A query that search refuses has found nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backends import KINDS, Newsroom, newsrooms

UNDATED = "1900-01-01"
Ids = list[str]


# In a newsroom's process


def load(path: str) -> list[tuple[int, str]]:
    """Import the archive; returns what is wrong with which line."""
    from articles.imports import archive  # noqa: PLC0415 - Django is set up here only

    with Path(path).open(encoding="utf-8-sig") as lines:
        *_, outcome = [archive.Outcome(), *archive.load(map(_dated, lines), publish=True)]
    return outcome.bad


def answers(texts: list[str]) -> list[Ids]:
    """What each query finds, by archive id, best first."""
    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    names = dict(Article.objects.values_list("pk", "archive_id"))
    public = Article.objects.public().count() == len(names)
    found = []
    for text in texts:
        try:
            query = search.parse_query(text)
        except search.QueryRefused:
            found.append([])
            continue
        found.append(
            [names[pk] for pk in search.find_articles(query, public=public, limit=10**6).ids]
        )
    return found


def _dated(line: str) -> str:
    try:
        item = json.loads(line)
    except ValueError:
        return line  # the import says what is wrong with it
    if isinstance(item, dict) and item.get("date") in (None, ""):
        return json.dumps(item | {"date": UNDATED}) + "\n"
    return line


# What is true: every text read from its beginning to its end, without any index


@dataclass(frozen=True)
class Entry:
    """An archive line as a reader has it: the folded text of each field."""

    id: str
    fields: tuple[str, ...]

    def contains(self, word: str) -> bool:
        return any(word in field for field in self.fields)

    def says(self, word: str) -> bool:
        """Whether the word stands somewhere as a word, or as several whole ones."""
        return any(_as_words(word, field) for field in self.fields if word in field)


def entries(path: Path, bad: set[int]) -> list[Entry]:
    with path.open(encoding="utf-8-sig") as lines:
        items = [
            json.loads(line)
            for number, line in enumerate(lines, 1)
            if line.strip() and number not in bad
        ]
    return [_entry(item) for item in items]


def _entry(item: dict[str, Any]) -> Entry:
    from articles.text.fold import normalize  # noqa: PLC0415

    bylines = item.get("bylines", [])
    people = [each.get(key, "") for each in bylines for key in ("name", "unit")]
    body = [each if isinstance(each, str) else each["crosshead"] for each in item.get("body", [])]
    texts = (
        item.get("headline", "").replace("\N{IDEOGRAPHIC SPACE}", ""),
        f"{item.get('kicker', '')} {item.get('subhead', '')}",
        " ".join([*people, *item.get("campaigns", []), *item.get("places", [])]),
        " ".join(body),
    )
    return Entry(item["id"].strip(), tuple(map(normalize, texts)))


def truth(text: str, archive: list[Entry]) -> set[str]:
    from articles.text.tokens import QueryRefused, parse_query  # noqa: PLC0415

    try:
        query = parse_query(text)
    except QueryRefused:
        return set()
    if query.is_empty:
        return set()
    return {
        entry.id
        for entry in archive
        if all(map(entry.contains, query.words)) and not any(map(entry.contains, query.without))
    }


def _as_words(word: str, text: str) -> bool:
    import rjieba  # noqa: PLC0415

    bounds, at = {0}, 0
    for part in rjieba.cut(text):
        at += len(part)
        bounds.add(at)
    start = text.find(word)
    while start >= 0:
        if start in bounds and start + len(word) in bounds:
            return True
        start = text.find(word, start + 1)
    return False


@dataclass(frozen=True)
class Verdict:
    recall: float
    precision: float
    first_ten: float | None  # None: nothing was found that could be looked at


def judge(text: str, ids: Ids, archive: dict[str, Entry]) -> Verdict:
    from articles.text.tokens import QueryRefused, parse_query  # noqa: PLC0415

    wanted = truth(text, list(archive.values()))
    right = len(wanted.intersection(ids))
    try:
        words = parse_query(text).words
    except QueryRefused:
        words = ()
    first = [all(map(archive[pk].says, words)) for pk in ids[:10]]
    return Verdict(
        right / len(wanted) if wanted else 1.0,
        right / len(ids) if ids else 1.0,
        sum(first) / len(first) if first else None,
    )


# What is printed


def report(texts: list[str], found: dict[str, list[Ids]], archive: list[Entry]) -> bool:
    """Prints the figures; says whether they are what is promised."""
    by_id = {entry.id: entry for entry in archive}
    good = True
    for kind in KINDS:
        verdicts = [judge(text, ids, by_id) for text, ids in zip(texts, found[kind], strict=True)]
        recall, precision = (
            _mean([getattr(v, name) for v in verdicts]) for name in ("recall", "precision")
        )
        tens = [v.first_ten for v in verdicts if v.first_ten is not None]
        good &= recall == 1 and precision >= 0.99
        print(
            f"{kind:10}  recall {recall:.3f}  set precision {precision:.3f}"
            f"  precision@10 {_mean(tens):.3f} ({len(tens)} queries found something)"
        )
        for text, verdict in zip(texts, verdicts, strict=True):
            if verdict.recall < 1 or verdict.precision < 1:
                print(f"    {text[:40]!a}: recall {verdict.recall:.3f}, "
                      f"set precision {verdict.precision:.3f}")  # fmt: skip
    different = [t for t, a, b in zip(texts, *found.values(), strict=True) if a != b]
    print(f"same ids in the same order from both: {len(texts) - len(different)} of {len(texts)}")
    for text in different:
        print(f"    not the same: {text[:40]!a}")
    return good and not different


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--json", action="store_true", help="the ids, and nothing else")
    options = parser.parse_args()
    queries = json.loads(options.queries.read_text(encoding="utf-8-sig"))
    texts = [row["query"] for row in queries]
    # Whatever else anything prints is no part of the JSON.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    if options.json:
        os.dup2(2, 1)
    bad, found = _run(options.file.resolve(), texts)
    for number, why in bad:
        print(f"line {number} was left out: {why}", file=sys.stderr)
    if options.json:
        rows = [
            {"query": text, "backend": kind, "count": len(ids), "ids": ids}
            for at, text in enumerate(texts)
            for kind, ids in ((kind, found[kind][at]) for kind in KINDS)
        ]
        out.write(json.dumps(rows, indent=1) + "\n")
        out.close()
        return
    archive = entries(options.file, {number for number, _ in bad})
    print(f"{len(archive)} articles, {len(texts)} queries")
    sys.exit(0 if report(texts, found, archive) else 1)


def _run(path: Path, texts: list[str]) -> tuple[list[tuple[int, str]], dict[str, list[Ids]]]:
    with newsrooms() as rooms:
        if missing := set(KINDS) - set(rooms):
            sys.exit(f"no database to compare with: {', '.join(missing)}")
        bad = _of_all(rooms, load, str(path))["sqlite"]
        return bad, _of_all(rooms, answers, texts)


def _of_all(rooms: dict[str, Newsroom], function, *values) -> dict[str, Any]:
    """The same asked of all at once."""
    for room in rooms.values():
        room.ask(function, *values)
    return {kind: room.answer() for kind, room in rooms.items()}


if __name__ == "__main__":
    main()
