"""What a signer is entered with, how strictly texts are reviewed, and the command for the first."""

from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.models import PostRequest, SiteSettings, Status
from articles.roles import (
    ADMINISTRATOR,
    CHIEF,
    CORRESPONDENT,
    DESK,
    EDITOR,
    STAFF,
    SUPERUSER,
)
from articles.tests import make
from articles.tests.accounts import (
    PASSWORD,
    group,
    keys_of,
    rights_of,
    save_account,
    told_of,
    url,
)
from articles.tests.clients import client_of
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def administrator():
    return make.member(ADMINISTRATOR, "guanli")


@pytest.fixture(params=[CHIEF, "direct", "stopped"])
def signer(request):
    """Whoever signs: by the post, by a permission of their own, or again once they are back."""
    if request.param == "direct":
        return make.user("zongbian", "urgent_article", email="zb@example.cn")
    row = make.member(CHIEF, "zongbian")
    row.email, row.is_active = "zb@example.cn", request.param == CHIEF
    row.save()
    return row


def set_password(client, account):
    data = {"password1": PASSWORD, "password2": PASSWORD}
    return client.post(url("password_change", account), data)


TAMPERED = {"username": "taken", "email": "mine@example.cn", "password": PASSWORD}


# Keys


def test_an_administrator_changes_nothing_that_a_signer_is_entered_with(administrator, signer):
    client, before = client_of(administrator), keys_of(signer)
    posts = rights_of(signer)["posts"]
    answers = [client.get(url("password_change", signer)), set_password(client, signer)]
    save_account(client, signer, *posts, **TAMPERED, password1=PASSWORD, password2=PASSWORD)

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "用户名、密码和电子邮件只由本人改" in answers[0].content.decode()
    assert keys_of(signer) == before
    page = Page(client.get(url("change", signer)))
    assert {"username", "email", "password"} & set(page.values("input", "name")) == set()
    assert "../password/" not in page.values("a", "href")


def test_a_signer_a_superuser_and_the_account_itself_change_them(signer):
    colleague = make.member(CHIEF, "fuzong")
    colleague.groups.add(group(ADMINISTRATOR))
    before = keys_of(signer)
    for by in (colleague, make.user("super", is_superuser=True)):
        set_password(client_of(by), signer)
        after = keys_of(signer)
        assert after != before
        before = after

    assert told_of(signer) == ["fuzong改了zongbian的密码。", "超级用户super改了zongbian的密码。"]
    if signer.is_active:
        signer.set_password("旧的口令-2025-江边")
        signer.save()
        client_of(signer).post(
            reverse("admin:password_change"),
            {"old_password": "旧的口令-2025-江边", "new_password1": PASSWORD,
             "new_password2": PASSWORD},
        )  # fmt: skip
        signer.refresh_from_db()
        assert signer.check_password(PASSWORD)
        assert told_of(signer)[-1] == "zongbian改了自己的密码。"


def test_an_administrator_sets_the_password_of_who_signs_nothing(administrator):
    other = make.member(EDITOR, "wangfang")
    assert set_password(client_of(administrator), other).status_code == 302
    save_account(client_of(administrator), other, EDITOR, username="wangf", email="w@example.cn")

    other.refresh_from_db()
    assert (other.username, other.email, other.check_password(PASSWORD)) == (
        "wangf", "w@example.cn", True,
    )  # fmt: skip
    assert told_of(other) == [
        "guanli改了wangfang的密码。",
        "guanli把账号“wangfang”改名为“wangf”。",
        "guanli改了wangf的电子邮件地址。",
    ]


