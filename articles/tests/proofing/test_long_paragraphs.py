"""A long paragraph of one sign costs twice as much where it is twice as long: work is counted."""

import sys

import pytest

from articles.proofing import quotes
from articles.proofing.typos.find import find_typos
from articles.proofing.typos.measures import Pieces
from articles.tests.proofing_cases import write

#: More than twice the work for twice the text is allowed by so much.
MARGIN = 1.1


class CountedText(str):
    """A text that counts how many characters of it are taken or looked through."""

    __slots__ = ("read",)

    def __new__(cls, text):
        made = super().__new__(cls, text)
        made.read = 0
        return made

    def __getitem__(self, key):
        taken = super().__getitem__(key)
        self.read += len(taken)
        return taken

    def rfind(self, mark, start, end):
        self.read += max(0, end - start)
        return super().rfind(mark, start, end)

    def count(self, piece):
        self.read += len(self)
        return super().count(piece)


def count_lines(act):
    """How many lines of Python run."""
    lines = 0

    def step(frame, event, arg):
        nonlocal lines
        lines += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        act()
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("unit", ["“", "”", "“字。字", "字”", "“字“字”字”"])
def test_quotation_marks_are_walked_through_once(unit):
    read = []
    for times in (500, 1000):
        text = CountedText(unit * times)
        marks = [quotes._Mark(at, c == "“") for at, c in enumerate(unit * times) if c in "“”"]
        assert list(quotes._walk(quotes._Scan(text, "“", "”", "‘’", marks, False)))
        read.append(text.read)
    assert read[1] <= 2 * MARGIN * read[0]


@pytest.mark.parametrize("unit", ["的", "一", "地得", "在再做作"])
def test_words_of_a_paragraph_of_one_sign_are_weighed_once(unit):
    list(find_typos(write("街道的长椅换了新木条")))  # the lexicon is read once
    galleys = [write(unit * (size // len(unit))) for size in (300, 600)]
    lines = [count_lines(lambda galley=galley: list(find_typos(galley))) for galley in galleys]
    assert lines[0] > 300
    assert lines[1] <= 2 * MARGIN * lines[0]


def test_a_piece_is_looked_for_once_in_a_text():
    text = CountedText("东渡社区的长椅换了，东渡社区的灯也换了。")
    pieces = Pieces(text)
    assert [pieces.count(each) for each in ("东渡", "长椅", "东渡", "轻轨", "轻轨")] == [
        2,
        1,
        2,
        0,
        0,
    ]
    assert text.read == 3 * len(text)
