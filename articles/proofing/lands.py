"""Taiwan, Hong Kong and Macao where countries are told of: 美国、日本、台湾等国家.

By 新华社新闻信息报道中的禁用词和慎用词 (2016), on regions and sovereignty.
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.slips import find_slips, list_slips

_LANDS = "(?:台湾|香港|澳门|港澳台?|台港澳)"
_COUNTRIES = (
    r"(?:多国|各国|(?:[\d两二三四五六七八九十几数多]+余?个)?"
    r"国家(?![级队标安公电博图一统体]|和地区|、地区|及地区|与地区|或地区))"
)
_SOURCE = "（新华社禁用词和慎用词）"
_SLIPS = list_slips(
    (
        (rf"{_LANDS}(?:地区)?(?:[、和与及][^、，。；\d]{{1,6}}){{0,6}}等?(?:世界|海外|周边|东南亚|亚洲)?{_COUNTRIES}",
         "",
         f"台湾、香港、澳门是中国的一部分，不能与国家并称，写“国家和地区”{_SOURCE}。"),
        (rf"(?:中国|大陆|内地|我国)(?:大陆)?[和与、同]{_LANDS}[^，。；]{{0,2}}(?:[两二三]国|国与国|国际间?|外交|建交|边境)",
         "",
         f"台湾、香港、澳门是中国的一部分，写“两岸”“内地与香港”等{_SOURCE}。"),
        (rf"{_LANDS}(?:同胞|居民|学生|游客|青年)?[^，。；]{{0,4}}(?:出国|回国|来华|访华|赴华|旅华|留华|驻华)",
         "",
         f"对台湾、香港、澳门不用“出国”“来华”一类说法，写“来大陆”“到内地”{_SOURCE}。"),
        (rf"{_LANDS}(?:国籍|外宾|外商|外资|外籍|华侨|国旗|国歌|国父|国防部|外交部|大使|使馆|移民局)",
         "",
         f"台湾、香港、澳门是中国的一部分，“{{}}”的说法不当{_SOURCE}。"),
    )
)  # fmt: skip


def find_lands_as_countries(galley: Galley) -> Iterator[Finding]:
    """Findings `phrase`, warn."""
    return find_slips(galley, "phrase", _SLIPS)
