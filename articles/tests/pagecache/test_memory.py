"""Bounded memory, one maker for many who ask, one look a second, and a database that is gone."""

import gc
import threading
from collections import Counter

import pytest
from django.db import OperationalError

from articles.pagecache.answers import Answer
from articles.tests.caching import Readers, plain, unchanging

BODY = "<p>江边的步道昨日通了。</p>" * 50


@pytest.fixture
def readers():
    return Readers(plain(BODY.encode()), unchanging)


def test_memory_is_bounded_and_what_is_read_stays():
    readers = Readers(plain(b"x" * 50_000), unchanging, room=1_000_000)
    for number in range(1, 40):
        readers.get(f"/articles/{number}/")
        readers.get("/")

    assert readers.cache.store.size <= 1_000_000
    assert 5 <= len(readers.cache.store) <= 10
    assert Counter(readers.asked)["/"] == 1


def kept_answers():
    """The bodies in memory, wherever they are held."""
    gc.collect()
    return [each for each in gc.get_objects() if type(each) is Answer and len(each.body) > 9_000]


def test_a_page_that_had_to_go_is_nowhere_in_memory():
    before = len(kept_answers())
    readers = Readers(plain(b"x" * 50_000), unchanging, room=1_000_000)
    for number in range(1, 60):
        readers.get(f"/articles/{number}/")

    assert len(kept_answers()) - before <= 10


def test_long_spellings_are_answered_and_not_remembered(readers):
    readers.get("/")
    for number in range(5):
        readers.get("/", HTTP_COOKIE="a=" + f"{number}" * 3000)
        readers.get("/", HTTP_COOKIE=f"a={number}")

    assert readers.asked == ["/"]
    assert len(readers.cache._answered) == 6


def test_while_somebody_still_looks_others_do_not_wait_for_long(readers):
    begun, go_on = threading.Event(), threading.Event()

    def read():
        begun.set()
        go_on.wait(10)
        return "state"

    readers.get("/")
    readers.later()
    readers._read = read
    looking = threading.Thread(target=readers.get, args=["/"])
    looking.start()
    begun.wait(10)
    readers.later(0.6)
    answers = [readers.get("/").headers["Age"] for _ in range(20)]
    go_on.set()
    looking.join(10)

    assert answers == ["1"] * 20
    assert "Age" not in readers.get("/").headers


def test_a_page_larger_than_the_memory_is_shown_and_not_kept():
    readers = Readers(plain(b"x" * 50_000), unchanging, room=10_000)

    assert [len(readers.get("/").body) for _ in range(2)] == [50_000, 50_000]
    assert len(readers.cache.store) == 0
    assert readers.asked == ["/", "/"]


def test_of_many_who_ask_for_a_page_at_once_one_has_it_made():
    begun, go_on, answers = threading.Event(), threading.Event(), []

    def app(environ, start_response):
        begun.set()
        go_on.wait(10)
        return plain(BODY.encode())(environ, start_response)

    readers = Readers(app, unchanging)
    threads = [
        threading.Thread(target=lambda: answers.append(readers.get("/").text)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join(10)

    assert answers == [BODY] * 8
    assert readers.asked == ["/"]


def test_an_error_while_a_page_is_made_is_that_request_s_own():
    failing = [True]

    def app(environ, start_response):
        if failing:
            failing.clear()
            raise RuntimeError
        return plain()(environ, start_response)

    readers = Readers(app, unchanging)
    with pytest.raises(RuntimeError):
        readers.get("/")

    assert readers.get("/").status == 200


def test_the_newsroom_is_looked_at_once_a_second_however_many_ask(readers):
    for tenth in range(40):
        readers.get("/" if tenth % 2 else "/campaigns/", HTTP_ACCEPT_ENCODING="br")
        readers.later(0.1)

    assert readers.looks == 4
    assert readers.asked == ["/campaigns/", "/"]


def test_a_page_that_was_made_of_the_state_before_is_not_kept_for_the_next():
    state = ["before"]

    def app(environ, start_response):
        readers.later()
        state[0] = "after"
        readers.get("/campaigns/")
        return plain()(environ, start_response)

    apps = [plain(), plain(), app]

    def one_after_the_other(environ, start_response):
        return apps.pop()(environ, start_response)

    readers = Readers(one_after_the_other, lambda: state[0])
    readers.get("/")
    readers.get("/")

    assert readers.asked == ["/", "/campaigns/", "/"]


def test_while_the_database_is_gone_pages_are_shown_as_they_were_and_say_so():
    gone = []

    def read():
        if gone:
            raise OperationalError
        return "state"

    readers = Readers(plain(BODY.encode()), read)
    readers.get("/")
    gone.append(True)
    answer = readers.later(61).get("/", HTTP_ACCEPT_ENCODING="gzip")

    assert (answer.status, answer.text) == (200, BODY)
    assert answer.headers["Age"] == "61"
    assert answer.headers["Warning"] == '110 - "Response is Stale"'
    etag = answer.headers["ETag"]
    unchanged = readers.get("/", HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=etag)
    assert (unchanged.status, unchanged.headers["Age"]) == (304, "61")
    assert readers.looks == 2
    readers.get("/campaigns/")
    assert readers.asked == ["/", "/campaigns/"]

    gone.clear()
    assert "Age" not in readers.later().get("/").headers
    gone.append(True)
    readers.later(3601).get("/")
    assert readers.asked == ["/", "/campaigns/", "/"]


def test_without_a_database_from_the_beginning_django_answers():
    def read():
        raise OSError

    readers = Readers(plain(status="503 Service Unavailable"), read)

    assert readers.get("/").status == 503
