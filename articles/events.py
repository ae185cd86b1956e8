"""安全留痕: what was done about accounts, posts and settings, in a chain that can be verified."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection, transaction

from articles.models import EventSource, SecurityEvent
from articles.models.chain import digest_after

#: Any number that no other part of the program locks by.
_LOCK = 20261129


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """How many lines were read, the hash of the last one, and what is wrong, in Chinese."""

    lines: int
    last: str
    faults: list[str]


@transaction.atomic
def note(
    kind: SecurityEvent.Kind,
    sentence: str,
    *,
    account: User | None = None,
    address: str | None = None,
    agent: str = "",
) -> SecurityEvent:
    """Add a line to the chain: about whom, and from where if a request brought it."""
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = SecurityEvent.objects.order_by("-pk").values_list("digest", flat=True).first()
    row = SecurityEvent(kind=kind, sentence=sentence, account=account, previous=last or "")
    source = None
    if address or agent:
        source = EventSource(address=address, agent=agent, salt=secrets.token_hex(16))
        row.source_digest = source.reckon_digest()
    row.digest = row.reckon_digest()
    row.save(force_insert=True)
    if source:
        source.event = row
        source.save(force_insert=True)
    return row


def verify(newest: int | None = None) -> ChainVerdict:
    """Reckon the chain anew, whole or its newest lines, and the sources that are still there."""
    faults: list[str] = []
    previous, lines = "", 0
    rows = SecurityEvent.objects.order_by("pk").select_related("origin")
    if newest is not None:
        keys = SecurityEvent.objects.order_by("-pk").values_list("pk", "previous")
        first, previous = list(keys[:newest])[-1] if keys else (0, "")
        rows = rows.filter(pk__gte=first)
    for row in rows.iterator(chunk_size=1000):
        lines += 1
        faults += _find_faults(row, previous)
        origin = getattr(row, "origin", None)
        if origin and origin.reckon_digest() != row.source_digest:
            faults.append(f"第{row.pk}条的来处改过。")
        previous = row.digest
    return ChainVerdict(lines, previous, faults)


def _find_faults(row: SecurityEvent, previous: str) -> Iterator[str]:
    if row.previous != previous:
        yield f"第{row.pk}条前面少了、多了或换过。"
    if row.digest != row.reckon_digest():
        yield f"第{row.pk}条改过\N{FULLWIDTH COLON}{row.sentence[:40]}"


def export() -> Iterator[str]:
    """The chain as JSON, one line an event, the oldest first; without the sources."""
    for row in SecurityEvent.objects.order_by("pk").iterator(chunk_size=1000):
        yield json.dumps(
            {"number": row.pk, "facts": row.facts, "previous": row.previous, "digest": row.digest},
            ensure_ascii=False,
        )


def verify_export(lines: Iterable[str]) -> ChainVerdict:
    """Whether an exported chain is whole, and is still the beginning of the one kept here."""
    faults: list[str] = []
    previous, number = "", 0
    known = dict(SecurityEvent.objects.values_list("pk", "digest"))
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            row, facts, digest = said["number"], said["facts"], said["digest"]
        except (ValueError, KeyError, TypeError):
            faults.append(f"文件第{number}行读不出。")
            continue
        if said.get("previous") != previous or digest != digest_after(previous, str(facts)):
            faults.append(f"文件第{number}行与前一行接不上。")
        if known.get(row) != digest:
            faults.append(f"文件里的第{row}条\N{FULLWIDTH COMMA}现在的安全留痕里没有或不一样。")
        previous = str(digest)
    return ChainVerdict(number, previous, faults)
