"""Columns that end level: how an article's text is parted into frames."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.exports.newspaper import exact
from articles.exports.newspaper.levels import Stuff, level
from articles.exports.newspaper.parting import cut_runs, list_stops


def text(ref, lines, **how):
    return Stuff(lines, "text", ref, **how)


def frames(flow, rooms):
    """For each frame, what stands in it: block, first line, line after the last."""
    return [
        [(piece.ref, piece.start, piece.stop) for piece in pieces]
        for pieces in level(flow, rooms)[1]
    ]


def test_a_paragraph_is_parted_between_two_of_its_lines():
    assert frames([text(0, 9), text(1, 9)], [6, 6, 6]) == [
        [(0, 0, 6)], [(0, 6, 9), (1, 0, 3)], [(1, 3, 9)],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lengths", "parted"),
    [
        ([5, 7], [[(0, 0, 5), (1, 0, 2)], [(1, 2, 7)]]),
        ([6, 3, 3], [[(0, 0, 6)], [(1, 0, 3), (2, 0, 3)]]),  # one line alone at the foot
    ],
)
def test_two_lines_stand_on_either_side_of_a_break(lengths, parted):
    flow = [text(ref, lines) for ref, lines in enumerate(lengths)]
    assert frames(flow, [7, 6]) == parted


def test_a_paragraph_that_allows_it_is_set_a_line_longer_to_end_the_columns_level():
    flow = [text(0, 4, more=True), text(1, 9)]
    filled = level(flow, [7, 7])[1]
    assert [sum(piece.lines for piece in pieces) for pieces in filled] == [7, 7]
    assert [piece.tracked for pieces in filled for piece in pieces if piece.ref == 0] == [1]


def test_what_follows_a_cut_has_a_line_more_where_an_address_may_move_to_the_next():
    """The address that closed a line of the whole text may begin one of its rest."""
    whole, onward = [text(0, 9, stiff=True)], [text(0, 9, start=5, stiff=True)]

    assert frames(whole, [9]) == [[(0, 0, 9)]]
    assert frames(whole, [5, 5]) == [[(0, 0, 5)], [(0, 5, 10)]]
    assert frames(onward, [5]) == [[(0, 5, 10)]]
    assert level(whole, [5, 4]) is None
    assert frames([text(0, 9)], [5, 4]) == [[(0, 0, 5)], [(0, 5, 9)]]


def test_a_crosshead_is_never_left_at_the_foot_of_a_column():
    flow = [text(0, 8), Stuff(2, "crosshead", 1), text(2, 8)]
    first, second = level(flow, [10, 9])[1]
    assert [piece.ref for piece in first] == [0]
    # At the head of a column its blank line goes.
    assert [(piece.ref, piece.above, piece.lines) for piece in second] == [(1, 0, 1), (2, 0, 8)]


def test_crossheads_get_a_line_below_all_alike_where_that_makes_the_columns_level():
    flow = [text(0, 4), Stuff(2, "crosshead", 1), text(2, 6), Stuff(2, "crosshead", 3), text(4, 4)]
    pieces = [piece for frame in level(flow, [10, 10])[1] for piece in frame]
    assert [piece.below for piece in pieces if piece.sort == "crosshead"] == [1, 1]


def test_a_photo_waits_for_a_column_that_holds_it_while_the_text_goes_on():
    flow = [text(0, 5), Stuff(8, "photo", 1), text(2, 9)]
    assert frames(flow, [11, 11]) == [
        [(0, 0, 5), (2, 0, 6)], [(1, 0, 8), (2, 6, 9)],
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(1, 5))
def test_no_line_is_lost_and_none_stands_twice(lengths, columns):
    flow = [text(ref, lines) for ref, lines in enumerate(lengths)]
    room = -(-sum(lengths) // columns) + 1
    _, filled = level(flow, [room] * columns)
    seen = [
        (piece.ref, line)
        for pieces in filled
        for piece in pieces
        for line in range(piece.start, piece.stop)
    ]
    assert seen == [(ref, line) for ref, lines in enumerate(lengths) for line in range(lines)]


def make_blocks(chance):
    for _ in range(chance.randint(1, 7)):
        lines = chance.randint(2, 9)
        yield chance.choice([
            Stuff(lines, "text", 0),
            Stuff(lines, "text", 0, more=True, less=chance.random() < 0.5),
            Stuff(lines, "text", 0, stiff=True),
            Stuff(1, "text", 0),
            Stuff(2, "crosshead", 0),
            Stuff(4, "whole", 0),
        ])  # fmt: skip


def test_what_is_said_quickly_to_end_on_no_last_line_does_not(monkeypatch):
    chance, levelled = random.Random(20), []
    for _ in range(3000):
        blocks = list(make_blocks(chance))
        columns = chance.randint(1, 4)
        room = max(0, sum(each.lines for each in blocks) // columns + chance.randint(-1, 1))
        rooms = [chance.choice([room, room, room, max(0, room - 3)]) for _ in range(columns)]
        levelled.append((exact.Flow(blocks), rooms, exact.level_exactly(exact.Flow(blocks), rooms)))
    assert sum(found is not None for _, _, found in levelled) > 300

    monkeypatch.setattr(exact, "may_end_level", lambda *_: True)
    for flow, rooms, found in levelled:
        assert exact.level_exactly(flow, rooms) == found


def test_ways_of_parting_the_same_lines_are_told_together_as_each_alone():
    """Also of paragraphs that are longer than what parts one way from the next."""
    chance, told = random.Random(21), set()
    for _ in range(2000):
        blocks = list(make_blocks(chance))
        if chance.random() < 0.2:
            blocks.append(Stuff(chance.randint(60, 140), "text", 0, stiff=chance.random() < 0.5))
        flow, columns = exact.Flow(blocks), chance.randint(2, 4)
        room = max(4, sum(each.lines for each in blocks) // columns)
        ways = [
            (*[room] * (columns - 1), room - shift, shift) for shift in range(min(room, 7))
        ]  # fmt: skip
        together = dict(exact.list_level(flow, ways))
        alone = [dict(exact.list_level(flow, [way])) for way in ways]
        assert together == {way: kinds for each in alone for way, kinds in each.items()}
        told |= {exact.level_exactly(flow, way) is not None for way in together}
        for way in ways:
            assert exact.level_exactly(flow, way) == (
                exact.level_exactly(flow, way, together[way]) if way in together else None
            )
    assert True in told


def test_a_text_that_is_longer_than_its_columns_is_not_said_to_end_level():
    """A paragraph that could stand nowhere had been taken to end above the first line."""
    flow = exact.Flow([text(0, 5), text(1, 2, more=True), text(2, 7, more=True), text(3, 7)])
    assert exact.level_exactly(flow, [4, 6, 9]) is None


@pytest.mark.parametrize(
    ("words", "stops"),
    [
        ("河，边。", [2]),  # no mark begins a line
        ("他说：“好。”走", [1, 3, 7]),  # no opening mark ends one
        ("到2026年底", [1, 5, 6]),  # a number stays whole
        ("见——江", []),  # nor is a dash parted from what it belongs to
        ("一行\n二行", [1, 3, 4]),
    ],
)
def test_a_paragraph_is_parted_where_a_line_may_end(words, stops):
    assert list_stops([{"t": words}]) == stops


def test_a_part_of_a_paragraph_keeps_its_formatting():
    runs = [{"t": "甲乙"}, {"t": "丙丁", "bold": True}, {"t": "戊"}]
    assert cut_runs(runs, 1, 3) == [{"t": "乙"}, {"t": "丙", "bold": True}]
