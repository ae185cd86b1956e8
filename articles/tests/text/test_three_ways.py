"""What two people made of one text: whose change each place is, and what is taken."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.tests.texts import (
    BODY,
    CLINIC,
    LAMPS,
    LAMPS_EDITED,
    ROAD,
    ROAD_EDITED,
    SCHOOL,
    body,
    paragraph,
    photo,
)
from articles.text import diff
from articles.text.diff import Side


def verdicts(*texts):
    return [
        (side.verdict, side.base, side.theirs, side.yours) for side in diff.diff_three_ways(*texts)
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
