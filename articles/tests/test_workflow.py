from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import workflow
from articles.models import Article, Status
from articles.tests import make
from articles.workflow import STEPS, StepRefused, steps_for, take

pytestmark = pytest.mark.django_db


def test_a_signed_off_article_is_public_at_once_and_everywhere_it_appears():
    editor, campaign = make.editor(), make.campaign()
    article = make.article(campaigns=[campaign])

    moved = take(STEPS["sign-off"], article, by=editor, revision=article.revision)

    assert (moved.status, moved.revision) == (Status.APPROVED, 2)
    assert [row.content_object for row in campaign.campaigned.public()] == [article]
    assert campaign.campaigned.get().publish_at == moved.publish_at


def test_an_article_with_a_later_time_waits_for_it():
    later = timezone.now() + timedelta(days=1)
    article = take(STEPS["sign-off"], make.article(publish_at=later), by=make.editor())

    assert (article.status, article.publish_at) == (Status.APPROVED, later)
    assert not Article.objects.public().exists()


def test_what_was_changed_after_it_was_read_is_not_signed_off():
    article = make.article()
    Article.objects.filter(pk=article.pk).update(revision=2, body="<p>改过了。</p>")

    with pytest.raises(StepRefused, match="又改过"):
        take(STEPS["sign-off"], article, by=make.editor(), revision=1)
    assert Article.objects.get().status == Status.DRAFT


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_only_from_where_it_starts(name, status):
    article = make.article(status=status, publish_at=timezone.now())
    step = STEPS[name]
    if status in step.sources:
        assert take(step, article, by=make.editor()).status == step.target
    else:
        with pytest.raises(StepRefused, match="不能"):
            take(step, article, by=make.editor())
        assert Article.objects.get().status == status


def test_a_correspondent_may_submit_their_own_copy_and_nothing_else():
    writer = make.user("费知夏", "add_article", "change_article")
    own = make.article(created_by=writer)
    others = make.article()

    assert [step.name for step in steps_for(own, writer)] == ["submit"]
    assert steps_for(others, writer) == []
    for step in STEPS.values():
        with pytest.raises(PermissionDenied):
            take(step, others, by=writer)
    assert take(STEPS["submit"], own, by=writer).status == Status.SUBMITTED


@pytest.mark.parametrize(
    ("fields", "photo", "lack"),
    [
        ({"headline": " "}, None, ["主题"]),
        ({"body": ""}, None, ["正文或图片"]),
        ({"body": ""}, {}, []),
        ({}, {"alt": ""}, ["1幅图片的替代文字"]),
        ({}, {"credit": ""}, ["1幅图片的摄影署名"]),
    ],
)
def test_what_lacks_something_is_neither_submitted_nor_signed_off(fields, photo, lack):
    article = make.article(**fields)
    if photo is not None:
        make.photo(article, **photo)

    assert workflow.lacks(article) == lack
    if lack:
        for name in ("submit", "sign-off"):
            with pytest.raises(StepRefused, match=lack[0]):
                take(STEPS[name], article, by=make.editor())
        assert Article.objects.get().status == Status.DRAFT


def test_of_two_editors_who_press_at_once_one_is_told(monkeypatch):
    article = make.article()
    first, second = make.editor(), make.editor()
    seen = workflow.lacks

    def slow(row):
        monkeypatch.setattr(workflow, "lacks", seen)
        Article.objects.filter(pk=row.pk).update(status=Status.HELD, revision=row.revision + 1)
        return seen(row)

    monkeypatch.setattr(workflow, "lacks", slow)
    with pytest.raises(StepRefused, match="另一位同事"):
        take(STEPS["sign-off"], article, by=first)
    assert take(STEPS["reject"], article, by=second).status == Status.REJECTED


def test_a_withdrawn_article_is_public_nowhere():
    campaign = make.campaign()
    article = make.public(campaigns=[campaign])

    take(STEPS["withdraw"], article, by=make.editor())

    assert not Article.objects.public().exists()
    assert campaign.campaigned.get().publish_at is None
