"""The head of a Word file is read whole, whatever stands between its lines and who signs."""

import pytest

from articles.tests import word
from articles.tests.word import BODY
from articles.text.word import read_word

FIRST = "老年食堂添了半份菜"
FEI = ("correspondent", "费知夏", "柳桥街道")
CENTRED = {"align": "center", "bold": True}


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        (
            [(FIRST, CENTRED), "柳桥街道 费知夏", BODY, ("账目贴墙上", CENTRED), BODY],
            ("", FIRST, ""),
        ),
        ([FIRST, "柳桥街道", "通讯员：费知夏", BODY, BODY], ("", FIRST, "")),
        ([FIRST, "——半年账", "柳桥街道 费知夏", BODY, BODY], ("", FIRST, "半年账")),
        ([FIRST, "——半年账", BODY, BODY, "（柳桥街道 费知夏）"], ("", FIRST, "半年账")),
        ([FIRST, "2026年10月8日", "柳桥街道 费知夏", BODY, BODY], ("", FIRST, "")),
        (
            [("晚饭后多了三个去处的居民", {"align": "center", "size": 14}),
             (FIRST, {"size": 22, "bold": True}), "柳桥街道 费知夏", BODY, BODY],
            ("晚饭后多了三个去处的居民", FIRST, ""),
        ),
    ],
)  # fmt: skip
def test_a_head_is_read_whole_whatever_stands_between_it_and_who_signs(lines, heads):
    (story,) = read_word(word.written(*lines)).stories

    assert (story.kicker, story.headline, story.subhead) == heads
    assert [tuple(each) for each in story.people] == [FEI]
