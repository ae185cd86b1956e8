"""用稿统计 counted again in plain Python, on a year that hypothesis made up."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import merging, roles, statistics
from articles.models import (
    Article,
    Byline,
    Campaigned,
    FrozenMonth,
    Issue,
    Photo,
    Placed,
    Placement,
    PointRule,
    Role,
    Status,
    Step,
)
from articles.review import taking
from articles.review.steps import STEPS
from articles.statistics import NUMBERS, NotFrozen, Row, articles_behind, of_month, ranked, shown
from articles.tests import make
from articles.text.months import Month

pytestmark = pytest.mark.django_db
YEAR = 2025
OCTOBER = Month(YEAR, 10)
PEOPLE, UNITS, CAMPAIGNS, PLACES = 4, 2, 2, 2
WRITERS = (Role.CORRESPONDENT, Role.STAFF, Role.PHOTOGRAPHER)
FAR = datetime(2099, 1, 1, tzinfo=UTC)
#: (what, points, from): the rules change in the middle of a month.
RULES = (
    ("lead", 8, date(2000, 1, 1)), ("second", 5, date(2000, 1, 1)),
    ("normal", 3, date(2000, 1, 1)), ("brief", 1, date(2000, 1, 1)),
    ("photo", 4, date(2000, 1, 1)), ("lead", 10, date(YEAR, 6, 15)),
    ("each_photo", Fraction(1, 2), date(YEAR, 6, 15)), ("each_thousand", 2, date(YEAR, 9, 1)),
)  # fmt: skip


# A year in plain Python


@dataclass
class Piece:
    """An article as the test knows it; `signed`: (person, role, unit or None), as printed."""

    status: str
    sent: list  # moments in UTC, first to last
    published: datetime | None
    archive: bool
    weight: int
    genre: str
    length: int
    photos: int
    signed: list
    campaigns: set
    places: set
    place: str | None  # the kind of its place in the issue of its month
    copy: datetime | None  # when a revision of it was sent in
    pk: int = field(default=0)


def _edge(month, offset):
    """A moment about the beginning of a month in Beijing, eight hours before it in UTC."""
    year, number = (YEAR, month) if month <= 12 else (YEAR + 1, 1)
    return datetime(year, number, 1, tzinfo=UTC) - timedelta(hours=8) + offset


moments = st.builds(
    _edge,
    st.integers(1, 13) | st.just(6),
    st.sampled_from(
        [
            timedelta(seconds=-1), timedelta(0), timedelta(seconds=1), timedelta(hours=9),
            timedelta(days=14, seconds=-1), timedelta(days=14),
        ]
    ),
)  # fmt: skip
signatures = st.tuples(
    st.integers(0, PEOPLE - 1),
    st.sampled_from([*WRITERS, Role.EDITOR]),
    st.none() | st.integers(0, UNITS - 1),
)
pieces = st.builds(
    Piece,
    status=st.sampled_from([Status.APPROVED] * 8 + list(Status)),
    sent=st.lists(moments, max_size=2).map(sorted),
    published=st.one_of(moments, moments, moments, st.none(), st.just(FAR)),
    archive=st.booleans(),
    weight=st.integers(1, 4),
    genre=st.sampled_from(["news", "photo"]),
    length=st.integers(0, 9),
    photos=st.integers(0, 3),
    signed=st.lists(signatures, max_size=4, unique_by=lambda each: each[:2]),
    campaigns=st.sets(st.integers(0, CAMPAIGNS - 1)),
    places=st.sets(st.integers(0, PLACES - 1)),
    place=st.none() | st.sampled_from(Placement.Kind.values),
    copy=st.none() | moments,
)


def _beijing(moment):
    return moment + timedelta(hours=8)


def _in_month(moment, month):
    return moment is not None and (_beijing(moment).year, _beijing(moment).month) == (YEAR, month)


def _used(piece, month):
    return piece.status == Status.APPROVED and _in_month(piece.published, month)


def _submitted(piece, month):
    if piece.sent and not piece.archive:
        return _in_month(piece.sent[0], month)
    printed = piece.archive or piece.status in (Status.APPROVED, Status.WITHDRAWN)
    return printed and _in_month(piece.published, month)


def _standing(piece):
    if piece.place:
        return piece.place
    if piece.genre == "photo" and piece.weight < 4:
        return "photo"
    return {4: "lead", 3: "second", 2: "normal", 1: "brief"}[piece.weight]


def _points(piece):
    day = _beijing(piece.published).date()

    def worth(what):
        valid = [(since, points) for name, points, since in RULES if name == what and since <= day]
        return Fraction(max(valid)[1]) if valid else Fraction(0)

    return (
        worth(_standing(piece))
        + worth("each_photo") * piece.photos
        + worth("each_thousand") * Fraction(piece.length, 1000)
    )


def _parts(piece, by):
    """{key: part}: keys are numbers of the test's lists, None for nobody."""
    if by in ("campaigns", "places"):
        return dict.fromkeys(getattr(piece, by) or {None}, Fraction(1))
    units = {}
    for person, role, unit in piece.signed:
        if role != Role.EDITOR and units.get(person) is None:
            units[person] = unit
    if not units:
        return {None: Fraction(1)}
    parts = defaultdict(Fraction)
    for person, unit in units.items():
        parts[person if by == "people" else unit] += Fraction(1, len(units))
    return dict(parts)


