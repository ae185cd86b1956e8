"""Several nodes find the same signed revision due at once: it is taken over exactly once."""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles import roles
from articles.models import Article, Status, Step
from articles.review import record, timed
from articles.review.steps import STEPS
from articles.review.taking import take
from articles.tests import make
from articles.tests.reviewing import edit

pytestmark = [
    pytest.mark.postgresql,  # SQLite has one writer at a time
    pytest.mark.django_db(transaction=True),
]

NODES = 4


def due_revision():
    """A public article, and its revision that was signed off for an hour that has come."""
    live = make.sent(Status.APPROVED, headline="旧题", body="<p>旧文。</p>",
                     reporters=[make.reporter()])  # fmt: skip
    copy = take(STEPS["revise"], live, by=make.member(roles.EDITOR))
    copy = edit(copy, headline="新题", body="<p>新文。</p>")
    copy = take(STEPS["submit"], copy, by=make.member(roles.EDITOR))
    hour, chief = timezone.now() + timedelta(hours=2), make.member(roles.CHIEF)
    copy = take(STEPS["urgent"], copy, by=chief, opinion="急。", publish_at=hour)
    Article.objects.filter(pk=copy.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    return live, copy


@contextmanager
def nodes_that_wait():
    """Nodes that have found what is due, and wait for the row that the body has locked.

    What each took over is in the list once they have ended.
    """
    taken = []

    def ask():
        try:
            taken.append(timed.take_over_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(NODES)]
    with transaction.atomic():
        yield taken, lambda: _begin(threads)
    for each in threads:
        each.join(30)


def _begin(threads):
    for each in threads:
        each.start()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] == NODES:
                return
        time.sleep(0.05)
    raise AssertionError("not every node waits for the article")


def taken_over(copy):
    return record.all_steps(copy).filter(step=Step.Act.TAKE_OVER).count()


def test_nodes_that_find_it_due_together_take_it_over_once():
    live, copy = due_revision()

    with nodes_that_wait() as (taken, begin):
        Article.objects.select_for_update().get(pk=live.pk)
        begin()

    assert sorted(taken) == [0] * (NODES - 1) + [1]
    rows = list(Article.objects.values_list("pk", "status", "headline"))
    assert rows == [(live.pk, "approved", "新题")]
    assert taken_over(copy) == 1
    assert live.versions.count() == 2


def test_nodes_that_wait_for_a_withdrawal_take_nothing_over():
    live, copy = due_revision()

    with nodes_that_wait() as (taken, begin):
        chief = make.member(roles.CHIEF)
        take(STEPS["withdraw"], live, by=chief, opinion="事实有误。")
        begin()

    assert taken == [0] * NODES
    rows = Article.objects.order_by("pk").values_list("status", "headline")
    assert list(rows) == [("withdrawn", "旧题"), ("draft", "新题")]
    assert taken_over(copy) == 0
