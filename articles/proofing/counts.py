"""How many things are announced, against those that a colon or brackets name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.days import read_number
from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.proofing.numbering import read_sign

_MANY = r"(?<![第\d.十百千万])(?P<many>[2-9]|1\d|[两二三四五六七八九十])"
_KINDS = r"(?P<kind>[个项大种类条件名位家所支座款场]|步走)"
#: 四项工作：…, “三个坚持”：…, 获奖的6名选手分别是：…
_COLON = re.compile(
    rf"{_MANY}{_KINDS}(?P<what>[^，。；\uff1a、\uff08\uff09\d—]{{1,12}})(?:\uff1a|——)(?P<list>[^。；，\uff1a\uff08\uff09“”—]{{4,80}})(?=。|——|$)"
)
#: 两个社区（望津、东渡）
_BRACKETS = re.compile(
    rf"{_MANY}{_KINDS}(?P<what>[^，。；\uff1a、\uff08\uff09\d]{{1,8}})\uff08(?P<list>[^。；，\uff1a\uff08\uff09“”]{{4,60}})\uff09"
)
#: 五项举措——一是…；二是…: what is announced, and that its items follow with numbers.
_ANNOUNCED = re.compile(
    rf"{_MANY}(?:[个项大条点类种]|方面)(?!社区|街道|部门|单位|镇|村|乡|学校|企业|小区|县|区|市|省)(?:[^，。；\uff1a、\uff08\uff09\d—]{{0,8}}?)"
    r"(?:工作|措施|举措|任务|方面|问题|要求|建议|意见|重点|原则|特点|内容|行动|机制|办法|目标|步骤|环节|变化|亮点"
    r"|优势|制度|承诺|原因|经验|做法|途径|抓手|关口?|工程)”?[^。；\d一二三四五六七八九十]{0,16}(?:——|[\uff1a，。])(?=(?P<sign>一是|一要|第一，|\uff08一\uff09|其一，|①))"
)
_NUMBERED = {
    "一是": re.compile(r"(?:^|(?<=[。；\uff1a，—]))(?P<n>[一二三四五六七八九十]{1,2})是"),
    "一要": re.compile(r"(?:^|(?<=[。；\uff1a，—]))(?P<n>[一二三四五六七八九十]{1,2})要"),
    "第一，": re.compile(r"(?:^|(?<=[。；\uff1a，—]))第(?P<n>[一二三四五六七八九十]{1,2})，"),
    "其一，": re.compile(r"(?:^|(?<=[。；\uff1a，—]))其(?P<n>[一二三四五六七八九十]{1,2})，"),
    "\uff08一\uff09": re.compile(r"\uff08(?P<n>[一二三四五六七八九十]{1,2})\uff09"),
    "①": re.compile("(?P<n>[①②③④⑤⑥⑦⑧⑨⑩])"),
}
_ITEM = r"[^、，。；\uff1a！\uff1f\uff08\uff09“”《》—…\d\s]{1,10}?"
#: 望津、东渡、河口两个社区: a list, and how many it has right behind it.
_BEHIND = re.compile(
    rf"(?P<list>(?:{_ITEM}、)+{_ITEM})(?<!第)(?<!冬季)(?<!现代)(?<!铁人)(?<!男子)(?<!女子)(?:等)?"
    r"(?P<many>[2-9]|[两二三四五六七八九])(?P<kind>[个项类种大所家地镇乡村方天餐季色代处条座支门省市区县国路队组]|社区|街道|部门|单位)"
    r"(?![余多几两二三四五六七八九\d])"
)
#: The list goes on, or holds examples.
_OPEN = re.compile("等|以及其他|之一|如|…")
_JOIN = re.compile("[和与及]")
#: 两个信封上都贴着字条：… are no kinds of things that follow.
_NO_LIST = re.compile("各|每|分别有|多|余|几|都|着|了")


def find_counts(galley: Galley) -> Iterator[Finding]:
    """Findings `count`: warn where fewer are named than announced, or more that are all alike.

    Info for more that aren't: what stands between two 、 may be a part of one.
    """
    for number, passage in galley.of():
        for pattern in (_COLON, _BRACKETS):
            for hit in pattern.finditer(passage.text):
                if told := _judge(hit):
                    severity, named = told
                    said = f"前面说是{hit['many']}{hit['kind']}"
                    message = f"{said}，后面列了{named}{hit['kind'][0]}，数对吗？"
                    yield galley.find("count", severity, number, hit.span(), message)


def find_counts_behind(galley: Galley) -> Iterator[Finding]:
    """Findings `count`, warn: 望津、东渡、河口两个社区; only where all that is listed is alike:
    the first may have other words before it."""
    for number, passage in galley.of():
        for hit in _BEHIND.finditer(passage.text):
            items: list[str] = hit["list"].split("、")
            first, *others = items[:-1] + _JOIN.split(items[-1])
            long = {len(item) for item in others}
            named, told = 1 + len(others), read_number(hit["many"])
            if named > told and len(long) == 1 and 2 <= min(long) <= len(first):
                said = hit["many"] + hit["kind"]
                message = f"后面说是{said}，前面列了{named}个，数对吗？"
                span = (hit.end("list") - len("、".join(others)), hit.end())
                yield galley.find("count", "warn", number, span, message)


def find_numbered_items(galley: Galley) -> Iterator[Finding]:
    """Findings `count`, warn: 五项举措——一是…；二是…；三是…；四是…."""
    for number, passage in galley.of("paragraph", "quote", "item"):
        for hit in _ANNOUNCED.finditer(passage.text):
            last = 0
            for sign in _NUMBERED[hit["sign"]].finditer(passage.text, hit.end()):
                if read_sign(sign["n"]) != last + 1:
                    break
                last += 1
            many = read_number(hit["many"])
            goes_on = any(
                _NUMBERED[hit["sign"]].match(other.text.lstrip())
                for other in galley.passages[number + 1 :]
            )
            if last > 1 and last != many and not goes_on:
                said = hit[0].rstrip("\uff1a，。—")
                message = f"前面说是“{said}”，后面编号只到{last}，数对吗？"
                yield galley.find("count", "warn", number, hit.span(), message)


def _judge(hit: re.Match[str]) -> tuple[Severity, int] | None:
    """How grave it is that others are named than announced, and how many are."""
    items = hit["list"].split("、")
    if len(items) < 2 or _OPEN.search(hit["list"]) or _NO_LIST.search(hit["what"]):
        return None
    many = read_number(hit["many"])
    most = len(items) + len(_JOIN.findall(hit["list"]))
    if len(items) <= many <= most:
        return None
    alike = len({len(item) for item in items}) == 1
    return ("warn" if many > most or alike else "info"), len(items)
