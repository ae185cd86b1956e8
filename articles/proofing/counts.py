"""How many things are announced, against those that a colon or brackets name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.days import read_number
from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

_MANY = r"(?<![第\d.十百千万])(?P<many>[2-9]|1\d|[两二三四五六七八九十])"
_KINDS = r"(?P<kind>[个项大种类条件名位家所支座款场]|步走)"
#: 四项工作：…, “三个坚持”：…, 获奖的6名选手分别是：…
_COLON = re.compile(
    rf"{_MANY}{_KINDS}(?P<what>[^，。；\uff1a、\uff08\uff09\d]{{1,12}})\uff1a(?P<list>[^。；，\uff1a\uff08\uff09“”]{{4,80}})(?=。|$)"
)
#: 两个社区（望津、东渡）
_BRACKETS = re.compile(
    rf"{_MANY}{_KINDS}(?P<what>[^，。；\uff1a、\uff08\uff09\d]{{1,8}})\uff08(?P<list>[^。；，\uff1a\uff08\uff09“”]{{4,60}})\uff09"
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
