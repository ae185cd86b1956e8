"""选题: from an idea to an article, and the hour at which the issue closes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import merging, roles
from articles.models import Article, Issue, Notice, PlannedStory, Status
from articles.planning import stories
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page

pytestmark = pytest.mark.django_db

STORIES, DESK = reverse("admin:stories"), reverse("admin:index")


def planned(words="垃圾驿站的账", **fields):
    return PlannedStory.objects.create(words=words, **fields)


def act(client, name, story):
    address = reverse(f"admin:articles_plannedstory_{name}", args=[story.pk])
    return client.post(address, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def writer():
    unit = make.unit("柳桥街道党建办", place=make.place("柳桥街道"))
    return make.reporter("费知夏", unit=unit, user=make.member(roles.CORRESPONDENT))


def test_an_article_begins_with_all_that_its_story_says(writer):
    due = timezone.now() + timedelta(days=1)
    photographer, campaign = make.reporter("林望"), make.campaign("街里街坊")
    story = planned(
        writer=writer, photographer=photographer, campaign=campaign, due_at=due, photos_wanted=2
    )
    editor = make.member(roles.EDITOR, "沈砚秋")
    article = stories.begin_article(story, by=editor)

    assert (article.headline, article.status, article.due_at, article.created_by) == (
        "垃圾驿站的账", Status.DRAFT, due, writer.user,
    )  # fmt: skip
    signed = [
        (b.reporter.name, b.role, str(b.unit or "")) for b in article.bylines.order_by("position")
    ]
    assert signed == [
        ("费知夏", "correspondent", "柳桥街道党建办"), ("林望", "photographer", ""),
    ]  # fmt: skip
    assert [str(each) for each in article.campaigns.all()] == ["街里街坊"]
    assert [str(each) for each in article.places.all()] == ["柳桥街道"]
    assert article.versions.count() == 1
    told = Notice.objects.get()
    assert (told.to, told.text) == (writer.user, "沈砚秋替您建好了这个选题的稿件，请接着写")


def test_an_article_whose_writer_has_left_belongs_to_who_began_it(writer):
    writer.user.is_active = False
    writer.user.save()
    editor = make.member(roles.EDITOR)

    article = stories.begin_article(planned(writer=writer), by=editor)

    assert article.created_by == editor
    assert [row.reporter for row in article.bylines.all()] == [writer]


def test_a_story_becomes_one_article_only(writer):
    story = planned(writer=writer)
    stories.begin_article(story, by=writer.user)
    with pytest.raises(stories.StoryRefused, match="已经写成稿件了"):
        stories.begin_article(story, by=writer.user)

    assert Article.objects.count() == 1


def test_what_was_dropped_becomes_no_article(writer):
    with pytest.raises(stories.StoryRefused, match="不做了"):
        stories.begin_article(planned(writer=writer, dropped=True), by=writer.user)

    assert not Article.objects.exists()


def test_nobody_writes_the_story_of_a_colleague(writer):
    other = make.member(roles.CORRESPONDENT)
    for story in (planned(writer=writer, created_by=other), planned(writer=writer), planned()):
        with pytest.raises(PermissionDenied):
            stories.begin_article(story, by=other)
    assert stories.begin_article(planned(created_by=other), by=other).created_by == other


def test_a_story_that_nobody_has_is_taken_up_once():
    first, second = (make.member(roles.EDITOR) for _ in range(2))
    make.reporter("沈砚秋", user=first)
    make.reporter("杜衡之", user=second)
    story = planned()

    assert said(act(client_of(first), "claim", story)) == ["“垃圾驿站的账”由您来写。"]
    assert said(act(client_of(second), "claim", story)) == ["这个选题已经有人接了，或者不做了。"]
    story.refresh_from_db()
    assert story.writer.name == "沈砚秋"


def test_who_is_no_reporter_is_told_to_choose_one():
    answer = act(client_of(make.member(roles.CHIEF)), "claim", planned())

    assert said(answer) == ["您的账号还没有对应的作者，请在“改”里选谁写。"]


def listed(client):
    return Page(client.get(STORIES)).text


def test_correspondents_see_what_is_theirs_and_nothing_else(writer):
    planned("派给我的", writer=writer)
    planned("我拍的", photographer=writer)
    planned("我提的", created_by=writer.user)
    planned("别人的", writer=make.reporter())
    hidden = planned("没人接的")
    client = client_of(writer.user)

    text = listed(client)
    assert [words for words in ("派给我的", "我拍的", "我提的") if words not in text] == []
    assert [words for words in ("别人的", "没人接的") if words in text] == []
    assert act(client, "write", hidden).status_code == 404
    assert "没人接的" in listed(client_of(make.member(roles.STAFF)))


def test_the_list_says_where_each_story_stands(writer):
    late = timezone.now() - timedelta(hours=3)
    planned("没人", due_at=late)
    planned("有人", writer=writer)
    for words, status in (
        ("草稿", Status.DRAFT),
        ("在审", Status.SUBMITTED),
        ("公开", Status.APPROVED),
    ):
        planned(words, writer=writer, article=make.article(status=status))
    planned("作罢", dropped=True)

    context = client_of(make.member(roles.EDITOR)).get(STORIES).context
    assert {
        name: [(row.story.words, row.state, row.presses) for row in context[name]]
        for name in ("unwritten", "under_way", "printed", "dropped")
    } == {
        "unwritten": [
            ("没人", "没人接", True), ("有人", "派了人", False), ("草稿", "在写", False)
        ],
        "under_way": [("在审", "待初审", False)],
        "printed": [("公开", "已公开", False)],
        "dropped": [("作罢", "不做了", False)],
    }  # fmt: skip


def test_an_idea_is_noted_in_a_line_by_whoever_writes(writer):
    client = client_of(writer.user)
    day = timezone.localdate() + timedelta(days=2)
    client.post(STORIES, {"words": " 冬至前\t的码头 ", "due_at": f"{day}T12:00"})

    row = PlannedStory.objects.get()
    assert (row.words, row.created_by) == ("冬至前 的码头", writer.user)
    assert timezone.localtime(row.due_at).date() == day


@pytest.mark.parametrize(
    ("sent", "field", "why"),
    [
        ({"words": " \u200b "}, "words", "请用一句话写明选题。"),
        ({"words": ""}, "words", "请用一句话写明选题。"),
        ({"words": "码头", "due_at": "明天"}, "due_at", "何时交要写成日期和几点几分。"),
        ({"words": "码头", "due_at": "9999-01-01T08:00"}, "due_at", "日期要在1900年到2199年之间。"),
    ],
)
def test_what_cannot_be_noted_is_said_and_nothing_typed_is_lost(sent, field, why):
    answer = client_of(make.member(roles.EDITOR)).post(STORIES, sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [why]}
    assert all(
        f'value="{value}"' in answer.content.decode() for value in sent.values() if value.strip()
    )
    assert not PlannedStory.objects.exists()


def test_a_deleted_draft_gives_its_story_back(writer):
    story = planned(writer=writer)
    stories.begin_article(story, by=writer.user).delete()

    story.refresh_from_db()
    assert story.article is None
    assert stories.begin_article(story, by=writer.user).headline == "垃圾驿站的账"


def test_merged_people_and_campaigns_keep_what_was_planned_for_them(writer):
    twin, campaign, other = (
        make.reporter("费知下"),
        make.campaign("街里街坊"),
        make.campaign("街坊"),
    )
    story = planned(writer=twin, photographer=twin, campaign=other)
    merging.merge(writer, [twin], by=make.editor())
    merging.merge(campaign, [other], by=make.editor())

    story.refresh_from_db()
    assert (story.writer, story.photographer, story.campaign) == (writer, writer, campaign)


def test_the_list_takes_as_many_queries_for_one_story_as_for_ten(writer):
    def fill():
        planned()
        planned(writer=make.reporter(unit=make.unit()), campaign=make.campaign())
        for status in (Status.DRAFT, Status.SUBMITTED, Status.APPROVED):
            planned(writer=writer, article=make.article(status=status))

    client = client_of(make.member(roles.EDITOR))
    fill()
    client.get(STORIES)
    with CaptureQueriesContext(connection) as one:
        client.get(STORIES)
    for _ in range(9):
        fill()
    with CaptureQueriesContext(connection) as ten:
        client.get(STORIES)

    assert len(one) == len(ten)


# The issue's closing


def issue(closes_at, month=11, **fields):
    return Issue.objects.create(
        month=date(2026, month, 1), whole_number=month, date=date(2026, month, 28),
        closes_at=closes_at, **fields,
    )  # fmt: skip


def test_every_desk_counts_down_to_the_hour_at_which_the_next_issue_closes():
    now = timezone.now()
    found = issue(now + timedelta(days=1, hours=7, minutes=30))
    issue(now + timedelta(days=40), month=12)
    issue(now - timedelta(days=9), month=10, sealed_at=now)
    found.placements.create(article=make.public())

    for role in (roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.CHIEF, roles.STAFF):
        text = Page(client_of(make.member(role)).get(DESK)).text
        assert "1天7小时" in text, role
        assert ("未排1篇" in text) is (role != roles.CORRESPONDENT), role
    assert "付印" not in Page(client_of(make.member(roles.ADMINISTRATOR)).get(DESK)).text


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(hours=5, minutes=20, seconds=30), "5小时20分"),
        (-timedelta(hours=3), "已过3小时"),
        (timedelta(days=20, hours=1, seconds=30), "20天1小时"),
    ],
)
def test_the_last_day_is_counted_in_minutes_and_what_is_past_is_said(away, words):
    issue(timezone.now() + away)

    assert words in Page(client_of(make.member(roles.EDITOR)).get(DESK)).text


def test_an_issue_without_an_hour_and_a_sealed_one_count_nothing_down():
    issue(None)
    issue(timezone.now(), month=10, sealed_at=timezone.now())

    assert "付印" not in Page(client_of(make.member(roles.CHIEF)).get(DESK)).text
