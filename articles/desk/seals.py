"""How statuses and reviews are drawn: characters, shapes (static/desk/css/parts/seal.css)."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article, Status
from articles.review.dossier import Dossier, ReviewState

_SEALS = {
    Status.DRAFT: ("稿", ""),
    Status.SUBMITTED: ("初", "seal-now"),
    Status.FIRST_PASSED: ("复", "seal-now"),
    Status.SECOND_PASSED: ("终", "seal-now"),
    Status.APPROVED: ("发", "seal-passed"),
    Status.HELD: ("待", ""),
    Status.REJECTED: ("退", "seal-returned"),
    Status.WITHDRAWN: ("撤", "seal-void"),
    Status.TIMED: ("定", "seal-passed"),
}
_SHAPES = {
    ReviewState.PASSED: "seal-passed",
    ReviewState.NOW: "seal-now",
    ReviewState.RETURNED: "seal-returned",
    ReviewState.VOID: "seal-void",
    ReviewState.AHEAD: "",
    ReviewState.LEFT_OUT: "",
}


@dataclass(frozen=True, slots=True)
class Seals:
    """A seal for each review, as pairs of character and shape, and their meaning in words."""

    row: tuple[tuple[str, str], ...]
    label: str


def seal(article: Article) -> tuple[str, str]:
    return _SEALS[Status(article.status)]


def seals(dossier: Dossier) -> Seals:
    """三审章 of an article."""
    return Seals(
        tuple((each.name[:1], _SHAPES[each.state]) for each in dossier.reviews),
        "，".join(each.said for each in dossier.reviews),
    )
