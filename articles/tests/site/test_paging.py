from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Byline, Campaigned, Role
from articles.site.paging import BadCursor, find_leaf
from articles.tests import make

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, tzinfo=UTC)


def at_minutes(*minutes, **fields):
    return [make.public(publish_at=START + timedelta(minutes=each), **fields) for each in minutes]


def walk(rows, **options):
    """Every article met by turning to the end, and again on the way back."""
    page = find_leaf(rows, size=2, **options)
    there, back = [*page.articles], []
    onward, homeward = ("after", "before") if options.get("oldest_first") else ("before", "after")
    ahead, behind = ("newer", "older") if options.get("oldest_first") else ("older", "newer")
    leaves = range(rows.count())  # no list has more, so a cursor that goes in circles shows
    for _ in leaves:
        if getattr(page, ahead):
            page = find_leaf(rows, size=2, **{onward: getattr(page, ahead)}, **options)
            there += page.articles
    for _ in leaves:
        if getattr(page, behind):
            page = find_leaf(rows, size=2, **{homeward: getattr(page, behind)}, **options)
            back = page.articles + back
    return there, back


def test_turning_to_the_end_and_back_meets_every_article_once():
    articles = at_minutes(1, 2, 2, 2, 3, 4, 5)  # three of the same moment
    newest_first = articles[::-1]

    assert walk(Article.objects.public()) == (newest_first, newest_first[:-1])
    assert walk(Article.objects.public(), oldest_first=True) == (articles, articles[:-1])


def test_time_decides_the_order_and_not_when_a_row_was_made():
    articles = at_minutes(5, 1, 4, 2, 3)
    newest_first = sorted(articles, key=lambda article: article.publish_at, reverse=True)

    assert walk(Article.objects.public()) == (newest_first, newest_first[:-1])


def test_a_campaigns_list_is_turned_by_the_same_cursor():
    campaign, other = make.campaign(), make.campaign()
    articles = at_minutes(1, 2, 2, 3, 4, campaigns=[campaign])
    at_minutes(2, 5, campaigns=[other])

    rows = Campaigned.objects.public().filter(tag=campaign)

    assert walk(rows) == (articles[::-1], articles[:0:-1])


def test_a_person_with_two_roles_in_a_piece_has_it_once():
    reporter = make.reporter()
    articles = at_minutes(1, 2, 3, reporters=[reporter])
    for article in articles:
        make.byline(article, reporter, role=Role.PHOTOGRAPHER)
        article_rows = Article.objects.filter(pk=article.pk)
        article_rows.carry_times()

    rows = Byline.objects.public().filter(reporter=reporter).one_per_article()

    assert walk(rows) == (articles[::-1], articles[:0:-1])


def test_a_list_that_fits_on_one_leaf_has_no_way_on():
    [article] = at_minutes(1)
    page = find_leaf(Article.objects.public(), size=1)

    assert (page.articles, page.older, page.newer, page.whole) == ([article], "", "", True)
    assert find_leaf(Article.objects.none()).articles == []


def test_what_becomes_public_between_two_leaves_is_found_on_the_way_back():
    articles = at_minutes(1, 2, 3, 4)
    rows = Article.objects.public()
    second = find_leaf(rows, size=2, before=find_leaf(rows, size=2).older)
    [late] = at_minutes(9)

    first = find_leaf(rows, size=2, after=second.newer)

    assert first.articles == [articles[3], articles[2]]
    assert find_leaf(rows, size=2, after=first.newer).articles == [late]


def test_a_cursor_beyond_the_end_shows_nothing_and_no_way_on():
    at_minutes(1)
    page = find_leaf(Article.objects.public(), before="1-1")

    assert (page.articles, page.older, page.newer, page.first) == ([], "", "", False)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "1",
        "1-",
        "-1",
        "1-1-1",
        "１-１",
        "1-1\0",
        "9" * 18 + "-1",
        "1-" + "9" * 19,
        " 1-1",
        "--1-1",
        "9" * 16 + "-1",
        "-" + "9" * 16 + "-1",
        "-2209100000000000-1",
        "7258118400000000-1",
    ],
)
def test_a_cursor_that_was_never_ours_is_refused(cursor):
    with pytest.raises(BadCursor):
        find_leaf(Article.objects.public(), before=cursor)


def test_what_was_printed_before_1970_is_turned_like_everything_else():
    articles = [
        make.public(publish_at=datetime(year, 5, 1, tzinfo=UTC))
        for year in (1900, 1958, 1958, 1969, 1969, 1970, 1971)
    ]

    assert walk(Article.objects.public()) == (articles[::-1], articles[:0:-1])
    assert walk(Article.objects.public(), oldest_first=True) == (articles, articles[:-1])


def test_the_greatest_cursor_is_no_error():
    [article] = at_minutes(1)
    cursor = f"{datetime(2199, 12, 31, tzinfo=UTC).timestamp():.0f}000000-{'9' * 18}"

    assert find_leaf(Article.objects.public(), before=cursor).articles == [article]
    assert find_leaf(Article.objects.public(), after=cursor).articles == []


@pytest.mark.once
def test_a_leaf_costs_the_same_at_one_row_and_at_fifty(django_assert_num_queries):
    campaign, reporter = make.campaign(), make.reporter()
    rows = Campaigned.objects.public().filter(tag=campaign)
    at_minutes(1, campaigns=[campaign], reporters=[reporter])
    with django_assert_num_queries(4):
        find_leaf(rows)
    at_minutes(*range(2, 51), campaigns=[campaign], reporters=[reporter], places=[make.place()])
    with django_assert_num_queries(4):
        page = find_leaf(rows)
        assert [len(article.writers) for article in page.articles] == [1] * 30
