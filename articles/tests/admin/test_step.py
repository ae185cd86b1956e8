"""The record at the desk: who sees which lines, how they are found, and taken out by month."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.fonts import NoFonts
from articles.models import Status, Step
from articles.review import record, taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.screens import measure_overflow

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_step_changelist")
MONTH = reverse("admin:articles_step_month")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def shown(client, **asked):
    """(稿号, label) of the lines on the list, newest first."""
    result = client.get(LIST, asked).context["cl"].result_list
    return [(step.article_id, step.label) for step in result]


def taken_out(client, month=None):
    """The archive of a month, this one unless told."""
    answer = client.get(MONTH, {"month": month or this_month()})
    return ZipFile(BytesIO(answer.getvalue()))


def table(archive, name="record.csv"):
    return list(csv.DictReader(StringIO(archive.read(name).decode("utf-8-sig"))))


def this_month():
    return f"{timezone.localtime():%Y-%m}"


@pytest.fixture
def editor():
    return client_of(make.member(roles.EDITOR, "沈砚秋"))


def test_the_newest_line_stands_first(editor):
    first, second = make.sent(Status.FIRST_PASSED), make.sent(Status.SUBMITTED)

    assert shown(editor) == [
        (second.pk, "送审"), (first.pk, "初审通过"), (first.pk, "送审"),
    ]  # fmt: skip


def test_lines_are_found_by_month_step_person_headline_and_number(editor):
    reviewer = make.editor("顾长宁")
    writer = make.member(roles.CORRESPONDENT, "费知夏")
    article = make.sent(Status.SUBMITTED, headline="老巷新灯", created_by=writer)
    taking.take(STEPS["first-pass"], article, by=reviewer, opinion="照办。")
    other = make.sent(Status.SUBMITTED, headline="步道通了", created_by=writer)
    pass_, sent = (article.pk, "初审通过"), (article.pk, "送审")

    assert shown(editor, q="老巷") == [pass_, sent]
    assert shown(editor, q="顾长宁 老巷") == [pass_]
    assert shown(editor, q=str(other.pk)) == [(other.pk, "送审")]
    assert shown(editor, by=str(reviewer.pk)) == [pass_]
    assert shown(editor, step="submit") == [(other.pk, "送审"), sent]
    assert len(shown(editor, month=this_month())) == 3
    assert shown(editor, month="2001-01") == []
    assert (shown(editor, month="2001-13"), shown(editor, by="x"), shown(editor, step="x")) == (
        [], [], [],
    )  # fmt: skip


def test_a_choice_that_can_not_be_read_is_refused_in_words(editor):
    make.sent(Status.SUBMITTED)

    for asked, said in (
        ({"month": "2001-13"}, "月份要写成2026-11这样。"),
        ({"month": "0001-01"}, "月份要在1900年到2199年之间。"),
        ({"by": "x"}, "经手人里没有“x”，请从列表旁边选。"),
    ):
        assert list(map(str, editor.get(LIST, asked).context["messages"])) == [said]


def test_a_line_of_long_ago_stands_under_its_year(editor):
    article = make.sent(Status.SUBMITTED)
    old = datetime(1958, 12, 31, 23, tzinfo=timezone.get_current_timezone())
    record_line = {"article": article, "step": "archive", "label": "入档", "by_name": "档案室"}
    Step.objects.create(**record_line, taken_at=old)
    spec = editor.get(LIST).context["cl"].filter_specs[0]

    assert spec.lookup_choices[-1] == ("1958", "1958年")
    assert shown(editor, month="1958") == shown(editor, month="1958-12") == [(article.pk, "入档")]


def test_who_only_proofreads_sees_the_lines_of_what_they_may_read():
    """Not those of what is rejected or back with its writer, nor of such a revision."""
    signed, waiting = make.sent(Status.APPROVED), make.sent(Status.SUBMITTED)
    held = make.sent(Status.HELD)
    make.sent(Status.REJECTED, headline="看不到的")
    returned = make.sent(Status.SUBMITTED, headline="看不到的")
    taking.take(STEPS["return"], returned, by=make.editor(), opinion="重写。")
    copy = taking.take(STEPS["revise"], signed, by=make.editor())
    taking.take(STEPS["submit"], copy, by=copy.created_by)
    sent_in = [(row.pk, None) for row in (signed, waiting, held)] + [(signed.pk, copy.pk)]
    staff, editor = client_of(make.member(roles.STAFF)), client_of(make.member(roles.EDITOR))

    def lines(client):
        found = client.get(LIST).context["cl"].result_list
        return {(step.article_id, step.copy) for step in found}

    assert lines(staff) == set(sent_in)
    hidden = Step.objects.filter(article=returned).first()
    change = reverse("admin:articles_step_change", args=[hidden.pk])
    assert staff.get(change).status_code == 302
    assert editor.get(change).status_code == 200
    copy.refresh_from_db()
    taking.take(STEPS["return"], copy, by=make.editor(), opinion="金丝雀七七四")
    assert lines(staff) == {(row.pk, None) for row in (signed, waiting, held)}
    assert (signed.pk, copy.pk) in lines(editor)
    found = table(taken_out(staff))
    assert {row["稿号"] for row in found} == {str(row.pk) for row in (signed, waiting, held)}
    assert {row["修订稿、条目号"] for row in found} == {""}
    assert "金丝雀七七四" not in str(found)


def test_an_administrator_sees_no_lines_of_copy_that_is_not_theirs():
    make.sent(Status.APPROVED)
    client = client_of(make.member(roles.ADMINISTRATOR))

    assert shown(client) == []
    assert taken_out(client).namelist() == [
        "record.csv", "proofs.csv", "judgements.csv", "说明.txt",
    ]  # fmt: skip
    assert table(taken_out(client)) == []


def test_who_may_not_see_the_record_gets_nothing():
    for user in (make.member(roles.CORRESPONDENT), make.user()):
        client = client_of(user)
        codes = [client.get(LIST).status_code, client.get(MONTH).status_code]
        assert codes == [403, 403]
    assert [Client().get(path).status_code for path in (LIST, MONTH)] == [302, 302]


def test_nobody_adds_changes_or_deletes_a_line(admin_client):
    step = Step.objects.get(article=make.sent(Status.SUBMITTED))

    def page(name, *arguments):
        return reverse(f"admin:articles_step_{name}", args=arguments)

    assert admin_client.get(page("change", step.pk)).context["has_change_permission"] is False
    posts = [page("add"), page("change", step.pk), page("delete", step.pk)]
    assert [admin_client.post(path, {"post": "yes"}).status_code for path in posts] == [403] * 3
    chosen = {"action": "delete_selected", "_selected_action": [step.pk], "post": "yes"}
    admin_client.post(LIST, chosen)
    assert list(Step.objects.values_list("pk", "label")) == [(step.pk, "送审")]


def test_a_month_is_taken_out_as_one_file(editor):
    article = make.sent(Status.APPROVED)

    answer = editor.get(MONTH, {"month": this_month()})

    archive = ZipFile(BytesIO(answer.getvalue()))
    assert [(row["步骤"], row["新状态"]) for row in table(archive)] == [
        ("送审", "待初审"), ("初审通过", "待复审"), ("复审通过", "待终审"), ("终审签发", "已签发"),
    ]  # fmt: skip
    assert [row["稿号"] for row in table(archive, "proofs.csv")] == [str(article.pk)]
    assert archive.read("审签单.pdf").startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == (
        f"attachment; filename*=utf-8''%E7%95%99%E7%97%95-{this_month()}.zip"
    )
    assert "no-store" in answer["Cache-Control"]
    assert editor.post(MONTH, {"month": this_month()}).status_code == 405


def test_a_month_without_sign_offs_says_so(editor):
    archive = taken_out(editor, "2001-02")

    assert archive.namelist() == [
        "record.csv", "proofs.csv", "judgements.csv", "说明.txt",
    ]  # fmt: skip
    assert archive.read("说明.txt").decode("utf-8-sig") == (
        "这个月没有签发稿件，所以没有审签单。\r\n"
    )


@pytest.mark.parametrize("month", ["", "2001-13", "x"])
def test_what_is_no_month_is_refused_in_words(editor, month):
    answer = editor.get(MONTH, {"month": month}, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert [str(said) for said in answer.context["messages"]] == ["月份要写成2026-11这样。"]


def test_without_fonts_a_month_says_what_is_missing(editor, monkeypatch, tmp_path):
    make.sent(Status.APPROVED)
    monkeypatch.setenv("FONT_DIR", str(tmp_path))

    answer = editor.get(MONTH, {"month": this_month()}, follow=True)

    assert [str(said) for said in answer.context["messages"]] == [str(NoFonts())]


def test_a_full_list_asks_as_much_as_a_short_one(editor):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            editor.get(LIST)
        return len(queries)

    make.sent(Status.SUBMITTED)
    few = asked()
    person = make.editor()
    for _ in range(49):
        article = make.article()
        record.write(
            article, Step.Act.SUBMIT, by=person, source="draft", target="submitted", digest="",
            version=0,
        )  # fmt: skip

    assert asked() == few
    assert len(shown(editor)) == 50


def test_opinions_are_shown_as_typed(editor):
    article = make.sent(Status.SUBMITTED, headline="<i>题</i>")
    taking.take(STEPS["return"], article, by=make.editor(), opinion="<script>alert(1)</script>")

    page = editor.get(LIST).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;i&gt;题&lt;/i&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("width", [360, 1280])
def test_the_list_and_a_line_fit_every_screen(browse, width):
    make.sent(Status.APPROVED, headline="二十三条老巷换新灯　近三万居民夜路明")
    user = make.member(roles.EDITOR)
    page = browse(user, viewport={"width": width, "height": 800})
    page.goto(LIST)
    assert measure_overflow(page) <= 0
    page.locator("#result_list th a").first.click()
    page.wait_for_url("**/change/")
    assert measure_overflow(page) <= 0
