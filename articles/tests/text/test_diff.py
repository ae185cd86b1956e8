import re
from itertools import chain, pairwise

import pytest
from hypothesis import given

from articles.tests.texts import (
    BODY,
    CLINIC,
    LAMPS,
    LAMPS_EDITED,
    ROAD,
    ROAD_EDITED,
    SCHOOL,
    TEXT,
    body,
    crosshead,
    paragraph,
    photo,
)
from articles.text import diff
from articles.text.body import Block, Run
from articles.text.diff import Change, Pair

MARKED = {"same": "{}", "deleted": "[{}]", "inserted": "{{{}}}"}


def joined(changes, *kinds):
    return "".join(change.text for change in changes if change.kind in kinds)


def facing(old, new):
    """The pairs as (state, old, new), which is how a page shows them."""
    return [(pair.state, pair.old, pair.new) for pair in diff.pair_blocks(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("", "", ""),
        ("", "江边", "{江边}"),
        ("江边", "", "[江边]"),
        ("路通了。", "路通了。", "路通了。"),
        ("我区江边", "本区江边", "[我]{本}区江边"),
        ("11月19日", "11月20日", "11月[19]{20}日"),
        ("增长27.96%。", "增长27.9%。", "增长[27.96%]{27.9%}。"),
        ("占30%。", "占30。", "占[30%]{30}。"),
        ("1,200万元", "1,250万元", "[1,200]{1,250}万元"),
        ("编号1,2345", "编号1,2346", "编号1,[2345]{2346}"),
        ("A座的WiFi", "B座的Wifi", "[A]{B}座的[WiFi]{Wifi}"),
        ("葛\N{VARIATION SELECTOR-17}洲", "葛洲", "[葛\N{VARIATION SELECTOR-17}]{葛}洲"),
        ("会议强调，要抓好。", "会议指出，要抓好。", "会议[强调]{指出}，要抓好。"),
        ("乙乙甲乙乙乙甲", "乙甲乙乙乙甲甲乙甲甲甲甲乙", "[乙]乙甲乙乙乙甲{甲乙甲甲甲甲乙}"),
    ],
)
def test_an_editor_sees_characters_and_whole_numbers_that_changed(old, new, marked):
    assert "".join(MARKED[c.kind].format(c.text) for c in diff.changes(old, new)) == marked


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("区里开会，街道办。", "区里开会，社区动，街道办。", "区里开会，{社区动，}街道办。"),
        ("路通了。人来了。", "路通了。灯亮了。人来了。", "路通了。{灯亮了。}人来了。"),
        ("张三、李四、王五。", "张三、王五。", "张三、[李四、]王五。"),
        ("先修路；再装灯；后种树。", "先修路；后种树。", "先修路；[再装灯；]后种树。"),
        ("说：“路通了。”好。", "说：“路通了。灯亮了。”好。", "说：“路通了。{灯亮了。}”好。"),
        ("按《条例》办。", "按《办法》和《条例》办。", "按{《办法》和}《条例》办。"),
        ("按《条例》办。", "按《条例》和《办法》办。", "按《条例》{和《办法》}办。"),
        ("“甲。”“丙。”", "“甲。”“乙。”“丙。”", "“甲。”{“乙。”}“丙。”"),
        ("先说。晴了，走。", "先说。晴了，来。晴了，走。", "先说。{晴了，来。}晴了，走。"),
        # nothing repeats on either side, so the change stays where it is
        ("张三、李四。", "张三。", "张三[、李四]。"),
    ],
)
def test_a_change_begins_and_ends_where_phrases_do(old, new, marked):
    assert "".join(MARKED[c.kind].format(c.text) for c in diff.changes(old, new)) == marked


def test_a_rewritten_sentence_is_not_shown_as_crumbs():
    old, new = "昨日的会研究了防汛工作", "今年的雨比往年来得更早"
    assert diff.changes(old, new) == (Change("deleted", old), Change("inserted", new))


@given(TEXT, TEXT)
def test_stretches_join_to_both_texts(old, new):
    changes = diff.changes(old, new)
    assert joined(changes, "same", "deleted") == old
    assert joined(changes, "same", "inserted") == new
    assert all(change.text for change in changes)
    assert not {(one.kind, two.kind) for one, two in pairwise(changes)} & {
        ("same", "same"), ("deleted", "deleted"), ("inserted", "inserted"), ("inserted", "deleted")
    }  # fmt: skip


@given(TEXT, TEXT)
def test_no_number_is_cut(old, new):
    changes = diff.changes(old, new)
    for kind in ("deleted", "inserted"):
        seen = [change.text for change in changes if change.kind in ("same", kind)]
        assert not re.search(r"\d\|[\d%]", "|".join(seen))


def test_in_a_long_text_every_small_change_is_told_apart():
    tenths = [chr(0x4E00 + 40 * n) + "江边的步道今早通" for n in range(500)]
    assert diff.changes("旧".join(tenths), "新".join(tenths)) == (
        Change("same", tenths[0]),
        *chain.from_iterable(
            (Change("deleted", "旧"), Change("inserted", "新"), Change("same", tenth))
            for tenth in tenths[1:]
        ),
    )


