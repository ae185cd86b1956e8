"""An editor's acts on a reading: what each does, and that none ever loses a line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.page import arrange
from articles.text.page.places import ArrangeError
from articles.text.page.reading import (
    BODY,
    Doubt,
    Evidence,
    PageLine,
    Reading,
    Repair,
    Story,
    StoryPiece,
)

WORDS = [
    "今日临江",  # 1 furniture
    "渡口小学把操场借给街坊",  # 2 甲 headline
    "■ 通讯员 祝南枝",  # 3 byline
    "食堂把菜拆成两种分量。",  # 4 body of 乙
    "老人们说不剩菜了。",  # 5
    "柳桥食堂端出半份菜",  # 6 乙 headline
    "老人吃得不浪费",  # 7 subhead
    "操场的灯多亮了两个",  # 8 body of 甲
    "钟头。",  # 9
    "鹿鸣 摄",  # 10 unplaced
]
MISMATCH = Doubt("headline-body-mismatch", "题文不合", 4, (Evidence("操场", "第8行", 3.1),))


def reading():
    """Two stories whose bodies are exchanged, one line of furniture, one unplaced."""
    return Reading(
        lines=[PageLine(n, n, 0, text, text) for n, text in enumerate(WORDS, 1)],
        stories=[
            Story(
                [
                    StoryPiece("headline", [2]),
                    StoryPiece("byline", [3]),
                    StoryPiece("paragraph", [4]),
                    StoryPiece("paragraph", [5]),
                ],
                [MISMATCH],
            ),
            Story(
                [
                    StoryPiece("headline", [6]),
                    StoryPiece("subhead", [7]),
                    StoryPiece("paragraph", [8, 9]),
                ]
            ),
        ],
        unplaced=[10],
        furniture=[1],
    )


def layout(page):
    """The pieces of each story as (kind, lines)."""
    return [[(piece.kind, piece.lines) for piece in story.pieces] for story in page.stories]


def test_exchanged_bodies_come_under_their_own_headlines_and_the_doubt_ends():
    page = arrange.swap(reading(), 0, 1)
    assert layout(page) == [
        [("headline", [2]), ("byline", [3]), ("paragraph", [8, 9])],
        [("headline", [6]), ("subhead", [7]), ("paragraph", [4]), ("paragraph", [5])],
    ]
    assert [story.doubts for story in page.stories] == [[], []]


def test_a_byline_under_the_text_goes_with_the_text_and_a_photo_stays():
    page = arrange.name(arrange.move(reading(), [10], 0), [10], "credit")
    page = arrange.name(page, [5], "byline")
    page = arrange.swap(page, 0, 1)
    assert layout(page) == [
        [("headline", [2]), ("byline", [3]), ("paragraph", [8, 9]), ("credit", [10])],
        [("headline", [6]), ("subhead", [7]), ("paragraph", [4]), ("byline", [5])],
    ]


def test_a_body_may_be_given_to_a_story_that_has_none():
    page = arrange.move(reading(), [8, 9], "unplaced")
    page = arrange.swap(page, 1, 0)
    assert layout(page) == [
        [("headline", [2]), ("byline", [3])],
        [("headline", [6]), ("subhead", [7]), ("paragraph", [4]), ("paragraph", [5])],
    ]


def test_moved_lines_stand_where_they_are_printed_and_never_above_the_head():
    page = arrange.move(reading(), [4, 5], 1)
    assert layout(page) == [
        [("headline", [2]), ("byline", [3])],
        [
            ("headline", [6]),
            ("subhead", [7]),
            ("paragraph", [4]),
            ("paragraph", [5]),
            ("paragraph", [8, 9]),
        ],
    ]
    assert layout(arrange.move(reading(), [10], 0))[0][-1] == ("paragraph", [10])


def test_a_doubt_goes_where_its_line_goes_and_ends_with_it():
    page = arrange.move(reading(), [4], 1)
    assert [story.doubts for story in page.stories] == [[], [MISMATCH]]
    assert arrange.count_blocking(page) == 1
    assert arrange.count_blocking(arrange.move(page, [4], "furniture")) == 0


def test_lines_make_a_story_of_their_own_after_what_is_printed_above_them():
    page = arrange.move(reading(), [4, 5], "new")
    assert layout(page)[1] == [("paragraph", [4]), ("paragraph", [5])]
    assert [arrange.letter(n) for n in range(3)] == ["甲", "乙", "丙"]
    assert [arrange.letter(n) for n in (9, 10, 15)] == ["癸", "11", "16"]


def test_dropped_lines_are_kept_as_furniture():
    page = arrange.move(reading(), [10, 9], "furniture")
    assert (page.furniture, page.unplaced) == ([1, 9, 10], [])
    assert layout(page)[1][-1] == ("paragraph", [8])


def test_a_story_whose_last_line_goes_is_gone():
    page = arrange.move(reading(), [6, 7, 8, 9], 0)
    assert len(page.stories) == 1
    # the headline of the other story is a crosshead here: two headlines would read as one
    assert ("crosshead", [6]) in layout(page)[0]


def test_the_second_line_of_a_headline_is_a_headline_where_it_is_printed_next_to_it():
    page = arrange.name(arrange.move(reading(), [3], "new"), [3], "headline")
    assert layout(arrange.move(page, [3], 0))[0][:2] == [("headline", [2]), ("headline", [3])]


def test_a_story_ends_where_the_editor_says():
    page = arrange.split_story(reading(), 5)
    assert layout(page)[:2] == [
        [("headline", [2]), ("byline", [3]), ("paragraph", [4])],
        [("paragraph", [5])],
    ]
    inside = arrange.split_story(reading(), 9)
    assert layout(inside)[1:] == [
        [("headline", [6]), ("subhead", [7]), ("paragraph", [8])],
        [("paragraph", [9])],
    ]


def test_paragraphs_are_split_and_joined():
    page = arrange.split_piece(reading(), 9)
    assert layout(page)[1][2:] == [("paragraph", [8]), ("paragraph", [9])]
    assert layout(arrange.join(page, 9)) == layout(reading())
    assert layout(arrange.join(reading(), 10))[1][2:] == [("paragraph", [8, 9, 10])]


def test_joining_ends_the_doubt_about_a_lost_beginning():
    page = reading()
    page.stories[0].doubts.append(Doubt("truncated-paragraph", "缺了开头", 5))
    assert arrange.join(page, 5).stories[0].doubts == [MISMATCH]


def test_a_piece_changes_places_with_its_neighbour():
    assert layout(arrange.shift(reading(), 5, -1))[0][2:] == [
        ("paragraph", [5]),
        ("paragraph", [4]),
    ]


def test_the_editor_says_which_line_is_the_kicker():
    page = arrange.name(reading(), [7], "headline")
    page = arrange.name(page, [6], "kicker")
    assert layout(page)[1][:2] == [("kicker", [6]), ("headline", [7])]


def test_corrected_words_keep_the_text_as_it_came():
    page = arrange.reword(reading(), 6, "柳桥食堂端出“半份菜”")
    assert page.lines[5] == PageLine(6, 6, 0, "柳桥食堂端出半份菜", "柳桥食堂端出“半份菜”")
    assert page.repairs == [Repair(6, 6, "", "“"), Repair(6, 9, "", "”")]
    assert replayed(page) == [line.repaired for line in page.lines]
    assert arrange.reword(page, 6, "柳桥食堂端出半份菜").repairs == []


def test_what_nobody_can_see_is_not_kept_of_what_was_typed():
    page = arrange.reword(reading(), 6, " 半份菜\x00上\ud800桌\r\n")
    assert page.lines[5].repaired == "半份菜上桌"


def test_a_lost_headline_can_be_written():
    page = arrange.write(arrange.move(reading(), [4, 5], "new"), 1, "byline", "记者 宁望舒")
    page = arrange.write(page, 1, "headline", "半份菜上桌")
    assert layout(page)[1][:2] == [("headline", [12]), ("byline", [11])]
    assert page.lines[11] == PageLine(12, 0, 0, "", "半份菜上桌")
    assert "".join(line.text for line in page.lines) == "".join(WORDS)


def test_a_settled_doubt_is_gone():
    assert arrange.settle(reading(), 0, 0).stories[0].doubts == []


@pytest.mark.parametrize(
    ("act", "arguments", "says"),
    [
        ("move", ([], 0), "请先选中要动的行。"),
        ("move", ([99], 0), "没有第99行。"),
        ("move", ([4], 9), "没有这一篇，页面可能已经变了。"),
        ("swap", (1, 1), "对调要指明两篇不同的稿件。"),
        ("split_story", (2,), "第2行是甲的第一行，前面没有可断开的。"),
        ("split_story", (10,), "第10行还没有归到哪一篇。"),
        ("split_piece", (8,), "第8行已经是一段的开头。"),
        ("join", (4,), "第4行前面没有可以接上的段落。"),
        ("join", (1,), "第1行前面没有已归的段落。"),
        ("shift", (2, -1), "第2行已在甲的开头。"),
        ("name", ([10], "caption"), "第10行还没有归到哪一篇，请先归稿。"),
        ("reword", (6, "　 "), "第6行不能改成空的；不要这一行，请按“不要”。"),
        ("write", (0, "headline", " "), "补写的内容不能空，也只能是栏题、引题、主题、副题或署名。"),
        ("settle", (0, 5), "这一处已经定过了。"),
    ],
)
def test_an_act_that_makes_no_sense_says_why_and_changes_nothing(act, arguments, says):
    page = reading()
    with pytest.raises(ArrangeError) as refusal:
        getattr(arrange, act)(page, *arguments)
    assert str(refusal.value) == says
    assert page == reading()


def replayed(page):
    """Each line's text as it came, with its repairs."""
    texts = []
    for line in page.lines:
        text = line.text
        for repair in reversed([r for r in page.repairs if r.line == line.number]):
            assert text[repair.at : repair.at + len(repair.was)] == repair.was
            text = text[: repair.at] + repair.now + text[repair.at + len(repair.was) :]
        texts.append(text)
    return texts


