"""A notice with a file in a browser: attached on the desk, read by residents, and then ended."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Genre
from articles.tests import bombs, make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_notice_gets_a_file_is_read_with_it_and_ends(browse):
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(genre=Genre.NOTICE, headline="充电车棚表决", created_by=writer)
    desk = browse(writer, viewport={"width": 390, "height": 844})
    desk.goto(url("change", article))
    desk.get_by_role("link", name="加、改名、排序、拿掉").click()
    desk.get_by_label("加附件").set_input_files([
        {"name": "表决票.docx", "mimeType": "application/msword", "buffer": bombs.docx()},
        {"name": "流水.xls", "mimeType": "application/msword", "buffer": b"\xd0\xcf\x11\xe0"},
    ])  # fmt: skip
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".messagelist")).to_contain_text("“流水.xls”没有收：附件只收PDF、Word")
    desk.get_by_label("表决票的名称").fill("居民表决票样张")
    assert measure_overflow(desk) <= 0
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_label("居民表决票样张的名称")).to_be_visible()

    make.sign(Article.objects.get())
    reader = browse(viewport={"width": 390, "height": 844})
    reader.goto(article.get_absolute_url())
    with reader.expect_download() as taken:
        reader.get_by_role("link", name="居民表决票样张").click()
    assert taken.value.suggested_filename == "居民表决票样张.docx"
    assert measure_overflow(reader) <= 0

    Article.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    reader.reload()
    expect(reader.get_by_text("已过期")).to_be_visible()
    reader.goto("/")
    expect(reader.get_by_role("link", name="充电车棚表决")).to_have_count(0)
