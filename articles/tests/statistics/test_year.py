"""用稿统计 counted again in plain Python, on a year that hypothesis made up."""

from collections import defaultdict
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import merging, statistics
from articles.models import (
    Article,
    Byline,
    Campaigned,
    Issue,
    OutsideUse,
    Photo,
    Placed,
    PointRule,
    Role,
    Status,
    Step,
)
from articles.statistics import NUMBERS, of_month
from articles.tests import make
from articles.tests.counting import (
    CAMPAIGNS,
    PEOPLE,
    PLACES,
    RULES,
    UNITS,
    YEAR,
    count_by_hand,
    is_submitted,
    is_used,
    pieces,
    rows_of,
    to_beijing,
)
from articles.text.months import Month

pytestmark = pytest.mark.django_db


@contextmanager
def newsroom():
    """Everything made inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Names:
    def __init__(self):
        self.people = [make.reporter() for _ in range(PEOPLE)]
        self.units = [make.unit() for _ in range(UNITS)]
        self.campaigns = [make.campaign() for _ in range(CAMPAIGNS)]
        self.places = [make.place() for _ in range(PLACES)]
        self.editor = make.editor()

    def key(self, by, number):
        return statistics.NOBODY if number is None else getattr(self, by)[number].pk

    def byline(self, article, position, signature):
        person, role, unit = signature
        return Byline(
            article=article, reporter=self.people[person], role=role, position=position,
            unit=None if unit is None else self.units[unit],
        )  # fmt: skip


@pytest.fixture
def names(db):
    PointRule.objects.all().delete()
    PointRule.objects.bulk_create(
        PointRule(counts=counts, points=float(points), valid_from=since)
        for counts, points, since in RULES
    )
    return Names()


def _settled(piece):
    """What the database would refuse, and what no archive is."""
    if piece.status == Status.APPROVED and piece.published is None:
        piece.status = Status.SUBMITTED
    if piece.archive and (piece.published is None or piece.published.year > YEAR + 1):
        piece.archive = False
    return piece


def _store(year, names):
    articles = Article.objects.bulk_create(
        Article(
            headline="江边", body=f"<p>{'字' * piece.length}</p>", status=piece.status,
            publish_at=piece.published, weight=piece.weight, genre=piece.genre,
        )
        for piece in year
    )  # fmt: skip
    for piece, article in zip(year, articles, strict=True):
        piece.pk = article.pk
    stored = list(zip(year, articles, strict=True))
    Step.objects.bulk_create(
        Step(article=article, step=name, taken_at=moment)
        for piece, article in stored
        for name, moment in (
            *([("archive", piece.published)] if piece.archive else []),
            *(("submit", moment) for moment in piece.sent),
        )
    )
    Byline.objects.bulk_create(
        names.byline(article, place, each)
        for piece, article in stored
        for place, each in enumerate(piece.signed)
    )
    Photo.objects.bulk_create(
        Photo(article=article, number=number, image="a.webp", width=1, height=1)
        for piece, article in stored
        for number in range(1, piece.photos + 1)
    )
    Campaigned.objects.bulk_create(
        Campaigned(content_object=article, tag=names.campaigns[each])
        for piece, article in stored
        for each in piece.campaigns
    )
    Placed.objects.bulk_create(
        Placed(article=article, place=names.places[each])
        for piece, article in stored
        for each in piece.places
    )
    OutsideUse.objects.bulk_create(
        OutsideUse(article=article, level=level, outlet=level, used_on="2026-01-01")
        for piece, article in stored
        for level in sorted(piece.outside)
    )
    issues = {}
    for piece, article in stored:
        _place(piece, article, issues)
        if piece.copy:
            _revise(piece, article, names)


def _place(piece, article, issues):
    if piece.place and piece.published and piece.published.year <= YEAR + 1:
        month = to_beijing(piece.published).date().replace(day=1)
        if month not in issues:
            issues[month] = Issue.objects.create(
                month=month, whole_number=len(issues) + 1, date=month
            )
            issues[month].pages.create(number=1, name="要闻")
        page = issues[month].pages.get()
        page.placements.create(issue=issues[month], article=article, kind=piece.place)
    else:
        piece.place = None


def _revise(piece, article, names):
    """A working copy under review, by other people and longer: it counts for nothing."""
    copy = Article.objects.create(
        revises=article, headline="修订", body="<p>改长了许多的一稿</p>", status=Status.SUBMITTED
    )
    Step.objects.create(article=article, copy=copy.pk, step="submit", taken_at=piece.copy)
    names.byline(copy, 1, (0, Role.STAFF, 1)).save()


def _merge(year, names, kept, gone, by):
    """Two rows for one person become one, in the newsroom and in the test's lists."""
    merging.merge(names.people[kept], [names.people[gone]], by=by)
    for piece in year:
        standing = {role for person, role, _ in piece.signed if person == kept}
        piece.signed = [
            (kept if person == gone else person, role, unit)
            for person, role, unit in piece.signed
            if person != gone or role not in standing
        ]


