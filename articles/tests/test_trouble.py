"""The database or the disk fails: readers are told, and nobody loses what was written."""

import html
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from articles.models import SiteSettings
from articles.tests import make
from articles.tests.clients import url
from articles.tests.faults import FULL, GONE, LOCKED, READ_ONLY, failing

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    """A client that is answered as a browser would be, errors too."""
    client = Client(raise_request_exception=False)
    client.force_login(make.editor())
    return client


def posted_again(page):
    """What the form of the page posts: names and values as a browser sends them."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n?(.*?)</textarea>', page, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (FULL, "服务器的磁盘满了，没有存成。"),
        (LOCKED, "数据库正忙，没有办成。"),
        (READ_ONLY, "数据库现在只能读，不能存。"),
        (GONE, "数据库现在连不上。"),
        ("no such table: articles_article", "数据库的表和这一版程序对不上。"),
    ],
)
def test_an_editor_is_told_what_is_wrong_and_posts_the_same_again(patient, said, meaning):
    article = make.article(headline="旧主题")
    text = {
        "headline": '新主题 <b>&"</b>', "body": "<p>第一段。</p>\n<p>第二段。</p>",
        "campaigns": ["3", "4"], "password1": "秘密", "summary": "\n先空一行",
    }  # fmt: skip
    with failing(said):
        answer = patient.post(url("comment", article), text | {"text": "写了很久的批注"})
    page = answer.content.decode()

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert meaning in page
    assert "一字未丢" in page
    kept = posted_again(page)
    assert kept["text"] == "写了很久的批注"
    assert kept["headline"] == text["headline"]
    assert kept["body"] == text["body"]
    assert page.count('name="campaigns"') == 2
    assert "秘密" not in page
    assert "<b>&" not in page
    assert f'action="{url("comment", article)}"' in page


def test_readers_read_on_where_nothing_can_be_written(client):
    SiteSettings.objects.current()
    article = make.public(headline="江边通了路")
    with failing(FULL):
        answers = [
            client.get(each).status_code
            for each in ("/", article.get_absolute_url(), "/search/?q=江边", "/healthz")
        ]
    assert answers == [200] * 4


def test_a_reader_is_told_nothing_of_the_machine_when_nothing_can_be_read():
    article = make.public()
    client = Client(raise_request_exception=False)
    with failing(f"{GONE} at 10.0.0.7", of=("SELECT",)):
        answers = [client.get(each) for each in (article.get_absolute_url(), "/healthz")]

    assert [answer.status_code for answer in answers] == [503, 503]
    page = answers[0].content.decode()
    assert "请过几分钟再来" in page
    assert "10.0.0.7" not in page
    assert "数据库" not in page
    assert answers[1].content == b"database\n"


def test_other_errors_stay_what_they_are(patient, monkeypatch):
    def break_off(*_, **__):
        raise ZeroDivisionError

    article = make.article()
    monkeypatch.setattr("articles.review.colleagues.comment", break_off)
    answer = patient.post(url("comment", article), {"text": "批注"})
    assert answer.status_code == 500


@pytest.mark.once
def test_a_file_that_was_moved_away_is_missed_and_not_made_anew(client, tmp_path, monkeypatch):
    if connection.vendor != "sqlite":  # a server has no file of ours
        return
    path = tmp_path / "newsroom.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))

    answers = [client.get(each).status_code for each in ("/", "/healthz", "/admin/")]
    assert answers == [503] * 3
    assert not path.exists()

    path.touch()
    assert client.get("/healthz").status_code == 200


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_where_another_file_stands_that_one_is_read(client, tmp_path, monkeypatch):
    if connection.vendor != "sqlite":
        return
    make.public(headline="原来的")
    here, other = tmp_path / "here.sqlite3", tmp_path / "other.sqlite3"
    for path in (here, other):
        connection.cursor().execute("VACUUM INTO %s", [str(path)])
    with sqlite3.connect(other) as changed:
        changed.execute("UPDATE articles_article SET headline = '恢复的'")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(here))
    connection.close()
    try:
        pages = [client.get("/").content.decode()]
        Path(here).unlink()
        shutil.move(other, here)
        pages.append(client.get("/").content.decode())
    finally:
        connection.close()
    assert [("原来的" in page, "恢复的" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]


def test_the_deep_look_says_what_is_wrong_and_leaves_nothing_behind(
    client, settings, tmp_path, monkeypatch
):
    cache.clear()
    healthy = client.get("/healthz?full")
    left = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    monkeypatch.setattr("articles.health._ROOM", 1 << 60)
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"  # where nothing can be written
    assert client.get("/healthz?full").status_code == 200  # kept for some seconds
    cache.clear()
    ill = client.get("/healthz?full")
    cache.clear()

    assert (healthy.status_code, left) == (200, [])
    lines = ["database: ok", "migrations: ok", "media: ok", "clock: ok", "disk: ok", ""]
    assert healthy.content.decode().split("\n") == lines
    assert ill.status_code == 503
    lines = ill.content.decode().splitlines()
    assert lines[:3] == ["database: ok", "migrations: ok", "media: can't be written"]
    assert lines[4].endswith("MB free")
    assert str(tmp_path) not in ill.content.decode()
