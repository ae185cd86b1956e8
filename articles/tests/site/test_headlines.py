"""A headline breaks between words wherever it stands; a line with an address is not torn."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import search
from articles.models import Article, Correction
from articles.templatetags.bulletin import block_html, marked_phrases, phrases, teaser
from articles.tests import make, paper
from articles.tests.html import Titles
from articles.text.body import Block, Run

HEADLINE = "关于印发非机动车集中充电设施\N{IDEOGRAPHIC SPACE}建设管理办法的通知"
WORDS = "关于印发非机动车集中充电设施"


@pytest.fixture
def pages(db):
    street = make.place("澄河街道")
    campaign, writer = make.campaign("充电桩"), make.reporter("闻人月")
    for days in (3, 2, 1):
        row = make.public(
            headline=HEADLINE, kicker=HEADLINE, campaigns=[campaign], places=[street],
            reporters=[writer], publish_at=timezone.now() - timedelta(days=days),
            body="<p>设施</p>",
        )  # fmt: skip
    Correction.objects.create(article=row, text="应为九月。", corrected_on=row.publish_at.date())
    printed = paper.issue([row])
    on = row.publish_at.astimezone()
    return {
        "front": "/", "article": row.get_absolute_url(), "campaign": campaign.get_absolute_url(),
        "campaigns": "/campaigns/", "reporter": writer.get_absolute_url(),
        "place": street.get_absolute_url(), "month": f"/archive/{on.year}/{on.month}/",
        "search": "/search/?q=设施", "corrections": "/corrections/",
        "issue": f"/issues/{printed.slug}/", "page": f"/issues/{printed.slug}/1/",
    }  # fmt: skip


def test_a_headline_breaks_between_words_on_every_page_that_shows_it(client, pages):
    found = {name: client.get(address) for name, address in pages.items()}
    assert {name: answer.status_code for name, answer in found.items()} == dict.fromkeys(pages, 200)
    read = {name: Titles(answer, WORDS) for name, answer in found.items()}
    assert {name: titles.raw for name, titles in read.items() if titles.raw} == {}
    assert [name for name, titles in read.items() if not titles.whole] == []


@pytest.mark.parametrize(
    ("headline", "parts"),
    [
        ("指南查询www.linjiang.example", ["指南", "查询", "www.linjiang.", "example"]),
        (
            "见https://a.example/x1/y?id=3",
            ["见", "https://", "a.", "example/", "x1/", "y?", "id=3"],
        ),
        ("覆盖率98.75%", ["覆盖率98.75%"]),
        ("执行GB/T50378-2019", ["执行", "GB/T50378-2019"]),
    ],
)
def test_an_address_in_a_headline_ends_a_line_after_its_dots_and_slashes(headline, parts):
    assert [word for phrase in phrases(headline) for word in phrase.words] == parts


@pytest.mark.parametrize(("letters", "long"), [(60, False), (61, True)])
def test_what_is_quoted_at_length_is_not_drawn_large(letters, long):
    html = block_html(Block("quote", (Run("灯" * letters),)))
    assert html.startswith('<blockquote class="long">' if long else "<blockquote>")


def test_what_was_looked_for_is_marked_within_the_phrases_of_a_headline():
    query = search.parse_query("充电设施")
    phrases = marked_phrases("集中充电\N{IDEOGRAPHIC SPACE}设施充电设施", query)
    assert ["".join(piece.text for word in each.words for piece in word) for each in phrases] == [
        "集中充电", "设施充电设施",
    ]  # fmt: skip
    assert [each.apart for each in phrases] == [False, True]
    hits = "".join(p.text for each in phrases for word in each.words for p in word if p.hit)
    assert hits.endswith("充电设施")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<h2>北闸</h2><p>门卫收伞。</p><h2>江口</h2><p>船来了。</p>", "门卫收伞。船来了。"),
        ("<ul><li>身份证</li><li>户口本</li></ul><p>都要带。</p>", "身份证　户口本　都要带。"),
        ("<p>上联<br>下联</p>", "上联　下联"),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "甲　乙　丙"),
        ("<h2>只有小标题</h2>", "只有小标题"),
        ("<p>门卫收伞。</p><h2>江", "门卫收伞。"),
    ],
)
def test_a_teaser_does_not_glue_a_crosshead_to_the_text(body, wanted):
    assert teaser(Article(body=body)) == wanted


@pytest.mark.parametrize(
    ("text", "ragged"),
    [
        ("详见https://example.com/a/b/c查询。", True),
        ("发邮件到newsroom@example.org报名。", True),
        ("这项Internationalization工作。", True),
        ("电话0571-87650000。", True),
        ("普通的一段话，2026年11月，AI治理。", False),
    ],
)
def test_a_paragraph_with_a_long_word_is_not_justified(text, ragged):
    html = block_html(Block("paragraph", (Run(text),)))
    assert bool(re.match('<p class="ragged">', html)) is ragged
