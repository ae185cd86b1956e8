"""Heads on the ladder: sizes by rank and width, lines, and what an editor chose."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from articles.exports.newspaper import breaks, heads, pdf
from articles.exports.newspaper.grids import HOUSE
from articles.exports.newspaper.titles import vary
from articles.tests.contents import issue, paragraphs, piece
from articles.text.headline import LADDER

TITLE = "楼道里的意见箱\N{IDEOGRAPHIC SPACE}七天有了回音"
LONG = "全区冬季城市运行保障动员部署会议召开部署入冬前各项准备工作确保三十二项任务完成"


def head(title, rank, across, **more):
    words = heads.Words("走进一栋楼", title, "三个月收到四百零八张纸条", "通讯员 费知夏", **more)
    width = round(HOUSE.span(across), 2)
    return heads.head(words, rank, across, width, HOUSE.pitch, HOUSE.leading)


@pytest.mark.parametrize(
    ("rank", "sizes"),
    [
        ("front", [34, 44, 54, 66, 66]),
        ("lead", [34, 44, 54, 54, 54]),
        ("second", [26, 34, 34, 34, 34]),
        ("brief", [16, 20, 20, 20, 20]),
    ],
)
def test_a_head_is_as_large_as_its_rank_and_width_allow(rank, sizes):
    assert [head(TITLE, rank, across).size for across in range(1, 6)] == sizes


@pytest.mark.parametrize(
    ("rank", "set_in"),
    [
        # What its rank wants at least is reached in three rows where it isn't in two.
        ("front", [(16, 5), (20, 3), (26, 3), (34, 3), (44, 3)]),
        ("lead", [(16, 5), (20, 3), (26, 3), (34, 3), (34, 2)]),
        ("second", [(16, 5), (20, 3), (20, 2), (26, 2), (34, 2)]),
        ("brief", [(16, 5), (16, 3), (20, 2), (20, 2), (20, 2)]),
    ],
)
def test_a_title_too_long_for_the_least_size_of_its_rank_takes_three_rows(rank, set_in):
    made = [head(LONG, rank, across) for across in range(1, 6)]
    assert [(it.size, len(it.headline)) for it in made] == set_in


@pytest.mark.parametrize("rank", ["front", "lead", "second", "photo", "brief"])
@pytest.mark.parametrize("title", [TITLE, LONG, "江边", "https://example.com/a/long/address"])
def test_no_head_has_a_size_of_its_own_nor_more_white_than_is_even(rank, title):
    for across in range(1, 6):
        it = head(title, rank, across)
        assert {line.size for line in it.headline} <= set(LADDER)
        for lines in range(it.least, it.most + 1):
            assert 3.4 <= it.air(HOUSE.height(lines)) <= 15.5
        width = HOUSE.span(across)
        assert max(breaks.extent(line.text) * line.size for line in it.headline) <= width + 34


def test_an_editor_s_size_is_taken_where_it_fits():
    assert head(TITLE, "second", 3, size=54).size == 54
    assert head(LONG, "second", 2, size=54).size < 54


def test_a_head_is_set_as_an_editor_chose_it_or_the_reason_is_told():
    def one(number, headline, **fields):
        return piece(number, headline=headline, body=paragraphs(6), **fields)

    made = pdf.make_newspaper(issue(("要闻", [
        one(1, "书院街图书馆的灯", kind="lead", size=66),
        one(2, "节后第一天的早点铺", form="upright"),
        one(3, "桥洞下的影院", form="reversed", size=44),
        one(4, "28路公交延伸", form="upright"),
        one(5, "江边一条很长很长很长很长很长很长的路" * 3, size=54),
    ])), with_pictures=False)  # fmt: skip
    told = {(each.rule, each.article): each.told for each in made.breaches if each.rule[0] == "K"}
    assert list(told) == [("K1", 4), ("K2", 5)]
    assert told["K1", 4].startswith("题目没有竖排")
    outline = PdfReader(BytesIO(made.pdf)).outline
    titles = [each.title for part in outline if isinstance(part, list) for each in part]
    assert "节后第一天的早点铺" in titles  # it reads in order, from the right


def test_a_headline_breaks_between_words_and_its_lines_are_alike():
    title = "关于印发非机动车集中充电设施建设管理办法的通知"
    lines = [line.text for line in heads.set_headline(title, "second", 2, 296.0)]
    assert "".join(lines) == "关于印发非机动车集中充电设施建设管理办法的通知"
    assert max(map(len, lines)) - min(map(len, lines)) <= 4
    assert [line for line in lines if len(line) < 3] == []


def test_the_editor_breaks_a_headline_with_a_wide_space():
    lines = heads.set_headline("城里一亩二分田　收了九百六十斤稻", "second", 2, 296.0)
    assert [line.text for line in lines] == ["城里一亩二分田", "收了九百六十斤稻"]


@pytest.mark.parametrize(
    ("subhead", "rows"),
    [
        ("从北闸到江口四公里半，七座码头，七种人家",
         ["从北闸到江口四公里半，", "七座码头，七种人家"]),
        ("居民说：“灯亮了，路好走。”老人敢出门", ["居民说：“灯亮了，路好走。”", "老人敢出门"]),
        # One clause is longer than a row, or there are fewer clauses than rows: between words.
        ("灯，从北闸到江口一共四公里半七座码头", ["灯，从北闸到江口", "一共四公里半七座码头"]),
        ("从北闸到江口一共四公里半七座码头", ["从北闸到江口一共", "四公里半七座码头"]),
        ("灯亮了，路好走", ["灯亮了，路好走"]),
        # The editor's own breaks stay.
        ("从北闸到江口　四公里半，七座码头，七种人家",
         ["从北闸到江口", "四公里半，七座码头，七种人家"]),
    ],
)  # fmt: skip
def test_a_subhead_of_clauses_breaks_after_one_where_each_fits_its_row(subhead, rows):
    words = heads.Words("", "一条澄河", subhead, "")
    made = heads.head(words, "second", 2, 14.5 * 13, HOUSE.pitch, HOUSE.leading)
    assert [line.text for line in made.subhead] == rows


def faces(*places):
    """Of seconds of one size in these places (x, y, w, h) whether each is in Hei."""
    stands = [
        {"rank": "second", "x": x, "y": y, "w": w, "h": h, "parts": [
            {"what": "head", "kind": "left", "size": 34, "hei": False, "x": x, "w": w, "line": y}]}
        for x, y, w, h in places
    ]  # fmt: skip
    vary(
        [*stands, {"rank": "lead", "x": 0, "y": -300, "w": 9, "h": 9, "parts": [{"what": "photo"}]}]
    )
    return [stand["parts"][0]["hei"] for stand in stands]


@pytest.mark.parametrize(
    ("places", "hei"),
    [
        # One below the other, and side by side, and both.
        ([(0, 0, 300, 100), (0, 110, 300, 100)], [False, True]),
        ([(0, 0, 300, 100), (316, 0, 140, 100)], [False, True]),
        ([(0, 0, 300, 100), (0, 110, 300, 90), (0, 210, 300, 90)], [False, True, False]),
        # Between those that don't touch stands another head; but not all of a page are alike.
        ([(0, 0, 140, 100), (468, 300, 140, 90), (0, 110, 140, 100)], [False, False, True]),
        ([(0, 0, 140, 100), (468, 300, 140, 90)], [False, True]),
        ([(0, 0, 140, 100)], [False]),
    ],
)
def test_seconds_of_one_size_that_touch_are_set_in_two_faces(places, hei):
    assert faces(*places) == hei
