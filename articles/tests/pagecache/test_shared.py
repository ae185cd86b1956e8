"""Two nodes with one Redis: a page is made by one of them, and taken only where it is the same."""

import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches

from articles.pagecache import find_shared_pages
from articles.pagecache.shared import SharedPages, tell_release
from articles.tests.caching import Readers, plain

BODY = "<p>江边的步道昨日通了。</p>" * 50
REDIS = "newsroom.caches.ForgivingRedisCache"


@pytest.fixture
def state():
    """What both nodes read; a test changes it."""
    caches["default"].clear()
    yield ["before"]
    caches["default"].clear()


def node(state, **told):
    app = plain(told.pop("body", BODY).encode(), **told)
    return Readers(app, lambda: state[0], shared=SharedPages())


def test_a_page_is_made_by_one_node_and_is_the_same_on_the_other(state):
    one, other = node(state), node(state, body="not asked")

    made, taken = (each.get("/", HTTP_ACCEPT_ENCODING="br") for each in (one, other))

    assert taken == made
    assert taken.text == BODY
    assert (one.asked, other.asked) == (["/"], [])
    caches["default"].clear()
    assert other.get("/").text == BODY


def test_after_a_change_no_node_takes_what_was_made_before(state):
    one, other = node(state), node(state, body=f"{BODY}撤了")
    one.get("/")
    state[0] = "after"

    assert other.later().get("/").text == f"{BODY}撤了"
    assert one.later().get("/").text == f"{BODY}撤了"
    assert (one.asked, other.asked) == (["/"], ["/"])


def test_pages_differ_by_what_readers_ask_for(state):
    one, other = node(state), node(state, body="other")
    one.get("/")

    asked = [("/campaigns/", {}), ("/", {"HTTP_COOKIE": "reading=elder-large"}),
             ("/", {"HTTP_COOKIE": "street=linhe"}), ("/archive/?year=2026", {})]  # fmt: skip
    assert [other.get(each, **headers).text for each, headers in asked] == ["other"] * 4


@pytest.mark.parametrize(
    "told",
    [{"Set_Cookie": "a=b"}, {"Cache_Control": "no-store"}, {"status": "404 Not Found"},
     {"body": '<input name="csrfmiddlewaretoken">' + BODY}],
)  # fmt: skip
def test_what_may_be_somebodys_own_goes_to_no_other_node(state, told):
    one, other = node(state, **told), node(state)
    one.get("/")

    assert other.get("/").text == BODY
    assert other.asked == ["/"]


def test_what_is_no_page_is_not_shown(state, monkeypatch):
    get = caches["default"].get
    for damaged in (b"", b"x" * 900, b"x\x9c", "text", 7, ["a"]):
        monkeypatch.setattr(caches["default"], "get", lambda key, found=damaged: found)
        other = node(state)
        assert other.get("/").text == BODY
        assert other.asked == ["/"]
    monkeypatch.setattr(caches["default"], "get", get)


@pytest.mark.parametrize("changed", [{"ICP_NUMBER": "other"}, {"SITE_URL": "https://a.example"}])
def test_nodes_with_other_settings_share_nothing(state, settings, changed):
    node(state).get("/")
    for name, value in changed.items():
        setattr(settings, name, value)
    other = node(state, body="other")

    assert other.get("/").text == "other"


def test_nodes_with_other_code_or_style_sheets_share_nothing(settings, tmp_path):
    for folder in ("articles/tests", "templates", "static"):
        (tmp_path / folder).mkdir(parents=True)
    files = ["articles/site.py", "templates/base.html", "requirements.lock",
             "static/staticfiles.json"]  # fmt: skip
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    told = [tell_release()]
    for file in (*files, "articles/new.py"):
        for text in ("one", "other"):
            (tmp_path / file).write_text(text)
            told.append(tell_release())
    (tmp_path / "articles" / "tests" / "test_a.py").write_text("a test")

    assert len(set(told)) == len(told)
    assert tell_release() == told[-1]


@pytest.mark.once
def test_two_processes_of_one_release_tell_the_same(tmp_path):
    script = "import django; django.setup()\nfrom articles.pagecache.shared import tell_release\n"
    told = [
        subprocess.run(
            [sys.executable, "-c", f"{script}print(tell_release())"],
            cwd=django_settings.BASE_DIR, check=True, capture_output=True, text=True,
            env={
                "DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": "of both",
                "PYTHONHASHSEED": seed, "VAR_DIR": str(tmp_path / seed), "SITE_URL": "http://a.cn",
                "ALLOWED_HOSTS": "a.cn", "DATABASE_URL": f"postgres://news@10.0.0.{seed}/news",
            },
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip

    assert told[0] == told[1]


def test_only_in_redis_pages_are_shared(settings):
    assert find_shared_pages() is None
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": "redis://127.0.0.1:1/0"}}
    assert isinstance(find_shared_pages(), SharedPages)


def test_without_redis_each_node_makes_its_own(state, settings):
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": "redis://127.0.0.1:1/0"}}
    one, other = node(state), node(state)

    assert [each.get("/").text for each in (one, other)] == [BODY] * 2
    assert (one.asked, other.asked) == (["/"], ["/"])
