"""The manual in the admin, and the report of what leads nowhere."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.desk import guide
from articles.desk.dead_links import report_links
from articles.models import Photo, Status
from articles.tests import make, public
from articles.tests.clients import client_of
from articles.tests.doors import ARTICLE_URLS, OTHER_URLS
from articles.tests.html import text_of
from articles.text.manual import read_manual

HOST = settings.SITE_URL.rstrip("/")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一段\n接着", "<p>一段接着</p>"),
        (
            "- **甲**：`K`\n- 乙\n  接着",
            "<ul><li><strong>甲</strong>：<kbd>K</kbd></li><li>乙接着</li></ul>",
        ),
        ("看[权限](rights.md)。", "<p>看权限。</p>"),
        ("![图](pictures/a.png)", ""),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        (
            "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
            '<div class="table-scroll" tabindex="0" role="region" aria-label="甲、乙">'
            '<table class="table"><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr>'
            "</thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>",
        ),
    ],
)  # fmt: skip
def test_the_manual_is_read_as_it_is_written(text, html):
    assert [(each.title, each.html) for each in read_manual(f"# 手册\n\n## 题\n\n{text}\n")] == [
        ("题", html)
    ]


def test_every_page_of_the_desk_has_its_section_and_no_section_is_misnamed():
    titles = {each.title for each in guide.manual()}
    named = {*guide._BY_PAGE.values(), *guide._BY_MODEL.values()}
    pages = [*ARTICLE_URLS, *(name for name, _, _ in OTHER_URLS)]

    assert named - titles == set()
    assert [name for name in pages if guide.find_section(name) is None] == []
    assert guide.find_section("articles_article_change").title == "写一篇稿件"
    assert guide.find_section("auth_user_changelist").title == "账号"


def test_where_no_manual_was_installed_the_desk_stands(db, settings, tmp_path):
    guide.manual.cache_clear()
    settings.BASE_DIR = tmp_path
    try:
        client = client_of(make.member(roles.EDITOR))
        assert 'id="guide"' not in client.get(reverse("admin:index")).content.decode()
        assert "没有装手册" in text_of(client.get(reverse("admin:guide")))
    finally:
        guide.manual.cache_clear()


def linking(*addresses, **fields):
    words = "".join(f'<a href="{each}">这里</a>' for each in addresses)
    return make.public(body=f"<p>看{words}。</p>", **fields)


def dead(report):
    return [each.address for each in report.dead]


def test_links_to_what_is_not_public_are_told_and_all_others_are_not(db):
    shown, gone = make.public(), make.public()
    hidden = [row.get_absolute_url() for row in public.hidden_articles()]
    told, empty = make.campaign(), make.campaign()
    make.public(campaigns=[told])
    gone.status = Status.WITHDRAWN
    gone.save()
    good = [shown.get_absolute_url(), HOST + told.get_absolute_url(), "/", "/search/?q=a"]
    bad = [*hidden, HOST + gone.get_absolute_url(), empty.get_absolute_url(), "/nothing/at/all/"]
    linking(*good, *bad, "https://example.cn/a", "mailto:a@example.cn", "tel:12345")

    report = report_links()

    assert dead(report) == bad
    assert [(host, len(links)) for host, links in report.outside] == [("example.cn", 1)]


OUT_OF_THE_FOLDER = [
    "/media/../../etc/passwd",
    HOST + "/media/%2e%2e/%2e%2e/etc/passwd",
    "/media/a%00b",
]


@pytest.mark.parametrize("address", OUT_OF_THE_FOLDER)
def test_an_address_out_of_the_folder_of_photos_is_dead_and_stops_no_report(db, address):
    linking(address)
    client = client_of(make.member(roles.EDITOR))
    assert client.get(reverse("admin:links_report")).status_code == 200
    assert [each.why for each in report_links().dead] == ["那个图片文件不在了"]


def test_photos_that_are_gone_are_told(db):
    row = make.public(body='<p>江边。</p><figure data-photo="1"></figure>')
    make.photo(row)
    lost = make.public(body='<p>江边。</p><figure data-photo="3"></figure>', photos=1)
    assert dead(report_links()) == ["图3"]

    default_storage.delete(Photo.objects.get(article=row).image.name)

    assert sorted((each.article.pk, each.address) for each in report_links().dead) == [
        (row.pk, "图1"), (lost.pk, "图3"),
    ]  # fmt: skip


def test_nothing_of_a_draft_is_looked_through(db):
    for row in public.hidden_articles(body='<p><a href="/nothing/">QX7</a></p>'):
        assert row.pk

    assert (report_links().read, dead(report_links())) == (0, [])


def test_campaigns_that_run_and_are_silent_are_stale(db):
    now, today = timezone.now(), timezone.localdate()
    old, fresh, ended, begun, empty = (make.campaign(name) for name in "甲乙丙丁戊")
    make.public(campaigns=[old, ended], publish_at=now - timedelta(days=61))
    make.public(campaigns=[fresh], publish_at=now - timedelta(days=59))
    make.article(campaigns=[old])
    type(ended).objects.filter(pk=ended.pk).update(ends_on=today - timedelta(days=1))
    type(begun).objects.filter(pk=begun.pk).update(starts_on=today - timedelta(days=5))

    assert [each.campaign for each in report_links().stale] == [empty, old]


def test_the_report_asks_as_often_for_many(db, django_assert_num_queries):
    client = client_of(make.member(roles.EDITOR))
    for number in (1, 6):
        for _ in range(number):
            linking(make.public(photos=1).get_absolute_url(), "/nothing/", photos=1)
        client.get(reverse("admin:links_report"))
        with django_assert_num_queries(_REPORT):
            client.get(reverse("admin:links_report"))


_REPORT = 9
