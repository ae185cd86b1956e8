"""A card shows a photo without its credit: what AI did to the photo stands on it all the same."""

import re

import pytest
from django.template.loader import render_to_string

from articles.models import Article
from articles.tests import make

pytestmark = pytest.mark.django_db

MARK = re.compile("<span>(图片\N{FULLWIDTH COLON}[^<]*)</span>")


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


@pytest.mark.parametrize(
    ("use", "said"),
    [("whole", ["文字由人工智能生成"]), ("part", ["部分文字由人工智能生成"]), ("", [])],
)
def test_a_card_says_of_its_text_what_ai_wrote(use, said):
    make.public(ai_use=use)
    card = Article.objects.for_cards().get()

    page = render_to_string("partials/card.html", {"article": card})

    assert re.findall("<span>([^<]*人工智能[^<]*)</span>", page) == said
