"""采用率: of what was sent in in a month, how much was used since; never more than all of it."""

from datetime import datetime

import pytest
from django.utils import timezone

from articles.models import Article, FrozenMonth, Status, Step
from articles.statistics import articles_behind, freeze, of_month, percent
from articles.tests import make
from articles.text.months import Month

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER, NOVEMBER = (Month(2025, month) for month in (9, 10, 11))


def on(month, day):
    return timezone.make_aware(datetime(2025, month, day, 12))


def piece(writer, sent, used=None):
    """Sent in on the 28th of one month, and public from the 2nd of another."""
    fields = {"status": Status.APPROVED, "publish_at": on(used, 2)} if used else {}
    article = make.article(reporters=[writer], **{"status": Status.REJECTED} | fields)
    Step.objects.create(article=article, step="submit", taken_at=on(sent, 28))
    return article


def rates(month):
    count = of_month(month)
    return percent(count.totals.rate), [percent(row.rate) for row in count.people]


def test_what_is_used_a_month_later_counts_where_it_was_sent_in():
    writer = make.reporter()
    for _ in range(3):
        piece(writer, 9, used=10)
    piece(writer, 10, used=11)
    piece(writer, 10)

    assert [rates(month) for month in (SEPTEMBER, OCTOBER, NOVEMBER)] == [
        ("100%", ["100%"]), ("50%", ["50%"]), ("—", ["—"]),
    ]  # fmt: skip
    assert (of_month(OCTOBER).totals.used, of_month(OCTOBER).totals.submitted) == (3, 2)


@pytest.mark.parametrize(
    ("change", "rate"),
    [
        ({"status": Status.WITHDRAWN}, "0%"),
        ({"publish_at": on(12, 31).replace(year=2099)}, "0%"),
        ({"publish_at": on(9, 28)}, "100%"),
    ],
)
def test_what_readers_may_not_see_is_not_used(change, rate):
    article = piece(make.reporter(), 9, used=10)

    Article.objects.filter(pk=article.pk).update(**change)

    assert rates(SEPTEMBER)[0] == rate


def test_the_articles_behind_the_rate_are_those_that_were_sent_in():
    writer = make.reporter()
    piece(writer, 9, used=10)
    sent = [piece(writer, 10), piece(writer, 10, used=11)]

    behind = articles_behind(of_month(OCTOBER), "people", writer.pk, "rate")

    assert {fact.article for fact in behind} == {article.pk for article in sent}


def test_a_frozen_month_keeps_its_rate_and_one_of_before_knows_itself_alone():
    writer = make.reporter()
    piece(writer, 9, used=9)
    later = piece(writer, 9, used=10)
    row = freeze(SEPTEMBER, by=None)
    Article.objects.filter(pk=later.pk).update(status=Status.WITHDRAWN)
    assert rates(SEPTEMBER)[0] == "100%"

    facts = [{k: v for k, v in fact.items() if k != "taken"} for fact in row.facts]
    FrozenMonth.objects.update(facts=facts)

    assert rates(SEPTEMBER)[0] == "50%"
