import json
import re
from collections import Counter

import pytest
from django.utils import timezone

from articles import search
from articles.imports import sample
from articles.models import (
    Article,
    Campaign,
    Correction,
    Photo,
    Reporter,
    SearchDoc,
    Status,
    Step,
)

pytestmark = pytest.mark.django_db

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!(][\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def bulletin(shared):
    sample.load()


@pytest.mark.once
def test_the_sample_bulletin_is_whole_and_loading_it_again_changes_nothing(bulletin):
    def state():
        return [
            list(Article.objects.order_by("pk").values_list("archive_id", "headline", "revision")),
            Photo.objects.count(),
            Reporter.objects.count(),
            Campaign.objects.count(),
        ]

    before = state()
    Article.objects.filter(pk=Article.objects.first().pk).update(headline="编辑改过的主题")
    sample.load()

    after = state()
    assert after[1:] == before[1:]
    assert [row[0] for row in after[0]] == [row[0] for row in before[0]]
    assert sum(a != b for a, b in zip(after[0], before[0], strict=True)) == 1
    statuses = Counter(Article.objects.values_list("status", flat=True))
    assert statuses[Status.APPROVED] >= 40
    assert min(statuses[s] for s in (Status.DRAFT, Status.SUBMITTED, Status.HELD)) >= 1
    assert Article.objects.filter(status=Status.APPROVED, weight=4).exists()
    assert Correction.objects.count() == 1
    assert not Photo.objects.filter(alt="").exists()


@pytest.mark.once
def test_the_record_of_the_sample_is_of_the_past_and_nothing_changed_after_it(bulletin):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    last = {step.article_id: step.taken_at for step in Step.objects.order_by("pk")}
    moved = Article.objects.exclude(status=Status.DRAFT).values_list("pk", "moved_at", "updated_at")

    assert max(last.values()) < today
    assert {pk: times for pk, *times in moved} == {pk: [at, at] for pk, at in last.items()}


@pytest.mark.once
@pytest.mark.parametrize("name", ["bulletin.json", "desk.json"])
def test_the_sample_is_written_with_full_width_marks(name):
    assert HALF_WIDTH.findall(json.dumps(sample.read(name), ensure_ascii=False)) == []


def test_the_sample_is_found(bulletin):
    assert SearchDoc.objects.count() == Article.objects.count()
    assert search.count_matches(search.parse_query("江")) > 20
