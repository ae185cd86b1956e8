import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.exports.newspaper import makeup
from articles.exports.newspaper.levels import Stuff
from articles.exports.newspaper.sizes import Measures, Shot, narrow_photos
from articles.exports.newspaper.tables import MeasuredTable
from articles.exports.newspaper.ways import Copy, list_fitted

PAGE = Measures(columns=5, lines=60, leading=0.3)
SPANS = tuple(9.0 * n + 1.2 * (n - 1) for n in range(1, 6))


def shot(shape, widest=99.0):
    return Shot(shape, (2, 1, 1, 1, 1), SPANS, widest)


def copy(key, kind, flow, shots=None, head=lambda _, step=0, inside=0: (4, 5), **more):
    shots = shots or {}
    flow = narrow_photos(flow, shots, PAGE)
    return Copy(key, kind, (flow, flow), (shots, shots), head, **more)


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
        shots = {s.ref: shot(shape) for s in flow if s.sort == "photo"}
        kind = draw(st.sampled_from(["lead", "second", "brief", "photo"]))
        heads = draw(st.integers(2, 9))
        more = draw(st.sampled_from([{}, {}, {"panel": "tinted"}, {"upright": 12}, {"quote": 7}]))
        made.append(
            copy(key, kind, flow, shots,
                 lambda n, step=0, inside=0, heads=heads: (heads // n + 2, heads // n + 3), **more)
        )  # fmt: skip
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
        taken = cells(page.filler) if page.filler else set()
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
                assert sum(piece.lines for piece in part.pieces) <= part.lines
                seen += [
                    (stand.key, piece.ref, line)
                    for piece in part.pieces
                    for line in range(piece.start, piece.stop)
                    if piece.sort == "text"
                ]
                seen += [
                    (stand.key, piece.ref, -1) for piece in part.pieces if piece.sort != "text"
                ]
                seen += [(stand.key, part.stuff.ref, -1)] if part.stuff else []
        assert max(y for _, y in taken) < PAGE.lines or len(page.stands) == 1
    assert sorted(seen) == sorted(
        (copy.key, stuff.ref, line)
        for copy in planned
        for stuff in copy.flows[1]
        for line in (range(stuff.lines) if stuff.sort == "text" else [-1])
    )


def test_a_page_is_full_to_its_last_line_where_its_articles_can_fill_it():
    text = (*(Stuff(9, "text", ref) for ref in range(1, 9)),)
    lead = copy(0, "lead", (Stuff(0, "photo", 0), *text), {0: shot(1.5)})
    other = [copy(n, "second", text) for n in (1, 2)]
    page, rest = makeup.fill_page([lead, *other], PAGE)
    assert rest == []
    taken = {cell for stand in page.stands for cell in cells(stand)}
    assert {(x, PAGE.lines - 1) for x in range(PAGE.columns)} <= taken


def test_an_article_too_long_for_a_page_is_parted_between_two_of_its_lines():
    long = copy(
        0,
        "second",
        tuple(Stuff(40, "text", n) for n in range(10)),
        head=lambda _, step=0, inside=0: (3, 3),
    )
    page, [rest] = makeup.fill_page([long], PAGE)

    [stand] = page.stands
    assert [part.what for part in stand.parts] == ["head", *["text"] * 5, "turn"]
    assert [part.lines for part in stand.parts] == [3, *[57] * 4, 56, 1]
    last = stand.parts[-2].pieces[-1]
    assert (last.ref, last.start, last.stop) == (7, 0, 4)
    assert (rest.onward, rest.flows[1][0]) == (True, Stuff(40, "text", 7, start=4))


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
        copy(
            key,
            "lead" if key == 0 else "second" if key < 6 else "brief",
            tuple(Stuff(lines, "text", ref) for ref, lines in enumerate(each)),
            head=lambda across, step=0, inside=0: (9 // across + 3, 9 // across + 4),
        )
        for key, each in enumerate(paragraphs)
    ]
    page, rest = makeup.fill_page(planned, PAGE)

    assert (page.hole <= 1, len(page.stands) + len(rest)) == (True, 10)
    assert len(page.stands) >= 5
    assert {stand.key for stand in page.stands}.isdisjoint(copy.key for copy in rest)


TEXT = tuple(Stuff(9, "text", ref) for ref in range(2, 11))


def photos_of(page):
    """How many columns wide each large photo stands, by its ref."""
    parts = [part for stand in page.stands for part in stand.parts if part.what == "photo"]
    return {part.stuff.ref: part.across for part in parts}


@pytest.mark.parametrize(("widest", "columns"), [(4, 1), (20, 2), (30, 3)])
def test_a_photo_is_no_wider_than_its_pixels_allow(widest, columns):
    lead = copy(0, "lead", (Stuff(0, "photo", 0), *TEXT), {0: shot(1.5, widest)})
    page, rest = makeup.fill_page([lead], PAGE)

    assert rest == []
    assert max(photos_of(page).values(), default=1) <= columns


def test_of_two_photos_the_one_with_more_pixels_is_shown_large():
    flow = (Stuff(0, "photo", 0), Stuff(0, "photo", 1), *TEXT)
    lead = copy(0, "lead", flow, {0: shot(1.5, 4), 1: shot(1.5)})
    page, _ = makeup.fill_page([lead], PAGE)

    assert list(photos_of(page)) == [1]
    assert photos_of(page)[1] > 1


def test_what_ends_a_line_above_its_foot_is_not_taken_for_filled_table_or_not():
    heights = [[1] * 6] * 5
    table = MeasuredTable(True, [[60.0, 60.0]] * 5, heights)
    below = (Stuff(table.cells, "table", 20, table, 0, 6),)
    for flow in (TEXT, (*TEXT, *below)):
        one_head = copy(0, "second", flow, head=lambda _, step=0, inside=0: (4, 4))
        found, filled = list_fitted(one_head, 3, PAGE, exact=True)
        assert (bool(found), bool(filled)) == (True, True)
        assert {one.fit.foot for one in filled.values()} == {0}


@pytest.mark.parametrize(("long", "boxed"), [(46, True), (50, False)])
def test_what_a_page_is_short_of_is_a_box_of_the_house_only_where_it_would_end_above_its_foot(
    long, boxed
):
    fixed = {"head": lambda _, step=0, inside=0: (4, 4)}
    planned = [
        copy(0, "lead", (Stuff(5 * (long - 4), "text", 0),), widths=(5,), **fixed),
        *(copy(n, "brief", (Stuff(59 - long - 4, "text", 0),), widths=(1,), **fixed)
          for n in range(1, 4 if boxed else 6)),
    ]  # fmt: skip
    page = makeup.fill_whole(planned, PAGE, exact=True)
    assert page.hole <= 1
    assert bool(page.filler) is boxed
    assert {stand.key for stand in page.stands} == {copy.key for copy in planned}


@pytest.mark.parametrize("number", [6, 9, 11])
def test_a_page_of_short_briefs_ends_with_a_notice_rather_than_white_between_them(number):
    planned = [
        copy(n, "brief", (Stuff(9 + 2 * (n % 3), "text", 0),),
             head=lambda across, step=0, inside=0: (2, 3), panel="boxed" * (n == 0))
        for n in range(number)
    ]  # fmt: skip
    page = makeup.fill_whole(planned, PAGE, exact=True)
    filled = sum(
        sum(it.lines for it in part.pieces) if part.what == "text" else part.across * part.lines
        for stand in page.stands
        if not stand.panel
        for part in stand.parts
    )
    filled += sum(len(cells(stand)) for stand in page.stands if stand.panel)
    filled += len(cells(page.filler)) if page.filler else 5 * max(0, page.hole - 1)
    assert (page.thin, filled >= 0.92 * PAGE.cells) == (False, True)


@pytest.mark.parametrize(("tall", "deck"), [(40, False), (9, True)])
def test_a_pull_quote_stands_below_the_head_where_columns_are_too_short_for_it(tall, deck):
    """On a page without a picture; in a panel over all columns of its article."""
    fixed = {"head": lambda _, step=0, inside=0: (4, 4), "widths": (5,), "grey": True}
    least = 5 * tall if deck else 5 * tall - 8
    below = 60 - 4 - tall - 5 * deck - 1 - 4 - 2
    planned = [
        copy(0, "lead", (Stuff(least, "text", 0),), quote=8, **fixed),
        copy(1, "second", (Stuff(5 * below, "text", 0),), panel="boxed", **fixed),
    ]
    page = makeup.fill_whole(planned, PAGE, exact=True)
    [quote] = [part for stand in page.stands for part in stand.parts if part.what == "quote"]
    assert (quote.across > 1, page.grey) == (deck, False)
    assert not deck or (quote.y, quote.across) == (4, 5)


@pytest.mark.parametrize(("text", "lines"), [(30, 27), (12, 14), (4, 11)])
def test_a_slim_photo_among_little_text_is_no_taller_than_that_or_as_low_as_it_may_be(text, lines):
    flow = (Stuff(0, "photo", 0), Stuff(text, "text", 1))
    [photo, _] = narrow_photos(flow, {0: Shot(0.3, (1,) * 5, SPANS)}, PAGE)
    assert photo.lines == lines


def test_a_lead_of_few_words_and_two_photos_of_odd_shapes_stands_on_a_full_page():
    flow = (Stuff(0, "photo", 0), Stuff(0, "photo", 1), Stuff(8, "text", 2))
    lead = copy(0, "lead", flow, {0: shot(3.2), 1: shot(0.31)}, widths=(3, 4, 5))
    others = [copy(n, "second", TEXT) for n in (1, 2)]
    page, rest = makeup.fill_page([lead, *others], PAGE)
    assert (rest, page.hole <= 1, len(page.stands)) == ([], True, 3)


def test_all_orders_of_a_page_without_pictures_are_tried_before_it_goes_without_a_quote():
    # In the editor's order the page is cheap, but has no room for the words of its lead.
    made = []
    for key, lines in enumerate([25, 24, 17, 18, 21, 12, 18, 31, 26]):
        kind, heads = (("lead", 12), ("second", 7), *[("brief", 4)] * 7)[key]
        parts = [8] * (lines // 8) + [lines % 8] * (lines % 8 > 1)
        flow = tuple(Stuff(part, "text", ref) for ref, part in enumerate(parts))
        more = {0: {"quote": 10, "widths": (3, 4, 5)}, 2: {"panel": "boxed"}}.get(key, {})
        made.append(
            copy(key, kind, flow, grey=True,
                 head=lambda n, step=0, inside=0, h=heads: (max(2, h // n + 2), h // n + 3), **more)
        )  # fmt: skip
    page = makeup.fill_whole(made, PAGE, exact=True)
    quoted = [part.lines for stand in page.stands for part in stand.parts if part.what == "quote"]
    assert (page.grey, page.hole, len(quoted)) == (False, 0, 1)
