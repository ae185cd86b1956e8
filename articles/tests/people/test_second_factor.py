"""The second factor: who must have it, how it is set up, what happens when the phone is lost."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken

from articles.accounts import factors
from articles.models import FactorApp
from articles.roles import ADMINISTRATOR, CHIEF, CORRESPONDENT, DESK, EDITOR, STAFF
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.entering import (
    CODE,
    ENROL,
    LOGIN,
    PASSWORD,
    code_of,
    enter,
    is_in,
    next_code,
    person,
    told,
    with_factor,
)
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

INDEX, OWN = reverse("admin:index"), reverse("admin:account")


@pytest.fixture
def account():
    return person(first_name="沈砚秋", email="shenyq@linjiang.example")


def said(answer):
    return [text for text in Page(answer).text.split("\n") if "码" in text or "数" in text]


# Coming in


def test_without_a_second_factor_the_password_is_enough(account):
    client = Client()
    assert enter("shenyq", client=client).url == INDEX
    assert is_in(client)


def test_with_one_the_password_alone_opens_nothing(account):
    draft = make.article(created_by=account)
    with_factor(account)
    client = Client()
    answer = enter("shenyq", client=client)

    assert answer.url == CODE
    assert "_auth_user_id" not in client.session
    assert not is_in(client)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(OWN).status_code == 302


def test_the_code_of_the_phone_leads_to_where_one_wanted_to_go(account):
    with_factor(account)
    client = Client()
    to = reverse("admin:articles_article_add")
    enter("shenyq", client=client, next=to)
    answer = client.post(CODE, {"code": next_code(account)})

    assert answer.url == to
    assert is_in(client)
    assert told()[-1] == "沈砚秋（shenyq）用密码和两步验证登录了。"


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(account, to):
    with_factor(account)
    client = Client()
    enter("shenyq", client=client, next=to)

    assert client.post(CODE, {"code": next_code(account)}).url == INDEX


def test_a_code_is_taken_as_people_type_it(account):
    with_factor(account)
    code = next_code(account)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    client = Client()
    enter("shenyq", client=client)

    assert client.post(CODE, {"code": f" {wide[:3]} {wide[3:]} "}).url == INDEX


def test_a_code_is_taken_once(account):
    with_factor(account)
    code = next_code(account)
    first, second = Client(), Client()
    for client in (first, second):
        enter("shenyq", client=client)
    first.post(CODE, {"code": code})
    answer = second.post(CODE, {"code": code})

    assert answer.status_code == 400
    assert not is_in(second)


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcd-efgh", "😀", "9" * 400, "½²³"])
def test_a_wrong_code_is_refused_with_a_sentence(account, code):
    with_factor(account)
    client = Client()
    enter("shenyq", client=client)
    answer = client.post(CODE, {"code": code})

    assert answer.status_code == 400
    assert not is_in(client)
    assert Page(answer).values("input", "aria-invalid") == ["true"]


def test_who_guesses_waits_longer_each_time_but_never_more_than_a_quarter_of_an_hour(account, at):
    now = timezone.now()
    at(now)
    with_factor(account)
    with pytest.raises(factors.FactorRefused):
        factors.verify(account, "000000")
    with pytest.raises(factors.FactorRefused, match="请过1秒再填"):
        factors.verify(account, code_of(FactorApp.objects.get(), later=1))
    FactorApp.objects.update(throttling_failure_count=20, throttling_failure_timestamp=now)
    with pytest.raises(factors.FactorRefused, match="请过900秒再填"):
        factors.verify(account, "000000")
    at(now + timedelta(minutes=15, seconds=1))

    assert factors.verify(account, code_of(FactorApp.objects.get()))


def test_who_has_the_password_and_no_code_leaves_one_line(account):
    with_factor(account)
    client = Client()
    enter("shenyq", client=client)
    for _ in range(4):
        client.post(CODE, {"code": "000000"})

    assert told() == ["有人填对了沈砚秋（shenyq）的密码，两步验证没有填对。"]


def test_the_password_given_is_forgotten_after_ten_minutes_and_when_it_is_changed(account, at):
    now = timezone.now()
    at(now)
    with_factor(account)
    changed, late = Client(), Client()
    enter("shenyq", client=changed)
    enter("shenyq", client=late)
    at(now + timedelta(minutes=10, seconds=1))
    assert late.post(CODE, {"code": next_code(account)}).url == LOGIN
    at(now + timedelta(minutes=1))
    account.set_password("another one 2026")
    account.save()
    assert changed.post(CODE, {"code": next_code(account)}).url == LOGIN
    assert Client().get(CODE).url == LOGIN


# The codes on paper


def test_a_recovery_code_opens_once_and_none_can_be_read_in_the_database(account):
    codes = with_factor(account)
    first, second = Client(), Client()
    for client in (first, second):
        enter("shenyq", client=client)
    answers = [client.post(CODE, {"code": codes[3].upper()}) for client in (first, second)]

    assert [answer.status_code for answer in answers] == [302, 400]
    assert factors.count_codes(account) == 9
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert kept.isdisjoint(code.replace("-", "") for code in codes)
    assert "沈砚秋（shenyq）用掉一个恢复码，还剩9个。" in told()


def test_new_codes_end_the_old_ones(account):
    old = with_factor(account)
    client = client_of(account)
    answer = client.post(reverse("admin:account_codes"), {"password": PASSWORD})
    new = re.findall(r"<code>([\w-]+)</code>", answer.content.decode())

    assert len(new) == 10
    with pytest.raises(factors.FactorRefused):
        factors.verify(account, old[0])
    FactorApp.objects.all().update(throttling_failure_count=0)
    at_once = factors.StaticDevice.objects.get()
    at_once.throttle_reset()
    assert factors.verify(account, new[0])


# Who must have one


@pytest.mark.parametrize(
    ("rule", "obliged"),
    [
        ("none", set()),
        ("signers", {CHIEF, ADMINISTRATOR, "superuser"}),
        ("everyone", {CORRESPONDENT, EDITOR, DESK, CHIEF, STAFF, ADMINISTRATOR, "superuser"}),
    ],
)
def test_who_signs_or_administrates_must_have_one_where_the_setting_says_so(
    settings, rule, obliged
):
    settings.SECOND_FACTOR = rule
    roles = (CORRESPONDENT, EDITOR, DESK, CHIEF, STAFF, ADMINISTRATOR)
    people = {role: make.member(role) for role in roles}
    people["superuser"] = make.user(is_superuser=True)

    assert {name for name, row in people.items() if factors.must_have(row)} == obliged
    assert not factors.must_have(AnonymousUser())


def test_who_must_have_one_sets_it_up_before_coming_in(settings):
    settings.SECOND_FACTOR = "signers"
    chief = person("gucn", CHIEF)
    client = Client()
    assert enter("gucn", client=client).url == ENROL
    assert not is_in(client)
    page = Page(client.get(ENROL))
    assert "segno" in page.values("svg", "class")
    wrong = client.post(ENROL, {"code": "000000"})
    assert (wrong.status_code, is_in(client)) == (400, False)
    FactorApp.objects.update(throttling_failure_count=0)
    done = client.post(ENROL, {"code": code_of(FactorApp.objects.get(user=chief))})

    assert "这10个恢复码只显示这一次" in done.content.decode()
    assert is_in(client)
    assert told() == ["gucn开了两步验证。", "gucn用密码和两步验证登录了。"]
    assert enter("gucn", client=Client()).url == CODE


def test_a_session_without_it_opens_nothing_once_it_is_obligatory(settings):
    draft = make.article()
    chief, writer = person("gucn", CHIEF), person("feizx", CORRESPONDENT)
    clients = Client(), Client()
    for client, account in zip(clients, (chief, writer), strict=True):
        enter(account.username, client=client)
    settings.SECOND_FACTOR = "signers"

    assert [is_in(client) for client in clients] == [False, True]
    assert clients[0].get(draft.get_absolute_url()).status_code == 404
    assert enter("gucn", client=clients[0]).url == ENROL


def test_who_must_have_one_can_not_switch_it_off(settings):
    settings.SECOND_FACTOR = "signers"
    chief = person("gucn", CHIEF)
    with_factor(chief)
    client = Client()
    enter("gucn", client=client)
    client.post(CODE, {"code": next_code(chief)})
    client.post(reverse("admin:account_factor_off"), {"password": PASSWORD})

    assert factors.find_device(chief)


# One's own


def test_setting_it_up_asks_for_the_password_and_ends_other_sessions(account):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        enter("shenyq", client=client)
    address = reverse("admin:account_factor")
    here.get(address)
    code = code_of(FactorApp.objects.get())
    without = here.post(address, {"code": code, "password": "wrong"})
    assert (without.status_code, factors.find_device(account)) == (400, None)
    done = here.post(address, {"code": code, "password": PASSWORD})

    assert "这10个恢复码只显示这一次" in done.content.decode()
    assert [is_in(client) for client in (here, elsewhere)] == [True, False]
    assert told()[-1] == "沈砚秋（shenyq）开了两步验证。"


def test_a_new_phone_takes_the_place_of_the_old_one(account):
    with_factor(account)
    client, address = client_of(account), reverse("admin:account_factor")
    client.get(address)
    old, new = FactorApp.objects.order_by("confirmed").reverse()
    done = client.post(address, {"code": code_of(new), "password": PASSWORD})

    assert done.status_code == 200
    assert list(FactorApp.objects.values_list("pk", "confirmed")) == [(new.pk, True)]
    assert old.pk != new.pk


def test_switching_it_off_asks_for_the_password(account):
    with_factor(account)
    client, address = client_of(account), reverse("admin:account_factor_off")
    client.post(address, {"password": "wrong"})
    assert factors.find_device(account)
    client.post(address, {"password": PASSWORD})

    assert factors.find_device(account) is None
    assert enter("shenyq").url == INDEX
    assert told()[-2] == "沈砚秋（shenyq）关了两步验证。"


def test_wrong_passwords_on_ones_own_page_count_like_failed_logins(account):
    with_factor(account)
    client, address = client_of(account), reverse("admin:account_factor_off")
    codes = [client.post(address, {"password": "wrong"}).status_code for _ in range(6)]

    assert codes == [302] * 4 + [429] * 2
    assert client.post(address, {"password": PASSWORD}).status_code == 429
    assert factors.find_device(account)


def test_the_owner_is_told_by_mail_where_there_is_mail(settings, account, letters):
    settings.EMAIL_ENABLED = True
    with_factor(account)
    client_of(account).post(reverse("admin:account_factor_off"), {"password": PASSWORD})
    letters()

    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["shenyq@linjiang.example"], "您的账号关了两步验证")
    ]


def test_nothing_of_a_key_or_a_code_is_in_the_events(account):
    codes = with_factor(account)
    client = Client()
    enter("shenyq", client=client)
    client.post(CODE, {"code": codes[0]})
    secrets = {FactorApp.objects.get().key, PASSWORD, django_settings.SECRET_KEY, *codes}

    assert not [secret for secret in secrets for line in told() if secret in line]
