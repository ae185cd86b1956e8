"""What bench/nodes.py has seen, and what of it must not be."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psycopg
from nodes_parts import REPLICA, Parts

#: The list that is asked whether it is stale, and how many of the newest surely stand there.
FEED, _THERE = "/feeds/latest.atom", 15


@dataclass
class Answer:
    """One request of a reader's; `links` are the articles that the feed tells of."""

    path: str
    begun: float
    ended: float
    status: int
    phase: str
    links: frozenset[str] = frozenset()


@dataclass
class Run:
    """What goes on, and what has been seen; moments are those of time.monotonic()."""

    parts: Parts
    pages: list[str]
    photos: list[str]
    ended: threading.Event = field(default_factory=threading.Event)
    phase: str = "start"
    answers: list[Answer] = field(default_factory=list)
    kills: list[tuple[str, float]] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    shown: dict[str, float] = field(default_factory=dict)
    hidden: dict[str, float] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    by_phase: Counter[str] = field(default_factory=Counter)
    processors: dict[str, float] = field(default_factory=dict)


def judge(run: Run, rate: float, seconds: float) -> dict[str, Any]:
    failed = [each for each in run.answers if each.status not in (200, 304)]
    in_flight = [each for each in failed if _was_in_flight(run, each)]
    unexcused = Counter(
        (each.phase, each.path.split("?")[0][:14], each.status)
        for each in failed
        if each not in in_flight
    )
    redis = next((at for name, at in run.kills if name == "redis"), float("inf"))
    stale = [(late, each.begun < redis) for each in run.answers for late in _find_stale(run, each)]
    return {
        "rate asked": rate, "rate": round(len(run.answers) / seconds, 1),
        "requests": len(run.answers), "failed": len(failed), "in flight": len(in_flight),
        "unexcused": unexcused.most_common(8), "seconds: p50, p99, longest": _take_times(run),
        "staleness, Redis alive": round(max((s for s, alive in stale if alive), default=0), 2),
        "staleness, Redis gone": round(max((s for s, alive in stale if not alive), default=0), 2),
        "saved": len(run.saved), "published": len(run.shown), "withdrawn": len(run.hidden),
        "lost": _find_lost(run), "desk refused": dict(run.refused),
        "desk saved in the last phase": run.by_phase[run.phase],
        "processors in the first phase": run.processors,
    }  # fmt: skip


def _was_in_flight(run: Run, answer: Answer) -> bool:
    return any(answer.begun <= at <= answer.ended for _, at in run.kills)


def _take_times(run: Run) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {}
    for each in run.answers:
        times.setdefault(each.phase, []).append(each.ended - each.begun)
    return {
        phase: [round(sorted(all_)[int(len(all_) * part)], 3) for part in (0.5, 0.99)]
        + [round(max(all_), 2)]
        for phase, all_ in times.items()
    }


def _find_stale(run: Run, answer: Answer) -> list[float]:
    """How long before it was asked for had been acknowledged what this feed lacks, or still has."""
    if answer.path != FEED or answer.status != 200:
        return []
    lacking = [
        answer.begun - at
        for link, at in run.shown.items()
        if at < answer.begun
        and not (link in run.hidden or link in answer.links)
        and sum(later > at for later in run.shown.values()) < _THERE
    ]
    kept = [
        answer.begun - at
        for link, at in run.hidden.items()
        if at < answer.begun and link in answer.links
    ]
    return lacking + kept


def _find_lost(run: Run) -> list[str]:
    """What was acknowledged and is not so in the database that goes on."""
    with psycopg.connect(run.parts.database(REPLICA)) as there:
        rows = there.execute("SELECT id, headline, status FROM articles_article").fetchall()
    kept = {headline for _, headline, _ in rows}
    public = {f"/articles/{pk}/" for pk, _, status in rows if status == "approved"}
    return [
        *sorted(set(run.saved) - kept),
        *sorted(run.shown.keys() - run.hidden.keys() - public),
        *sorted(run.hidden.keys() & public),
    ]
