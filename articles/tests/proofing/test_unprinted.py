"""What the newspaper's fonts can't set is told while it is written."""

from dataclasses import replace

import pytest

from articles.proofing.galley import GalleyPhoto, Particulars, Passage
from articles.proofing.house import House
from articles.proofing.unprinted import find_characters_without_glyph
from articles.tests.proofing.galleys import FONTS
from articles.tests.proofing_cases import write

PLAIN = "换一种写法，或者请管理员装上有它的字体；这一篇排上版以前要办好，不然那一期导不出。"
JOINED = "在报纸上是并排的几个图形，不是合成的那一个：请换成一个单独的，或者删去。"
FORM = "选定的字形印不出，报纸上是这个字通常的样子。"


def look(galley):
    galley = replace(galley, house=House(printable=FONTS))
    return [(each.text, each.message, each.fixes) for each in find_characters_without_glyph(galley)]


def look_in(text):
    return look(write(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王𪚥说。", ("𪚥", f"报纸印不出“𪚥”（U+2A6A5）：{PLAIN}")),
        ("招牌是ខម", ("ខម", f"报纸印不出“ខម”（U+1781、U+1798）：{PLAIN}")),
        ("1\u20e3办证", ("1\u20e3", f"报纸印不出“1\u20e3”（U+0031、U+20E3）：{PLAIN}", "①")),
        ("葛\ufe00家", ("葛\ufe00", f"“葛\ufe00”{FORM}", "葛")),
        (
            "\N{WAVING BLACK FLAG}\U000e0067\U000e007f升起",
            (
                "\N{WAVING BLACK FLAG}\U000e0067\U000e007f",
                f"“\N{WAVING BLACK FLAG}\U000e0067\U000e007f”{FORM}",
                "\N{WAVING BLACK FLAG}",
            ),
        ),
        (
            "一家\N{MAN}\u200d\N{WOMAN}三口",
            ("\N{MAN}\u200d\N{WOMAN}", f"“\N{MAN}\u200d\N{WOMAN}”{JOINED}"),
        ),
        (
            "护士\N{WOMAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-3}\u200d⚕\ufe0f",
            (
                "\N{WOMAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-3}\u200d⚕\ufe0f",
                f"“\N{WOMAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-3}\u200d⚕\ufe0f”{JOINED}",
            ),
        ),
        ("葛\U000e0100家", ("葛\U000e0100", f"“葛\U000e0100”{FORM}", "葛")),
    ],
)
def test_what_is_not_printed_as_it_was_written_is_told_with_what_to_do(text, found):
    assert [(text, message, *fixes) for text, message, fixes in look_in(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "亩产2⅓吨",
        "e\u0301",
        "☎\ufe0e热线",
        "☎\ufe0f热线",
        "灯\u2009亮",
        "灯\u200b亮",
        "灯\n亮",
        "\N{MAN}\N{WOMAN}",
        "\N{MAN}、\N{WOMAN}",
    ],
)
def test_what_print_sets_otherwise_without_loss_is_not_told(text):
    assert look_in(text) == []


def test_names_credits_files_sound_entries_and_sources_are_looked_at_too():
    has = Particulars(
        names=("ក", "ខ"), photos=(GalleyPhoto(2, "", "គ", "ឃ"),), files=("ង",), clips=("ច",),
        entries=("ឆ",), source="ជ", original_title="ឈ", original_author="ញ",
    )  # fmt: skip

    found = look(replace(write("灯亮了。"), particulars=has))
    told = [message.partition("“")[::2] for _, message, _ in found]

    assert [(where, said[0]) for where, said in told] == [
        (f"{where}：报纸印不出", letter)
        for where, letter in (
            ("署名", "ក"), ("署名", "ខ"), ("图2的摄影", "គ"), ("附件的名称", "ង"), ("音视频", "ច"),
            ("条目", "ឆ"), ("稿源", "ជ"), ("原题", "ឈ"), ("原作者", "ញ"),
        )
    ]  # fmt: skip


def test_the_summary_is_not_printed():
    galley = replace(write("灯亮了。"), passages=[Passage("summary", "𪚥")])

    assert look(galley) == []


def test_where_nothing_is_printed_nothing_is_told():
    assert list(find_characters_without_glyph(write("王𪚥说。"))) == []
