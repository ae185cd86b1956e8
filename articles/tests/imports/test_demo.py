"""The demo accounts: a newsroom at work, in which nobody's desk is empty and nothing leaks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles import roles, statistics
from articles.imports import demo, pages, sample
from articles.models import (
    Article,
    Comment,
    Correction,
    ImportedPage,
    Notice,
    Proof,
    Reporter,
    Role,
    SiteSettings,
    Status,
    Step,
    Version,
)
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.text.months import Month

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
PEOPLE = {"费知夏": "fei-zhixia", "沈砚秋": "shen-yanqiu", "宁望舒": "ning-wangshu"}
DESK = reverse("admin:index")


@pytest.fixture
def accounts(settings):
    """The demo accounts, in a newsroom that knows the sample's people and nothing else of it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a quick one
    if not set(roles.ROLES) <= set(Group.objects.values_list("name", flat=True)):
        roles.sync()
    for name, slug in PEOPLE.items():
        make.reporter(name, slug=slug)
    return demo.open_accounts("开门", reset=False)


@pytest.fixture
def newsroom(accounts):
    demo.load(accounts)
    return accounts


def desk(user):
    return client_of(user).get(DESK).context


def groups(context):
    return {group.key: [name_of(row.article) for row in group.rows] for group in context["groups"]}


def name_of(article):
    """What desk.json calls it."""
    return (article.archive_id or "copy").removeprefix("demo-")


# Desks

