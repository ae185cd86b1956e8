"""How often a login may fail, and what that tells to whom."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.accounts import throttle
from articles.accounts.origins import address_of
from articles.tests.entering import PASSWORD, enter, is_in, person, told
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HERE, THERE = "198.51.100.7", "203.0.113.9"


def fail(times, username="shenyq", address=HERE, client=None):
    return [
        enter(username, "wrong", client=client, REMOTE_ADDR=address).status_code
        for _ in range(times)
    ]


def test_after_five_failures_even_the_right_password_waits_a_quarter_of_an_hour(at):
    now = timezone.now()
    at(now)
    person()

    assert fail(6) == [200] * 4 + [429] * 2
    answer = enter("shenyq", REMOTE_ADDR=HERE)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "这里先停15分钟" in Page(answer).text
    at(now + timedelta(minutes=15, seconds=1))
    assert enter("shenyq", REMOTE_ADDR=HERE).status_code == 302


def test_the_owner_gets_in_elsewhere_meanwhile():
    person()
    fail(8)

    assert enter("shenyq", REMOTE_ADDR=THERE).status_code == 302


def test_knocking_on_does_not_make_the_wait_longer(at):
    now = timezone.now()
    at(now)
    person()
    fail(5)
    for minute in range(1, 15):
        at(now + timedelta(minutes=minute))
        assert fail(1) == [429]
    at(now + timedelta(minutes=15, seconds=1))

    assert enter("shenyq", REMOTE_ADDR=HERE).status_code == 302


def test_a_success_forgets_the_failures_before_it():
    person()
    for _ in range(3):
        assert fail(4) == [200] * 4
        assert enter("shenyq", REMOTE_ADDR=HERE).status_code == 302


def test_who_tries_many_names_from_one_address_is_turned_away():
    person()
    codes = [fail(1, f"name{n}")[0] for n in range(45)]

    assert codes == [200] * 39 + [429] * 6
    assert enter("shenyq", REMOTE_ADDR=HERE).status_code == 429


def test_who_tries_one_name_from_many_addresses_keeps_its_owner_out_of_no_browser_of_theirs():
    account, own = person(), Client()
    enter("shenyq", client=own, REMOTE_ADDR=HERE)
    codes = [fail(1, address=f"192.0.2.{n}")[0] for n in range(45)]

    assert codes == [200] * 39 + [429] * 6
    assert enter("shenyq", REMOTE_ADDR="192.0.2.99").status_code == 429
    own.cookies.pop("sessionid")
    assert enter("shenyq", client=own, REMOTE_ADDR="192.0.2.99").status_code == 302
    # The cookie vouches for its own account alone, and nobody can write it.
    person("other")
    for n in range(45):
        fail(1, "other", f"192.0.2.{n}")
    assert enter("other", client=own, REMOTE_ADDR="192.0.2.100").status_code == 429
    forged = Client()
    forged.cookies["known"] = f"{account.username}:1abc:forged"
    assert enter("shenyq", client=forged, REMOTE_ADDR="192.0.2.101").status_code == 429


NAMES = ["shenyq", "nobody", "stopped", "outsider", "新来的"]


def test_a_name_that_exists_and_one_that_does_not_get_the_same_answers(monkeypatch):
    person()
    person("stopped", is_active=False)
    User.objects.create_user("outsider", password=PASSWORD)  # not of the staff
    person("新来的").set_unusable_password()
    hashed = []
    encode = hashers.MD5PasswordHasher.encode

    def count(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", count)
    said = {}
    for name in NAMES:
        hashed.clear()
        answers = [enter(name, "wrong", REMOTE_ADDR=HERE) for _ in range(6)]
        texts = [Page(each).text.replace(name, "") for each in answers]
        said[name] = ([each.status_code for each in answers], texts, len(hashed))

    assert [said[name] for name in NAMES] == [said["nobody"]] * len(NAMES)
    assert said["nobody"][0] == [200] * 4 + [429] * 2
    assert said["nobody"][2] == 5  # each try that was let in costs one hash


def test_an_account_that_was_locked_is_told_once_an_hour_and_unknown_names_together():
    person(first_name="沈砚秋")
    fail(9)
    fail(6, address=THERE)
    fail(7, "nobody", THERE)
    fail(7, "password-typed-as-name", "203.0.113.10")

    assert told() == [
        "有人用沈砚秋（shenyq）的名字登录，连着填错密码，被拦下了。",
        "有人用没有的名字登录，连着填错密码，被拦下了。",
    ]


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "found"),
    [
        ([], HERE, "", HERE),
        ([], HERE, "1.2.3.4", HERE),
        ([], "127.0.0.1", "1.2.3.4", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", THERE, THERE),
        (["127.0.0.1"], "127.0.0.1", f"1.2.3.4, {THERE}", THERE),
        (["127.0.0.1"], HERE, "1.2.3.4", HERE),
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", f"1.2.3.4, {THERE}, 10.2.3.4", THERE),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "unknown", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", f"{THERE}, <script>", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "2001:db8::7", "2001:db8::7"),
        (["::1"], "::1", f"::ffff:{THERE}", THERE),
        (["127.0.0.1"], "::ffff:127.0.0.1", THERE, THERE),
        ([], "", "1.2.3.4", None),
    ],
)
def test_the_address_is_what_a_trusted_proxy_says_and_nothing_else(
    settings, trusted, remote, forwarded, found
):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert address_of(request) == found


def test_a_spoofed_header_neither_escapes_the_limit_nor_locks_out_another():
    person()
    for n in range(5):
        enter("shenyq", "wrong", REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=f"192.0.2.{n}")
    for _ in range(5):
        enter("shenyq", "wrong", REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=THERE)

    assert enter("shenyq", REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR="192.0.2.77").status_code == 429
    assert enter("shenyq", REMOTE_ADDR=THERE).status_code == 302


def test_behind_a_proxy_each_office_has_its_own_limit(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    person()
    for _ in range(6):
        enter("shenyq", "wrong", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"9.9.9.9, {HERE}")
    through = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": THERE}
    client = Client()

    assert enter("shenyq", client=client, **through).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("name", ["沈砚秋", "shen.yq@linjiang", "Ünal"])
def test_whoever_has_a_name_of_any_characters_gets_in_and_is_known(name):
    person(name)
    client = Client()
    answer = enter(name, client=client, REMOTE_ADDR=HERE)
    cookie = answer.cookies["known"]

    assert answer.status_code == 302
    str(answer.cookies).encode("latin-1")  # as a server writes it
    assert name not in cookie.value
    for n in range(45):
        fail(1, name, f"192.0.2.{n}")
    assert enter(name, client=client, REMOTE_ADDR=THERE).status_code == 302


def test_the_cookie_of_a_known_browser_is_read_by_nobody_else(settings):
    person()
    answer = enter("shenyq", REMOTE_ADDR=HERE)
    cookie = answer.cookies["known"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    settings.SESSION_COOKIE_SECURE = True
    assert throttle._cookie_name() == "__Host-known"
