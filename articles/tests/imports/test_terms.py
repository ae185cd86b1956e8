"""规范用语 from a table: what becomes of each row is told."""

from datetime import date
from importlib import import_module
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from articles import roles
from articles.imports.acts import ImportRefused
from articles.imports.terms import import_terms
from articles.models import Term
from articles.proofing.termlist import read_terms
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.tables import sheet

pytestmark = pytest.mark.django_db

HEADS = "不这样写,规范写法,轻重,例外,依据,起行日期\n"


def values(wrong):
    names = ("right", "severity", "exceptions", "reason", "valid_from", "active")
    return Term.objects.filter(wrong=wrong).values_list(*names).get()


def test_new_rows_are_added_known_ones_changed_and_the_rest_stays():
    Term.objects.all().delete()
    Term.objects.create(wrong="鹿鸣桥", right="鹿鸣大桥", reason="路名表")
    Term.objects.create(wrong="谷口站", right="谷口南站")
    Term.objects.create(wrong="北坡", right="北坡社区")

    report = import_terms(
        (
            HEADS + "青石闸,青石水闸,留意,老青石闸、青石闸口,水务局文件,2026-03-01\n"
            "鹿鸣桥,鹿鸣步行桥,,,,\n谷口站,谷口南站,,,,\n,,,,,\n"
        ).encode()
    )

    assert (report.added, report.changed, report.same, report.refused) == (
        ["青石闸 → 青石水闸"], ["鹿鸣桥 → 鹿鸣步行桥"], 1, [],
    )  # fmt: skip
    assert values("青石闸") == (
        "青石水闸", "info", "老青石闸\n青石闸口", "水务局文件", date(2026, 3, 1), True,
    )  # fmt: skip
    assert values("鹿鸣桥") == ("鹿鸣步行桥", "warn", "", "路名表", None, True)
    assert values("北坡")[0] == "北坡社区"


@pytest.mark.parametrize(
    "data",
    [
        sheet(
            ["规范用语表"],
            ["错误写法", "改为", "生效日期"],
            ["鹿鸣桥", "鹿鸣大桥", date(2026, 3, 1)],
        ),
        "错误写法\t改为\t生效日期\n鹿鸣桥\t鹿鸣大桥\t2026年3月1日\n".encode("gb18030"),
        "\ufeff错误写法,改为,生效日期\r\n鹿鸣桥,鹿鸣大桥,2026/3/1\r\n".encode(),
        "错误写法\t改为\t生效日期\n鹿鸣桥\t鹿鸣大桥\t2026-03-01\n".encode("utf-16"),
    ],
    ids=["xlsx", "gb18030", "csv of Excel", "utf-16"],
)
def test_a_table_comes_in_the_forms_that_offices_have(data):
    assert import_terms(data).added == ["鹿鸣桥 → 鹿鸣大桥"]
    assert values("鹿鸣桥")[0::4] == ("鹿鸣大桥", date(2026, 3, 1))


ROWS = [
    ("桥,大桥,,,,", "第2行：至少写两个字，一个字到处都会碰上。"),
    ("鹿鸣桥,鹿鸣桥,,,,", "第2行：两边写得一样，请改其中一个。"),
    ("鹿鸣桥,,,,,", "第2行：没有规范写法的，请写明依据，同事才知道怎么改。"),
    ("鹿鸣桥,鹿鸣大桥,严重,,,", "第2行：轻重“严重”不认得，请写必改、应查、留意中的一个。"),
    ("鹿鸣桥,鹿鸣大桥,,,,明年", "第2行：起行日期“明年”读不出，请写成2026-11-09这样。"),
    ("鹿鸣桥,鹿鸣大桥,,,,2026-02-30", "第2行：起行日期“2026-02-30”读不出，请写成2026-11-09这样。"),
]


@pytest.mark.parametrize(("row", "said"), ROWS)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_are_saved(row, said):
    report = import_terms((HEADS + row + "\n谷口站,谷口南站,,,,\n").encode())

    assert (report.refused, report.added) == ([said], ["谷口站 → 谷口南站"])
    assert not Term.objects.filter(wrong__in=["桥", "鹿鸣桥"]).exists()


def test_a_term_that_stands_twice_in_a_table_is_taken_once():
    report = import_terms((HEADS + "鹿鸣桥,鹿鸣大桥\n鹿鸣桥,鹿鸣步行桥\n").encode())

    assert report.refused == ["第3行：“鹿鸣桥”在表里写了两次。"]
    assert values("鹿鸣桥")[0] == "鹿鸣大桥"


FILES = [
    (b"", "没有找到表头"),
    (b"PK\x03\x04broken", "这不是表格"),
    (b"\x00\x01\x02", "这不是表格"),
    ("错,不知道\n甲,乙\n".encode(), "没有找到表头"),
    (b"x" * (2 * 1024 * 1024 + 1), "表格超过2 MB"),
    ((HEADS + "鹿鸣桥,鹿鸣大桥\n" * 2001).encode(), "表格超过2000行"),
]


@pytest.mark.parametrize(("data", "said"), FILES)
def test_what_is_no_such_table_is_refused_with_what_to_do(data, said):
    before = Term.objects.count()

    with pytest.raises(ImportRefused, match=said):
        import_terms(data)
    assert Term.objects.count() == before


def test_a_head_of_department_sends_a_table_and_reads_the_report():
    client = client_of(make.member(roles.DESK))
    address = reverse("admin:articles_term_table")
    file = BytesIO((HEADS + "鹿鸣桥,鹿鸣大桥\n谷,谷口\n").encode())
    file.name = "用语.csv"

    answer = client.post(address, {"file": file})

    assert answer.status_code == 200
    assert answer.context["report"].added == ["鹿鸣桥 → 鹿鸣大桥"]
    assert "没有收1行" in answer.content.decode()
    file = BytesIO(b"\x00\x01")
    file.name = "用语.xlsx"
    refused = client.post(address, {"file": file})
    assert (refused.status_code, refused.context["form"].errors["file"]) == (
        400, ["这不是表格。请另存为“.xlsx”或“.csv”再导入。"],
    )  # fmt: skip
    assert client.post(address).context["form"].errors["file"] == ["请选一个表格。"]


def test_a_term_that_is_switched_off_is_not_looked_for():
    Term.objects.all().delete()
    Term.objects.create(wrong="鹿鸣桥", right="鹿鸣大桥", active=False)
    Term.objects.create(wrong="谷口站", right="谷口南站")
    found = Term.objects.in_use().find("鹿鸣桥到谷口站。", None)

    assert [(at, rule.wrong) for at, rule in found] == [(4, "谷口站")]


@pytest.mark.parametrize(
    ("migration", "file", "word"),
    [
        ("0091_more_terms", "terms_2026_12.tsv", "维族"),
        ("0093_terms_of_slips", "terms_slips.tsv", "贯切"),
    ],
)
def test_terms_that_come_later_are_added_and_a_newsroom_s_own_lines_stay(migration, file, word):
    later = import_module(f"articles.migrations.{migration}")
    Term.objects.exclude(wrong=word).delete()
    Term.objects.filter(wrong=word).update(right="自己的写法", active=False)

    for _ in range(2):
        later.add_terms(apps, SimpleNamespace(connection=connection))

    assert set(Term.objects.values_list("wrong", flat=True)) == {
        rule.wrong for rule in read_terms(file)
    }
    own = Term.objects.get(wrong=word)
    assert (own.right, own.active) == ("自己的写法", False)
