"""What readers get from memory: encodings, 304, HEAD, and what is never kept."""

import pytest

from articles.pagecache.answers import ENCODINGS
from articles.tests.caching import Readers, plain, unchanging

BODY = "<p>江边的步道昨日通了。</p>" * 50


@pytest.fixture
def readers():
    return Readers(plain(BODY.encode()), unchanging)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (None, None), ("", None), ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"), ("br;q=0.5, gzip;q=0.8", "gzip"), ("*", "br"), ("*;q=0", None),
        ("gzip;q=0", None), ("identity, gzip;q=0.5", None), ("deflate", None), ("BR", "br"),
        ("br;q=x, gzip;q=0.1", "gzip"), ("gzip;q=0.5, *;q=0", "gzip"), (";;,,=q", None),
    ],
)  # fmt: skip
def test_a_page_comes_in_the_best_encoding_that_is_asked_for(readers, accepted, encoding):
    asked = {} if accepted is None else {"HTTP_ACCEPT_ENCODING": accepted}

    answer = readers.get("/", **asked)

    assert answer.headers.get("Content-Encoding") == encoding
    assert (answer.status, answer.text) == (200, BODY)
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["Vary"] == "Accept-Encoding, Cookie"


def test_the_page_is_made_once_for_all_encodings_and_each_has_an_etag_of_its_own(readers):
    etags = {readers.get("/", HTTP_ACCEPT_ENCODING=each).headers["ETag"] for each in ENCODINGS}

    assert readers.asked == ["/"]
    assert len(etags) == 3


def test_who_has_the_page_is_told_so_and_gets_no_body(readers):
    etag = readers.get("/", HTTP_ACCEPT_ENCODING="br").headers["ETag"]
    known = [etag, f"W/{etag}", f'"other", {etag}', "*"]
    unknown = ['"other"', etag.strip('"'), etag.replace("br", "gzip"), ""]

    def status(etags):
        answer = readers.get("/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=etags)
        assert (answer.body == b"") == (answer.status == 304)
        return answer.status

    assert [*map(status, known)] == [304] * 4
    assert [*map(status, unknown)] == [200] * 4
    answer = readers.get("/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=etag)
    assert answer.headers == {
        "ETag": etag,
        "Cache-Control": "public, max-age=0, s-maxage=1, stale-if-error=3600",
        "Vary": "Accept-Encoding, Cookie",
    }


def test_a_time_is_asked_for_only_where_no_etag_is():
    day = "Sun, 29 Nov 2026 08:00:00 GMT"
    app = plain(b"<feed>" * 90, Content_Type="application/atom+xml", Last_Modified=day, Vary="")
    readers = Readers(app, unchanging)
    asked = [
        {"HTTP_IF_MODIFIED_SINCE": day}, {"HTTP_IF_MODIFIED_SINCE": day.replace("08", "07")},
        {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
        {"HTTP_IF_MODIFIED_SINCE": day, "HTTP_IF_NONE_MATCH": '"other"'},
    ]  # fmt: skip

    answers = [readers.get("/feeds/latest.atom", **each) for each in asked]

    assert [each.status for each in answers] == [304, 200, 200, 200]
    assert answers[1].headers["Vary"] == "Accept-Encoding"


def test_head_is_get_without_the_body(readers):
    cold = readers.get("/", method="HEAD")
    got = readers.get("/")
    head = readers.get("/", method="HEAD")

    assert (cold.headers, cold.body) == (head.headers, head.body) == (got.headers, b"")
    assert got.text == BODY
    assert readers.asked == ["/"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Set_Cookie": "a=b"}, {"Cache_Control": "private, max-age=60"},
        {"Cache_Control": "no-store"}, {"Cache_Control": "max-age=0, no-cache"},
        {"Vary": "Cookie, User-Agent"}, {"Vary": "*"}, {"Content_Encoding": "gzip"},
        {"Content_Security_Policy": "script-src 'nonce-abc'"},
        {"Content_Disposition": "attachment"},
    ],
)  # fmt: skip
def test_what_may_be_somebodys_own_is_passed_on_as_it_is_and_not_kept(headers):
    readers = Readers(plain(**headers), unchanging)

    answer = readers.get("/")
    readers.get("/")

    ((name, value),) = headers.items()
    assert answer.headers[name.replace("_", "-")] == value
    assert (len(readers.asked), len(readers.cache.store)) == (2, 0)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "301 Moved", "503 No", "500 No"])
def test_only_pages_that_are_there_are_kept(status):
    readers = Readers(plain(status=status), unchanging)

    assert f"{readers.get('/').status}" == status[:3]
    assert readers.get("/", method="HEAD").body == b""
    assert (len(readers.asked), len(readers.cache.store)) == (2, 0)


def test_a_form_with_a_token_is_not_kept():
    body = b'<input name="csrfmiddlewaretoken" value="abc">' + b" " * 300
    readers = Readers(plain(body), unchanging)
    readers.get("/")

    assert len(readers.cache.store) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"method": "POST"}, {"method": "OPTIONS"}, {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_COOKIE": "sessionid=abc"}, {"HTTP_COOKIE": "a=1; csrftoken=abc"},
        {"HTTP_COOKIE": "__Host-sessionid=abc"}, {"HTTP_COOKIE": "messages=abc"},
        {"HTTP_COOKIE": "a=" + "b" * 5000}, {"HTTP_HOST": "evil.example"}, {"HTTP_HOST": ""},
        {"HTTP_HOST": "testserver:81"}, {"CONTENT_LENGTH": "3"}, {"SCRIPT_NAME": "/sub"},
    ],
)  # fmt: skip
def test_a_request_that_is_not_plainly_anybodys_is_not_answered_from_memory(readers, headers):
    readers.get("/")
    readers.get("/", **headers)
    readers.get("/", **headers)

    assert len(readers.asked) == 3
    assert len(readers.cache.store) == 1


def test_django_is_asked_in_nobodys_name():
    told = []

    def app(environ, start_response):
        told.append({name: environ[name] for name in environ if name.startswith("HTTP_")})
        told.append({"from": environ["REMOTE_ADDR"], "method": environ["REQUEST_METHOD"]})
        return plain()(environ, start_response)

    readers = Readers(app, unchanging)
    readers.get(
        "/", method="HEAD", HTTP_COOKIE="x=1; reading=elder-large", HTTP_USER_AGENT="me",
        HTTP_X_FORWARDED_FOR="1.2.3.4", HTTP_RANGE="bytes=0-1", HTTP_ACCEPT_ENCODING="gzip",
    )  # fmt: skip

    assert told == [
        {"HTTP_HOST": "testserver", "HTTP_COOKIE": "reading=elder-large"},
        {"from": "127.0.0.1", "method": "GET"},
    ]


def test_over_https_only_what_came_so_is_answered(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    readers = Readers(plain(), unchanging)
    for proto in ("https", "https, http", "https"):
        readers.get("/", HTTP_X_FORWARDED_PROTO=proto)
    assert len(readers.asked) == 1

    for proto in ("http", "http, https", ""):
        readers.get("/", HTTP_X_FORWARDED_PROTO=proto)
    readers.get("/")

    assert len(readers.asked) == 5
    assert len(readers.cache.store) == 1


def test_a_link_that_was_shared_shows_what_was_made_without_what_an_app_appended(readers):
    shared = readers.get("/?from=timeline&isappinstalled=0")
    bare = readers.get("/?utm_source=weixin")

    assert (shared.text, bare.text, readers.asked) == (BODY, BODY, ["/"])
    assert shared.headers["ETag"] == bare.headers["ETag"] == readers.get("/").headers["ETag"]
