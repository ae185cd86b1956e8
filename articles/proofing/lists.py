"""Marks of lists and titles: 甲、乙、和丙; 七、八个; 等……; 《…》称号."""

from __future__ import annotations

from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.slips import find_slips, list_slips

_SOURCE = "GB/T 15834—2011"
_NEXT = tuple(zip("二三四五六七八", "三四五六七八九", strict=True))
_MARKS = list_slips(
    (pattern, fix, f"{message}（{_SOURCE}）。")
    for pattern, fix, message in (
        (r"、(和|及)(?![平谐睦美气煦解风弦田县硕政顺服善乐声蔼约好盘棋畅玉林仁悦义园时格早其第、”])(?![\u4e00-\u9fff]{2,3}\uff08)(?=[\u4e00-\u9fff])",
         r"\1",
         "“\\1”前面不用顿号"),
        *((rf"(?<![第列获在居一二三四五六七八九十、\d]){one}、{other}(?=十?[个名人位天岁户里次](?!单元|年级))",
         f"{one}{other}",
         "相邻的两个数表示大概时，中间不用顿号")
         for one, other in _NEXT),
        (r"。”。", "。”", "引号里已经有句号，外面的句号多余"),
        (r"([\uff08(][一二三四五六七八九十]{1,3}[\uff09)])、", r"\1", "带括号的序号后面不用顿号"),
        (r"(?:^|(?<=[。；\uff1a]))(第[一二三四五六七八九十]|首先|其次|再次|最后)、(?![第一二三四五六七八九十])",
         r"\1，",
         "“第一”“首先”后面用逗号，“一”后面才用顿号"),
        (r"(?<=《)([^《》]{0,12})《([^《》]{1,16})》(?=[^《》]{0,12}》)",
         r"\1〈\2〉",
         "书名号里再用书名号，用单书名号"),
        (r"等(?:……|…)", "等", "“等”和省略号留一个就够了"),
        (r"《([^《》]{2,24})》(?=(?:荣誉)?称号)", r"“\1”", "称号不是作品，用引号，不用书名号"),
        (r"《([^《》]{1,16}(?:身份证|居住证|营业执照|驾驶证|优待证|结婚证))》",
         r"\1",
         "证照的名称不用书名号"),
    )
)  # fmt: skip


def find_marks_of_lists(galley: Galley) -> Iterator[Finding]:
    """Findings `mark`, warn."""
    return find_slips(galley, "mark", _MARKS)
