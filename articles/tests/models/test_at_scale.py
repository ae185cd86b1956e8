"""Where lists are read among 300,000 articles: as ranges of an index, and never sorted as a whole.

SQLite plans by its statistics alone; these are what `reindex` leaves of a bulletin of that size,
which knows no more of a status than that few articles have each. PostgreSQL believes only what a
table really holds, so it is given some hundred rows, of which few are of the status asked for.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Correction, Status
from articles.sitemaps import ArticleSitemap, ListSitemap
from articles.tests import make

pytestmark = pytest.mark.django_db
OCTOBER = date(2024, 10, 1), date(2024, 11, 1)
_STATISTICS = (
    ("article_waiting", "300000 401 401 20 1"), ("article_own", "300000 401 20"),
    ("article_updated", "300000 20 1"), ("article_weight_newest", "300000 401 401 2 1"),
    ("article_genre_newest", "300000 401 401 2 1"), ("article_public_newest", "300000 401 2 1"),
    ("article_status_updated", "300000 401 20 1"),
)  # fmt: skip


@pytest.fixture
def large(db):
    """A database that believes in 300,000 articles, or PostgreSQL where an index is worth it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for status in (Status.DRAFT, Status.WITHDRAWN, Status.REJECTED):
                make.many(150, status=status, every=timedelta(days=1))
            make.many(3)
            cursor.execute("ANALYZE articles_article")
            # a table of few rows is read whole
            for way in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            yield
            return
        cursor.execute("ANALYZE")
        _believe(cursor, _STATISTICS)
        yield
        _believe(cursor, ())


def _believe(cursor, statistics):
    cursor.execute("DELETE FROM sqlite_stat1")
    cursor.executemany("INSERT INTO sqlite_stat1 VALUES ('articles_article', %s, %s)", statistics)
    cursor.execute("ANALYZE sqlite_schema")


def test_lists_are_ranges_of_an_index_and_never_sorted_whole(large):
    plans = {
        "article_public_newest": Article.objects.public_within(*OCTOBER).newest_first(),
        "article_status_updated": Article.objects.public_last_changed(),
        "correction_newest": Correction.objects.public().order_by("-corrected_on", "-pk"),
    }
    for index, rows in plans.items():
        plan = rows[:20].explain()
        assert index in plan, plan
        assert "Sort" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def test_the_list_of_one_status_is_read_in_the_order_that_it_is_shown_in(large):
    rows = Article.objects.filter(status=Status.APPROVED).order_by("-updated_at", "-pk")

    plan = rows[:50].explain()

    assert "article_status_updated" in plan, plan
    assert "TEMP B-TREE" not in plan, plan


def test_a_few_articles_are_found_by_their_numbers(large):
    if connection.vendor == "postgresql":
        make.many(1000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_article")

    plan = Article.objects.public_of([3, 5, 8]).explain()

    assert "article_" not in plan.replace("articles_article_pkey", ""), plan


def test_a_month_has_one_upper_bound_and_not_today_as_well(large):
    queries = {
        "past": Article.objects.public_within(*OCTOBER),
        "running": Article.objects.public_within(date(2026, 10, 1), None),
    }

    bounds = {name: str(rows.query).count('"publish_at" <') for name, rows in queries.items()}

    assert bounds == {"past": 1, "running": 1}


@pytest.fixture
def states(db):
    """An article of October, a later one, and what no reader may see, by what it is."""
    october = datetime(2024, 10, 9, tzinfo=UTC)
    return {
        "october": make.public(publish_at=october),
        "later": make.public(publish_at=datetime(2024, 12, 9, tzinfo=UTC)),
        "to come": make.public(publish_at=timezone.now() + timedelta(days=1)),
        "draft": make.article(publish_at=october),
        "withdrawn": make.article(status=Status.WITHDRAWN, publish_at=october),
    }


def test_however_public_articles_are_asked_for_they_are_the_same(states):
    ids = [row.pk for row in states.values()]
    public = {states["october"], states["later"]}

    assert set(Article.objects.public()) == public
    assert set(Article.objects.public_of(ids)) == public
    assert set(Article.objects.public_of(Article.objects.values("pk"))) == public
    assert set(Article.objects.public_last_changed()) == public
    assert set(Article.objects.public_within(None, None)) == public
    assert set(Article.objects.public_within(*OCTOBER)) == {states["october"]}


def test_a_month_that_runs_shows_nothing_of_tomorrow(states):
    tomorrow = timezone.localdate() + timedelta(days=2)

    assert states["to come"] not in Article.objects.public_within(None, tomorrow)


def test_a_sitemap_tells_the_newest_change_without_loading_every_article(
    states, django_assert_num_queries
):
    changed = datetime(2025, 5, 1, tzinfo=UTC)
    Article.objects.update(updated_at=datetime(2024, 1, 1, tzinfo=UTC))
    Article.objects.filter(pk=states["october"].pk).update(updated_at=changed)
    Article.objects.filter(pk=states["draft"].pk).update(updated_at=changed + timedelta(days=9))

    with django_assert_num_queries(2):
        assert ArticleSitemap().get_latest_lastmod() == changed


def test_lists_in_the_sitemap_are_those_with_something_to_read():
    campaign, hidden = make.campaign(), make.campaign()
    make.public(campaigns=[campaign])
    make.article(campaigns=[hidden])

    pages = ListSitemap().items()

    assert (campaign.get_absolute_url() in pages, hidden.get_absolute_url() in pages) == (
        True,
        False,
    )


def test_the_pages_of_a_sitemap_are_ranges_of_numbers(large):
    rows = Article.objects.public_by_number()

    for plan in (rows.filter(pk__gte=2000, pk__lt=4000).explain(), rows[:1].explain()):
        assert "article_" not in plan.replace("articles_article_pkey", ""), plan
        assert "TEMP B-TREE" not in plan, plan


def test_each_public_article_stands_on_one_page_of_the_sitemap(
    states, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(ArticleSitemap, "limit", 2)
    public = sorted([states["october"].pk, states["later"].pk])
    more = [make.public().pk for _ in range(5)]
    paginator = ArticleSitemap().paginator

    with django_assert_num_queries(2):
        pages = range(1, paginator.num_pages + 1)
    found = [[row.pk for row in paginator.page(number).object_list] for number in pages]

    assert [pk for page in found for pk in page] == public + more
    assert max(map(len, found)) == 2


def test_without_articles_the_sitemap_has_one_page():
    assert ArticleSitemap().paginator.num_pages == 1
    assert list(ArticleSitemap().paginator.page(1).object_list) == []
