"""A PDF in 来稿导入: sent through the form, looked at beside its picture, made into drafts."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, ImportedPage
from articles.tests import scanned
from articles.tests.doors import EDITORS, person, sign_in
from articles.tests.pdfs import Sheet, pdf
from articles.tests.rights import NOBODY, PEOPLE

pytestmark = pytest.mark.once

ADD = reverse("admin:articles_importedpage_add")
# Written for this test, about an invented district.
TEXT = ["\u3000\u3000昨天上午，柳桥和石桥之间挂起", "了两百盏灯笼。"]


def sheet(headline):
    return Sheet().line(40, 60, headline, 26).column(40, 96, TEXT)


def send(client, data, name="街里街坊.txt", **fields):
    return client.post(ADD, {"file": SimpleUploadedFile(name, data), **fields})


def test_a_pdf_is_told_by_its_content_and_its_pages_are_shown_in_order(editor_client):
    answer = send(editor_client, pdf(sheet("两座老桥一起过节"), sheet("桥下的船歌")))
    first, second = ImportedPage.objects.order_by("sheet")
    assert (answer.status_code, answer["Location"]) == (302, first.get_absolute_url())
    html = editor_client.get(first.get_absolute_url()).content.decode()
    assert reverse("admin:articles_importedpage_sheet", args=[first.pk]) in html
    assert [str(first), str(second)] == ["街里街坊第1页", "街里街坊第2页"]
    links = re.findall(r'<a href="([^"]+)"[^>]*>第(\d)页', html)
    assert links == [(first.get_absolute_url(), "1"), (second.get_absolute_url(), "2")]


def test_the_picture_has_a_zone_for_each_story(editor_client):
    send(editor_client, pdf(sheet("两座老桥一起过节")))
    row = ImportedPage.objects.get()
    html = editor_client.get(row.get_absolute_url()).content.decode()
    zones = re.findall(r'<a href="#story-(\d)" class="zone s-a"><title>([^<]+)</title>', html)
    assert zones == [("0", "甲\u3000两座老桥一起过节")]
    assert 'viewBox="0 0 600.0 800.0"' in html
    picture = editor_client.get(reverse("admin:articles_importedpage_sheet", args=[row.pk]))
    assert picture["Content-Type"] == "image/webp"
    assert "no-store" in picture["Cache-Control"]
    assert picture.content[8:12] == b"WEBP"


@pytest.mark.parametrize("role", PEOPLE)
def test_the_picture_is_for_those_who_arrange_pages_and_for_nobody_else(editor_client, role):
    send(editor_client, pdf(sheet("两座老桥一起过节")))
    picture = reverse("admin:articles_importedpage_sheet", args=[ImportedPage.objects.get().pk])

    answer = sign_in(person(role)).get(picture)

    assert answer.status_code == (200 if role in EDITORS else 302 if role == NOBODY else 403)


def test_a_pdf_that_cannot_be_read_is_refused_with_what_was_typed(editor_client, monkeypatch):
    scanned.uninstall(monkeypatch)
    answer = send(editor_client, pdf(Sheet().area(40, 40, 500, 700)), title="第三版")
    html = answer.content.decode()
    assert (answer.status_code, ImportedPage.objects.count()) == (200, 0)
    assert "这里只有图片，没有文字，多半是扫描件或拍下的版面；这台服务器没有装文字识别" in html
    assert 'value="第三版"' in html


def test_the_same_pdf_asks_first_and_says_that_the_file_must_be_chosen_again(editor_client):
    data = pdf(sheet("两座老桥一起过节"))
    send(editor_client, data)
    html = send(editor_client, data).content.decode()
    assert "请勾选下面的确认，并再选一次文件。" in html
    assert send(editor_client, data, again="on").status_code == 302
    assert ImportedPage.objects.count() == 2


def test_drafts_of_a_pdf_page_are_made_and_nothing_is_published(editor_client):
    send(editor_client, pdf(sheet("两座老桥一起过节")))
    row = ImportedPage.objects.get()
    create = reverse("admin:articles_importedpage_create", args=[row.pk])
    editor_client.post(create, {"revision": row.revision})
    article = Article.objects.get()
    assert (article.headline, article.status) == ("两座老桥一起过节", "draft")
    assert article.body == "<p>昨天上午，柳桥和石桥之间挂起了两百盏灯笼。</p>"


def test_the_pages_of_a_file_are_listed_in_order_with_what_is_left_to_do(
    editor_client, django_assert_max_num_queries
):
    send(editor_client, pdf(sheet("两座老桥一起过节"), sheet("桥下的船歌")))
    first = ImportedPage.objects.get(sheet=1)
    address = reverse("admin:articles_importedpage_file", args=[first.pk])
    editor_client.get(address)
    with django_assert_max_num_queries(12) as two:
        html = editor_client.get(address).content.decode()

    shown = re.findall(
        r'<a class="file-page" href="([^"]+)">(\S+)</a>\s+<div>\s+<p>(.*?)</p>', html
    )
    assert shown == [
        (row.get_absolute_url(), f"第{row.sheet}页", headline)
        for row, headline in zip(
            ImportedPage.objects.order_by("sheet"), ["两座老桥一起过节", "桥下的船歌"], strict=True
        )
    ]
    assert html.count("待整理") == 3  # the total, and each page's state

    for number in range(3, 11):
        row = ImportedPage.objects.get(sheet=2)
        row.pk, row.sheet = None, number
        row.save()
    with django_assert_max_num_queries(12) as ten:
        editor_client.get(address)
    assert len(ten) == len(two)
