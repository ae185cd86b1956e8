"""Finds the lines of a page that belong to no article: mastheads, folios, turns, navigation.

Each line gets a score from what it consists of, and from what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.page.bylines import ROLE, strength_of
from articles.text.page.imprint import Imprint, Kind, take_apart
from articles.text.page.printed import PrintedLine
from articles.text.page.turns import find_turns

#: A line is furniture from this score on.
AT_LEAST = 1.0
#: A line of furniture is no longer than this; what is longer is text.
LONGEST = 90
_WORTH: dict[Kind, float] = {
    "date": 0.7, "weekday": 1.5, "lunar": 1.5, "folio": 1.6, "number": 0.6, "issue": 1.5,
    "staff": 1.3, "publisher": 0.9, "office": 0.5, "permit": 1.5, "own contact": 1.4,
    "contact": 0.4, "month": 0.5, "address": 0.6, "navigation": 1.1, "rights": 1.3, "code": 1.2,
    "social": 1.6, "clock": 0.7,
}  # fmt: skip
_PAGE = r"(?:[A-Da-d]?\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,2})"
_GUIDE = re.compile(
    r"(?:今日|本期|本版|本报|要闻|内容|版面|新闻|精彩|阅读)?(?:导读|要目|目录|导航|导览|提要|看点|索引|速览|提示)"
)
_GUIDED = re.compile(
    rf".*?[\u3400-\u9fff\w\u201d》!?].*?[\s.…·—▶►>|/]*[(【\[]?(?:详?[见刊转]|→|▷)?\s*(?:第?\s*{_PAGE}\s*版|P\d{{1,2}}|[A-D]\d{{1,2}})[)】\]]?"
    rf"|[▶►●■◆·]?\s*(?:第?\s*{_PAGE}\s*版|P\d{{1,2}}|[A-D]?0\d)[\s:·|/]+.*\S"
    r"|.{2,}?[.…·]{2,}\s*\d{1,2}"
)
_NAME = re.compile(
    r"(?!图片|一句话|综合|社区|时政|国际|国内|体育|文化|经济|民生|本地|要闻|最新|今日新闻|身边|新闻$|简|短)"
    r"[\u3400-\u9fff]{2,8}(?:日报|晚报|早报|时报|快报|周报|导报|商报|学报|报|新闻|周刊|月刊|通讯|之声|融媒|家园|视窗|发布)"
)
_SECTION = re.compile(
    r"[\u3400-\u9fff]{0,2}(?:要闻|综合|时事|时政|社区|文化|专题|副刊|民生|教育|健康|体育|经济|法治|国际|国内|广告|评论|理论|"
    r"生活|文体|党建|街镇|基层|新闻|专版|特刊|视觉|图片|公告|服务|综述|天下|人物|读书|文艺|校园|乡镇|社会)"
    r"(?:新闻|[专周]?版|周刊|天地)?"
)
#: How one reaches the paper itself, and the kinds by which a notice says whom to ask, too.
_OURS = re.compile(
    "本[报刊版社]|编辑部|报社|新闻|爆料|报料|投稿|来稿|广告|发行|订[阅报]|征订|采编|投递"
)
_CONTACTS: frozenset[Kind] = frozenset(("own contact", "contact", "address", "code"))
#: The name of a paper and the same in Latin letters: 望江新闻 WANGJIANG NEWS.
_IN_TWO_SCRIPTS = re.compile(r"(.*[\u3400-\u9fff])\s+([A-Za-z][A-Za-z .,'&-]{3,40})")
#: An imprint names the paper's own street, its postcode and its telephone on one line.
_POSTCODE = re.compile(r"邮(?:政)?编(?:码)?\s*:?\s*\d{6}")
_NOTICE_ROWS = 8
_ABOUT_NOTICE = re.compile("启事|公告|招[聘租标募]|报名|咨询|通知|声明|征[稿集文]|联系人")
_LATIN = re.compile(r"[A-Za-z][A-Za-z .,'&-]{3,40}")
#: A number on a line of its own above a crosshead.
SECTION_NUMBER = re.compile(r"(?:PART|NO)?\.?\s*0?([1-9])", re.IGNORECASE)
_CLOSING = re.compile(r"[。,;、]$|[。;]")
_SENTENCE = re.compile("[的了是在]")
#: The number of a page at its foot, between strokes or counted: - 3 -, 3 / 8, 第3页 共8页.
_PAGE_NUMBER = re.compile(
    r"[-—–~·•]+\s*\d{1,3}\s*[-—–~·•]+|\d{1,3}\s*/\s*\d{1,3}|第\s?\d{1,3}\s?页[\s,/]*(?:共\s?\d{1,3}\s?页)?"
)
#: The weather beside a masthead: 今日天气 多云转晴 8℃~16℃.
_WEATHER = re.compile(
    r"[\u3400-\u9fff]{0,4}天气(?:预报)?[\s:]+[^。]{0,20}[晴云阴雨雪雾霾][^。]{0,16}\d\s*(?:℃|°|度)[^。]{0,12}"
)
_ONLY_MARKS = re.compile(r"(?![。,;:!?、…\u201d\u2019』」)》】]{1,4}$)[\W_]+")


def find_furniture(lines: Sequence[PrintedLine]) -> set[int]:
    """The indices of the lines that are furniture."""
    shown = [n for n, line in enumerate(lines) if not line.empty]
    imprints = {n: take_apart(lines[n].text) for n in shown if len(lines[n].text) <= LONGEST}
    scores = {n: own_score(lines[n].text, imprints[n]) for n in imprints}
    found = {n for n in range(len(lines)) if lines[n].empty or lines[n].hint == "furniture"}
    found |= {n for n, score in scores.items() if score >= AT_LEAST + 0.5}
    found |= _guides(lines, shown)
    found |= _section_numbers(lines, shown)
    for _ in range(3):
        more = {
            n
            for at, n in enumerate(shown)
            if n in scores
            and n not in found
            and scores[n] + _context_score(lines, shown, at, found, imprints[n]) >= AT_LEAST
        }
        if not more:
            break
        found |= more
    return {n for n in found if lines[n].hint in (None, "furniture")}


def own_score(text: str, imprint: Imprint) -> float:
    """How surely a line is furniture by itself."""
    if _ONLY_MARKS.fullmatch(text) or _PAGE_NUMBER.fullmatch(text) or _WEATHER.fullmatch(text):
        return 3.0
    kinds, others = imprint.kinds, imprint.others
    if not kinds or _CLOSING.search(text) or text.count(")") > text.count("("):
        return 0.0
    score = sum(_WORTH[kind] for kind in dict.fromkeys(kinds))
    score += 0.8 * (kinds.count("staff") > 1) + 0.5 * (kinds.count("navigation") > 1)
    score += 0.8 * (kinds.count("publisher") > 1)
    folio = bool({"folio", "number", "date", "navigation"} & {*kinds})
    for word in others:
        known = _NAME.fullmatch(word) or (folio and _SECTION.fullmatch(word))
        score -= -0.3 if known else 0.35 + 0.15 * len(word) + bool(_SENTENCE.search(word))
    return score


def _context_score(
    lines: Sequence[PrintedLine], shown: list[int], at: int, found: set[int], imprint: Imprint
) -> float:
    """What the place of a line says, if it may be furniture at all."""
    text = lines[shown[at]].text
    above = [shown[m] in found for m in range(max(0, at - 2), at)]
    below = [shown[m] in found for m in range(at + 1, min(len(shown), at + 3))]
    beside = any(above[-1:]) or any(below[:1])
    edge = _is_edge(lines, range(at), shown, found)
    edge = edge or _is_edge(lines, range(at + 1, len(shown)), shown, found)
    score = 0.6 * beside + 0.4 * edge
    if imprint.kinds == ("date",) and at and not above[-1]:
        # A notice ends with its date, too; a short name at the top of a page is the paper's.
        named = len(lines[shown[at - 1]].text) <= 6 and all(m in found for m in shown[: at - 1])
        named |= _is_edge(lines, range(at), shown, found)
        return 0.4 if named else -1.0
    if _CLOSING.search(text) or len(text) > 40 or imprint.kinds == ("office",):
        return 0.0
    if not imprint.kinds and strength_of(text) >= ROLE:
        return 0.0  # who wrote the text above
    if imprint.kinds and _CONTACTS.issuperset(imprint.kinds) and not _OURS.match(text):
        near = [lines[shown[m]].text for m in range(max(0, at - _NOTICE_ROWS), at)]
        score += _weigh_contact(text, near, beside=beside, edge=edge)
    if imprint.kinds:
        return score
    return score * edge + _title_score(text, at, above, below) if beside and edge else 0.0


def _weigh_contact(text: str, near: list[str], *, beside: bool, edge: bool) -> float:
    """What is added for a line that only says whom to ask, below the lines `near`."""
    if not beside and not edge:
        return -0.6  # about a notice
    whole = edge and _POSTCODE.search(text) and text.count(":") > 1
    return 0.6 if whole and not any(map(_ABOUT_NOTICE.search, near)) else 0.0


def _title_score(text: str, at: int, above: list[bool], below: list[bool]) -> float:
    """How likely a line beside furniture at a page's edge is the name of a paper or a section."""
    if _is_title(text):
        short = len(text) <= 5 or not _NAME.fullmatch(text) or bool(_SECTION.fullmatch(text))
        return 0.3 if any(below[:1]) or (below and short) else -0.3
    few = len(text) <= 6 or (len(text) <= 12 and len(below) == 2 and all(below))
    if few and any(below[:1]) and at < 8:
        return 0.2 * (at == 0 or all(above))
    return -1.0


