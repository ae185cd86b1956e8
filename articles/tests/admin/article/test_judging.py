"""Findings on the desk: on the review page, beside the form, and while one writes."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Article, Judgement, Status
from articles.review import proofreading
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CHECK = reverse("admin:articles_article_check")
DOUBTED = "<p>江边的步道,昨日通了。</p>"
BLOCKED = "<p>老周说：“步道通了。</p>"
SAID = "汉字旁边用了半角的“,”，应当是全角的“，”（GB/T 15834—2011第5.1条）。"


def place_of(row):
    return proofreading.proofread_article(row).remarks[0].place


def test_the_review_page_shows_what_is_open_and_takes_a_judgement_with_its_reason():
    row, editor = make.sent(Status.SUBMITTED, body=DOUBTED), make.member(roles.EDITOR)
    client, page = client_of(editor), url("review", row)
    before = Page(client.get(page)).text
    place = place_of(row)

    nothing = client.post(url("judge", row), {"place": place, "reason": " "}, follow=True)
    done = client.post(
        url("judge", row), {"place": place, "reason": "原文如此", "next": page}, follow=True
    )
    after = Page(done).text

    assert SAID in before
    assert "没有错…" in before
    assert "请写明为什么这里没有错，没有存。" in Page(nothing).text
    assert done.redirect_chain[-1][0] == page
    assert "裁定存下了，会印在审签单上。" in after
    assert "裁定没有错的1处" in after
    assert f"{editor.username}裁定：原文如此" in after.replace(" ", "")


def test_a_judgement_is_taken_back_on_the_review_page():
    row, editor = make.sent(Status.SUBMITTED, body=DOUBTED), make.member(roles.EDITOR)
    proofreading.judge(row, place_of(row), by=editor, reason="原文如此")

    done = client_of(editor).post(
        url("judge", row), {"place": place_of(row), "take_back": "1"}, follow=True
    )

    assert "裁定撤回了，这一处重新等人看。" in Page(done).text
    assert [line.takes_back for line in Judgement.objects.all()] == [False, True]
    assert "撤回裁定" in Page(done).text


def test_who_may_not_judge_is_refused_and_sees_no_button():
    row = make.sent(Status.SUBMITTED, body=DOUBTED)
    staff = client_of(make.member(roles.STAFF))
    stranger = client_of(make.member(roles.CORRESPONDENT))

    assert "没有错…" not in Page(staff.get(url("review", row))).text
    data = {"place": place_of(row), "reason": "原文如此"}
    assert staff.post(url("judge", row), data).status_code == 403
    assert stranger.post(url("judge", row), data).status_code == 404
    assert not Judgement.objects.exists()


def test_a_sign_off_that_is_stopped_says_why_on_the_page():
    row, chief = make.sent(Status.SECOND_PASSED, body=DOUBTED), make.member(roles.CHIEF)
    make.proofed(row)
    page = Page(client_of(chief).get(url("review", row)))

    assert "校对还有1处应查没有人看过，不能终审签发。" in page.text
    assert "why-not" in page.values("button", "aria-describedby")


def test_a_rule_that_is_wrong_is_set_aside_by_a_head_of_department():
    row = make.article(body=BLOCKED)
    editor, desk = make.member(roles.EDITOR), make.member(roles.DESK)

    assert (
        "规则看错了的，请部门主任或总编裁定。"
        in Page(client_of(editor).get(url("review", row))).text
    )
    assert "规则看错了…" in Page(client_of(desk).get(url("review", row))).text


def test_what_stands_in_the_form_is_read_while_one_writes_and_nothing_is_stored():
    client = client_of(make.member(roles.CORRESPONDENT))

    answer = client.post(CHECK, {"headline": "灯,亮了", "body": DOUBTED, "caption": ["灯,", "下"]})
    page = Page(answer)

    assert page.values("li", "data-text") == [",", ",", ","]
    assert page.values("button", "data-fix") == ["，"] * 3
    assert page.values("li", "data-before") == ["灯", "江边的步道", "灯"]
    sound = client.post(CHECK, {"body": "<p>灯亮了。</p>"})
    assert Page(sound).text.strip() == "没有发现要改的。"


def test_a_form_of_another_writers_article_is_not_read():
    theirs = make.article(created_by=make.member(roles.CORRESPONDENT), body=DOUBTED)
    client = client_of(make.member(roles.CORRESPONDENT))

    assert client.post(CHECK, {"article": theirs.pk, "body": DOUBTED}).status_code == 403


def test_what_was_judged_stays_judged_while_one_writes():
    writer = make.member(roles.CORRESPONDENT)
    row = make.article(created_by=writer, body=DOUBTED)
    proofreading.judge(row, place_of(row), by=writer, reason="原文如此")

    page = Page(client_of(writer).post(CHECK, {"article": row.pk, "body": DOUBTED}))

    assert "没有还要看的。" in page.text
    assert "原文如此" in page.text


def test_a_body_that_is_too_long_is_not_read_and_nothing_breaks():
    answer = client_of(make.member(roles.EDITOR)).post(CHECK, {"body": "灯" * 300_001})

    assert (answer.status_code, answer.content.decode()) == (
        413, "正文太长，边写边校停了；存稿后照常校。",
    )  # fmt: skip


def test_markup_in_a_text_is_shown_as_text():
    answer = client_of(make.member(roles.EDITOR)).post(
        CHECK, {"headline": "<script>alert(1)</script>,灯,"}
    )
    assert b"<script>" not in answer.content


@pytest.mark.parametrize(
    ("status", "role", "label"),
    [
        (Status.SUBMITTED, roles.EDITOR, "初审通过"),
        (Status.SUBMITTED, roles.CHIEF, "加急签发"),
        (Status.HELD, roles.EDITOR, "启用"),
    ],
)
def test_a_button_that_an_open_block_shuts_says_so_before_it_is_pressed(status, role, label):
    row = make.sent(status)
    Article.objects.filter(pk=row.pk).update(body=BLOCKED)
    page = Page(client_of(make.member(role)).get(url("review", row)))

    assert f"校对还有1处必改（“步道通了。”），不能{label}。" in page.text
    step = {"初审通过": "first-pass", "加急签发": "urgent", "启用": "resume"}[label]
    assert page.values("button", "aria-disabled", value=step, type="button") == ["true"]
