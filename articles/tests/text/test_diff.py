import re
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import diff
from articles.text.body import Block, Run
from articles.text.diff import Change, Pair, Side

MARKED = {"same": "{}", "deleted": "[{}]", "inserted": "{{{}}}"}

ROAD = "江边的步道昨天通了，居民早早来散步。"
ROAD_EDITED = "江边的步道今天通了，居民早早来散步。"
LAMPS = "街道给老楼换上了感应灯，夜里不再摸黑。"
LAMPS_EDITED = "街道给老楼换上了感应灯，夜里再也不摸黑。"
CLINIC = "社区医院新开了儿科门诊，居民周末也能看病。"
SCHOOL = "小学操场铺好了新跑道，下周开运动会。"


def paragraph(text, **looks):
    return Block("paragraph", (Run(text, **looks),))


def crosshead(text):
    return Block("crosshead", (Run(text),))


def photo(number):
    return Block("photo", photo=number)


def body(*texts):
    return tuple(paragraph(text) if isinstance(text, str) else text for text in texts)


def joined(changes, *kinds):
    return "".join(change.text for change in changes if change.kind in kinds)


def facing(old, new):
    """The pairs as (state, old, new), which is how a page shows them."""
    return [(pair.state, pair.old, pair.new) for pair in diff.pair_blocks(old, new)]


def verdicts(*texts):
    return [
        (side.verdict, side.base, side.theirs, side.yours) for side in diff.diff_three_ways(*texts)
    ]


TEXT = st.text(
    st.sampled_from("江边路通了的，。、；“”《》0123459.,%Ab \n啊\N{VARIATION SELECTOR-17}")
)
BLOCK = st.one_of(
    st.builds(paragraph, st.sampled_from([ROAD, ROAD_EDITED, LAMPS, LAMPS_EDITED, ROAD + LAMPS])),
    st.builds(paragraph, TEXT, bold=st.booleans()),
    st.builds(crosshead, st.sampled_from([ROAD, "路通了"])),
    st.builds(photo, st.integers(1, 3)),
    st.builds(
        Block,
        kind=st.sampled_from(["list", "quote"]),
        items=st.lists(TEXT.map(lambda text: (Run(text),)), min_size=1, max_size=3).map(tuple),
    ),
)
BODY = st.lists(BLOCK, max_size=7).map(tuple)


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


@pytest.mark.parametrize(
    ("base", "theirs", "yours", "verdict"),
    [
        ("甲", "甲", "甲", "same"),
        ("甲", "乙", "甲", "theirs"),
        ("甲", "甲", "乙", "yours"),
        ("甲", "乙", "乙", "both"),
        ("甲", "乙", "丙", "conflict"),
        ("", "乙", "", "theirs"),
    ],
)
def test_a_headline_was_changed_by_nobody_one_or_both(base, theirs, yours, verdict):
    assert diff.decide(base, theirs, yours) == verdict


def test_neighbouring_paragraphs_changed_by_two_people_are_two_sides():
    for road, lamps in [(ROAD_EDITED, LAMPS_EDITED), (CLINIC, SCHOOL), (ROAD_EDITED, SCHOOL)]:
        texts = body(ROAD, LAMPS), body(road, LAMPS), body(ROAD, lamps)
        assert verdicts(*texts) == [
            ("theirs", body(ROAD), body(road), body(ROAD)),
            ("yours", body(LAMPS), body(LAMPS), body(lamps)),
        ]
        assert diff.merge_sides(diff.diff_three_ways(*texts), {}) == body(road, lamps)


def test_a_paragraph_added_beside_one_that_another_person_changed_is_a_side():
    assert verdicts(body(ROAD, LAMPS), body(ROAD, CLINIC, LAMPS), body(ROAD_EDITED, LAMPS)) == [
        ("yours", body(ROAD), body(ROAD), body(ROAD_EDITED)),
        ("theirs", (), body(CLINIC), ()),
        ("same", body(LAMPS), body(LAMPS), body(LAMPS)),
    ]


def test_of_two_paragraphs_that_they_dropped_only_the_one_you_changed_is_in_dispute():
    assert verdicts(body(ROAD, LAMPS, SCHOOL), body(SCHOOL), body(ROAD, LAMPS_EDITED, SCHOOL)) == [
        ("theirs", body(ROAD), (), body(ROAD)),
        ("conflict", body(LAMPS), (), body(LAMPS_EDITED)),
        ("same", body(SCHOOL), body(SCHOOL), body(SCHOOL)),
    ]


def test_one_paragraph_changed_by_two_people_is_a_conflict_unless_they_agree():
    base, agreed = body(ROAD, LAMPS), paragraph(LAMPS_EDITED)
    assert verdicts(base, body(ROAD_EDITED, agreed), body(CLINIC, agreed)) == [
        ("conflict", body(ROAD), body(ROAD_EDITED), body(CLINIC)),
        ("both", body(LAMPS), (agreed,), (agreed,)),
    ]


