"""Tells the lines above a story apart: campaign, kicker, headline, subhead."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.text.page.reading import Kind
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
_NEWS = re.compile(
    r"会见|举行|召开|启动|成立|闭幕|开幕|完成|发布|公布|推出|发现|揭幕|访问|会谈|表示|指出|呼吁|宣布|要求|突破"
    r"|签署|获|达成|增长|下降|超过|[0-9]|[\u201c\u300a]"
)

Share = Callable[[str], float]


def kinds(lines: list[str], *, is_slogan: Callable[[str], bool], share: Share) -> list[Kind]:
    """The kind of each line above a story, in order.

    `is_slogan` recognises the names of campaigns; `share` is the fraction of a line that is
    found in the body below it.
    """
    found: list[Kind] = []
    rest = list(lines)
    if len(rest) > 1 and (is_slogan(rest[0]) or slogan_score(rest[0], rest[1], share) > 0):
        found.append("campaign")
        rest.pop(0)
    if len(rest) > 1 and _is_kicker(rest):
        found.append("kicker")
        rest.pop(0)
    found.append("headline")
    if len(rest) > 1 and is_one_headline(rest[0], rest[1]):
        found.append("headline")
        rest.pop(0)
    subheads: list[Kind] = ["subhead"] * (len(rest) - 1)
    return found + subheads


def is_one_headline(first: str, second: str) -> bool:
    """Do the two lines form one headline? They do if the break between them is inside a word."""
    if len(first) + len(second) > 44 or _BELOW.search(second) or re.search(r"[!?》”』)]$", first):
        return False
    return load_dictionary().splits_a_word(first[-8:], second[:8])


def slogan_score(first: str, second: str, share: Share) -> float:
    """Above 0 if the first line is the name of a column and the second the headline."""
    phrases = first.split()
    score = -0.6
    score += 1.6 * min(2, len(_COLUMN.findall(first)))
    score += 0.7 * (len(phrases) - 1) if len({len(phrase) for phrase in phrases}) == 1 else 0.0
    score += 0.8 if len(first) <= 9 else -0.8 if len(first) > 13 else 0.0
    score -= 2.0 if _NEWS.search(first) else 0.0
    score -= 1.5 if re.search(r"[!?,:、\u300e]", first) else 0.0
    score -= 3.0 if _BELOW.search(second) else 0.0
    score += 0.6 if len(second) > len(first) + 3 else 0.0
    return score + 3.0 * min(0.6, share(second)) - 3.0 * min(0.8, share(first))


def _is_kicker(lines: list[str]) -> bool:
    """Is the first line a place or an office, or the shorter first of three lines?"""
    first, second = lines[:2]
    if _BELOW.search(second) or _NEWS.search(first):
        return False
    if _UNIT.search(first) and len(first) <= 16:
        return True
    return len(lines) > 2 and len(first) < len(second) and not is_one_headline(first, second)
