"""The sites of bench/growth.py: one of some thousand articles, and how it grows in SQL."""

from __future__ import annotations

from typing import Any

#: The month that stays of equal size.
MONTH = "2010-06"


def fill(articles: int) -> None:
    """Published articles, a sealed issue, and a desk with something to do."""
    from datetime import date, timedelta  # noqa: PLC0415

    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from articles.imports import filling  # noqa: PLC0415
    from articles.models import Article, SiteSettings, Status  # noqa: PLC0415
    from articles.search import follow, settle  # noqa: PLC0415
    from articles.tests import paper  # noqa: PLC0415

    for _ in filling.load(articles):
        pass
    user = User.objects.create_superuser("chief", password="only-for-this-run")
    for at in range(20):  # of a table with one row databases expect nothing
        User.objects.create(username=f"staff{at}")
    SiteSettings.objects.current()
    newest = list(Article.objects.public().newest_first()[:12])
    paper.issue(newest[:6], newest[6:], month=date(2025, 12, 1), whole_number=1)
    texts = Article.objects.newest_first().values("headline", "body", "summary", "genre")[:200]
    open_ones = [
        Article(
            **text, status=status, created_by=user, moved_at=timezone.now() - timedelta(hours=at)
        )
        for status in (Status.DRAFT, Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED)
        for at, text in enumerate(texts[:25])
    ]
    made = Article.objects.bulk_create(open_ones)
    follow(row.pk for row in made)
    settle()


def grow(articles: int) -> None:
    """Copies of the published articles and of what belongs to them, up to so many altogether."""
    from django.db import connection  # noqa: PLC0415

    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    last = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    published = Article.objects.public().count()
    copies = articles // published - 1
    with connection.cursor() as cursor:
        copy = _CopySqlite if connection.vendor == "sqlite" else _CopyPostgresql
        copy(cursor, last, copies).run()
    search.settle()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as autovacuum does


#: Tables with the column of their article, and what else must be another in each copy.
_TABLES = {
    "articles_article": ("id", ("archive_id", "revises_id")),
    "articles_byline": ("article_id", ("id",)),
    "articles_campaigned": ("content_object_id", ("id",)),
    "articles_placed": ("article_id", ("id",)),
    "articles_step": ("article_id", ("id",)),
    "articles_piece": ("article", ()),
    "articles_searchdoc": ("article_id", ("key",)),
}
_TIMES = ("publish_at", "created_at", "updated_at", "moved_at", "taken_at")
_DAY = 86_400


class _Copy:
    """`at` copies of all that belongs to articles up to `last`, a day earlier each."""

    copies = "(WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < {n})"

    def __init__(self, cursor: Any, last: int, copies: int):
        self.cursor, self.last, self.number = cursor, last, copies
        self.each = self.copies.format(n=copies) + " SELECT at FROM n) AS copy"

    def days(self, times: str) -> str:
        """How many days earlier: another month's for what would fall into MONTH."""
        raise NotImplementedError

    def earlier(self, column: str, published: str) -> str:
        raise NotImplementedError

    def columns(self, table: str) -> list[str]:
        self.cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        return [column[0] for column in self.cursor.description]

    def run(self) -> None:
        public = f"SELECT id FROM articles_article WHERE status = 'approved' AND id <= {self.last}"
        for table, (article, others) in _TABLES.items():
            columns = self.columns(table)
            if table == "articles_searchdoc":
                published = self.published_of_key("t.key")
            elif "publish_at" in columns:
                published = "t.publish_at"
            else:
                published = f"(SELECT publish_at FROM articles_article WHERE id = t.{article})"
            values = [self.value(name, article, others, published) for name in columns]
            kept = [(n, v) for n, v in zip(columns, values, strict=True) if v]
            self.cursor.execute(
                f"INSERT INTO {table} ({', '.join(n for n, _ in kept)})"
                f" SELECT {', '.join(v for _, v in kept)} FROM {table} AS t, {self.each}"
                f" WHERE t.{article} IN ({public}) ORDER BY copy.at, t.{article}"
            )
        self.copy_index()

    def value(self, name: str, article: str, others: tuple[str, ...], published: str) -> str:
        if name == article:
            return f"t.{name} + copy.at * {self.last}"
        if name == "archive_id":
            return "t.archive_id || '-' || copy.at"
        if name == "key":
            return self.key("t.key")
        if name in others:
            return ""
        if name == "number" and article == "article":  # a piece: a text of its own has others
            return f"(t.number + copy.at * 8000009) % {1 << 29}"
        return self.earlier(f"t.{name}", published) if name in _TIMES else f"t.{name}"

    def key(self, key: str) -> str:
        seconds = self.days(self.published_of_key(key))
        return f"{key} - {seconds} * {_DAY << 28} + copy.at * {self.last}"

    def published_of_key(self, key: str) -> str:
        raise NotImplementedError

    def copy_index(self) -> None:
        raise NotImplementedError


