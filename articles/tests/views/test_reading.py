"""How a reader wants to read: chosen by a button, kept in the browser, on every page."""

import pytest

from articles.site.reading import COOKIE, read_cookie
from articles.tests import make
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def root(client, address):
    attrs = dict(Page(client.get(address)).elements)["html"]
    return attrs["data-view"], attrs["data-size"]


def test_the_elder_view_is_chosen_without_a_script_and_stands_on_every_page(client):
    article = make.public()
    assert root(client, "/") == ("standard", "normal")

    answer = client.get("/reading/", {"view": "elder", "next": article.get_absolute_url()})

    assert (answer.status_code, answer["Location"]) == (302, article.get_absolute_url())
    assert root(client, article.get_absolute_url()) == ("elder", "normal")
    assert root(client, "/campaigns/") == ("elder", "normal")


def test_size_and_view_are_chosen_apart_and_the_cookie_goes_when_nothing_is_chosen(client):
    client.get("/reading/", {"size": "largest"})
    client.get("/reading/", {"view": "elder"})
    assert root(client, "/") == ("elder", "largest")

    client.get("/reading/", {"view": "standard"})
    assert root(client, "/") == ("standard", "largest")
    assert client.get("/reading/", {"size": "normal"}).cookies[COOKIE]["max-age"] == 0
    assert root(client, "/") == ("standard", "normal")


def test_it_is_remembered_for_over_a_year_in_a_cookie_that_says_nothing_of_the_reader(client):
    cookie = client.get("/reading/", {"view": "elder", "size": "large"}).cookies[COOKIE]

    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["path"]) == (
        "elder-large", 34_560_000, "Lax", "/",
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/", "javascript:1",
     "articles/1/", "", "\0"],
)  # fmt: skip
def test_nobody_is_led_to_another_site(client, address):
    assert client.get("/reading/", {"size": "large", "next": address})["Location"] == "/"


@pytest.mark.parametrize(
    ("address", "location"),
    [("/search/?q=江边&from=2026-11-01", "/search/?q=%E6%B1%9F%E8%BE%B9&from=2026-11-01"),
     ("/\r\nSet-Cookie: a=b", "/%0D%0ASet-Cookie:%20a=b")],
)  # fmt: skip
def test_the_way_back_keeps_what_was_asked_for_and_breaks_no_header(client, address, location):
    assert client.get("/reading/", {"size": "large", "next": address})["Location"] == location


@pytest.mark.parametrize(
    ("cookie", "reading"),
    [
        ("", ("standard", "normal")),
        ("elder-large", ("elder", "large")),
        ("elder", ("elder", "normal")),
        ("-largest", ("standard", "largest")),
        ("<script>-x", ("standard", "normal")),
        ("elder-large-x", ("elder", "normal")),
    ],
)
def test_what_the_cookie_says_is_never_shown_as_it_came(cookie, reading):
    assert read_cookie(cookie) == reading


def test_every_page_tells_caches_that_it_differs_by_cookie_and_the_way_to_choose_is_kept_by_none(
    client,
):
    article = make.public()
    for address in ("/", article.get_absolute_url(), "/search/", "/nowhere/", "/archive/"):
        assert "Cookie" in client.get(address)["Vary"], address
    assert "no-store" in client.get("/reading/")["Cache-Control"]
    assert "Cookie" not in client.get("/robots.txt").get("Vary", "")


def test_a_copy_of_the_standard_page_is_not_taken_for_the_elder_one(client):
    standard = client.get("/")
    client.cookies[COOKIE] = "elder-normal"

    again = client.get("/", headers={"If-None-Match": standard["ETag"]})

    assert again.status_code == 200


def test_nothing_is_lost_in_the_elder_view(client):
    place, campaign = make.place(), make.campaign()
    for _ in range(12):
        make.public(places=[place], campaigns=[campaign], reporters=[make.reporter()], photos=1)
    for address in ("/", place.get_absolute_url(), campaign.get_absolute_url(), "/search/?q=江边"):
        client.cookies.clear()
        standard = set(Page(client.get(address)).values("a", "href"))
        client.cookies[COOKIE] = "elder-large"
        assert set(Page(client.get(address)).values("a", "href")) == standard, address
