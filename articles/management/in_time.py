"""Commands that read what residents see: no server asks before them what is due by now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles.review.timed import take_over_due


class InTimeCommand(BaseCommand):
    """A command that begins with taking over every signed revision whose hour has come."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        take_over_due()
        return super().execute(*args, **options)
