"""The pages of a PDF in the newsroom: kept, shown, and made into drafts with their photos."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image

from articles.imports import confined, pages, printed_pages
from articles.imports.acts import ImportRefused
from articles.models import Article, ImportedPage, Photo
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.pdfs import Sheet, pdf
from articles.text.body import extract_text

pytestmark = pytest.mark.once

# Written for this test, about an invented district.
TEXT = ["\u3000\u3000昨天上午，柳桥和石桥之间挂起", "了两百盏灯笼。"]


def sheet(headline="两座老桥一起过节", *, photo=True, text=TEXT):
    page = Sheet().line(40, 60, headline, 26).column(40, 96, text)
    if photo:
        jpeg = BytesIO()
        Image.new("RGB", (240, 160), "teal").save(jpeg, "JPEG")
        page.picture(40, 150, 160, 90, jpeg.getvalue(), (240, 160))
        page.column(40, 252, ["居民在桥头看灯。林望 摄"], 9)
    return page


@pytest.fixture
def editor(db):
    return make.user("责编", "add_article", "handle_article")


def test_the_pages_of_a_file_are_kept_in_order_with_the_file_itself(editor):
    data = pdf(sheet(), Sheet(), sheet("桥下的船歌", photo=False, text=["船工唱了一夜。"] * 3))
    rows = printed_pages.take_in_pdf(data, by=editor, title="街里街坊")
    assert [(str(row), row.sheet, row.page) for row in rows] == [
        ("街里街坊第1页", 1, 1),
        ("街里街坊第3页", 3, 3),
    ]
    assert printed_pages.list_sheets(rows[1]) == rows
    with default_storage.open(rows[0].file) as file:
        assert file.read() == data
    assert rows[0].text.splitlines()[0] == "两座老桥一起过节"
    assert rows[0].printed["photos"] == [{"box": [40.0, 150.0, 200.0, 240.0], "line": 4}]


def test_the_same_file_is_told_and_nothing_is_kept_of_a_refused_one(editor):
    data = pdf(sheet())
    (first,) = printed_pages.take_in_pdf(data, by=editor, title="第三版")
    with pytest.raises(pages.SamePage) as same:
        printed_pages.take_in_pdf(data, by=editor)
    assert same.value.pages == [first]
    printed_pages.take_in_pdf(data, by=editor, again=True)
    with pytest.raises(ImportRefused, match="加了密码"):
        printed_pages.take_in_pdf(pdf(sheet(), locked=True), by=editor)
    assert ImportedPage.objects.count() == len(default_storage.listdir("imported")[1]) == 2


def test_drafts_get_the_photos_of_the_page_with_caption_and_credit(editor):
    (row,) = printed_pages.take_in_pdf(pdf(sheet()), by=editor)
    pages.create_drafts(row, by=editor)
    assert printed_pages.add_photos(row, by=editor) == []
    article = Article.objects.get()
    photo = article.photos.get()
    assert (photo.caption, photo.credit) == ("居民在桥头看灯。", "林望")
    assert (photo.width, photo.height) == (240, 160)
    assert "图片说明" not in article.body
    assert article.body.count("<p>") == 1
    assert printed_pages.add_photos(row, by=editor) == []  # a second time, nothing twice
    assert Photo.objects.count() == 1


def test_the_draft_has_the_part_of_its_story_that_stands_on_another_page(editor):
    goes_on = sheet(photo=False, text=[*TEXT, "（下转第2版）"]).line(40, 30, "第1版 综合新闻", 9)
    rest = ["（上接第1版）灯笼亮到了半夜，柳桥上", "站满了人。"]
    other = sheet("桥下的船歌", photo=False, text=["船工唱了一夜。"] * 3)
    other.line(40, 30, "第2版 综合新闻", 9).column(320, 96, rest)
    log = confined.ReadingLog()

    first, second = printed_pages.take_in_pdf(pdf(goes_on, other), by=editor, log=log)
    screen = client_of(editor).get(first.get_absolute_url()).content.decode()
    for row in (first, second):
        pages.create_drafts(row, by=editor)

    bodies = {article.headline: extract_text(article.body) for article in Article.objects.all()}
    assert bodies["两座老桥一起过节"].splitlines() == [
        "昨天上午，柳桥和石桥之间挂起了两百盏灯笼。", "灯笼亮到了半夜，柳桥上站满了人。",
    ]  # fmt: skip
    assert "灯笼" not in bodies["桥下的船歌"]
    assert log.warnings == ["第2版“灯笼亮到了半”起接到了第1版《两座老桥一起过节》文末，请核对接口"]
    assert "起是另一版上的后一部分，已接到这里，请核对接口。" in screen


def test_a_page_is_drawn_for_the_screen(editor):
    (row,) = printed_pages.take_in_pdf(pdf(sheet()), by=editor)
    picture = Image.open(BytesIO(printed_pages.draw_sheet(row, 900)))
    assert (picture.format, picture.size) == ("WEBP", (900, 1200))
    default_storage.delete(row.file)
    with pytest.raises(ImportRefused, match="原件不在了"):
        printed_pages.draw_sheet(row, 900)


def test_the_command_makes_drafts_of_each_page_and_says_so(db, tmp_path):
    file = tmp_path / "街里街坊.pdf"
    file.write_bytes(pdf(sheet(), sheet("桥下的船歌", photo=False, text=["船工唱了一夜。"] * 3)))
    out, err = StringIO(), StringIO()
    call_command("import_page", str(file), "--json", stdout=out, stderr=err)
    told = json.loads(out.getvalue())
    assert [(each["page"], each["headline"]) for each in told["stories"]] == [
        (1, "两座老桥一起过节"),
        (2, "桥下的船歌"),
    ]
    articles = Article.objects.order_by("pk")
    assert told["articles"] == [article.pk for article in articles]
    assert [(a.headline, a.status, a.photos.count()) for a in articles] == [
        ("两座老桥一起过节", "draft", 1),
        ("桥下的船歌", "draft", 0),
    ]
    assert err.getvalue().count("建立草稿1篇，都没有发布。") == 2
    call_command("import_page", str(file), stdout=out, stderr=err)
    assert Article.objects.count() == 2


def test_a_file_that_would_take_all_memory_or_time_is_given_up(editor, monkeypatch):
    monkeypatch.setattr(confined, "_SECONDS", 0.01)
    with pytest.raises(ImportRefused, match="太大或太复杂"):
        printed_pages.take_in_pdf(pdf(sheet()), by=editor)
    assert not ImportedPage.objects.exists()
