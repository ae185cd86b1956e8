"""Two captions on one printed line are two photos."""

import pytest

from articles.text.page import as_contract, read_page
from articles.text.page.side_by_side import part_captions
from articles.text.punctuation import fold_marks

PAGE = """江边步道通了
本报讯（记者 费知夏）江边的步道昨日通了，从东渡桥一直走到望津码头，沿途添了十二处座椅。
居民何苇在步道上说，往年去望津码头要绕行两公里，今年下楼就能走到江边的座椅上。
"""
ONE, OTHER = "居民走在江边的步道上", "东渡桥旁沿途的座椅"


def photos(line):
    stories = as_contract(read_page(PAGE + line))["stories"]
    return [(each["caption"], each["credit"]) for story in stories for each in story["photos"]]


ROWS = {
    f"图①：{ONE}。 图②：{OTHER}。费知夏 摄": [(f"图①：{ONE}。", ""), (f"图②：{OTHER}。", "费知夏")],
    f"左图：{ONE}。右图：{OTHER}。": [(f"左图：{ONE}。", ""), (f"右图：{OTHER}。", "")],
    f"上图为{ONE}，下图为{OTHER}。（费知夏 摄）": [
        (f"上图为{ONE}，", ""), (f"下图为{OTHER}。", "费知夏"),
    ],
    f"图1 {ONE} 图2 {OTHER}": [(f"图1 {ONE}", ""), (f"图2 {OTHER}", "")],
    f"▲{ONE}。 ▼{OTHER}。": [(f"▲{ONE}。", ""), (f"▼{OTHER}。", "")],
    f"左图：{ONE}（费知夏 摄） 右图：{OTHER}（何苇 摄）": [
        (f"左图：{ONE}", "费知夏"), (f"右图：{OTHER}", "何苇"),
    ],
    f"图1、图2：{ONE}。图3：{OTHER}。": [(f"图1、图2：{ONE}。", ""), (f"图3：{OTHER}。", "")],
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), ROWS.items(), ids=ROWS)
def test_each_caption_on_a_line_is_a_photo_of_its_own(line, expected):
    assert photos(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "图1是步道。",
        "①带身份证。②带照片。",
        "（左）步道。（右）座椅。",
        "图1所示为步道，图2所示为座椅。",
        "左图书馆开放，右图书角关门。",
        "图1：步道。图3：座椅。",
        "左图：步道。左图：座椅。",
        "居民说，图1是步道，图2是座椅。",
        "图1、图2：步道。",
    ],
)
def test_a_line_with_one_caption_or_none_is_left_whole(line):
    assert part_captions(fold_marks(line)) == []
