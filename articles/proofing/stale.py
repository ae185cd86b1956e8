"""What is too late, and what of a template nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

#: So many days after an event its report is news; longer for what tells in depth.
_NEWS_FOR, _FEATURE_FOR = 7, 30
_LASTING = ("feature", "explainer", "letter")
_LEFT_EMPTY = re.compile(r"【待填[^】\n]{0,40}】")


def find_stale(galley: Galley) -> Iterator[Finding]:
    """A finding `stale_event`, info: the text comes out long after what it tells of.

    By the day of the event that its writer gave; notices don't grow old by it.
    """
    has, day = galley.particulars, galley.day
    if has is None or day is None or has.event_on is None or has.genre == "notice":
        return
    passed = (day - has.event_on).days
    if passed > (_FEATURE_FOR if has.genre in _LASTING else _NEWS_FOR):
        when = f"{has.event_on.year}年{has.event_on.month}月{has.event_on.day}日"
        message = f"事情发生在{when}，登出来已过{passed}天。可以补上新的进展，或写明为什么现在登。"
        yield Finding("stale_event", "info", -1, 0, 0, "", message)


def find_unfilled(galley: Galley) -> Iterator[Finding]:
    """Findings `unfilled`, block: places of a template that are still to be filled in."""
    for number, passage in galley.of():
        for hit in _LEFT_EMPTY.finditer(passage.text):
            message = "模板里的这一处还没有填。请填上，用不着就删去。"
            yield galley.find("unfilled", "block", number, hit.span(), message)
