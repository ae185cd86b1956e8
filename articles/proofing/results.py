"""Of how many something came of how many (发放500份，收回520份), and teams and lists by heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from articles.proofing.amounts import Amount, count_alike, read_amounts
from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.text.surnames import FREQUENT_SURNAMES

#: What can come out of what: no more are returned than were handed out.
_RESULTS = tuple(
    (re.compile(whole), re.compile(part))
    for whole, part in (
        ("发放|发出|派发", "收回|回收"),
        ("应到|应参加|应出席", "实到|到会|实际参加|实际出席"),
        ("报名|应聘", "录取|录用|入选|聘用"),
        ("抽检|抽查|检测", "合格|达标|超标"),
        ("受理|接到|收到", "办结|答复|办理完毕|化解"),
        ("参加考[核试]|参考|参赛|参评|参加测试", "合格|及格|通过|达标|获奖"),
    )
)
_SENTENCE = re.compile(r"[^。；！\uff1f]+")
_COMPARES = re.compile("比|增|减|降|每|均|倍|累计|去年|历年|往年|计划|拟|其他|另")
_MANY = r"(?P<many>\d{1,3}|[两二三四五六七八九十]{1,3})"
#: 由3名党员、5名志愿者组成的9人服务队.
_TEAM = re.compile(
    rf"由(?P<parts>[^，。；\d]{{0,6}}\d{{1,3}}[名位个人][^，。；\d]{{1,12}}\d{{1,3}}[名位个人][^，。；组]{{1,30}}?)组成的{_MANY}[人名]"
)
_OF_TEAM = re.compile(r"(\d{1,3})[名位个人]")
_FLOORS = re.compile(
    r"地上(?P<up>\d{1,2})层[、，和及]?地下(?P<down>\d{1,2})层，?(?:共|总共|合计|一共|总计)(?:有|计)?(?P<all>\d{1,2})层"
)
_NAME = rf"[{''.join(sorted(FREQUENT_SURNAMES))}][\u4e00-\u9fff]{{1,2}}"
#: 张敏、李强、王芳两人.
_NAMED = re.compile(
    rf"(?:^|(?<=[，。；\uff1a“\uff08])|(?<=分别是)|(?<=分别为)|(?<=他们是))(?P<names>{_NAME}(?:、{_NAME})*(?:[、和与及]{_NAME}?))(?P<open>等)?{_MANY}(?:人|位|名同志|名同学)"
)
#: 望津、东渡、江北等两个街道.
_AND_OTHERS = re.compile(
    rf"(?P<names>[\u4e00-\u9fff]{{2,6}}(?:、[\u4e00-\u9fff]{{2,6}}){{2,8}})等{_MANY}(?=[个家名位所条项]|多?种)"
)
_FIRST_OF = re.compile(
    r"(?:前(?P<many>[二三四五六七八九十])名|(?P<prize>冠亚季?军))(?:的|得主)?(?:依次|分别)(?:为|是)\uff1a?(?P<names>[^，。；\d]{4,60})(?=[。；])"
)
_PRIZES = {"冠亚军": "两", "冠亚季军": "三"}
_AND = re.compile("[、和与及]")
#: A place that two share, or a list that stays open.
_SHARED = re.compile("等|并列")


def find_results(galley: Galley) -> Iterator[Finding]:
    """Findings `sum`, warn: 发放问卷500份，回收520份; 报名80人，录取95人."""
    for number, passage in galley.of():
        for sentence in _SENTENCE.finditer(passage.text):
            clauses = list(re.finditer("[^，、]+", sentence[0]))
            for one, other in pairwise(clauses):
                told = _compare(one[0], other[0]) or _compare(other[0], one[0])
                if told:
                    start = sentence.start()
                    span = (start + one.start(), start + other.end())
                    message = f"{told[1]}比{told[0]}还多，数字对吗？"
                    yield galley.find("sum", "warn", number, span, message)


def _compare(one: str, other: str) -> tuple[str, str] | None:
    """The two amounts as written, if the second can't have come of the first."""
    if _COMPARES.search(one + other):
        return None
    for whole, part in _RESULTS:
        if whole.search(one) and part.search(other):
            wholes, parts = list(read_amounts(one)), list(read_amounts(other))
            if len(wholes) == len(parts) == 1 and _are_alike(wholes[0], parts[0]):
                a, b = wholes[0], parts[0]
                return (one[a.start : a.end], other[b.start : b.end]) if b.value > a.value else None
    return None


def _are_alike(one: Amount, other: Amount) -> bool:
    return bool(one.unit) and count_alike(one.unit, other.unit)


def find_heads(galley: Galley) -> Iterator[Finding]:
    """Findings `count`, warn: 由3名党员、5名志愿者组成的9人服务队; 张敏、李强、王芳两人."""
    for number, passage in galley.of():
        text = passage.text
        for hit in _TEAM.finditer(text):
            total = sum(map(int, _OF_TEAM.findall(hit["parts"])))
            if "等" not in hit["parts"] and total != read_number(hit["many"]):
                message = f"前面加起来是{total}人，不是{hit['many']}人，请核对。"
                yield galley.find("count", "warn", number, hit.span(), message)
        for hit in _FLOORS.finditer(text):
            total = int(hit["up"]) + int(hit["down"])
            if total != int(hit["all"]):
                message = f"地上和地下一共是{total}层，不是{hit['all']}层。"
                yield galley.find("count", "warn", number, hit.span(), message)
        for hit in _NAMED.finditer(text):
            named = len(_AND.findall(hit["names"])) + 1
            many = read_number(hit["many"])
            if named > many or (named < many and not hit["open"]):
                yield galley.find("count", "warn", number, hit.span(), _say(named, hit["many"]))
        for hit in _AND_OTHERS.finditer(text):
            named = hit["names"].count("、") + 1
            if named > read_number(hit["many"]):
                yield galley.find("count", "warn", number, hit.span(), _say(named, hit["many"]))
        for hit in _FIRST_OF.finditer(text):
            named = len(_AND.findall(hit["names"])) + 1
            told = hit["many"] or _PRIZES[hit["prize"]]
            if named != read_number(told) and not _SHARED.search(hit["names"]):
                yield galley.find("count", "warn", number, hit.span(), _say(named, told))


def _say(named: int, many: str) -> str:
    return f"列了{named}个，写的是{many}，数对吗？"
