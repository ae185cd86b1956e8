"""A new password by a link: who gets one, and what nobody learns by asking."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.accounts import letters as post
from articles.models import SecurityEvent, SiteSettings
from articles.tests.entering import (
    CODE,
    PASSWORD,
    enter,
    is_in,
    person,
    told,
    with_factor,
)
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ASK = reverse("admin:password_reset")
NEW = {"new_password1": "渡口的晚灯-2026", "new_password2": "渡口的晚灯-2026"}


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.EMAIL_ENABLED = True


@pytest.fixture
def account():
    return person(first_name="沈砚秋", email="shenyq@linjiang.example")


def follow(link, client=None, data=NEW):
    client = client or Client()
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], data)


def ask(name, address="198.51.100.7"):
    return Client(REMOTE_ADDR=address).post(ASK, {"name": name})


@pytest.mark.parametrize("name", ["shenyq", "shenyq@linjiang.example", "SHENYQ@linjiang.example"])
def test_who_has_an_address_gets_a_link_that_sets_a_password(account, letters, name):
    before = Client()
    enter("shenyq", client=before)
    answer = ask(name)
    letters()
    (letter,) = mail.outbox
    link = re.search(r"https?://\S+", letter.body)[0]
    done = follow(link)

    assert "链接已经发到那个邮箱了" in answer.content.decode()
    assert letter.to == ["shenyq@linjiang.example"]
    assert PASSWORD not in letter.body
    assert done.url == reverse("admin:password_is_set")
    assert not is_in(before)
    assert enter("shenyq").status_code == 200
    assert enter("shenyq", "渡口的晚灯-2026").status_code == 302
    assert told()[1:3] == [
        "沈砚秋（shenyq）要重设密码的链接。", "沈砚秋（shenyq）用链接设了密码。",
    ]  # fmt: skip


def test_a_link_works_once_and_for_a_day(account, at):
    now = timezone.now()
    at(now)
    once, late = post.link_to_set_password(account), post.link_to_set_password(account)
    at(now + timedelta(hours=25))
    assert "这个链接用过了" in Client().get(late, follow=True).content.decode()
    at(now)
    follow(once)

    assert "这个链接用过了" in Client().get(once, follow=True).content.decode()


def test_a_new_password_does_not_go_round_the_second_factor(account):
    with_factor(account)
    follow(post.link_to_set_password(account))

    assert enter("shenyq", "渡口的晚灯-2026").url == CODE


@pytest.mark.parametrize("password", ["12345678901", "shenyq2026x", "password123", "短", "柳桥边"])
def test_a_weak_password_is_refused_with_what_to_do(account, password):
    data = {"new_password1": password, "new_password2": password}
    answer = follow(post.link_to_set_password(account), data=data)

    assert answer.status_code == 200
    assert "errornote" in answer.content.decode()
    assert enter("shenyq").status_code == 302


def test_nobody_learns_who_has_an_account(account, letters):
    person("stopped", email="stopped@linjiang.example", is_active=False)
    person("noaddress")
    found = {}
    for name in ("shenyq", "nobody", "stopped", "noaddress", "no@linjiang.example"):
        client = Client(REMOTE_ADDR="198.51.100.7")
        client.get(ASK)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(ASK, {"name": name})
        text = " ".join(Page(answer).text.split())
        found[name] = (answer.status_code, text, len(queries))
    letters()

    assert set(found.values()) == {found["nobody"]}
    assert [letter.to for letter in mail.outbox] == [["shenyq@linjiang.example"]]


def test_nobody_floods_anothers_letter_box(account, letters):
    for n in range(8):
        ask("shenyq", f"198.51.100.{n}")
    letters()

    assert len(mail.outbox) == 3


def test_one_address_asks_ten_times_an_hour(account):
    assert [ask(f"name{n}").status_code for n in range(12)] == [200] * 10 + [429] * 2
    assert ask("shenyq", "203.0.113.9").status_code == 200


@pytest.mark.parametrize("name", ["", " ", "\x00"])
def test_an_empty_name_is_refused_with_a_sentence(name):
    assert ask(name).status_code in (200, 400)
    assert mail.outbox == []


def test_without_mail_there_is_no_such_page_and_no_link_to_it(settings, account):
    settings.EMAIL_ENABLED = False

    assert Client().get(ASK).status_code == 404
    assert ask("shenyq").status_code == 404
    assert "忘了密码" not in Client().get(reverse("admin:login")).content.decode()
    assert SecurityEvent.objects.count() == 0


def test_the_link_leads_home_whatever_host_is_asked_for(account, letters, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post(ASK, {"name": "shenyq"}, headers={"Host": "evil.example"})
    letters()

    assert "evil.example" not in mail.outbox[0].body
    assert settings.SITE_URL in mail.outbox[0].body


@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("linjiang2026", False), ("jinrilinjiang1", False), ("今日临江2026!!", False),
        ("临江编辑部12345", False), ("Newsroom-2026", False), ("jrlj20262026", False),
        ("Admin12345678", False), ("rongmeitizhongxin9", True), ("柳桥边的步道-2026", True),
        ("临江的晚灯照着老渡口", True), ("tq9fk2-vx7mhp", True), ("linjiang-wandeng-dukou", True),
    ],
)  # fmt: skip
def test_the_newsrooms_own_words_are_no_password(account, password, taken):
    SiteSettings.objects.filter(pk=SiteSettings.objects.current().pk).update(
        name="今日临江", masthead="今日临江", district="临江区", sponsor=""
    )
    data = {"new_password1": password, "new_password2": password}
    answer = follow(post.link_to_set_password(account), data=data)

    assert (answer.status_code == 302) is taken
    assert ("人人都猜得到" in answer.content.decode()) is not taken