_FIRST = ["mirror", "parking", "medicine", "scales", "forms"]
_SECOND = ["signs", "desks", "letter"]
_FINAL = ["accounts", "pact"]
_REST = {"scheduled": ["saturday"], "held": ["pomegranate"]}
#: What waits on each desk, group by group.
WAITING = {
    "correspondent": {"returned": ["bicycles"], "drafts": ["doorbell", "sofa"]},
    "editor": {
        "returned": ["lifts"],
        "submitted": _FIRST,
        "proofs": ["signs", "accounts", "letter"],
        "drafts": ["crossing", "copy"],
        **_REST,
    },
    "desk": {
        "first_passed": _SECOND,
        "proofs": ["mirror", "parking", "accounts", "medicine", "scales", "forms"],
        "drafts": ["lamps"],
        **_REST,
    },
    "chief": {
        "second_passed": _FINAL,
        "proofs": ["mirror", "parking", "signs", "medicine", "scales", "letter", "forms"],
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


@pytest.mark.once
def test_an_account_is_its_reporter_and_what_that_reporter_wrote_is_its_own(accounts):
    writer, editor = (Reporter.objects.get(slug=PEOPLE[name]) for name in ("费知夏", "沈砚秋"))
    colleague = make.user()
    Reporter.objects.filter(pk=editor.pk).update(user=colleague)
    mine, anybodys = (make.public(archive_id=f"sample-{n}", reporters=[writer]) for n in (1, 2))
    Article.objects.filter(pk=anybodys.pk).update(created_by=make.user())
    edited, old = make.public(archive_id="sample-3"), make.public(archive_id="old-1")
    make.byline(edited, writer, role=Role.EDITOR)
    make.byline(old, writer)

    demo.load(accounts)

    assert list(Reporter.objects.order_by("pk").values_list("slug", "user__username")) == [
        ("fei-zhixia", "correspondent"),
        ("shen-yanqiu", colleague.username),
        ("ning-wangshu", None),
    ]
    sent = {row.article for row in desk(accounts["correspondent"])["sent"].rows}
    assert sent & {mine, anybodys, edited, old} == {mine}
    page = client_of(accounts["correspondent"]).get(reverse("admin:contributions"))
    assert page.context["reporter"] == writer


# How it came about


def test_it_was_done_in_order_on_the_days_before_and_its_record_holds(accounts, monkeypatch):
    first = datetime(2026, 12, 1, 0, 1, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: first)
    today = first.replace(minute=0)

    demo.load(accounts)
    call_command("verify")

    for lines in (Step, Proof):
        times = list(lines.objects.order_by("pk").values_list("taken_at", flat=True))
        assert times == sorted(times)
        assert times[-1] < today
    stamped = [
        *Article.objects.values_list("created_at", "updated_at", "moved_at"),
        *Comment.objects.values_list("made_at"),
        *Notice.objects.values_list("made_at"),
        *Notice.objects.exclude(read_at=None).values_list("read_at"),
        *ImportedPage.objects.values_list("created_at"),
        *Version.objects.values_list("revision__date_created"),
    ]
    assert [row for row in stamped if max(row) >= today] == []
    assert set(Article.objects.values_list("status", flat=True)) == set(Status)
    assert set(Step.objects.values_list("step", "by__username")) == {
        *((name, "correspondent") for name in ("submit",)),
        *((name, "editor") for name in ("submit", "first-pass", "return", "hold", "reject")),
        *((name, "editor") for name in ("revise", "void")),
        *((name, "desk") for name in ("submit", "second-pass", "return")),
        *((name, "chief") for name in ("submit", "final-pass", "urgent", "withdraw")),
    }
    copy = Article.objects.get(revises__isnull=False)
    assert (name_of(copy.revises), copy.corrections.count()) == ("benches", 1)
    # the sample's issue is of an earlier month, and what is owed would be printed in it
    assert Article.objects.public().get().publish_at == today
    assert not any(fact.used for fact in statistics.of_month(Month(2026, 11)).facts)
    assert not Correction.objects.owed().exists()


# What residents see


@pytest.mark.once
def test_nothing_unpublished_of_it_is_seen_by_residents(newsroom, client):
    public = Article.objects.public().get()
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

    assert answers == dict.fromkeys(answers, 404) | {"benches": 200, "water": 410}
    assert [page.status_code for page in answered] == [200] * len(answered)
    assert "有了能坐的地方" in seen
    hidden = Article.objects.exclude(pk=public.pk).exclude(headline__in=["", public.headline])
    assert [str(row) for row in hidden if row.headline_lines[0] in seen] == []
    assert "十三把长椅" not in seen


# Again


def test_a_second_time_nothing_comes_back_and_nothing_is_undone(accounts):
    def state():
        return [
            list(model.objects.order_by("pk").values())
            for model in (Article, Step, Proof, Comment, Notice, ImportedPage, Reporter)
        ]

    text = (sample.DIRECTORY / "page.txt").read_text(encoding="utf-8")
    page = pages.take_in(text, by=accounts["desk"])
    demo.load(accounts)
    assert list(ImportedPage.objects.all()) == [page]
    editor, sofa = client_of(accounts["editor"]), Article.objects.get(archive_id="demo-sofa")
    editor.post(reverse("admin:articles_article_delete", args=[sofa.pk]), {"post": "yes"})
    editor.post(url("hand", Article.objects.get(archive_id="demo-mirror")))
    Reporter.objects.update(user=None)
    before = state()

    assert demo.load(demo.open_accounts("另一个", reset=False)) == 0

    assert not Article.objects.filter(archive_id="demo-sofa").exists()
    assert Article.objects.get(archive_id="demo-mirror").handler == accounts["editor"]
    assert state() == before


@pytest.mark.once
def test_where_the_newsroom_has_other_rules_nothing_is_loaded_and_it_is_said(accounts):
    SiteSettings.objects.current()
    SiteSettings.objects.update(second_review="")

    with pytest.raises(demo.DemoRefused, match="稿件现为“待终审”"):
        demo.load(accounts)

    assert not Article.objects.exists()
    assert not Reporter.objects.exclude(user=None).exists()


# Accounts


@pytest.mark.once
def test_a_demo_accounts_password_is_reset_only_where_that_is_asked(accounts):
    def opening(password):
        found = User.objects.filter(username__in=demo.POSTS)
        return {user.username for user in found if user.check_password(password)}

    everybody = set(demo.POSTS)
    assert opening("开门") == everybody
    accounts["desk"].set_password("自己的")
    accounts["desk"].save()

    demo.open_accounts("另一个", reset=False)
    assert (opening("开门"), opening("自己的")) == (everybody - {"desk"}, {"desk"})

    demo.open_accounts("另一个", reset=True)
    assert opening("另一个") == everybody
