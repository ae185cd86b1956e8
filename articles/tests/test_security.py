import json
import os
import re
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from articles import roles
from articles.models import Status
from articles.tests import make
from newsroom import settings as newsroom_settings

PRODUCTION = {
    "SECRET_KEY": "a-long-key-that-only-this-test-knows-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "news.example.cn",
}


def manage(*arguments, **environment):
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "VAR_DIR", "HOME")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=django_settings.BASE_DIR,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_production_server_has_nothing_to_complain_of(tmp_path):
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path), **PRODUCTION
    )
    told = re.findall(r"^\S+ \((\S+)\) (\S+?)：", done.stderr, re.MULTILINE)

    assert done.returncode == 0
    assert {number for number, _ in told} == {"newsroom.I001"}
    assert {"网址", "邮件", "数据库"} <= {name for _, name in told}
    assert not (tmp_path / "newsroom.sqlite3").exists()


@pytest.mark.parametrize("command", [("check", "--deploy"), ("runserver", "--noreload", "8199")])
def test_without_a_secret_key_nothing_serves(command):
    done = manage(*command, ALLOWED_HOSTS="news.example.cn")

    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_a_command_needs_no_environment(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("江边的路通了\n■ 通讯员 费知夏\n江边的步道昨日通了。", encoding="utf-8")

    done = manage("import_page", str(page), "--dry-run", "--json")

    assert [story["headline"] for story in json.loads(done.stdout)["stories"]] == ["江边的路通了"]


PAGES = ["/", "/campaigns/", "/reporters/", "/places/", "/archive/", "/search/?q=江边", "/nothing/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_a_resident_gets_no_cookie_and_nothing_inline_may_run(client, page):
    make.public(photos=1, campaigns=[make.campaign()])

    response = client.get(page)

    assert response.cookies == {}
    policy = dict(
        directive.split(" ", 1) for directive in response["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    text = response.content.decode()
    assert "style=" not in text
    assert "http://" not in text.replace(django_settings.SITE_URL, "").replace(
        "http://www.w3.org/", ""
    )


@pytest.mark.django_db
def test_passwords_are_kept_with_argon2(settings):
    settings.PASSWORD_HASHERS = newsroom_settings.PASSWORD_HASHERS

    assert make.user(password="很长的密码").password.startswith("argon2$")


@pytest.mark.django_db
def test_what_no_database_holds_is_refused_or_taken_out_and_no_error():
    article = make.sent(Status.SUBMITTED)
    client = Client()
    client.force_login(make.member(roles.CHIEF))
    listed, one = (reverse(f"admin:articles_article_{name}", args=pk)
                   for name, pk in (("changelist", []), ("comment", [article.pk])))  # fmt: skip

    codes = {
        address: client.get(address).status_code
        for address in (
            "/media/%00", "/articles/%00/", f"{listed}?status__exact=%00", f"{listed}?q=%00",
            f"{listed}?headline=a%00", f"{listed}?month={'9' * 25}", f"{listed}?photos={'9' * 25}",
            "/search/?q=%00", "/admin/nothing/", f"{listed}?q={'9' * 25}",
            f"{listed}?month=9999-12",
        )
    }  # fmt: skip
    client.post(one, {"text": "请\0看", "passage": "\0"})

    assert list(codes.values()) == [404, 404, *[400] * 5, 200, 404, 200, 200]
    assert list(article.comments.values_list("text", "passage")) == [("请看", "")]


@pytest.mark.parametrize(
    "unsafe",
    ["https://anderswo.example/", "//anderswo.example/", "javascript:alert(1)", "", r"\\anderswo"],
)
def test_who_signs_in_with_an_address_elsewhere_comes_to_the_desk(client, db, unsafe):
    make.user("wangfang", password="江边新通的步道-2026")
    data = {"username": "wangfang", "password": "江边新通的步道-2026", "next": unsafe}
    answer = client.post(f"{reverse('admin:login')}?{urlencode({'next': unsafe})}", data)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("admin:index"))
