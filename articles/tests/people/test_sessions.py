"""How long one stays signed in, where, and ending it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.accounts import sessions
from articles.models import Article, SignIn
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.entering import PASSWORD, enter, is_in, person, told
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OWN, SIGN_OUT = reverse("admin:account"), reverse("admin:account_sign_out")
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Edg/142.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) Version/26.1 Mobile Safari/604.1"


@pytest.fixture
def account():
    return person(first_name="沈砚秋")


def entered(address="198.51.100.7", agent=WINDOWS):
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    enter("shenyq", client=client)
    return client


# How long


def test_two_hours_without_an_act_end_a_session(account, at):
    now = timezone.now()
    at(now)
    client = entered()
    for hours in (1, 2, 3):
        at(now + timedelta(hours=hours))
        assert is_in(client)
    at(now + timedelta(hours=5, seconds=1))

    assert not is_in(client)
    assert list(sessions.find_live(account)) == []


def test_after_twelve_hours_even_the_busiest_signs_in_again(account, at):
    now = timezone.now()
    at(now)
    client = entered()
    stayed = []
    for hours in range(1, 14):
        at(now + timedelta(hours=hours, seconds=1))
        stayed.append(is_in(client))

    assert stayed == [True] * 11 + [False] * 2


def test_what_a_page_asks_by_itself_keeps_nobody_in(account, at):
    now = timezone.now()
    at(now)
    account.groups.add(make.member("责任编辑").groups.get())
    article, client = make.article(), entered()
    report = reverse("admin:articles_article_open", args=[article.pk])
    for minutes in range(10, 120, 10):
        at(now + timedelta(minutes=minutes))
        assert client.post(report).status_code == 200
        client.get(reverse("admin:index"), headers={"Sec-Fetch-Dest": "empty"})
    at(now + timedelta(hours=2, seconds=1))

    assert not is_in(client)


def test_who_types_stays_in(account, at):
    now = timezone.now()
    at(now)
    account.groups.add(make.member("责任编辑").groups.get())
    article, client = make.article(), entered()
    report = reverse("admin:articles_article_open", args=[article.pk])
    for hours in (1, 2, 3):
        at(now + timedelta(hours=hours))
        client.post(report, {"typing": "1"})
    at(now + timedelta(hours=4))

    assert is_in(client)
    assert Article.objects.count() == 1


def test_an_act_is_noted_once_a_minute(account, at):
    now = timezone.now().replace(microsecond=0)
    at(now)
    client = entered()
    seen = []
    for seconds in (59, 60, 119, 121):
        at(now + timedelta(seconds=seconds))
        is_in(client)
        seen.append(int((SignIn.objects.get().seen_at - now).total_seconds()))

    assert seen == [0, 60, 60, 121]


def test_a_public_page_does_not_look_who_is_there(account):
    client = entered()
    make.public()
    with CaptureQueriesContext(connection) as queries:
        client.get("/campaigns/")

    assert not [each for each in queries if "session" in each["sql"]]


# Where


def test_one_sees_where_one_is_signed_in_and_which_is_this_one(account):
    entered("198.51.100.7", PHONE)
    here = entered()
    text = " ".join(Page(here.get(OWN)).text.split())

    assert "登录着的地方 2" in text
    assert "这一台 Windows，Edge" in text
    assert "iPhone，Safari 198.51.100.7" in text
    assert "没见过的地方" not in text


def test_a_place_where_the_account_was_never_before_is_told(account):
    for _ in range(2):
        entered()
    entered("203.0.113.9", PHONE)
    here = entered()

    assert Page(here.get(OWN)).text.count("没见过的地方") == 1


def test_one_signs_out_elsewhere_one_by_one_or_all_at_once(account):
    here, phone, library = entered(), entered(agent=PHONE), entered("203.0.113.9")
    row = SignIn.objects.get(session_key=phone.session.session_key)
    here.post(SIGN_OUT, {"which": row.pk})
    assert [is_in(client) for client in (here, phone, library)] == [True, False, True]
    here.post(SIGN_OUT, {"which": "all"})

    assert [is_in(client) for client in (here, phone, library)] == [True, False, False]
    assert (SignIn.objects.count(), Session.objects.count()) == (1, 1)
    assert told()[-2:] == ["沈砚秋（shenyq）让别处的1个登录退出了。"] * 2


def test_nobody_ends_anothers_session(account):
    other = entered()
    row = SignIn.objects.get()
    stranger = client_of(make.user())

    assert stranger.post(SIGN_OUT, {"which": row.pk}).status_code == 404
    assert stranger.post(SIGN_OUT, {"which": "9" * 30}).status_code == 302
    assert is_in(other)


def test_signing_out_takes_the_place_away(account):
    client = entered()
    client.post(reverse("admin:logout"))

    assert not SignIn.objects.exists()
    assert told() == ["沈砚秋（shenyq）用密码登录了。", "沈砚秋（shenyq）退出了。"]


def test_signing_in_again_in_one_browser_is_one_place(account):
    client = entered()
    enter("shenyq", client=client)

    assert SignIn.objects.count() == 1


def test_a_new_password_keeps_this_place_and_ends_the_others(account):
    here, elsewhere = entered(), entered(agent=PHONE)
    data = {
        "old_password": PASSWORD,
        "new_password1": "渡口的晚灯-2026",
        "new_password2": "渡口的晚灯-2026",
    }
    here.post(reverse("admin:password_change"), data)

    assert [is_in(client) for client in (here, elsewhere)] == [True, False]
    assert [row.session_key for row in SignIn.objects.all()] == [here.session.session_key]


def test_the_session_of_before_the_login_is_not_the_one_after(account):
    client = Client()
    client.get(reverse("admin:login"))
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    enter("shenyq", client=client)

    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (WINDOWS, "Windows，Edge"),
        (PHONE, "iPhone，Safari"),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/145.0", "Linux，Firefox"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/142 Safari MicroMessenger", "安卓手机，微信"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/132 ArkWeb", "鸿蒙，Chrome"),
        ("curl/8.5", "认不出的浏览器"),
        ("", "认不出的浏览器"),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_words(agent, said):
    assert sessions.say_agent(agent) == said


@pytest.mark.parametrize("agent", ["x" * 5000, "<script>alert(1)</script>", "a\x00b\x1bc"])
def test_what_a_browser_says_of_itself_is_bounded_and_harmless(account, agent):
    client = entered(agent=agent)
    page = client.get(OWN)

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert len(SignIn.objects.get().agent) <= 200


def test_over_https_no_other_host_can_set_the_cookies():
    secure = django_settings.SITE_URL.startswith("https://")

    assert ("__Host-sessionid" if secure else "sessionid") == django_settings.SESSION_COOKIE_NAME
    assert ("__Host-csrftoken" if secure else "csrftoken") == django_settings.CSRF_COOKIE_NAME
    assert (django_settings.SESSION_COOKIE_PATH, django_settings.SESSION_COOKIE_DOMAIN) == (
        "/",
        None,
    )


def test_the_script_that_renews_tokens_reads_the_token_by_either_name():
    script = django_settings.BASE_DIR / "static" / "desk" / "js" / "session.js"
    read = set(re.findall(r'cookie\("(\S+?)"\)', script.read_text(encoding="utf-8")))

    assert read == {"csrftoken", "__Host-csrftoken"}
