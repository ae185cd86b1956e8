"""The entries of a rolling story in an archive line (docs/operations.md), parsed and checked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone

from articles.imports.archive.values import BadLine, moment_of, one_line, say_unknown, text_of
from articles.text.body import html
from articles.text.outside import bring_in
from articles.text.rolling import RollingEntry

_KEYS = {"number", "at", "headline", "signed", "html"}
_MOST, _LARGEST = 500, 2**40


def entries_of(item: dict[str, Any], notes: list[str]) -> tuple[RollingEntry, ...]:
    """Those of a line; each has another number. Raises BadLine."""
    value = item.get("entries", [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise BadLine("entries应当是列表，每一项应当有at和html")
    if len(value) > _MOST:
        raise BadLine(f"entries超过{_MOST}条")
    found = []
    for place, each in enumerate(value, 1):
        try:
            found.append(_entry(each, len(value) - place + 1, notes))
        except BadLine as why:
            raise BadLine(f"entries第{place}条\N{FULLWIDTH COLON}{why}") from why
    if len({each.number for each in found}) < len(found):
        raise BadLine("entries里有两条的number一样")
    return tuple(found)


def _entry(each: dict[str, Any], number: int, notes: list[str]) -> RollingEntry:
    number = each.get("number", number)
    if type(number) is not int or not 0 < number < _LARGEST:
        raise BadLine("number应当是正整数")
    at, headline = moment_of(each, "at"), one_line(each, "headline", 300)
    if at is None or not headline:
        raise BadLine("要有at和headline")
    brought = bring_in(text_of(each, "html"))
    notes += [f"条目的html里{note.text.removesuffix('。')}" for note in brought.notes]
    entry = RollingEntry(
        number=number,
        at=timezone.localtime(at).isoformat(timespec="seconds"),
        headline=headline,
        body=brought.body,
        signed=one_line(each, "signed", 300),
    )
    notes.append(say_unknown((key for key in each if key not in _KEYS), "条目里"))
    return replace(entry, body=html(entry.blocks))
