"""Which of an article's own words are drawn large, and where."""

import pytest

from articles.text.pull_quotes import find_pull_quote, place_pull_quote

RIVER = "一条河，四公里半，从北闸到江口，河上七座小码头，年轻人多半只认得江口那一座。"
SAID = "老丁把伞收好，说：“水到膝盖，它就来。”"


def text(*paragraphs, running=True):
    return [(running, each) for each in paragraphs]


@pytest.mark.parametrize(
    ("paragraphs", "own", "words"),
    [
        ([RIVER, SAID, RIVER], False, "“水到膝盖，它就来。”"),
        (["他叫它“小码头”，说得轻。", RIVER], False, ""),  # a name is no quotation
        (["“好。”", RIVER], False, ""),
        (["“开头的这一句话。”", *[RIVER] * 4, "“中间的这一句话。”", *[RIVER] * 4], False,
         "“中间的这一句话。”"),
        # A sentence before a clause that goes on.
        (["“开头的这一句话。”", *[RIVER] * 4, "“说到一半的话，”他说。", *[RIVER] * 3], False,
         "“开头的这一句话。”"),
        (["“说到一半的话，”他说。"], False, "“说到一半的话，”"),
        (["水退了。七座码头又都露出来了。"], True, "七座码头又都露出来了。"),
        (["水退了。七座码头又都露出来了。"], False, ""),
        ([], True, ""),
    ],
)  # fmt: skip
def test_words_between_quotation_marks_near_the_middle_come_before_sentences(
    paragraphs, own, words
):
    assert find_pull_quote(paragraphs, own=own) == words


def test_in_one_column_it_stands_in_the_middle_and_not_beside_its_own_words():
    blocks = text(*[RIVER * 2] * 5, SAID + RIVER, *[RIVER * 2] * 5)
    at, words = place_pull_quote(blocks)
    assert (at, words) == (4, "“水到膝盖，它就来。”")
    assert [words in said for _, said in blocks[at - 1 : at + 1]] == [False, False]


@pytest.mark.parametrize(
    "blocks",
    [
        text(RIVER, SAID, RIVER),  # short
        text(*[RIVER * 3] * 9),  # nobody is quoted
        text(*[RIVER * 9] * 2, SAID),  # no place with two paragraphs on either side
        [(at % 2 == 0, RIVER * 2 + SAID * (at == 4)) for at in range(12)],  # between crossheads
        [],
    ],
)
def test_a_text_that_is_short_or_has_no_place_has_none(blocks):
    assert place_pull_quote(blocks) is None
