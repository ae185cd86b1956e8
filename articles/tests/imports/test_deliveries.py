"""A file that is sent in is kept, read, and becomes drafts; nothing is published or made twice."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.imports import deliveries, manuscripts
from articles.imports.acts import ImportRefused
from articles.models import Article, Delivery, ImportedPage, Photo, Reporter, Status, Unit
from articles.tests import make, scanned, word
from articles.tests.pdfs import Sheet, pdf
from articles.tests.pictures import plain, saved
from articles.tests.word import BODY, inline_picture, paragraph

pytestmark = pytest.mark.django_db

State = Delivery.State
TITLES = ("两座老桥一起过节", "桥下的船歌")
HEAD = {"align": "center", "size": 22}
STORY = word.written(("老年食堂添了半份菜", HEAD), BODY, BODY + "（柳桥街道 费知夏）")
TWO = word.written(
    ("老年食堂添了半份菜", HEAD), BODY + "（柳桥街道 费知夏）", ("望津码头添了雨棚", HEAD), BODY
)
CENTRED = '<w:jc w:val="center"/>'
WITH_PICTURE = word.with_picture(
    paragraph("江边步道通了", properties=CENTRED, run='<w:sz w:val="44"/>')
    + paragraph(BODY)
    + f"<w:p>{inline_picture(alt='步道')}</w:p>"
    + paragraph("图为步道上的居民。林望 摄")
    + paragraph(BODY)
)


def with_file(data):
    return word.raw(
        paragraph("江边步道通了", properties=CENTRED, run='<w:sz w:val="44"/>')
        + paragraph(BODY)
        + f"<w:p>{inline_picture()}</w:p>"
        + paragraph("图为步道上的居民。林望 摄")
        + paragraph(BODY),
        parts={"word/media/image1.png": data},
        relations=[("p1", "image", "media/image1.png")],
    )


def deliver(data, name="稿件.docx", **more):
    """Take a file in and read it, as a worker does when the request is over."""
    row = deliveries.take_in(ContentFile(data, name=name), by=more.pop("by", None), **more)
    deliveries.read_one.func(row.pk)
    row.refresh_from_db()
    return row


def test_a_manuscript_is_read_and_waits_to_be_looked_at():
    row = deliver(STORY, sender="费知夏")

    assert (row.state, row.kind, row.said, row.sender) == (
        State.OPEN,
        "DOCX",
        "《老年食堂添了半份菜》",
        "费知夏",
    )
    assert deliveries.open_original(row) == STORY
    assert [story["headline"] for story in row.reading["stories"]] == ["老年食堂添了半份菜"]
    assert not Article.objects.exists()


def test_drafts_are_made_with_names_units_and_bodies_and_none_is_published():
    editor = make.editor()
    row = deliver(STORY)
    made, notes = deliveries.create_drafts(row, by=editor)
    article = Article.objects.get()
    row.refresh_from_db()

    assert made == [article]
    assert (article.status, article.publish_at, article.created_by) == (Status.DRAFT, None, editor)
    assert (article.headline, article.body) == (
        "老年食堂添了半份菜",
        f"<p>{BODY}</p><p>{BODY}</p>",
    )
    bylines = article.bylines.values_list("role", "reporter__name", "unit__name")
    assert list(bylines) == [("correspondent", "费知夏", "柳桥街道")]
    assert notes == ["《老年食堂添了半份菜》\N{FULLWIDTH COLON}新建了作者“费知夏”。"]
    assert (row.state, row.said, list(row.articles.all())) == (State.DONE, "建了1篇草稿", made)


def test_people_and_units_that_are_known_are_not_made_again():
    unit = make.unit("柳桥街道")
    make.reporter("费知夏", unit=unit)
    deliveries.create_drafts(deliver(STORY), by=make.editor())

    assert (Reporter.objects.count(), Unit.objects.count()) == (1, 1)


def test_pictures_come_with_caption_credit_and_alternative_text_in_their_places():
    deliveries.create_drafts(deliver(WITH_PICTURE), by=make.editor())
    article, photo = Article.objects.get(), Photo.objects.get()

    assert article.body == f'<p>{BODY}</p><figure data-photo="1"></figure><p>{BODY}</p>'
    assert (photo.article, photo.number, photo.caption, photo.credit, photo.alt) == (
        article, 1, "图为步道上的居民。", "林望", "步道",
    )  # fmt: skip
    assert (photo.width, photo.height, len(photo.digest)) == (90, 60, 64)


def test_a_picture_that_can_not_be_read_leaves_its_caption_in_the_text():
    row = deliver(with_file(b"\x89PNG\r\n\x1a\nxxxx"))
    _, notes = deliveries.create_drafts(row, by=make.editor())

    assert Article.objects.get().body == (
        f"<p>{BODY}</p><p>（图片说明：图为步道上的居民。\u3000林望 摄）</p><p>{BODY}</p>"
    )
    assert "没有收" in notes[0]


def test_what_there_is_to_say_of_a_picture_in_a_manuscript_is_said():
    _, notes = deliveries.create_drafts(
        deliver(with_file(saved(plain("CMYK", 0), "JPEG"))), by=make.editor()
    )

    assert notes == [
        "《江边步道通了》：图1“image1.png”：这是印刷用的CMYK图，文件里没有色彩配置，"
        "照常用的印刷条件（FOGRA39）转换，颜色可能有偏差。"
    ]


def test_only_the_chosen_stories_become_drafts():
    row = deliver(TWO)
    deliveries.create_drafts(row, by=make.editor(), chosen=[1, 7])

    assert [article.headline for article in Article.objects.all()] == ["望津码头添了雨棚"]


def test_drafts_are_made_once():
    row = deliver(STORY)
    deliveries.create_drafts(row, by=make.editor())
    with pytest.raises(ImportRefused, match="已经建稿"):
        deliveries.create_drafts(row, by=make.editor())

    assert Article.objects.count() == 1


def test_a_fault_while_drafts_are_made_leaves_nothing_half_done(monkeypatch):
    row = deliver(TWO)

    def fail(*args, **kwargs):
        raise RuntimeError("disk")

    monkeypatch.setattr(manuscripts, "_sign", fail)
    with pytest.raises(RuntimeError):
        deliveries.create_drafts(row, by=make.editor())
    row.refresh_from_db()

    assert (row.state, Article.objects.count(), Photo.objects.count()) == (State.OPEN, 0, 0)


def test_a_file_that_came_before_is_told_and_read_only_if_asked():
    first = deliver(STORY)
    again = deliver(STORY, "别的名字.docx")

    assert (again.state, again.same_as, again.file) == (State.SAME, first, first.file)
    deliveries.read_again(again)
    deliveries.read_one.func(again.pk)
    again.refresh_from_db()
    assert again.state == State.OPEN


def test_a_text_becomes_a_page_whose_lines_can_be_moved():
    row = deliver(f"老年食堂添了半份菜\n■ 通讯员 费知夏\n{BODY}\n".encode(), "版面.txt")
    page = ImportedPage.objects.get()

    assert (row.state, row.kind, row.page, row.said) == (State.OPEN, "文字", page, "辨出1篇")
    assert page.title == "版面"


def test_pasted_html_is_read_as_a_web_page_and_pasted_text_as_a_page():
    rows = [
        deliveries.take_text(text, by=None)
        for text in (f"<h1>食堂</h1><p>{BODY}</p>", f"食堂添菜\n{BODY}")
    ]
    for row in rows:
        deliveries.read_one.func(row.pk)
        row.refresh_from_db()

    assert [(row.kind, row.state) for row in rows] == [("HTML", "open"), ("文字", "open")]


REFUSED = {
    "nothing": (b"", "空的"),
    "unknown": (b"\0\1\2" * 9, "认不出"),
    "broken": (b"PK\x03\x04", "损坏"),
    "macros": (word.raw("", parts={"xl/vbaProject.bin": b"x"}), "没有文字"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_told_with_what_to_do(name):
    data, why = REFUSED[name]
    row = deliver(data)

    assert row.state == State.REFUSED
    assert why in row.said


def test_a_file_that_is_far_too_large_is_not_kept(monkeypatch):
    monkeypatch.setattr(deliveries, "LARGEST", 10)
    row = deliver(STORY)

    assert (row.state, row.file) == (State.REFUSED, "")


def test_a_mistake_is_put_away_and_brought_back():
    row = deliver(STORY)
    deliveries.drop(row)
    row.refresh_from_db()
    assert row.state == State.DROPPED
    deliveries.restore(row)
    row.refresh_from_db()
    assert row.state == State.OPEN


def test_what_has_drafts_is_not_put_away():
    row = deliver(STORY)
    deliveries.create_drafts(row, by=make.editor())
    with pytest.raises(ImportRefused, match="已经建稿"):
        deliveries.drop(row)


def test_a_reading_that_was_killed_can_begin_again():
    row = deliver(STORY)
    long_ago = timezone.now() - timedelta(minutes=11)
    Delivery.objects.filter(pk=row.pk).update(state=State.READING, begun_at=timezone.now())
    with pytest.raises(ImportRefused):
        deliveries.read_again(row)
    Delivery.objects.filter(pk=row.pk).update(begun_at=long_ago)
    deliveries.read_again(row)
    deliveries.read_one.func(row.pk)
    row.refresh_from_db()

    assert row.state == State.OPEN


def test_a_fault_while_reading_is_told_and_the_file_stays(monkeypatch):
    def fail(*args):
        raise RuntimeError("memory")

    monkeypatch.setattr(deliveries, "read_material", fail)
    row = deliveries.take_in(ContentFile(STORY, name="稿件.docx"), by=None)
    with pytest.raises(RuntimeError):
        deliveries.read_one.func(row.pk)
    row.refresh_from_db()

    assert row.state == State.REFUSED
    assert "原件存着" in row.said
    assert deliveries.open_original(row) == STORY


def test_a_name_that_is_a_path_is_only_a_name():
    row = deliver(STORY, "..\\..\\etc/稿件.docx")

    assert row.file_name == "稿件.docx"
    assert row.file.startswith("deliveries/")


def test_each_page_of_a_pdf_becomes_a_page_to_arrange_and_the_row_leads_to_the_first():
    text = ["桥上挂起了灯笼。"] * 3
    sheets = [Sheet().line(40, 60, title, 26).column(40, 96, text) for title in TITLES]
    row = deliver(pdf(*sheets), name="街里街坊.pdf")
    first, second = ImportedPage.objects.order_by("sheet")
    assert (row.state, row.kind, row.page, row.said) == (State.OPEN, "PDF", first, "2页，辨出2篇")
    assert [str(first), str(second)] == ["街里街坊第1页", "街里街坊第2页"]


def test_a_scan_is_refused_with_what_to_install_and_is_kept(monkeypatch):
    scanned.uninstall(monkeypatch)
    scan = pdf(Sheet().area(40, 40, 500, 700))
    row = deliver(scan, name="扫描.pdf")
    assert (row.state, row.kind) == (State.REFUSED, "PDF")
    assert "请管理员运行make ocr装上，再读一次" in row.said
    assert deliveries.open_original(row) == scan


def test_what_the_newsroom_has_already_is_a_doubt():
    make.article(headline="老年食堂添了半份菜", body=f"<p>{BODY}</p><p>{BODY}</p>")
    row = deliver(STORY)

    assert [doubt["code"] for doubt in row.reading["stories"][0]["warnings"]] == ["duplicate"]
    assert row.said == "《老年食堂添了半份菜》，1处待看"


def fill_the_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "full"
    settings.MEDIA_ROOT.write_text("")


def test_pictures_that_can_not_be_stored_make_no_draft_without_them(settings, tmp_path):
    row = deliver(WITH_PICTURE)
    data = deliveries.open_original(row)
    material = deliveries.read_material(data)
    fill_the_disk(settings, tmp_path)
    with pytest.raises(ImportRefused, match="图片存不下"):
        manuscripts.create_drafts(material, material.stories, by=None)

    assert not Article.objects.exists()


def test_a_file_that_can_not_be_stored_is_told_and_nothing_breaks(settings, tmp_path):
    fill_the_disk(settings, tmp_path)
    row = deliveries.take_in(ContentFile(STORY, name="稿件.docx"), by=None)

    assert (row.state, row.file) == (State.REFUSED, "")
    assert "存不下" in row.said
