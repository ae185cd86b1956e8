"""What is as long as it may be, or all of one kind, on every page that shows it: none is wider than
a phone, whatever size a browser gives to text."""

import pytest

from articles.models import Genre, Weight
from articles.tests import make
from articles.tests.screens import FITS, SIZES, SWALLOWED, open_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A headline of sixty characters, a reporter of thirty, a campaign of forty.
HEADLINE = (
    "江边二十公里步道全线贯通惠及沿线十八个社区六万居民"
    "街道干部与志愿者连续奋战三百天终于把断点一一打通从东到西都不绕路"
)
NAME = "阿卜杜拉阿卜杜勒艾力依明江买买提吐尔逊古丽努尔尼亚孜别克江"
SLOGAN = "走基层看变化记者在现场之新时代新征程新作为暨城市更新与社区治理创新案例选登第一辑"
#: As a browser does whose reader has text at twice its size.
TWICE = "size => document.documentElement.style.fontSize = size"


def _table(columns, rows):
    cells = "".join(f"<td>望津街道{n}</td>" for n in range(columns))
    return f"<table><tbody>{f'<tr>{cells}</tr>' * rows}</tbody></table>"


def _addresses():
    """Pages about articles each of which has one thing in excess."""
    campaign, place = make.campaign(SLOGAN[:40]), make.place()
    reporter = make.reporter(NAME[:30])
    shared = {"campaigns": [campaign], "places": [place], "reporters": [reporter]}
    head = HEADLINE[:60]
    rows = [
        make.public(headline=head, kicker=head, subhead=head, summary=head, photos=1, **shared),
        make.public(headline=f"https://linjiang.example/{'a' * 60}", body=f"<p>{'W' * 300}</p>"),
        make.public(headline="只有表格", body=_table(12, 20), **shared),
        make.public(headline="只有图片", body="", genre=Genre.PHOTO, photos=12, **shared),
        make.public(headline="很长", body="<p>江边的步道昨日通了。</p>" * 3_000, **shared),
    ]
    own = [row.get_absolute_url() for row in (campaign, place, reporter)]
    pages = [row.get_absolute_url() for row in rows]
    return [*own, *pages, *(f"{each}print/" for each in pages[:4]), "/", "/search/?q=步道"]


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_what_is_as_long_as_it_may_be_fits_a_phone_with_text_at_twice_its_size(
    browse, live_server, view
):
    page, _ = open_as(browse, live_server.url, view)
    faults = []
    for at in _addresses():
        page.goto(live_server.url + at)
        for width in (320, 360, 768):
            page.set_viewport_size({"width": width, "height": 800})
            found = [(size, *said) for size in ("", "200%") for said in _measure(page, size)]
            faults += [(at, width, *each) for each in found]

    assert faults == []


def _measure(page, size):
    page.evaluate(TWICE, size)
    return page.evaluate(FITS, SIZES if not size else ["normal"])


def test_the_halves_of_a_brief_s_headline_stay_apart_in_the_elder_view(browse, live_server):
    make.many(20)
    for street in ("柳荫里", "望津里", "东渡里"):
        make.public(
            headline=f"{street}食堂的晚饭\N{IDEOGRAPHIC SPACE}多等半个小时", weight=Weight.BRIEF
        )
    page, _ = open_as(browse, live_server.url, "elder")
    page.goto(live_server.url)

    assert page.locator(".brief-headline .phrase + .phrase").count()
    assert page.evaluate(SWALLOWED) == []
