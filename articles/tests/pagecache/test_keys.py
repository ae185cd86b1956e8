"""What two requests must have in common to be answered by the same bytes."""

import pytest
from django.http import QueryDict
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.pagecache.addresses import MACHINES, PAGES, name_of, order_query, read_cookies
from articles.pagecache.answers import ENCODINGS, choose_encoding

NAMES = st.sampled_from(sorted(PAGES | MACHINES))
PARTS = st.sampled_from(
    ["before", "after", "order", "year", "start", "p", "=", "&", "1-2", "-5-7", "oldest", "2026",
     "%32026", "a", "+", "%20", ";", "", "0", "%", "%ff", "x", "3", "from=timeline&",
     "isappinstalled=0&", "&utm_source=weixin"]
)  # fmt: skip
APPENDED = {"from", "isappinstalled", "utm_source"}


@given(NAMES, st.one_of(st.lists(PARTS, max_size=9).map("".join), st.text(max_size=30)))
def test_two_queries_with_one_key_ask_for_the_same(name, query):
    ordered = order_query(name, query)
    if ordered is None:
        return
    same = {each: said for each, said in QueryDict(query).lists() if each not in APPENDED}
    assert dict(QueryDict(ordered).lists()) == same
    assert all(len(values) == 1 for values in same.values())
    assert order_query(name, ordered) == ordered


@given(st.text(st.sampled_from("/artic les0123.%\\?#\0é"), max_size=24).map("/".__add__))
def test_a_path_has_one_spelling(path):
    name = name_of(path)

    assert name is None or reverse(name, kwargs=resolve(path).captured_kwargs) == path


@pytest.mark.parametrize(
    "path",
    ["/articles/07/", "/articles/7", "//", "/articles//7/", "/Articles/7/", "/archive/2026/011/",
     "/articles/\u0667/", "/admin/", "/sitemap-news.xml", "/static/css/site.css", "/healthz",
     "/messages/abc/", "/preview/abc/", "/media/a.webp", "/tip/", "/articles/7/report/"],
)  # fmt: skip
def test_other_spellings_and_other_pages_are_not_ours(path):
    assert name_of(path) is None


@given(NAMES, st.text(st.sampled_from('reading=street;elder-largsn"\\ ,é0sessionid'), max_size=60))
def test_whatever_cookies_say_the_key_is_one_of_few(name, header):
    kept = read_cookies(name, header)

    views = ("", "standard-large", "elder-normal", "elder-large", "elder-largest",
             "standard-largest")  # fmt: skip
    if kept is not None and "street=" not in kept:
        assert kept.removeprefix("reading=") in views
    assert kept is None or read_cookies(name, kept) == kept


def test_every_encoding_that_is_chosen_is_one_of_ours():
    @given(st.text(st.sampled_from("brgzip,;q=0.1* identy"), max_size=30))
    def chosen(accepted):
        assert choose_encoding(accepted) in ENCODINGS

    chosen()


@pytest.mark.parametrize(
    ("name", "header", "kept"),
    [
        ("front", "street=liu-yin", "street=liu-yin"), ("article", "street=liu-yin", ""),
        ("place", "a=1; street=x_9; reading=elder-normal", "reading=elder-normal; street=x_9"),
        ("front", 'street="liu yin"', None), ("front", "street=\u00e9", None),
        ("feed", "street=x; reading=elder-large", ""), ("front", "reading=standard-normal", ""),
        ("feed", "sessionid=1", None), ("front", "Hm_lvt_1=2; __jsluid_s=3", ""),
    ],
)  # fmt: skip
def test_of_all_cookies_a_page_differs_by_those_that_it_reads(name, header, kept):
    assert read_cookies(name, header) == kept


@pytest.mark.parametrize(
    ("name", "query", "key"),
    [
        ("article", "from=timeline&isappinstalled=0", ""),
        ("article", "from=singlemessage&from=timeline&scene=1&clicktime=17&enterid=17", ""),
        ("campaign", "utm_source=weixin&order=oldest&utm_medium=social", "order=oldest"),
        ("front", "spm=a.1&share_token=x&nsukey=%2Fx%3D", ""),
        ("article", "from=timeline&page=2", None),
        ("article", "utm_=1", None),
        ("front", "next=/admin/&utm_source=x", None),
        ("campaign", "utm_source=x&order=newest", None),
        ("front", "&".join(["from=timeline"] * 40), None),
    ],
)
def test_a_link_that_was_shared_is_answered_by_the_page_as_it_is_without(name, query, key):
    assert order_query(name, query) == key
