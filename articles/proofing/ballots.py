"""Votes and attendance: shares that the votes don't give, who came beside who was to come, and
names beside their number (冠亚季军, 张明、李华和王强两人)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.days import read_number
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_GAP = "[^。；\\d]{0,8}"
#: 赞成65票、反对20票、弃权15票，赞成率75%.
_VOTES = re.compile(
    rf"(?:赞成|同意)(?:票)?(?P<yes>\d+)[票人]{_GAP}(?:反对|不同意)(?:票)?(?P<no>\d+)[票人]?"
    rf"(?:{_GAP}弃权(?:票)?(?P<none>\d+)[票人]?)?{_GAP}(?:赞成|同意|支持)率(?:为|是|达到?)?(?P<said>\d+(?:\.\d+)?)%"
)
#: By so many points a share may differ that is told without its decimals.
_NEAR = 0.5
_CALLED = re.compile(
    rf"应到(?P<called>\d+)[名人位]{_GAP}实到(?P<came>\d+)[名人位]"
    rf"|实到(?P<came2>\d+)[名人位]{_GAP}应到(?P<called2>\d+)[名人位]"
)
_NAME = "[\u4e00-\u9fff]{2,4}"
#: 张明、李华和王强两人: so many names right before their number.
_TOGETHER = re.compile(
    rf"(?:分别是|分别为|他们是|她们是|由)(?P<names>{_NAME}(?:、{_NAME})*[和、与]{_NAME}?)(?P<many>[两二三四五六七八九十])(?:人|位|名(?!称))"
)
_PRIZES = {"冠亚军": 2, "冠亚季军": 3, "冠、亚军": 2, "冠、亚、季军": 3, "前三名": 3, "前三甲": 3}
#: 冠亚季军分别是甲队、乙队.
_WON = re.compile(
    rf"(?P<prize>{'|'.join(_PRIZES)})(?:得主|获得者|的)?(?:依次|分别)(?:是|为|由)(?P<list>[^，。；等]{{3,60}}?)(?:获得|夺得|摘得|包揽)?(?=[，。；]|$)"
)
_PARTED = re.compile("[、和与]")


def find_votes(galley: Galley) -> Iterator[Finding]:
    """Findings `rate`, warn: 赞成65票、反对20票、弃权15票，赞成率75%; 应到40人，实到43人."""
    for number, passage in galley.of():
        for hit in _VOTES.finditer(passage.text):
            yes, others = int(hit["yes"]), int(hit["no"]) + int(hit["none"] or 0)
            if yes + others and abs(100 * yes / (yes + others) - float(hit["said"])) > _NEAR:
                share = f"{100 * yes / (yes + others):.1f}".removesuffix(".0")
                message = f"赞成{yes}票、其他{others}票，赞成的占{share}%，不是{hit['said']}%。"
                yield galley.find("rate", "warn", number, hit.span("said"), message, share)
        for hit in _CALLED.finditer(passage.text):
            called, came = (int(hit[name] or hit[f"{name}2"]) for name in ("called", "came"))
            if came > called:
                message = f"应到{called}人，实到{came}人，到的比应到的多，请核对。"
                yield galley.find("rate", "warn", number, hit.span(), message)


def find_counts_of_names(galley: Galley) -> Iterator[Finding]:
    """Findings `count`, warn: 分别是张明、李华和王强两人; 冠亚季军分别是甲队、乙队."""
    for number, passage in galley.of():
        for hit in _TOGETHER.finditer(passage.text):
            named, told = len(_PARTED.split(hit["names"])), read_number(hit["many"])
            if named != told:
                message = f"列了{named}个名字，文中写的是{hit['many']}，请核对。"
                yield galley.find("count", "warn", number, hit.span(), message)
        for hit in _WON.finditer(passage.text):
            named, told = len(_PARTED.split(hit["list"])), _PRIZES[hit["prize"]]
            if named < told:
                message = f"“{hit['prize']}”是{told}个，列出来的有{named}个，请核对。"
                yield galley.find("count", "warn", number, hit.span(), message)
