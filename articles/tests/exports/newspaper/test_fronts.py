"""The front page's rail with its 导读, and bands over groups of briefs."""

import re
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles import photos
from articles.exports.contents import Picture
from articles.exports.newspaper.grids import LEFT
from articles.exports.newspaper.rules import check_pages
from articles.models import Genre
from articles.tests import make
from articles.tests.contents import issue, paragraphs, piece
from articles.tests.exports.newspaper.drawn import (
    good,
    head,
    page,
    part,
    printed,
    stand,
    text,
)
from articles.tests.exports.newspaper.finished import parts, sheets


def month(pages=4, briefs=3, **brief):
    """A front page with a lead, seconds and briefs, and other pages."""
    front = [
        piece(1, kind="lead", headline="北闸桥头的早点铺添了新灶", body=paragraphs(14)),
        *(piece(n, headline=f"第{n}座码头今天开航", body=paragraphs(6)) for n in (2, 3)),
        *(piece(10 + n, kind="brief", headline=f"码头{n}今起检修", body=paragraphs(2, 1), **brief)
          for n in range(briefs)),
    ]  # fmt: skip
    others = [("综合", list_lamps(at)) for at in range(2, pages + 1)]
    return issue(("要闻", front), *others)


def list_lamps(page):
    return [
        piece(100 * page + n, kind="second" if n else "lead", headline=f"{page}路{n}号换了新灯",
              body=paragraphs(9))
        for n in range(4)
    ]  # fmt: skip


@pytest.fixture
def kept(monkeypatch):
    return lambda contents: sheets(monkeypatch, contents)


def test_the_front_page_lists_every_other_page_in_its_rail_above_the_briefs(kept):
    pages, made = kept(month())
    front = pages[0]
    listed = [entry["page"] for entry in front["guide"]]
    rail = [each["rank"] for each in front["stands"] if each["x"] < LEFT + 140]
    lead = next(each for each in front["stands"] if each["rank"] == "front")
    assert sorted(set(listed)) == ["2版", "3版", "4版"]
    assert listed == sorted(listed)
    assert set(rail) == {"brief"}
    assert lead["x"] > LEFT + 140
    assert [each["words"] for _, each in parts(front, "label")] == ["简讯"]
    assert [each for each in made.breaches if each.rule in ("F2", "H4", "H7")] == []


def test_who_listens_hears_the_lead_before_the_briefs_of_the_rail(kept):
    front = kept(month())[0][0]
    ranks = [each["rank"] for each in front["stands"]]
    assert ranks.index("front") == 0
    assert ranks[-1] == "brief"


@pytest.mark.parametrize("contents", [
    month(pages=1),
    month(briefs=0),
    issue(*[("要闻", [piece(10 * at + n, kind="brief", body=paragraphs(2, 1)) for n in range(8)])
            for at in (1, 2)]),
], ids=["one page", "no brief", "no lead"])  # fmt: skip
def test_without_a_lead_a_brief_or_another_page_there_is_no_rail(contents, kept):
    pages, made = kept(contents)
    assert pages[0]["rail"] == {}
    assert "F2" not in {each.rule for each in made.breaches}


@pytest.mark.django_db
@pytest.mark.parametrize(("ai_use", "shown"), [("", True), ("whole", False)])
def test_the_picture_in_the_rail_is_of_another_page_and_made_without_ai(kept, ai_use, shown):
    name = photos.store(default_storage, ContentFile(make.picture((1500, 1000)))).name
    picture = Picture(1, name, 1500, 1000, "渡船靠岸。", "林望", "渡船靠岸", "", ai_use=ai_use)
    contents = month()
    told = piece(99, kind="photo", headline="渡船归来", pictures=(picture,), body=paragraphs(3))
    other = replace(contents.sheets[1], pieces=(*contents.sheets[1].pieces[:2], told))
    front = kept(replace(contents, sheets=(contents.sheets[0], other, *contents.sheets[2:])))[0][0]
    said = front["rail"]["photo"].get("said", "")
    assert said == ("渡船归来　2版" if shown else "")


@pytest.mark.parametrize(("genre", "name"), [
    (Genre.NEWS, "简讯"), (Genre.NOTICE, "公告"), (Genre.LETTER, "来信"),
])  # fmt: skip
def test_briefs_that_stand_together_have_the_name_of_what_they_are_above_them(kept, genre, name):
    front = kept(month(genre=genre))[0][0]
    assert [each["words"] for _, each in parts(front, "label")] == [name]


