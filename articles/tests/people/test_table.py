"""People from a table: looked at first, each refused row told, and never a password."""

import logging
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import SecurityEvent
from articles.roles import ADMINISTRATOR, CORRESPONDENT, EDITOR
from articles.tests import make
from articles.tests.accounts import rights_of
from articles.tests.clients import client_of
from articles.tests.entering import told
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TABLE = reverse("admin:auth_user_table")
HEAD = "用户名,姓名,邮箱,岗位,单位\n"


@pytest.fixture
def administrator():
    return client_of(make.member(ADMINISTRATOR, "guanli"))


def look(client, data, name="名册.csv"):
    data = data.encode() if isinstance(data, str) else data
    return client.post(TABLE, {"file": SimpleUploadedFile(name, data)})


def confirm(client, answer):
    (rows,) = Page(answer).values("input", "value", name="rows")
    return client.post(TABLE, {"rows": rows})


def sheet(*rows):
    book, file = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_a_table_is_looked_at_before_anybody_gets_an_account(administrator):
    unit = make.unit("柳桥街道党建办")
    row = make.reporter("费知夏", unit=unit)
    answer = look(
        administrator, HEAD + "feizx,费知夏,fei@linjiang.example,责任编辑,柳桥街道党建办\n"
    )
    assert "会新建1个账号" in answer.content.decode()
    assert not User.objects.filter(username="feizx").exists()
    done = confirm(administrator, answer)

    account = User.objects.get(username="feizx")
    row.refresh_from_db()
    assert "新建了1个账号" in done.content.decode()
    assert (account.first_name, account.email) == ("费知夏", "fei@linjiang.example")
    assert rights_of(account) == {
        "posts": [EDITOR], "permissions": [], "switches": (True, True, False),
    }  # fmt: skip
    assert row.user == account
    assert not account.has_usable_password()
    assert told() == ["guanli从表格新建了账号费知夏（feizx）。"]


def test_a_workbook_is_read_as_well(administrator):
    data = sheet(["人员名册"], ["姓名", "登录名"], ["费知夏", "feizx"], ["解忧", "jieyou"])
    confirm(administrator, look(administrator, data, "名册.xlsx"))

    made = User.objects.filter(username__in=["feizx", "jieyou"])
    assert {rights_of(each)["posts"][0] for each in made} == {CORRESPONDENT}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",费知夏,,,", "第2行：没有用户名。"),
        ("feizx,,,,", "第2行：没有姓名。"),
        ("fei zx,费知夏,,,", "第2行：用户名“fei zx”不能用"),
        ("feizx,费知夏,nowhere,,", "第2行：邮箱“nowhere”写得不对。"),
        ("feizx,费知夏,,社长,", "第2行：没有“社长”这个岗位。"),
        ("f" * 200 + ",费知夏,,,", "不能用：只能有汉字"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_by_its_line(administrator, line, said):
    answer = look(administrator, HEAD + line + "\njieyou,解忧,,,\n")

    assert said in answer.content.decode()
    confirm(administrator, answer)
    assert User.objects.filter(username="jieyou").exists()
    assert User.objects.count() == 2


def test_a_post_that_signs_comes_from_no_table(administrator):
    answer = look(administrator, HEAD + "gucn,顾长宁,,总编,\n")
    confirm(administrator, answer)

    assert "能签发的岗位不能从表格加，按通讯员建" in answer.content.decode()
    assert rights_of(User.objects.get(username="gucn"))["posts"] == [CORRESPONDENT]


def test_what_is_there_already_is_never_changed(administrator):
    account = make.user("FeiZX", first_name="费知夏", email="old@linjiang.example")
    answer = look(
        administrator, HEAD + "feizx,别人,new@linjiang.example,管理员,\nx,新人,,,\nx,又,,,\n"
    )
    confirm(administrator, answer)
    account.refresh_from_db()

    assert (account.first_name, account.email) == ("费知夏", "old@linjiang.example")
    assert "在表里写了两次" in answer.content.decode()
    assert User.objects.count() == 3


def test_a_password_in_the_table_goes_nowhere(settings, administrator, letters, caplog):
    settings.EMAIL_ENABLED = True
    caplog.set_level(logging.DEBUG)
    answer = look(
        administrator, "用户名,姓名,邮箱,密码\nfeizx,费知夏,fei@linjiang.example,Secret-2026\n"
    )
    done = confirm(administrator, answer)
    letters()

    assert "“密码”一栏没有读" in answer.content.decode()
    everywhere = [
        answer.content.decode(), done.content.decode(), caplog.text, *told(),
        *(letter.body for letter in mail.outbox),
    ]  # fmt: skip
    assert not [text for text in everywhere if "Secret-2026" in text]
    assert not User.objects.get(username="feizx").check_password("Secret-2026")
    assert [letter.to for letter in mail.outbox] == [["fei@linjiang.example"]]
    assert "/admin/password/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "请选一个表格"),
        (b"PK\x03\x04broken", "表格"),
        ("标题,正文\n一,二\n".encode(), "没有找到表头"),
        (HEAD.encode(), "表头下面没有人"),
        (b"\x00" * 3_000_000, "表格超过2 MB"),
        ((HEAD + "a,b\n" * 2001).encode(), "表格超过2000行"),
    ],
)
def test_what_is_no_list_of_people_is_refused_with_a_sentence(administrator, data, said):
    answer = look(administrator, data)

    assert (answer.status_code, said in answer.content.decode()) in ((400, True), (400, False))
    assert User.objects.count() == 1
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("rows", ["", "x", "eyJ:1abc:forged"])
def test_rows_that_the_page_did_not_keep_make_nobody(administrator, rows):
    answer = administrator.post(TABLE, {"rows": rows})

    assert answer.status_code == 400
    assert "请再选一次表格" in answer.content.decode()
    assert SecurityEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"), [("费\u202e知夏", "费知夏"), ("<b>费知夏", "<b>费知夏"), ("=1+1", "=1+1")]
)
def test_names_are_words_and_nothing_else(administrator, typed, kept):
    answer = look(administrator, HEAD + f"feizx,{typed},,,\n")
    confirm(administrator, answer)

    assert "<b>" not in answer.content.decode()
    assert User.objects.get(username="feizx").first_name == kept
