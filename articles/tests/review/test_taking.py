"""How an article moves: who may take which step, what it needs, and what the record then says."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles import merging, roles, versions
from articles.models import Article, Correction, Proof, SiteSettings, Status, Step
from articles.review import colleagues, record, rights, taking
from articles.review.rights import steps_for
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make

pytestmark = pytest.mark.django_db


def member(role):
    return make.member(role)


def lines(article):
    """The record of an article: step, from, to."""
    return [(s.step, s.source, s.target) for s in record.whole(article)]


def site(**fields):
    SiteSettings.objects.current()
    SiteSettings.objects.update(**fields)


# The way to print


def test_three_reviews_by_three_people_make_a_text_public_everywhere():
    campaign = make.campaign()
    article = make.sent(Status.APPROVED, campaigns=[campaign])

    assert Article.objects.public().get() == article
    assert campaign.campaigned.get().publish_at == article.publish_at
    assert lines(article) == [
        ("submit", "draft", "submitted"),
        ("first-pass", "submitted", "first_passed"),
        ("second-pass", "first_passed", "second_passed"),
        ("final-pass", "second_passed", "approved"),
    ]
    posts = [step.by_post for step in record.whole(article)]
    assert posts == [roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.CHIEF]
    assert {step.digest for step in record.whole(article)} == {versions.digest_of(article)}


def test_an_article_with_a_later_time_waits_for_it():
    later = timezone.now() + timedelta(days=1)
    article = make.sent(Status.APPROVED, publish_at=later)

    assert (article.status, article.publish_at) == (Status.APPROVED, later)
    assert not Article.objects.public().exists()


def test_who_signs_may_give_what_waits_another_hour():
    article = make.sent(Status.APPROVED, publish_at=timezone.now() + timedelta(days=1))
    earlier = timezone.now() - timedelta(minutes=1)

    moved = take(STEPS["reschedule"], article, by=member(roles.CHIEF), publish_at=earlier)

    assert Article.objects.public().get() == moved
    with pytest.raises(StepRefused, match="已经公开"):
        take(STEPS["reschedule"], moved, by=member(roles.CHIEF), publish_at=timezone.now())


def test_a_reschedule_without_a_time_is_refused():
    article = make.sent(Status.APPROVED, publish_at=timezone.now() + timedelta(days=1))

    with pytest.raises(StepRefused, match="请写明新的发布时间"):
        take(STEPS["reschedule"], article, by=member(roles.CHIEF))


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
    by = member(role)

    assert {rule.name for rule in steps_for(article, by)} == may
    for name in set(STEPS) - may:
        with pytest.raises((PermissionDenied, StepRefused)):
            take(STEPS[name], article, by=by, opinion="照办。")
    assert Article.objects.get().status == Status.SUBMITTED


def test_who_reviews_earlier_does_not_turn_back_what_waits_for_the_last_review():
    article = make.sent(Status.SECOND_PASSED)

    for role in (roles.EDITOR, roles.DESK):
        with pytest.raises(PermissionDenied):
            take(STEPS["return"], article, by=member(role), opinion="再改。")
    assert take(STEPS["return"], article, by=member(roles.CHIEF), opinion="再改。")


def test_a_correspondent_submits_and_recalls_their_own_copy_and_nothing_else():
    writer, other = member(roles.CORRESPONDENT), member(roles.CORRESPONDENT)
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

    assert taking.lacks(article) == lack
    if lack:
        with pytest.raises(StepRefused, match=lack[0]):
            take(STEPS["submit"], article, by=make.editor())
        Article.objects.update(status=Status.SUBMITTED)
        with pytest.raises(StepRefused, match=lack[0]):
            take(STEPS["urgent"], article, by=make.editor(), opinion="急。")
        assert Article.objects.get().status == Status.SUBMITTED


# Who reviews, and of what


def test_one_person_does_not_review_the_same_text_twice():
    article = make.sent(Status.FIRST_PASSED)
    both = record.whole(article).last().by
    both.groups.add(*_groups(roles.DESK))
    both = type(both).objects.get(pk=both.pk)

    with pytest.raises(StepRefused, match="您已经办过这份文字的“初审通过”"):
        take(STEPS["second-pass"], article, by=both)
    assert Article.objects.get().status == Status.FIRST_PASSED


def test_where_the_newsroom_allows_it_the_record_says_that_one_person_reviewed_twice():
    article = make.sent(Status.FIRST_PASSED)
    both = record.whole(article).last().by
    both.groups.add(*_groups(roles.DESK))
    both = type(both).objects.get(pk=both.pk)
    site(one_person_may_review_twice=True)

    take(STEPS["second-pass"], article, by=both)

    assert record.whole(article).last().remark == "同一人另办过初审通过"


def test_one_person_may_review_twice_when_the_text_is_another():
    article = make.sent(Status.FIRST_PASSED)
    first = record.whole(article).last().by
    article = take(STEPS["return"], article, by=member(roles.DESK), opinion="数字再核。")
    _write(article, "<p>改过的文字。</p>")
    article = take(STEPS["submit"], article, by=article.created_by)

    assert take(STEPS["first-pass"], article, by=first).status == Status.FIRST_PASSED


def test_two_reviews_are_enough_where_the_newsroom_has_two():
    site(second_review="", first_review="一审", final_review="签发审")
    article = make.sent(Status.SUBMITTED)
    editor, chief = member(roles.EDITOR), member(roles.CHIEF)

    article = take(STEPS["first-pass"], article, by=editor)
    assert article.status == Status.SECOND_PASSED
    assert SiteSettings.objects.current().status_label(article.status) == "待签发审"
    colleagues.proof(article, by=editor, revision=article.revision)
    take(STEPS["final-pass"], article, by=chief)

    assert [step.label for step in record.whole(article)] == ["送审", "一审通过", "签发审签发"]
    assert Article.objects.public().exists()


def test_what_stood_at_the_second_review_when_it_was_given_up_waits_for_the_last():
    article = make.sent(Status.FIRST_PASSED)
    site(second_review="")
    chief = member(roles.CHIEF)
    colleagues.proof(article, by=chief, revision=article.revision)

    assert "final-pass" in {rule.name for rule in steps_for(article, chief)}
    assert take(STEPS["final-pass"], article, by=chief).status == Status.APPROVED


def test_the_urgent_path_says_in_the_record_what_it_left_out():
    article = make.sent(Status.FIRST_PASSED)

    take(STEPS["urgent"], article, by=member(roles.CHIEF), opinion="汛情，先发。")

    step = record.whole(article).last()
    assert (step.urgent, step.remark, step.opinion) == (
        True,
        "加急：未经复审、终审、校对",
        "汛情，先发。",
    )
    assert Article.objects.public().exists()


def test_nobody_but_the_chief_takes_the_urgent_path():
    article = make.sent(Status.SUBMITTED)

    for role in set(roles.ROLES) - {roles.CHIEF}:
        with pytest.raises(PermissionDenied):
            take(STEPS["urgent"], article, by=member(role), opinion="急。")


def test_a_change_after_a_review_makes_it_void_and_the_record_says_so():
    article = make.sent(Status.SECOND_PASSED)
    desk = member(roles.DESK)

    _write(article, "<p>审后又改。</p>", by=desk)

    article.refresh_from_db()
    assert article.status == Status.SUBMITTED
    assert lines(article)[-1] == ("void", "second_passed", "submitted")
    assert record.whole(article).last().by == desk
    assert record.dossier_of(article, SiteSettings.objects.current()).holding == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.HELD])
def test_a_change_before_a_review_voids_nothing(status):
    article = make.sent(status)
    before = lines(article)

    _write(article, "<p>审前改的。</p>")

    assert lines(article) == before
    assert Article.objects.get().status == status


def test_a_save_that_changes_nothing_voids_nothing():
    article = make.sent(Status.SECOND_PASSED)

    record.saved(article, by=member(roles.DESK))

    assert Article.objects.get().status == Status.SECOND_PASSED


def test_a_text_changed_behind_the_newsrooms_back_is_not_passed_further():
    article = make.sent(Status.FIRST_PASSED)
    Article.objects.update(body="<p>偷改的。</p>")

    with pytest.raises(StepRefused, match="没有有效的初审"):
        take(STEPS["second-pass"], article, by=member(roles.DESK))
    Article.objects.update(status=Status.SECOND_PASSED)
    with pytest.raises(StepRefused, match="没有有效的初审、复审"):
        take(STEPS["final-pass"], article, by=member(roles.CHIEF))
    assert not Article.objects.public().exists()


def test_what_was_changed_after_it_was_read_is_not_passed():
    article = make.sent(Status.SUBMITTED)
    seen = article.revision
    Article.objects.update(revision=seen + 1, body="<p>改过了。</p>")

    with pytest.raises(StepRefused, match="又改过"):
        take(STEPS["first-pass"], article, by=member(roles.EDITOR), revision=seen)
    assert Article.objects.get().status == Status.SUBMITTED


# Proofs


def test_a_text_without_a_proof_is_not_signed_off():
    article = make.sent(Status.SECOND_PASSED)

    with pytest.raises(StepRefused, match="才校过0次，签发前要1校"):
        take(STEPS["final-pass"], article, by=member(roles.CHIEF))


def test_the_last_proof_must_be_of_the_text_that_is_signed():
    article = make.sent(Status.SUBMITTED)
    editor = member(roles.EDITOR)
    colleagues.proof(article, by=member(roles.STAFF), revision=article.revision, note="改逗号一处")
    _write(article, "<p>照校样改了。</p>", by=editor)
    article.refresh_from_db()
    article = take(STEPS["first-pass"], article, by=editor)
    article = take(STEPS["second-pass"], article, by=member(roles.DESK))

    with pytest.raises(StepRefused, match="最近一校之后又改过"):
        take(STEPS["final-pass"], article, by=member(roles.CHIEF))
    colleagues.proof(article, by=member(roles.STAFF), revision=article.revision)
    assert take(STEPS["final-pass"], article, by=member(roles.CHIEF)).status == Status.APPROVED


def test_the_third_proof_is_of_the_rendered_page():
    article = make.sent(Status.SUBMITTED)
    staff = member(roles.STAFF)
    for _ in range(3):
        colleagues.proof(article, by=staff, revision=article.revision)

    found = [(proof.number_name, proof.of) for proof in record.proofs_of(article)]
    assert found == [("一校", "text"), ("二校", "text"), ("三校", "page")]


def test_drafts_are_not_proofread_nor_by_correspondents():
    draft, waiting = make.sent(Status.DRAFT), make.sent(Status.SUBMITTED)

    with pytest.raises(StepRefused):
        colleagues.proof(draft, by=member(roles.EDITOR), revision=draft.revision)
    with pytest.raises(PermissionDenied):
        colleagues.proof(waiting, by=waiting.created_by, revision=waiting.revision)
    with pytest.raises(StepRefused, match="又改过"):
        colleagues.proof(waiting, by=member(roles.STAFF), revision=waiting.revision - 1)
    assert not Proof.objects.exists()


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
    editor = record.whole(article).last().by

    editor.groups.set(_groups(roles.CHIEF))
    editor.first_name = "改名"
    editor.save()

    step = record.whole(article).last()
    assert (step.by_post, step.by_name) == (roles.EDITOR, editor.username)


def test_what_was_sent_in_is_never_deleted_and_a_draft_is():
    writer = member(roles.CORRESPONDENT)
    draft = make.article(created_by=writer)
    returned = make.sent(Status.SUBMITTED, created_by=writer)
    returned = take(STEPS["return"], returned, by=member(roles.EDITOR), opinion="再改。")

    assert rights.may_delete(draft, writer)
    assert not rights.may_delete(returned, writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        returned.delete()


# Two at once


def test_of_two_editors_who_press_at_once_one_is_told(monkeypatch):
    article = make.sent(Status.SUBMITTED)
    first, second = member(roles.EDITOR), member(roles.EDITOR)
    seen = taking.lacks

    def slow(row):
        monkeypatch.setattr(taking, "lacks", seen)
        Article.objects.filter(pk=row.pk).update(revision=row.revision + 1)
        return seen(row)

    monkeypatch.setattr(taking, "lacks", slow)
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

    take(STEPS["withdraw"], article, by=member(roles.CHIEF), opinion="事实有误。")

    assert not Article.objects.public().exists()
    assert campaign.campaigned.get().publish_at is None
    assert client.get(article.get_absolute_url()).status_code == 410


def test_what_was_withdrawn_before_its_hour_never_was_public(client, at):
    hour = timezone.now() + timedelta(days=1)
    article = make.sent(Status.APPROVED, publish_at=hour)

    at(hour - timedelta(seconds=1))
    article = take(STEPS["withdraw"], article, by=member(roles.CHIEF), opinion="推迟。")

    assert article.publish_at is None
    at(hour + timedelta(seconds=1))
    assert client.get(article.get_absolute_url()).status_code == 404


# Revision of a published article


def revised(article, body="<p>修订后的文字。</p>", correction=""):
    copy = take(STEPS["revise"], article, by=member(roles.EDITOR))
    if correction:
        Correction.objects.create(article=copy, text=correction, corrected_on=timezone.localdate())
    _write(copy, body)
    copy.refresh_from_db()
    return copy


def signed(copy):
    copy = take(STEPS["submit"], copy, by=member(roles.EDITOR))
    copy = take(STEPS["first-pass"], copy, by=member(roles.EDITOR))
    copy = take(STEPS["second-pass"], copy, by=member(roles.DESK))
    colleagues.proof(copy, by=member(roles.STAFF), revision=copy.revision)
    return take(STEPS["final-pass"], copy, by=member(roles.CHIEF))


def test_residents_keep_the_published_text_until_its_revision_is_signed_off(client):
    reporter, campaign, place = make.reporter("闻人月"), make.campaign(), make.place()
    article = make.sent(
        Status.APPROVED,
        body="<p>原来的文字。</p>",
        reporters=[reporter],
        campaigns=[campaign],
        places=[place],
        photos=2,
    )
    published, files = article.publish_at, _files(article)
    copy = revised(article)

    assert _files(copy) == files
    assert [str(b) for b in copy.bylines.all()] == ["通讯员 闻人月"]
    assert "原来的文字" in client.get(article.get_absolute_url()).content.decode()
    assert client.get(copy.get_absolute_url()).status_code == 404

    live = signed(copy)

    page = client.get(article.get_absolute_url()).content.decode()
    assert "修订后的文字" in page
    assert "原来的文字" not in page
    assert (live.pk, live.publish_at, live.status) == (article.pk, published, Status.APPROVED)
    assert _files(live) == files
    assert not Article.objects.filter(pk=copy.pk).exists()
    assert record.signed_digests([live])[live.pk] == versions.digest_of(live)
    assert [(s.step, s.copy) for s in record.whole(live)][4:] == [
        ("revise", None),
        ("submit", copy.pk),
        ("first-pass", copy.pk),
        ("second-pass", copy.pk),
        ("final-pass", copy.pk),
    ]
    assert [v.number for v in live.versions.all()] == [2, 1]
    for appearances in (live.bylines, live.campaigned, live.placed):
        assert [row.publish_at for row in appearances.all()] == [published]


def test_a_correction_is_shown_with_the_revision_that_it_belongs_to_and_owed_to_the_next_issue():
    article = make.sent(Status.APPROVED)
    copy = revised(article, correction="“三万”应为“两万八千”。")

    assert not Correction.objects.public().exists()
    live = signed(copy)

    (correction,) = Correction.objects.public()
    assert (correction.article, correction.text) == (live, "“三万”应为“两万八千”。")
    assert list(Correction.objects.owed()) == [correction]
    Correction.objects.update(printed_in="2026年12月号第二版")
    assert not Correction.objects.owed().exists()


def test_a_correction_written_after_a_review_voids_it():
    copy = revised(make.sent(Status.APPROVED))
    copy = take(STEPS["submit"], copy, by=member(roles.EDITOR))
    copy = take(STEPS["first-pass"], copy, by=member(roles.EDITOR))
    Correction.objects.create(article=copy, text="补一句。", corrected_on=timezone.localdate())

    record.saved(copy, by=member(roles.EDITOR))

    copy.refresh_from_db()
    assert copy.status == Status.SUBMITTED


def test_an_old_article_that_lacks_something_can_be_revised_and_then_must_be_complete():
    article = make.sent(Status.APPROVED, photos=1)
    article.photos.update(alt="")

    copy = take(STEPS["revise"], article, by=member(roles.EDITOR))
    with pytest.raises(StepRefused, match="1幅图片的替代文字"):
        take(STEPS["submit"], copy, by=member(roles.EDITOR))


def test_an_article_has_one_working_copy_at_a_time():
    article = make.sent(Status.APPROVED)
    take(STEPS["revise"], article, by=member(roles.EDITOR))

    with pytest.raises(StepRefused, match="已有一份修订稿"):
        take(STEPS["revise"], article, by=member(roles.EDITOR))
    assert Article.objects.filter(revises=article).count() == 1


def test_a_revision_of_what_was_withdrawn_meanwhile_is_not_signed_off():
    article = make.sent(Status.APPROVED)
    copy = revised(article)
    take(STEPS["withdraw"], article, by=member(roles.CHIEF), opinion="事实有误。")

    with pytest.raises(StepRefused, match="原稿现为“已撤稿”"):
        signed(copy)
    assert not Article.objects.public().exists()
    article.refresh_from_db()
    with pytest.raises(StepRefused, match="修订稿没有办完"):
        take(STEPS["reopen"], article, by=member(roles.EDITOR))


def test_a_working_copy_that_is_given_up_leaves_the_live_text_and_its_files():
    article = make.sent(Status.APPROVED, photos=1)
    copy = take(STEPS["revise"], article, by=member(roles.EDITOR))

    assert rights.may_delete(copy, member(roles.EDITOR))
    assert versions.forget(copy) == set()
    copy.delete()
    assert take(STEPS["revise"], article, by=member(roles.EDITOR)).status == Status.DRAFT


# Working on it together


def test_what_a_colleague_has_in_hand_is_not_taken_twice():
    article = make.sent(Status.SUBMITTED)
    first, second = member(roles.EDITOR), member(roles.EDITOR)
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
    writer, editor = article.created_by, member(roles.EDITOR)

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
    editor = member(roles.EDITOR)

    assert colleagues.remind(article, by=article.created_by) == 1
    assert [n.kind for n in editor.notices.all()] == ["remind"]
    with pytest.raises(StepRefused, match="四小时"):
        colleagues.remind(article, by=article.created_by)
    with pytest.raises(PermissionDenied):
        colleagues.remind(article, by=member(roles.CORRESPONDENT))


def test_notices_go_by_mail_where_mail_is_set_up(
    settings, mailoutbox, django_capture_on_commit_callbacks
):
    article = make.sent(Status.SUBMITTED, headline="江边的\u3000路")
    type(article.created_by).objects.filter(pk=article.created_by_id).update(email="a@b.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    article.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        colleagues.comment(article, by=member(roles.EDITOR), text="没有设邮件")
    assert mailoutbox == []
    settings.EMAIL_ENABLED = True
    with django_capture_on_commit_callbacks(execute=True):
        colleagues.comment(article, by=member(roles.EDITOR), text="数字再核", passage="三万")

    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["a@b.example"], "稿件：江边的 路")
    assert "批注“三万”：数字再核" in letter.body


def test_comments_are_settled_by_those_concerned():
    article = make.sent(Status.SUBMITTED)
    said = colleagues.comment(article, by=member(roles.EDITOR), text="再核。")

    with pytest.raises(PermissionDenied):
        colleagues.settle(said, by=member(roles.CORRESPONDENT))
    with pytest.raises(PermissionDenied):
        colleagues.settle(said, by=member(roles.STAFF))
    colleagues.settle(said, by=article.created_by)
    assert article.comments.unsettled().count() == 0


def test_a_stranger_does_not_comment_on_what_they_may_not_see():
    article = make.sent(Status.DRAFT)

    for role in (roles.CORRESPONDENT, roles.STAFF):
        with pytest.raises(PermissionDenied):
            colleagues.comment(article, by=member(role), text="看看。")


# Names in print


def test_a_merge_of_people_whose_names_differ_is_noted_in_what_is_signed_off():
    kept, gone = make.reporter("张嫄苒"), make.reporter("张媛苒")
    article = make.sent(Status.APPROVED, reporters=[gone])
    with pytest.raises(merging.MergeRefused, match="已签发"):
        merging.merge(kept, [gone], by=member(roles.DESK))

    merging.merge(kept, [gone], by=member(roles.CHIEF))

    assert lines(article)[-1] == ("rename", "approved", "approved")
    assert record.signed_digests([article])[article.pk] == versions.digest_of(article)


def test_a_merge_that_changes_nothing_in_print_needs_no_line():
    kept, gone = make.reporter("张嫄苒"), make.reporter("张嫄苒")
    article = make.sent(Status.APPROVED, reporters=[gone])

    merging.merge(kept, [gone], by=member(roles.DESK))

    assert lines(article)[-1] == ("final-pass", "second_passed", "approved")


def _groups(name):
    return Group.objects.filter(name=name)


def _files(article):
    return [photo.image.name for photo in article.photos.all()]


def _write(article, body, *, by=None):
    """A save of the text, as the form does it."""
    article = Article.objects.get(pk=article.pk)
    article.body = body
    article.revision += 1
    article.save()
    record.saved(article, by=by)
