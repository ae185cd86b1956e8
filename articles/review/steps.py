"""The steps by which an article moves: one table with everything that is specific to each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, Flag, auto

from articles.models import IN_REVIEW, Article, SiteSettings, Status, Step
from articles.roles import FIRST_REVIEW, HANDLE, SECOND_REVIEW, SIGN_OFF, URGENT

Act = Step.Act

#: Statuses in which the text may be changed: a live article is never edited in place.
EDITABLE = (Status.DRAFT, *IN_REVIEW, Status.HELD)

#: Who reviews a text that waits there; whoever reviews later may also return, hold or reject it.
REVIEWERS = {
    Status.SUBMITTED: (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF),
    Status.FIRST_PASSED: (SECOND_REVIEW, SIGN_OFF),
    Status.SECOND_PASSED: (SIGN_OFF,),
    Status.HELD: (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF),
    Status.TIMED: (SIGN_OFF,),
}


class StepRefused(Exception):  # noqa: N818
    """The step can't be taken; the text is for the editor."""


class Who(Enum):
    """Who may take a step: an account by its relation to the article, or by a permission."""

    OWN = "own"  # whoever made the article
    SENDER = "sender"  # they, and whoever handles copy
    REVIEWER = "reviewer"  # see REVIEWERS
    HANDLER = HANDLE
    FIRST = FIRST_REVIEW
    SECOND = SECOND_REVIEW
    CHIEF = SIGN_OFF
    HURRIED = URGENT


class Needs(Flag):
    """What a step requires."""

    NOTHING = 0
    TEXT = auto()  # an article that lacks nothing, see `Proofreading.lacking`
    PROOFS = auto()  # as many as the site's settings ask for, the last of this text
    REASON = auto()  # an opinion
    TIME = auto()  # the new hour of publication
    UNREAD = auto()  # an article that no resident could read yet
    ORIGINAL = auto()  # no working copy
    NO_COPY = auto()  # an article that has no working copy
    NAMED = auto()  # a text that somebody answers for in print, see `completeness.is_unsigned`


