"""The demo accounts: a newsroom at work, in which nobody's desk is empty and nothing leaks."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.imports import demo
from articles.models import (
    Article,
    Comment,
    PlannedStory,
    SavedFilter,
)
from articles.tests.clients import client_of
from articles.tests.demo import desk, name_of, open_demo_accounts

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def newsroom(shared):
    accounts = open_demo_accounts()
    demo.load(accounts)
    return accounts


def groups(context):
    return {group.key: [name_of(row.article) for row in group.rows] for group in context["groups"]}


# Desks

_FIRST = ["mirror", "parking", "medicine", "scales", "forms"]
_SECOND = ["signs", "desks", "letter"]
_FINAL = ["accounts", "pact"]
_REST = {"scheduled": ["saturday", "copy"], "held": ["pomegranate"]}
#: What waits on each desk, group by group.
WAITING = {
    "correspondent": {"returned": ["bicycles"], "drafts": ["doorbell", "sofa"]},
    "editor": {
        "returned": ["lifts"],
        "submitted": _FIRST,
        "proofs": ["signs", "letter"],
        "drafts": ["crossing", "copy"],
        **_REST,
    },
    "desk": {
        "first_passed": _SECOND,
        "proofs": ["mirror", "parking", "accounts", "medicine", "scales"],
        "drafts": ["lamps"],
        **_REST,
    },
    "chief": {
        "second_passed": _FINAL,
        "proofs": ["mirror", "parking", "signs", "medicine", "scales", "forms"],
        **_REST,
    },
    "staff": {
        "proofs": [
            "mirror", "parking", "signs", "accounts", "medicine", "scales", "letter", "forms",
        ]
    },
    "admin": {
        "submitted": _FIRST,
        "first_passed": _SECOND,
        "second_passed": _FINAL,
        "drafts": ["welcome"],
        **_REST,
    },
}  # fmt: skip


def test_each_account_finds_on_its_desk_everything_that_a_desk_can_show(newsroom):
    desks = {name: desk(user) for name, user in newsroom.items()}

    assert {name: groups(page) for name, page in desks.items()} == WAITING
    rows = {
        name_of(row.article): row
        for group in (desks["correspondent"]["sent"], *desks["editor"]["groups"])
        for row in group.rows
    }

    assert {name: page["unread"] for name, page in desks.items()} == {
        "correspondent": 5, "editor": 3, "desk": 1, "chief": 2, "staff": 2, "admin": 1,
    }  # fmt: skip
    assert all(page["soon"].rows for page in desks.values())
    assert {name for name, page in desks.items() if page["pages"]} == {
        "editor", "desk", "chief", "admin",
    }  # fmt: skip
    assert rows["medicine"].hand == "mine"
    assert rows["mirror"].deadline.startswith("已过期")
    assert rows["lifts"].returned.passage == "电费每户每月三十元"
    assert [rows[name].fate for name in ("barber", "pomegranate", "water", "scales")] == [
        "退稿：这是商家的广告，不是新闻。店主若常给老人上门理发，那是另一篇稿子，等您去写。",
        "留作待用：树还没有定，定了再用，先留着。",
        "已撤稿：抢修提前做完，停水取消，撤下免得误传。",
        "待初审，在责任编辑处（审过之后又改，从头再审）",
    ]
    assert Comment.objects.unsettled().count() == 5
    assert Comment.objects.exclude(settled_at=None).count() == 2


def test_the_story_list_has_one_that_is_being_written_and_one_that_nobody_has(newsroom):
    found = PlannedStory.objects.order_by("pk")
    told = found.values_list("words", "article__archive_id", "writer__name")
    assert list(told)[:2] == [
        ("澄园的旧沙发送去了哪里", "demo-sofa", "费知夏"),
        ("降温后的夜间送暖热线，接了多少电话", None, None),
    ]
    assert demo.load(newsroom) == 0
    assert PlannedStory.objects.count() == 4


def test_each_who_keeps_a_filter_finds_something_by_it(newsroom):
    rows = SavedFilter.objects.order_by("pk").select_related("user")
    assert [(row.user.username, row.name) for row in rows] == [
        ("editor", "等初审的"), ("desk", "待用的"), ("chief", "在审的"),
        ("correspondent", "写楼道的"),
    ]  # fmt: skip
    for row in rows:
        page = client_of(row.user).get(
            f"{reverse('admin:articles_article_changelist')}?{row.query}"
        )
        assert (page.status_code, row.name in page.content.decode()) == (200, True)
        found, every = page.context["cl"].result_count, Article.objects.visible_to(row.user).count()
        assert 0 < found < every
    assert demo.load(newsroom) == 0
    assert SavedFilter.objects.count() == 4


# What residents see


@pytest.mark.once
def test_nothing_unpublished_of_it_is_seen_by_residents(newsroom, client):
    public = Article.objects.public().get(archive_id="demo-benches")
    answers = {
        name_of(article): client.get(article.get_absolute_url()).status_code
        for article in Article.objects.all()
    }
    month = timezone.localtime(public.publish_at)
    addresses = [
        reverse("front"), public.get_absolute_url(), reverse("reporters"), reverse("feed"),
        reverse("month", args=[month.year, month.month]), "/sitemap.xml",
        reverse("reporter", args=["fei-zhixia"]), f"{reverse('search')}?q=柳荫里",
        f"{reverse('search')}?q=澄园",
    ]  # fmt: skip
    answered = [client.get(each, follow=True) for each in addresses]
    seen = "".join(page.content.decode() for page in answered)

    assert answers == dict.fromkeys(answers, 404) | {
        "benches": 200, "canteen": 200, "water": 410,
    }  # fmt: skip
    assert [page.status_code for page in answered] == [200] * len(answered)
    assert "有了能坐的地方" in seen
    shown = Article.objects.public().values("headline")
    hidden = Article.objects.exclude(headline="").exclude(headline__in=shown)
    assert [str(row) for row in hidden if row.headline_lines[0] in seen] == []
    assert "周末照旧六点半收" in seen
    assert [words for words in ("十三把长椅", "周末也一样") if words in seen] == []
