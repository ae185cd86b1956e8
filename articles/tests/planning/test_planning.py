"""Filling a month's pages by rule, moving articles by hand, what is said to be missing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import planning, roles
from articles.models import (
    Article,
    Genre,
    Issue,
    Page,
    Placement,
    SiteSettings,
    Status,
    Weight,
)
from articles.planning import CHECK
from articles.tests import make
from articles.tests.plans import OCTOBER, Kind, body, day, issue_with, piece, plan_of, staff
from articles.text.months import Month

pytestmark = pytest.mark.django_db

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


# The command


def test_the_command_plans_a_month_and_says_how_full_each_page_is(capsys):
    piece("一条澄河", 1000)

    call_command("plan_issue", "2026-10")

    assert capsys.readouterr().out == (
        "2026年10月号　总第1期\n第1版　要闻　1篇　1648／4060字，约缺2412字\n已排1篇，未排0篇。\n"
    )


@pytest.mark.parametrize("month", ["2026-13", "2026", "十月", "2026-1", "0000-01"])
def test_the_command_refuses_what_is_no_month(month):
    with pytest.raises(CommandError):
        call_command("plan_issue", month)


def test_the_command_says_that_there_is_nothing_to_plan():
    with pytest.raises(CommandError, match="2026年10月还没有公开的稿件可排。"):
        call_command("plan_issue", "2026-10")
