"""The steps by which an article moves: one table."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import IN_REVIEW, Article, SiteSettings, Status
from articles.review import record
from articles.roles import (
    FIRST_REVIEW,
    HANDLE,
    SECOND_REVIEW,
    SIGN_OFF,
    URGENT,
)

#: Statuses in which the text may be changed: a live article is never edited in place.
EDITABLE = (Status.DRAFT, *IN_REVIEW, Status.HELD)

#: Who reviews a text that waits there; whoever reviews later may also return, hold or reject it.
REVIEWERS = {
    Status.SUBMITTED: (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF),
    Status.FIRST_PASSED: (SECOND_REVIEW, SIGN_OFF),
    Status.SECOND_PASSED: (SIGN_OFF,),
    Status.HELD: (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF),
}
ANY_REVIEW = (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF)


def waits_for(article: Article, site: SiteSettings) -> str:
    """The permission of the review that an article in review waits for."""
    if article.status == Status.FIRST_PASSED and not site.second_review:
        return SIGN_OFF
    return REVIEWERS[article.status][0]


OWN, SENDER, REVIEWER = "own", "sender", "reviewer"


@dataclass(frozen=True, slots=True)
class Rule:
    """A step: from where to where, and who may take it.

    `permission` is a permission, or OWN (who made the article), SENDER (they, and who handles
    copy) or REVIEWER (see REVIEWERS). `reason`: it is taken with an opinion or not at all.
    """

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    permission: str
    reason: bool = False

    @property
    def passes(self):
        """Whether it puts a name under a text: only where the text is on screen."""
        return self.name in record.PASSES or self.name == "urgent"

    @property
    def complete(self):
        """Whether it takes a text that lacks nothing."""
        return self.passes or self.name in ("submit", "resume")


STEPS = {
    rule.name: rule
    for rule in (
        Rule("submit", "送审", (Status.DRAFT,), Status.SUBMITTED, SENDER),
        Rule(
            "first-pass", "初审通过", (Status.SUBMITTED,), Status.FIRST_PASSED, FIRST_REVIEW
        ),
        Rule(
            "second-pass", "复审通过", (Status.FIRST_PASSED,), Status.SECOND_PASSED, SECOND_REVIEW
        ),
        Rule("final-pass", "终审签发", (Status.SECOND_PASSED,), Status.APPROVED, SIGN_OFF),
        Rule("urgent", "加急签发", IN_REVIEW, Status.APPROVED, URGENT, reason=True),
        Rule("return", "退改", (*IN_REVIEW, Status.HELD), Status.DRAFT, REVIEWER, reason=True),
        Rule("hold", "待用", IN_REVIEW, Status.HELD, REVIEWER),
        Rule("resume", "启用", (Status.HELD,), Status.SUBMITTED, REVIEWER),
        Rule("reject", "退稿", (*IN_REVIEW, Status.HELD), Status.REJECTED, REVIEWER, reason=True),
        Rule("recall", "取回", (Status.SUBMITTED,), Status.DRAFT, OWN),
        Rule("revise", "修订", (Status.APPROVED,), Status.APPROVED, HANDLE),
        Rule("reschedule", "改发布时间", (Status.APPROVED,), Status.APPROVED, SIGN_OFF),
        Rule(
            "withdraw", "撤稿", (Status.APPROVED,), Status.WITHDRAWN, SIGN_OFF, reason=True
        ),
        Rule("reopen", "重新编辑", (Status.WITHDRAWN, Status.REJECTED), Status.DRAFT, HANDLE),
    )
}  # fmt: skip


class StepRefused(Exception):  # noqa: N818
    """The step can't be taken; the text is for the editor."""


def named(rule: Rule, site: SiteSettings) -> Rule:
    """The rule in the newsroom's own words, for as many reviews as it has: two or three."""
    if rule.name not in record.PASSES:
        return rule
    waits = record.PASSES[rule.name]
    sources, target = rule.sources, rule.target
    if not site.second_review:
        if rule.name == "first-pass":
            target = Status.SECOND_PASSED
        elif rule.name == "second-pass":
            sources = ()
        else:
            sources = (Status.FIRST_PASSED, Status.SECOND_PASSED)
    done = "签发" if rule.name == "final-pass" else "通过"
    label = f"{site.reviews.get(waits, '')}{done}"
    return Rule(rule.name, label, sources, target, rule.permission)
