"""Fewer or more pages, held pieces, sizes of photos: what is proposed, taken, and put back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import planning, roles
from articles.models import Article, Issue, Page, Photo, Placement, Status
from articles.planning import CHECK
from articles.tests import make
from articles.tests.plans import OCTOBER, Kind, day, issue_of, issue_with, piece, plan_of, staff
from articles.text.months import Month

pytestmark = pytest.mark.django_db


def place(issue, page, article, kind=Kind.SECOND, **fields):
    page = issue.pages.get(number=page)
    return Placement.objects.create(issue=issue, page=page, article=article, kind=kind, **fields)


def hold(headline, characters=60, **fields):
    text = f"<p>{'渡' * characters}</p>"
    return make.article(headline=headline, body=text, status=Status.HELD, **fields)


def short_issue():
    """Three pages for hardly more than one."""
    issue = issue_with(piece("头版的", 900), pages=("要闻", "民生", "街道"))
    place(issue, 2, piece("民生的头条", 700), Kind.LEAD)
    place(issue, 3, piece("街道的", 500), Kind.LEAD, form="boxed", size=34, photo_size="one")
    return issue


def propose(issue):
    return [(each.pages, each.told) for each in planning.propose(planning.board(issue))]


# Fewer, more


def test_a_short_month_is_proposed_a_page_less_and_what_would_go_where():
    assert propose(short_issue()) == [(2, "稿子只够2版：撤掉第3版　街道，1篇到第2版。")]


def test_a_page_less_is_taken_and_put_back_whole_and_taken_once_more():
    issue = short_issue()
    before = list(issue.placements.order_by("pk").values("article", "kind", "form", "size"))
    planned = plan_of(issue)

    issue = planning.repage(issue, 2, by=staff(), revision=1)
    fewer = [
        ("要闻", [("头版的", Kind.SECOND)]),
        ("民生", [("民生的头条", Kind.LEAD), ("街道的", Kind.SECOND)]),
    ]
    assert plan_of(issue) == fewer
    issue, done = planning.revert(issue, by=staff(), revision=2)

    assert (plan_of(issue), done) == (planned, "退回到“改排2版”以前")
    rows = issue.placements.order_by("pk").values("article", "kind", "form", "size")
    assert list(rows) == before
    assert list(issue.placements.values_list("photo_size", flat=True)) == ["", "", "one"]
    issue, _ = planning.revert(issue, by=staff(), revision=3)
    assert plan_of(issue) == fewer


def test_what_is_gone_when_the_plan_is_put_back_is_said_and_the_rest_is_there():
    issue = short_issue()
    issue = planning.repage(issue, 2, by=staff(), revision=1)
    Article.objects.filter(headline="街道的").delete()
    other = Issue.objects.create(month=day(1).date().replace(month=9), whole_number=6, date=OCTOBER)
    page = Page.objects.create(issue=other, number=1, name="要闻")
    taken = Article.objects.get(headline="民生的头条")
    issue.placements.filter(article=taken).delete()
    Placement.objects.create(issue=other, page=page, article=taken)

    issue, done = planning.revert(issue, by=staff(), revision=2)

    assert done == "退回到“改排2版”以前，其中2篇已经删掉或排在别的一期，没有放回"
    assert plan_of(issue) == [("要闻", [("头版的", Kind.SECOND)]), ("民生", []), ("街道", [])]


def test_the_pages_after_the_one_that_goes_move_up():
    issue = short_issue()
    place(issue, 3, piece("街道的次条", 1800))
    issue.placements.filter(page__number=2).delete()
    Page.objects.filter(number=3).update(proofreader="宁望舒")

    planning.repage(issue, 2, by=staff(), revision=1)

    assert list(issue.pages.values_list("number", "name", "proofreader")) == [
        (1, "要闻", ""), (2, "街道", "宁望舒"),
    ]  # fmt: skip


@pytest.mark.parametrize("characters", [2600, 9000])
def test_full_pages_are_proposed_no_page_less(characters):
    issue = issue_with(piece("头版的", 2400), pages=("要闻", "民生"))
    place(issue, 2, piece("民生的", characters), Kind.LEAD)

    assert [pages for pages, _ in propose(issue) if pages < 2] == []


def test_the_front_page_is_never_the_one_that_goes():
    issue = issue_with(pages=("要闻", "民生"))
    place(issue, 2, piece("民生的", 900), Kind.LEAD)
    place(issue, 2, piece("民生的次条", 2000))

    assert [pages for pages, _ in propose(issue)] in ([], [1])
    for each in planning.propose(planning.board(issue)):
        assert each.dropped.number == 2


def test_a_long_month_is_proposed_a_page_more_for_what_finds_no_room():
    issue = issue_with(piece("头版的", 2600), pages=("要闻",))
    more = [piece(f"放不下{n}", 1050) for n in range(3)]
    aside = piece("编辑拿下的", 3000)
    Placement.objects.create(issue=issue, page=None, article=aside)

    assert propose(issue) == [(2, "1版排不下：未排的3篇放不下，够再排1版。")]
    planning.repage(issue, 2, by=staff(), revision=1)

    [front, second] = plan_of(issue)
    assert front == ("要闻", [("头版的", Kind.SECOND)])
    assert (second[0], {title for title, _ in second[1]}) == ("综合", {str(row) for row in more})
    assert sum(kind == Kind.LEAD for _, kind in second[1]) == 1


def test_a_little_too_much_is_no_reason_for_a_page():
    issue = issue_with(piece("头版的", 2600), pages=("要闻",))
    piece("放不下", 900)

    assert propose(issue) == []


@pytest.mark.parametrize("pages", [0, 1, 3, 9])
def test_what_is_not_proposed_is_refused_and_moves_nothing(pages):
    issue = short_issue()
    planned = plan_of(issue)

    with pytest.raises(planning.PlanRefused, match=f"排不成{pages}版"):
        planning.repage(issue, pages, by=staff(), revision=1)

    issue.refresh_from_db()
    assert (plan_of(issue), issue.revision, issue.former_plan) == (planned, 1, None)


def test_planning_afresh_can_be_taken_back_too():
    issue = short_issue()
    planned = plan_of(issue)

    issue = planning.plan_afresh(issue, by=staff(), revision=1)
    assert plan_of(issue) != planned
    issue, done = planning.revert(issue, by=staff(), revision=issue.revision)

    assert (plan_of(issue), done) == (planned, "退回到“全部重排”以前")


def test_where_nothing_was_done_nothing_is_taken_back():
    issue = issue_of(piece())
    planning.plan(Month.of(OCTOBER))

    with pytest.raises(planning.PlanRefused, match="没有可以退回的版面"):
        planning.revert(issue, by=staff(), revision=1)


# Held pieces


def test_held_pieces_are_offered_where_they_fit_those_of_the_page_s_topic_first():
    campaign = make.campaign("民生")
    issue = issue_with(piece("头版的", 3200), pages=("要闻", "民生", "满的"))
    place(issue, 3, piece("满版的", 3600), Kind.LEAD)
    longer, topical = hold("长一些的", 300), hold("民生的", 60, campaigns=[campaign])
    hold("太长的", 9000)
    hold("修订稿", 60, revises=piece("别的稿"))
    make.article(headline="草稿")
    placed = hold("排在别处的")
    other = Issue.objects.create(month=day(1).date().replace(month=9), whole_number=6, date=OCTOBER)
    page = Page.objects.create(issue=other, number=1, name="要闻")
    Placement.objects.create(issue=other, page=page, article=placed)

    fillers = planning.find_fillers(staff())
    offered = planning.offer_fillers(planning.board(issue), fillers)

    assert {number: [card.article for card in cards] for number, cards in offered.items()} == {
        2: [topical.pk, longer.pk]
    }
    assert {card.title for card in fillers} == {"长一些的", "民生的", "太长的"}


def test_only_who_sees_a_held_piece_is_offered_it():
    hold("待用的")
    own = hold("自己的", created_by=(writer := make.member(roles.CORRESPONDENT)))

    assert [card.article for card in planning.find_fillers(writer)] == [own.pk]
    assert planning.find_fillers(make.user()) == []
    for role in (roles.EDITOR, roles.STAFF):
        assert len(planning.find_fillers(make.member(role))) == 2


def test_a_held_piece_is_placed_and_printed_only_once_it_is_signed_off():
    issue = issue_with(piece("公开的"))
    held = hold("待用的")

    issue = planning.move(issue, held, 1, 9, by=staff(), revision=1)

    [sheet] = planning.board(issue).sheets
    assert [(card.title, card.awaits) for card in sheet.cards] == [
        ("公开的", ""),
        ("待用的", "待用"),
    ]
    said = (CHECK, "第1版《待用的》是待用稿，签发了才印得上", f"a{held.pk}")
    assert said in planning.warnings(issue)
    assert [row.article.headline for row in issue.placements.printed()] == ["公开的"]

    Article.objects.filter(pk=held.pk).update(status=Status.SUBMITTED)
    issue = planning.move(issue, held, 1, 1, by=staff(), revision=2)
    assert [c.awaits for c in planning.board(issue).sheets[0].cards] == ["待初审", ""]
    Article.objects.filter(pk=held.pk).update(status=Status.APPROVED, publish_at=timezone.now())
    assert [row.article.headline for row in issue.placements.printed()] == ["待用的", "公开的"]


def test_what_is_in_review_and_not_on_the_board_is_not_placed():
    issue = issue_with()
    for status in (Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED, Status.REJECTED):
        article = make.article(status=status)
        with pytest.raises(planning.PlanRefused, match="没有公开"):
            planning.move(issue, article, 1, 1, by=staff(), revision=1)
    copy = hold("修订稿", revises=piece("别的稿"))
    with pytest.raises(planning.PlanRefused, match="没有公开"):
        planning.move(issue, copy, 1, 1, by=staff(), revision=1)


def test_a_held_piece_never_comes_onto_a_page_by_the_rule():
    hold("待用的", publish_at=day(9))
    piece("公开的")

    issue = planning.plan(Month.of(OCTOBER))

    assert plan_of(issue) == [("要闻", [("公开的", Kind.LEAD)])]
    assert planning.board(issue).tray == ()


def test_empty_places_are_filled_by_one_act_that_can_be_taken_back():
    issue = short_issue()
    planned = plan_of(issue)
    hold("待用一")
    hold("待用二", 200)
    hold("太长的", 9000)

    issue, count = planning.fill_up(issue, by=staff(), revision=1)
    assert count == 2
    assert issue.placements.filter(article__status=Status.HELD, page__isnull=False).count() == 2
    issue, _ = planning.revert(issue, by=staff(), revision=2)

    assert plan_of(issue) == planned
    Article.objects.filter(status=Status.HELD).delete()
    with pytest.raises(planning.PlanRefused, match="没有放得下的待用稿"):
        planning.fill_up(issue, by=staff(), revision=3)


# Sizes of photos


def test_an_editor_chooses_how_wide_a_photo_is_and_the_page_s_fill_knows_it():
    article = piece("有图的", photos=2)
    Photo.objects.update(width=1200, height=800)
    issue = issue_with(article)

    def fill():
        return planning.board(issue).sheets[0].fill.planned

    suits = fill()
    planning.choose_photo_size(issue, article, "three", by=staff(), revision=1)
    large = fill()
    planning.choose_photo_size(issue, article, "none", by=staff(), revision=2)
    without = fill()
    planning.choose_photo_size(issue, article, "", by=staff(), revision=3)

    assert without < suits < large
    assert fill() == suits


def test_a_size_that_can_not_be_is_refused_with_the_reason():
    small, bare, loose = piece("小图的", photos=1), piece("没图的"), piece("未排的", photos=1)
    Photo.objects.filter(article=small).update(width=500, height=300)
    issue = issue_with(small, bare)

    for article, size, why in (
        (small, "two", "这篇的图宽500像素，印“两栏”至少要535像素"),
        (bare, "one", "这篇稿件没有图"),
        (loose, "one", "还没有上版"),
    ):
        with pytest.raises(planning.PlanRefused, match=why):
            planning.choose_photo_size(issue, article, size, by=staff(), revision=1)
    planning.choose_photo_size(issue, small, "one", by=staff(), revision=1)
    assert list(issue.placements.values_list("photo_size", flat=True)) == ["one", ""]


@pytest.mark.parametrize(
    ("form", "kind", "why"),
    [
        ("upright", Kind.SECOND, "有图的稿件题目不能竖排"),
        ("reversed", Kind.SECOND, "有图的稿件题目不排反白"),
        ("boxed", Kind.PHOTO, "图片新闻本来就有底色"),
    ],
)
def test_a_head_that_a_photo_forbids_is_refused_at_once(form, kind, why):
    article = piece("早点铺", photos=1)
    issue = issue_with(article)
    issue.placements.update(kind=kind)

    with pytest.raises(planning.PlanRefused, match=why):
        planning.choose_head(issue, article, form, None, by=staff(), revision=1)
    issue.placements.update(photo_size="none", kind=Kind.SECOND)
    planning.choose_head(issue, article, form, None, by=staff(), revision=1)
    assert issue.placements.get().form == form


# Who may, and when


def test_each_of_these_acts_takes_the_right_and_the_board_as_it_is():
    article = piece(photos=1)
    issue = issue_with(article, pages=("要闻", "民生"))
    acts = (
        lambda **seen: planning.repage(issue, 1, **seen),
        lambda **seen: planning.fill_up(issue, **seen),
        lambda **seen: planning.revert(issue, **seen),
        lambda **seen: planning.choose_photo_size(issue, article, "one", **seen),
    )
    for act in acts:
        for role in (roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.CHIEF):
            with pytest.raises(PermissionDenied):
                act(by=make.member(role), revision=1)
        with pytest.raises(planning.StalePlan):
            act(by=staff(), revision=7)
    Issue.objects.update(sealed_at=timezone.now())
    for act in acts:
        with pytest.raises(planning.PlanRefused, match="已经封存"):
            act(by=staff(), revision=1)