def compared(year, names):
    """Every number of every month; returns the months."""
    months = [of_month(month) for month in Month(YEAR, 1).to(Month(YEAR, 12))]
    for month, found in enumerate(months, 1):
        for by in statistics.BY:
            wanted = {
                names.key(by, number): row for number, row in count_by_hand(year, month, by).items()
            }
            assert rows_of(found, by) == wanted, (month, by)
        everything = {
            "submitted": sum(is_submitted(piece, month) for piece in year),
            "used": sum(is_used(piece, month) for piece in year),
        }
        assert {name: found.totals.numbers[name] for name in everything} == everything
    return months


def _slow(**more):
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(deadline=None, derandomize=True, suppress_health_check=checks, **more)


@_slow(max_examples=20)
@given(
    year=st.lists(pieces.map(_settled), min_size=4, max_size=12),
    merged=st.none() | st.permutations(range(PEOPLE)).map(lambda order: order[:2]),
)
def test_a_year_counts_as_it_does_by_hand(names, year, merged):
    with newsroom():
        _store(year, names)
        if merged:
            _merge(year, names, *merged, by=names.editor)

        _same_in_charts(compared(year, names))


def _same_in_charts(months):
    for by in statistics.BY:
        trend = statistics.trend(by, Month(YEAR, 12))
        for place, month in enumerate(months):
            drawn = {key: line[place] for key, line in trend.items() if line[place]}
            assert drawn == {row.key: row.used for row in month.rows(by) if row.used}


@_slow(max_examples=8)
@given(
    year=st.lists(pieces.map(_settled), min_size=2, max_size=8),
    changed=st.lists(st.integers(0, 7), max_size=4),
)
def test_a_frozen_year_keeps_its_numbers_and_tells_what_changed(names, year, changed):
    with newsroom():
        _store(year, names)
        months = list(Month(YEAR, 1).to(Month(YEAR, 12)))
        for month in months:
            statistics.freeze(month, by=None)
        before = statistics.trend("people", months[-1])

        for place, number in enumerate(changed):
            _change(place, year[number % len(year)], names)

        frozen = compared(year, names)
        assert statistics.trend("people", months[-1]) == before
        for month in frozen:
            _adds_up(month)


def _change(place, piece, names):
    """Withdrawn, signed anew, made longer, or with a photo more; the test's year stays."""
    article = Article.objects.get(pk=piece.pk)
    if place % 4 == 0:
        Article.objects.filter(pk=piece.pk).update(status=Status.WITHDRAWN)
    elif place % 4 == 1:
        article.bylines.all().delete()
        names.byline(article, 1, (0, Role.STAFF, 0)).save()
    elif place % 4 == 2:
        Article.objects.filter(pk=piece.pk).update(length=article.length + 7)
    else:
        Photo.objects.create(article=article, number=9, image="a.webp", width=1, height=1)


def _adds_up(month):
    """The frozen numbers and the adjustments make what is count_by_hand today."""
    sums = defaultdict(lambda: dict.fromkeys(NUMBERS, 0))
    changes = [row for each in statistics.adjustments(month) for row in each.rows("people")]
    for row in (*month.people, *changes):
        for name, value in row.numbers.items():
            sums[row.key][name] += value
    now = rows_of(statistics.now_of(month.month), "people")
    assert {key: row for key, row in sums.items() if any(row.values())} == now
