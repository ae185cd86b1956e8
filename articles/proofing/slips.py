"""Slips that a pattern tells alone: where it stands, how it is mended, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley


class Slip(NamedTuple):
    r"""`fix` and `message` name groups of the pattern as \1, and `message` all that stands there as
    {}; an empty `fix` mends nothing."""

    pattern: re.Pattern[str]
    fix: str
    message: str


def list_slips(rows: Iterable[tuple[str, str, str]]) -> tuple[Slip, ...]:
    return tuple(Slip(re.compile(pattern), fix, message) for pattern, fix, message in rows)


def find_slips(galley: Galley, code: str, slips: Iterable[Slip]) -> Iterator[Finding]:
    """Findings of this code, warn."""
    for number, passage in galley.of():
        for slip in slips:
            for hit in slip.pattern.finditer(passage.text):
                message = hit.expand(slip.message).replace("{}", hit[0])
                fixes = [hit.expand(slip.fix)] if slip.fix else []
                yield galley.find(code, "warn", number, hit.span(), message, *fixes)
