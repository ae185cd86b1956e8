"""How a status is drawn: characters and shapes (static/desk/css/parts/seal.css)."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import IN_REVIEW, Status
from articles.review import record
from articles.review.steps import EDITABLE

_SEALS = {
    Status.DRAFT: ("稿", ""),
    Status.SUBMITTED: ("初", "seal-now"),
    Status.FIRST_PASSED: ("复", "seal-now"),
    Status.SECOND_PASSED: ("终", "seal-now"),
    Status.APPROVED: ("发", "seal-passed"),
    Status.HELD: ("待", ""),
    Status.REJECTED: ("退", "seal-returned"),
    Status.WITHDRAWN: ("撤", "seal-void"),
}
#: What each shape says of a review, with the review's name put in.
_SAID = {
    "seal-passed": "{}已过",
    "seal-now": "正在{}",
    "seal-returned": "{}退回",
    "seal-void": "{}作废",
}


@dataclass(frozen=True, slots=True)
class Seals:
    """A row of seals, one for each review: pairs of character and shape, and what they say."""

    row: tuple[tuple[str, str], ...]
    label: str


def seal(article):
    return _SEALS[article.status]


def seals(article, steps, site) -> Seals:
    """三审章 of an article by its record: `steps` are those of this text, oldest first."""
    shapes = dict.fromkeys(site.reviews, "")
    for step in steps:
        if step.step in record.PASSES:
            shapes[_level(record.PASSES[step.step], shapes)] = "seal-passed"
            continue
        if step.target in record.VOIDING:
            shapes = {level: _after(shape) for level, shape in shapes.items()}
        if step.step in ("return", "reject"):
            shapes[_level(step.source, shapes)] = "seal-returned"
    if article.status in IN_REVIEW:
        shapes[_level(article.status, shapes)] = "seal-now"
    left = "{}未到" if article.status in EDITABLE else "未经{}"
    names = site.reviews
    return Seals(
        tuple((names[level][:1], shape) for level, shape in shapes.items()),
        "，".join(_SAID.get(shape, left).format(names[level]) for level, shape in shapes.items()),
    )


def _after(shape):
    """What becomes of a review when its text goes back: passed is void, returned is over."""
    return "seal-void" if shape in ("seal-passed", "seal-void") else ""


def _level(status, levels):
    """Which review a status waits for; with two, what still stands at the second is the last's."""
    if status in levels:
        return status
    return Status.SECOND_PASSED if status == Status.FIRST_PASSED else Status.SUBMITTED
