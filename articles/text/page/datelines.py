"""What stands before the names of a byline: the dateline of a lead, an agency before a name."""

from __future__ import annotations

import re

_DATED = (
    r"(?:本[报台刊网]|\w{2,10}?(?:融媒|新闻|日报|晚报|时报|发布|客户端|网)|\w{0,6}记者站?|新华社|中新社)"
    r"[\w\s]{0,14}?(?:(?<!通)[讯訊](?![员員])|[电電]|消息|报道)|(?!据|综合)\w{2,14}\d日[讯訊电電]"
)
#: A dateline before the names of a lead: 本报讯, 望江融媒讯, 新华社北京11月6日电.
DATELINE = re.compile(
    rf"\s*(?:[【\[(]\s*(?:{_DATED})\s*[】\])]|(?:{_DATED})(?=[\s(【:])|[讯訊](?=[\s(【])"
    r"|\w{2,8}(?<![通简短资音喜快])[讯訊](?=[(【]|\s*(?:本[报台刊]|\w{0,6}融媒体?)?[记記]\s*者))\s*"
)
#: Below a story: where it comes from, or whose office wrote it; no heading such as （一）.
NOTE = re.compile(
    r"[(][^()]{4,40}[)]|据\S{2,12}(?:[电讯]|报道|消息)|(?:信息|图文|内容|文章)?来源\s*:\s*\S{2,24}"
)
#: The same above a story, where a head might end so; no kicker such as 据说.
SOURCE_LINE = re.compile(
    r"[(]?\s*(?:据(?:\S{2,12}(?:[电讯]|报道|消息)|新华社|中新社)|(?:信息|图文|内容|文章|稿件)?来源\s*:\s*\S{2,24}|本[报刊台网](?:讯|综合(?:报道|消息)?)"
    r"|供稿(?:单位)?\s*[:/]\s*\S{3,24}|\S{3,24}\s?供稿)\s*[)]?"
)
#: Who sells pictures.
AGENCIES = r"新华社|中新社|中国新闻社|视觉中国|人民图片|东方IC|CFP|IC\s?photo"
#: An agency before the name of its photographer.
AGENCY_BEFORE = re.compile(rf"^(?:{AGENCIES}|\w{{2,4}}社)\s*(?:发|供图)?\s*(?=[(【])")


def without_dateline(line: str) -> str:
    """The line behind its dateline, if anything stands there."""
    dateline = DATELINE.match(line)
    return line[dateline.end() :] if dateline and len(line) - dateline.end() > 1 else line


def agency_of(byline: str) -> str:
    """The news agency in whose dateline the byline stands, or "" for a paper's own."""
    hit = re.match(r"\s*(新华社|中新社)", byline)
    return hit[1] if hit else ""
