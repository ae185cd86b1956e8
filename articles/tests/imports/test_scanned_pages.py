"""Scans and photos of pages in the newsroom: recognised, kept, shown straight, made into drafts."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles.imports import deliveries, pages, printed_pages
from articles.imports.acts import ImportRefused
from articles.imports.confined import ReadingLog
from articles.models import Article, Delivery, ImportedPage
from articles.tests import make, scanned
from articles.tests.pdfs import Sheet, pdf
from articles.tests.pictures import heic
from articles.tests.scanned import DrawnPage

pytestmark = pytest.mark.once

# Written for this test, about an invented district.
TEXT = [
    "\u3000\u3000昨天上午，柳桥和石桥之间",
    "挂起了两百盏灯笼。街坊们",
    "早早来到桥头等候开灯。",
]


def drawn(turn=0.5):
    page = DrawnPage(turn=turn).line(100, 100, "两座老桥一起过节", 60)
    page.column(100, 240, TEXT)
    for at in range(100, 460, 12):
        page.area(at, 420, 6, 240, "#444")
        page.area(at + 6, 420, 6, 240, "#999")
    return page.line(100, 680, "居民在桥头看灯。", 26)


@pytest.fixture
def editor(db):
    return make.user("责编", "add_article", "handle_article")


def test_a_scan_is_recognised_page_by_page_beside_pages_with_text(editor, monkeypatch, tmp_path):
    page = drawn()
    scanned.install(monkeypatch, tmp_path, page)
    jpeg = page.jpeg()
    sheets = [
        Sheet().line(40, 60, "桥下的船歌", 26).column(40, 96, ["船工唱了一夜。"] * 3),
        Sheet(576, 432).picture(0, 0, 576, 432, jpeg, (1600, 1200)),
    ]
    log = ReadingLog(progress=(said := []).append)
    first, second = printed_pages.take_in_pdf(pdf(*sheets), by=editor, title="街里街坊", log=log)

    assert (said, log.warnings) == (["认字：第2页（1页里的第1页）"], [])
    assert first.printed.keys() == {"width", "height", "places", "photos"}
    assert second.text.splitlines()[0] == "两座老桥一起过节"
    assert second.printed["turn"] == pytest.approx(0.5, abs=0.1)
    assert [len(sure) for sure in second.printed["sure"]] == [
        len(line) for line in second.text.splitlines()
    ]


def test_a_photo_of_a_page_is_turned_upright_and_its_picture_goes_to_the_draft(
    editor, monkeypatch, tmp_path
):
    page = drawn(turn=1)
    scanned.install(monkeypatch, tmp_path, page)
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    page.scan().transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=80, exif=exif)
    (row,) = printed_pages.take_in_photo(out.getvalue(), by=editor, title="第三版")

    assert (row.printed["width"], row.printed["height"]) == (576.0, 432.0)
    picture = Image.open(BytesIO(printed_pages.draw_sheet(row, 800)))
    assert (picture.format, picture.size) == ("WEBP", (800, 600))
    pages.create_drafts(row, by=editor)
    assert printed_pages.add_photos(row, by=editor) == []
    photo = Article.objects.get().photos.get()
    assert (photo.caption, photo.width > 350) == ("居民在桥头看灯。", True)


def test_a_page_photographed_with_an_iphone_is_read(editor, monkeypatch, tmp_path):
    page = drawn(turn=0)
    scanned.install(monkeypatch, tmp_path, page)

    row = deliver(heic(page.scan()), "IMG_0001.HEIC", editor)
    deliveries.read_as_page(row)
    deliveries.read_one.func(row.pk)

    row.refresh_from_db()
    assert (row.state, row.kind, row.said) == ("open", "版面照", "辨出1篇")
    assert row.page.text.splitlines()[0] == "两座老桥一起过节"
    picture = Image.open(BytesIO(printed_pages.draw_sheet(row.page, 800)))
    assert (picture.format, picture.size) == ("WEBP", (800, 600))


def test_without_an_engine_pages_with_text_are_read_and_the_others_are_named(editor, monkeypatch):
    scanned.uninstall(monkeypatch)
    text = Sheet().line(40, 60, "两座老桥一起过节", 26).column(40, 96, ["桥上挂起了灯笼。"] * 3)
    row = deliver(pdf(text, Sheet(), *[Sheet().area(40, 40, 500, 700)] * 3), "街里街坊.pdf", editor)
    named = "第3至5页只有图片，没有读。请管理员在服务器上运行make ocr装上文字识别，再读一次。"
    assert (row.state, row.said) == (Delivery.State.OPEN, f"辨出1篇。{named}")


def test_a_page_that_shows_no_text_or_takes_too_long_is_named_and_the_others_are_read(
    editor, monkeypatch, tmp_path
):
    scanned.install(monkeypatch, tmp_path, DrawnPage())
    text = Sheet().line(40, 60, "两座老桥一起过节", 26).column(40, 96, ["桥上挂起了灯笼。"] * 3)
    row = deliver(pdf(text, Sheet().area(40, 40, 500, 700)), "街里街坊.pdf", editor)
    assert row.said.endswith("。第2页是图片，没有认出文字。")
    with pytest.raises(ImportRefused, match="图里没有认出文字"):
        printed_pages.take_in_pdf(pdf(Sheet().area(40, 40, 500, 700)), by=editor)
    with pytest.raises(ImportRefused, match="太小，看不清字"):
        printed_pages.take_in_photo(small_photo(), by=editor)
    with pytest.raises(ImportRefused, match="图片打不开"):
        printed_pages.take_in_photo(b"\xff\xd8\xff\xe0" + bytes(200), by=editor)
    assert ImportedPage.objects.count() == 1


def test_a_picture_is_a_photo_until_somebody_says_that_it_shows_a_page(
    editor, monkeypatch, tmp_path
):
    page = drawn()
    row = deliver(page.jpeg(), "第三版.jpg", editor)
    assert (row.state, row.kind, len(row.reading["stories"])) == ("open", "图片", 1)
    with monkeypatch.context() as bare:
        scanned.uninstall(bare)
        with pytest.raises(ImportRefused, match="make ocr"):
            deliveries.read_as_page(row)
    scanned.install(monkeypatch, tmp_path, page)
    deliveries.read_as_page(row)
    deliveries.read_one.func(row.pk)
    row.refresh_from_db()
    assert (row.state, row.kind, row.said) == ("open", "版面照", "辨出1篇")
    assert row.page.text.splitlines()[0] == "两座老桥一起过节"
    with pytest.raises(ImportRefused, match="不能当版面读"):
        deliveries.read_as_page(row)


def test_a_long_reading_is_not_taken_for_one_that_was_killed(editor, monkeypatch):
    row = Delivery.objects.create(file_name="扫描.pdf", state=Delivery.State.READING)
    deliveries._tell_progress(row.pk, "认字：第2页（9页里的第2页）")
    row.refresh_from_db()
    assert (row.said, row.begun_at is not None) == ("认字：第2页（9页里的第2页）", True)


def deliver(data, name, editor):
    row = deliveries.take_in(ContentFile(data, name=name), by=editor)
    deliveries.read_one.func(row.pk)  # as a worker does when the request is over
    row.refresh_from_db()
    return row


def small_photo():
    out = BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "JPEG")
    return out.getvalue()
