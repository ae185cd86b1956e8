"""How an article moves: who may take which step, what it needs, and what the record then says."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles import merging, roles, versions
from articles.models import Article, Proof, Status, Step
from articles.review import proofreading, record, rights, taking
from articles.review.rights import steps_for
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.reviewing import read_record

pytestmark = pytest.mark.django_db

# The way to print


def test_three_reviews_by_three_people_make_a_text_public_everywhere():
    campaign = make.campaign()
    article = make.sent(Status.APPROVED, campaigns=[campaign])

    assert Article.objects.public().get() == article
    assert campaign.campaigned.get().publish_at == article.publish_at
    assert read_record(article) == [
        ("submit", "draft", "submitted"),
        ("first-pass", "submitted", "first_passed"),
        ("second-pass", "first_passed", "second_passed"),
        ("final-pass", "second_passed", "approved"),
    ]
    posts = [step.by_post for step in record.all_steps(article)]
    assert posts == [roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.CHIEF]
    assert {step.digest for step in record.all_steps(article)} == {versions.digest_of(article)}


def test_an_article_with_a_later_time_waits_for_it():
    later = timezone.now() + timedelta(days=1)
    article = make.sent(Status.APPROVED, publish_at=later)

    assert (article.status, article.publish_at) == (Status.APPROVED, later)
    assert not Article.objects.public().exists()


def test_who_signs_may_give_what_waits_another_hour():
    article = make.sent(Status.APPROVED, publish_at=timezone.now() + timedelta(days=1))

    moved = take(
        STEPS["reschedule"], article, by=make.member(roles.CHIEF), publish_at=timezone.now()
    )

    assert Article.objects.public().get() == moved
    with pytest.raises(StepRefused, match="已经公开"):
        take(STEPS["reschedule"], moved, by=make.member(roles.CHIEF), publish_at=timezone.now())


def test_a_reschedule_without_a_time_is_refused():
    article = make.sent(Status.APPROVED, publish_at=timezone.now() + timedelta(days=1))

    with pytest.raises(StepRefused, match="请写明新的发布时间"):
        take(STEPS["reschedule"], article, by=make.member(roles.CHIEF))


@pytest.mark.parametrize("name", [rule.name for rule in STEPS.values() if rule.reason])
def test_what_turns_a_text_away_says_why_or_is_not_done(name):
    article = make.sent(STEPS[name].sources[0])

    with pytest.raises(StepRefused, match="要写明理由"):
        take(STEPS[name], article, by=make.editor(), opinion=" \n")

    assert Article.objects.get().status == STEPS[name].sources[0]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (roles.CORRESPONDENT, set()),
        (roles.EDITOR, {"first-pass", "hold", "reject", "return"}),
        (roles.DESK, {"hold", "reject", "return"}),
        (roles.CHIEF, {"urgent", "hold", "reject", "return"}),
        (roles.STAFF, set()),
        (roles.ADMINISTRATOR, set()),
    ],
)
def test_each_role_does_its_own_with_a_text_that_waits_for_the_first_review(role, may):
    article = make.sent(Status.SUBMITTED)
    by = make.member(role)

    assert {rule.name for rule in steps_for(article, by)} == may
    for name in set(STEPS) - may:
        with pytest.raises((PermissionDenied, StepRefused)):
            take(STEPS[name], article, by=by, opinion="照办。")
    assert Article.objects.get().status == Status.SUBMITTED


def test_who_reviews_earlier_does_not_turn_back_what_waits_for_the_last_review():
    article = make.sent(Status.SECOND_PASSED)

    for role in (roles.EDITOR, roles.DESK):
        with pytest.raises(PermissionDenied):
            take(STEPS["return"], article, by=make.member(role), opinion="再改。")
    assert take(STEPS["return"], article, by=make.member(roles.CHIEF), opinion="再改。")


def test_a_correspondent_submits_and_recalls_their_own_copy_and_nothing_else():
    writer, other = make.member(roles.CORRESPONDENT), make.member(roles.CORRESPONDENT)
    article = make.article(created_by=writer)

    with pytest.raises(PermissionDenied):
        take(STEPS["submit"], article, by=other)
    article = take(STEPS["submit"], article, by=writer)
    with pytest.raises(PermissionDenied):
        take(STEPS["recall"], article, by=other)
    assert take(STEPS["recall"], article, by=writer).status == Status.DRAFT


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

    assert proofreading.proofread_article(article).lacking == lack
    if lack:
        with pytest.raises(StepRefused, match=lack[0]):
            take(STEPS["submit"], article, by=make.editor())
        Article.objects.update(status=Status.SUBMITTED)
        with pytest.raises(StepRefused, match=lack[0]):
            take(STEPS["urgent"], article, by=make.editor(), opinion="急。")
        assert Article.objects.get().status == Status.SUBMITTED


# The record


@pytest.mark.parametrize("act", ["update", "delete"])
@pytest.mark.parametrize("model", [Step, Proof])
def test_the_record_is_only_added_to(model, act):
    make.sent(Status.APPROVED)
    row = model.objects.last()
    table = connection.ops.quote_name(model._meta.db_table)
    sql = {"update": f"UPDATE {table} SET by_name = '别人'", "delete": f"DELETE FROM {table}"}[act]

    cursor = connection.cursor()
    with pytest.raises(IntegrityError, match="留痕只增不改"), transaction.atomic():
        cursor.execute(f"{sql} WHERE id = %s", [row.pk])
    with pytest.raises(IntegrityError, match="留痕只增不改"), transaction.atomic():
        model.objects.update(version=9)
    assert model.objects.get(pk=row.pk).by_name == row.by_name


def test_the_record_keeps_the_post_that_somebody_held_then():
    article = make.sent(Status.FIRST_PASSED)
    editor = record.all_steps(article).last().by

    editor.groups.set(Group.objects.filter(name=roles.CHIEF))
    editor.first_name = "改名"
    editor.save()

    step = record.all_steps(article).last()
    assert (step.by_post, step.by_name) == (roles.EDITOR, editor.username)


def test_what_was_sent_in_is_never_deleted_and_a_draft_is():
    writer = make.member(roles.CORRESPONDENT)
    draft = make.article(created_by=writer)
    returned = make.sent(Status.SUBMITTED, created_by=writer)
    returned = take(STEPS["return"], returned, by=make.member(roles.EDITOR), opinion="再改。")

    assert rights.may_delete(draft, writer)
    assert not rights.may_delete(returned, writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        returned.delete()


# Two at once


def test_of_two_editors_who_press_at_once_one_is_told(monkeypatch):
    article = make.sent(Status.SUBMITTED)
    first, second = make.member(roles.EDITOR), make.member(roles.EDITOR)
    seen = taking._check_complete

    def slow(rule, reading):
        monkeypatch.setattr(taking, "_check_complete", seen)
        Article.objects.filter(pk=article.pk).update(revision=article.revision + 1)
        return seen(rule, reading)

    monkeypatch.setattr(taking, "_check_complete", slow)
    Article.objects.filter(pk=article.pk).update(status=Status.DRAFT)
    article.refresh_from_db()
    with pytest.raises(StepRefused, match="另一位同事"):
        take(STEPS["submit"], article, by=first)
    article.refresh_from_db()
    assert take(STEPS["submit"], article, by=second).status == Status.SUBMITTED


# Withdrawing


def test_a_withdrawn_article_is_public_nowhere(client):
    campaign = make.campaign()
    article = make.sent(Status.APPROVED, campaigns=[campaign])

    take(STEPS["withdraw"], article, by=make.member(roles.CHIEF), opinion="事实有误。")

    assert not Article.objects.public().exists()
    assert campaign.campaigned.get().publish_at is None
    assert client.get(article.get_absolute_url()).status_code == 410


def test_what_was_withdrawn_before_its_hour_never_was_public(client, at):
    hour = timezone.now() + timedelta(days=1)
    article = make.sent(Status.APPROVED, publish_at=hour)

    at(hour - timedelta(seconds=1))
    article = take(STEPS["withdraw"], article, by=make.member(roles.CHIEF), opinion="推迟。")

    assert article.publish_at is None
    at(hour + timedelta(seconds=1))
    assert client.get(article.get_absolute_url()).status_code == 404


# Names in print


def test_a_merge_of_people_whose_names_differ_is_noted_in_what_is_signed_off():
    kept, gone = make.reporter("张嫄苒"), make.reporter("张媛苒")
    article = make.sent(Status.APPROVED, reporters=[gone])
    with pytest.raises(merging.MergeRefused, match="已签发"):
        merging.merge(kept, [gone], by=make.member(roles.DESK))

    merging.merge(kept, [gone], by=make.member(roles.CHIEF))

    assert read_record(article)[-1] == ("rename", "approved", "approved")
    assert record.signed_digests([article])[article.pk] == versions.digest_of(article)


def test_a_merge_that_changes_nothing_in_print_needs_no_line():
    kept, gone = make.reporter("张嫄苒"), make.reporter("张嫄苒")
    article = make.sent(Status.APPROVED, reporters=[gone])

    merging.merge(kept, [gone], by=make.member(roles.DESK))

    assert read_record(article)[-1] == ("final-pass", "second_passed", "approved")
