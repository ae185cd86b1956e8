"""工作台: what each account finds waiting, in which order, and what it is told of its own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import (
    IN_REVIEW,
    Article,
    Correction,
    ImportedPage,
    Notice,
    Opening,
    SiteSettings,
    Status,
)
from articles.review import colleagues, record
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.desks import DESK, desk, groups, row_of, tabs
from articles.tests.html import Page
from articles.tests.reviewing import edit, set_site, take

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")


def due(article, moment):
    Article.objects.filter(pk=article.pk).update(due_at=moment)


# What waits for whom


@pytest.mark.once
def test_each_role_finds_what_waits_for_it_and_nothing_else():
    mine = make.member(roles.CORRESPONDENT)
    make.article(headline="别人的草稿", created_by=make.member(roles.CORRESPONDENT))
    make.article(headline="自己的草稿", created_by=mine)
    for status in (*IN_REVIEW, Status.HELD, Status.REJECTED, Status.APPROVED):
        make.sent(status, headline=str(status))
    later = make.sent(Status.SECOND_PASSED, headline="待发", publish_at=timezone.now())
    Article.objects.filter(pk=later.pk).update(publish_at=timezone.now() + timedelta(days=1))
    later.refresh_from_db()
    colleagues.proof(later, by=make.member(roles.STAFF), revision=later.revision)
    take("final-pass", later, make.member(roles.CHIEF))
    rest = {"scheduled": ["待发"], "held": ["held"]}

    found = {role: groups(make.member(role)) for role in roles.ROLES}

    assert groups(mine) == {"drafts": ["自己的草稿"]}
    assert found == {
        roles.CORRESPONDENT: {},
        roles.EDITOR: {
            "submitted": ["submitted"], "proofs": ["first_passed", "second_passed"], **rest,
        },
        roles.DESK: {
            "first_passed": ["first_passed"], "proofs": ["submitted", "second_passed"], **rest,
        },
        roles.CHIEF: {
            "second_passed": ["second_passed"], "proofs": ["submitted", "first_passed"], **rest,
        },
        roles.STAFF: {"proofs": ["submitted", "first_passed", "second_passed"]},
        roles.ADMINISTRATOR: {},
    }  # fmt: skip


def test_a_reader_of_proofs_finds_what_others_wrote_and_they_have_not_read():
    set_site(proofs_required=2)
    me, other = make.member(roles.STAFF), make.member(roles.STAFF)
    make.sent(Status.SUBMITTED, headline="没有校的")
    own = make.sent(Status.SUBMITTED, headline="自己建的")
    Article.objects.filter(pk=own.pk).update(created_by=me)
    for headline, readers in (
        ("我校的", [me]), ("别人校的", [other]), ("我校过别人又校", [me, other]), ("改过的", [me]),
    ):  # fmt: skip
        article = make.sent(Status.SUBMITTED, headline=headline)
        for by in readers:
            colleagues.proof(article, by=by, revision=article.revision)
    edit(article, body="<p>校过以后改的。</p>")

    assert {who: groups(who).get("proofs", []) for who in (me, other)} == {
        me: ["没有校的", "别人校的", "改过的"],
        other: ["没有校的", "自己建的", "我校的", "改过的"],
    }
    assert (tabs(me), tabs(other)) == (3, 4)


def test_a_correspondent_reads_nothing_of_others_on_their_desk():
    mine = make.member(roles.CORRESPONDENT)
    for status in Status:
        make.sent(status, headline="别人的题目")
    back = make.sent(Status.SUBMITTED, headline="别人的题目")
    take("return", back, make.member(roles.EDITOR), opinion="别人的理由")
    # told of it while it could be seen: the words stay, the title and the link do not
    Notice.objects.create(to=mine, article=back, kind="comment", text="有人批注")

    page = client_of(mine).get(DESK)

    assert "别人的" not in page.content.decode()
    assert [(n.text, n.seen) for n in page.context["notices"]] == [("有人批注", False)]
    assert url("change", back) not in page.content.decode()


def test_an_account_without_rights_for_articles_has_an_empty_desk():
    make.sent(Status.SUBMITTED, headline="别人的题目")

    page = client_of(make.user()).get(DESK).content.decode()

    assert "眼下没有等您处理的" in page
    assert "别人的题目" not in page


def test_a_returned_piece_comes_first_with_who_returned_it_and_why():
    mine = make.member(roles.EDITOR, "沈砚秋")
    make.sent(Status.SUBMITTED, headline="来稿")
    make.article(headline="草稿", created_by=mine)
    back = make.article(headline="退回的", created_by=mine)
    back = take("submit", back, mine)
    chief = make.member(roles.CHIEF, "顾长宁")
    take("return", back, chief, opinion="导语再短些。", passage="江边的步道")

    page = client_of(mine).get(DESK)

    assert list(groups(mine)) == ["returned", "submitted", "drafts"]
    row = row_of(mine, back)
    assert (row.returned.opinion, row.returned.passage, row.age) == (
        "导语再短些。", "江边的步道", "刚退回",
    )  # fmt: skip
    assert [total[:2] for total in page.context["totals"]] == [(1, "退给您"), (1, "待初审")]
    for words in ("导语再短些。", "“江边的步道”", "——总编 顾长宁，今天"):
        assert words in page.content.decode()


def test_what_was_sent_in_again_is_no_longer_returned():
    mine = make.member(roles.CORRESPONDENT)
    article = make.sent(Status.SUBMITTED, created_by=mine)
    article = take("return", article, make.member(roles.EDITOR), opinion="改。")
    assert list(groups(mine)) == ["returned"]
    take("submit", article, mine)
    assert groups(mine) == {}


def test_a_returned_working_copy_goes_by_its_own_record():
    mine = make.member(roles.EDITOR)
    live = make.sent(Status.APPROVED, headline="原稿")
    copy = take("submit", take("revise", live, mine), mine)
    assert row_of(make.member(roles.EDITOR), copy).article.revises_id == live.pk
    take("return", copy, make.member(roles.CHIEF), opinion="再核。")

    assert groups(mine) == {"returned": ["原稿"]}
    assert "修订" in Page(client_of(mine).get(DESK)).text


def test_deadlines_come_first_then_who_waits_longest():
    now = timezone.now()
    for headline, due_in, waited in (
        ("等得久", None, 9), ("刚到", None, 1), ("后天", 48, 2), ("过期", -1, 3), ("今天", 1, 1),
    ):  # fmt: skip
        article = make.sent(Status.SUBMITTED, headline=headline)
        Article.objects.filter(pk=article.pk).update(
            due_at=due_in and now + timedelta(hours=due_in), moved_at=now - timedelta(hours=waited)
        )

    assert groups(make.member(roles.EDITOR))["submitted"] == [
        "过期", "今天", "后天", "等得久", "刚到",
    ]  # fmt: skip


def test_with_two_reviews_what_stood_at_the_second_waits_for_the_last():
    make.sent(Status.FIRST_PASSED, headline="留在复审的")
    make.sent(Status.SECOND_PASSED, headline="待末审的")
    SiteSettings.objects.current()
    SiteSettings.objects.update(first_review="编审", second_review="", final_review="总审")
    chief = make.member(roles.CHIEF)

    context = desk(chief)

    assert [(group.name, group.total) for group in context["groups"]] == [("待总审", 2)]
    assert context["groups"][0].rows[0].seals.label == "编审已过，正在总审"
    assert [(each.name, each.total) for each in context["statuses"]] == [
        ("草稿", 0), ("待编审", 0), ("待总审", 2), ("待用", 0), ("待发", 0),
    ]  # fmt: skip
    desk_editor = groups(make.member(roles.DESK))
    assert desk_editor == {"proofs": ["留在复审的", "待末审的"]}


def test_who_passed_a_text_is_told_that_somebody_else_must_take_the_next_review():
    both = make.member(roles.EDITOR)
    both.groups.add(*make.member(roles.DESK).groups.all())
    article = make.sent(Status.SUBMITTED)
    article = take("first-pass", article, both)

    row = row_of(both, article)
    assert (row.blocked, row.hand) == ("初审", "free")
    page = client_of(both).get(DESK).content.decode()
    assert "您已办过初审，须别人办" in page
    assert reverse("admin:articles_article_hand", args=[article.pk]) not in page

    SiteSettings.objects.update(one_person_may_review_twice=True)
    assert row_of(both, article).blocked == ""


def test_a_piece_waits_for_a_proof_until_its_newest_version_was_proofed():
    staff = make.member(roles.STAFF)
    article = make.sent(Status.SUBMITTED, headline="要校的")
    assert groups(staff) == {"proofs": ["要校的"]}
    assert "还没有校" in row_of(staff, article).notes

    colleagues.proof(article, by=staff, revision=article.revision)
    assert groups(staff) == {}

    article.body = "<p>改过。</p>"
    article.save()
    record.record_change(article, by=make.member(roles.EDITOR))
    assert groups(staff) == {"proofs": ["要校的"]}
    assert "一校之后又改过" in row_of(staff, article).notes

    SiteSettings.objects.update(proofs_required=0)
    assert groups(staff) == {}


def test_a_row_says_who_has_it_in_hand_and_who_has_it_open():
    mine, other = make.member(roles.EDITOR), make.member(roles.EDITOR, "杜衡之")
    article = make.sent(Status.SUBMITTED)
    colleagues.comment(article, by=other, text="核价格。")
    Opening.objects.create(article=article, user=other)
    Opening.objects.create(article=article, user=mine)
    gone = Opening.objects.create(article=article, user=make.member(roles.CHIEF))
    Opening.objects.filter(pk=gone.pk).update(seen_at=timezone.now() - timedelta(minutes=5))

    free = row_of(mine, article)
    colleagues.take_in_hand(article, by=other)
    theirs, own = row_of(mine, article), row_of(other, article)

    assert (free.hand, free.open_by) == ("free", "杜衡之")
    assert "批注1条未了结" in free.notes
    assert (theirs.hand, theirs.handler, own.hand) == ("theirs", "杜衡之", "mine")


def test_taking_in_hand_and_putting_back_lead_back_to_the_row():
    mine = make.member(roles.EDITOR)
    article = make.sent(Status.SUBMITTED)
    client, there = client_of(mine), f"{DESK}#submitted-{article.pk}"

    took = client.post(url("hand", article), {"next": there})
    article.refresh_from_db()
    handler = article.handler
    client.post(url("hand", article), {"next": there, "put_down": "1"})
    article.refresh_from_db()

    assert (took.headers["Location"], handler, article.handler) == (there, mine, None)
    assert f'value="{there}"' in client.get(DESK).content.decode()


def test_what_waits_for_review_opens_on_its_review_page_and_all_else_on_the_form():
    editor = make.member(roles.EDITOR)
    submitted, passed = make.sent(Status.SUBMITTED), make.sent(Status.FIRST_PASSED)

    assert row_of(editor, submitted).url == url("review", submitted)
    assert row_of(editor, passed).url == url("change", passed)


def test_pages_and_corrections_that_are_owed_lie_on_the_desk_of_who_may_see_them():
    ImportedPage.objects.create(title="第三版", text="字", digest="d")
    ImportedPage.objects.create(title="已办完", text="字", digest="e", state="done")
    live, draft = make.sent(Status.APPROVED), make.sent(Status.SUBMITTED)
    for article, printed in ((live, ""), (live, "2026年12月号第二版"), (draft, "")):
        Correction.objects.create(
            article=article, text="更正", corrected_on="2026-11-24", printed_in=printed
        )

    found = {
        role: (len(context["pages"]), len(context["corrections"]))
        for role in (roles.CORRESPONDENT, roles.EDITOR, roles.STAFF)
        for context in [desk(make.member(role))]
    }

    assert found == {roles.CORRESPONDENT: (0, 0), roles.EDITOR: (1, 1), roles.STAFF: (0, 1)}
    page = client_of(make.member(roles.STAFF)).get(DESK).content.decode()
    assert reverse("admin:articles_correction_changelist") + "?owed=1" in page


# Deadlines


def test_the_greeting_counts_what_is_due_today_and_what_is_over(at):
    now = datetime(2026, 11, 24, 7, 30, tzinfo=SHANGHAI)
    editor = make.member(roles.EDITOR, "沈砚秋")
    for hours in (-1, 1, 16, 17, None):  # 23:30 is today, half an hour after midnight is not
        article = make.sent(Status.SUBMITTED)
        due(article, hours and now + timedelta(hours=hours))
    due(make.sent(Status.FIRST_PASSED), now - timedelta(hours=1))  # somebody else's business
    SiteSettings.objects.current()
    SiteSettings.objects.update(proofs_required=0)
    client = client_of(editor)
    at(now)

    context = client.get(DESK).context

    assert [total[:2] for total in context["totals"]] == [
        (5, "待初审"), (1, "已过期"), (2, "今天到期"),
    ]  # fmt: skip
    assert (context["hello"], context["post"], context["soon"].total) == ("上午好", "责任编辑", 5)
