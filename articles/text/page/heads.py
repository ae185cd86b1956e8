"""Tells the lines above a story apart: campaign, kicker, headline, subhead."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from articles.text.page.couplets import likeness_of_halves
from articles.text.page.likeness import Terms, terms
from articles.text.page.reading import Kind
from articles.text.page.weights import weights
from articles.text.page.words import load_dictionary

#: Words in the names of newspaper columns.
_COLUMN = re.compile(
    r"进行时|在身边|追踪|见闻|调研行|走基层|看变化|榜样|同行|办实事|巡礼|风采|专栏|之窗|聚焦"
    r"|直通车|直播间|大家谈|论坛|看点|观察|在行动|在线|新时代|新征程|新气象|新篇章|学习贯彻|学习宣传|宣传贯彻|主题教育|主题党日"
    r"|巩固拓展|开新局|开局|起步|奋进|奋斗|建功|攻坚|专题|专版|系列|故事|故事汇|人物|记忆|印象|声音|速递"
    r"|快讯|短波|传真|动态|简讯|一线|身边|我们的节日|节日|春节|过大年|迎新春|贯彻落实|行动派|我为"
    r"|高质量发展|项目建设|民生|平安|文明|书香|绿色|乡村振兴|创建|创城|创卫|文化惠民"
    r"|促发展|抓落实|比学赶超|大走访|大讨论|你我|大家|寻访|寻找|点赞|百姓|社区行|行走"
)
_UNIT = re.compile(
    r"(?:街道|社区|居委会|村|镇|乡|区|县|市|局|委|办|院|校|学校|小学|中学|大学|医院|法院|检察院|公司|集团|中心"
    r"|支队|大队|派出所|站|所|馆|处|协会|联合会|工会|团委|妇联|党委|党支部|园区|开发区)$"
)
#: How subheads begin, and what they rarely contain.
_BELOW = re.compile(
    r"^(?:[-—]{1,4}|记(?!者)|读|论|访|写在|谈|评|兼|致|侧记|纪实|——)|(?:读后|侧记|纪实|纪事|札记|述评|综述)$"
)
NEWS = re.compile(
    r"会见|举行|召开|启动|成立|闭幕|开幕|完成|发布|公布|推出|发现|揭幕|访问|会谈|表示|指出|呼吁|宣布|要求|突破"
    r"|签署|获|达成|增长|下降|超过|[0-9]|[\u201c\u300a]"
)

Label = Literal["above", "head", "more", "sub"]
_FOR_LABEL: dict[Label, Kind] = {
    "above": "kicker",
    "head": "headline",
    "more": "headline",
    "sub": "subhead",
}
#: How a line ends that can't stand alone, and how one begins that goes on.
_OPEN_END = re.compile(
    r"(?:[的和与及在将把被为向对从让使由给以于至]|进行|开展|举行|实施|加大|推进|大力|积极)$"
)
#: How kickers end that name the occasion, or what kind of text it is.
_OCCASION = re.compile(
    r"(?:召开|举行|发出通知|将至|在即|前夕|前后|之[前后际]|以[前后]|来信|特写|人物|问答|观察|日历|手记|调查|追踪|第[一二三]周)$|^(?:今[天日]|明[天日]|昨[天日])"
)
_LEAST_LITERAL = 5
#: A line of this length says something by itself, and a headline that goes on fills its second line
#: about as far; a shorter one may be the beginning of a long headline.
_LEAST_WHOLE = 6
#: A line that stands in quotation marks as a whole.
_QUOTED = re.compile(
    r"^[\u201c\u300a\u300e\u300c][^\u201d\u300b\u300f\u300d]+[\u201d\u300b\u300f\u300d]$"
)
_WORDS = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class HeadContext:
    """What is known beside the lines of a head: the terms and the text of the body below it."""

    body: Terms
    text: str
    is_slogan: Callable[[str], bool] = lambda _: False

    def longest_run(self, text: str) -> int:
        """How many characters of a line stand in the body as they stand in it, at most."""
        best = 0
        for start in range(len(text)):
            while text[start : start + best + 1] in self.text and start + best < len(text):
                best += 1
        return best

    def share(self, text: str) -> float:
        """The fraction of a line that is found in the body."""
        wanted = terms(text)
        return sum(term in self.body for term in wanted) / len(wanted) if wanted else 0.0


def kinds(lines: list[str], context: HeadContext) -> tuple[list[Kind], float]:
    """The kind of each line above a story, in order, and how likely this reading is (0 to 1)."""
    known = weights("heads")
    patterns = list(list_patterns(len(lines)))
    scores = [
        sum(known.get(name, 0.0) * value for name, value in features(lines, p, context).items())
        for p in patterns
    ]
    top = max(scores)
    best = patterns[scores.index(top)]
    chance = 1 / sum(math.exp(score - top) for score in scores)
    found: list[Kind] = [_FOR_LABEL[label] for label in best]
    if best[0] == "above" and _is_campaign(lines, context):
        found[0] = "campaign"
    return found, chance


def list_patterns(count: int) -> Iterator[tuple[Label, ...]]:
    """Every way in which so many lines can be a head."""
    for above in range(min(2, count - 1) + 1):
        for more in range(min(2, count - above - 1) + 1):
            yield tuple(_label(n - above, more) for n in range(count))


def _label(at: int, more: int) -> Label:
    """The label of the line that stands so many lines below the headline's first one."""
    return "above" if at < 0 else "head" if at == 0 else "more" if at <= more else "sub"


