"""送阅: one person, one exact text, one answer; and what ends a link."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from articles import versions
from articles.models import IN_REVIEW, Article, Notice, Referral, Status, Step
from articles.review import record, referring, taking
from articles.review.steps import STEPS, StepRefused
from articles.roles import CHIEF, CORRESPONDENT, DESK, EDITOR, STAFF
from articles.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make.sent(Status.SUBMITTED, headline="江边步道通了")


def facts(line):
    return (line.step, line.by, line.by_name, line.by_post, line.opinion, line.digest)


def test_who_passes_stands_in_the_record_with_the_hash_and_no_review_is_passed(article):
    editor = make.member(EDITOR)
    row = referring.refer(article, by=editor, name=" 路远山 ", post="副区长", note="看数字")
    referring.answer(row.token, passed=True)
    line = Step.objects.latest("pk")
    article.refresh_from_db()

    assert facts(line) == (
        "outside-pass", None, "路远山", "副区长", "", versions.digest_of(article),
    )  # fmt: skip
    assert line.label == "送阅通过"
    assert "没有账号" in line.remark
    assert (line.source, line.target, article.status) == (Status.SUBMITTED,) * 3
    told = set(Notice.objects.filter(kind="referral").values_list("to", "text"))
    assert told == {(who.pk, "副区长路远山看过，通过") for who in (editor, article.created_by)}
    call_command("verify")


def test_reviews_go_on_and_stay_whole_after_an_answer():
    article = make.sent(Status.FIRST_PASSED)
    referring.answer(make.referral(article).token, passed=False, opinion="“三条”应为“两条”？")
    article.refresh_from_db()
    taking.take(STEPS["second-pass"], article, by=make.member(DESK))

    acts = list(Step.objects.order_by("pk").values_list("step", flat=True))
    assert acts == ["submit", "first-pass", "outside-comment", "second-pass"]


def test_a_step_that_leaves_the_text_alone_leaves_the_link_alone(article):
    row = make.referral(article)
    taking.take(STEPS["first-pass"], article, by=make.member(EDITOR))

    assert referring.find_waiting(row.token) == row


def change(article):
    Article.objects.filter(pk=article.pk).update(body="<p>九百米。</p>")
    record.record_change(Article.objects.get(pk=article.pk), by=make.editor())


def send_back(article):
    taking.take(STEPS["return"], article, by=make.member(EDITOR), opinion="再核。")


def put_off(article):
    taking.take(STEPS["hold"], article, by=make.member(EDITOR))


def retitle(article):
    Article.objects.filter(pk=article.pk).update(headline="江边步道通车了")


def change_a_caption(article):
    make.photo(article)


@pytest.mark.parametrize("act", [change, send_back, put_off, retitle, change_a_caption])
def test_what_changes_or_leaves_review_is_passed_by_nobody(article, act):
    row = make.referral(article)
    act(article)
    lines = Step.objects.count()

    assert referring.find_waiting(row.token) is None
    with pytest.raises(StepRefused, match="已经失效"):
        referring.answer(row.token, passed=True)
    assert Step.objects.count() == lines


def test_a_link_ends_after_three_days_or_when_it_is_revoked(article, at):
    now = timezone.now()
    revoked, late = make.referral(article), make.referral(article)
    referring.revoke(revoked, by=make.member(EDITOR))
    with pytest.raises(StepRefused, match="已经失效"):
        referring.answer(revoked.token, passed=True)
    at(now + timedelta(days=2, hours=23))
    assert referring.find_waiting(late.token) == late
    at(now + timedelta(days=3, minutes=1))

    assert referring.find_waiting(late.token) is None


def test_it_is_answered_once_and_revoked_no_more(article):
    row = make.referral(article)
    referring.answer(row.token, passed=True)
    with pytest.raises(StepRefused, match="已经失效"):
        referring.answer(row.token, passed=False, opinion="等等。")
    referring.revoke(row, by=make.member(EDITOR))
    row.refresh_from_db()

    assert (row.outcome, row.revoked_at) == (Referral.Outcome.PASSED, None)
    assert Step.objects.filter(step__startswith="outside").count() == 1


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "' OR 1=1 --"])
def test_another_address_opens_nothing(article, token):
    make.referral(article)

    assert referring.find_waiting(token) is None
    with pytest.raises(StepRefused, match="已经失效"):
        referring.answer(token, passed=True)


def test_a_comment_needs_words_and_a_link_a_name(article):
    with pytest.raises(StepRefused, match="请写几个字"):
        referring.answer(
            make.referral(article).token, passed=False, opinion=" \N{IDEOGRAPHIC SPACE}"
        )
    with pytest.raises(StepRefused, match="请写送给谁"):
        referring.refer(article, by=make.member(EDITOR), name=" ")


@pytest.mark.parametrize("role", [CORRESPONDENT, STAFF])
def test_who_reviews_nothing_sends_no_link(article, role):
    with pytest.raises(PermissionDenied):
        referring.refer(article, by=make.member(role), name="路远山")


@pytest.mark.parametrize("status", sorted(set(Status) - set(IN_REVIEW)))
def test_what_is_not_in_review_is_sent_to_nobody(status):
    with pytest.raises(PermissionDenied):
        referring.refer(make.sent(status), by=make.member(CHIEF), name="路远山")
