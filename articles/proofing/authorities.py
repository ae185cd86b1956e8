"""Who does what in a case, by the law on criminal procedure: procuratorates approve arrests and
prosecute, courts judge, the police detain and carry arrests out."""

from __future__ import annotations

from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.slips import find_slips, list_slips

_GAP = "(?:依法)?[^，。；、检法公]{0,6}?(?:依法)?"
_COURT = "(?:人民法院|中院|法院)"
_POLICE = "(?:公安机关|公安分局|公安局|派出所|警方|民警)"
_PROCURATORATE = "(?:人民检察院|检察院|检察机关)"
_SLIPS = list_slips(
    (
        (rf"{_COURT}{_GAP}(?:批准逮捕|批捕|提起公诉|刑事拘留)",
         "",
         "“{}”\N{FULLWIDTH COLON}批准逮捕、提起公诉的是检察院，刑事拘留的是公安机关，请核对。"),
        (rf"{_POLICE}{_GAP}(?:批准逮捕(?!后)|批捕|提起公诉|判处|判决)",
         "",
         "“{}”\N{FULLWIDTH COLON}批准逮捕、提起公诉的是检察院，判决的是法院，请核对。"),
        (rf"{_PROCURATORATE}{_GAP}(?:判处|判决|宣判|刑事拘留|治安拘留)",
         "",
         "“{}”\N{FULLWIDTH COLON}判决的是法院，拘留的是公安机关，请核对。"),
        (r"(?:派出所|交警大?队|城管|街道办事处|社区)[^，。；、]{0,8}?(?:判处|判决)",
         "",
         "“{}”\N{FULLWIDTH COLON}判决的是法院，请核对。"),
        (r"犯罪分子(?=[^，。；]{0,6}(?:涉嫌|被抓获|落网|被刑事拘留|被拘留|被逮捕))",
         "犯罪嫌疑人",
         "法院判决前写“犯罪嫌疑人”，不写“犯罪分子”。"),
        (r"(?:罪犯|犯人)(?=[^，。；]{0,8}(?:涉嫌|被刑事拘留|被批准逮捕|被提起公诉))",
         "犯罪嫌疑人",
         "法院判决前写“犯罪嫌疑人”“被告人”，不写“{}”。"),
        (r"(?:第?[一二三四五六七八九十]{1,3}|本|上|下|历|首|换)界(?=全国人大|全国政协|人大|政协|党代会|委员会|代表大会|运动会|全会|理事会|学代会|书画展|职代会|艺术节|文化节)",
         "",
         "“{}”\N{FULLWIDTH COLON}会议、运动会论“届”，不论“界”。"),
        (r"(?:区区|市市|省省|县县|镇镇)(?=人大|政协|政府|委员会|委宣传|纪委)",
         "",
         "“{}”\N{FULLWIDTH COLON}像是多了一个字，请核对。"),
        (r"委员会(?:区委|市委|县委|省委)(?=书记|副书记|常委)",
         "委员会",
         "“{}”\N{FULLWIDTH COLON}“委员会”和“区委”“市委”重复，留一个。"),
    )
)  # fmt: skip


def find_wrong_authorities(galley: Galley) -> Iterator[Finding]:
    """Findings `phrase`, warn."""
    return find_slips(galley, "phrase", _SLIPS)
