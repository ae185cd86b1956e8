"""What law and rules have a site say: in the footer, and told where it is empty."""

import json
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles import legal, roles
from articles.models import SiteSettings
from articles.tests import make
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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


def test_the_mark_that_an_authority_gave_is_checked_shown_and_taken_away(
    client, django_capture_on_commit_callbacks
):
    row = settings_with()
    client.force_login(make.member(roles.CHIEF))
    address = reverse("admin:articles_sitesettings_change", args=[row.pk])

    def send(name="site_mark", sent=None):
        form = client.get(address).context["adminform"].form
        values = {k: v for k, v in form.initial.items() if v not in (None, "") and k != "site_mark"}
        values["district_map"] = json.dumps(form.initial["district_map"])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, values | ({name: sent} if sent else {}))

    for bad in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", make.picture()[:60], b"GIF89a"):
        answer = send(sent=SimpleUploadedFile("mark.png", bad, "image/png"))
        assert list(answer.context["adminform"].form.errors) == ["site_mark"]
    names = []
    for size in ((900, 900), (40, 20)):
        sent = SimpleUploadedFile("../../mark.svg", make.picture(size=size), "image/svg+xml")
        assert send(sent=sent).status_code == 302
        [mark] = [src for src in Page(client.get("/")).values("img", "src") if "/site-mark/" in src]
        answer = client.get(mark)
        picture = Image.open(BytesIO(b"".join(answer.streaming_content)))
        names.append((picture.format, picture.size, answer["Content-Type"]))
    assert names == [("PNG", (160, 160), "image/png"), ("PNG", (40, 20), "image/png")]
    assert len(default_storage.listdir("site")[1]) == 1  # the one before it is gone

    send("site_mark-clear", "on")
    assert client.get(mark).status_code == 404
    assert "/site-mark/" not in client.get("/").content.decode()


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
