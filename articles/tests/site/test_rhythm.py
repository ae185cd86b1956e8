"""How lists are told: what stands first, months to jump to, a beginning to read from."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Campaigned, Role, Weight
from articles.site.rhythm import arrange_years, count_months, group_weeks
from articles.tests import make
from articles.tests.html import Page
from articles.tests.public import days_ago
from articles.text.months import Month

pytestmark = pytest.mark.django_db


def on(year, month, day=10):
    return timezone.make_aware(datetime(year, month, day, 9))


def told(client, row, query=""):
    return client.get(row.get_absolute_url() + query).context["rhythm"]


def test_what_an_editor_chose_stands_first_if_readers_may_see_it(client):
    campaign = make.campaign()
    make.public(campaigns=[campaign], photos=1)
    chosen = make.public(campaigns=[campaign], publish_at=days_ago(90))
    hidden = make.article(campaigns=[campaign], headline="没签发")
    newest = make.public(campaigns=[campaign])

    campaign.lead = chosen
    campaign.save()
    assert told(client, campaign).top == chosen

    campaign.lead = hidden
    campaign.save()
    assert told(client, campaign).top.photos.exists()
    assert newest in [a for group in told(client, campaign).groups for a in group.articles]


def test_a_piece_counts_in_the_month_of_the_newsrooms_clock_to_the_second():
    campaign = make.campaign()
    begin = timezone.make_aware(datetime(2026, 10, 1))
    moments = [
        begin - timedelta(microseconds=1),
        begin,
        begin + timedelta(microseconds=1),
        begin + timedelta(seconds=1),
        on(2025, 12, 31),
    ]
    for moment in moments:
        make.public(campaigns=[campaign], publish_at=moment)
    make.public(campaigns=[campaign], publish_at=timezone.now() + timedelta(days=1))
    make.article(campaigns=[campaign], publish_at=begin)

    counts, whole = count_months(Campaigned.objects.current().filter(tag=campaign))

    assert list(counts.items()) == [(Month(2025, 12), 1), (Month(2026, 9), 1), (Month(2026, 10), 3)]
    assert whole
    assert count_months(Campaigned.objects.none()) == ({}, True)


def test_who_wrote_and_photographed_a_piece_has_one_more_in_that_month(client):
    reporter, other = make.reporter(), make.reporter()
    both = make.public(reporters=[reporter], publish_at=on(2025, 3))
    for role in (Role.PHOTOGRAPHER, Role.EDITOR):
        make.byline(both, reporter, role=role)
    Article.objects.filter(pk=both.pk).carry_times()
    make.public(reporters=[reporter], publish_at=on(2025, 3))  # at the same moment
    make.public(reporters=[reporter], publish_at=on(2025, 4))
    make.public(reporters=[other], publish_at=on(2025, 4))

    rhythm = told(client, reporter)

    assert dict(rhythm.counts) == {Month(2025, 3): 2, Month(2025, 4): 1}
    assert rhythm.total == "3篇"


@pytest.mark.parametrize("kind", ["campaign", "place", "reporter"])
def test_no_list_tells_its_first_piece_twice(client, kind):
    row = {"campaign": make.campaign, "place": make.place, "reporter": make.reporter}[kind]()
    first, *rest = [
        make.public(**{f"{kind}s": [row]}, publish_at=days_ago(at), photos=at == 0)
        for at in range(4)
    ]

    rhythm = told(client, row)

    assert rhythm.top == first
    assert [a for group in rhythm.groups for a in group.articles] == rest


def test_a_list_of_three_hundred_is_read_from_its_beginning_and_jumped_into_by_month(client):
    campaign = make.campaign()
    for at in range(75):
        month = Month(2025, 3).after(at % 15)
        make.public(
            headline=f"{month}", campaigns=[campaign], publish_at=on(month.year, month.number)
        )
    assert Campaigned.objects.count() == 75

    first = told(client, campaign, "?order=oldest")
    assert (first.leaf.articles[0].headline, first.total) == ("2025年3月", "75篇")
    (year, cells), *_ = first.years
    assert (year, [cell.pieces for cell in cells]) == (2025, [0, 0, *[5] * 10])

    links = Page(client.get(campaign.get_absolute_url() + "?order=oldest")).values(
        "a", "href", **{"class": "cell"}
    )
    assert len(links) == 15
    for link, month in zip(links, Month(2025, 3).to(Month(2026, 5)), strict=True):
        address, _, anchor = link.partition("#")
        leaf = told(client, campaign, address).leaf
        assert (leaf.articles[0].headline, anchor) == (str(month), f"m-{month.slug}")
    newest_first = Page(client.get(campaign.get_absolute_url())).values(
        "a", "href", **{"class": "cell"}
    )
    for link, month in zip(newest_first, Month(2025, 3).to(Month(2026, 5)), strict=True):
        assert told(client, campaign, link.partition("#")[0]).leaf.articles[0].headline == str(
            month
        )


def test_months_in_which_nothing_was_printed_are_told(client):
    campaign = make.campaign()
    for month in (1, 2, 6, 8):
        make.public(campaigns=[campaign], publish_at=on(2025, month))

    groups = told(client, campaign).groups

    assert [(str(group.month), group.quiet) for group in groups] == [
        ("2025年6月", ""),
        ("2025年2月", "2025年3月至2025年5月没有报道。"),
        ("2025年1月", ""),
    ]


def test_a_short_list_has_no_scale_and_a_long_one_has_one():
    assert arrange_years({Month(2025, 1): 3, Month(2025, 2): 4}) == []
    assert arrange_years({}) == []
    rows = arrange_years({Month(2025, 12): 40, Month(2026, 1): 1})
    assert [year for year, _ in rows] == [2025, 2026]
    assert [(c.bar, c.within) for c in rows[1][1]][:2] == [(2, True), (0, False)]


def test_a_month_has_a_calendar_that_leads_to_each_day_and_its_heaviest_piece_first(client):
    make.public(publish_at=on(2025, 6, 30), photos=1)
    lead = make.public(publish_at=on(2025, 6, 12), weight=Weight.LEAD)
    make.public(publish_at=on(2025, 6, 12), headline="十二日又一篇")

    answer = client.get("/archive/2025/6/")

    assert (answer.context["top"], answer.context["total"]) == (lead, 3)
    days = [day for day in answer.context["days"] if day]
    assert (answer.context["days"][:6], len(days)) == ([None] * 6, 30)  # the first was a Sunday
    assert [(day.number, day.pieces, day.lead) for day in days if day.pieces] == [
        (12, 2, True),
        (30, 1, False),
    ]
    links = Page(answer).values("a", "href", **{"class": "day-lead"})
    leaf = client.get("/archive/2025/6/" + links[0].partition("#")[0]).context["leaf"]
    assert {article.publish_at.day for article in leaf.articles} == {12}


def test_weeks_run_from_monday_within_the_month(db):
    rows = [make.public(publish_at=on(2026, 11, day)) for day in (30, 29, 2, 1)]

    weeks = group_weeks(rows, Month(2026, 11))

    assert [(week.number, week.first, week.last) for week in weeks] == [
        (6, date(2026, 11, 30), date(2026, 11, 30)),
        (5, date(2026, 11, 23), date(2026, 11, 29)),
        (2, date(2026, 11, 2), date(2026, 11, 8)),
        (1, date(2026, 11, 1), date(2026, 11, 1)),
    ]


def test_picked_figures_stand_at_the_head_and_go_with_the_article_that_has_them(client):
    campaign = make.campaign()
    shown, hidden = make.public(campaigns=[campaign]), make.article()
    campaign.picked_figures.create(value="9.2", unit="公里", words="步道全长", article=shown)
    campaign.picked_figures.create(value="77", unit="处", words="没发的", article=hidden)

    page = Page(client.get(campaign.get_absolute_url()))

    assert "9.2公里" in page.text.replace("\n", "")
    assert "没发的" not in page.text


def test_the_list_of_campaigns_leads_with_the_one_that_moved_last(client):
    quiet, moving, over = (
        make.campaign("静"),
        make.campaign("动"),
        make.campaign("完", ends_on=date(2024, 1, 1)),
    )
    make.public(campaigns=[quiet], publish_at=days_ago(50))
    rows = [make.public(campaigns=[moving], publish_at=days_ago(at)) for at in range(4)]
    make.public(campaigns=[over])

    context = client.get("/campaigns/").context

    assert (context["first"].campaign, context["first"].articles) == (moving, rows[:3])
    assert ([row.campaign for row in context["others"]], context["ended"]) == ([quiet], [over])
    assert sum(cell.pieces for cell in context["first"].months) == context["first"].pieces == 4
