"""How the cost of each page grows from 5,000 articles to 300,000, on both databases.

    python bench/growth.py [--articles 300000] [--databases sqlite …] [--rounds 5] [--write]

Fills a database with 5,000 articles, copies it, and multiplies the published articles of the copy
in SQL, with other dates, campaigns, places, bylines, records, pieces and the search index. One
month is kept as large as it was. Then each page is made anew in both, in turn, right after a
change of what residents see: the cheapest round counts, processor time of the process and of its
PostgreSQL connection together. Ends with the bounds, and with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from backends import KINDS, Newsroom, migrate, postgresql_server
from growing import MONTH, fill, grow
from paper import say_when, write

SMALL = 5_000
#: Times the small site's cost at most; what is not named here: ONCE.
ONCE, FOUND, COMMON = 1.5, 2.0, 3.0
BOUNDS = {
    "search: some": FOUND, "search: rare": FOUND, "search: absent": FOUND,
    "search: commonest": COMMON, "admin search: some": FOUND, "admin search: rare": FOUND,
    "admin search: absent": FOUND, "admin search: commonest": COMMON,
}  # fmt: skip


# Measuring


def find_pages() -> dict[str, str]:
    """The addresses of what is measured; those of staff begin with "desk" or "admin"."""

    from django.db.models import Count  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from articles.models import Article, Campaign, Issue, Place, Reporter, Status  # noqa: PLC0415

    def most(model: Any, rows: str) -> Any:
        return model.objects.annotate(n=Count(rows)).order_by("-n", "pk")[0]

    campaign, reporter = most(Campaign, "campaigned"), most(Reporter, "bylines")
    place = most(Place, "placed")
    newest = Article.objects.public().newest_first()
    shown, waiting = newest[5], Article.objects.filter(status=Status.SUBMITTED).first()
    deep = campaign.get_absolute_url()
    for _ in range(3):
        html = Client().get(deep, HTTP_HOST="localhost").content.decode()
        onward = re.search(r'href="(\?before=[-\d]+)" rel="next"', html)  # not a bar of the scale
        deep = campaign.get_absolute_url() + onward[1]
    month = MONTH.split("-")
    words = {"commonest": "社区", "some": "志愿者", "rare": _find_rare(), "absent": "鼋鼍蚬蛤"}
    searches = {f"search: {kind}": f"/search/?q={word}" for kind, word in words.items()}
    return {
        "front": "/", "article": shown.get_absolute_url(),
        "campaign": campaign.get_absolute_url(), "campaign, fourth leaf": deep,
        "archive": "/archive/", "month of equal size": reverse("month", args=month),
        "place": place.get_absolute_url(), "reporter": reporter.get_absolute_url(),
        "feed": "/feeds/latest.atom", "sitemap index": "/sitemap.xml",
        "sitemap, first articles": "/sitemap-articles.xml",
        "sitemap, lists": "/sitemap-lists.xml", "sitemap, news": "/sitemap-news.xml",
        "sitemap, issues": "/sitemap-issues.xml",
        "suggest": f"/search/suggest/?q={campaign.name[:2]}",
        "e-paper page": Issue.objects.get().get_absolute_url(),
        **searches,
    } | _find_desk(waiting.pk, campaign.pk, place.pk, words)  # fmt: skip


def _find_desk(waiting: int, campaign: int, place: int, words: dict[str, str]) -> dict[str, str]:
    from django.urls import reverse  # noqa: PLC0415

    listing = reverse("admin:articles_article_changelist")
    filters = {
        "status": "status__exact=approved", "genre": "genre__exact=news",
        "campaign": f"campaign={campaign}", "place": f"place={place}", "month": f"month={MONTH}",
        "mine": "mine=1",
    }  # fmt: skip
    return {
        "desk": reverse("admin:index"),
        "admin list": listing,
        "admin form": reverse("admin:articles_article_change", args=[waiting]),
        "admin review": reverse("admin:articles_article_review", args=[waiting]),
        **{f"admin filter: {name}": f"{listing}?{query}" for name, query in filters.items()},
        **{f"admin search: {kind}": f"{listing}?q={word}" for kind, word in words.items()},
    }


def _find_rare() -> str:
    """Some characters of the newest headline that stand together in hardly another."""
    from articles.models import Article  # noqa: PLC0415

    headline = Article.objects.public().newest_first()[3].headline
    return headline.replace("\u3000", "")[:8]


_client = None


def ask(addresses: dict[str, str]) -> dict[str, tuple[float, int]]:
    """Milliseconds of processor time of each, and its bytes."""
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from articles.models import Generation  # noqa: PLC0415

    global _client  # noqa: PLW0603 - the process has one account
    if _client is None:
        _client = Client(HTTP_HOST="localhost")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # what workers spend would not be seen
                cursor.execute("SET max_parallel_workers_per_gather = 0")
        _client.force_login(User.objects.get(is_superuser=True), "newsroom.backend.NewsroomBackend")
    found = {}
    for name, address in addresses.items():
        client = _client if name.startswith(("desk", "admin")) else Client(HTTP_HOST="localhost")
        Generation.objects.count_change()
        cache.clear()
        before = _spent(connection)
        response = client.get(address)
        body = response.getvalue()
        found[name] = 1000 * (_spent(connection) - before), len(body)
        if response.status_code != 200:
            raise SystemExit(f"{name}: {address} was answered with {response.status_code}")
    return found


def _spent(connection: Any) -> float:
    """Of this process and of the one that answers it."""
    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    theirs = Path(f"/proc/{backend}/schedstat").read_text().split()[0]
    return time.process_time() + int(theirs) / 1e9


# Both sites


#: By site and page: milliseconds of processor time, and bytes.
Costs = dict[str, dict[str, tuple[float, int]]]


def measure(rooms: dict[str, Newsroom], rounds: int) -> Costs:
    """The cheapest of the rounds, by site and page."""
    pages = {site: room.call(find_pages) for site, room in rooms.items()}
    best: Costs = {site: {} for site in rooms}
    for _ in range(rounds):
        for site, room in rooms.items():
            for name, cost in room.call(ask, pages[site]).items():
                best[site][name] = min(cost, best[site].get(name, cost))
    return best


def tell(measured: dict[str, Costs], articles: int) -> tuple[str, bool]:
    """A table with a row for each page, and whether all are within their bounds."""
    good = True
    heads = " | ".join(f"{kind}: ms, ms | ratio" for kind in measured)
    lines = [
        f"{say_when()}; {SMALL:,} articles and {articles:,}.",
        "",
        f"| page | {heads} | at most |",
        f"| --- |{' --- | --- |' * len(measured)} --- |",
    ]
    for name in next(iter(next(iter(measured.values())).values())):
        cells, most = [], BOUNDS.get(name, ONCE)
        for best in measured.values():
            small, large = (costs[name][0] for costs in best.values())
            good &= large / small <= most
            missed = "" if large / small <= most else " miss"
            cells.append(f"{small:.1f}, {large:.1f} | {large / small:.2f}{missed}")
        lines.append(f"| {name} | {' | '.join(cells)} | {most} |")
    return "\n".join(lines) + "\n", good


def _open(kind: str, site: str, server: str, folder: Path) -> Newsroom:
    directory = folder / f"{kind}-{site}"
    directory.mkdir(parents=True, exist_ok=True)
    parts = urlsplit(server)
    urls = {
        "sqlite": f"sqlite:///{directory}/newsroom.sqlite3",
        "postgresql": urlunsplit(parts._replace(path=f"/newsroom_growth_{site}")),
    }
    return Newsroom(urls[kind], str(directory))


def _build(kind: str, server: str, folder: Path, articles: int) -> None:
    """The small site, and the large one as a copy of it that has grown."""
    databases = [f"newsroom_growth_{site}" for site in ("small", "large")]
    if kind == "postgresql":
        for name in databases:
            _execute(server, f'DROP DATABASE IF EXISTS "{name}"')
        _execute(server, f"CREATE DATABASE \"{databases[0]}\" ENCODING 'UTF8' TEMPLATE template0")
    small = _open(kind, "small", server, folder)
    small.call(migrate)
    small.call(fill, SMALL)
    small.close()
    shutil.copytree(folder / f"{kind}-small", folder / f"{kind}-large")
    if kind == "postgresql":
        _execute(server, f'CREATE DATABASE "{databases[1]}" TEMPLATE "{databases[0]}"')
    large = _open(kind, "large", server, folder)
    large.call(grow, articles)
    large.close()


def _execute(server: str, sql: str) -> None:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql)


def run(kind: str, server: str, folder: Path, arguments: argparse.Namespace) -> Costs:
    if not (folder / f"{kind}-large").exists():
        _build(kind, server, folder, arguments.articles)
    rooms = {site: _open(kind, site, server, folder) for site in ("small", "large")}
    try:
        return measure(rooms, arguments.rounds)
    finally:
        for room in rooms.values():
            room.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--databases", nargs="+", default=KINDS, choices=KINDS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="where the sites stay, to be measured again")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-growth-"))
        server = ""
        if "postgresql" in arguments.databases:
            server = stack.enter_context(postgresql_server()) or ""
        kinds = [kind for kind in arguments.databases if kind == "sqlite" or server]
        folder = arguments.keep or Path(home)
        told, good = tell(
            {kind: run(kind, server, folder, arguments) for kind in kinds}, arguments.articles
        )
    print(told)
    if arguments.write:
        write("growth", told)
    sys.exit(0 if good and len(kinds) == len(arguments.databases) else 1)


if __name__ == "__main__":
    main()
