"""Who reviews a text, in which order, and of which text a review is."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from articles import roles
from articles.models import Article, Role, SiteSettings, Status
from articles.review import colleagues, record
from articles.review.rights import steps_for
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.reviewing import edit, page_of, read_record, set_site

pytestmark = pytest.mark.django_db


def test_one_person_does_not_review_the_same_text_twice():
    article = make.sent(Status.FIRST_PASSED)
    both = record.all_steps(article).last().by
    both.groups.add(*Group.objects.filter(name=roles.DESK))
    both = type(both).objects.get(pk=both.pk)

    with pytest.raises(StepRefused, match="您已经办过这份文字的“初审通过”"):
        take(STEPS["second-pass"], article, by=both)
    assert Article.objects.get().status == Status.FIRST_PASSED


def test_where_the_newsroom_allows_it_the_record_says_that_one_person_reviewed_twice():
    article = make.sent(Status.FIRST_PASSED)
    both = record.all_steps(article).last().by
    both.groups.add(*Group.objects.filter(name=roles.DESK))
    both = type(both).objects.get(pk=both.pk)
    set_site(one_person_may_review_twice=True)

    take(STEPS["second-pass"], article, by=both)

    assert record.all_steps(article).last().remark == "同一人另办过初审通过"


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        ([("self", Role.STAFF)], "署名作者本人审"),
        ([("other", Role.STAFF), ("self", Role.PHOTOGRAPHER)], "署名作者本人审"),
        ([("self", Role.EDITOR)], ""),
        ([("other", Role.STAFF)], ""),
        ([], ""),
    ],
)
def test_who_reviews_what_they_signed_is_told_before_and_it_stands_in_the_record(signed, told):
    editor = make.editor()
    people = {"self": make.reporter("沈砚秋", user=editor), "other": make.reporter("宁望舒")}
    article = make.sent(Status.SUBMITTED, source="区教育局")
    for position, (who, role) in enumerate(signed, 1):
        make.byline(article, people[who], role, position=position)

    page = page_of(article, editor)
    take(STEPS["first-pass"], article, by=editor)

    assert ("署名里有您自己。" in page.text) is bool(told)
    assert record.all_steps(article).last().remark == told


def test_one_person_may_review_twice_when_the_text_is_another():
    article = make.sent(Status.FIRST_PASSED)
    first = record.all_steps(article).last().by
    article = take(STEPS["return"], article, by=make.member(roles.DESK), opinion="数字再核。")
    edit(article, body="<p>改过的文字。</p>")
    article = take(STEPS["submit"], article, by=article.created_by)

    assert take(STEPS["first-pass"], article, by=first).status == Status.FIRST_PASSED


def test_two_reviews_are_enough_where_the_newsroom_has_two():
    set_site(second_review="", first_review="一审", final_review="签发审")
    article = make.sent(Status.SUBMITTED)
    editor, chief = make.member(roles.EDITOR), make.member(roles.CHIEF)

    article = take(STEPS["first-pass"], article, by=editor)
    assert article.status == Status.SECOND_PASSED
    assert SiteSettings.objects.current().status_label(article.status) == "待签发审"
    colleagues.proof(article, by=editor, revision=article.revision)
    take(STEPS["final-pass"], article, by=chief)

    assert [step.label for step in record.all_steps(article)] == ["送审", "一审通过", "签发审签发"]
    assert Article.objects.public().exists()


def test_what_stood_at_the_second_review_when_it_was_given_up_waits_for_the_last():
    article = make.sent(Status.FIRST_PASSED)
    set_site(second_review="")
    chief = make.member(roles.CHIEF)
    colleagues.proof(article, by=chief, revision=article.revision)

    assert "final-pass" in {rule.name for rule in steps_for(article, chief)}
    assert take(STEPS["final-pass"], article, by=chief).status == Status.APPROVED


def test_the_urgent_path_says_in_the_record_what_it_left_out():
    article = make.sent(Status.FIRST_PASSED, reporters=[make.reporter()])

    take(STEPS["urgent"], article, by=make.member(roles.CHIEF), opinion="汛情，先发。")

    step = record.all_steps(article).last()
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
            take(STEPS["urgent"], article, by=make.member(role), opinion="急。")


def test_a_change_after_a_review_makes_it_void_and_the_record_says_so():
    article = make.sent(Status.SECOND_PASSED)
    desk = make.member(roles.DESK)

    edit(article, by=desk, body="<p>审后又改。</p>")

    article.refresh_from_db()
    assert article.status == Status.SUBMITTED
    assert read_record(article)[-1] == ("void", "second_passed", "submitted")
    assert record.all_steps(article).last().by == desk
    assert record.dossier_of(article, SiteSettings.objects.current()).holding == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.HELD])
def test_a_change_before_a_review_voids_nothing(status):
    article = make.sent(status)
    before = read_record(article)

    edit(article, body="<p>审前改的。</p>")

    assert read_record(article) == before
    assert Article.objects.get().status == status


def test_a_save_that_changes_nothing_voids_nothing():
    article = make.sent(Status.SECOND_PASSED)

    record.record_change(article, by=make.member(roles.DESK))

    assert Article.objects.get().status == Status.SECOND_PASSED


def test_a_text_changed_behind_the_newsrooms_back_is_not_passed_further():
    article = make.sent(Status.FIRST_PASSED)
    Article.objects.update(body="<p>偷改的。</p>")

    with pytest.raises(StepRefused, match="没有有效的初审"):
        take(STEPS["second-pass"], article, by=make.member(roles.DESK))
    Article.objects.update(status=Status.SECOND_PASSED)
    with pytest.raises(StepRefused, match="没有有效的初审、复审"):
        take(STEPS["final-pass"], article, by=make.member(roles.CHIEF))
    assert not Article.objects.public().exists()


def test_what_was_changed_after_it_was_read_is_not_passed():
    article = make.sent(Status.SUBMITTED)
    seen = article.revision
    Article.objects.update(revision=seen + 1, body="<p>改过了。</p>")

    with pytest.raises(StepRefused, match="又改过"):
        take(STEPS["first-pass"], article, by=make.member(roles.EDITOR), revision=seen)
    assert Article.objects.get().status == Status.SUBMITTED
