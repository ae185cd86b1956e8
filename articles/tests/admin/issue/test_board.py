"""The board of an issue and its facts in the admin, by requests: who sees what, who moves what."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import roles, sealing
from articles.models import Article, Format, Issue, Page, Placement, Status
from articles.tests import make, paper
from articles.tests.boards import at, card, client_of, places, said
from articles.tests.plans import issue_of, make_files

pytestmark = pytest.mark.django_db

ACTS = ("move", "plan", "seal")


def test_the_board_shows_every_page_its_room_and_what_is_missing():
    placed, loose = make.public(headline="一条　澄河"), make.public(headline="没有排的", photos=1)
    Article.objects.filter(pk=loose.pk).update(publish_at=timezone.now())
    make.public(headline="还没到时间", publish_at=timezone.now() + timezone.timedelta(hours=1))
    issue = issue_of(placed)
    Issue.objects.update(month=timezone.localdate().replace(day=1))
    loose.photos.update(credit="")

    response = client_of(roles.STAFF).get(at("board", issue))

    page = response.content.decode()
    assert [
        (sheet["page"].name, [row["card"].title for row in sheet["cards"]], sheet["meter"])
        for sheet in response.context["sheets"]
    ] == [
        (
            "版1",
            ["一条 澄河"],
            {"shape": "", "width": 4, "said": "约缺4,118字", "against": "152／4,270字"},
        ),
        ("版2", [], {"shape": "", "width": 0, "said": "约缺4,970字", "against": "0／4,970字"}),
    ]
    assert [c.title for c in response.context["tray"]] == ["没有排的"]
    assert "缺图片署名1处" in page
    assert "还没到时间" not in page


def test_the_board_escapes_what_people_wrote():
    issue = issue_of(make.public(headline='<script>alert("甲")</script>'))
    Page.objects.filter(number=1).update(name="<b>要闻</b>")

    page = client_of(roles.STAFF).get(at("board", issue)).content.decode()

    assert "<script>alert" not in page
    assert "<b>要闻" not in page
    assert "&lt;script&gt;alert(&quot;甲&quot;)&lt;/script&gt;" in page


def test_a_board_of_many_articles_asks_as_often_as_one_of_few(django_assert_num_queries):
    client = client_of(roles.STAFF)
    issue = issue_of(make.public(photos=1, campaigns=[make.campaign()], places=[make.place()]))
    client.get(at("board", issue))
    with django_assert_num_queries(30):
        client.get(at("board", issue))
    for number in range(10):
        article = make.public(photos=1, campaigns=[make.campaign()], places=[make.place()])
        page = issue.pages.last() if number % 2 else None
        Placement.objects.create(issue=issue, page=page, article=article)
    client.get(at("board", issue))  # the proofreader knows the new places from now on

    with django_assert_num_queries(30):
        client.get(at("board", issue))


# Acts


def test_staff_moves_an_article_by_the_card_s_form():
    first, second = make.public(headline="甲"), make.public(headline="乙")
    issue = issue_of(first, second)
    client = client_of(roles.STAFF)

    moved = client.post(at("move", issue), card(second, page=2, kind="lead"), follow=True)

    assert places(issue) == [("甲", 1, "second"), ("乙", 2, "lead")]
    assert said(moved) == ["《乙》到第2版。"]
    assert moved.redirect_chain == [(f"{at('board', issue)}#a{second.pk}", 302)]
    log = LogEntry.objects.latest("pk")
    assert (log.object_id, log.change_message) == (str(issue.pk), "《乙》到第2版")

    off = client.post(at("move", issue), card(first, page=0, revision=2), follow=True)

    assert places(issue) == [("乙", 2, "lead"), ("甲", None, "second")]
    assert said(off) == ["《甲》退回未排。"]


def test_staff_chooses_the_head_of_an_article_by_the_card_s_form():
    article = make.public(headline="节后第一天的早点铺", kicker="", subhead="")
    issue = issue_of(article)
    client = client_of(roles.STAFF)
    sent = card(article, page=1) | {"form": "upright", "size": "34"}

    chosen = client.post(at("move", issue), sent, follow=True)

    assert said(chosen) == [f"《{article}》定了题样，下次做报纸时照排。"]
    board = chosen.content.decode()
    for choice in ('<option value="upright" selected>竖题', '<option value="34" selected>34点'):
        assert choice in board
    undone = sent | {"form": "auto", "size": "", "revision": 2}
    client.post(at("move", issue), undone, follow=True)
    assert list(issue.placements.values_list("form", "size")) == [("", None)]
    refused = client.post(at("move", issue), undone | {"form": "huge"}, follow=True)
    assert said(refused) == ["版和位都要写数字，什么也没有动。"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ({"revision": 9}, "另一位同事刚动过这一期，您这一步没有做。下面是现在的版面，请再看一眼。"),
        ({"page": 7}, "这一期没有第7版。"),
        ({"page": "二"}, "版和位都要写数字，什么也没有动。"),
        ({"page": ""}, "版和位都要写数字，什么也没有动。"),
        ({"position": "-1"}, "版和位都要写数字，什么也没有动。"),
        ({"kind": "huge"}, "版和位都要写数字，什么也没有动。"),
        ({"article": "9" * 30}, "版和位都要写数字，什么也没有动。"),
        ({"article": "99999"}, "这篇稿件没有公开，或者已经撤下，不能上版。"),
    ],
)
def test_what_makes_no_move_is_refused_in_words(data, answer):
    article = make.public(headline="甲")
    issue = issue_of(article)

    response = client_of(roles.STAFF).post(
        at("move", issue), card(article, page=2) | data, follow=True
    )

    assert (places(issue), said(response)) == ([("甲", 1, "second")], [answer])


def test_an_article_that_is_not_public_is_refused_like_one_that_is_not():
    hidden = make.article(headline="内部的题", status=Status.WITHDRAWN, publish_at=timezone.now())
    issue = issue_of()

    response = client_of(roles.STAFF).post(at("move", issue), card(hidden), follow=True)

    assert said(response) == ["这篇稿件没有公开，或者已经撤下，不能上版。"]
    assert "内部的题" not in response.content.decode()
    assert places(issue) == []


def test_staff_plans_a_month_and_comes_to_its_board():
    article = make.public(headline="甲")
    month = f"{timezone.localdate():%Y-%m}"

    response = client_of(roles.STAFF).post(at("start"), {"month": month}, follow=True)

    issue = Issue.objects.get()
    assert response.redirect_chain == [(at("board", issue), 302)]
    assert places(issue) == [(article.headline, 1, "lead")]


@pytest.mark.parametrize("month", ["", "2026-13", "十一月", "1234567"])
def test_what_is_no_month_is_refused(month):
    response = client_of(roles.STAFF).post(at("start"), {"month": month}, follow=True)

    assert (said(response), Issue.objects.count()) == (["月份要写成2026-11这样。"], 0)


def test_everything_is_planned_afresh_only_on_the_board_that_one_sees():
    article = make.public(headline="甲")
    issue = issue_of(article)
    Issue.objects.update(month=timezone.localdate().replace(day=1))
    client = client_of(roles.STAFF)

    stale = client.post(at("plan", issue), {"afresh": "1", "revision": "7"}, follow=True)
    broken = client.post(at("plan", issue), {"afresh": "1"}, follow=True)
    kept = client.post(at("plan", issue), follow=True)
    assert places(issue) == [("甲", 1, "second")]
    client.post(at("plan", issue), {"afresh": "1", "revision": "1"})

    assert [said(stale), said(broken), said(kept)] == [
        ["另一位同事刚动过这一期，没有重排。下面是现在的版面，请再看一眼。"],
        ["请刷新页面再试，什么也没有动。"],
        ["已按规则排版，编辑放好的稿件没有动。"],
    ]
    assert places(issue) == [("甲", 2, "lead")]


def test_the_seal_waits_for_what_must_be_mended_and_for_the_files():
    article = make.public(headline="甲")
    issue = issue_of(article)
    comment = article.comments.create(by=make.editor(), text="再核。")
    client = client_of(roles.CHIEF)
    make_files(issue, [each for each in Format if each != Format.PDF])

    board = client.get(at("board", issue))
    refused = client.post(at("seal", issue), follow=True)

    blocked = ["第1版《甲》有1条批注没有了结", f"还没有做成：{Format.PDF.label}"]
    assert board.context["blocked"] == blocked
    assert said(refused) == [f"还不能封存：{'；'.join(blocked)}。"]
    assert Issue.objects.get().sealed_at is None

    comment.settled_at = timezone.now()
    comment.save()
    make_files(issue, [Format.PDF])
    done = client.post(at("seal", issue), follow=True)

    assert said(done) == ["2026年10月号已封存。以后再改的稿件会注明“印后修改”。"]
    assert Issue.objects.get().sealed_at is not None


@pytest.mark.parametrize(("days", "waits"), [(0, False), (1, True)])
def test_a_sealed_board_says_from_when_residents_read_the_issue(client, days, waits):
    day = timezone.localdate() + timedelta(days=days)
    issue = paper.issue([make.public()])
    Issue.objects.update(date=day)
    client.force_login(make.member(roles.STAFF))

    page = client.get(at("board", issue)).content.decode()

    assert ("起，读者在“往期”里看得到。" in page) == waits


def test_a_sealed_issue_says_what_changed_since_and_offers_nothing_to_move():
    article, gone = make.public(headline="甲"), make.public(headline="乙")
    issue = issue_of(article, gone)
    make_files(issue)
    sealing.seal(issue, by=make.member(roles.CHIEF))
    Article.objects.filter(pk=article.pk).update(headline="改过的")
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)
    client = client_of(roles.STAFF)

    response = client.get(at("board", issue))
    moved = client.post(at("move", issue), card(article, page=2), follow=True)
    facts = client.post(at("change", issue), {"title": "国庆特刊"})

    assert [(c.headline, c.withdrawn) for c in response.context["changed"]] == [
        ("甲", False),
        ("乙", True),
    ]
    assert (
        "<form" not in response.content.decode().partition("data-board")[2].partition("</aside")[0]
    )
    assert said(moved) == ["2026年10月号已经封存，版面不能再动。"]
    assert facts.status_code == 403
    assert places(issue)[0] == ("改过的", 1, "second")


# Who may


@pytest.mark.once
def test_each_role_looks_moves_and_seals_as_it_may():
    article = make.public()
    issue = issue_of(article)
    people = (None, *roles.ROLES)
    done = {}
    for role in people:
        client = client_of(role)
        answers = {"board": client.get(at("board", issue)).status_code}
        answers["list"] = client.get(at("changelist")).status_code
        answers["start"] = client.post(at("start"), {"month": "2020-01"}).status_code
        for act in ACTS:
            data = card(article, revision=99) if act == "move" else {"afresh": 1, "revision": 99}
            answers[act] = client.post(at(act, issue), data).status_code
        done[role] = answers

    names = ("board", "list", "start", "move", "plan", "seal")
    nothing = dict(zip(names, (404, 403, 403, 404, 404, 404), strict=True))
    looks = dict(zip(names, (200, 200, 403, 403, 403, 403), strict=True))
    assert done == {
        None: nothing,
        roles.CORRESPONDENT: nothing,
        roles.ADMINISTRATOR: nothing,
        roles.EDITOR: looks,
        roles.DESK: looks,
        roles.CHIEF: looks | {"seal": 302},
        roles.STAFF: dict(zip(names, (200, 200, 302, 302, 302, 302), strict=True)),
    }
    assert (places(issue), Issue.objects.get().revision) == ([(article.headline, 1, "second")], 1)


def test_nobody_looks_at_a_board_without_signing_in():
    issue = issue_of()

    for name in ("board", *ACTS):
        answer = Client().get(at(name, issue))
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("admin:login"))


def test_acts_are_posts():
    issue = issue_of()
    client = client_of(roles.STAFF)

    answers = [client.get(at(name, issue)).status_code for name in ACTS]
    answers.append(client.get(at("start")).status_code)
    answers.append(client.post(at("board", issue)).status_code)

    assert answers == [405] * 5


def test_who_only_looks_gets_no_forms():
    issue = issue_of(make.public(headline="甲"))

    page = client_of(roles.EDITOR).get(at("board", issue)).content.decode()

    board = page.partition("data-board")[2].partition("</aside")[0]
    assert "甲" in board
    assert "<form" not in board
    assert 'draggable="true"' not in board