class _CopySqlite(_Copy):
    def days(self, published: str) -> str:
        fallen = f"strftime('%Y-%m', {published}, '-' || copy.at || ' days', '+8 hours')"
        return f"(copy.at + CASE WHEN {fallen} = '{MONTH}' THEN 70 ELSE 0 END)"

    def earlier(self, column: str, published: str) -> str:
        return f"datetime({column}, '-' || {self.days(published)} || ' days')"

    def published_of_key(self, key: str) -> str:
        return f"datetime(({key} >> 28) - 8589934592, 'unixepoch')"

    def copy_index(self) -> None:
        from articles.models import SearchDoc  # noqa: PLC0415
        from articles.search import sqlite  # noqa: PLC0415
        from articles.search.document import Doc  # noqa: PLC0415
        from articles.search.index import COLUMNS  # noqa: PLC0415

        run, names = self.cursor.execute, ", ".join(sqlite.FIELDS)
        run(f"CREATE TEMP TABLE parts (key INTEGER, {names})")
        docs = SearchDoc.objects.filter(pk__lte=self.last, key__gt=0).values_list(*COLUMNS)
        rows = sqlite._make_rows([Doc(*row) for row in docs])
        self.cursor.executemany("INSERT INTO parts VALUES (%s, %s, %s, %s, %s, %s)", rows)
        new = f"SELECT {self.key('t.key')} AS new, {names} FROM parts AS t, {self.each}"
        run(f"INSERT INTO articles_search (rowid, {names}) {new} ORDER BY new")
        new = f"SELECT {self.key('t.key')} AS new, headline FROM parts AS t, {self.each}"
        run(f"INSERT INTO articles_search_headlines (rowid, headline) {new} ORDER BY new")


class _CopyPostgresql(_Copy):
    def days(self, published: str) -> str:
        fallen = (
            f"to_char(({published} - copy.at * interval '1 day') AT TIME ZONE 'Asia/Shanghai',"
            " 'YYYY-MM')"
        )
        return f"(copy.at + CASE WHEN {fallen} = '{MONTH}' THEN 70 ELSE 0 END)"

    def earlier(self, column: str, published: str) -> str:
        return f"{column} - {self.days(published)} * interval '1 day'"

    def published_of_key(self, key: str) -> str:
        return f"to_timestamp(({key} >> 28) - 8589934592)"

    def copy_index(self) -> None:
        run = self.cursor.execute
        run("SET maintenance_work_mem = '1GB'")
        for table in ("articles_search", "articles_search_headlines"):
            run(f"DROP INDEX {table}_grams")
            run(
                f"INSERT INTO {table} (key, grams) SELECT {self.key('t.key')}, grams FROM {table}"
                f" AS t, {self.each} WHERE t.key > 0 AND t.key & 268435455 <= {self.last}"
            )
            run(
                f"CREATE INDEX {table}_grams ON {table} USING gin"
                " (articles_search_parts(key, grams)) WITH (fastupdate = off)"
            )
