"""Filling a month's pages by rule, moving articles by hand, what is said to be missing."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import planning, roles
from articles.models import (
    Article,
    Correction,
    Genre,
    Issue,
    Page,
    Photo,
    Placement,
    SiteSettings,
    Status,
    Weight,
)
from articles.planning import CHECK, MUST, NOTE
from articles.tests import make
from articles.text.months import Month

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 1)
Kind = Placement.Kind


def day(number, hour=9):
    return timezone.make_aware(datetime(2026, 10, number, hour))


def body(characters):
    return f"<p>{'江' * characters}</p>"


def piece(headline="江边的路", characters=600, **fields):
    fields = {"publish_at": day(9), "body": body(characters)} | fields
    return make.public(headline=headline, **fields)


def plan_of(issue):
    """Page by page: name, and what stands there as what."""
    return [
        (sheet.page.name, [(card.title, card.kind) for card in sheet.cards])
        for sheet in planning.board(issue).sheets
    ]


def staff():
    return make.member(roles.STAFF)


def issue_with(*articles, pages=("要闻",)):
    """An issue of October 2026 with the articles on its first page."""
    issue = Issue.objects.create(month=OCTOBER, whole_number=7, date=date(2026, 10, 31))
    rows = [
        Page.objects.create(issue=issue, number=n, name=name) for n, name in enumerate(pages, 1)
    ]
    for position, article in enumerate(articles, 1):
        Placement.objects.create(issue=issue, page=rows[0], article=article, position=position)
    return issue


# By rule


def test_a_month_is_planned_by_weight_campaign_and_length():
    rivers, books = make.campaign("滨江新貌", position=1), make.campaign("书香临江", position=2)
    piece("两桥合龙", 2800, weight=Weight.LEAD, campaigns=[rivers])
    piece("一条澄河", 1600, weight=Weight.LEAD, campaigns=[rivers], genre=Genre.FEATURE)
    piece("三座码头", 900, campaigns=[rivers], genre=Genre.FEATURE)
    piece("湿地观鸟", 400, campaigns=[rivers], genre=Genre.FEATURE)
    piece("老街的书店", 1800, weight=Weight.SECOND, campaigns=[books], genre=Genre.FEATURE)
    piece("旧书漂流", 1200, campaigns=[books], genre=Genre.FEATURE)
    piece("供暖试水", 60, weight=Weight.BRIEF)

    issue = planning.plan(Month.of(OCTOBER))

    assert plan_of(issue) == [
        ("要闻", [("两桥合龙", Kind.LEAD), ("供暖试水", Kind.BRIEF)]),
        (
            "滨江新貌",
            [("一条澄河", Kind.LEAD), ("三座码头", Kind.SECOND), ("湿地观鸟", Kind.SECOND)],
        ),
        ("书香临江", [("老街的书店", Kind.LEAD), ("旧书漂流", Kind.SECOND)]),
    ]


def test_the_heaviest_article_of_a_page_is_its_lead_whatever_its_campaign():
    rivers = make.campaign("滨江新貌")
    piece("头版头条", 3000, weight=Weight.LEAD)
    piece("一条澄河", 1500, weight=Weight.NORMAL, campaigns=[rivers], genre=Genre.FEATURE)
    piece("三座码头", 900, weight=Weight.NORMAL, campaigns=[rivers], genre=Genre.FEATURE)
    piece("湿地观鸟", 700, weight=Weight.LEAD, genre=Genre.FEATURE)

    issue = planning.plan(Month.of(OCTOBER))

    assert plan_of(issue) == [
        ("要闻", [("头版头条", Kind.LEAD)]),
        (
            "滨江新貌",
            [("湿地观鸟", Kind.LEAD), ("一条澄河", Kind.SECOND), ("三座码头", Kind.SECOND)],
        ),
    ]


def test_only_what_residents_may_read_of_that_month_comes_in():
    seen = piece("看得到的")
    make.article(headline="撤下的", status=Status.WITHDRAWN, publish_at=day(3))
    make.article(headline="草稿", status=Status.DRAFT)
    piece("九月底的", publish_at=day(1, 0) - timedelta(seconds=1))
    piece("十一月一日零点的", publish_at=day(31, 23) + timedelta(hours=1))
    first = piece("一日零点的", publish_at=day(1, 0))
    last = piece("三十一日深夜的", publish_at=day(31, 23) + timedelta(minutes=59))

    issue = planning.plan(Month.of(OCTOBER))

    assert set(issue.placements.values_list("article", flat=True)) == {seen.pk, first.pk, last.pk}


def test_an_embargoed_article_of_this_month_waits_for_its_hour():
    today = timezone.localdate()
    make.public(headline="已经发的", body=body(300))
    make.public(headline="还没到时间", publish_at=timezone.now() + timedelta(minutes=5))

    issue = planning.plan(Month.of(today))

    assert [card.title for sheet in planning.board(issue).sheets for card in sheet.cards] == [
        "已经发的"
    ]
    assert planning.board(issue).tray == ()


def test_planning_twice_changes_nothing():
    for number in range(30):
        piece(f"稿件{number}", 400 + 30 * number)
    issue = planning.plan(Month.of(OCTOBER))
    before = list(Placement.objects.order_by("pk").values()), issue.revision

    again = planning.plan(Month.of(OCTOBER))

    assert (list(Placement.objects.order_by("pk").values()), again.revision) == before
    assert Issue.objects.count() == 1


def test_two_plans_of_the_same_month_are_the_same():
    campaigns = [make.campaign() for _ in range(4)]
    for number in range(40):
        piece(f"稿件{number}", 200 + 37 * (number * 7 % 40), campaigns=[campaigns[number % 4]])
    issue = planning.plan(Month.of(OCTOBER))
    first = plan_of(issue)

    issue.delete()

    assert plan_of(planning.plan(Month.of(OCTOBER))) == first


def test_what_an_editor_placed_stays_and_new_articles_fill_the_room():
    kept = piece("编辑放的", characters=1000)
    off = piece("编辑拿下的")
    issue = issue_with(kept, pages=("要闻", "民生"))
    placed = issue.placements.get()
    Placement.objects.create(issue=issue, page=None, article=off)
    piece("新来的", 300)
    piece("长得排不下的", 9000)

    planning.plan(Month.of(OCTOBER))

    placed.refresh_from_db()
    assert (placed.page.number, placed.position, placed.kind) == (1, 1, Kind.SECOND)
    assert plan_of(issue) == [
        ("要闻", [("编辑放的", Kind.SECOND)]),
        ("民生", [("新来的", Kind.LEAD)]),
    ]
    assert {card.title for card in planning.board(issue).tray} == {"编辑拿下的", "长得排不下的"}


def test_no_article_is_lost_and_no_page_is_overset_by_the_rule():
    campaigns = [make.campaign() for _ in range(5)]
    Article.objects.bulk_create(
        Article(
            headline=f"稿件{n}",
            body=body(60 + n * 61 % 1900),
            length=60 + n * 61 % 1900,
            weight=1 + n % 4,
            status=Status.APPROVED,
            publish_at=day(1 + n % 31),
        )
        for n in range(200)
    )
    for n, article in enumerate(Article.objects.order_by("pk")):
        article.campaigns.add(campaigns[n % 5])

    issue = planning.plan(Month.of(OCTOBER))

    now = planning.board(issue)
    fills = [sheet.fill for sheet in now.sheets]
    assert (now.placed, now.tray, [fill.overset for fill in fills if fill.overset]) == (200, (), [])
    assert min(fill.percent for fill in fills) > 60


def test_an_article_longer_than_a_page_stands_alone_and_says_by_how_much_it_is_overset():
    piece("长篇通讯", 12000)
    piece("一般的稿件", 500)

    issue = planning.plan(Month.of(OCTOBER))

    long = next(s for s in planning.board(issue).sheets if s.cards[0].title == "长篇通讯")
    assert long.fill.overset == long.fill.planned - long.fill.room > 0
    assert (CHECK, f"第{long.page.number}版溢出约{long.fill.overset:,}字",
            f"pg{long.page.number}") in planning.warnings(issue)  # fmt: skip


def test_a_month_without_articles_makes_no_issue():
    with pytest.raises(planning.PlanRefused, match="2026年10月还没有公开的稿件可排。"):
        planning.plan(Month.of(OCTOBER))

    assert not Issue.objects.exists()


def test_an_article_stands_in_one_issue_only():
    article = piece("跨月的")
    other = Issue.objects.create(month=date(2026, 9, 1), whole_number=1, date=date(2026, 9, 30))
    page = Page.objects.create(issue=other, number=1, name="要闻")
    Placement.objects.create(issue=other, page=page, article=article)
    piece("本月的")

    issue = planning.plan(Month.of(OCTOBER))

    assert plan_of(issue) == [("要闻", [("本月的", Kind.LEAD)])]
    with pytest.raises(planning.PlanRefused, match="这篇稿件已排在2026年9月号，不能再排。"):
        planning.move(issue, article, 1, 1, by=staff(), revision=issue.revision)


def test_numbers_count_on_from_the_site_s_first_issue():
    site = SiteSettings.objects.current()
    site.first_month, site.first_whole_number = date(2026, 8, 1), 115
    site.save()
    piece()

    issue = planning.plan(Month.of(OCTOBER))

    assert (issue.number, issue.whole_number, issue.date) == (10, 117, date(2026, 10, 31))


def test_numbers_count_on_from_the_issue_before_where_the_site_says_nothing():
    Issue.objects.create(month=date(2025, 12, 1), number=12, whole_number=40, date=OCTOBER)

    assert planning.numbers_for(Month.of(OCTOBER)) == (10, 50)


def test_a_month_is_planned_by_who_may():
    piece()

    for role in (roles.CORRESPONDENT, roles.EDITOR, roles.CHIEF, roles.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            planning.plan(Month.of(OCTOBER), by=make.member(role))
    assert not Issue.objects.exists()

    planning.plan(Month.of(OCTOBER), by=staff())

    assert Issue.objects.count() == 1


# Room


def test_a_page_s_fill_counts_text_heads_and_pictures():
    article = piece("一条澄河", 1000, photos=1)
    Photo.objects.update(width=1200, height=800)
    issue = issue_with(article, pages=("要闻", "民生"))

    fill = planning.board(issue).sheets[0].fill

    # text and a fifth; 5 lines over 2 columns; 2 columns of 14 lines of picture, 2 of caption
    assert fill.planned == 1000 + 200 + 2 * 5 * 14 + 2 * (14 + 2) * 14
    assert (fill.room, fill.overset, fill.gap) == (5400 - 13 * 5 * 14, 0, fill.room - fill.planned)


def test_a_standing_picture_takes_fewer_columns_and_a_lead_a_larger_one():
    lying, standing = (1200, 800), (800, 1200)

    assert [planning.cost(kind, 0, [shape]) for kind in Kind for shape in (lying, standing)] == [
        planning.cost(Kind.LEAD, 0, ()) + 3 * 23 * 14,
        planning.cost(Kind.LEAD, 0, ()) + 2 * 32 * 14,
        planning.cost(Kind.SECOND, 0, ()) + 2 * 16 * 14,
        planning.cost(Kind.SECOND, 0, ()) + 1 * 16 * 14,
        planning.cost(Kind.BRIEF, 0, ()) + 1 * 9 * 14,
        planning.cost(Kind.BRIEF, 0, ()) + 1 * 16 * 14,
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
        (CHECK, "第1版溢出约1,024字", "pg1"),
        (CHECK, "第1版《缺东西的》缺图片署名1处", anchor),
        (CHECK, "第1版《缺东西的》缺替代文字2处", anchor),
        (CHECK, "第2版是空的", "pg2"),
        (CHECK, "还没有写责任编辑", "top"),
        (NOTE, "第1版没有头条", "pg1"),
        (NOTE, "第1版《缺东西的》有修订稿在办，签发后成品要重做", anchor),
        (NOTE, "欠登更正1则，会登在末版", ""),
        (NOTE, "未排1篇", "tray"),
    ]


def test_an_issue_without_articles_must_not_go_out():
    assert (MUST, "版上还没有稿件", "top") in planning.warnings(issue_with())


def test_a_board_of_many_articles_asks_as_often_as_one_of_few(django_assert_num_queries):
    campaign, place = make.campaign(), make.place()
    with_parts = {"campaigns": [campaign], "places": [place], "photos": 1}
    issue = issue_with(piece("甲", **with_parts))
    with django_assert_num_queries(9):
        planning.warnings(issue, planning.board(issue))
    for number in range(12):
        row = piece(f"稿件{number}", **with_parts)
        Placement.objects.create(issue=issue, page=issue.pages.first(), article=row)
    piece("未排", **with_parts)

    with django_assert_num_queries(9):
        planning.warnings(issue, planning.board(issue))


# The command


def test_the_command_plans_a_month_and_says_how_full_each_page_is(capsys):
    piece("一条澄河", 1000)

    call_command("plan_issue", "2026-10")

    assert capsys.readouterr().out == (
        "2026年10月号　总第1期\n第1版　要闻　1篇　1648／4280字，约缺2632字\n已排1篇，未排0篇。\n"
    )


@pytest.mark.parametrize("month", ["2026-13", "2026", "十月", "2026-1", "0000-01"])
def test_the_command_refuses_what_is_no_month(month):
    with pytest.raises(CommandError):
        call_command("plan_issue", month)


def test_the_command_says_that_there_is_nothing_to_plan():
    with pytest.raises(CommandError, match="2026年10月还没有公开的稿件可排。"):
        call_command("plan_issue", "2026-10")