@pytest.mark.parametrize("role", [CORRESPONDENT, EDITOR, DESK, CHIEF, STAFF, None])
def test_who_keeps_no_accounts_reaches_none(role):
    other = make.member(EDITOR)
    by = make.member(role) if role else make.user()
    client, before = client_of(by), (keys_of(other), rights_of(other))
    codes = [
        set_password(client, other).status_code,
        save_account(client, other, CHIEF, username="taken").status_code,
        client.post(url("add"), {"username": "neu", "password1": PASSWORD}).status_code,
        client.post(
            url("changelist"),
            {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"},
        ).status_code,
        client.get(
            reverse("admin:autocomplete"),
            {"app_label": "auth", "model_name": "user", "field_name": "groups", "term": ""},
        ).status_code,
    ]

    assert codes == [403] * 5
    assert (keys_of(other), rights_of(other)) == before


def test_a_signer_is_stopped_by_an_administrator_and_let_in_again_by_others(administrator):
    chief, client = make.member(CHIEF, "zongbian"), client_of(administrator)
    save_account(client, chief, CHIEF, is_active=None, is_staff=None)
    stopped = rights_of(chief)
    save_account(client, chief, CHIEF, is_active="on", is_staff="on")

    assert stopped == rights_of(chief)
    assert stopped["switches"] == (False, False, False)
    assert told_of(chief)[:2] == [
        "guanli停用了zongbian的账号。",
        "guanli不让zongbian再登录后台。",
    ]
    save_account(
        client_of(make.user("super", is_superuser=True)),
        chief, CHIEF, is_active="on", is_staff="on",
    )  # fmt: skip
    assert rights_of(chief)["switches"] == (True, True, False)


def test_the_form_for_a_new_account_gives_no_rights(administrator):
    data = {
        "username": "neu", "password1": PASSWORD, "password2": PASSWORD, "groups": group(CHIEF).pk,
        "is_staff": "on", "is_superuser": "on",
        "user_permissions": Permission.objects.get(codename="sign_off_article").pk,
    }  # fmt: skip
    client_of(administrator).post(url("add"), data)
    row = type(administrator).objects.get(username="neu")

    assert rights_of(row) == {"posts": [], "permissions": [], "switches": (True, False, False)}


def test_an_administrator_alone_publishes_nothing(administrator):
    """The whole road of the fault, from outside."""
    article = make.sent(Status.SECOND_PASSED)
    chief, client = make.member(CHIEF), client_of(administrator)
    client.post(url("add"), {"username": "neu", "password1": PASSWORD, "password2": PASSWORD})
    puppet = type(administrator).objects.get(username="neu")
    save_account(client, administrator, ADMINISTRATOR, CHIEF)
    save_account(client, puppet, CHIEF, is_staff="on")
    set_password(client, chief)
    for by in (administrator, puppet):
        client_of(by).post(
            reverse("admin:articles_article_step", args=[article.pk]),
            {"_step": "final-pass", "opinion": "发。", "revision": article.revision},
        )

    article.refresh_from_db()
    assert article.status == Status.SECOND_PASSED
    assert PostRequest.objects.get().account == puppet


# How strictly texts are reviewed

LAX = {
    "first_review": "看", "second_review": "", "final_review": "过",
    "one_person_may_review_twice": "on", "proofs_required": "0",
}  # fmt: skip


def save_settings(client, **fields):
    site = SiteSettings.objects.current()
    data = {"name": site.name, "masthead": site.masthead, "first_whole_number": 1} | fields
    return client.post(reverse("admin:articles_sitesettings_change", args=[site.pk]), data)


def strictness():
    site = SiteSettings.objects.current()
    return {name: getattr(site, name) for name in LAX}


def test_an_administrator_changes_the_site_but_not_how_texts_are_reviewed(administrator):
    before, client = strictness(), client_of(administrator)
    assert save_settings(client, **LAX, district="松河区").status_code == 302

    assert strictness() == before
    assert SiteSettings.objects.current().district == "松河区"
    page = Page(client.get(reverse("admin:articles_sitesettings_change", args=[1])))
    assert set(LAX) & {*page.values("input", "name"), *page.values("select", "name")} == set()


@pytest.mark.parametrize("post", [CHIEF, SUPERUSER])
def test_the_chief_changes_how_texts_are_reviewed_and_each_change_is_told(post):
    by = make.member(CHIEF, "who") if post == CHIEF else make.user("who", is_superuser=True)
    save_settings(client_of(by), **LAX)

    assert strictness() == LAX | {"one_person_may_review_twice": True, "proofs_required": 0}
    who = "who" if post == CHIEF else "超级用户who"
    assert told_of(SiteSettings.objects.current()) == [
        f"{who}把“第一审”从“初审”改为“看”。",
        f"{who}把“第二审”从“复审”改为“空”。",
        f"{who}把“末审”从“终审”改为“过”。",
        f"{who}把“同一人可以审两级”从“不开”改为“开”。",
        f"{who}把“签发前至少几校”从“一校”改为“不要求”。",
    ]


@pytest.mark.parametrize("role", [CORRESPONDENT, EDITOR, DESK, STAFF, None])
def test_nobody_else_changes_the_settings(role):
    before = strictness()
    by = make.member(role) if role else make.user()

    assert save_settings(client_of(by), **LAX).status_code == 403
    assert strictness() == before


# The command


def appoint(*arguments):
    out = StringIO()
    try:
        call_command("appoint", *arguments, stdout=out)
    except CommandError as why:
        return f"不：{why}"
    return out.getvalue().strip()


def test_the_first_one_is_appointed_by_the_command_and_the_next_by_the_first(administrator):
    first, second = make.user("zongbian"), make.user("wangfang", first_name="王方")
    first.is_staff = False
    first.save()
    save_account(client_of(administrator), first, CHIEF)
    said = [
        appoint("zongbian", CHIEF), appoint("zongbian", CHIEF), appoint("wangfang", CHIEF),
        appoint("wangfang", CHIEF, "--anyway"), appoint("niemand", CHIEF),
        appoint("guanli", "主编"), appoint("guanli", EDITOR),
    ]  # fmt: skip

    assert said == [
        "zongbian从现在起担任“总编”。zongbian的账号原来不能登录后台，现在能了。在等确认的提请也就了结了。",
        "不：zongbian已经担任“总编”，不用再任命。",
        "不：“总编”已经有人担任：zongbian。请管理员在账号页给王方（wangfang）选上，由他们确认；"
        "确实要绕过他们，再加--anyway。",
        "王方（wangfang）从现在起担任“总编”。",
        "不：没有用户名是“niemand”的账号，请先在后台的账号里新建。",
        "不：没有“主编”这个岗位。有的是：通讯员、责任编辑、部门主任、总编、出版、管理员。",
        "guanli从现在起担任“责任编辑”。",
    ]
    assert [rights_of(row)["posts"] for row in (first, second)] == [[CHIEF], [CHIEF]]
    assert told_of(second) == [
        "绕过现任，在服务器上用命令任命：王方（wangfang）从现在起担任“总编”。"
    ]
    assert PostRequest.objects.get().agreed is True


def test_a_stopped_chief_does_not_keep_the_command_from_naming_another(administrator):
    old = make.member(CHIEF, "alt")
    make.user("neu")
    old.is_active = False
    old.save()

    assert appoint("neu", CHIEF) == "neu从现在起担任“总编”。"
    assert appoint("alt", EDITOR) == "不：alt的账号停用了，请先在后台的账号里启用。"
