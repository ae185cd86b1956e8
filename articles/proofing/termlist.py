"""A list of house terms 规范用语, and where they stand in a text as words of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from articles.proofing.finding import Severity
from articles.proofing.typos.lattice import Lattice
from articles.proofing.typos.lexicon import load_lexicon

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[0-9A-Za-z]")
#: What a term weighs that the dictionary doesn't know: as a word that stands a hundred times in it.
_WEIGHT = -13.3
#: And so much likelier the text must be with it, where other words would go over its borders.
_CLEARLY = 3.0
#: So many characters around a term say where words begin and end.
_REACH = 8
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class TermRule:
    """`wrong` should be `right` from a day on; "" where there is no one right word.

    It is left alone inside `right` and inside each of the `exceptions`.
    """

    wrong: str
    right: str = ""
    severity: Severity = "warn"
    reason: str = ""
    exceptions: tuple[str, ...] = ()
    valid_from: date | None = None


class TermList:
    """Terms by their first two characters."""

    def __init__(self, rules: Iterable[TermRule] = ()) -> None:
        self._rules: defaultdict[str, list[TermRule]] = defaultdict(list)
        said = sha256()
        for rule in rules:
            said.update(repr(rule).encode())
            if len(rule.wrong) >= SHORTEST:
                self._rules[rule.wrong[:SHORTEST]].append(rule)
        for found in self._rules.values():
            found.sort(key=lambda rule: -len(rule.wrong))
        #: The same for lists that say the same in one order.
        self.digest = said.hexdigest()

    def find(self, text: str, day: date | None) -> Iterator[tuple[int, TermRule]]:
        """Where terms stand as words of their own, and which; none inside another."""
        at = 0
        while at < len(text) - 1:
            step = 1
            for rule in self._rules.get(text[at : at + SHORTEST], ()):
                if not text.startswith(rule.wrong, at) or not _is_valid(rule, day):
                    continue
                excepted = _is_excepted(rule, text, at)
                if excepted or _is_apart(text, at, at + len(rule.wrong)):
                    step = len(rule.wrong)
                    if not excepted:
                        yield at, rule
                    break
            at += step


def _is_valid(rule: TermRule, day: date | None) -> bool:
    return not (rule.valid_from and day and day < rule.valid_from)


def _is_excepted(rule: TermRule, text: str, start: int) -> bool:
    """Does it stand in its right form or an exception? Then nor do shorter terms count in it."""
    wholes = (*rule.exceptions, rule.right)
    return any(_is_part_of(whole, rule.wrong, text, start) for whole in wholes)


def _is_part_of(whole: str, part: str, text: str, start: int) -> bool:
    """Does `part` stand there as a part of `whole`?"""
    at = whole.find(part)
    while at >= 0:
        if start >= at and text.startswith(whole, start - at):
            return True
        at = whole.find(part, at + 1)
    return False


def _is_apart(text: str, start: int, end: int) -> bool:
    """Do words begin and end there? 省分 in 省分行 is none."""
    for at in (start, end):
        if 0 < at < len(text) and _LATIN.match(text[at - 1]) and _LATIN.match(text[at]):
            return False
    first, last = start, end
    while first > 0 and first > start - _REACH and _HAN.match(text[first - 1]):
        first -= 1
    while last < len(text) and last < end + _REACH and _HAN.match(text[last]):
        last += 1
    lattice = Lattice(text[first:last], load_lexicon())
    start, end = start - first, end - first
    if lattice.is_cut(start) and lattice.is_cut(end):
        return True
    return lattice.ahead[start] + _WEIGHT + lattice.behind[end] > lattice.best + _CLEARLY


#: The terms with which a newsroom begins, and those that came later, each with a migration.
_SHIPPED = ("terms.tsv", "terms_2026_12.tsv", "terms_slips.tsv")


@cache
def load_shipped() -> tuple[TermRule, ...]:
    """All terms that come with the program."""
    return tuple(rule for name in _SHIPPED for rule in read_terms(name))


def read_terms(name: str) -> tuple[TermRule, ...]:
    """The terms of one file of data/."""
    text = files("articles.proofing").joinpath("data", name).read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        wrong, right, severity, exceptions, valid_from, reason = line.split("\t")
        level: Severity = "warn" if severity == "应查" else "info"
        found.append(
            TermRule(
                wrong,
                right,
                level,
                reason,
                tuple(filter(None, exceptions.split("、"))),
                date.fromisoformat(valid_from) if valid_from else None,
            )
        )
    return tuple(found)


def add_missing(rows: Any, name: str) -> None:
    """Add the terms of a file that a newsroom's list lacks, a queryset of Term as it is or was at
    some migration; a line that is there stays the newsroom's own."""
    known = set(rows.values_list("wrong", flat=True))
    rows.bulk_create(
        rows.model(
            wrong=rule.wrong,
            right=rule.right,
            severity=rule.severity,
            reason=rule.reason,
            exceptions="\n".join(rule.exceptions),
            valid_from=rule.valid_from,
        )
        for rule in read_terms(name)
        if rule.wrong not in known
    )
