"""The record: when its lines say that they were taken."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles import roles
from articles.review import colleagues, record
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make

pytestmark = pytest.mark.django_db


def test_what_is_told_afterwards_bears_its_own_time_and_what_comes_after_it_the_present():
    earlier = datetime(2026, 10, 3, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    writer, staff = make.member(roles.CORRESPONDENT), make.member(roles.STAFF)
    article, before = make.article(created_by=writer), timezone.now()

    with record.backdate(earlier):
        article = take(STEPS["submit"], article, by=writer)
        colleagues.proof(article, by=staff, revision=article.revision)
    with pytest.raises(StepRefused), record.backdate(earlier):
        take(STEPS["submit"], article, by=writer)
    take(STEPS["recall"], article, by=writer)

    sent, recalled = record.steps_of(article)
    assert (sent.taken_at, record.proofs_of(article).get().taken_at) == (earlier, earlier)
    assert recalled.taken_at >= before
