"""Words of the text that stand in a Word file once more, large."""

import pytest

from articles.tests import word
from articles.tests.word import BODY
from articles.text.word import read_word

HEAD = ("老年食堂添了半份菜", {"align": "center", "size": 22, "bold": True})
SAID = f"{BODY}老丁把伞收好，说：“水到膝盖，它就来。”"
WORDS = "“水到膝盖，它就来。”"
LARGE = {"align": "center", "size": 18, "bold": True}


def read(*lines):
    made = read_word(word.written(HEAD, *lines))
    [story] = made.stories
    told = [(note.code, note.passages) for note in made.notes if note.code == "pulled"]
    return [block["text"] for block in story.as_json()["blocks"]], told


def test_a_pull_quote_is_left_out_and_told():
    assert read(SAID, (WORDS, LARGE), BODY) == ([SAID, BODY], [("pulled", (WORDS,))])


@pytest.mark.parametrize(
    "line",
    [
        (WORDS, {}),  # somebody says it again
        ("“水到膝盖，它就不来。”", LARGE),  # nothing in the text says so
        ("水到膝盖，它就来。", LARGE),
    ],
)
def test_a_quotation_that_is_no_pull_quote_stays(line):
    texts, told = read(SAID, line, BODY)
    assert (len(texts), told) == (3, [])
    assert line[0] in "".join(texts)