def test_a_paragraph_that_they_split_and_you_changed_is_one_conflict():
    whole, yours = ROAD + LAMPS, ROAD + LAMPS_EDITED
    assert verdicts(body(whole), body(ROAD, LAMPS), body(yours)) == [
        ("conflict", body(whole), body(ROAD, LAMPS), body(yours))
    ]
    assert verdicts(body(ROAD, LAMPS), body(whole), body(ROAD_EDITED, LAMPS)) == [
        ("conflict", body(ROAD, LAMPS), body(whole), body(ROAD_EDITED, LAMPS))
    ]
    assert verdicts(body(whole), body(ROAD, CLINIC, LAMPS), body(yours)) == [
        ("conflict", body(whole), body(ROAD, CLINIC, LAMPS), body(yours))
    ]


def test_paragraphs_that_resemble_each_other_are_sides_of_their_own():
    east, west = "东段" + ROAD, "西段" + ROAD
    base, changed = body(east, west), body("东段" + ROAD_EDITED, "西段" + ROAD_EDITED)
    assert verdicts(base, changed, base) == [
        ("theirs", body(east), changed[:1], body(east)),
        ("theirs", body(west), changed[1:], body(west)),
    ]
    assert verdicts(body(east), body(east, ROAD), body("东段" + ROAD_EDITED)) == [
        ("yours", body(east), body(east), body("东段" + ROAD_EDITED)),
        ("theirs", (), body(ROAD), ()),
    ]


def test_paragraphs_that_nobody_changed_are_one_side():
    same = body(ROAD, photo(1), LAMPS)
    assert diff.diff_three_ways(same, same, same) == (Side(same, same, same),)
    assert diff.diff_three_ways((), (), ()) == ()


def test_a_conflict_is_settled_by_choice_and_unanswered_is_yours():
    sides = diff.diff_three_ways(
        body(ROAD, LAMPS, CLINIC), body(ROAD_EDITED, LAMPS_EDITED, CLINIC), body(SCHOOL, LAMPS)
    )
    assert [side.verdict for side in sides] == ["conflict", "theirs", "yours"]
    assert diff.merge_sides(sides, {}) == body(SCHOOL, LAMPS_EDITED)
    assert diff.merge_sides(sides, {0: "theirs"}) == body(ROAD_EDITED, LAMPS_EDITED)
    assert diff.merge_sides(sides, {1: "yours", 2: "theirs"}) == body(SCHOOL, LAMPS, CLINIC)


@given(BODY, BODY, BODY)
def test_sides_join_to_all_three_texts(base, theirs, yours):
    sides = diff.diff_three_ways(base, theirs, yours)
    assert tuple(chain.from_iterable(side.base for side in sides)) == base
    assert diff.merge_sides(sides, dict.fromkeys(range(len(sides)), "theirs")) == theirs
    assert diff.merge_sides(sides, dict.fromkeys(range(len(sides)), "yours")) == yours
    assert Side((), (), ()) not in sides
    assert diff.diff_three_ways(base, yours, theirs) == tuple(
        Side(side.base, side.yours, side.theirs) for side in sides
    )


@given(BODY, BODY)
def test_what_only_one_changed_or_both_in_one_way_is_taken(base, changed):
    assert diff.merge_sides(diff.diff_three_ways(base, changed, base), {}) == changed
    assert diff.merge_sides(diff.diff_three_ways(base, base, changed), {}) == changed
    assert diff.merge_sides(diff.diff_three_ways(base, changed, changed), {}) == changed


def _written(number, who):
    """A paragraph like no other."""
    start = 0x4E00 + 64 * number + 2048 * who
    return paragraph("".join(map(chr, range(start, start + 20))))


def _edit(block, how, number, who):
    text = block.text
    return {
        "keep": [block],
        "edit": [paragraph(text[:9] + "新" + text[9:])],
        "drop": [],
        "rewrite": [_written(number, who)],
        "add": [block, _written(number, who)],
    }[how]


HOW = st.sampled_from(["keep", "edit", "drop", "rewrite", "add"])


@given(st.lists(st.tuples(st.sampled_from([1, 2]), HOW), max_size=9))
def test_two_people_who_work_on_different_paragraphs_never_meet(work):
    base = [_written(number, 0) for number in range(len(work))]

    def text(*people):
        done = (
            _edit(block, how if who in people else "keep", number, who)
            for number, (block, (who, how)) in enumerate(zip(base, work, strict=True))
        )
        return tuple(chain.from_iterable(done))

    sides = diff.diff_three_ways(tuple(base), text(1), text(2))
    assert {side.verdict for side in sides} <= {"same", "theirs", "yours"}
    assert diff.merge_sides(sides, {}) == text(1, 2)
