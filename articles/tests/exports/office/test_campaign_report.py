"""专栏报告: what a campaign brought, for its sponsor, as Word document and PDF."""

from datetime import date, datetime
from io import BytesIO
from subprocess import run

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from articles import roles
from articles.exports.office import campaign_report
from articles.models import OutsideUse, Photo, ReadCount, SiteSettings
from articles.statistics.course import follow_campaign
from articles.tests import make
from articles.tests.clients import client_of
from articles.text.months import Month

pytestmark = pytest.mark.django_db

SITE = SiteSettings(name="今日临江", masthead="今日临江", sponsor="临江区融媒体中心")
_BAD = "#set text(1pt) ]<b>&\x0b{{x}}𠮷😀" + "长A" * 60


@pytest.fixture
def campaign():
    """A campaign of two pieces in two quarters, the first one read and used by others."""
    row = make.campaign("民生实事", slogan="民生实事　进行时")
    first = make.public(
        headline="老巷换新灯", campaigns=[row], weight=4, photos=1,
        publish_at=timezone.make_aware(datetime(2025, 2, 3, 8)),
    )  # fmt: skip
    make.byline(first, make.reporter("闻人月"), unit=make.unit("柳桥街道党建办"))
    make.public(
        headline=_BAD, campaigns=[row], publish_at=timezone.make_aware(datetime(2025, 4, 9, 8))
    )
    ReadCount.objects.create(article=first, day=date(2025, 2, 4), number=1234)
    OutsideUse.objects.create(
        article=first, level="at_province", outlet="省报", used_on=date(2025, 2, 9)
    )
    return row


def report(campaign, **how):
    course = follow_campaign(campaign, Month(2025, 1), Month(2025, 6))
    return campaign_report.gather_report(course, SITE, **how)


def texts(content):
    document = Document(BytesIO(content))
    return document, "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_word_document_tells_figures_pieces_pictures_readings_and_outside_use(campaign):
    content = campaign_report.make_docx(report(campaign, to="临江区民政局"))
    document, text = texts(content)

    assert "“民生实事”专栏宣传情况报告" in text
    assert "临江区民政局\N{FULLWIDTH COLON}" in text
    assert (
        "2025年1月至6月，《今日临江》“民生实事”专栏刊发2篇、图片1幅，其中头条1篇；"
        "网上阅读1,234次；被市级以上媒体、学习强国转用1篇。"
    ) in text
    assert "1．《老巷换新灯》" in text
    assert "2025年2月3日　闻人月　阅读1,234次　省级媒体转用" in text
    figures = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert figures == [
        ["", "一季度", "二季度", "合计"],
        ["刊发（篇）", "1", "1", "2"],
        ["图片（幅）", "1", "0", "1"],
        ["头条（篇）", "1", "0", "1"],
        ["阅读（次）", "1,234", "0", "1,234"],
        ["转用（篇）", "1", "0", "1"],
    ]
    assert len(document.inline_shapes) == 1
    assert content == campaign_report.make_docx(report(campaign, to="临江区民政局"))


def test_what_is_not_ticked_is_left_out(campaign):
    document, text = texts(campaign_report.make_docx(report(campaign, parts=["figures"])))

    assert [
        word for word in ("阅读", "转用1篇", "篇目", "图片\n", "供稿单位") if word in text
    ] == []
    assert [row.cells[0].text for row in document.tables[0].rows] == [
        "", "刊发（篇）", "图片（幅）", "头条（篇）",
    ]  # fmt: skip
    assert len(document.inline_shapes) == 0


def test_a_picture_whose_file_is_gone_is_passed_over(campaign):
    photo = Photo.objects.get()
    photo.image.storage.delete(photo.image.name.replace(".webp", "-1200.webp"))
    for name in photo.image.storage.listdir(photo.image.name.rpartition("/")[0])[1]:
        photo.image.storage.delete(f"{photo.image.name.rpartition('/')[0]}/{name}")

    assert report(campaign).pictures == ()


def test_the_pdf_is_tagged_says_the_same_and_prints_hostile_words_as_they_are(campaign, tmp_path):
    file = tmp_path / "a.pdf"
    content = campaign_report.make_pdf(report(campaign, to="#eval[a]&<i>"))
    file.write_bytes(content)
    said = run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    facts = run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout

    assert "Tagged:          yes" in facts
    text = said.replace("\n", "")
    assert [word for word in ("老巷换新灯", "#eval[a]&<i>", "#set text(1pt) ]<b>&", "1,234",
                              "柳桥街道党建办", "没有") if word not in text] == []  # fmt: skip
    assert content == campaign_report.make_pdf(report(campaign, to="#eval[a]&<i>"))


def test_a_campaign_without_a_piece_has_a_report_all_the_same():
    campaign = make.campaign("新栏")
    empty = campaign_report.gather_report(follow_campaign(campaign), SITE)

    assert "刊发0篇" in texts(campaign_report.make_docx(empty))[1]
    assert campaign_report.make_pdf(empty).startswith(b"%PDF")


def test_more_than_a_year_is_counted_by_years(campaign):
    course = follow_campaign(campaign, Month(2024, 1), Month(2025, 6))
    figures = campaign_report.gather_report(course, SITE).figures

    assert figures.heads == ("", "2024年", "2025年", "合计")
    assert figures.rows[0] == ("刊发（篇）", "0", "2", "2")


def test_the_file_is_downloaded_and_another_format_is_not_found(campaign):
    editor = client_of(make.member(roles.EDITOR))
    address = reverse("admin:articles_campaign_report", args=[campaign.pk])
    asked = {
        "from": "2025-01",
        "to": "2025-06",
        "part": ["figures", "nonsense"],
        "addressed": "某局\n\u200b",
    }

    answer = editor.get(address, asked | {"format": "docx"})
    assert "attachment" in answer["Content-Disposition"]
    assert "某局\N{FULLWIDTH COLON}" in texts(answer.content)[1]
    assert editor.get(address, asked | {"format": "exe"}).status_code == 404
