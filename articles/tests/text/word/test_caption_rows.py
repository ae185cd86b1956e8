"""Captions of several pictures side by side: each reaches its own, or it is told."""

from io import BytesIO

import pytest

from articles.tests import make, word
from articles.tests.word import BODY
from articles.text.word import read_word

HEAD = {"align": "center", "size": 22, "bold": True}
TEXT = "居民何苇说，往年这个时候要绕行两公里，今年下楼就能走到江边，孩子们放学也爱来这里。"
SPOT, NEXT, THIRD = (
    ("", {"picture": make.picture(colour=each)}) for each in ("#0b5058", "#b03a2e", "#7a7a7a")
)
ONE, OTHER = "步道上的居民", "沿途的座椅"
FEI = "费知夏"


def captions(*lines):
    manuscript = read_word(word.written(("江边步道通了", HEAD), "通讯员 费知夏", *lines))
    said = [(each.caption, each.credit) for each in manuscript.stories[0].pictures]
    return said, {note.code for note in manuscript.notes}


ROWS = {
    "circled": (f"图①：{ONE}。 图②：{OTHER}。费知夏 摄", f"{ONE}。", f"{OTHER}。", FEI),
    "left and right": (f"左图：{ONE}。右图：{OTHER}。", f"{ONE}。", f"{OTHER}。", ""),
    "right before left": (f"右图：{OTHER}。左图：{ONE}。", f"{ONE}。", f"{OTHER}。", ""),
    "in one sentence": (f"上图为{ONE}，下图为{OTHER}。（费知夏 摄）", ONE, f"{OTHER}。", FEI),
    "numbers and spaces": (f"图1 {ONE} 图2 {OTHER}", ONE, OTHER, ""),
    "numbers and a semicolon": (f"图1：{ONE}；图2：{OTHER}", ONE, OTHER, ""),
    "Chinese numbers": (f"图一为{ONE}；图二为{OTHER}。", ONE, f"{OTHER}。", ""),
    "circled only": (f"①{ONE}。②{OTHER}。", f"{ONE}。", f"{OTHER}。", ""),
    "arrows": (f"▲{ONE}。 ▼{OTHER}。", f"{ONE}。", f"{OTHER}。", ""),
    "in brackets": (f"（左）{ONE}。（右）{OTHER}。", f"{ONE}。", f"{OTHER}。", ""),
    "on two lines": (f"左图：{ONE}\n右图：{OTHER}", ONE, OTHER, ""),
}


@pytest.mark.parametrize(("line", "one", "other", "credit"), ROWS.values(), ids=ROWS)
def test_captions_on_one_line_reach_their_pictures(line, one, other, credit):
    assert captions(BODY, SPOT, NEXT, line, TEXT) == (
        [(one, credit), (other, credit)],
        {"parted"},
    )


def test_each_caption_of_a_row_keeps_its_own_credit():
    line = f"左图：{ONE}（费知夏 摄） 右图：{OTHER}（何苇 摄）"

    assert captions(BODY, SPOT, NEXT, line, TEXT)[0] == [(ONE, FEI), (OTHER, "何苇")]


def test_a_row_of_captions_at_the_end_belongs_to_the_pictures_of_the_file():
    line = f"图1：{ONE}。图2：{OTHER}。费知夏 摄"

    assert captions(SPOT, BODY, NEXT, TEXT, line)[0] == [(f"{ONE}。", FEI), (f"{OTHER}。", FEI)]


def test_a_row_of_captions_may_stand_above_its_pictures():
    line = f"左图：{ONE}。右图：{OTHER}。"

    assert captions(BODY, line, SPOT, NEXT, TEXT)[0] == [(f"{ONE}。", ""), (f"{OTHER}。", "")]


@pytest.mark.parametrize(
    "line",
    [
        f"图1：{ONE}。图2：{OTHER}。",
        f"{ONE}（左）和{OTHER}（右）。",
        f"图1、图2：{ONE}。",
    ],
)
def test_a_caption_that_fits_no_picture_of_several_is_told(line):
    said, codes = captions(BODY, SPOT, NEXT, *([THIRD] if line[0] == "图" else []), line, TEXT)

    assert (said[-1][0], codes) == (line, {"several"})


@pytest.mark.parametrize(
    "line",
    [
        "居民何苇说，图1是步道，图2是座椅，两样都好，往年这个时候要绕行两公里，今年不用了。",
        "图1所示为步道，图2所示为座椅，两样都在江边，往年这个时候要绕行两公里，今年不用了。",
        "图书馆在左，图书角在右，两处都开到九点，孩子们放学以后可以去，老人白天也常去坐坐。",
    ],
)
def test_a_text_that_speaks_of_pictures_stays_text(line):
    manuscript = read_word(
        word.written(("江边步道通了", HEAD), "通讯员 费知夏", BODY, SPOT, BODY, NEXT, line, TEXT)
    )

    blocks = [block["text"] for block in manuscript.stories[0].as_json()["blocks"]]
    assert blocks == [BODY, BODY, line, TEXT]


def test_captions_in_one_cell_below_pictures_in_cells_reach_their_pictures():
    def add(document):
        grid = document.add_table(rows=2, cols=2)
        for at, spot in enumerate((SPOT, NEXT)):
            run = grid.cell(0, at).paragraphs[0].add_run()
            run.add_picture(BytesIO(spot[1]["picture"]), width=900000)
        grid.cell(1, 0).paragraphs[0].add_run(f"左图：{ONE}。右图：{OTHER}。")

    assert captions(BODY, (add, {}), TEXT) == ([(f"{ONE}。", ""), (f"{OTHER}。", "")], {"parted"})


def test_captions_of_two_below_one_picture_are_told():
    line = f"图1：{ONE}。图2：{OTHER}。"

    assert captions(BODY, SPOT, line, TEXT) == ([(line, "")], {"several"})
