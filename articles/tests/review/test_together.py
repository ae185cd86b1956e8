"""Many people press at once: one of them wins, the others are told, and the record has one line."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from articles import roles
from articles.models import Article, Status, Step
from articles.review import colleagues, taking
from articles.review.steps import STEPS, StepRefused
from articles.tests import make

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, ROUNDS = 20, 50


@pytest.fixture
def all_at_once():
    """`all_at_once(acts)`: what each act returned, or the exception that it ended with.

    Every act has a thread of its own, which keeps its connection for the next round.
    """
    with ThreadPoolExecutor(PEOPLE) as threads:

        def press(acts):
            start = Barrier(len(acts))
            return list(threads.map(partial(_press_after, start), acts))

        yield press
        press([connections.close_all] * PEOPLE)


def _press_after(start, act):
    start.wait()
    try:
        return act()
    except Exception as error:
        return error


@pytest.fixture
def cast():
    """Fifty articles that wait for their first review, and twenty who may do anything with them."""
    writer = make.member(roles.CORRESPONDENT)
    names = [make.reporter()]
    articles = [
        make.sent(Status.SUBMITTED, created_by=writer, reporters=names) for _ in range(ROUNDS)
    ]
    return articles, [make.editor() for _ in range(PEOPLE)]


@pytest.fixture
def published():
    return make.sent(Status.APPROVED), [make.editor() for _ in range(PEOPLE)]


def test_of_twenty_who_press_at_once_one_wins_fifty_times(cast, all_at_once):
    articles, editors = cast
    for article in articles:
        outcomes = all_at_once([partial(_press, article, n, by) for n, by in enumerate(editors)])

        won = [each for each in outcomes if isinstance(each, Article)]
        lost = [str(each)[:3] for each in outcomes if isinstance(each, StepRefused)]
        assert (len(won), len(lost)) == (1, PEOPLE - 1), outcomes
        assert set(lost) <= {"稿件现", "稿件在", "另一位"}
        status, targets = all_at_once([partial(_found, article)])[0]
        assert targets == [status] == [won[0].status]


def _press(article, number, by):
    ways = ("first-pass", "return", "hold", "reject", "urgent")
    rule = STEPS[ways[number % len(ways)]]
    return taking.take(rule, article, by=by, opinion="照办。", revision=article.revision)


def _found(article):
    row = Article.objects.get(pk=article.pk)
    steps = Step.objects.filter(article=row).exclude(step="submit")
    return row.status, list(steps.values_list("target", flat=True))


def test_of_twenty_who_open_a_revision_at_once_one_gets_it(published, all_at_once):
    article, editors = published

    outcomes = all_at_once(
        [partial(taking.take, STEPS["revise"], article, by=by) for by in editors]
    )

    copies = [each for each in outcomes if isinstance(each, Article)]
    refused = [each for each in outcomes if isinstance(each, StepRefused)]
    assert (len(copies), len(refused)) == (1, PEOPLE - 1), outcomes
    assert all_at_once([Article.objects.filter(revises=article).count]) == [1]


def test_of_twenty_who_take_a_text_in_hand_one_has_it(cast, all_at_once):
    (article, *_), editors = cast

    outcomes = all_at_once([partial(colleagues.take_in_hand, article, by=by) for by in editors])

    refused = [each for each in outcomes if isinstance(each, StepRefused)]
    assert (outcomes.count(None), len(refused)) == (1, PEOPLE - 1), outcomes
