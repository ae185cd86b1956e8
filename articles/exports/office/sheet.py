"""审签单, the sign-off sheet: the reviews of an article until it was signed, as a tagged PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from articles.exports.composing import BEIJING, compose_pdf
from articles.fonts import NoFonts, faces
from articles.text.printable import replace_missing

__all__ = ["NoFonts", "ProofRow", "ReviewRow", "SignOffSheet", "make_pdf"]


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
    voided: str = ""  # why it is no longer valid
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
    digest: str  # the hash of the signed text; "" until it is signed
    covers: str
    corrections: tuple[str, ...] = ()


def make_pdf(sheets: Sequence[SignOffSheet]) -> bytes:
    """A PDF/A and PDF/UA in which each sheet starts a page and has page numbers of its own.

    The same sheets give the same bytes. A character that no font has is printed as 〓.
    """
    have = faces()
    data = {"sheets": [replace_missing(_sheet_data(sheet), have.characters) for sheet in sheets]}
    return compose_pdf("sheet.typ", data, _creation_time(sheets))


def _creation_time(sheets: Sequence[SignOffSheet]) -> datetime:
    """The creation time that PDF/A requires: read from the first sheet, so that bytes repeat."""
    figures = [int(number) for number in re.findall(r"\d{1,4}", sheets[0].made)]
    try:
        year, month, day, hour, minute = [*figures, 0, 0][:5]
        return datetime(year, month, day, hour, minute, tzinfo=BEIJING)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=BEIJING)


def _sheet_data(sheet: SignOffSheet) -> dict[str, Any]:
    laid_out = asdict(sheet)
    laid_out["digest"] = _group_digits(sheet.digest, 8)
    for review in laid_out["reviews"]:
        first, last = review["digest"][:8], review["digest"][-4:]
        review["short"] = f"{_group_digits(first, 4)}…{last}" if first else ""
    return laid_out


def _group_digits(digest: str, size: int) -> str:
    return " ".join(digest[i : i + size] for i in range(0, len(digest), size))
