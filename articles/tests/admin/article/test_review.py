"""The review page: who is offered which step, and what becomes of what was typed there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import Article, SiteSettings, Status, Step
from articles.review import colleagues, record
from articles.tests import make, paper
from articles.tests.clients import client_of, form, url
from articles.tests.reviewing import edit, page_of, take

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DESK = reverse("admin:index")


def offered(page):
    """Labels of the main step, of those at a press and of those with an opinion."""
    offers = page.context["offers"]
    return (
        offers.main.rule.label if offers.main else "",
        [each.rule.label for each in offers.plain],
        [each.rule.label for each in offers.with_opinion],
    )


# Who is offered what


def test_each_level_is_offered_its_own_step():
    people = {role: make.member(role) for role in (roles.EDITOR, roles.DESK, roles.CHIEF)}
    found = {
        (status, role): offered(page_of(make.sent(status), user))
        for status in (Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED, Status.HELD)
        for role, user in people.items()
    }

    turned = ["退改", "退稿"]
    chief = ["退改", "加急签发", "退稿"]
    assert found == {
        (Status.SUBMITTED, roles.EDITOR): ("初审通过", ["待用"], turned),
        (Status.SUBMITTED, roles.DESK): ("", ["待用"], turned),
        (Status.SUBMITTED, roles.CHIEF): ("", ["待用"], chief),
        (Status.FIRST_PASSED, roles.EDITOR): ("", [], []),
        (Status.FIRST_PASSED, roles.DESK): ("复审通过", ["待用"], turned),
        (Status.FIRST_PASSED, roles.CHIEF): ("", ["待用"], chief),
        (Status.SECOND_PASSED, roles.EDITOR): ("", [], []),
        (Status.SECOND_PASSED, roles.DESK): ("", [], []),
        (Status.SECOND_PASSED, roles.CHIEF): ("终审签发", ["待用"], chief),
        (Status.HELD, roles.EDITOR): ("", ["启用"], turned),
        (Status.HELD, roles.DESK): ("", ["启用"], turned),
        (Status.HELD, roles.CHIEF): ("", ["启用"], turned),
    }


def test_a_newsroom_with_two_reviews_uses_its_own_words():
    SiteSettings.objects.current()
    SiteSettings.objects.update(first_review="责编审", second_review="", final_review="签发审")
    article = take("first-pass", make.sent(Status.SUBMITTED), make.member(roles.EDITOR))

    page = page_of(article, make.member(roles.CHIEF))

    assert page.context["state_label"] == "待签发审"
    assert (page.context["seals"].row, page.context["seals"].label) == (
        (("责", "seal-passed"), ("签", "seal-now")),
        "责编审已过，正在签发审",
    )
    assert [(each.name, each.now) for each in page.context["to_come"]] == [("签发审", True)]
    assert "终审" not in page.content.decode()


def test_a_correspondent_and_the_printers_read_without_deciding():
    writer = make.member(roles.CORRESPONDENT)
    article = make.sent(Status.FIRST_PASSED, created_by=writer)

    pages = [page_of(article, user) for user in (writer, make.member(roles.STAFF))]

    assert [offered(page) for page in pages] == [("", [], [])] * 2
    assert [page.context["next_proof"] for page in pages] == ["", "一校"]
    for page in pages:
        assert "您这里只看不办" in page.content.decode()
        assert 'id="pass"' not in page.content.decode()


def test_what_one_may_not_see_is_not_there_and_nothing_is_posted_to_the_page():
    article = make.sent(Status.SUBMITTED)
    stranger, editor = make.member(roles.CORRESPONDENT), make.member(roles.EDITOR)

    assert page_of(article, stranger).status_code == 404
    nothing = reverse("admin:articles_article_review", args=[article.pk + 1])
    assert client_of(editor).get(nothing).status_code == 404
    assert client_of(editor).post(url("review", article)).status_code == 405


def test_what_would_be_refused_is_said_before_it_is_tried():
    article = make.sent(Status.SECOND_PASSED)
    editor = make.editor()  # may pass at every level
    twice = take("first-pass", make.sent(Status.SUBMITTED), editor)
    bare = make.sent(Status.SECOND_PASSED)
    make.photo(bare, alt="")

    unproofed = page_of(article, make.member(roles.CHIEF))
    same = page_of(twice, editor)
    lacking = page_of(bare, make.member(roles.CHIEF))

    assert unproofed.context["reasons"] == ["才校过0次，签发前要1校，不能终审签发。请先记一校。"]
    assert same.context["reasons"] == [
        "您已经办过这份文字的“初审通过”，复审通过请另一位同事来办。",
    ]
    assert lacking.context["reasons"] == [
        "还缺1幅图片的替代文字，不能终审签发、加急签发。",
        "这份文字没有有效的初审、复审（审过之后改过，或没有留痕），不能终审签发。"
        "请退改，重新送审。",
    ]
    for page in (unproofed, same, lacking):
        main = re.search(r"<button[^>]*btn-main[^>]*>", page.content.decode())[0]
        assert 'type="button"' in main
        assert 'aria-disabled="true" aria-describedby="why-not"' in main


# Deciding


@pytest.mark.parametrize(
    ("sealed", "told"),
    [
        (True, "它刊于2026年10月号第1版：封存的那一期，版面图上涂白，成品读者不能再下载。"),
        (False, "它排在2026年10月号第1版：在排的那一期不再印它，成品要重做。"),
        (None, ""),
    ],
    ids=["sealed", "planned", "in no issue"],
)
def test_who_withdraws_is_told_what_becomes_of_it_in_print(sealed, told):
    article = make.public()
    if sealed is not None:
        paper.issue([article], sealed=sealed)

    page = page_of(article, make.member(roles.CHIEF))

    offer = next(each for each in page.context["offers"].reasoned if each.rule.name == "withdraw")
    confirmed = "撤稿后读者马上看不到这篇稿件。确定撤稿？" + told
    assert (offer.printed, offer.confirm) == (told, confirmed)
    assert f'data-confirm="{confirmed}"' in page.text
    assert (f'<p class="note">{told}</p>' in page.text) is bool(told)


def test_after_passing_one_is_back_on_the_desk():
    article, editor = make.sent(Status.SUBMITTED), make.member(roles.EDITOR)
    posted = {
        "_step": "first-pass", "revision": article.revision, "opinion": "核过。", "next": DESK,
    }  # fmt: skip

    answer = client_of(editor).post(url("step", article), posted)

    assert (answer.status_code, answer["Location"]) == (302, DESK)
    last = record.all_steps(article).last()
    assert (last.step, last.by, last.opinion) == ("first-pass", editor, "核过。")


def test_a_refused_step_comes_back_to_its_page_with_what_was_typed_once():
    article, chief = make.sent(Status.SECOND_PASSED), make.member(roles.CHIEF)
    client, here = client_of(chief), url("review", article)
    posted = {
        "_step": "return", "revision": article.revision + 1, "passage": "三万",
        "opinion": "怎么算的？<b>", "next": DESK, "here": here,
    }  # fmt: skip

    answer = client.post(url("step", article), posted)
    first, second = client.get(here), client.get(here)

    assert answer["Location"] == here
    assert "又改过，没有退改" in first.content.decode()
    assert 'rows="3" required>\n怎么算的？&lt;b&gt;</textarea>' in (first.content.decode())
    assert 'value="三万"' in first.content.decode()
    assert 'id="return" open' in first.content.decode()
    assert "怎么算的" not in second.content.decode()


def test_a_step_refused_in_the_form_keeps_its_opinion_too():
    article, chief = make.sent(Status.SECOND_PASSED), make.member(roles.CHIEF)
    client = client_of(chief)

    posted = form(article, _step="final-pass", opinion="照发。")
    page = client.post(url("change", article), posted, follow=True)

    assert "才校过0次" in page.content.decode()
    assert page.context["typed"]["opinion"] == "照发。"
    assert "照发。</textarea>" in page.content.decode()
    assert Article.objects.get(pk=article.pk).status == Status.SECOND_PASSED


def test_a_form_with_errors_comes_back_with_the_opinion():
    article, desk = make.sent(Status.FIRST_PASSED), make.member(roles.DESK)
    posted = form(article, genre="没有的体裁", _step="return", opinion="人数要核。")

    page = client_of(desk).post(url("change", article), posted)

    assert "人数要核。</textarea>" in page.content.decode()
    assert Article.objects.get(pk=article.pk).status == Status.FIRST_PASSED


def test_who_comes_second_is_told_and_sees_how_it_stands():
    article, desk = make.sent(Status.FIRST_PASSED), make.member(roles.DESK)
    take("second-pass", article, make.member(roles.DESK))
    client, here = client_of(desk), url("review", article)
    posted = {
        "_step": "return", "revision": article.revision, "opinion": "先别发。", "here": here,
    }  # fmt: skip

    page = client.post(url("step", article), posted, follow=True)

    assert page.redirect_chain == [(here, 302)]
    assert "另一位同事刚刚处理了这篇稿件" in page.content.decode()
    assert page.context["state_label"] == "待终审"
    assert Article.objects.get(pk=article.pk).status == Status.SECOND_PASSED


def test_without_the_right_a_step_is_forbidden():
    article, desk = make.sent(Status.SECOND_PASSED), make.member(roles.DESK)
    posted = {"_step": "return", "revision": article.revision, "opinion": "先别发。"}

    assert client_of(desk).post(url("step", article), posted).status_code == 403


def test_a_scheduled_article_gets_another_time_from_its_page():
    later = timezone.now() + timedelta(days=1)
    article, chief = make.sent(Status.APPROVED, publish_at=later), make.member(roles.CHIEF)
    client = client_of(chief)
    page = client.get(url("change", article))
    shown = timezone.localtime(later).strftime("%Y-%m-%dT%H:%M")
    posted = {
        "_step": "reschedule", "revision": article.revision, "publish_at": "2031-05-04T08:30",
    }  # fmt: skip

    client.post(url("step", article), posted)

    assert f'type="datetime-local" id="rail-publish-at" name="publish_at" value="{shown}"' in (
        page.content.decode()
    )
    article.refresh_from_db()
    assert timezone.localtime(article.publish_at).isoformat() == "2031-05-04T08:30:00+08:00"
    assert article.steps_taken.last().remark == "改为2031年5月4日8:30"


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


# Nothing that was typed is markup


@pytest.mark.parametrize("name", ["review", "change"])
def test_nothing_that_people_typed_runs(name):
    editor = make.member(roles.EDITOR)
    editor.first_name = HOSTILE[:100]
    editor.save()
    article = edit(make.sent(Status.SUBMITTED), headline=HOSTILE, kicker=HOSTILE, summary=HOSTILE)
    take("return", article, editor, opinion=HOSTILE, passage=HOSTILE)
    make.photo(article, caption=HOSTILE, credit=HOSTILE[:60], alt=HOSTILE)
    make.byline(article, make.reporter(HOSTILE[:30]))
    edit(article, by=editor, headline=f"改{HOSTILE}", source=HOSTILE)
    colleagues.comment(article, by=editor, text=HOSTILE, passage=HOSTILE)
    article = take("submit", article, article.created_by)
    colleagues.proof(article, by=editor, revision=article.revision, note=HOSTILE)
    client = client_of(editor)
    stale = {"_step": "return", "revision": 1, "opinion": HOSTILE, "passage": HOSTILE}
    client.post(url("step", article), stale)

    text = client.get(url(name, article)).content.decode()

    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert(2)&lt;/script&gt;") >= 8


def test_the_record_of_the_page_is_what_was_signed():
    article = make.sent(Status.SECOND_PASSED)
    page = page_of(article, make.member(roles.CHIEF))
    groups = page.context["digest_groups"]

    assert "".join(groups) == Step.objects.last().digest
    assert f"校验码 {groups[0]} {groups[1]} … {groups[-1]}" in page.content.decode()


def test_the_author_of_a_published_article_reads_nothing_of_its_open_revision():
    article = make.sent(Status.APPROVED)
    copy = take("revise", article, make.member(roles.EDITOR))
    copy = take("submit", copy, make.member(roles.EDITOR))
    take("return", copy, make.member(roles.DESK), opinion="内部的意见")
    client = client_of(article.created_by)

    for name in ("change", "review"):
        assert "内部的意见" not in client.get(url(name, article)).content.decode()
    assert "内部的意见" in client_of(make.editor()).get(url("change", article)).content.decode()
