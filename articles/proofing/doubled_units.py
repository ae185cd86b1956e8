"""Units and signs that stand twice behind one number: 3.6亿万元, 1.2万人次人, ￥15元, 百分之98%."""

from __future__ import annotations

from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.slips import find_slips, list_slips

_ENDS = r"(?=[，。；、\uff09]|$)"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_DOUBLED = list_slips(
    (
        (rf"({_NUMBER})(?:亿万|万万|亿亿)(?=[元人户吨次亩美])",
         "",
         "“{}”里的“万”“亿”重叠，是哪个数？"),
        (rf"({_NUMBER}[万亿]?人次)人(?![员民均])", r"\1", "“{}”重复：“人次”后面不再写“人”。"),
        (rf"({_NUMBER}[万亿余多]{{0,2}}([米元吨户亩个件辆台所家栋岁名位项条人次张只棵盏]))\2{_ENDS}",
         r"\1",
         "“{}”里的单位重复了。"),
        (rf"[￥¥]\s?({_NUMBER}[万亿]?元)", r"\1", "“{}”：有了“元”，不再用“￥”。"),
        (r"零下-(\d[\d.]*)", r"零下\1", "“{}”里的“零下”和负号重复。"),
        (rf"({_NUMBER}℃)度", r"\1", "“{}”：“℃”就读“摄氏度”，“度”多余。"),
        (rf"百分之({_NUMBER})%|(百分之[一二三四五六七八九十百点]+)%",
         "",
         "“{}”：“百分之”和“%”重复。"),
        (rf"({_NUMBER}个百分点)%", r"\1", "“{}”：“百分点”后面不再写“%”。"),
        (rf"({_NUMBER})%个百分点", r"\1个百分点", "“{}”：“百分点”前面不写“%”。"),
        (r"(?<![\d:\uff1a])(\d{1,2}[:\uff1a][0-5]\d)分(?=[，。；、\uff09开在举集出到左准至正]|$)",
         r"\1",
         "“{}”：已经写作时刻，“分”多余。"),
    )
)  # fmt: skip


def find_doubled_units(galley: Galley) -> Iterator[Finding]:
    """Findings `unit`, warn: 3.6亿万元, 1.2万人次人, 300米米, ￥15元, 百分之98%, 8:30分."""
    return find_slips(galley, "unit", _DOUBLED)
