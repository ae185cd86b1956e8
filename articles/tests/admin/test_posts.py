"""A post that signs is given by who holds it; nobody gives themselves anything."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles
from articles.models import PostRequest, Status
from articles.review import taking
from articles.review.steps import STEPS
from articles.roles import ADMINISTRATOR, CHIEF, CORRESPONDENT, DESK, EDITOR, STAFF
from articles.tests import make
from articles.tests.accounts import group, rights_of, save_account, told_of, url
from articles.tests.clients import client_of
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

INDEX, POSTS = reverse("admin:index"), reverse("admin:posts")


@pytest.fixture
def administrator():
    return make.member(ADMINISTRATOR, "guanli")


def superuser(username="super"):
    return make.user(username, is_superuser=True)


def decide(by, row, agreed="1"):
    return client_of(by).post(reverse("admin:posts_decide", args=[row.pk]), {"agreed": agreed})


def said(response):
    return [str(each) for each in get_messages(response.wsgi_request)]


def permission(codename):
    return Permission.objects.get(codename=codename, content_type__app_label="articles")


# Oneself


@pytest.mark.parametrize("role", [ADMINISTRATOR, None])
def test_nobody_changes_their_own_rights_whatever_they_post(role):
    own = make.member(role) if role else superuser()
    before = rights_of(own)
    client = client_of(own)
    for fields in (
        {"is_superuser": "on"},
        {"is_superuser": None, "is_active": None, "is_staff": None},
        {"user_permissions": [permission("sign_off_article").pk]},
    ):
        save_account(client, own, ADMINISTRATOR, EDITOR, CHIEF, **fields)
        save_account(client, own, **fields)

    assert rights_of(own) == before
    assert not PostRequest.objects.exists()
    page = Page(client.get(url("change", own)))
    offered = set(page.values("input", "name") + page.values("select", "name"))
    assert (
        offered & {"groups", "user_permissions", "is_active", "is_staff", "is_superuser"} == set()
    )


def test_an_administrator_still_changes_their_own_name_and_others_posts(administrator):
    other = make.user("wangfang", first_name="王方")
    client = client_of(administrator)
    save_account(client, administrator, first_name="李明")
    save_account(client, other, EDITOR, DESK, is_superuser="on")

    administrator.refresh_from_db()
    assert administrator.first_name == "李明"
    assert rights_of(other) == {
        "posts": sorted([EDITOR, DESK]),
        "permissions": [],
        "switches": (True, True, False),
    }


# Others


@pytest.mark.parametrize("asks", ["administrator", "superuser"])
def test_a_post_that_signs_waits_for_who_holds_it(asks):
    asker = make.member(ADMINISTRATOR, "guanli") if asks == "administrator" else superuser("guanli")
    chief, other = make.member(CHIEF, "zongbian"), make.user("wangfang", first_name="王方")
    answer = save_account(client_of(asker), other, EDITOR, CHIEF)

    row = PostRequest.objects.get()
    assert (row.account, row.what, row.asked_by, row.decided_at) == (other, CHIEF, asker, None)
    assert rights_of(other)["posts"] == [EDITOR]
    assert said(answer)[0] == (
        "王方（wangfang）还没有“总编”，已经提请：由zongbian在工作台上确认以后生效。"
    )
    for address in (INDEX, POSTS):
        assert "王方（wangfang）担任“总编”" in client_of(chief).get(address).content.decode()

    assert decide(chief, row).status_code == 302
    row.refresh_from_db()
    assert (row.decided_by, row.agreed) == (chief, True)
    assert rights_of(other)["posts"] == sorted([EDITOR, CHIEF])
    who = "guanli" if asks == "administrator" else "超级用户guanli"
    assert told_of(other) == [
        f"{who}让王方（wangfang）担任“责任编辑”。",
        f"{who}提请让王方（wangfang）担任“总编”，等人确认。",
        "zongbian确认了王方（wangfang）担任“总编”。",
    ]


def test_what_is_declined_is_not_given_and_can_be_asked_again(administrator):
    chief, other = make.member(CHIEF, "zongbian"), make.user("wangfang")
    save_account(client_of(administrator), other, CHIEF)
    decide(chief, PostRequest.objects.get(), "0")
    declined = PostRequest.objects.get()
    again = decide(chief, declined)
    save_account(client_of(administrator), other, CHIEF)

    assert (declined.agreed, declined.decided_by) == (False, chief)
    assert said(again) == ["这件提请已经有人决定过了。"]
    assert rights_of(other)["posts"] == []
    assert [row.agreed for row in PostRequest.objects.all()] == [False, None]
    assert told_of(other)[1] == "zongbian不同意wangfang担任“总编”。"


def test_who_could_not_sign_in_yet_can_once_the_post_is_confirmed(administrator):
    other = make.user("wangfang")
    save_account(client_of(administrator), other, CHIEF, is_staff=None)
    decide(make.member(CHIEF), PostRequest.objects.get())

    assert rights_of(other)["switches"] == (True, True, False)


def test_asked_twice_it_waits_once(administrator):
    other, client = make.user(), client_of(administrator)
    save_account(client, other, CHIEF)
    save_account(client, other, CHIEF)

    assert PostRequest.objects.count() == 1


def test_where_nobody_can_confirm_the_administrator_learns_the_command(administrator):
    answer = save_account(client_of(administrator), make.user("wangfang"), CHIEF)

    assert said(answer)[0] == (
        "wangfang还没有“总编”：眼下没有能确认的人。"
        "请在服务器上运行manage.py appoint wangfang 总编。"
    )


def test_who_holds_the_post_gives_it_at_once():
    chief, other = make.member(CHIEF, "zongbian"), make.user("wangfang")
    chief.groups.add(group(ADMINISTRATOR))
    save_account(client_of(chief), other, CHIEF)

    assert rights_of(other)["posts"] == [CHIEF]
    assert not PostRequest.objects.exists()
    assert told_of(other) == ["zongbian让wangfang担任“总编”。"]


@pytest.mark.parametrize("codename", ["sign_off_article", "urgent_article"])
def test_any_group_and_any_single_permission_that_signs_waits(administrator, codename):
    own = Group.objects.create(name="值班总编")
    own.permissions.add(permission(codename))
    one, two = make.user(), make.user()
    save_account(client_of(administrator), one, "值班总编")
    save_account(
        client_of(superuser()), two,
        user_permissions=[permission(codename).pk, permission("proof_article").pk],
    )  # fmt: skip

    assert (rights_of(one)["posts"], rights_of(two)["permissions"]) == ([], ["proof_article"])
    chief = make.member(CHIEF)
    for row in PostRequest.objects.all():
        decide(chief, row)
    assert rights_of(one)["posts"] == ["值班总编"]
    assert rights_of(two)["permissions"] == sorted([codename, "proof_article"])


# Who confirms


def test_neither_the_person_nor_the_asker_nor_who_does_not_hold_it_confirms(administrator):
    other = make.user("wangfang")
    save_account(client_of(administrator), other, CHIEF)
    row = PostRequest.objects.get()
    part = make.user("only-urgent", "urgent_article")
    administrator.groups.add(group(CHIEF))
    other.user_permissions.add(permission("sign_off_article"), permission("urgent_article"))
    codes = {
        name: decide(by, row).status_code
        for name, by in {
            "asker": administrator, "person": other, "part": part, "superuser": superuser(),
            **{role: make.member(role) for role in (CORRESPONDENT, EDITOR, DESK, STAFF)},
            "another administrator": make.member(ADMINISTRATOR), "nobody": make.user(),
        }.items()
    }  # fmt: skip

    assert codes == {
        "asker": 302, "person": 302, "part": 302, "superuser": 302, CORRESPONDENT: 403,
        EDITOR: 403, DESK: 403, STAFF: 403, "another administrator": 403, "nobody": 403,
    }  # fmt: skip
    row.refresh_from_db()
    assert (row.decided_at, rights_of(other)["posts"]) == (None, [])
    assert said(decide(administrator, row)) == [
        "自己提请的不能由自己确认，请另一位担任这个岗位的人来办。"
    ]
    assert said(decide(other, row)) == ["自己的岗位不能由自己确认，请另一位担任这个岗位的人来办。"]
    assert said(decide(part, row)) == ["“总编”要由担任这个岗位的人确认。"]


@pytest.mark.parametrize("agreed", ["", "2", "yes"])
def test_only_a_button_decides(administrator, agreed):
    save_account(client_of(administrator), make.user(), CHIEF)
    row = PostRequest.objects.get()
    decide(make.member(CHIEF), row, agreed)
    row.refresh_from_db()

    assert row.decided_at is None


def test_a_stopped_account_gets_no_post_while_it_is_stopped(administrator):
    chief, other = make.member(CHIEF), make.user("wangfang")
    save_account(client_of(administrator), other, CHIEF)
    save_account(client_of(administrator), other, is_active=None)
    answer = decide(chief, PostRequest.objects.get())

    assert said(answer) == ["wangfang的账号停用了，重新启用以后才能确认。"]
    assert rights_of(other)["posts"] == []
    assert "wangfang" not in client_of(chief).get(INDEX).content.decode()


@pytest.mark.parametrize("role", [ADMINISTRATOR, CHIEF])
def test_groups_are_changed_by_superusers_alone_and_told_in_words(role):
    someone = make.member(role)
    someone.user_permissions.add(Permission.objects.get(codename="change_group"))
    someone.user_permissions.add(Permission.objects.get(codename="add_group"))
    editors = group(EDITOR)
    address = reverse("admin:auth_group_change", args=[editors.pk])
    kept = list(editors.permissions.values_list("pk", flat=True))
    data = {"name": EDITOR, "permissions": [*kept, permission("sign_off_article").pk]}

    assert client_of(someone).post(address, data).status_code == 403
    assert client_of(someone).post(reverse("admin:auth_group_add"), data).status_code == 403
    assert sorted(editors.permissions.values_list("pk", flat=True)) == sorted(kept)
    client_of(superuser()).post(address, data)
    assert told_of(editors) == ["超级用户super给岗位“责任编辑”加了权限“稿件：终审签发”。"]


# The lists


def test_desk_and_accounts_ask_as_often_however_many_wait(administrator):
    chief, client = make.member(CHIEF), client_of(administrator)
    desk, accounts = client_of(chief), url("changelist")

    def count():
        asked = []
        for who, address in ((desk, INDEX), (desk, POSTS), (client, accounts)):
            who.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert who.get(address).status_code == 200
            asked.append(len(queries))
        return asked

    save_account(client, make.user(), CHIEF)
    few = count()
    for _ in range(10):
        save_account(client, make.user(), CHIEF)

    assert count() == few


def test_a_superuser_is_told_in_the_record_of_what_they_sign():
    article = make.sent(Status.SECOND_PASSED)
    make.proofed(article)
    article.refresh_from_db()
    taking.take(STEPS["final-pass"], article, by=superuser("super"), opinion="照办。")

    step = article.steps_taken.latest("pk")
    assert (step.by_name, step.by_post) == ("super", "超级用户")


def test_a_superuser_is_told_wherever_the_post_is():
    chief = make.member(CHIEF)
    chief.is_superuser = True

    assert [roles.post_of(user) for user in (chief, superuser(), make.member(EDITOR))] == [
        "总编、超级用户",
        "超级用户",
        "责任编辑",
    ]
