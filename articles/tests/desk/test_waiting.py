"""工作台: what each account finds waiting, in which order, and what it is told of its own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.desk import fate as fates
from articles.desk import waiting
from articles.desk.seals import seals
from articles.models import (
    IN_REVIEW,
    Article,
    Correction,
    ImportedPage,
    Notice,
    Opening,
    SiteSettings,
    Status,
    Step,
)
from articles.review import colleagues, record, taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of, url

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def desk(user):
    return client_of(user).get(DESK).context


def groups(user):
    return {
        group.key: [row.article.headline for row in group.rows] for group in desk(user)["groups"]
    }


def row_of(user, article):
    context = desk(user)
    places = [*context["groups"], context["sent"]]
    return next(row for group in places for row in group.rows if row.article == article)


def take(name, article, by, **more):
    return taking.take(STEPS[name], article, by=by, **more)


def due(article, moment):
    Article.objects.filter(pk=article.pk).update(due_at=moment)


def tabs(user):
    return client_of(user).get(DESK).context["tabs"][0].get("count")


# What waits for whom


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
    assert "修订" in client_of(mine).get(DESK).content.decode()


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
    record.saved(article, by=make.member(roles.EDITOR))
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


# One's own, and what is told


def test_an_author_sees_the_fate_of_every_piece_on_the_desk_and_in_the_list(monkeypatch):
    monkeypatch.setattr(fates, "spoken", lambda moment: "那天")
    mine = make.member(roles.CORRESPONDENT)
    make.sent(Status.SUBMITTED, headline="别人的")
    for status in Status:
        make.sent(status, headline=str(status), created_by=mine, page=3)
    make.sent(Status.SUBMITTED, headline="被接手", created_by=mine)
    handler = make.member(roles.EDITOR, "沈砚秋")
    colleagues.take_in_hand(Article.objects.get(headline="被接手"), by=handler)
    changed = make.sent(Status.FIRST_PASSED, headline="又改过", created_by=mine)
    changed.body = "<p>改过。</p>"
    changed.save()
    record.saved(changed, by=handler)
    back = make.sent(Status.SUBMITTED, headline="退改", created_by=mine)
    take("return", back, handler, opinion="补采访。")
    got = make.sent(Status.SUBMITTED, headline="取回", created_by=mine)
    take("recall", got, mine)
    told = {
        "submitted": "待初审，在责任编辑处",
        "first_passed": "待复审，在部门主任处",
        "second_passed": "待终审，在总编处",
        "approved": "已发布，那天",
        "held": "留作待用：照办。",
        "rejected": "退稿：照办。",
        "withdrawn": "已撤稿：照办。",
        "被接手": "待初审，沈砚秋已接手",
        "又改过": "待初审，在责任编辑处（审过之后又改，从头再审）",
    }

    on_desk = {row.article.headline: row.fate for row in desk(mine)["sent"].rows}
    page = client_of(mine).get(CHANGELIST)
    in_list = {article.headline: article.fate for article in page.context["cl"].result_list}

    assert on_desk == told
    assert in_list == told | {
        "draft": "还没有送审",
        "退改": "责任编辑 沈砚秋退改：补采访。",
        "取回": "已取回，还没有再送",
    }
    public = Article.objects.get(headline="approved")
    assert public.get_absolute_url() in page.content.decode()
    assert public.get_absolute_url() in client_of(mine).get(DESK).content.decode()


def test_what_is_signed_off_for_later_says_when_it_goes_out():
    site = SiteSettings.objects.current()
    when = timezone.now() + timedelta(days=40)
    article = make.article(status=Status.APPROVED, publish_at=when)

    local = timezone.localtime(when)
    day = f"{local.month}月{local.day}日{local.hour}:{local:%M}"
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    assert fates.fate(article, None, site) == f"已签发，{year}{day}发布"


def test_those_who_handle_copy_keep_the_campaigns_in_their_list(editor_client):
    make.public()
    page = editor_client.get(CHANGELIST)
    assert "campaign_names" in page.context["cl"].list_display
    assert "fate" not in page.context["cl"].list_display


def test_an_author_reminds_those_at_whose_desk_it_is():
    mine, editor = make.member(roles.CORRESPONDENT), make.member(roles.EDITOR)
    article = make.sent(Status.SUBMITTED, created_by=mine)
    done = make.sent(Status.HELD, created_by=mine)

    assert (row_of(mine, article).may_remind, row_of(mine, done).may_remind) == (True, False)
    response = client_of(mine).post(url("remind", article), {"next": DESK})

    assert response.headers["Location"] == DESK
    assert [n.kind for n in desk(editor)["notices"]] == ["remind"]


def test_notices_are_read_all_at_once_and_only_ones_own():
    mine, other = make.member(roles.CORRESPONDENT), make.member(roles.CORRESPONDENT)
    for to in (mine, mine, other):
        Notice.objects.create(to=to, article=make.article(created_by=to), text="送审了", kind="x")
    read = reverse("admin:notices_read")
    client = client_of(mine)

    assert (client.get(DESK).context["unread"], client.get(read).status_code) == (2, 405)
    client.post(read)

    assert client.get(DESK).context["unread"] == 0
    assert Notice.objects.filter(to=other).unread().count() == 1


# Seals


def test_the_row_of_seals_tells_the_record():
    site = SiteSettings.objects.current()
    editor, chief = make.member(roles.DESK), make.member(roles.CHIEF)

    def drawn(article):
        article.refresh_from_db()
        found = seals(record.dossier_of(article, site))
        return found.label, [shape for _, shape in found.row]

    article = make.sent(Status.FIRST_PASSED)
    waits = drawn(article)
    take("return", article, editor, opinion="改。")
    returned = drawn(article)
    take("submit", article, article.created_by)
    again = drawn(article)
    rejected = make.sent(Status.SECOND_PASSED)
    take("reject", rejected, chief, opinion="不用。")
    now, passed, void, back = "seal-now", "seal-passed", "seal-void", "seal-returned"

    assert waits == ("初审已过，正在复审，终审未到", [passed, now, ""])
    assert returned == ("初审作废，复审退回，终审未到", [void, back, ""])
    assert again == ("正在初审，复审未到，终审未到", [now, "", ""])
    assert drawn(rejected) == ("初审已过，复审已过，终审退回", [passed, passed, back])
    assert drawn(make.sent(Status.APPROVED))[1] == [passed] * 3
    changed = make.sent(Status.SECOND_PASSED)
    changed.body = "<p>改过。</p>"
    changed.save()
    record.saved(changed, by=editor)
    assert drawn(changed) == ("正在初审，复审作废，终审未到", [now, void, ""])


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


# However much there is


def fill(user, number):
    """Articles of every kind for the desk of an account that may do everything."""
    now = timezone.now()
    later = {"publish_at": now + timedelta(days=1)}
    rows = [
        Article(
            headline=f"{status}{n}",
            body="<p>字。</p>",
            status=status,
            created_by=user,
            due_at=now,
            **(later if status == Status.APPROVED else {}),
        )
        for n in range(number)
        for status in Status
    ] + [Article(headline=f"退{n}", body="<p>字。</p>", created_by=user) for n in range(number)]
    start = Article.objects.count()
    rows = Article.objects.bulk_create(rows)
    assert Article.objects.count() == start + len(rows)
    line = {"by": user, "by_name": "退稿人", "source": Status.SUBMITTED}
    Step.objects.bulk_create(
        Step(article=row, step="return", label="退改", target=Status.DRAFT, **line)
        for row in rows[-number:]
    )
    Notice.objects.bulk_create(Notice(to=user, article=row, text="说", kind="x") for row in rows)
    ImportedPage.objects.bulk_create(
        ImportedPage(title=f"{n}", text="字", digest="d", created_by=user) for n in range(number)
    )
    return rows


def queries(client, path=DESK):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked), response


@pytest.mark.parametrize(
    "number",
    [40, pytest.param(1112, marks=pytest.mark.once)],  # the second: over 10,000 articles
)
def test_the_desk_asks_the_same_number_of_queries_however_much_lies_there(number):
    user = make.editor()
    site = SiteSettings.objects.current()
    rows = fill(user, 1)
    Opening.objects.create(article=rows[1], user=make.user())
    make.byline(rows[1], make.reporter(), unit=make.unit())
    client = client_of(user)
    client.get(DESK)
    few, _ = queries(client)

    rows = fill(user, number)
    for row in rows[:30]:
        make.byline(row, make.reporter(), unit=make.unit())
    many, response = queries(client)

    assert many == few
    groups_ = response.context["groups"]
    assert {group.key: (len(group.rows), group.total) for group in groups_} == dict.fromkeys(
        ("returned", *IN_REVIEW, "drafts", "scheduled", "held"), (waiting.SHOWN, number + 1)
    )
    assert "还有" in response.content.decode()
    assert tabs(user) == ("99+" if 4 * (number + 1) >= 100 else 4 * (number + 1))
    user.get_all_permissions()
    with CaptureQueriesContext(connection) as asked:
        waiting.number_waiting(user, site)
    assert len(asked) == 1


def test_an_authors_list_asks_the_same_number_of_queries_however_long_it_is():
    user = make.member(roles.CORRESPONDENT)
    fill(user, 1)
    client = client_of(user)
    client.get(CHANGELIST)
    few, _ = queries(client, CHANGELIST)
    fill(user, 5)
    many, _ = queries(client, CHANGELIST)
    assert many == few


def test_the_lists_that_the_desk_leads_to_open_and_hold_what_it_counted():
    user = make.editor()
    fill(user, 31)
    client = client_of(user)

    context = client.get(DESK).context
    found = {}
    for group in [*context["groups"], context["sent"], context["soon"]]:
        page = client.get(group.more)
        found[group.key] = (page.status_code, page.context["cl"].result_count >= group.total)
    assert set(found.values()) == {(200, True)}


def test_the_tab_counts_what_this_account_must_do():
    make.sent(Status.SUBMITTED)
    make.sent(Status.FIRST_PASSED)
    found = {role: tabs(make.member(role)) for role in roles.ROLES}
    assert found == {
        roles.CORRESPONDENT: 0,
        roles.EDITOR: 2,  # one to review, one to proof
        roles.DESK: 2,
        roles.CHIEF: 2,
        roles.STAFF: 2,
        roles.ADMINISTRATOR: 0,
    }
