"""The trash as it is when thirty days have passed."""

from datetime import timedelta

from django.utils import timezone

from articles.models import TRASH_DAYS, TrashedDraft
from articles.review import trashing


def run_out():
    """Let the time of all that lies in the trash run out, and sweep it."""
    TrashedDraft.objects.update(thrown_at=timezone.now() - timedelta(days=TRASH_DAYS))
    trashing.sweep()
