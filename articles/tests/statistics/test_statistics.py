"""用稿统计: what counts, for whom, and when."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import roles, statistics
from articles.models import (
    FrozenMonth,
    Issue,
    PointRule,
    Role,
    Status,
    Step,
)
from articles.review import taking
from articles.review.steps import STEPS
from articles.statistics import (
    NUMBERS,
    NotFrozen,
    Row,
    articles_behind,
    of_month,
    rank_rows,
    say_number,
)
from articles.tests import make
from articles.tests.counting import OCTOBER, rows_of
from articles.text.months import Month

pytestmark = pytest.mark.django_db


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
              "photos": half, "outside": 0, "points": Fraction(4)}  # fmt: skip
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
    assert [(place, row.key) for place, row in rank_rows(month.people)] == [
        (1, writer.pk),
        (None, 0),
    ]
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
        "outside": [], "points": [own.pk, both.pk],
    }  # fmt: skip


def test_equals_share_a_place(db):
    rows = [Row(1, "甲", points=Fraction(3)), Row(2, "乙", points=Fraction(3)), Row(3, "丙")]

    assert [place for place, _ in rank_rows(rows)] == [1, 1, 3]


def test_numbers_are_rounded_only_where_they_are_read(db):
    numbers = Fraction(1, 3), Fraction(5, 2), 8740, Fraction(1, 20)
    assert [say_number(number) for number in numbers] == [
        "0.3", "2.5", "8,740", "0.1",
    ]  # fmt: skip
    assert [
        say_number(Fraction(-1, 2)),
        say_number(None),
        say_number(Fraction(3, 2), 0),
    ] == ["-0.5", "—", "2"]


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