def test_long_texts_without_a_word_in_common_are_replaced_whole():
    old, new = (
        "".join(chr(0x4E00 + 7 * n % 9000 + move) for n in range(20_000)) for move in (0, 1)
    )
    new = new[::-1]
    assert diff.changes(old, new) == (Change("deleted", old), Change("inserted", new))


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (paragraph(ROAD), paragraph(ROAD), "same"),
        (paragraph(ROAD), paragraph(ROAD_EDITED), "changed"),
        (paragraph(ROAD), paragraph(ROAD, bold=True), "formatted"),
        (paragraph(ROAD), paragraph(ROAD, href="https://example.cn/"), "formatted"),
        (paragraph(ROAD), crosshead(ROAD), "formatted"),
        (paragraph(ROAD), crosshead(ROAD_EDITED), "changed"),
        (
            Block("table", rows=(((Run(ROAD),),),), headed=True),
            Block("table", rows=(((Run(ROAD),),),)),
            "formatted",
        ),
        (photo(1), photo(1), "same"),
    ],
)
def test_a_block_faces_what_became_of_it(old, new, state):
    assert facing((old,), (new,)) == [(state, old, new)]


def test_what_changed_in_a_block_is_shown_only_beside_one_of_its_kind():
    assert diff.pair_blocks(body(ROAD, LAMPS), body(ROAD_EDITED, crosshead(LAMPS))) == (
        Pair(paragraph(ROAD), paragraph(ROAD_EDITED), diff.changes(ROAD, ROAD_EDITED)),
        Pair(paragraph(LAMPS), crosshead(LAMPS), ()),
    )


def test_a_changed_paragraph_faces_itself_and_not_its_neighbour():
    road, lamps, clinic, school = map(paragraph, (ROAD, LAMPS, CLINIC, SCHOOL))
    road_edited, lamps_edited = paragraph(ROAD_EDITED), paragraph(LAMPS_EDITED)

    assert facing((road, lamps), (clinic, lamps_edited)) == [
        ("removed", road, None),
        ("added", None, clinic),
        ("changed", lamps, lamps_edited),
    ]
    assert facing((road, lamps, school), (road_edited, clinic, lamps_edited, school)) == [
        ("changed", road, road_edited),
        ("added", None, clinic),
        ("changed", lamps, lamps_edited),
        ("same", school, school),
    ]
    assert facing((clinic, road, lamps), (road, school, lamps)) == [
        ("removed", clinic, None),
        ("same", road, road),
        ("added", None, school),
        ("same", lamps, lamps),
    ]


def test_another_paragraph_about_another_matter_is_no_counterpart():
    assert facing(body(ROAD), body(CLINIC)) == [
        ("removed", paragraph(ROAD), None),
        ("added", None, paragraph(CLINIC)),
    ]


def test_a_split_or_joined_paragraph_faces_one_half_and_the_other_is_beside_it():
    whole, road, lamps = paragraph(ROAD + LAMPS), paragraph(ROAD), paragraph(LAMPS)
    assert facing((whole,), (road, lamps)) == [("added", None, road), ("changed", whole, lamps)]
    assert facing((road, lamps), (whole,)) == [("removed", road, None), ("changed", lamps, whole)]


def test_a_photo_faces_only_the_photo_of_its_number():
    assert facing((photo(1), photo(2)), (photo(2), photo(3))) == [
        ("removed", photo(1), None),
        ("same", photo(2), photo(2)),
        ("added", None, photo(3)),
    ]
    assert facing((photo(1),), body(ROAD)) == [
        ("removed", photo(1), None),
        ("added", None, paragraph(ROAD)),
    ]


@given(BODY, BODY)
def test_every_block_is_in_one_pair_in_order(old, new):
    pairs = diff.pair_blocks(old, new)
    assert tuple(pair.old for pair in pairs if pair.old is not None) == old
    assert tuple(pair.new for pair in pairs if pair.new is not None) == new
    for pair in pairs:
        assert pair.old is not None or pair.new is not None
        if pair.old is None or pair.new is None or pair.old.kind != pair.new.kind:
            assert pair.changes == ()
            assert not pair.old or not pair.new or "photo" not in {pair.old.kind, pair.new.kind}
        else:
            assert pair.old.photo == pair.new.photo
            assert joined(pair.changes, "same", "deleted") == pair.old.text
            assert joined(pair.changes, "same", "inserted") == pair.new.text


def test_more_blocks_than_can_be_compared_are_replaced_whole():
    old = tuple(paragraph(chr(0x4E00 + n)) for n in range(501))
    new = tuple(paragraph(chr(0x6E00 + n)) for n in range(501))
    assert facing(old, new) == [
        *(("removed", block, None) for block in old),
        *(("added", None, block) for block in new),
    ]
