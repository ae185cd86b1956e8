"""The page of a person, the list of people; and that nobody is deleted."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.accounts import factors
from articles.models import FactorApp, PostRequest, SignIn
from articles.roles import ADMINISTRATOR, CHIEF, CORRESPONDENT, EDITOR
from articles.tests import make
from articles.tests.accounts import save_account, told_of, url
from articles.tests.clients import client_of
from articles.tests.entering import enter, is_in, person, told, with_factor
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def administrator():
    return client_of(make.member(ADMINISTRATOR, "guanli"))


def said(answer):
    return [str(each) for each in get_messages(answer.wsgi_request)]


def words(answer):
    return " ".join(Page(answer).text.split())


def test_the_page_of_a_person_says_what_they_are_and_may_do(administrator):
    account = person("shenyq", EDITOR, first_name="沈砚秋")
    unit = make.unit("临江区融媒体中心")
    row = make.reporter("沈砚秋", user=account, unit=unit)
    make.public(reporters=[row])
    make.article(created_by=account)
    enter("shenyq", REMOTE_ADDR="198.51.100.7")
    enter("shenyq", "wrong", REMOTE_ADDR="203.0.113.9")
    text = words(administrator.get(url("change", account)))

    for part in (
        "责任编辑 整理来稿、初审", "沈砚秋 临江区融媒体中心 署过1次名", "手上还有1篇没有发的稿件",
        "登录着的地方 1", "198.51.100.7", "七天里登录失败1次", "从203.0.113.9",
        "沈砚秋（shenyq）用密码登录了。",
    ):  # fmt: skip
        assert part in text, part


def test_somebody_of_the_same_name_in_print_is_pointed_out(administrator):
    account = person("shenyq", EDITOR, first_name="沈砚秋")
    make.reporter("沈砚秋")

    assert "同名的作者：沈砚秋。是这个人的话" in words(administrator.get(url("change", account)))


def test_the_page_asks_as_often_however_much_there_is(administrator):
    account = person("shenyq", EDITOR, first_name="沈砚秋")

    def count():
        administrator.get(url("change", account))
        with CaptureQueriesContext(connection) as queries:
            administrator.get(url("change", account))
        return len(queries)

    enter("shenyq")
    few = count()
    for n in range(8):
        enter("shenyq", REMOTE_ADDR=f"198.51.100.{n}")
        make.article(created_by=account)

    assert count() == few


# The list


def test_the_list_of_people_says_post_unit_state_and_second_factor(settings, administrator):
    writer = person("feizx", CORRESPONDENT, first_name="费知夏")
    make.reporter("费知夏", user=writer, unit=make.unit("柳桥街道党建办"))
    with_factor(writer)
    enter("feizx")
    chief = person("gucn", CHIEF, first_name="顾长宁")
    person("weih", CORRESPONDENT, first_name="苇杭", is_active=False)
    PostRequest.objects.create(account=writer, group=chief.groups.get())
    client_of(make.user("super", is_superuser=True))
    page = administrator.get(url("changelist"))
    columns = page.context["cl"].model_admin
    settings.SECOND_FACTOR = "signers"
    rows = {row.username: row for row in columns.get_queryset(page.wsgi_request)}

    def line(name):
        row = rows[name]
        return [f(row) for f in (columns.person, columns.posts, columns.unit)] + [
            columns.standing(row), columns.factor(row),
        ]  # fmt: skip

    assert line("feizx") == ["费知夏", "通讯员", "柳桥街道党建办", "等确认：总编", "开"]
    assert line("gucn") == ["顾长宁", "总编", "—", "还没来过", "没开，必须开"]
    assert line("weih") == ["苇杭", "通讯员", "—", "停用", "—"]
    assert line("super")[1:] == ["超级用户", "—", "在用", "没开，必须开"]
    assert line("guanli")[1:4] == ["管理员", "—", "在用"]


def test_the_list_asks_as_often_however_many_there_are(administrator):
    def count():
        administrator.get(url("changelist"))
        with CaptureQueriesContext(connection) as queries:
            administrator.get(url("changelist"))
        return len(queries)

    make.reporter(user=make.member(EDITOR), unit=make.unit())
    few = count()
    for _ in range(8):
        make.reporter(user=make.member(EDITOR), unit=make.unit())

    assert count() == few


@pytest.mark.parametrize("asked", ["费知夏", "feizx", "柳桥"])
def test_people_are_found_by_name_account_and_unit(administrator, asked):
    writer = person("feizx", first_name="费知夏")
    make.reporter("费知夏", user=writer, unit=make.unit("柳桥街道党建办"))
    person("other", first_name="别人")
    found = administrator.get(url("changelist"), {"q": asked}).context["cl"].result_list

    assert [row.username for row in found] == ["feizx"]


# Stopped instead of deleted


@pytest.mark.parametrize("who", ["administrator", "superuser"])
def test_nobody_is_deleted_and_who_tries_learns_what_to_do_instead(administrator, who):
    client = administrator if who == "administrator" else client_of(
        make.user("super", is_superuser=True)
    )  # fmt: skip
    account = person("weih", first_name="苇杭")
    make.article(created_by=account)
    answers = [client.get(url("delete", account)), client.post(url("delete", account), {"post": 1})]
    client.post(
        url("changelist"),
        {"action": "delete_selected", "_selected_action": [account.pk], "post": "yes"},
    )

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "苇杭（weih）的账号不能删：写过1篇稿件。账号只停用，不删除" in words(answers[0])
    account.refresh_from_db()


def test_who_may_not_see_accounts_learns_nothing_by_deleting():
    account = person("weih", first_name="苇杭")
    answer = client_of(make.member(EDITOR)).get(url("delete", account))

    assert answer.status_code == 403
    assert "苇杭" not in answer.content.decode()


def test_a_stopped_account_is_out_at_once_and_its_work_stays(administrator):
    account = person("weih", EDITOR)
    article, client = make.article(created_by=account), Client()
    enter("weih", client=client)
    save_account(administrator, account, EDITOR, is_active=None)

    assert not is_in(client)
    assert not SignIn.objects.exists()
    assert enter("weih").status_code == 200
    article.refresh_from_db()
    assert article.created_by == account


def test_several_are_stopped_at_once_but_neither_oneself_nor_a_superuser(administrator):
    account = person("weih")
    above, own = make.user("super", is_superuser=True), make.member(ADMINISTRATOR)
    client = client_of(own)
    answer = client.post(
        url("changelist"), {"action": "stop", "_selected_action": [account.pk, above.pk, own.pk]}
    )

    for row, active in ((account, False), (above, True), (own, True)):
        row.refresh_from_db()
        assert row.is_active is active
    assert said(answer)[0] == "停用了weih。他们写过的、签过的都还在。"
    assert "没有停用" in said(answer)[1]
    assert told_of(account) == [f"{own.username}停用了weih的账号。"]


# The lost phone, the link, the sessions


def test_an_administrator_takes_the_second_factor_away_and_the_owner_is_told(
    settings, administrator, letters
):
    settings.EMAIL_ENABLED = True
    account = person("feizx", CORRESPONDENT, first_name="费知夏", email="fei@linjiang.example")
    with_factor(account)
    answer = administrator.post(url("reset_factor", account))
    letters()

    assert factors.find_device(account) is None
    assert factors.count_codes(account) == 0
    assert told()[-1] == "guanli去掉了费知夏（feizx）的两步验证。"
    assert told_of(account) == ["guanli去掉了费知夏（feizx）的两步验证。"]
    assert said(answer)[0].startswith("guanli去掉了费知夏（feizx）的两步验证。")
    assert [each.to for each in mail.outbox] == [["fei@linjiang.example"]]


@pytest.mark.parametrize("act", ["reset_factor", "link"])
def test_a_signers_factor_and_password_are_not_the_administrators(administrator, act):
    chief = person("gucn", CHIEF)
    with_factor(chief)
    own = make.member(ADMINISTRATOR)
    with_factor(own)

    assert administrator.post(url(act, chief)).status_code == 403
    assert client_of(own).post(url(act, own)).status_code == 403
    assert client_of(make.member(EDITOR)).post(url(act, chief)).status_code in (403, 404)
    assert FactorApp.objects.filter(confirmed=True).count() == 2
    peer = client_of(make.user("super", is_superuser=True))
    assert peer.post(url(act, chief)).status_code in (200, 302)


@pytest.mark.parametrize("has_mail", [True, False])
def test_a_link_to_set_a_password_goes_by_mail_or_is_handed_over(
    settings, administrator, letters, has_mail
):
    settings.EMAIL_ENABLED = has_mail
    account = person("feizx", CORRESPONDENT, email="fei@linjiang.example")
    answer = administrator.post(url("link", account))
    letters()
    (link,) = (
        [line for line in mail.outbox[0].body.split("\n") if line.startswith("http")]
        if has_mail
        else Page(answer).values("input", "value", id="link")
    )

    assert Client().get(link, follow=True).context["validlink"]
    assert told() == ["guanli给了feizx设密码的链接。"]
    assert link not in " ".join(told_of(account))


def test_an_administrator_signs_somebody_out(administrator):
    person("feizx", CORRESPONDENT)
    phone, office = Client(), Client()
    for client in (phone, office):
        enter("feizx", client=client)
    account = SignIn.objects.first().account
    row = SignIn.objects.get(session_key=phone.session.session_key)
    administrator.post(url("sign_out", account), {"which": row.pk})
    assert [is_in(client) for client in (phone, office)] == [False, True]
    administrator.post(url("sign_out", account), {"which": "all"})

    assert [is_in(client) for client in (phone, office)] == [False, False]
    assert told()[-1] == "guanli让feizx的1个登录退出了。"


def test_posts_are_offered_as_choices(administrator):
    page = Page(administrator.get(url("change", person("feizx", CORRESPONDENT))))

    assert len(page.values("input", "value", name="groups", type="checkbox")) == 6
    assert reverse("admin:account")
