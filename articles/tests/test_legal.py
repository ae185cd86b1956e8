"""What law and rules have a site say: in the footer, and told where it is empty."""

import pytest

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

    labels = [label for label, _ in legal.find_empty(SiteSettings.objects.current())]

    assert labels == ["互联网新闻信息服务许可证", "适老化说明"]


def test_nothing_is_said_of_settings_that_are_complete():
    assert legal.find_empty(settings_with()) == []


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
