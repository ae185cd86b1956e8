"""用稿统计 at the desk and on the command line: who sees it, what opens, what is taken out."""

import csv
import json
from datetime import datetime
from io import BytesIO, StringIO
from subprocess import run
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from articles import roles, statistics
from articles.desk.charts import draw_chart, draw_spark
from articles.exports.data import contributions
from articles.exports.fonts import NoFonts
from articles.exports.office import circular as notice
from articles.exports.office import yearly
from articles.models import FrozenMonth, PointRule, SiteSettings, Status, Step
from articles.review import taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.text.months import Month

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:contributions")
FREEZE = reverse("admin:contributions_freeze")
FILE = reverse("admin:contributions_file")
RECORD = reverse("admin:contributions_record")
OCTOBER = {"month": "2025-10"}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def october(day, hour=12):
    return timezone.make_aware(datetime(2025, 10, day, hour))


@pytest.fixture
def staff():
    return client_of(make.member(roles.STAFF, "虞青禾"))


@pytest.fixture
def pair():
    """Two people and what they contributed in October: one piece together, one alone, one not used.

    Returns the two reporters and the piece that nobody may name but who sees drafts.
    """
    street = make.unit("澄河街道")
    first, second = make.reporter("闻人月"), make.reporter("解忧")
    both = make.public(
        headline="豆腐巷的旧灯杆", weight=4, publish_at=october(9), reporters=[second], photos=1
    )
    make.byline(both, first, unit=street, position=2)
    make.public(headline="板凳会开到第七回", publish_at=october(3), reporters=[first])
    rejected = make.article(headline="没有刊出的稿", status=Status.REJECTED, reporters=[first])
    Step.objects.create(article=rejected, step="submit", taken_at=october(2))
    return first, second, rejected


def lines(answer):
    """(place, name, numbers) of the table, in its order."""
    return [
        (line.rank, line.row.name, [cell.text for cell in line.cells])
        for line in answer.context["lines"]
    ]


def test_who_contributed_stands_by_points_with_their_numbers(staff, pair):
    answer = staff.get(PAGE, OCTOBER)

    assert lines(answer) == [
        (1, "闻人月", ["3", "2", "67%", "15", "0.5", "1", "7"]),
        (2, "解忧", ["1", "1", "100%", "5", "0.5", "1", "4"]),
    ]
    assert answer.context["rate"] == "67%"


def test_the_page_ranks_by_the_number_that_is_asked_for(staff, pair):
    PointRule.objects.create(counts="each_photo", points=50, valid_from="2025-01-01")
    make.public(reporters=[pair[1]], photos=1, publish_at=october(5))

    by = {sort: [name for _, name, _ in lines(staff.get(PAGE, OCTOBER | {"sort": sort}))]
          for sort in ("points", "submitted", "nonsense")}  # fmt: skip
    assert by == {"points": ["解忧", "闻人月"], "submitted": ["闻人月", "解忧"],
                  "nonsense": ["解忧", "闻人月"]}  # fmt: skip


def test_units_campaigns_and_places_are_counted_too(staff, pair):
    make.public(
        publish_at=october(7), campaigns=[make.campaign("江边话")], places=[make.place("渡口")]
    )

    def used(by):
        return [(name, cells[1]) for _, name, cells in lines(staff.get(PAGE, OCTOBER | {"by": by}))]

    assert {by: used(by) for by in ("units", "campaigns", "places")} == {
        "units": [("澄河街道", "1"), ("没有写单位", "3")],
        "campaigns": [("江边话", "1"), ("没有专栏", "2")],
        "places": [("渡口", "1"), ("没有地点", "2")],
    }


def drilled(client, **asked):
    context = client.get(PAGE, OCTOBER | asked).context
    drills = [line.drill for line in (*context["lines"], context["total"]) if line.drill]
    return [[article["headline"] for article in drill.articles] for drill in drills]


def test_each_number_opens_the_articles_behind_it(pair):
    first, second, _ = pair
    editor = client_of(make.member(roles.EDITOR))
    both, own, never = "豆腐巷的旧灯杆", "板凳会开到第七回", "没有刊出的稿"

    assert drilled(editor, row=first.pk, number="used") == [[own, both]]
    assert drilled(editor, row=first.pk, number="submitted") == [[never, own, both]]
    assert drilled(editor, row=second.pk, number="photos") == [[both]]
    assert drilled(editor, row="all", number="leads") == [[both]]
    assert drilled(editor, row=0, number="used") == []
    assert drilled(editor, row=first.pk, number="password") == []