def _is_edge(
    lines: Sequence[PrintedLine], beyond: range, shown: list[int], found: set[int]
) -> bool:
    """Is there nothing but furniture, and what may be, between a line and the page's edge?"""
    if len(beyond) > 30:
        return False
    return all(shown[at] in found or _is_title(lines[shown[at]].text) for at in beyond)


def _is_title(text: str) -> bool:
    """Is the line like the name of a paper or a section?"""
    if both := _IN_TWO_SCRIPTS.fullmatch(text):
        return bool(_NAME.fullmatch(both[1]))
    return bool(_NAME.fullmatch(text) or _LATIN.fullmatch(text) or _SECTION.fullmatch(text))


def _guides(lines: Sequence[PrintedLine], shown: list[int]) -> set[int]:
    """The lines of boxes that say what stands on which page."""
    found: set[int] = set()
    texts = [lines[n].text for n in shown]
    guided = [_is_entry(text) for text in texts]
    for at, text in enumerate(texts):
        if _GUIDE.fullmatch("".join(text.split()).strip("【】[]■●◆▶|·-—")):
            entries = _entries(texts, guided, at + 1)
            found |= {shown[m] for m in entries}
            if entries or at < 8:
                found.add(shown[at])
        elif guided[at] and (any(guided[max(0, at - 1) : at]) or any(guided[at + 1 : at + 2])):
            found.add(shown[at])
    return found


def _section_numbers(lines: Sequence[PrintedLine], shown: list[int]) -> set[int]:
    """Numbers on lines of their own above crossheads, 01, 02 …, which are no text."""
    hits = {n: hit for n in shown if (hit := SECTION_NUMBER.fullmatch(lines[n].text))}
    counted = [int(hit[1]) for hit in hits.values()]
    return set(hits) if len(counted) > 1 and counted == list(range(1, len(counted) + 1)) else set()


def _is_entry(text: str) -> bool:
    """Does the line say on which page something stands?"""
    if len(text) > 60 or _CLOSING.search(text) or "转" in text[-9:] or find_turns(text):
        return False
    return bool(_GUIDED.fullmatch(text))


def _entries(texts: list[str], guided: list[bool], start: int) -> range:
    """The lines below the title of a box up to the last that names a page; two may be one entry."""
    end = start
    for at in range(start, min(len(texts), start + 40)):
        if _CLOSING.search(texts[at]) or at > end + 2:
            break
        if guided[at]:
            end = at + 1
    return range(start, end)
