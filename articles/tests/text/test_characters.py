import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.characters import (
    LINE_ENDS,
    UNSEEN,
    clean_for_print,
    clean_for_screen,
    clean_to_one_line,
)

FAMILY, HEART, KEYCAP, PIRATE = "👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "🏴\u200d☠\ufe0f"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

#: What is typed, what a screen shows of it, and what paper does.
SEEN = [
    ("江边的步道　通了。\n又通了", "江边的步道　通了。\n又通了", "江边的步道　通了。\n又通了"),
    ("江\u200b边\u200c的\u200d步\u200e道\u200f", "江边的步道", "江边的步道"),
    ("\ufeff江\u2060边\xad", "江边", "江边"),
    ("\u202a江\u202b边\u202c的\u202d步\u202e道", "江边的步道", "江边的步道"),
    ("江\u2066边\u2067的\u2068步\u2069道", "江边的步道", "江边的步道"),
    ("江\x00边\x07的\x1b步\x7f道\x9f", "江边的步道", "江边的步道"),
    ("一\r\n二\r三\v四\f五\x85六\u2028七\u2029八", *["一\n二\n三\n四\n五\n六\n七\n八"] * 2),
    ("姓名\t电话", "姓名 电话", "姓名 电话"),
    ("辻\U000e0100 葛\ufe00，\ufe01", "辻\U000e0100 葛\ufe00，\ufe01", "辻 葛，"),
    (FAMILY, FAMILY, "👩👩👧"),
    (HEART + KEYCAP + PIRATE, HEART + KEYCAP + PIRATE, "❤1\u20e3🏴☠"),
    (SCOTLAND, SCOTLAND, "🏴"),
    ("می\u200cخواهم", "می\u200cخواهم", "میخواهم"),
    ("a\ufe0fb \ufe0fc\U000e0067d\u200de", "ab cde", "ab cde"),
    ("半\ud800个\ufffe非\ufdd0", "半〓个〓非〓", "半\ud800个\ufffe非\ufdd0"),
]


@pytest.mark.parametrize(("typed", "on_screen", "in_print"), SEEN)
def test_what_nobody_sees_is_left_out_but_for_what_shapes_its_neighbour(typed, on_screen, in_print):
    assert (clean_for_screen(typed), clean_for_print(typed)) == (on_screen, in_print)


ODD = st.text(st.sampled_from([*UNSEEN[::7], *LINE_ENDS, *"江a1 \t👩❤🏴م\ufe0f\u200d\ufffe"]))


@given(ODD)
def test_what_is_visible_is_visible_as_it_is(text):
    assert clean_for_screen(clean_for_screen(text)) == clean_for_screen(text)
    assert clean_for_print(clean_for_print(text)) == clean_for_print(text)


@given(ODD)
def test_what_is_seen_on_paper_is_seen_on_a_screen(text):
    assert clean_for_print(clean_for_screen(text)) == clean_for_print(text).replace("\ufffe", "〓")


@given(ODD)
def test_a_line_is_one_line(text):
    line = clean_to_one_line(text)

    assert line.splitlines() in ([], [line])
    assert "  " not in line


def test_the_full_width_space_is_set_on_purpose_and_stays():
    assert clean_to_one_line(" 上行　下行 \n 又 ") == "上行　下行 又"