def test_who_may_not_see_a_text_reads_its_headline_in_no_list(staff, pair):
    first, _, rejected = pair

    assert drilled(staff, row=first.pk, number="submitted")[0][0] == "（没有公开的稿件）"
    statistics.freeze(Month(2025, 10), by=None)
    rejected.bylines.all().delete()
    answer = staff.get(PAGE, OCTOBER)
    assert [change["headline"] for change in answer.context["changes"]] == ["（没有公开的稿件）"]
    assert "没有刊出的稿" not in answer.content.decode()
    for form in ("xlsx", "csv", "docx"):
        file = staff.get(FILE, OCTOBER | {"format": form}).content
        texts = [file] if form == "csv" else unpacked(file)
        assert not any("没有刊出的稿".encode() in text for text in texts)


def unpacked(file):
    with ZipFile(BytesIO(file)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("role", roles.ROLES)
def test_everybodys_numbers_are_for_the_editors(role, pair):
    client = client_of(make.member(role))
    may = role not in (roles.CORRESPONDENT, roles.ADMINISTRATOR)

    answers = [
        client.get(PAGE, OCTOBER).status_code,
        client.get(FILE, OCTOBER | {"format": "csv"}).status_code,
        client.get(RECORD, {"reporter": pair[0].pk, "year": 2025}).status_code,
        client.post(FREEZE, OCTOBER | {"checked": 1}).status_code,
    ]
    if may:
        assert answers == [200, 200, 200, 302 if role == roles.STAFF else 403]
    elif role == roles.CORRESPONDENT:
        assert answers == [200, 403, 404, 403]
    else:
        assert answers == [403, 403, 403, 403]
    assert FrozenMonth.objects.exists() is (role == roles.STAFF)


def test_nobody_signed_in_is_sent_to_the_door(client):
    for address in (PAGE, FILE, RECORD):
        assert client.get(address).url.startswith(reverse("admin:login"))


def test_a_correspondent_sees_their_own_year_and_nobody_elses(pair):
    first, second, _ = pair
    first.user = make.member(roles.CORRESPONDENT)
    first.save()
    client = client_of(first.user)

    answer = client.get(PAGE, {"year": 2025})
    record = answer.context["record"]
    assert (record.name, record.months[9].cells) == (
        "闻人月", ("3", "2", "67%", "15", "0.5", "1", "7")
    )  # fmt: skip
    assert [piece.headline for piece in record.pieces] == ["板凳会开到第七回", "豆腐巷的旧灯杆"]
    assert client.get(RECORD, {"year": 2025})["Content-Type"] == "application/pdf"
    assert client.get(RECORD, {"reporter": second.pk}).status_code == 404


def test_a_month_is_frozen_by_the_staff_and_keeps_its_numbers(staff, pair):
    first, _, _ = pair
    before = lines(staff.get(PAGE, OCTOBER))

    staff.post(FREEZE, OCTOBER)
    assert not FrozenMonth.objects.exists()  # not ticked
    staff.post(FREEZE, OCTOBER | {"checked": 1})
    article = statistics.of_month(Month(2025, 10)).facts[0].article
    taking.take(STEPS["withdraw"], first.articles.get(pk=article), by=make.editor(), opinion="失实")

    answer = staff.get(PAGE, OCTOBER)
    assert lines(answer) == before
    assert answer.context["summary"] == "撤下1篇"
    assert [(change["what"], change["people"]) for change in answer.context["changes"]] == [
        ("后来撤下", [("解忧", "−1篇，−5字，−0.5幅，−1头条，−4分"),
                    ("闻人月", "−1篇，−5字，−0.5幅，−1头条，−4分")]),
    ]  # fmt: skip
    changed = {line.row.name: line.changed for line in answer.context["lines"]}
    assert changed["解忧"] == "−1篇，−5字，−0.5幅，−1头条，−4分"


def test_the_page_takes_as_many_queries_however_long_the_table(staff, pair):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            staff.get(PAGE, OCTOBER | {"row": "all", "number": "used"})
        return len(caught)

    SiteSettings.objects.current()
    few = queries()
    for day in range(1, 15):
        make.public(publish_at=october(day), reporters=[make.reporter()], photos=1,
                    campaigns=[make.campaign()], places=[make.place()])  # fmt: skip
    assert queries() == few


def test_an_address_that_says_anything_shows_a_month(staff, pair):
    for asked in (
        {"month": "", "by": "x", "row": "x", "number": "used"},
        {"row": "9" * 30, "number": "used"}, {"month": "2199-12"}, {"month": "1900-01"},
        {"row": "all", "number": "x"}, {"row": "all"},
    ):  # fmt: skip
        assert staff.get(PAGE, asked).status_code == 200
    assert staff.get(FILE, OCTOBER | {"format": "exe"}).status_code == 404
    assert staff.post(PAGE).status_code == 405
    assert staff.get(FREEZE).status_code == 405


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2025-13", "月份要写成2026-11这样。"), ("x", "月份要写成2026-11这样。"),
        ("٢٠٢٥-١٠", "月份要写成2026-11这样。"),
        ("0001-01", "月份要在1900年到2199年之间。"), ("9999-12", "月份要在1900年到2199年之间。"),
    ],
)  # fmt: skip
def test_what_is_no_month_is_refused_and_no_other_month_taken(staff, pair, month, said):
    for answer in (
        staff.get(PAGE, {"month": month}, follow=True),
        staff.get(FILE, {"month": month, "format": "csv"}, follow=True),
        staff.post(FREEZE, {"month": month, "checked": "1"}, follow=True),
    ):
        assert answer.redirect_chain == [(PAGE, 302)]
        assert list(map(str, answer.context["messages"])) == [said]
    assert not FrozenMonth.objects.exists()


