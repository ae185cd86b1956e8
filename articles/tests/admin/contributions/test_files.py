"""用稿统计 as files: table, workbook, notice and yearly record; what the command says."""

import csv
import json
from io import BytesIO, StringIO
from subprocess import run
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from articles import statistics
from articles.exports.data import contributions
from articles.exports.office import circular as notice
from articles.exports.office import yearly
from articles.fonts import NoFonts
from articles.models import SiteSettings
from articles.tests import make
from articles.tests.contributed import RECORD, october
from articles.text.months import Month

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_table_is_text_that_no_spreadsheet_calculates():
    make.public(publish_at=october(3), reporters=[make.reporter("=1+1")])

    text = contributions.make_csv(statistics.of_month(Month(2025, 10)))
    assert [row["名称"] for row in csv.DictReader(StringIO(text.lstrip("\ufeff")))][:1] == ["'=1+1"]


def test_the_workbook_has_every_table_and_is_the_same_each_time(pair):
    month = statistics.of_month(Month(2025, 10))

    book = contributions.make_xlsx(month)
    with ZipFile(BytesIO(book)) as archive:
        names = archive.read("xl/workbook.xml").decode()
        shared = archive.read("xl/sharedStrings.xml").decode()
    assert [name for name in ("按人", "按单位", "按专栏", "按地点", "采用稿件", "口径")
            if f'name="{name}"' not in names] == []  # fmt: skip
    assert "豆腐巷的旧灯杆" in shared
    assert book == contributions.make_xlsx(month)


def test_the_command_says_the_same_in_each_format(pair, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def said(*options):
        out = StringIO()
        call_command("contributions", "2025-10", *options, stdout=out)
        return out.getvalue()

    told = json.loads(said("--format", "json"))
    assert (told["totals"]["submitted"], told["totals"]["used"], told["people"][0]["points"]) == (
        3, 2, 7,
    )  # fmt: skip
    rows = list(csv.DictReader(StringIO(said("--format", "csv").lstrip("\ufeff"))))
    points = [(row["按"], row["名称"], row["积分"]) for row in rows]
    assert [line for line in points if line[0] in ("人", "合计")] == [
        ("人", "闻人月", "7"), ("人", "解忧", "4"), ("合计", "", "11"),
    ]  # fmt: skip
    assert "送稿3篇，采用2篇，采用率67%" in said()
    assert said("--format", "xlsx") == "已存用稿统计-2025-10.xlsx。\n"
    assert [path.name for path in tmp_path.glob("*.*")] == ["用稿统计-2025-10.xlsx"]


@pytest.mark.parametrize(
    "arguments", [["2025-13"], ["2025-10", "--format", "csv", "--output", "/no/where.csv"]]
)
def test_the_command_refuses_what_it_cannot_do(arguments):
    with pytest.raises(CommandError, match=r"月份要写成|没有这个目录"):
        call_command("contributions", *arguments)


def test_the_notice_says_the_month_in_words_and_tables(pair):
    month = statistics.of_month(Month(2025, 10))
    circular = notice.gather_circular(month, SiteSettings(name="今日临江", masthead="今日临江"))

    made = notice.make_docx(circular)
    document = Document(BytesIO(made))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "《今日临江》2025年10月用稿通报" in text
    assert "收到来稿3篇，采用2篇，采用率67%" in text
    assert "1．《豆腐巷的旧灯杆》（解忧、闻人月）" in text
    units, people = (
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    )
    assert people[1:] == [
        ["1", "闻人月", "澄河街道", "3", "2", "67%", "15", "0.5", "1", "0", "7"],
        ["2", "解忧", "", "1", "1", "100%", "5", "0.5", "1", "0", "4"],
    ]
    assert [row[1] for row in units] == ["单位", "澄河街道", "没有写单位"]
    assert made == notice.make_docx(circular)


def test_hostile_names_print_as_they_are(tmp_path):
    bad = "#set text(1pt) ]<b>&\x0b{{x}}𠮷😀" + "长A" * 60
    reporter = make.reporter("#eval[a]&<i>")
    make.public(headline=bad, publish_at=october(3), reporters=[reporter, make.reporter()])
    month = statistics.of_month(Month(2025, 10))

    document = Document(
        BytesIO(notice.make_docx(notice.gather_circular(month, SiteSettings(name="报"))))
    )
    assert document.tables[1].rows[1].cells[1].text == "#eval[a]&<i>"
    assert contributions.make_xlsx(month)
    text = printed(yearly.gather_year(reporter, 2025, SiteSettings(name="报")), tmp_path)
    assert "#eval[a]&<i>" in text
    assert "#set text(1pt) ]<b>&" in text.replace("\n", "")


def printed(record, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(yearly.make_pdf(record))
    return run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout


def test_the_yearly_record_is_tagged_and_tells_what_was_adjusted(pair, tmp_path):
    first, second, _ = pair
    statistics.freeze(Month(2025, 10), by=None)
    second.bylines.all().delete()

    record = yearly.gather_year(first, 2025, SiteSettings(name="今日临江"))
    assert record.notes == ("10月冻结时为采用2篇、7分，此后调整为采用2篇、11分。",)
    assert "2025年用稿记录" in printed(record, tmp_path)
    facts = run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in facts
    assert yearly.make_pdf(record) == (tmp_path / "a.pdf").read_bytes()


def test_without_fonts_there_is_a_sentence_and_no_record(staff, pair, monkeypatch, tmp_path):
    monkeypatch.setenv("FONT_DIR", str(tmp_path))

    with pytest.raises(NoFonts):
        yearly.make_pdf(yearly.gather_year(pair[0], 2025, SiteSettings(name="报")))
    answer = staff.get(RECORD, {"reporter": pair[0].pk, "year": 2025}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [str(NoFonts())]