@pytest.mark.parametrize("title", [
    "城里一亩二分田　收了九百六十斤稻",
    "关于印发《临江区既有住宅小区非机动车集中充电设施建设管理办法（试行）》的通知",
    "五家社区医院开设夜间门诊", "ABC 2026 OPEN", "江",
])  # fmt: skip
def test_a_title_in_the_rail_is_as_long_as_its_panel_is_wide(kept, title):
    contents = month()
    opening = replace(contents.sheets[1].pieces[0], headline=title)
    other = replace(contents.sheets[1], pieces=(opening, *contents.sheets[1].pieces[1:]))
    front = kept(replace(contents, sheets=(contents.sheets[0], other, *contents.sheets[2:])))[0][0]
    rows = front["guide"][0]["rows"]
    said, whole = "".join(rows), re.sub("[　]", "", title)
    assert len(rows) <= 2
    assert max(map(len, rows)) <= 14
    assert said.replace(" ", "") == whole.replace(" ", "") or (
        said.endswith("…") and whole.startswith(said[:-1])
    )


def railed(**box):
    """A front page with a rail of one brief, and another page."""
    lead = stand(1, "front", (1, 0, 4, 74), [head(1, 0, 4, 10, 66, "centred")])
    label = part("label", 0, 31, 1, 1, words="简讯")
    brief = stand(2, "brief", (0, 33, 1, 41), [label, head(0, 33, 1, 3, 16), text(0, 36, 38)])
    entry = {"rows": ["第一行", "第二行"], "page": "2版", "x": LEFT + 10, "y": 111.0, "w": 120,
             "h": 24.5}  # fmt: skip
    rail = part("rail", 0, 0, 1, 30, photo={}) | box
    first = page(lead, brief) | {"rail": rail, "guide": [entry], "figure": "01"}
    return [first, good() | {"number": 2, "figure": "02"}]


def told(pages):
    found = check_pages(pages, [printed(each) for each in pages])
    return [(each.rule, each.article, each.told) for each in found
            if each.rule in ("F2", "H4", "H7") and each.page == 1]  # fmt: skip


def test_a_rail_that_is_as_it_must_be_is_not_complained_of():
    assert told(railed()) == []


def break_rail(**box):
    return lambda _: railed(**box)


def leave_out(pages):
    pages[0]["rail"], pages[0]["guide"] = {}, []
    return pages


def list_nothing(pages):
    pages[0]["guide"] = []
    return pages


def list_too_much(pages):
    pages[0]["guide"].append(pages[0]["guide"][0] | {"y": 510.0})
    return pages


def set_second(pages):
    pages[0]["stands"][1]["rank"] = "second"
    return pages


def lift_band(pages):
    pages[0]["stands"][1]["parts"][0]["y"] -= 14.5
    return pages


def widen_band(pages):
    pages[0]["stands"][1]["parts"][0]["w"] = 296.0
    return pages


def set_bands(pages):
    pages[0]["stands"][0]["parts"][0] |= {"banded": True}
    pages[0]["stands"][0]["parts"].append(part("band", 1, 40, 4, 1))
    return pages


@pytest.mark.parametrize(("breaking", "breaches"), [
    (leave_out, [("F2", 0, "头版有头条和简讯，却没有导读栏")]),
    (list_nothing, [("F2", 0, "导读里没有第2版的稿件")]),
    (list_too_much, [("F2", 0, "导读太长，排不进导读栏")]),
    (break_rail(lines=75), [("F2", 0, "导读太长，排不进导读栏")]),
    (break_rail(x=LEFT + 156), [("F2", 0, "导读不在头版第一栏的栏头")]),
    (break_rail(line=1), [("F2", 0, "导读不在头版第一栏的栏头")]),
    (set_second, [("H7", 2, "“简讯”条下面不是简讯"), ("F2", 2, "导读栏里只能排简讯")]),
    (lift_band, [("H7", 2, "“简讯”条下面不是简讯")]),
    (widen_band, [("H7", 2, "“简讯”条与下面的稿件不一样宽")]),
    (set_bands, [("H4", 2, "这一版的眉题条多于3条")]),
])  # fmt: skip
def test_a_rail_or_band_that_is_not_as_it_must_be_is_told(breaking, breaches):
    assert told(breaking(railed())) == breaches


def test_a_generated_page_has_its_briefs_together_below_a_band(kept):
    seconds = [piece(n, headline=f"第{n}座码头今天开航", body=paragraphs(7)) for n in (21, 22, 23)]
    briefs = [piece(n, kind="brief", headline=f"码头{n}今起检修", body=paragraphs(2, 1))
              for n in (31, 32, 33)]  # fmt: skip
    lead = piece(20, kind="lead", headline="渡口今年最后一班船", body=paragraphs(12))
    contents = month()
    other = replace(contents.sheets[1], pieces=(lead, *seconds, *briefs))
    pages, made = kept(replace(contents, sheets=(contents.sheets[0], other)))
    ((first, band),) = parts(pages[1], "label")
    assert (first["rank"], band["words"]) == ("brief", "简讯")
    assert [each for each in made.breaches if each.rule in ("H4", "H7")] == []
