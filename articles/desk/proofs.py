"""样张: the pictures of an issue's pages as they would be printed, and how far their drawing is.

They are those that the newspaper is made with (making.py): no second set exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from articles.models import Format, Issue, Job
from articles.sealing import FormatState

#: Jobs of an issue that are looked through for the last one that draws.
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class PageProofs:
    """How an issue's page pictures stand. `failed`: why the last drawing did not come about."""

    drawn_at: datetime | None
    fresh: bool
    drawing: bool
    failed: str
    wanted: bool  # they are older than the plan, and nobody has tried to draw this one yet


def collect_proofs(issue: Issue, states: Iterable[FormatState], jobs: list[Job]) -> PageProofs:
    """`states` as `sealing.states()` gives them, `jobs` as `list_jobs()` does."""
    newspaper = next(state for state in states if state.format == Format.PDF)
    last = next((job for job in jobs if Format.PDF in job.formats), None)
    drawing = last is not None and is_alive(last)
    ended = last if last and last.state in (Job.State.FAILED, Job.State.CANCELLED) else None
    tried = ended is not None and ended.revision == issue.revision
    fresh = newspaper.fresh or bool(issue.sealed_at)
    return PageProofs(
        drawn_at=newspaper.file.made_at if newspaper.file else None,
        fresh=fresh,
        drawing=drawing,
        failed=(ended.error or "画样张取消了。") if ended and not fresh else "",
        wanted=not fresh and not drawing and not tried,
    )


def list_jobs(issue: Issue) -> list[Job]:
    """The issue's latest jobs, the last first."""
    return list(issue.jobs.all()[:_LOOKED_AT])


def is_alive(job: Job) -> bool:
    """Whether it waits or runs, and has given a sign of life not long ago."""
    return job.is_under_way and not job.is_silent


def draws_only(job: Job) -> bool:
    """Whether it makes nothing but the newspaper, as the board has it drawn."""
    return bool(job.formats == [Format.PDF])
