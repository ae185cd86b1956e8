"""What every format says at the end of an article beside its text."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from articles.text.body import Block, Run
from articles.text.dates import format_moment


def say_end(ends_at: datetime | None) -> str:
    """Until when the article counts, as a sentence; "" where it has no end."""
    return f"有效到{format_moment(timezone.localtime(ends_at))}。" if ends_at else ""


def close(ends_at: datetime | None) -> tuple[Block, ...]:
    """The blocks that follow the body."""
    said = say_end(ends_at)
    return (Block("paragraph", (Run(f"（{said.removesuffix('。')}）"),)),) if said else ()
