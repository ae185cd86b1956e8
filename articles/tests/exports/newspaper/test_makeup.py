import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.exports.newspaper import makeup
from articles.exports.newspaper.ways import Copy, Measures, Shot, Stuff, count_lines

PAGE = Measures(columns=5, lines=60, width=9.0, gutter=1.2)


@st.composite
def copies(draw):
    made = []
    for key in range(draw(st.integers(1, 7))):
        sorts = draw(st.lists(st.sampled_from(["text", "text", "text", "crosshead", "photo"]),
                              max_size=9))  # fmt: skip
        flow = tuple(
            Stuff({"text": draw(st.integers(1, 14)), "crosshead": 2, "photo": 0}[sort], sort, ref)
            for ref, sort in enumerate(sorts)
        )
        shape = draw(st.sampled_from([0.66, 1.5, 1.78]))
        shots = {s.ref: Shot(shape, (2.0, 1.6, 1.6, 1.6, 1.6)) for s in flow if s.sort == "photo"}
        kind = draw(st.sampled_from(["lead", "second", "brief", "photo"]))
        heads = draw(st.integers(2, 9))
        made.append(Copy(key, kind, flow, shots, lambda across, heads=heads: heads // across + 2))
    return made


def cells(part):
    return {(part.x + x, part.y + y) for x in range(part.across) for y in range(part.lines)}


@settings(max_examples=40, deadline=None)
@given(copies())
def test_all_that_was_planned_stands_somewhere_once_and_nothing_stands_on_anything_else(planned):
    seen = []
    waiting = planned
    while waiting:
        page, waiting = makeup.fill_page(waiting, PAGE)
        taken = set()
        for stand in page.stands:
            inside = cells(stand)
            assert not inside & taken
            assert all(0 <= x < PAGE.columns for x, _ in inside)
            taken |= inside
            covered = set()
            for part in stand.parts:
                assert cells(part) <= inside
                assert not cells(part) & covered
                covered |= cells(part)
                seen += [(stand.key, stuff.ref) for stuff in part.flow]
        assert max(y for _, y in taken) < PAGE.lines or len(page.stands) == 1
    assert sorted(seen) == [(copy.key, stuff.ref) for copy in planned for stuff in copy.flow]


def test_a_page_is_full_to_its_last_line_where_its_articles_can_fill_it():
    text = (*(Stuff(9, "text", ref) for ref in range(1, 9)),)
    lead = Copy(0, "lead", (Stuff(0, "photo", 0), *text), {0: Shot(1.5, (1.6,) * 5)}, lambda _: 6)
    other = [Copy(n, "second", text, {}, lambda _: 4) for n in (1, 2)]
    page, rest = makeup.fill_page([lead, *other], PAGE)
    assert (page.hole, rest) == (0, [])
    assert {(stand.y + stand.lines) for stand in page.stands if stand.y > 0} == {PAGE.lines}


def test_a_crosshead_is_never_left_alone_at_the_foot_of_a_column():
    flow = [Stuff(8, "text", 0), Stuff(2, "crosshead", 1), Stuff(8, "text", 2)]
    # Ten lines in each column would hold all, with the crosshead at the foot of the first.
    assert count_lines(flow, 2) == 10
    assert count_lines([Stuff(7, "text", 0), *flow[1:]], 2) == 10


def test_an_article_too_long_for_a_page_is_parted_at_the_end_of_a_paragraph():
    long = Copy(0, "second", tuple(Stuff(40, "text", n) for n in range(10)), {}, lambda _: 3)
    page, [rest] = makeup.fill_page([long], PAGE)

    [stand] = page.stands
    assert [part.what for part in stand.parts] == ["head", "text"]
    assert (*stand.parts[1].flow, *rest.flow) == long.flow
    assert (rest.onward, len(rest.flow)) == (True, 3)


def test_a_page_that_can_not_hold_all_is_full_before_it_flows_on():
    """Ten articles of which those that fill a page by the number of lines can not be cut so."""
    paragraphs = [
        [4, 8, 7, 5],
        [9, 7, 2, 8, 7],
        [9, 4, 8, 7, 2, 2, 4],
        [7, 4, 7, 5, 9, 8, 7],
        [2, 8, 7, 3, 7, 3],
        [2, 7, 7, 2, 5],
        [3, 8, 2, 5, 7, 5, 5, 9],
        [8, 5, 9, 6, 6],
        [9, 4, 8, 8, 3, 4, 8, 3, 2],
        [3, 7, 4, 3, 6],
    ]
    planned = [
        Copy(
            key,
            "lead" if key == 0 else "second" if key < 6 else "brief",
            tuple(Stuff(lines, "text", ref) for ref, lines in enumerate(each)),
            {},
            lambda across: 9 // across + 3,
        )
        for key, each in enumerate(paragraphs)
    ]
    page, rest = makeup.fill_page(planned, PAGE)

    assert (page.hole, len(page.stands), len(rest)) == (0, 5, 5)
    assert {stand.key for stand in page.stands}.isdisjoint(copy.key for copy in rest)


TEXT = tuple(Stuff(9, "text", ref) for ref in range(2, 11))


def photos_of(page):
    """How many columns wide each large photo stands, by its ref."""
    parts = [part for stand in page.stands for part in stand.parts if part.what == "photo"]
    return {part.flow[0].ref: part.across for part in parts}


@pytest.mark.parametrize(("widest", "columns"), [(4, 1), (20, 2), (30, 3)])
def test_a_photo_is_no_wider_than_its_pixels_allow(widest, columns):
    shot = Shot(1.5, (1.6,) * 5, widest)
    lead = Copy(0, "lead", (Stuff(0, "photo", 0), *TEXT), {0: shot}, lambda _: 6)
    page, rest = makeup.fill_page([lead], PAGE)

    assert rest == []
    assert max(photos_of(page).values(), default=1) <= columns


def test_of_two_photos_the_one_with_more_pixels_is_shown_large():
    shots = {0: Shot(1.5, (1.6,) * 5, 4), 1: Shot(1.5, (1.6,) * 5, 99)}
    flow = (Stuff(0, "photo", 0), Stuff(0, "photo", 1), *TEXT)
    page, _ = makeup.fill_page([Copy(0, "lead", flow, shots, lambda _: 6)], PAGE)

    assert list(photos_of(page)) == [1]
    assert photos_of(page)[1] > 1
