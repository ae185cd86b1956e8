"""审签单: what an article went through before it was signed, as tagged PDF/A and PDF/UA."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from articles.exports.composing import composed
from articles.exports.fonts import NoFonts, faces
from articles.exports.printable import with_gaps

__all__ = ["NoFonts", "ProofRow", "ReviewRow", "SignOffSheet", "pdf"]

_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class ReviewRow:
    level: str
    who: str
    post: str
    when: str
    opinion: str
    passage: str
    version: str
    digest: str
    verdict: str
    voided: str = ""  # why it no longer counts
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ProofRow:
    number: str
    who: str
    when: str
    note: str
    of: str  # 文字稿 or 成版样张
    stale: bool


@dataclass(frozen=True, slots=True)
class SignOffSheet:
    paper: str
    serial: str
    number: str
    made: str
    kicker: str
    headline: str
    subhead: str
    bylines: tuple[str, ...]
    used: tuple[str, ...]
    size: str
    campaigns: tuple[str, ...]
    places: tuple[str, ...]
    status: str
    urgent: bool
    reviews: tuple[ReviewRow, ...]
    proofs: tuple[ProofRow, ...]
    findings: str
    digest: str  # of the text that was signed; empty until it is
    covers: str
    corrections: tuple[str, ...] = ()


def pdf(sheets: Sequence[SignOffSheet]) -> bytes:
    """Each sheet on pages of its own, numbered apart; the same sheets give the same bytes.

    A character that no font has is printed as 〓.
    """
    have = faces()
    data = {"sheets": [with_gaps(_laid_out(sheet), have.characters) for sheet in sheets]}
    return composed("sheet.typ", data, _made_at(sheets))


def _made_at(sheets: Sequence[SignOffSheet]) -> datetime:
    """The date that PDF/A demands: read off the first sheet, so that the bytes repeat."""
    figures = [int(number) for number in re.findall(r"\d{1,4}", sheets[0].made)]
    try:
        year, month, day, hour, minute = [*figures, 0, 0][:5]
        return datetime(year, month, day, hour, minute, tzinfo=_BEIJING)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=_BEIJING)


def _laid_out(sheet: SignOffSheet) -> dict[str, Any]:
    laid_out = asdict(sheet)
    laid_out["digest"] = _in_groups(sheet.digest, 8)
    for review in laid_out["reviews"]:
        first, last = review["digest"][:8], review["digest"][-4:]
        review["short"] = f"{_in_groups(first, 4)}…{last}" if first else ""
    return laid_out


def _in_groups(digest: str, size: int) -> str:
    return " ".join(digest[i : i + size] for i in range(0, len(digest), size))