def counted(year, month, by):
    rows = {}
    for piece in year:
        submitted, used = _submitted(piece, month), _used(piece, month)
        if not submitted and not used:
            continue
        for key, part in _parts(piece, by).items():
            row = rows.setdefault(key, dict.fromkeys(NUMBERS, 0))
            row["submitted"] += submitted
            if used:
                row["used"] += 1
                row["characters"] += piece.length * part
                row["photos"] += piece.photos * part
                row["leads"] += _standing(piece) == "lead"
                row["points"] += _points(piece) * part
    return rows


# The same year in the database


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
    issues = {}
    for piece, article in stored:
        _place(piece, article, issues)
        if piece.copy:
            _revise(piece, article, names)


def _place(piece, article, issues):
    if piece.place and piece.published and piece.published.year <= YEAR + 1:
        month = _beijing(piece.published).date().replace(day=1)
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


def rows_of(month, by):
    return {row.key: row.numbers for row in month.rows(by)}


def compared(year, names):
    """Every number of every month; returns the months."""
    months = [of_month(month) for month in Month(YEAR, 1).to(Month(YEAR, 12))]
    for month, found in enumerate(months, 1):
        for by in statistics.BY:
            wanted = {
                names.key(by, number): row for number, row in counted(year, month, by).items()
            }
            assert rows_of(found, by) == wanted, (month, by)
        everything = {
            "submitted": sum(_submitted(piece, month) for piece in year),
            "used": sum(_used(piece, month) for piece in year),
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
    """The frozen numbers and the adjustments make what is counted today."""
    sums = defaultdict(lambda: dict.fromkeys(NUMBERS, 0))
    changes = [row for each in statistics.adjustments(month) for row in each.rows("people")]
    for row in (*month.people, *changes):
        for name, value in row.numbers.items():
            sums[row.key][name] += value
    now = rows_of(statistics.now_of(month.month), "people")
    assert {key: row for key, row in sums.items() if any(row.values())} == now


# Sentences


def beijing(year, month, day, hour=12, minute=0):
    return timezone.make_aware(datetime(year, month, day, hour, minute))


def test_a_month_begins_at_midnight_in_beijing(db):
    writer = make.reporter()
    late = make.public(reporters=[writer], publish_at=datetime(2025, 9, 30, 15, 59, tzinfo=UTC))
    early = make.public(reporters=[writer], publish_at=datetime(2025, 9, 30, 16, 0, tzinfo=UTC))

    assert [[fact.article for fact in of_month(Month(2025, month)).facts] for month in (9, 10)] == [
        [late.pk],
        [early.pk],
    ]


def test_two_authors_have_the_article_each_and_halves_of_what_it_is_worth(db):
    first, second = make.reporter("闻人月"), make.reporter("解忧")
    article = make.public(
        reporters=[first, second], weight=4, photos=1, body="<p>江边的步道昨日通了。</p>",
        publish_at=beijing(2025, 10, 9),
    )  # fmt: skip
    make.byline(article, first, role=Role.PHOTOGRAPHER, position=3)
    make.byline(article, make.reporter("沈砚秋"), role=Role.EDITOR, position=4)

    half = Fraction(1, 2)
    wanted = {"submitted": 1, "used": 1, "leads": 1, "characters": article.length * half,
              "photos": half, "points": Fraction(4)}  # fmt: skip
    assert rows_of(of_month(OCTOBER), "people") == {first.pk: wanted, second.pk: wanted}


def test_a_unit_has_the_shares_of_its_people(db):
    street, office = make.unit(), make.unit()
    article = make.public(publish_at=beijing(2025, 10, 9), weight=2)
    for place, unit in enumerate((street, street, office), 1):
        make.byline(article, make.reporter(), unit=unit, position=place)

    rows = of_month(OCTOBER).units
    assert [(row.key, row.used, row.points) for row in rows] == [
        (street.pk, 1, Fraction(2)), (office.pk, 1, Fraction(1)),
    ]  # fmt: skip


def test_a_text_returned_and_sent_in_again_is_one_submission(db):
    article = make.sent(Status.SUBMITTED)
    article = taking.take(
        STEPS["return"], article, by=make.member(roles.EDITOR), opinion="请补照片。"
    )
    taking.take(STEPS["submit"], article, by=article.created_by)

    totals = of_month(Month.of(timezone.localdate())).totals
    assert (totals.submitted, totals.used) == (1, 0)


def test_a_revision_changes_what_the_article_is_worth_and_not_when_it_came(db):
    first, second = make.reporter(), make.reporter()
    live = make.sent(Status.APPROVED, reporters=[first], publish_at=beijing(2025, 10, 9))
    chief = make.editor()
    copy = taking.take(STEPS["revise"], live, by=chief)
    make.byline(copy, second, position=2)
    make.sign(copy)

    month = of_month(OCTOBER)
    assert rows_of(month, "people").keys() == {first.pk, second.pk}
    assert (month.totals.submitted, month.totals.used) == (0, 1)
    assert of_month(Month.of(timezone.localdate())).totals.submitted == 1


def test_what_nobody_signed_counts_in_the_totals_and_stands_last(db):
    writer = make.reporter()
    make.public(publish_at=beijing(2025, 10, 9), weight=4)
    make.public(publish_at=beijing(2025, 10, 9), weight=1, reporters=[writer])

    month = of_month(OCTOBER)
    assert [(place, row.key) for place, row in ranked(month.people)] == [(1, writer.pk), (None, 0)]
    assert (month.totals.used, month.totals.points) == (2, 9)


def test_the_place_in_the_issue_decides_what_led(db):
    lead, brief = (make.public(publish_at=beijing(2025, 10, 9), weight=w) for w in (1, 4))
    issue = Issue.objects.create(month="2025-10-01", whole_number=1, date="2025-10-31")
    page = issue.pages.create(number=1, name="要闻")
    for article, kind in ((lead, "lead"), (brief, "brief")):
        page.placements.create(issue=issue, article=article, kind=kind)

    behind = articles_behind(of_month(OCTOBER), "people", None, "leads")
    assert [fact.article for fact in behind] == [lead.pk]


def test_points_follow_the_rules_of_the_day_of_publication(db):
    PointRule.objects.create(counts="lead", points=12, valid_from="2025-10-10")
    for day in (9, 10):
        make.public(publish_at=beijing(2025, 10, day), weight=4)

    assert [fact.points for fact in of_month(OCTOBER).facts] == [8, 12]
    assert statistics.rules_since(date(2025, 10, 9)) == date(2000, 1, 1)


def test_each_number_is_that_of_the_articles_behind_it(db):
    writer, other = make.reporter(), make.reporter()
    both = make.public(
        reporters=[writer, other], photos=2, weight=4, publish_at=beijing(2025, 10, 9)
    )
    own = make.public(reporters=[writer], publish_at=beijing(2025, 10, 8))
    make.public(reporters=[other], publish_at=beijing(2025, 10, 7))
    rejected = make.article(reporters=[writer], status=Status.REJECTED)
    Step.objects.create(article=rejected, step="submit", taken_at=beijing(2025, 10, 3))
    month = of_month(OCTOBER)

    def behind(number):
        return [fact.article for fact in articles_behind(month, "people", writer.pk, number)]

    assert {number: behind(number) for number in NUMBERS} == {
        "submitted": [rejected.pk, own.pk, both.pk], "used": [own.pk, both.pk],
        "characters": [own.pk, both.pk], "photos": [both.pk], "leads": [both.pk],
        "points": [own.pk, both.pk],
    }  # fmt: skip


def test_equals_share_a_place(db):
    rows = [Row(1, "甲", points=Fraction(3)), Row(2, "乙", points=Fraction(3)), Row(3, "丙")]

    assert [place for place, _ in ranked(rows)] == [1, 1, 3]


def test_numbers_are_rounded_only_where_they_are_read(db):
    assert [shown(Fraction(1, 3)), shown(Fraction(5, 2)), shown(8740), shown(Fraction(1, 20))] == [
        "0.3", "2.5", "8,740", "0.1",
    ]  # fmt: skip
    assert [shown(Fraction(-1, 2)), shown(None), shown(Fraction(3, 2), 0)] == ["-0.5", "—", "2"]


def test_a_month_is_frozen_once_and_only_when_it_is_over(db):
    statistics.freeze(OCTOBER, by=make.member(roles.STAFF, "虞青禾"))

    with pytest.raises(NotFrozen, match="已经冻结过"):
        statistics.freeze(OCTOBER, by=None)
    with pytest.raises(NotFrozen, match="还没有过完"):
        statistics.freeze(Month.of(timezone.localdate()), by=None)
    frozen = FrozenMonth.objects.values_list("month", "frozen_by_name")
    assert list(frozen) == [(date(2025, 10, 1), "虞青禾")]


def test_an_adjustment_says_what_changed_and_for_whom(db):
    first, second = make.reporter("解忧"), make.reporter("闻人月")
    both = make.public(reporters=[first], publish_at=beijing(2025, 10, 9), headline="早点铺")
    gone = make.public(reporters=[first], publish_at=beijing(2025, 10, 8), headline="文化节")
    statistics.freeze(OCTOBER, by=None)
    make.byline(both, second, position=2)
    taking.take(STEPS["withdraw"], gone, by=make.editor(), opinion="失实。")

    told = [
        (
            each.headline,
            each.what,
            [(row.name, row.used, row.points) for row in each.rows("people")],
        )
        for each in statistics.adjustments(of_month(OCTOBER))
    ]
    assert told == [
        ("早点铺", ("署名由解忧改为解忧、闻人月",),
         [("闻人月", 1, Fraction(3, 2)), ("解忧", 0, Fraction(-3, 2))]),
        ("文化节", ("后来撤下",), [("解忧", -1, Fraction(-3))]),
    ]  # fmt: skip


def test_a_month_takes_as_many_queries_however_many_articles_it_has(db):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            of_month(OCTOBER)
        return len(caught)

    make.public(publish_at=beijing(2025, 10, 1), reporters=[make.reporter()])
    few = queries()
    for day in range(1, 20):
        make.public(
            publish_at=beijing(2025, 10, day), reporters=[make.reporter()], photos=1,
            campaigns=[make.campaign()], places=[make.place()],
        )  # fmt: skip
    assert queries() == few


def test_a_persons_year_has_their_articles_and_nobody_elses(db):
    writer, other = make.reporter(), make.reporter()
    both = make.public(reporters=[writer, other], publish_at=beijing(2025, 1, 1, 0))
    make.public(reporters=[other], publish_at=beijing(2025, 1, 2))
    make.byline(make.public(publish_at=beijing(2025, 5, 2)), writer, role=Role.EDITOR)
    last = make.public(reporters=[writer], publish_at=beijing(2025, 12, 31, 23, 59))
    make.public(reporters=[writer], publish_at=beijing(2026, 1, 1, 0))

    year = {
        month.number: [fact.article for fact in facts]
        for month, facts in statistics.of_year(writer, 2025).items()
        if facts
    }
    assert year == {1: [both.pk], 12: [last.pk]}
