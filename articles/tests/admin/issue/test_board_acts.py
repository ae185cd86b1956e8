"""What the board offers, by requests: photo sizes, pages, held pieces, pieces of other months."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from articles import planning, roles, search
from articles.models import Article, Issue, Page, Photo, Placement, Status
from articles.tests import make
from articles.tests.boards import at, card, client_of, places, said
from articles.tests.plans import OCTOBER, day, issue_of, issue_with, piece

pytestmark = pytest.mark.django_db


def hold(headline, **fields):
    return make.article(headline=headline, status=Status.HELD, **fields)


def short_issue():
    issue = issue_with(piece("头版的", 900), pages=("要闻", "民生"))
    page = issue.pages.get(number=2)
    Placement.objects.create(issue=issue, page=page, article=piece("民生的"), kind="lead")
    return issue


def test_staff_chooses_the_size_of_a_photo_at_the_card():
    article = piece("有图的", photos=1)
    Photo.objects.update(width=1200, height=800)
    issue = issue_of(article)
    client = client_of(roles.STAFF)
    sent = {"article": article.pk, "photo_size": "two", "revision": 1}

    answer = client.post(at("photo", issue), sent, follow=True)

    assert said(answer) == ["《有图的》图的大小定为“两栏”，重画样张时照排。"]
    assert f'value="two" id="stwo{article.pk}" aria-pressed="true"' in answer.content.decode()
    assert LogEntry.objects.latest("pk").change_message == "《有图的》图的大小：两栏"
    client.post(at("photo", issue), sent | {"photo_size": "", "revision": 2})
    assert issue.placements.get().photo_size == ""


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"photo_size": "huge"}, "请刷新页面再试，什么也没有动。"),
        ({"article": "甲"}, "请刷新页面再试，什么也没有动。"),
        ({"revision": ""}, "请刷新页面再试，什么也没有动。"),
        ({"article": 9**15}, "这篇稿件没有公开，或者已经撤下，不能上版。"),
        ({"photo_size": "three"}, "这篇的图宽400像素，印“三栏”至少要817像素，请换大图或选小一些。"),
    ],
)
def test_a_size_that_makes_no_sense_is_refused_in_words(data, why):
    article = piece("有图的", photos=1)
    Photo.objects.update(width=400, height=300)
    issue = issue_of(article)
    sent = {"article": article.pk, "photo_size": "two", "revision": 1} | data

    assert said(client_of(roles.STAFF).post(at("photo", issue), sent, follow=True)) == [why]
    assert issue.placements.get().photo_size == ""


def test_fewer_pages_are_offered_taken_by_a_press_and_taken_back_by_another():
    issue = short_issue()
    client = client_of(roles.STAFF)
    before = places(issue)
    board = client.get(at("board", issue))
    assert "稿子只够1版：撤掉第2版　民生，1篇到第1版。" in board.content.decode()

    taken = client.post(at("repage", issue), {"pages": 1, "revision": 1}, follow=True)
    assert said(taken) == ["已改排1版，不合意可以退回。"]
    assert places(issue) == [("头版的", 1, "second"), ("民生的", 1, "lead")]
    assert "退回到“改排1版”以前</button>" in taken.content.decode()
    back = client.post(at("revert", issue), {"revision": 2}, follow=True)

    assert said(back) == ["已退回到“改排1版”以前。"]
    assert places(issue) == before
    assert list(issue.pages.values_list("number", "name")) == [(1, "要闻"), (2, "民生")]


def test_a_proposal_is_put_aside_by_a_press_stays_so_and_comes_back_by_another():
    issue = short_issue()
    client = client_of(roles.STAFF)
    offered, aside = "稿子只够1版：撤掉第2版　民生", "改排1版的提议收起了。"

    put = client.post(at("decline", issue), {"pages": 1, "revision": 1}, follow=True)

    assert said(put) == ["收起了改排1版的提议，要看再点“再看”。"]
    for page in (put, client_of(roles.STAFF).get(at("board", issue))):
        text = page.content.decode()
        assert (offered in text, "改排1版</button>" in text, aside in text) == (False, False, True)
    assert Issue.objects.get().revision == 1  # files and pictures stay as fresh as they were
    back = client.post(at("decline", issue), {"again": "1", "revision": 1}, follow=True)
    text = back.content.decode()
    assert (offered in text, "改排1版</button>" in text, aside in text) == (True, True, False)
    assert [row.change_message for row in LogEntry.objects.order_by("pk")] == [
        "收起了改排1版的提议", "收起的提议又列出来了",
    ]  # fmt: skip


def test_only_what_is_proposed_is_put_aside_and_what_comes_later_is_shown():
    issue = short_issue()
    client = client_of(roles.STAFF)

    refused = client.post(at("decline", issue), {"pages": 5, "revision": 1}, follow=True)
    assert said(refused) == ["改排5版的提议已经不在了，什么也没有动。请看现在的版面。"]
    Issue.objects.update(declined_pages=[5, 9])
    assert "稿子只够1版" in client.get(at("board", issue)).content.decode()
    assert client_of(roles.EDITOR).post(at("decline", issue), {"pages": 1}).status_code == 403
    assert Issue.objects.get().declined_pages == [5, 9]


@pytest.mark.parametrize("act", ["repage", "decline", "fill", "revert"])
@pytest.mark.parametrize("revision", ["", "甲", "7"])
def test_on_a_board_that_is_old_or_broken_nothing_moves(act, revision):
    issue = short_issue()
    hold("待用的")
    before = places(issue)

    answer = client_of(roles.STAFF).post(
        at(act, issue), {"pages": 1, "revision": revision}, follow=True
    )

    stale = "另一位同事刚动过这一期，您这一步没有做。下面是现在的版面，请再看一眼。"
    assert said(answer) == [stale if revision == "7" else "请刷新页面再试，什么也没有动。"]
    assert places(issue) == before


@pytest.mark.parametrize("pages", ["", "甲", "9" * 30, "-1"])
def test_a_number_of_pages_that_is_none_is_refused(pages):
    issue = short_issue()
    data = {"pages": pages, "revision": 1}

    [words] = said(client_of(roles.STAFF).post(at("repage", issue), data, follow=True))

    assert words.endswith(("什么也没有动。", "请看现在的版面。"))
    assert issue.pages.count() == 2


def test_held_pieces_are_offered_and_placed_by_a_press():
    issue = short_issue()
    held = hold("待用的石榴树")
    client = client_of(roles.STAFF)
    board = client.get(at("board", issue))
    offered = [[c.article for c in sheet["fillers"]] for sheet in board.context["sheets"]]
    assert offered == [[held.pk], [held.pk]]
    assert "待用里有1篇放得下" in board.content.decode()

    sent = {"article": held.pk, "page": 2, "revision": 1}
    placed = client.post(at("move", issue), sent, follow=True)

    assert said(placed) == ["《待用的石榴树》到第2版，签发了才印得上。"]
    page = placed.content.decode()
    assert "待用稿，签发了才印得上</p>" in page
    assert [sheet["fillers"] for sheet in placed.context["sheets"]] == [(), ()]


def test_a_filler_is_put_aside_for_this_issue_and_comes_back_by_another_press():
    issue = short_issue()
    aside, other = hold("待用的石榴树"), hold("待用的水塔")
    client = client_of(roles.STAFF)

    def offered(page):
        return [{c.article for c in sheet["fillers"]} for sheet in page.context["sheets"]]

    put = client.post(at("decline", issue), {"article": aside.pk, "revision": 1}, follow=True)

    assert said(put) == ["这一期不补《待用的石榴树》，要看再点“再看”。"]
    for page in (put, client_of(roles.STAFF).get(at("board", issue))):
        text = page.content.decode()
        assert offered(page) == [{other.pk}, {other.pk}]
        assert "这一期不补的待用稿1篇收起了。" in text
        assert "待用里有1篇放得下" in text
    assert Issue.objects.get().revision == 1
    client.post(at("fill", issue), {"revision": 1})
    assert [row.article_id for row in issue.placements.filter(article__status="held")] == [other.pk]
    back = client.post(at("decline", issue), {"again": "1", "revision": 2}, follow=True)
    assert offered(back)[1] == {aside.pk}
    assert Issue.objects.get().declined_fillers is None


def test_only_what_could_fill_the_issue_is_put_aside():
    issue, draft = short_issue(), make.article(headline="草稿")
    client = client_of(roles.STAFF)
    for key in (draft.pk, 9**15):
        answer = client.post(at("decline", issue), {"article": key, "revision": 1}, follow=True)
        assert said(answer) == ["这篇待用稿已经不在可补的里面了，什么也没有动。请看现在的版面。"]
    broken = client.post(at("decline", issue), {"article": "甲", "revision": 1}, follow=True)
    assert said(broken) == ["请刷新页面再试，什么也没有动。"]
    assert Issue.objects.get().declined_fillers is None


def test_all_places_are_filled_by_one_press():
    issue = short_issue()
    for number in range(3):
        hold(f"待用{number}")

    answer = client_of(roles.STAFF).post(at("fill", issue), {"revision": 1}, follow=True)

    assert said(answer) == ["补了3篇待用稿，签发了才印得上，不合意可以退回。"]
    assert issue.placements.filter(article__status=Status.HELD).count() == 3


def test_who_sees_no_held_pieces_is_told_no_word_of_them():
    issue = short_issue()
    held = hold("内部的待用稿")
    planning.move(issue, held, 1, 1, by=None, revision=1)
    looker = make.user()
    looker.user_permissions.add(*Permission.objects.filter(codename__in=["view_issue"]))
    mover = make.user()
    rights = ["view_issue", "change_issue", "view_article"]
    mover.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    hold("内部的另一篇")

    for user in (looker, mover):
        client = client_of(None)
        client.force_login(user)
        page = client.get(at("board", issue)).content.decode()
        assert "内部的" not in page
        assert "（您看不到的待用稿）" in page
    sent = {"article": Article.objects.get(headline="内部的另一篇").pk, "page": 1, "revision": 2}
    refused = client.post(at("move", issue), sent, follow=True)
    assert said(refused) == ["这篇稿件没有公开，或者已经撤下，不能上版。"]
    assert "内部的" not in refused.content.decode()
    assert "内部的待用稿" in client_of(roles.EDITOR).get(at("board", issue)).content.decode()


# Pieces of other months


def test_pieces_of_other_months_are_found_by_words_and_placed():
    free = piece("望津夜市搬进老仓库", publish_at=day(9).replace(month=9))
    ran = piece("夜市添了路灯", publish_at=day(8).replace(month=8))
    hidden = make.article(headline="夜市的草稿", status=Status.SUBMITTED)
    here = piece("本期的夜市")
    issue = issue_of(here)
    other = Issue.objects.create(month=OCTOBER.replace(month=8), whole_number=5, date=OCTOBER)
    page = Page.objects.create(issue=other, number=2, name="要闻")
    Placement.objects.create(issue=other, page=page, article=ran)
    search.follow([free.pk, ran.pk, hidden.pk, here.pk])
    client = client_of(roles.STAFF)

    board = client.get(at("board", issue), {"q": "夜市"})

    found = board.context["found"].pieces
    assert {(str(each.article), each.where, each.is_free) for each in found} == {
        ("望津夜市搬进老仓库", "", True),
        ("夜市添了路灯", "排在2026年8月号第2版", False),
    }
    assert "夜市的草稿" not in board.content.decode()
    sent = card(free, page=2, q="夜市")
    placed = client.post(at("move", issue), sent, follow=True)
    assert said(placed) == ["《望津夜市搬进老仓库》到第2版。"]
    assert [str(each.article) for each in placed.context["found"].pieces] == ["夜市添了路灯"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("没有这个词", "没有找到公开而不在本期的稿件。"),
        ("长" * 101, "检索词太长，最多100个字。请只留最要紧的几个词。"),
        ("<script>", "没有找到公开而不在本期的稿件。"),
        ("-", "没有找到公开而不在本期的稿件。"),
    ],
)
def test_what_is_not_found_is_said(words, told):
    page = client_of(roles.STAFF).get(at("board", issue_of(piece())), {"q": words})

    assert told in page.content.decode()
    assert '<script>"' not in page.content.decode()


def test_a_board_with_all_that_it_offers_asks_as_often_for_many_as_for_one(
    django_assert_num_queries,
):
    client = client_of(roles.STAFF)
    issue = short_issue()

    def add(number):
        campaign, place = make.campaign(), make.place()
        hold(f"待用{number}", photos=1, campaigns=[campaign], places=[place])
        found = piece(f"夜市{number}", publish_at=day(9).replace(month=9), photos=1)
        search.follow([found.pk])
        coming = hold(f"排上的{number}", photos=1, campaigns=[campaign], places=[place])
        Placement.objects.create(issue=issue, page=issue.pages.first(), article=coming)
        loose = piece(f"未排{number}", photos=1, campaigns=[campaign], places=[place])
        Placement.objects.create(issue=issue, page=None, article=loose)

    add(0)
    client.get(at("board", issue), {"q": "夜市"})
    with django_assert_num_queries(42):
        client.get(at("board", issue), {"q": "夜市"})
    for number in range(1, 9):
        add(number)
    client.get(at("board", issue))  # the proofreader knows the new places from now on

    with django_assert_num_queries(42):
        client.get(at("board", issue), {"q": "夜市"})