def features(lines: list[str], labels: Sequence[Label], context: HeadContext) -> dict[str, float]:
    """The evidence for reading the lines in this way."""
    found: dict[str, float] = defaultdict(float)
    for n, label in enumerate(labels):
        after = lines[n + 1] if n + 1 < len(lines) else ""
        for name, value in _line_features(
            lines[n], lines[n - 1] if n else "", after, context
        ).items():
            found[f"{label} {name}"] += value
    two = labels.count("above") > 1
    found["two above"] = float(two)
    found["two above, no office"] = float(two and not _UNIT.search(lines[1]))
    found["two below"] = float(labels.count("sub") > 1)
    found["three lines"] = float(labels.count("more") > 1)
    whole = sum(
        len(line) for line, label in zip(lines, labels, strict=True) if label in ("head", "more")
    )
    found["short headline"] = max(0, 7 - whole) / 4
    found["long headline"] = max(0, whole - 22) / 10
    pairs = zip(lines, lines[1:], labels, labels[1:], strict=False)
    found["couplet"] = max(
        (
            likeness_of_halves(one, other)
            for one, other, *both in pairs
            if both == ["head", "more"] and not context.is_slogan(one)
        ),
        default=0.0,
    )
    return found


def _line_features(line: str, above: str, after: str, context: HeadContext) -> dict[str, float]:
    plain = "".join(line.split())
    whole = len(plain)
    cut = bool(above) and load_dictionary().splits_a_word(above[-8:], line[:8])
    phrases = line.split()
    return {
        "": 1.0,
        "share": context.share(line),
        "literal": float(whole >= _LEAST_LITERAL and plain in context.text),
        "short": max(0, 9 - whole) / 4,
        "long": max(0, whole - 14) / 6,
        "slogan": float(context.is_slogan(line)),
        "column": float(min(2, len(_COLUMN.findall(line)))),
        "unit": float(bool(_UNIT.search(line)) and whole <= 16),
        "even phrases": float(len(phrases) > 1 and len({len(p) for p in phrases}) == 1),
        "dash": float(bool(_BELOW.search(line))),
        "news": float(bool(NEWS.search(line))),
        "goes on": float(cut),
        "open end above": float(bool(above and _OPEN_END.search(above))),
        "shorter than above": float(bool(above) and len(above) - whole > 2),
        "longer than above": float(bool(above) and whole - len(above) > 2),
        "far longer than above": float(bool(above) and whole - len(above) > 5),
        "far shorter than above": float(bool(above) and len(above) - whole > 5),
        "twice as long": float(len(above) >= _LEAST_WHOLE and whole >= 1.9 * len(above)),
        "quoted above": float(bool(_QUOTED.search(above))),
        "shorter than below": float(bool(after) and len(after) - whole > 2),
        "closed above": float(bool(re.search(r"[!?》”』)]$", above))),
        "occasion": float(bool(_OCCASION.search(line))),
        "comma": float(bool(re.search(r"[,;、]", line))),
        "colon": float(line.endswith((":", "\u2014"))),
        "level with above": float(bool(above) and abs(len(above) - whole) <= 1),
        "run": context.longest_run(plain) / whole if whole else 0.0,
        **_describe_break(above, line),
    }


def _describe_break(above: str, line: str) -> dict[str, float]:
    """The parts of speech on both sides of the break above a line."""
    if not above:
        return {}
    known = load_dictionary()
    left = (_WORDS.findall(above) or [""])[-1][-6:]
    right = _WORDS.match(line)
    found = {}
    if left and above.endswith(left):
        found["from " + known.speech.get((known.cut(left) or [""])[-1], "?")] = 1.0
    if right:
        found["to " + known.speech.get((known.cut(right[0][:6]) or [""])[0], "?")] = 1.0
    return found


def _is_campaign(lines: list[str], context: HeadContext) -> bool:
    """Is the first line the name of a column, rather than of a place or an office?"""
    if context.is_slogan(lines[0]):
        return True
    return slogan_score(lines[0], lines[1], context.share) > 0


Share = Callable[[str], float]


def slogan_score(first: str, second: str, share: Share) -> float:
    """Above 0 if the first line is the name of a column and the second the headline."""
    phrases = first.split()
    score = -0.6
    score += 1.6 * min(2, len(_COLUMN.findall(first)))
    score += 0.7 * (len(phrases) - 1) if len({len(phrase) for phrase in phrases}) == 1 else 0.0
    score += 0.8 if len(first) <= 9 else -0.8 if len(first) > 13 else 0.0
    score -= 2.0 if NEWS.search(first) else 0.0
    score -= 1.5 if re.search(r"[!?,:、\u300e]", first) else 0.0
    score -= 3.0 if _BELOW.search(second) else 0.0
    score += 0.6 if len(second) > len(first) + 3 else 0.0
    return score + 3.0 * min(0.6, share(second)) - 3.0 * min(0.8, share(first))
