"""What of a pasted text is offered to other fields: found where it stands, and nowhere else."""

import pytest

from articles.text.offers import find_offers
from articles.text.outside import clean_outside


def found(html):
    offers = find_offers(clean_outside(html))
    return (
        offers.headline and offers.headline.text,
        [
            ([(who.role, who.name, who.unit) for who in each.people], each.whole)
            for each in offers.bylines
        ],
        [(each.text, each.credit) for each in offers.captions],
    )


TEXT = "<p>晚上七点，路灯准时亮起。</p>"


@pytest.mark.parametrize(
    ("html", "headline"),
    [
        (f"<h1>老巷换新灯</h1>{TEXT}", "老巷换新灯"),
        (f"<h1>老巷换新灯<br>居民夜路明</h1>{TEXT}", "老巷换新灯\u3000居民夜路明"),
        (f"<p class=MsoTitle>老巷换新灯</p>{TEXT}", "老巷换新灯"),
        (f"<p align=center><b>老巷换新灯</b></p>{TEXT}", "老巷换新灯"),
        (f"<p><b>老巷</b><b>换新灯</b></p>{TEXT}", "老巷换新灯"),
        ("<h1>老巷换新灯</h1>", None),
        (f"{TEXT}<h2>居民说了算</h2>{TEXT}", None),
        (f"<p><b>记者从区里了解到，</b></p>{TEXT}", None),
        (f"<p><b>老巷</b>换新灯</p>{TEXT}", None),
        (f"<h1>记者 费知夏</h1>{TEXT}", None),
        (f"<h1>{'灯' * 61}</h1>{TEXT}", None),
    ],
)
def test_the_headline_is_a_heading_or_a_bold_line_at_the_top(html, headline):
    assert found(html)[0] == headline


@pytest.mark.parametrize(
    ("html", "people", "whole"),
    [
        (f"<p>记者 甲 通讯员 乙</p>{TEXT}",
         [("staff", "甲", ""), ("correspondent", "乙", "")], True),
        (f"<p>■本报记者 费知夏 摄影 鹿鸣</p>{TEXT}",
         [("staff", "费知夏", ""), ("photographer", "鹿鸣", "")], True),
        (f"<h1>新灯</h1><p>费知夏</p>{TEXT}", [("correspondent", "费知夏", "")], True),
        (f"{TEXT}<p>（通讯员 费知夏）</p>", [("correspondent", "费知夏", "")], True),
        (f"{TEXT}<p>柳桥街道党建办 费知夏 供稿</p>",
         [("correspondent", "费知夏", "柳桥街道党建办")], True),
        (f"{TEXT}<p>审核人：王强　通讯员：费知夏</p>", [("correspondent", "费知夏", "")], False),
        (f"<p>记者 阿依古丽·买买提</p>{TEXT}", [("staff", "阿依古丽·买买提", "")], True),
    ],
)  # fmt: skip
def test_a_byline_is_read_with_roles_and_units(html, people, whole):
    assert found(html)[1] == [(people, whole)]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>记者昨天从区里了解到。</p>{TEXT}",
        f"<p>费知夏</p>{TEXT}",
        "<p>记者 费知夏</p>",
        f"{TEXT * 6}<p>记者 费知夏</p>{TEXT * 6}",
        f"{TEXT}<table><tr><td>记者 费知夏</td></tr><tr><td>甲</td></tr></table>",
    ],
)
def test_what_only_mentions_a_name_or_stands_elsewhere_is_no_byline(html):
    assert found(html)[1] == []


@pytest.mark.parametrize(
    ("html", "captions"),
    [
        (f"{TEXT}<figure><img src=a.png><figcaption>豆腐巷的夜。鹿鸣 摄</figcaption></figure>",
         [("豆腐巷的夜。", "鹿鸣")]),
        (f"{TEXT}<p class=MsoCaption>豆腐巷的夜</p>", [("豆腐巷的夜", "")]),
        (f"{TEXT}<p>图为豆腐巷的夜。（鹿鸣 摄）</p>", [("图为豆腐巷的夜。", "鹿鸣")]),
        (f"{TEXT}<p>▲豆腐巷的夜</p><p>左图：新灯</p>", [("豆腐巷的夜", ""), ("左图：新灯", "")]),
        (f"{TEXT}<p>图书馆昨天开放。</p>", []),
        (f"{TEXT}<p>图为{'夜' * 160}。</p>", []),
    ],
)  # fmt: skip
def test_captions_are_what_the_source_marks_and_what_says_it_of_itself(html, captions):
    assert found(html)[2] == captions


def test_nothing_is_changed_in_the_body_and_each_line_is_offered_once():
    html = f"<h1>新灯</h1><p>记者 费知夏</p>{TEXT}<p>图为夜。</p><p>图为夜。</p>"

    assert clean_outside(html).body == f"<h2>新灯</h2>{html[11:]}"
    assert found(html) == ("新灯", [([("staff", "费知夏", "")], True)], [("图为夜。", "")])
