"""The revision of a published article: what residents read meanwhile, and what becomes of it."""

import pytest
from django.utils import timezone

from articles import roles, versions
from articles.models import Article, Correction, Status
from articles.review import colleagues, record, rights
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.reviewing import edit

pytestmark = pytest.mark.django_db


def revised(article, body="<p>修订后的文字。</p>", correction=""):
    copy = take(STEPS["revise"], article, by=make.member(roles.EDITOR))
    if correction:
        Correction.objects.create(article=copy, text=correction, corrected_on=timezone.localdate())
    edit(copy, body=body)
    copy.refresh_from_db()
    return copy


def signed(copy):
    copy = take(STEPS["submit"], copy, by=make.member(roles.EDITOR))
    copy = take(STEPS["first-pass"], copy, by=make.member(roles.EDITOR))
    copy = take(STEPS["second-pass"], copy, by=make.member(roles.DESK))
    colleagues.proof(copy, by=make.member(roles.STAFF), revision=copy.revision)
    return take(STEPS["final-pass"], copy, by=make.member(roles.CHIEF))


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
    assert [(s.step, s.copy) for s in record.all_steps(live)][4:] == [
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
    copy = take(STEPS["submit"], copy, by=make.member(roles.EDITOR))
    copy = take(STEPS["first-pass"], copy, by=make.member(roles.EDITOR))
    Correction.objects.create(article=copy, text="补一句。", corrected_on=timezone.localdate())

    record.record_change(copy, by=make.member(roles.EDITOR))

    copy.refresh_from_db()
    assert copy.status == Status.SUBMITTED


def test_an_old_article_that_lacks_something_can_be_revised_and_then_must_be_complete():
    article = make.sent(Status.APPROVED, photos=1)
    article.photos.update(alt="")

    copy = take(STEPS["revise"], article, by=make.member(roles.EDITOR))
    with pytest.raises(StepRefused, match="1幅图片的替代文字"):
        take(STEPS["submit"], copy, by=make.member(roles.EDITOR))


def test_an_article_has_one_working_copy_at_a_time():
    article = make.sent(Status.APPROVED)
    take(STEPS["revise"], article, by=make.member(roles.EDITOR))

    with pytest.raises(StepRefused, match="已有一份修订稿"):
        take(STEPS["revise"], article, by=make.member(roles.EDITOR))
    assert Article.objects.filter(revises=article).count() == 1


def test_a_revision_of_what_was_withdrawn_meanwhile_is_not_signed_off():
    article = make.sent(Status.APPROVED)
    copy = revised(article)
    take(STEPS["withdraw"], article, by=make.member(roles.CHIEF), opinion="事实有误。")

    with pytest.raises(StepRefused, match="原稿现为“已撤稿”"):
        signed(copy)
    assert not Article.objects.public().exists()
    article.refresh_from_db()
    with pytest.raises(StepRefused, match="修订稿没有办完"):
        take(STEPS["reopen"], article, by=make.member(roles.EDITOR))


def test_a_working_copy_that_is_given_up_leaves_the_live_text_and_its_files():
    article = make.sent(Status.APPROVED, photos=1)
    copy = take(STEPS["revise"], article, by=make.member(roles.EDITOR))

    assert rights.may_delete(copy, make.member(roles.EDITOR))
    assert versions.forget(copy) == set()
    copy.delete()
    assert take(STEPS["revise"], article, by=make.member(roles.EDITOR)).status == Status.DRAFT


def _files(article):
    return [photo.image.name for photo in article.photos.all()]