@pytest.mark.parametrize("year", ["x", "999", "10000", "1899", "2200", "9" * 30])
@pytest.mark.parametrize("page", [PAGE, RECORD])
def test_what_is_no_year_is_refused_and_no_other_year_taken(page, year):
    own = client_of(make.reporter(user=make.member(roles.CORRESPONDENT)).user)
    answer = own.get(page, {"year": year}, follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert [str(said)[:4] for said in answer.context["messages"]] in (["年份要写"], ["年份要在"])


def test_before_the_first_month_that_is_known_there_is_no_other(staff, pair):
    first, second = (staff.get(PAGE, {"month": month}) for month in ("1900-01", "1900-02"))

    assert ('rel="prev"' in first.content.decode(), 'rel="prev"' in second.content.decode()) == (
        False, True,
    )  # fmt: skip


# Files


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
        ["1", "闻人月", "澄河街道", "3", "2", "67%", "15", "0.5", "1", "7"],
        ["2", "解忧", "", "1", "1", "100%", "5", "0.5", "1", "4"],
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


# Lines, rules


def test_lines_are_drawn_in_proportion():
    assert draw_spark([0, 5, 10, 0]).points == "2,19 31,12 61,4 90,19"
    drawn = draw_chart([1, 3], [0, 0], ["9月", "10月"])
    assert (drawn.now, drawn.before, drawn.last.text, drawn.said) == (
        "44,134 101,60", "", "本年 3", "9月1篇、10月3篇",
    )  # fmt: skip


def test_the_words_at_the_ends_of_two_lines_do_not_stand_on_each_other():
    def heights(now, before):
        drawn = draw_chart([0, now], [1, before], ["9月", "10月"])
        return drawn.last.y, drawn.last_before.y

    assert heights(4, 4) == (15, 42)
    assert heights(29, 30) == (47, 15)
    assert heights(1, 4) == (125, 15)


def test_rules_are_added_by_the_staff_and_never_deleted(staff):
    add = reverse("admin:articles_pointrule_add")
    staff.post(add, {"counts": "lead", "points": "12", "valid_from": "2026-01-01"})

    rule = PointRule.objects.get(valid_from="2026-01-01")
    assert str(rule) == "头条\N{IDEOGRAPHIC SPACE}12分"
    delete = reverse("admin:articles_pointrule_delete", args=[rule.pk])
    assert staff.post(delete, {"post": "yes"}).status_code == 403
    assert client_of(make.member(roles.EDITOR)).get(add).status_code == 403
