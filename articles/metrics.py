"""What Prometheus reads: how many requests and how quick, and how the house stands.

Requests are counted in files that all servers of the machine share (PROMETHEUS_MULTIPROC_DIR).
"""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

from axes.models import AccessFailureLog
from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from articles.models import Article, Backup, Job, SignIn

_requests = Counter(
    "newsroom_requests", "Requests by room of the site and status.", ["room", "status"]
)
_seconds = Histogram(
    "newsroom_request_seconds", "Time until a request was answered.", ["room"],
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10),
)  # fmt: skip
_from_memory = Counter(
    "newsroom_requests_from_memory", "Requests that were answered without Django (pagecache/)."
)


def count_request(room: str, status: int, seconds: float) -> None:
    _requests.labels(room, str(status)).inc()
    _seconds.labels(room).observe(seconds)


def count_from_memory(number: int) -> None:
    _from_memory.inc(number)


def register_requests(registry: CollectorRegistry) -> None:
    """Have the registry tell the requests of all servers of the machine, or else of this one."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return
    for each in (_requests, _seconds, _from_memory):
        registry.register(each)


def collect() -> bytes:
    """All of it in Prometheus' text format."""
    registry = CollectorRegistry()
    register_requests(registry)
    articles = Gauge("newsroom_articles", "Articles by status.", ["status"], registry=registry)
    for status, number in Article.objects.values_list("status").annotate(Count("pk")).order_by():
        articles.labels(status).set(number)
    facts = {
        "newsroom_public_articles": ("Articles that residents see.", _count_public()),
        "newsroom_backup_age_seconds": ("Age of the last backup; -1: none.", _backup_age()),
        "newsroom_disk_free_bytes": ("Free where the data lie.", _free()),
        "newsroom_people_in": ("Accounts that did something within 15 minutes.", _people_in()),
        "newsroom_failed_logins": ("Failed logins within 15 minutes.", _failed_logins()),
        "newsroom_jobs_open": ("Jobs that wait or run.", _open_jobs()),
    }
    for name, (meaning, value) in facts.items():
        Gauge(name, meaning, registry=registry).set(value)
    return bytes(generate_latest(registry))


def _count_public() -> int:
    return Article.objects.public().count()


def _backup_age() -> float:
    newest = Backup.objects.newest()
    return (timezone.now() - newest.made_at).total_seconds() if newest else -1


def _free() -> int:
    place = Path(settings.VAR_DIR)
    return shutil.disk_usage(place).free if place.exists() else 0


def _people_in() -> int:
    recent = timezone.now() - timedelta(minutes=15)
    return SignIn.objects.since(recent).values("account").distinct().count()


def _failed_logins() -> int:
    recent = timezone.now() - timedelta(minutes=15)
    return AccessFailureLog.objects.filter(attempt_time__gte=recent).count()


def _open_jobs() -> int:
    return Job.objects.filter(ended_at=None).count()