class Effect(Enum):
    """What a step does besides adding its line to the record."""

    MOVE = auto()  # the article goes to the target
    SIGN = auto()  # the same; but a working copy or an entry goes into its article, and ends; a
    # working copy that has an hour of its own waits for it as TIMED
    REVISE = auto()  # a working copy begins
    RESCHEDULE = auto()  # the hour of publication changes


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: its statuses before and after, who may take it, what it needs and does."""

    act: Act
    sources: tuple[Status, ...]
    target: Status
    who: Who
    needs: Needs = Needs.NOTHING
    does: Effect = Effect.MOVE
    #: The review that it passes, by the status in which a text waits for it.
    passes: Status | None = None
    #: Whether it skips the reviews and proofs that are still ahead.
    urgent: bool = False
    #: Whether it may be taken from a list: never what puts a name under a text that nobody has on
    #: screen, nor what needs a reason, which is each text's own.
    many: bool = False
    #: The question to confirm before it is taken on a public article, or urgently.
    confirm: str = ""
    #: What the author is told, with the label and the hour put in; nothing: they are not.
    tells: str = ""
    #: The newsroom's own name for it, if it has one.
    called: str = ""

    @property
    def name(self) -> str:
        return self.act.value

    @property
    def label(self) -> str:
        return self.called or self.act.label

    @property
    def stamps(self) -> bool:
        """Whether it puts a name under the text, which takes having the text on screen."""
        return self.passes is not None or self.urgent

    @property
    def complete(self) -> bool:
        """Whether it requires a complete text."""
        return Needs.TEXT in self.needs

    @property
    def reason(self) -> bool:
        """Whether it requires an opinion."""
        return Needs.REASON in self.needs

    @property
    def signs(self) -> bool:
        """Whether it signs the text off, which is when its hour of publication is set."""
        return self.does is Effect.SIGN

    @property
    def leads_on(self) -> bool:
        """Whether it brings the text nearer to print, or turns it back."""
        return self.target in (*IN_REVIEW, Status.APPROVED)


_TURNED = (*IN_REVIEW, Status.HELD)

STEPS = {
    rule.name: rule
    for rule in (
        StepRule(
            Act.SUBMIT, (Status.DRAFT,), Status.SUBMITTED, Who.SENDER, Needs.TEXT, many=True
        ),
        StepRule(
            Act.FIRST_PASS, (Status.SUBMITTED,), Status.FIRST_PASSED, Who.FIRST, Needs.TEXT,
            passes=Status.SUBMITTED, tells="{label}",
        ),
        StepRule(
            Act.SECOND_PASS, (Status.FIRST_PASSED,), Status.SECOND_PASSED, Who.SECOND, Needs.TEXT,
            passes=Status.FIRST_PASSED, tells="{label}",
        ),
        StepRule(
            Act.FINAL_PASS, (Status.SECOND_PASSED,), Status.APPROVED, Who.CHIEF,
            Needs.TEXT | Needs.PROOFS, Effect.SIGN,
            passes=Status.SECOND_PASSED, tells="已签发，{when}",
        ),
        StepRule(
            Act.URGENT, IN_REVIEW, Status.APPROVED, Who.HURRIED,
            Needs.TEXT | Needs.REASON | Needs.NAMED, Effect.SIGN, urgent=True,
            confirm="加急签发不等还没有过的审和校，读者就能看到。确定签发？",
            tells="已加急签发，{when}",
        ),
        StepRule(
            Act.RETURN, (*_TURNED, Status.TIMED), Status.DRAFT, Who.REVIEWER, Needs.REASON,
            tells="被退改",
        ),
        StepRule(
            Act.HOLD, IN_REVIEW, Status.HELD, Who.REVIEWER, many=True, tells="留作待用"
        ),
        StepRule(
            Act.RESUME, (Status.HELD,), Status.SUBMITTED, Who.REVIEWER, Needs.TEXT,
            many=True, tells="重新启用，进入审稿",
        ),
        StepRule(
            Act.REJECT, _TURNED, Status.REJECTED, Who.REVIEWER, Needs.REASON, tells="被退稿"
        ),
        StepRule(Act.RECALL, (Status.SUBMITTED,), Status.DRAFT, Who.OWN),
        StepRule(
            Act.REVISE, (Status.APPROVED,), Status.APPROVED, Who.HANDLER, Needs.NO_COPY,
            Effect.REVISE,
        ),
        StepRule(
            Act.RESCHEDULE, (Status.APPROVED, Status.TIMED), Status.APPROVED, Who.CHIEF,
            Needs.UNREAD | Needs.TIME, Effect.RESCHEDULE,
        ),
        StepRule(
            Act.WITHDRAW, (Status.APPROVED,), Status.WITHDRAWN, Who.CHIEF, Needs.REASON,
            confirm="撤稿后读者马上看不到这篇稿件。确定撤稿？", tells="已撤稿",
        ),
        StepRule(
            Act.REOPEN, (Status.WITHDRAWN, Status.REJECTED), Status.DRAFT, Who.HANDLER,
            Needs.NO_COPY | Needs.ORIGINAL,
        ),
    )
}  # fmt: skip

#: The steps that pass a text at a level, with the status in which it waited there.
PASSES = {rule.name: rule.passes for rule in STEPS.values() if rule.passes}
#: Those that put a name under a text, and those of them that send it to print.
STAMPS = tuple(rule.name for rule in STEPS.values() if rule.stamps)
SIGNS = tuple(rule.name for rule in STEPS.values() if rule.signs)
#: Acts after which the text that they name is the one that residents may see, unless they leave it
#: TIMED: then it is TAKE_OVER.
SIGNING = (
    *SIGNS, Act.ARCHIVE.value, Act.RENAME.value, Act.ENTER.value, Act.TAKE_ENTRY_DOWN.value,
    Act.TAKE_OVER.value,
)  # fmt: skip


def named(rule: StepRule, site: SiteSettings) -> StepRule:
    """The rule in the newsroom's own words, for as many reviews as it has: two or three."""
    if rule.passes is None:
        return rule
    levels = list(site.reviews)
    if rule.passes not in levels:
        return replace(rule, sources=())
    ahead = levels[levels.index(rule.passes) + 1 :]
    return replace(
        rule,
        sources=site.statuses_before(rule.passes),
        target=ahead[0] if ahead else Status.APPROVED,
        called=f"{site.reviews[rule.passes]}{'通过' if ahead else '签发'}",
    )


def waits_for(article: Article, site: SiteSettings) -> str:
    """The permission of the review that an article in review waits for."""
    return REVIEWERS[site.review_at(article.status)][0]
