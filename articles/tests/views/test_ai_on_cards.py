"""A card shows a photo without its credit: what AI did to the photo stands on it all the same."""

import re

import pytest
from django.template.loader import render_to_string

from articles.models import Article, Weight
from articles.tests import make

pytestmark = pytest.mark.django_db

MARK = re.compile('<span class="ai-mark">(图片\N{FULLWIDTH COLON}[^<]*)</span>')


@pytest.mark.parametrize(
    ("use", "shown", "marks"),
    [
        ("whole", True, ["图片\N{FULLWIDTH COLON}人工智能生成"]),
        ("part", True, ["图片\N{FULLWIDTH COLON}人工智能合成"]),
        ("", True, []),
        ("whole", False, []),
    ],
)
def test_a_card_says_of_its_photo_what_ai_did(use, shown, marks):
    row = make.public()
    make.photo(row, ai_use=use)
    card = Article.objects.for_cards().get()

    page = render_to_string("partials/card.html", {"article": card, "with_photo": shown})

    assert MARK.findall(page) == marks


SAID = [("whole", ["文字由人工智能生成"]), ("part", ["部分文字由人工智能生成"]), ("", [])]


@pytest.mark.parametrize(("use", "said"), SAID)
@pytest.mark.parametrize("with_place", [True, False])
def test_a_line_of_a_list_says_of_its_text_what_ai_wrote(use, said, with_place):
    make.public(ai_use=use, places=[make.place("柳桥街道")])
    row = Article.objects.for_cards().get()

    page = render_to_string("partials/line.html", {"article": row, "with_place": with_place})

    assert re.findall('<span class="ai-mark">([^<]*)</span>', page) == said
    assert ("柳桥街道" in page) == with_place


@pytest.mark.parametrize(("use", "said"), SAID)
def test_a_row_of_a_search_says_so_too(client, use, said):
    make.public(headline="渡口的茶摊", ai_use=use)

    page = client.get("/search/", {"q": "茶摊"}).content.decode()

    assert "/articles/" in page
    assert re.findall('<span class="ai-mark">([^<]*)</span>', page) == said


@pytest.mark.parametrize(("use", "said"), SAID)
def test_a_brief_on_the_front_page_says_so_too(client, use, said):
    make.many(12)
    make.public(headline="短讯", weight=Weight.BRIEF, ai_use=use)

    page = client.get("/").content.decode()

    assert "短讯" in page
    assert re.findall('<span class="ai-mark">([^<]*)</span>', page) == said


@pytest.mark.parametrize(("use", "said"), SAID)
def test_a_card_says_of_its_text_what_ai_wrote(use, said):
    make.public(ai_use=use)
    card = Article.objects.for_cards().get()

    page = render_to_string("partials/card.html", {"article": card})

    assert re.findall('<span class="ai-mark">([^<]*)</span>', page) == said
