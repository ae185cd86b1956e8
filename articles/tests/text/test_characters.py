import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.characters import (
    LINE_ENDS,
    UNSEEN,
    Admitted,
    CharacterRefused,
    admit,
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


#: What comes in, what is kept of it, and what the writer is told was left out.
BROUGHT = [
    ("桥通了\t一半\n", "桥通了\t一半\n", ()),
    ("一\v二\f三\x85四\u2028五\u2029六", "一\n二\n三\n四\n五\n六", ()),
    ("铃\x07声\x1f末\x7f\x9f", "铃声末", ("U+0007", "U+001F", "U+007F", "U+009F")),
    ("非\ufffe\uffff\ufdd0\U0001fffe", "非", ("U+FFFE", "U+FFFF", "U+FDD0", "U+1FFFE")),
    ("注\ufff9音\ufffb\U000e0001", "注音", ("U+FFF9", "U+FFFB", "U+E0001")),
    ("（全长\u200e3公里）\u200f\u061c", "（全长3公里）", ("U+200E", "U+200F", "U+061C")),
    ("见图\ufffc。", "见图。", ("U+FFFC",)),
    (FAMILY + SCOTLAND + "辻\U000e0100\ue000", FAMILY + SCOTLAND + "辻\U000e0100\ue000", ()),
]


@pytest.mark.parametrize(("text", "kept", "left_out"), BROUGHT)
def test_controls_stay_out_and_are_named(text, kept, left_out):
    assert admit(text) == Admitted(kept, left_out)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5002\u202e", "（U+202E右至左强制）"),
        ("\u2067江\u2069", "（U+2067右至左隔离、U+2069隔离还原）"),
        ("江\u202a\u202c", "（U+202A左至右嵌入、U+202C方向还原）"),
        ("半\ud800", "含有无法保存的字符（NUL或残缺的字符编码）。"),
        ("空\x00", "含有无法保存的字符（NUL或残缺的字符编码）。"),
    ],
)
def test_what_turns_a_text_round_is_refused_by_name(text, why):
    with pytest.raises(CharacterRefused) as refusal:
        admit(text)

    assert why in str(refusal.value)
