"""Shares that the votes beside them don't give."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def find_votes(galley: Galley) -> Iterator[Finding]:
    """Findings `rate`, warn: 赞成65票、反对20票、弃权15票，赞成率75%."""
    for number, passage in galley.of():
        for hit in _VOTES.finditer(passage.text):
            yes, others = int(hit["yes"]), int(hit["no"]) + int(hit["none"] or 0)
            if yes + others and abs(100 * yes / (yes + others) - float(hit["said"])) > _NEAR:
                share = f"{100 * yes / (yes + others):.1f}".removesuffix(".0")
                message = f"赞成{yes}票、其他{others}票，赞成的占{share}%，不是{hit['said']}%。"
                yield galley.find("rate", "warn", number, hit.span("said"), message, share)
