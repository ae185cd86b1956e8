"""Each step from each status: what the table says may be taken is taken, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Status
from articles.review import colleagues, record
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def one_of_each(shared):
    """In every status, an article that an account who may do everything has written."""
    by, later = make.editor(), timezone.now() + timedelta(days=1)
    names = [make.reporter()]
    found = {status: make.sent(status, publish_at=later, reporters=names) for status in Status}
    Article.objects.update(created_by=by)
    return by, found


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_only_from_where_it_starts(one_of_each, name, status):
    rule = STEPS[name]
    later = timezone.now() + timedelta(days=2)
    by, articles = one_of_each
    article = Article.objects.get(pk=articles[status].pk)
    steps_before = record.steps_of(article).count()
    if rule.name == "final-pass" and status in rule.sources:
        colleagues.proof(article, by=by, revision=article.revision)

    if status in rule.sources:
        moved = take(rule, article, by=by, opinion="照办。", publish_at=later)
        stays = Status.TIMED if (name, status) == ("reschedule", Status.TIMED) else rule.target
        assert moved.status == (Status.DRAFT if name == "revise" else stays)
        assert record.steps_of(article).count() == steps_before + 1
    else:
        with pytest.raises(StepRefused, match="不能"):
            take(rule, article, by=by, opinion="照办。")
        article.refresh_from_db()
        assert article.status == status
        assert record.steps_of(article).count() == steps_before
