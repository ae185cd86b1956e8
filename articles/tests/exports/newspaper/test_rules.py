"""The make-up rules of the house: a page that keeps them, and each way of breaking one."""

import pytest

from articles.exports.newspaper.grids import BODY
from articles.exports.newspaper.rules import check_pages
from articles.exports.printed import Glyph
from articles.tests.exports.newspaper.drawn import (
    PITCH,
    good,
    part,
    parts_of,
    printed,
    rules_broken,
    span,
)


def test_a_page_that_keeps_the_rules_is_not_complained_of():
    assert rules_broken(good()) == []


def change(what, number, **values):
    def breaking(data):
        parts_of(data, what)[number].update(values)

    return breaking


def shift(what, number, name, by):
    def breaking(data):
        parts_of(data, what)[number][name] += by

    return breaking


def cut(number, *lines):
    def breaking(data):
        parts_of(data, "text")[number]["blocks"][0]["cut"] = lines

    return breaking


def turn_into_crosshead(data):
    parts_of(data, "text")[0]["blocks"][0] |= {"kind": "crosshead", "below": 0}


def make_alike(data):
    left, right = parts_of(data, "head")[1:]
    right["size"] = left["size"]


def set_three_quotes(data):
    data["stands"][1]["parts"] += [
        part("quote", 0, 46 + 9 * i, 1, 9, rows=["话"]) for i in range(3)
    ]


def table_of_one_character_a_line(data):
    block = {"kind": "table", "heights": [1, 4], "lines": 5}
    data["stands"][1]["parts"].append(part("table", 2, 69, 1, 5, blocks=[block]))
    parts_of(data, "text")[7].update(lines=23)


def set_table(**block):
    def breaking(data):
        rows = [[[{"t": "站名"}], [{"t": "时间"}]]] * 4
        said = {"kind": "table", "heights": [1] * 4, "lines": 5, "rows": rows, "headed": True,
                "widths": [65.0, 65.0], "start": 0, "again": False} | block  # fmt: skip
        data["stands"][1]["parts"].append(part("table", 2, 69, 1, 5, blocks=[said]))
        parts_of(data, "text")[7].update(lines=23)

    return breaking


def set_panels(panel):
    def breaking(data):
        for one in data["stands"]:
            one["panel"] = panel

    return breaking


def set_kind(kind):
    def breaking(data):
        for each in parts_of(data, "head")[1:]:
            each["kind"] = kind

    return breaking


def set_two_bands(data):
    for each in parts_of(data, "head")[1:]:
        each |= {"band": [{"text": "街坊来信", "size": 16.3}], "banded": True}


def list_points(points, lines):
    def breaking(data):
        frame = parts_of(data, "text")[2]  # its first lines below the picture
        frame["blocks"] = [{"kind": "crosshead", "runs": [{"t": "灯亮了"}], "lines": 4, "below": 0},
                           {"kind": "paragraph", "runs": [], "lines": 0}]  # fmt: skip
        head = parts_of(data, "head")[0]
        head |= {"lines": 10 - lines, "h": (10 - lines) * PITCH - 4.5}
        data["stands"][0]["parts"].append(part("points", 0, 10 - lines, 5, lines, rows=[points]))

    return breaking


def show_two_large_pictures(data):
    data["stands"][1]["parts"].append(
        part("photo", 0, 50, 3, 24, **{"caption-lines": 1, "shape": span(3) / 329.0}, drawn=span(3))
    )


