"""PDFs inside mails and packs, the pages of one file in order, and what is left when pages go."""

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.admin.sites import site
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.imports import deliveries, printed_pages
from articles.models import Delivery, ImportedPage
from articles.tests import make, word
from articles.tests.pdfs import Sheet, pdf

# Written for this test, about an invented district.
TEXT = ["桥上挂起了灯笼。"] * 3
STORY = word.written("老年食堂添了半份菜", word.BODY, word.BODY)


def page(title="两座老桥一起过节"):
    return Sheet().line(40, 60, title, 26).column(40, 96, TEXT)


def mail(*attached):
    message = EmailMessage()
    message["From"], message["Subject"] = "费知夏 <fei@example.org>", "本期报纸"
    message.set_content("请查收附件。")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def pack(*files):
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name, data in files:
            packed.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def worker(db, django_capture_on_commit_callbacks):
    def deliver(data, name):
        with django_capture_on_commit_callbacks(execute=True):
            row = deliveries.take_in(ContentFile(data, name=name), by=None)
        row.refresh_from_db()
        return row

    return deliver


def rows():
    return [
        (row.file_name, row.state, row.sender, row.said) for row in Delivery.objects.order_by("pk")
    ]


def test_the_pdf_of_a_mail_is_read_like_one_that_was_dropped_by_its_sender(worker):
    worker(mail(("街里街坊.pdf", pdf(page(), page("桥下的船歌")))), "来信.eml")
    assert rows() == [
        ("来信.eml", "done", "费知夏", "里面的PDF1个另列一件：街里街坊.pdf"),
        ("街里街坊.pdf", "open", "费知夏", "2页，辨出2篇"),
    ]
    assert [str(row) for row in ImportedPage.objects.order_by("sheet")] == [
        "街里街坊第1页",
        "街里街坊第2页",
    ]


def test_manuscripts_beside_a_pdf_in_a_pack_are_read_too_and_the_pdf_is_told(worker):
    row = worker(pack(("稿/稿件.docx", STORY), ("版/一版.pdf", pdf(page()))), "来稿.zip")
    assert rows() == [
        ("来稿.zip", "open", "", f"{row.said.partition('。')[0]}。里面的PDF1个另列一件：一版.pdf"),
        ("一版.pdf", "open", "", "辨出1篇"),
    ]
    assert [note["title"] for note in row.reading["notes"]] == [
        "版面PDF1个，在来稿导入里另列，命令请用import_page"
    ]


def test_a_pdf_that_is_known_or_broken_is_told_in_its_own_row(worker):
    known = pdf(page())
    worker(known, "一版.pdf")
    worker(pack(("一版.pdf", known), ("坏.pdf", b"%PDF-1.7\n")), "来稿.zip")
    assert [(name, state) for name, state, _, _ in rows()] == [
        ("一版.pdf", "open"),
        ("来稿.zip", "done"),
        ("一版.pdf", "same"),
        ("坏.pdf", "refused"),
    ]


def test_more_pdfs_than_anybody_sends_are_not_all_read(worker, monkeypatch):
    monkeypatch.setattr(deliveries, "_MOST_ENCLOSED", 1)
    worker(pack(("一版.pdf", pdf(page())), ("二版.pdf", pdf(page("船歌")))), "来稿.zip")
    assert rows()[0][3] == "里面的PDF1个另列一件：一版.pdf，还有1个没有读，请分开送来"
    assert Delivery.objects.count() == 2


def test_the_file_goes_with_its_last_page_and_not_before(db, django_capture_on_commit_callbacks):
    first, second = printed_pages.take_in_pdf(pdf(page(), page("桥下的船歌")), by=None)
    other = make.user("责编", "add_article", "handle_article")
    text = ImportedPage.objects.create(text="桥", digest="0" * 64, created_by=other)
    admin_ = site.get_model_admin(ImportedPage)
    for gone, left in ((first, True), (text, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            admin_.delete_model(None, gone)
        assert default_storage.exists(second.file) is left


def test_a_deletion_that_is_undone_leaves_the_file(db, django_capture_on_commit_callbacks):
    (row,) = printed_pages.take_in_pdf(pdf(page()), by=None)
    with django_capture_on_commit_callbacks(execute=False):
        printed_pages.delete(ImportedPage.objects.all())
    assert default_storage.exists(row.file)
