"""What law and rules have a site say: in the footer, and told where it is empty."""

import pytest
from django.core import checks

from articles import legal
from articles.models import SiteSettings
from articles.tests.html import Page

pytestmark = pytest.mark.django_db


def settings_with(**fields):
    row = SiteSettings.objects.current()
    for name in legal.WANTED:
        setattr(row, name, fields.get(name, "有"))
    row.save()
    return row


def test_what_is_empty_is_warned_about_before_the_site_goes_out():
    settings_with(licence="", about_elder="  ")

    said = [each.msg for each in legal.check_legal()]

    assert [text.partition("”")[0] for text in said] == [
        "网站设置里“互联网新闻信息服务许可证",
        "网站设置里“适老化说明",
    ]


def test_nothing_is_said_of_settings_that_are_complete_or_not_there_yet():
    assert legal.check_legal() == []
    settings_with()
    assert legal.check_legal() == []


def test_only_the_check_before_deployment_tells_it():
    settings_with(contact="")

    def told(**how):
        return [each.msg for each in checks.run_checks(**how) if each.id == "newsroom.W001"]

    assert told() == []
    assert told(include_deployment_checks=True) == [
        "网站设置里“联系方式”空着：读者要能找到编辑部。"
    ]


def test_the_footer_leads_to_the_site_map_and_the_statements(client):
    row = settings_with(about_elder="大字给眼睛累了的人。", site_code="0000000001")
    row.site_mark_url = "https://mark.example/check"
    row.save()

    links = Page(client.get("/")).values("a", "href")

    assert {"/map/", "/accessibility/", "https://mark.example/check"} <= set(links)
    assert "大字给眼睛累了的人。" in Page(client.get("/accessibility/")).text
    assert "适老化说明" in Page(client.get("/accessibility/")).text
    row.about_elder = ""
    row.save()
    assert "适老化说明" not in Page(client.get("/accessibility/")).text