ADDRESS = [[[{"t": "linjiang.example/transport/timetable"}], [{"t": "网址"}]]]
BREAKAGES = {
    "a picture that sticks out of the type area": (shift("photo", 0, "w", 30), "A1", 1),
    "a column between two lines": (shift("text", 5, "y", 3), "A2", 2),
    "a column as wide as no number of characters": (change("text", 5, w=135), "A3", 2),
    "a column beside its place": (shift("text", 5, "x", -4), "A4", 2),
    "a head of a size of its own": (
        change("head", 1, headline=[{"text": "题", "size": 30}]), "H1", 2,
    ),
    "white over a head": (change("head", 1, air=30.0), "H2", 2),
    "a second as large as the lead": (change("head", 1, size=66), "H3", 2),
    "two heads alike side by side": (make_alike, "H5", 2),
    "seconds that are all alike": (make_alike, "H6", 0),
    "a front lead that is not the largest": (change("head", 0, size=34), "F1", 2),
    "a crosshead at the foot of a column": (turn_into_crosshead, "L2", 1),
    "a line alone at the foot of a column": (cut(0, 0, 1, 9), "L2", 1),
    "a line alone at the head of a column": (cut(1, 8, 9, 9), "L2", 1),
    "a picture cropped by half": (change("photo", 0, shape=3.0), "P1", 1),
    "a caption of four lines": (change("photo", 0, **{"caption-lines": 4}), "C1", 1),
    "an article upon another": (shift("text", 7, "x", 156), "S1", 2),
    "three pull quotes": (set_three_quotes, "G2", 2),
    "a list of what is no crosshead": (list_points(["灯亮了", "人来了"], 3), "G2", 1),
    "a list of nine lines": (list_points(["灯亮了"], 9), "G2", 1),
    "a part of a table without its head": (set_table(start=9), "T2", 2),
    "a column narrower than a word in it": (set_table(rows=ADDRESS * 4), "T2", 2),
    "three tinted panels": (set_panels("tinted"), "H4", 3),
    "two bands": (set_two_bands, "H4", 3),
    "two upright heads": (set_kind("upright"), "H4", 3),
    "two dark heads": (set_kind("reversed"), "H4", 3),
    "two boxes": (set_kind("boxed"), "H4", 3),
    "two pictures of one size": (show_two_large_pictures, "P3", 2),
    "a byline of four lines": (
        change("head", 1, byline=[{"text": "名", "size": 8.5}] * 4), "C1", 2,
    ),
    "a table of a character a line": (table_of_one_character_a_line, "T1", 2),
}  # fmt: skip


@pytest.mark.parametrize(("breaking", "rule", "article"), BREAKAGES.values(), ids=BREAKAGES.keys())
def test_what_breaks_a_rule_is_told_by_its_number_and_article(breaking, rule, article):
    data = good()
    breaking(data)
    assert (rule, article) in rules_broken(data)


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ((5, 27), ("L1", 2)),  # a column short by a line that isn't the article's last
        ((7, 25), ("L1", 2)),  # the last, short by three
        ((7, 25), ("S2", 0)),
        ((7, 25), ("S3", 0)),
    ],
)
def test_columns_that_do_not_end_level_are_told_by_what_is_printed(gone, told):
    data = good()
    number, last = gone
    frame = parts_of(data, "text")[number]
    left = [
        each for each in printed(data)
        if each.left != frame["x"] or not frame["y"] + last * PITCH <= each.top < BODY + 74 * PITCH
    ]  # fmt: skip
    assert told in rules_broken(data, left)


@pytest.mark.parametrize(
    ("mark", "top", "bottom"),
    [("“", 0.1, 3.1), ("‘", 0.1, 2.0), ("「", 0.0, 5.0), ("一", 3.6, 4.4), ("一", -14.4, -9.5)],
)
def test_a_mark_of_the_line_below_a_frame_is_not_a_line_of_the_frame(mark, top, bottom):
    """Below the text before a picture, that after it may follow without a blank line."""
    data = good()
    frame = parts_of(data, "text")[0]
    below = frame["y"] + frame["h"] + 4.5
    beside = Glyph(mark, frame["x"] + 30, below + top, frame["x"] + 40, below + bottom)
    assert rules_broken(data, [*printed(data), beside]) == []


def test_the_last_column_of_an_article_may_be_a_line_short():
    data = good()
    frame = parts_of(data, "text")[7]
    left = [
        each for each in printed(data)
        if each.left != frame["x"] or each.top < frame["y"] + 27 * PITCH
    ]  # fmt: skip
    assert rules_broken(data, left) == []


def test_a_page_without_a_picture_needs_something_to_look_at():
    data = good()
    lead = data["stands"][0]
    lead["parts"] = [each for each in lead["parts"] if each["what"] != "photo"]
    assert {("G1", 0), ("S2", 0), ("S4", 0)} <= set(rules_broken(data))


