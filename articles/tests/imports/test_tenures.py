"""人物任职 from a table: what becomes of each row is told."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles
from articles.imports import tenures
from articles.imports.acts import ImportRefused
from articles.imports.tenures import import_tenures
from articles.models import Tenure
from articles.review.house import load_house
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.tables import sheet

pytestmark = pytest.mark.django_db

HEADS = "姓名,职务,任职起,任职止,依据\n"


def rows():
    return list(Tenure.objects.order_by("id").values_list("person", "post", *tenures._FIELDS))


def tell(report):
    return report.added, report.changed, report.same, report.refused


def test_new_rows_are_added_known_ones_changed_and_the_rest_stays():
    Tenure.objects.create(person="王建国", post="望江区区长", since=date(2020, 1, 1), ground="公告")
    Tenure.objects.create(person="罗平", post="区民政局局长")
    Tenure.objects.create(person="周令仪", post="区卫健局局长", since=date(2024, 5, 6))
    Tenure.objects.create(person="何静", post="区文旅局局长")

    report = import_tenures(
        (
            HEADS + "王建国,望江区区长,2020-01-01,2025-02-28,\n"
            "陈望,望江区区长,2025-03-01,至今,望人〔2025〕3号\n"
            "罗平,区民政局局长,2023-04-01,,\n周令仪,区卫健局局长,,,\n,,,,\n"
        ).encode()
    )

    assert tell(report) == (
        ["陈望：望江区区长，2025-03-01起"],
        ["王建国：望江区区长，2020-01-01至2025-02-28", "罗平：区民政局局长，2023-04-01起"],
        1,
        [],
    )
    assert rows() == [
        ("王建国", "望江区区长", date(2020, 1, 1), date(2025, 2, 28), "公告"),
        ("罗平", "区民政局局长", date(2023, 4, 1), None, ""),
        ("周令仪", "区卫健局局长", date(2024, 5, 6), None, ""),
        ("何静", "区文旅局局长", None, None, ""),
        ("陈望", "望江区区长", date(2025, 3, 1), None, "望人〔2025〕3号"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        sheet(
            ["望江区干部任职表"],
            ["人员", "单位", "职务", "任职时间", "文号"],
            ["罗 平", "区民政局", "局长", date(2025, 3, 1), "望人〔2025〕3号"],
        ),
        "名字\t担任职务\t任职日期\t备注\n"
        "罗　平\t区民政局局长\t2025年3月1日\t望人〔2025〕3号\n".encode("gb18030"),
        "\ufeff姓名,单位,岗位,上任日期,依据\r\n罗平,区民政局,区民政局局长,2025/3/1,望人〔2025〕3号\r\n".encode(),
        "姓名\t职务\t起\t来源\n罗平\t区民政局局长\t20250301\t望人〔2025〕3号\n".encode("utf-16"),
    ],
    ids=["xlsx", "gb18030", "csv of Excel", "utf-16"],
)
def test_a_table_comes_in_the_forms_that_offices_have(data):
    assert tell(import_tenures(data)) == (["罗平：区民政局局长，2025-03-01起"], [], 0, [])
    assert rows() == [("罗平", "区民政局局长", date(2025, 3, 1), None, "望人〔2025〕3号")]


ROWS = [
    ("陈,望江区区长,,,", "第2行：姓名至少两个字。"),
    (",望江区区长,,,", "第2行：没有姓名。"),
    ("陈望,,,,", "第2行：没有职务。"),
    ("陈望,长,,,", "第2行：职务至少两个字。"),
    ("陈望,望江区区长,去年,,", "第2行：任职起“去年”读不出，请写成2026-11-09这样。"),
    ("陈望,望江区区长,2025年3月,,", "第2行：任职起“2025年3月”读不出，请写成2026-11-09这样。"),
    ("陈望,望江区区长,,2025-02-30,", "第2行：任职止“2025-02-30”读不出，请写成2026-11-09这样。"),
    ("陈望,望江区区长,2025-03-01,2025-02-28,", "第2行：任职止不能早于任职起。"),
]


@pytest.mark.parametrize(("row", "said"), ROWS)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_are_saved(row, said):
    report = import_tenures((HEADS + row + "\n罗平,区民政局局长,,,\n").encode())

    assert tell(report) == (["罗平：区民政局局长"], [], 0, [said])
    assert rows() == [("罗平", "区民政局局长", None, None, "")]


def test_an_end_before_the_known_beginning_is_refused_and_nothing_of_the_row_is_kept():
    Tenure.objects.create(person="陈望", post="望江区区长", since=date(2025, 3, 1))

    report = import_tenures((HEADS + "陈望,望江区区长,,2024-01-01,公告\n").encode())

    assert tell(report) == ([], [], 0, ["第2行：任职止不能早于任职起。"])
    assert rows() == [("陈望", "望江区区长", date(2025, 3, 1), None, "")]


def test_a_row_that_could_mean_several_tenures_or_stands_twice_is_told():
    for year in (2010, 2020):
        Tenure.objects.create(person="罗平", post="区民政局局长", since=date(year, 1, 1))

    report = import_tenures(
        (
            HEADS + "罗平,区民政局局长,,2026-01-01,\n罗平,区民政局局长,2010-01-01,2015-01-01,\n"
            "罗平,区民政局局长,2010-01-01,2016-01-01,\n何静,区文旅局局长\n何静,区文旅局局长\n"
        ).encode()
    )

    assert tell(report) == (
        ["何静：区文旅局局长"],
        ["罗平：区民政局局长，2010-01-01至2015-01-01"],
        0,
        [
            "第2行：“罗平：区民政局局长”有2条，请写明任职起，才知道说的是哪一条。",
            "第4行：“罗平：区民政局局长，2010-01-01至2016-01-01”在表里写了两次。",
            "第6行：“何静：区文旅局局长”在表里写了两次。",
        ],
    )
    assert rows()[0] == ("罗平", "区民政局局长", date(2010, 1, 1), date(2015, 1, 1), "")


def test_whoever_is_still_there_has_no_last_day_any_more():
    Tenure.objects.create(person="陈望", post="望江区区长", until=date(2025, 3, 1))

    report = import_tenures((HEADS + "陈望,望江区区长,,至今,\n").encode())

    assert tell(report) == ([], ["陈望：望江区区长"], 0, [])
    assert rows() == [("陈望", "望江区区长", None, None, "")]


FILES = [
    (b"", "没有找到表头"),
    (b"PK\x03\x04broken", "这不是表格"),
    ("姓名,电话\n陈望,1\n".encode(), "没有找到表头。表头要有“姓名”和“职务”两栏"),
    (b"x" * (2 * 1024 * 1024 + 1), "表格超过2 MB，不像是人物任职表"),
    ((HEADS + "陈望,望江区区长\n" * 2001).encode(), "表格超过2000行"),
]


@pytest.mark.parametrize(("data", "said"), FILES)
def test_what_is_no_such_table_is_refused_with_what_to_do(data, said):
    with pytest.raises(ImportRefused, match=said):
        import_tenures(data)
    assert rows() == []


def test_what_somebody_enters_meanwhile_refuses_the_whole_table(monkeypatch):
    def enter(cells, columns, read=tenures.read_cells):
        Tenure.objects.create(person="陈望", post="望江区区长")
        return read(cells, columns)

    monkeypatch.setattr(tenures, "read_cells", enter)

    with pytest.raises(ImportRefused, match="刚被别人改过，什么都没有存。请再导入一次。"):
        import_tenures((HEADS + "罗平,区民政局局长\n陈望,望江区区长\n").encode())
    assert rows() == [("陈望", "望江区区长", None, None, "")]


def test_a_head_of_department_sends_a_table_and_the_proofreader_knows_it(
    django_capture_on_commit_callbacks,
):
    client = client_of(make.member(roles.DESK))
    listed = client.get(reverse("admin:articles_tenure_changelist")).content.decode()
    address = reverse("admin:articles_tenure_table")
    assert f'<a href="{address}">从表格导入</a>' in listed
    assert load_house().register.posts == set()
    file = BytesIO((HEADS + "陈望,望江区区长\n陈,区长\n").encode())
    file.name = "任职.csv"

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"file": file})

    assert (answer.status_code, tell(answer.context["report"])) == (
        200, (["陈望：望江区区长"], [], 0, ["第3行：姓名至少两个字。"]),
    )  # fmt: skip
    assert "没有收1行" in answer.content.decode()
    assert load_house().register.posts == {"望江区区长"}
    assert client.post(address).context["form"].errors["file"] == ["请选一个表格。"]


def test_many_rows_are_taken_over_with_as_few_questions_as_one():
    def count(names):
        table = HEADS + "".join(f"{name},望江区区长,,,\n" for name in names)
        with CaptureQueriesContext(connection) as captured:
            added = import_tenures(table.encode()).added
        return len(added), len(captured)

    assert [count(["陈望"]), count([f"陈望{n}" for n in range(90)])] == [(1, 4), (90, 4)]
