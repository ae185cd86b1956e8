"""Moving articles by hand: room on a page, what is refused, what is said to be missing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import planning, roles
from articles.models import (
    Article,
    Correction,
    Issue,
    Photo,
    Placement,
    Status,
    Weight,
)
from articles.planning import CHECK, MUST, NOTE
from articles.tests import make
from articles.tests.plans import OCTOBER, Kind, day, issue_with, piece, plan_of, staff
from articles.text.months import Month

pytestmark = pytest.mark.django_db

# Room


def test_a_page_s_fill_counts_text_heads_and_pictures():
    article = piece("一条澄河", 1000, photos=1)
    Photo.objects.update(width=1200, height=800)
    issue = issue_with(article, pages=("要闻", "民生"))

    fill = planning.board(issue).sheets[0].fill

    # text and a fifth; 5 lines over 2 columns; 2 columns of 14 lines of picture, 2 of caption
    assert fill.planned == 1000 + 200 + 2 * 5 * 14 + 2 * (14 + 2) * 14
    assert (fill.room, fill.overset, fill.gap) == (5180 - 13 * 5 * 14, 0, fill.room - fill.planned)


def test_a_standing_picture_takes_fewer_columns_and_a_lead_a_larger_one():
    lying, standing = (1200, 800), (800, 1200)

    assert [planning.cost(kind, 0, [shape]) for kind in Kind for shape in (lying, standing)] == [
        planning.cost(Kind.LEAD, 0, ()) + 3 * 23 * 14,
        planning.cost(Kind.LEAD, 0, ()) + 2 * 32 * 14,
        planning.cost(Kind.SECOND, 0, ()) + 2 * 16 * 14,
        planning.cost(Kind.SECOND, 0, ()) + 1 * 17 * 14,
        planning.cost(Kind.BRIEF, 0, ()) + 1 * 9 * 14,
        planning.cost(Kind.BRIEF, 0, ()) + 1 * 17 * 14,
        planning.cost(Kind.PHOTO, 0, ()) + 3 * 23 * 14,
        planning.cost(Kind.PHOTO, 0, ()) + 2 * 32 * 14,
    ]


# By hand


def test_an_article_moves_before_what_stands_there():
    rows = [piece(title) for title in "甲乙丙"]
    issue = issue_with(*rows, pages=("要闻", "民生"))

    issue = planning.move(issue, rows[2], 1, 1, by=staff(), revision=1)
    issue = planning.move(issue, rows[0], 2, 9, by=staff(), revision=2, kind=Kind.LEAD)

    assert plan_of(issue) == [
        ("要闻", [("丙", Kind.SECOND), ("乙", Kind.SECOND)]),
        ("民生", [("甲", Kind.LEAD)]),
    ]
    assert issue.revision == 3


def test_page_nought_takes_an_article_off_and_the_plan_leaves_it_off():
    article = piece("拿下的")
    issue = issue_with(article)

    planning.move(issue, article, 0, 1, by=staff(), revision=1)
    planning.plan(Month.of(OCTOBER))

    now = planning.board(issue)
    assert (plan_of(issue), [card.title for card in now.tray]) == ([("要闻", [])], ["拿下的"])


def test_an_editor_chooses_the_kind_and_size_of_a_head_and_takes_the_choice_back():
    article = piece("节后第一天的早点铺")
    issue = issue_with(article)

    def chosen():
        return list(issue.placements.values_list("form", "size", "kind", "position"))

    planning.choose_head(issue, article, "upright", 34, by=staff(), revision=1)
    assert chosen() == [("upright", 34, Kind.SECOND, 1)]
    [[card]] = [sheet.cards for sheet in planning.board(issue).sheets]
    assert (card.form, card.size) == ("upright", 34)
    planning.choose_head(issue, article, "", None, by=staff(), revision=2)
    assert chosen() == [("", None, Kind.SECOND, 1)]


@pytest.mark.parametrize(
    ("headline", "fields", "why"),
    [
        ("28路公交延伸", {}, "不能有标点、字母和数字"),
        ("“一人一块”", {}, "不能有标点"),
        ("节后第一天豆腐巷口的早点铺卸下了门板又开张", {}, "每行九个汉字以内"),
        ("早点铺", {"kicker": "节后"}, "有引题或副题的题目不能竖排"),
        ("早点铺", {"subhead": "卖了七天"}, "有引题或副题的题目不能竖排"),
    ],
)
def test_a_head_that_can_not_read_downwards_is_refused_with_the_reason(headline, fields, why):
    article = piece(headline, **fields)
    issue = issue_with(article)
    with pytest.raises(planning.PlanRefused, match=why):
        planning.choose_head(issue, article, "upright", None, by=staff(), revision=1)
    assert list(issue.placements.values_list("form", flat=True)) == [""]


def test_only_an_article_on_a_page_has_a_head_to_choose():
    article = piece("未排的")
    issue = issue_with(article)
    planning.move(issue, article, 0, 1, by=staff(), revision=1)
    with pytest.raises(planning.PlanRefused, match="还没有上版"):
        planning.choose_head(issue, article, "left", None, by=staff(), revision=2)
    with pytest.raises(planning.StalePlan):
        planning.choose_head(issue, article, "left", None, by=staff(), revision=1)


def test_a_stale_board_moves_nothing():
    rows = [piece(title) for title in "甲乙"]
    issue = issue_with(*rows, pages=("要闻", "民生"))
    planning.move(issue, rows[0], 2, 1, by=staff(), revision=1)

    with pytest.raises(planning.StalePlan, match="另一位同事刚动过这一期"):
        planning.move(issue, rows[1], 2, 1, by=staff(), revision=1)
    with pytest.raises(planning.StalePlan):
        planning.plan_afresh(issue, by=staff(), revision=1)

    assert plan_of(issue) == [("要闻", [("乙", Kind.SECOND)]), ("民生", [("甲", Kind.SECOND)])]


def test_nothing_that_is_not_public_is_placed():
    issue = issue_with()
    hidden = [
        make.article(headline="草稿"),
        make.article(headline="撤下的", status=Status.WITHDRAWN, publish_at=day(3)),
        piece("还没到时间", publish_at=timezone.now() + timedelta(hours=1)),
    ]

    for article in hidden:
        with pytest.raises(planning.PlanRefused, match="没有公开"):
            planning.move(issue, article, 1, 1, by=staff(), revision=1)

    assert not issue.placements.exists()


def test_a_withdrawn_article_drops_out_of_view_and_the_rest_close_up():
    rows = [piece(title) for title in "甲乙丙"]
    issue = issue_with(*rows)
    Article.objects.filter(pk=rows[0].pk).update(status=Status.WITHDRAWN)

    planning.move(issue, rows[2], 1, 1, by=staff(), revision=1)

    now = planning.board(issue)
    assert plan_of(issue) == [("要闻", [("丙", Kind.SECOND), ("乙", Kind.SECOND)])]
    assert (now.tray, now.gone) == ((), ((1, rows[0].pk),))
    said = [text for _, text, _ in planning.warnings(issue)]
    assert f"第1版有一篇（稿号{rows[0].pk}）已撤下或还没到发布时间，不登" in said
    assert not any("甲" in text for text in said)


def test_only_who_may_change_an_issue_moves_articles():
    article = piece()
    issue = issue_with(article, pages=("要闻", "民生"))

    for role in (roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.CHIEF, roles.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            planning.move(issue, article, 2, 1, by=make.member(role), revision=1)

    assert issue.placements.get().page.number == 1


def test_a_sealed_issue_stands():
    article = piece()
    issue = issue_with(article, pages=("要闻", "民生"))
    Issue.objects.update(sealed_at=timezone.now())

    for act in (
        lambda: planning.move(issue, article, 2, 1, by=staff(), revision=1),
        lambda: planning.plan(Month.of(OCTOBER)),
        lambda: planning.plan_afresh(issue, by=staff(), revision=1),
    ):
        with pytest.raises(planning.PlanRefused, match="已经封存，版面不能再动"):
            act()

    assert issue.placements.get().page.number == 1


def test_planning_afresh_takes_everything_off_first():
    article = piece("一条澄河", weight=Weight.LEAD)
    issue = issue_with(pages=("要闻", "民生"))
    Placement.objects.create(issue=issue, page=None, article=article)

    planning.plan_afresh(issue, by=staff(), revision=1)

    assert plan_of(issue) == [("要闻", [("一条澄河", Kind.LEAD)]), ("民生", [])]


def test_an_overset_page_is_helped_by_its_smallest_article_that_is_enough():
    lead = piece("头条", 1800)
    small, right, large = piece("太短", 100), piece("正好", 500), piece("太长", 900)
    issue = issue_with(lead, small, right, large, pages=("要闻", "民生", "街道"))
    Placement.objects.filter(article=lead).update(kind=Kind.LEAD)
    issue.placements.create(page=issue.pages.get(number=2), article=piece("占着", 1000))

    ways = planning.ways_out(planning.board(issue))

    assert {n: (card.title, page) for n, (card, page) in ways.items()} == {1: ("正好", 3)}


def test_a_page_that_its_lead_alone_oversets_is_not_helped():
    lead = piece("头条", 9000)
    issue = issue_with(lead, piece("短的", 100), pages=("要闻", "民生"))
    Placement.objects.filter(article=lead).update(kind=Kind.LEAD)

    assert planning.ways_out(planning.board(issue)) == {}


# What is missing


def test_the_warnings_name_what_is_missing_heaviest_first():
    article = piece("缺东西的", 4000, photos=2)
    Photo.objects.filter(number=1).update(credit="", alt=" ")
    Photo.objects.filter(number=2).update(alt="")
    article.comments.create(by=make.editor(), text="数字再核一遍。")
    article.comments.create(by=make.editor(), text="核过了。", settled_at=timezone.now())
    Correction.objects.create(article=article, text="应为三条。", corrected_on=OCTOBER)
    hidden = make.article(status=Status.WITHDRAWN, publish_at=day(1))
    Correction.objects.create(article=hidden, text="撤下的。", corrected_on=OCTOBER)
    piece("没有排的")
    make.article(headline="修订稿的题", revises=article)
    issue = issue_with(article, pages=("要闻", "民生"))
    anchor = f"a{article.pk}"

    assert planning.warnings(issue) == [
        (MUST, "第1版《缺东西的》有1条批注没有了结", anchor),
        (CHECK, "第1版溢出约1,244字", "pg1"),
        (CHECK, "第1版《缺东西的》缺图片署名1处", anchor),
        (CHECK, "第1版《缺东西的》缺替代文字2处", anchor),
        (CHECK, "第2版是空的", "pg2"),
        (CHECK, "第1版《缺东西的》有2处校对意见没有人看过", anchor),
        (CHECK, "还没有写责任编辑", "top"),
        (NOTE, "第1版没有头条", "pg1"),
        (NOTE, "第1版《缺东西的》有修订稿在办，签发后成品要重做", anchor),
        (NOTE, "网站设置里没有写准印证号或刊号，报上印不出来", "top"),
        (NOTE, "欠登更正1则，会登在末版", ""),
        (NOTE, "未排1篇", "tray"),
    ]


def test_an_issue_without_articles_must_not_go_out():
    assert (MUST, "版上还没有稿件", "top") in planning.warnings(issue_with())


@pytest.mark.once
def test_a_board_of_many_articles_asks_as_often_as_one_of_few(django_assert_num_queries):
    campaign, place = make.campaign(), make.place()
    with_parts = {"campaigns": [campaign], "places": [place], "photos": 1}
    issue = issue_with(piece("甲", **with_parts))
    planning.warnings(issue, planning.board(issue))  # the house terms are in memory from now on
    with django_assert_num_queries(18):
        planning.warnings(issue, planning.board(issue))
    for number in range(12):
        row = piece(f"稿件{number}", **with_parts)
        Placement.objects.create(issue=issue, page=issue.pages.first(), article=row)
    piece("未排", **with_parts)

    with django_assert_num_queries(18):
        planning.warnings(issue, planning.board(issue))


def test_an_entry_of_a_rolling_story_is_printed_with_its_story_and_stands_on_no_page():
    issue = issue_with(piece("头版的", 300))
    entry = make.article(status=Status.HELD, headline="守堤的一条", entry_of=piece("今晚守堤"))
    assert planning.find_fillers(None) == []
    with pytest.raises(planning.PlanRefused, match="没有公开"):
        planning.move(issue, entry, 1, 1, by=staff(), revision=issue.revision)
    page = issue.pages.get(number=1)
    Placement.objects.create(issue=issue, page=page, article=entry, kind=Kind.SECOND)
    (sheet,) = planning.board(issue).sheets
    assert [card.title for card in sheet.cards] == ["头版的"]
