"""Bodies and headlines that lost each other, and what a reading doubts or leaves out."""

import time

from articles.tests.stories import BRIDGE, FOUR, HEATING, codes, extracted, story_of, told
from articles.text.page import as_contract, grammar, read_page
from articles.text.page.bodies import bodies
from articles.text.page.tangles import Move, Tangles
from articles.text.page.untangle import make_move


def page_of(order):
    """A page of four stories; `order` says whose body stands under each headline (None: lost)."""
    lines = []
    for headline, owners in order:
        if headline:
            lines += [headline, "■ 通讯员 方小满"]
        for owner in owners:
            lines += FOUR[owner]
    return read_page(extracted(*lines))


HEADLINES = list(FOUR)


def test_a_sound_page_is_left_alone():
    reading = page_of([(headline, [headline]) for headline in HEADLINES])

    assert told(reading) == [(headline, 3) for headline in HEADLINES]
    assert [codes(story) for story in as_contract(reading)["stories"]] == [[], [], [], []]


def test_exchanged_bodies_are_put_right_with_a_doubt_on_both():
    one, two, three, four = HEADLINES
    reading = page_of([(one, [three]), (two, [two]), (three, [one]), (four, [four])])
    stories = {story["headline"]: story for story in as_contract(reading)["stories"]}

    assert {
        headline: [block["text"] for block in story["blocks"]]
        for headline, story in stories.items()
    } == FOUR
    assert [codes(stories[headline]) for headline in HEADLINES] == [
        ["headline-body-mismatch"],
        [],
        ["headline-body-mismatch"],
        [],
    ]
    evidence = stories[one]["warnings"][0]["evidence"]
    assert all(set(row) == {"what", "where", "weight"} for row in evidence)
    assert evidence[0]["weight"] > 0


def test_a_body_at_the_end_of_another_story_goes_back_under_its_headline():
    one, two, three, four = HEADLINES
    reading = page_of([(one, [four]), (two, [two]), (three, [three, one])])
    stories = as_contract(reading)["stories"]

    assert told(reading) == [(one, 3), ("", 3), (two, 3), (three, 3)]
    assert [block["text"] for block in stories[0]["blocks"]] == FOUR[one]
    assert [block["text"] for block in stories[1]["blocks"]] == FOUR[four]
    assert [codes(story) for story in stories] == [
        ["headline-body-mismatch"],
        ["headline-body-mismatch"],
        [],
        ["stray-text"],
    ]


def test_a_body_whose_headline_is_lost_becomes_a_story_without_one():
    one, two, three, four = HEADLINES
    reading = page_of([(one, [one]), (two, [two, four]), (three, [three])])

    assert told(reading) == [(one, 3), (two, 3), ("", 3), (three, 3)]
    assert [codes(story) for story in as_contract(reading)["stories"]] == [
        [],
        ["stray-text"],
        ["headline-lost"],
        [],
    ]


def test_the_end_of_a_story_below_another_one_goes_back_with_a_doubt_on_both():
    one, two, three, _ = HEADLINES
    reading = grammar(
        extracted(
            one, "■ 通讯员 方小满", *HEATING[:2], two, "■ 通讯员 方小满", *FOUR[two],
            three, "■ 通讯员 方小满", *BRIDGE, HEATING[2],
        )
    )  # fmt: skip
    tangles = Tangles(bodies(reading))

    make_move(reading, tangles, Move("parted", 0, 2, 3))

    assert told(reading) == [(one, 3), (two, 3), (three, 3)]
    stories = as_contract(reading)["stories"]
    assert [block["text"] for block in stories[0]["blocks"]] == HEATING
    assert [codes(story)[-1:] for story in stories] == [["stray-text"], [], ["stray-text"]]
    assert reading.find_misplaced() == []


def test_a_part_that_stands_directly_above_its_body_becomes_the_beginning_of_it():
    one, two, three, _ = HEADLINES
    photo = ["图为检修锅炉。", "方小满 摄"]
    reading = grammar(
        extracted(
            one, "■ 通讯员 方小满", *BRIDGE, three, "■ 通讯员 方小满", *FOUR[two], HEATING[0],
            "◆抢修队全天值守", *photo, *HEATING[1:],
        )
    )  # fmt: skip
    make_move(reading, Tangles(bodies(reading)), Move("orphan", 0, 1, 4))
    make_move(reading, Tangles(bodies(reading)), Move("parted", 0, 2, 3))

    story = as_contract(reading)["stories"][0]

    assert [block["text"] for block in story["blocks"]] == [
        HEATING[0], "◆抢修队全天值守", *HEATING[1:],
    ]  # fmt: skip
    assert [photo["caption"] for photo in story["photos"]] == photo[:1]
    assert [doubt.message for doubt in reading.stories[0].doubts if doubt.code == "stray-text"] == [
        f"开头的一部分原排在《{three}》文后，已接到这里，请核对是否同一篇。"
    ]
    assert reading.find_misplaced() == []


def test_what_is_missing_is_said():
    story = story_of("望江人行桥昨起通行", BRIDGE[0].replace("正式", "“正式"), BRIDGE[1][:-1])

    assert [(w["code"], w["block"]) for w in story["warnings"]] == [
        ("no-byline", None),
        ("unbalanced-marks", 0),
        ("unfinished-paragraph", 1),
    ]


def test_a_body_at_the_top_of_the_page_without_a_headline_says_so():
    assert codes(story_of(*BRIDGE)) == ["headline-lost"]


def test_a_headline_without_a_body_says_so():
    assert codes(story_of("望江人行桥昨起通行", "■ 通讯员 方小满")) == ["body-lost"]


def test_the_folio_and_the_date_line_are_furniture():
    reading = read_page(
        extracted(
            "第2版 综合新闻 2024年3月1日 星期五", "望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE
        )
    )

    assert as_contract(reading)["furniture"] == ["第2版 综合新闻 2024年3月1日 星期五"]
    assert told(reading) == [("望江人行桥昨起通行", 3)]


def test_a_page_too_large_to_search_says_so():
    stories = []
    for n in range(70):
        stories += [f"临江区第{n}号新闻", "■ 通讯员 方小满", *HEATING]
    started = time.process_time()

    found = as_contract(read_page(extracted(*stories)))["stories"]

    assert time.process_time() - started < 10
    assert "too-large" in codes(found[0])
    assert len(found) == 70