_LINES = st.lists(st.integers(1, 12), min_size=1, max_size=4)
_STORY = st.integers(0, 4)
_TEXT = st.text("甲乙，。 半份", max_size=6)
ACTS = st.one_of(
    st.tuples(st.just("move"), _LINES, _STORY | st.sampled_from(["new", "unplaced", "furniture"])),
    st.tuples(st.just("swap"), _STORY, _STORY),
    st.tuples(st.sampled_from(["split_story", "split_piece", "join"]), st.integers(1, 12)),
    st.tuples(st.just("shift"), st.integers(1, 12), st.sampled_from([-1, 1])),
    st.tuples(
        st.just("name"),
        _LINES,
        st.sampled_from(["campaign", "kicker", "headline", "byline", *BODY, "caption", "credit"]),
    ),
    st.tuples(st.just("reword"), st.integers(1, 12), _TEXT),
    st.tuples(st.just("write"), _STORY, st.sampled_from(arrange.HEAD), _TEXT),
    st.tuples(st.just("settle"), _STORY, st.integers(0, 2)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ACTS, max_size=12))
def test_no_sequence_of_acts_loses_a_line_or_a_character(acts):
    page = reading()
    for act, *arguments in acts:
        try:
            page = getattr(arrange, act)(page, *arguments)
        except ArrangeError:
            continue
        assert page.find_misplaced() == []
        assert [line.text for line in page.lines[: len(WORDS)]] == WORDS
        assert replayed(page) == [line.repaired for line in page.lines]
        assert all(story.pieces for story in page.stories)
        assert Reading.from_json(page.as_json()) == page
