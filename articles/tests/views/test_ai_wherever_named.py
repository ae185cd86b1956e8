"""An article that AI wrote some of is named on no page of residents without that being said."""

import json

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from lxml import etree
from lxml import html as lxml_html

from articles import search
from articles.models import Article, Photo, SiteSettings
from articles.tests.kinds import MINE, all_kinds
from articles.tests.public import full_bulletin, public_pages

pytestmark = pytest.mark.django_db

#: What every headline and short title holds here, and nothing else on a page.
SIGN = "渡口又添一艘新船"
SAID = "人工智能"
#: The smallest part of a page that is about one article.
PARTS = {"li", "article", "figure", "p", "section", "header", "main"}
#: Where a headline stands alone. In the head and on the drawn page there is nothing but a name: the
#: page itself, and the list beside the drawing, say it. The heads of a package and of an article's
#: own entries are the article's own, told in the list and at the head of the text.
EXEMPT = "self::title or self::svg or ancestor::svg or ancestor::head or ancestor::nav"


def declare(use):
    """All articles and photos are declared so, and every headline holds the sign."""
    words = Concat(Value(SIGN), F("pk"))
    Article.objects.public().update(ai_use=use, headline=words, short_title=words)
    Photo.objects.update(ai_use="")
    SiteSettings.objects.update(flash_words="渡口今晚停航")  # an editor's own words, no headline
    for article in Article.objects.all():
        search.follow([article.pk])


def find_names(page):
    """The smallest elements of the page that hold a headline."""
    tree = lxml_html.fromstring(page)
    here = f"contains(normalize-space(string()), '{SIGN}')"
    wanted = f"//body//*[{here}][not(.//*[{here}])][not({EXEMPT})][not(self::script)]"
    for wbr in tree.iter("wbr"):
        wbr.drop_tag()
    return tree.xpath(wanted)


def say_part(element):
    """What the part of the page says that this name stands in."""
    while element.tag not in PARTS:
        element = element.getparent()
    return element.text_content()


def lists_and_rows():
    return public_pages(**full_bulletin(30))


def kinds_of_page():
    return list(all_kinds().addresses.values())


@pytest.fixture(params=[lists_and_rows, kinds_of_page])
def pages(request, client):
    """Every address that residents have; the reader chose a street."""
    found = request.param()
    client.cookies["street"] = MINE
    return [*dict.fromkeys(found), f"/search/?q={SIGN}"]


def test_no_page_names_an_article_of_ai_without_its_mark(client, pages):
    declare("part")
    named, silent = 0, []

    for address in pages:
        answer = client.get(address)
        if "html" not in answer.headers["Content-Type"] or answer.status_code == 302:
            continue
        for element in find_names(answer.content.decode()):
            named += 1
            if SAID not in say_part(element):
                silent.append((address, etree.tostring(element.getparent(), encoding="unicode")))

    assert silent == []
    assert named > 90


def test_without_ai_no_page_says_so(client, pages):
    declare("")

    said = [a for a in pages if SAID in client.get(a).content.decode(errors="replace")]

    assert said == []


def test_feeds_say_it_in_the_summary_and_at_the_end_of_the_text(client):
    full_bulletin(30)
    declare("whole")
    told = "本文由人工智能生成，经编辑核对。"

    feed = etree.fromstring(client.get("/feeds/latest.atom").content)
    items = json.loads(client.get("/feeds/latest.json").content)["items"]

    entries = feed.findall("{*}entry")
    summaries = [each.findtext("{*}summary") for each in entries]
    assert len(entries) == len(items) == 30
    assert [each.endswith(told) for each in summaries] == [True] * 30
    assert [item["summary"] for item in items] == summaries
    assert [item["content_html"].count(told) for item in items] == [1] * 30


def test_a_suggested_headline_says_it(client):
    full_bulletin(1)
    declare("part")

    found = json.loads(client.get("/search/suggest/", {"q": SIGN}).content)["suggestions"]

    assert [each.get("mark") for each in found] == ["部分文字由人工智能生成"]