@pytest.mark.parametrize(
    ("quotable", "panel", "told"),
    [(True, "boxed", True), (False, "boxed", False), (False, "", True)],
)
def test_a_page_whose_articles_have_nothing_to_quote_needs_a_panel_alone(quotable, panel, told):
    data = good()
    lead = data["stands"][0]
    lead["parts"] = [each for each in lead["parts"] if each["what"] != "photo"]
    parts_of(data, "head")[2]["kind"] = "boxed"
    for one in data["stands"]:
        one |= {"quotable": quotable, "panel": panel}
    assert (("G1", 0) in rules_broken(data)) == told


def test_a_pull_quote_in_a_panel_is_all_that_a_page_without_a_picture_needs():
    data = good()
    deck = part("quote", 0, 10, 5, 5, deck=True)
    parts_of(data, "head")[2]["hei"] = True
    data["stands"][0]["parts"][1] = deck  # in the picture's place
    assert ("G1", 0) not in rules_broken(data)
    deck["deck"] = False
    assert ("G1", 0) in rules_broken(data)


@pytest.mark.parametrize("block", [{}, {"start": 9, "again": True}, {"headed": False, "start": 9}])
def test_a_table_that_is_whole_or_repeats_its_head_is_not_complained_of(block):
    data = good()
    set_table(**block)(data)
    assert "T2" not in {rule for rule, _ in rules_broken(data)}


def test_a_list_of_an_articles_crossheads_is_not_complained_of():
    data = good()
    list_points(["灯亮了"], 3)(data)
    assert rules_broken(data) == []


def test_two_tinted_panels_and_a_band_may_stand_on_a_page():
    data = good()
    set_two_bands(data)
    parts_of(data, "head")[1]["banded"] = False
    for one in data["stands"][:2]:
        one["panel"] = "tinted"
    assert "H4" not in {rule for rule, _ in rules_broken(data)}


def test_the_colophon_stands_on_the_last_page_only():
    first, last = good(), good()
    first["colophon"] = last["colophon"] = ["版权"]
    told = check_pages([first, last], [printed(first), printed(last)])
    assert [each.rule for each in told if each.told.startswith("版权行")] == ["C1"]


def two_pages(first, later):
    """Two sheets, with what the second page has of the first one's lead."""
    pages = [good() | {"figure": "01"}, good() | {"figure": "01–02"}]
    if first:
        pages[0]["stands"][0]["parts"].append(part("turn", 4, 39, 1, 1, words=first))
        parts_of(pages[0], "text")[4].update(lines=3)
    if later:
        pages[1]["stands"][0]["parts"].append(part("onward", 0, 40, 2, 1, words=later, title=""))
    pages[1]["stands"][0]["rank"] = "lead"
    return pages


@pytest.mark.parametrize(
    ("first", "later", "told"),
    [
        ("（下转第01–02版续页）", "（上接第01版）", []),
        ("", "", []),
        ("（下转第01–02版续页）", "", ["（下转第01–02版续页），没有接排"]),
        ("", "（上接第01版）", ["有“上接”，没有“下转”"]),
        ("（下转第03版续页）", "（上接第01版）", ["（下转第03版续页），却接排在另一版"]),
    ],
)
def test_what_goes_on_elsewhere_says_so_on_both_pages(first, later, told):
    pages = two_pages(first, later)
    found = check_pages(pages, [printed(each) for each in pages])
    assert [each.told for each in found if each.rule == "C1"] == told


def test_a_list_of_crossheads_on_a_tinted_ground_is_a_panel():
    data = good()
    for stand in data["stands"]:
        stand["parts"] = [part for part in stand["parts"] if part["what"] != "photo"]
        stand["quotable"] = False
    parts_of(data, "head")[1]["hei"] = True  # the third kind of head
    without = [each.rule for each in check_pages([data], [[]]) if each.rule == "G1"]
    list_points(["灯亮了", "人来了"], 3)(data)
    with_them = [each.rule for each in check_pages([data], [[]]) if each.rule == "G1"]
    assert (without, with_them) == (["G1"], [])
