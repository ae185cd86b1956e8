"""What the proofreader finds stops an article, until somebody mends or judges it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import roles, versions
from articles.models import Article, Judgement, Status
from articles.review import proofreading, taking
from articles.review.steps import StepRefused
from articles.tests import make
from articles.tests.reviewing import edit, take

pytestmark = pytest.mark.django_db

SOUND = "<p>江边的步道昨日通了。</p>"
BLOCKED = "<p>老周说：“江边的步道昨日通了。</p>"
DOUBTED = "<p>江边的步道,昨日通了。</p>"


def remarks(article):
    return proofreading.proofread_article(Article.objects.get(pk=article.pk))


def judge(article, by, reason="原文如此", number=0):
    article = Article.objects.get(pk=article.pk)
    place = remarks(article).remarks[number].place
    return proofreading.judge(article, place, by=by, reason=reason)


@pytest.mark.parametrize(
    ("status", "name", "role"),
    [
        (Status.DRAFT, "submit", roles.EDITOR),
        (Status.SUBMITTED, "first-pass", roles.EDITOR),
        (Status.FIRST_PASSED, "second-pass", roles.DESK),
        (Status.SECOND_PASSED, "final-pass", roles.CHIEF),
        (Status.SUBMITTED, "urgent", roles.CHIEF),
    ],
)
def test_no_step_to_print_is_taken_with_what_must_be_mended(status, name, role):
    row = make.sent(status)
    Article.objects.filter(pk=row.pk).update(body=BLOCKED)  # by whatever path

    with pytest.raises(StepRefused) as refused:
        take(name, row, make.member(role), opinion="急")

    assert str(refused.value).startswith("校对还有1处必改")
    assert Article.objects.get(pk=row.pk).status == status


@pytest.mark.parametrize("name", ["submit", "first-pass"])
def test_a_judgement_that_is_taken_back_meanwhile_stops_the_step(monkeypatch, name):
    row = make.sent({"submit": Status.DRAFT, "first-pass": Status.SUBMITTED}[name])
    Article.objects.filter(pk=row.pk).update(body=BLOCKED)
    chief = make.member(roles.CHIEF)
    place = judge(row, chief).place
    read = proofreading.proofread_article

    def read_and_take_back(article):
        monkeypatch.undo()
        found = read(article)
        proofreading.take_back(article, place, by=chief)
        return found

    monkeypatch.setattr(taking, "proofread_article", read_and_take_back)
    with pytest.raises(StepRefused, match="校对还有1处必改"):
        take(name, row, make.member(roles.EDITOR))


def test_a_summary_may_say_what_the_first_paragraph_says():
    lead = "江边的步道昨日正式通行，两岸居民往来只要四分钟。"
    row = make.article(body=f"<p>{lead}</p><p>步道两旁新装了三十盏路灯。</p>", summary=lead)

    assert [each.finding.rule for each in remarks(row).open] == []


@pytest.mark.parametrize("name", ["return", "hold"])
def test_what_turns_a_text_back_is_taken_all_the_same(name):
    row = make.sent(Status.SUBMITTED)
    Article.objects.filter(pk=row.pk).update(body=BLOCKED)

    assert take(name, row, make.member(roles.EDITOR), opinion="请改。").status != Status.SUBMITTED


def test_what_is_doubtful_waits_until_the_sign_off():
    row = make.sent(Status.SECOND_PASSED, body=DOUBTED)
    chief = make.member(roles.CHIEF)
    make.proofed(row)

    with pytest.raises(StepRefused) as refused:
        take("final-pass", row, chief)
    judge(row, chief)

    assert str(refused.value) == (
        "校对还有1处应查没有人看过，不能终审签发。请改好，或写明理由裁定没有错。"
    )
    assert take("final-pass", row, chief).status == Status.APPROVED


def test_the_life_of_a_finding_from_found_to_signed():
    writer = make.member(roles.CORRESPONDENT)
    row = make.article(created_by=writer, body=DOUBTED)
    states = [[each.open for each in remarks(row).remarks]]

    judge(row, writer)
    states.append([each.open for each in remarks(row).remarks])
    row = edit(row, body=DOUBTED + SOUND)  # the text there is the same
    states.append([each.open for each in remarks(row).remarks])
    row = edit(row, body="<p>江边的步道,前日通了。</p>")  # the sentence is another
    states.append([each.open for each in remarks(row).remarks])
    row = edit(row, body=DOUBTED)  # as it was: the judgement is of this text
    states.append([each.open for each in remarks(row).remarks])
    row = edit(row, body=SOUND)
    states.append([each.open for each in remarks(row).remarks])

    assert states == [[True], [False], [False], [True], [False], []]
    assert take("submit", row, writer).status == Status.SUBMITTED


@pytest.mark.parametrize(
    ("body", "role", "may"),
    [
        (DOUBTED, roles.EDITOR, True),
        (DOUBTED, roles.DESK, True),
        (DOUBTED, roles.CHIEF, True),
        (DOUBTED, roles.STAFF, False),
        (DOUBTED, roles.CORRESPONDENT, False),
        (BLOCKED, roles.EDITOR, False),
        (BLOCKED, roles.DESK, True),
        (BLOCKED, roles.CHIEF, True),
        (BLOCKED, roles.STAFF, False),
    ],
)
def test_only_heads_say_that_a_rule_is_wrong(body, role, may):
    row, member = make.article(body=body), make.member(role)
    try:
        judge(row, member)
    except PermissionDenied:
        assert not may
    assert Judgement.objects.count() == may


def test_what_was_judged_as_a_doubt_is_judged_anew_where_it_stops_the_text():
    first, second = "<p>老周说：“江边的步道昨日通了。</p>", "<p>“人也来了。”他笑了。</p>"
    row, editor = make.article(body=first + second), make.member(roles.EDITOR)
    judge(row, editor)
    assert [each.finding.severity for each in remarks(row).judged] == ["warn"]

    Article.objects.filter(pk=row.pk).update(body=first)

    assert [each.stops for each in remarks(row).remarks] == [True]
    with pytest.raises(PermissionDenied):
        judge(row, editor)
    judge(row, make.member(roles.CHIEF))
    assert [each.stops for each in remarks(row).remarks] == [False]


def test_a_judgement_says_why_and_stands_once():
    row, editor = make.article(body=DOUBTED), make.member(roles.EDITOR)

    with pytest.raises(StepRefused, match="请写明为什么这里没有错，没有存。"):
        judge(row, editor, reason="　")
    judge(row, editor)
    with pytest.raises(StepRefused, match="另一位同事刚刚裁定了这一处。"):
        judge(row, make.member(roles.EDITOR))
    with pytest.raises(StepRefused, match="这里的文字已经改过，不用再裁定了。"):
        proofreading.judge(row, "0" * 64, by=editor, reason="原文如此")


def test_a_judgement_is_taken_back_by_who_made_it_and_stays_on_file():
    row, editor = make.article(body=DOUBTED), make.member(roles.EDITOR)
    place = judge(row, editor).place

    with pytest.raises(PermissionDenied):
        proofreading.take_back(row, place, by=make.member(roles.EDITOR))
    proofreading.take_back(row, place, by=editor)

    assert [each.open for each in remarks(row).remarks] == [True]
    assert [line.label for line in Judgement.objects.all()] == ["裁定没有错", "撤回裁定"]
    with pytest.raises(StepRefused, match="这一处没有裁定。"):
        proofreading.take_back(row, place, by=editor)


def test_a_revision_brings_its_judgements_to_the_live_article():
    live = make.sent(Status.APPROVED)
    editor, desk, chief = (make.member(r) for r in (roles.EDITOR, roles.DESK, roles.CHIEF))
    copy = take("revise", live, editor)
    copy = edit(copy, by=editor, body=DOUBTED)
    judge(copy, editor)
    copy = take("submit", copy, editor)
    copy = take("first-pass", copy, make.member(roles.EDITOR))
    copy = take("second-pass", copy, desk)
    make.proofed(copy)

    live = take("final-pass", copy, chief)

    assert [(each.text, each.reason) for each in live.judgements.all()] == [(",", "原文如此")]
    assert remarks(live).open == []


def test_judgements_are_lines_of_the_record_and_go_only_with_a_draft_never_sent_in():
    row, editor = make.article(body=DOUBTED), make.member(roles.EDITOR)
    line = judge(row, editor)

    assert (line.digest, line.by_name, line.by_post) == (
        versions.digest_of(row), roles.name_of(editor), roles.EDITOR,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="留痕只增不改"), transaction.atomic():
        Judgement.objects.update(reason="别的理由")
    take("submit", row, editor)
    with pytest.raises(IntegrityError, match="留痕只增不改"), transaction.atomic():
        Judgement.objects.all().delete()

    never_sent = make.article(body=DOUBTED)
    judge(never_sent, editor)
    never_sent.delete()
    assert list(Judgement.objects.all()) == [line]
