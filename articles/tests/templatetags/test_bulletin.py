"""What templates say by our own tags: headlines, days, cards, seals."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from articles.models import Article
from articles.templatetags import bulletin
from articles.tests import make
from articles.text.body import extract_text

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_headline_breaks_where_its_editor_said_then_after_marks_then_between_words():
    found = bulletin.phrases("一条江边路　走通两岸心，近三万居民夜路明")

    assert [("".join(phrase.words), phrase.apart) for phrase in found] == [
        ("一条江边路", False),
        ("走通两岸心，", True),
        ("近三万居民夜路明", False),
    ]


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "　",
        "　头　",
        "关于印发《办法（试行）》的通知",
        "App上线“长辈版”　3.5倍",
        "a b",
        "𠮷野家",
    ],
)
def test_no_character_of_a_headline_is_lost(headline):
    together = "".join("".join(phrase.words) for phrase in bulletin.phrases(headline))

    assert together == headline.replace("　", "")


def test_no_line_of_a_headline_begins_with_a_closing_mark_or_a_particle():
    [phrase] = bulletin.phrases("关于印发《小区充电设施管理办法（试行）》的通知")

    assert "》的" in next(word for word in phrase.words if "》" in word)
    assert not [word for word in phrase.words if word[0] in "》）的" or word[-1] in "《（"]


def test_a_year_written_in_characters_stays_whole():
    [phrase] = bulletin.phrases("会议要求二〇三〇年办成民生实事")

    assert "二〇三〇年" in phrase.words


def test_a_day_of_this_year_needs_no_year():
    year = timezone.localdate().year

    assert bulletin.day(datetime(year, 3, 5)) == "3月5日"
    assert bulletin.day(datetime(year - 1, 3, 5)) == f"{year - 1}年3月5日"
    assert [bulletin.month_name(date(2026, n, 1)) for n in (1, 10, 11, 12)] == [
        *("一月", "十月", "十一月", "十二月"),
    ]


def test_a_card_without_a_summary_begins_as_its_text_does():
    article = make.public(summary="", body="<p>" + "长堤" * 300 + "</p>")
    light = Article.objects.light().get()

    assert bulletin.teaser(light) == ("长堤" * 45)[:89] + "……"
    assert bulletin.teaser(article) == bulletin.teaser(light)
    assert extract_text(article.body) == "长堤" * 300


@pytest.mark.parametrize(
    ("name", "cut"),
    [("沈若溪", "若溪"), ("林望", "林望"), ("欧阳若溪", "若溪"), ("Anna", "A"), ("", "")],
)
def test_a_seal_shows_the_given_name(name, cut):
    assert bulletin.seal(name) == cut
