"""Proofs, and working on a text together: hands, reminders, notices, comments."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import roles
from articles.models import Article, Proof, Status
from articles.review import colleagues, record
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.reviewing import edit

pytestmark = pytest.mark.django_db

# Proofs


def test_a_text_without_a_proof_is_not_signed_off():
    article = make.sent(Status.SECOND_PASSED)

    with pytest.raises(StepRefused, match="才校过0次，签发前要1校"):
        take(STEPS["final-pass"], article, by=make.member(roles.CHIEF))


def test_the_last_proof_must_be_of_the_text_that_is_signed():
    article = make.sent(Status.SUBMITTED)
    editor = make.member(roles.EDITOR)
    colleagues.proof(
        article, by=make.member(roles.STAFF), revision=article.revision, note="改逗号一处"
    )
    edit(article, by=editor, body="<p>照校样改了。</p>")
    article.refresh_from_db()
    article = take(STEPS["first-pass"], article, by=editor)
    article = take(STEPS["second-pass"], article, by=make.member(roles.DESK))

    with pytest.raises(StepRefused, match="最近一校之后又改过"):
        take(STEPS["final-pass"], article, by=make.member(roles.CHIEF))
    colleagues.proof(article, by=make.member(roles.STAFF), revision=article.revision)
    assert take(STEPS["final-pass"], article, by=make.member(roles.CHIEF)).status == Status.APPROVED


def test_the_third_proof_is_of_the_rendered_page():
    article = make.sent(Status.SUBMITTED)
    staff = make.member(roles.STAFF)
    for _ in range(3):
        colleagues.proof(article, by=staff, revision=article.revision)

    found = [(proof.number_name, proof.of) for proof in record.proofs_of(article)]
    assert found == [("一校", "text"), ("二校", "text"), ("三校", "page")]


def test_drafts_are_not_proofread_nor_by_correspondents():
    draft, waiting = make.sent(Status.DRAFT), make.sent(Status.SUBMITTED)

    with pytest.raises(StepRefused):
        colleagues.proof(draft, by=make.member(roles.EDITOR), revision=draft.revision)
    with pytest.raises(PermissionDenied):
        colleagues.proof(waiting, by=waiting.created_by, revision=waiting.revision)
    with pytest.raises(StepRefused, match="又改过"):
        colleagues.proof(waiting, by=make.member(roles.STAFF), revision=waiting.revision - 1)
    assert not Proof.objects.exists()


# Working on it together


def test_what_a_colleague_has_in_hand_is_not_taken_twice():
    article = make.sent(Status.SUBMITTED)
    first, second = make.member(roles.EDITOR), make.member(roles.EDITOR)
    colleagues.take_in_hand(article, by=first)

    with pytest.raises(StepRefused, match="已经接手"):
        colleagues.take_in_hand(article, by=second)
    assert Article.objects.get().handler == first
    colleagues.put_down(article, by=second)
    colleagues.take_in_hand(article, by=second)
    article.refresh_from_db()
    assert take(STEPS["first-pass"], article, by=second).handler is None


def test_an_author_hears_what_became_of_their_text_and_nobody_of_their_own_acts():
    article = make.sent(Status.SUBMITTED)
    writer, editor = article.created_by, make.member(roles.EDITOR)

    take(STEPS["return"], article, by=editor, opinion="人数再核。")

    (notice,) = writer.notices.all()
    assert notice.text == f"被退改：人数再核。——责任编辑 {editor.username}"
    assert not editor.notices.exists()


def test_an_author_hears_when_their_text_goes_out():
    when = datetime(timezone.localdate().year + 1, 1, 4, 8, 5)
    article = make.sent(Status.APPROVED, publish_at=timezone.make_aware(when))

    notice = article.created_by.notices.get(kind="final-pass")
    assert notice.text.startswith(f"已签发，{when.year}年1月4日8:05起公开")


def test_a_reminder_reaches_those_who_may_act_once_in_four_hours():
    article = make.sent(Status.SUBMITTED)
    editor = make.member(roles.EDITOR)

    assert colleagues.remind(article, by=article.created_by) == 1
    assert [n.kind for n in editor.notices.all()] == ["remind"]
    with pytest.raises(StepRefused, match="四小时"):
        colleagues.remind(article, by=article.created_by)
    with pytest.raises(PermissionDenied):
        colleagues.remind(article, by=make.member(roles.CORRESPONDENT))


def test_notices_go_by_mail_where_mail_is_set_up(
    settings, mailoutbox, django_capture_on_commit_callbacks
):
    article = make.sent(Status.SUBMITTED, headline="江边的\u3000路")
    type(article.created_by).objects.filter(pk=article.created_by_id).update(email="a@b.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    article.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        colleagues.comment(article, by=make.member(roles.EDITOR), text="没有设邮件")
    assert mailoutbox == []
    settings.EMAIL_ENABLED = True
    with django_capture_on_commit_callbacks(execute=True):
        colleagues.comment(article, by=make.member(roles.EDITOR), text="数字再核", passage="三万")

    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["a@b.example"], "稿件：江边的 路")
    assert "批注“三万”：数字再核" in letter.body


def test_comments_are_settled_by_those_concerned():
    article = make.sent(Status.SUBMITTED)
    said, _ = colleagues.comment(article, by=make.member(roles.EDITOR), text="再核。")

    with pytest.raises(PermissionDenied):
        colleagues.settle(said, by=make.member(roles.CORRESPONDENT))
    with pytest.raises(PermissionDenied):
        colleagues.settle(said, by=make.member(roles.STAFF))
    colleagues.settle(said, by=article.created_by)
    assert article.comments.unsettled().count() == 0


def test_a_stranger_does_not_comment_on_what_they_may_not_see():
    article = make.sent(Status.DRAFT)

    for role in (roles.CORRESPONDENT, roles.STAFF):
        with pytest.raises(PermissionDenied):
            colleagues.comment(article, by=make.member(role), text="看看。")
