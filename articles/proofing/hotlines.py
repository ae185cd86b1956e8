"""Short numbers that everybody may call, against what the text says they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

#: What a number is called by, and the numbers that it is; 12345 takes over many of the others.
_NUMBERS = {
    "火警": "119", "火灾": "119", "急救": "120", "反诈": "96110", "防诈": "96110",
    "反电诈": "96110", "消费者": "12315 12345", "消费投诉": "12315 12345",
    "消费维权": "12315 12345", "法律": "12348", "法援": "12348", "人社": "12333 12345",
    "人力资源": "12333 12345", "社会保障": "12333 12345", "环保": "12369 12345",
    "生态环境": "12369 12345", "公积金": "12329 12345", "供电": "95598", "电力": "95598",
    "用电": "95598", "青少年": "12355", "妇女": "12338", "残疾人": "12385", "税务": "12366",
    "纳税": "12366", "安全生产": "12350 12345", "卫生健康": "12320 12345",
    "心理": "12356 12320 12345",
    "铁路": "12306", "交通运输": "12328 12345", "纪检": "12388", "政务服务": "12345",
    "便民": "12345", "民政": "12349 12345",
}  # fmt: skip
_KNOWN = frozenset(" ".join(_NUMBERS.values()).split()) | {"110", "122", "114"}
_CALLED = re.compile(
    rf"(?<![\d\-—.])(?P<number>{'|'.join(sorted(_KNOWN, key=len, reverse=True))})(?![\d\-—、])"
    r"[“”]?(?P<what>[\u4e00-\u9fff]{2,14}?)[“”]?(?:热线|电话|专线|号码)"
)
#: Another number may follow, or another's name: 120和119报警电话, 12345转消费热线.
_OTHER = re.compile("[和或与及转等]")


def find_hotlines(galley: Galley) -> Iterator[Finding]:
    """Findings `contact`, warn: 拨打120火警电话, 12333消费者投诉热线."""
    for number, passage in galley.of():
        for hit in _CALLED.finditer(passage.text):
            for what, numbers in _NUMBERS.items():
                before, known, _ = hit["what"].partition(what)
                if not known or _OTHER.search(before) or hit["number"] in numbers.split():
                    continue
                right = numbers.split()[0]
                if any(hit["number"] in _NUMBERS[other].split() and other in hit["what"]
                       for other in _NUMBERS):  # fmt: skip
                    continue
                message = f"“{what}”的电话一般是{right}，文中写的是{hit['number']}，请核对。"
                span = hit.span("number")
                yield galley.find("contact", "warn", number, span, message, right)
                break
