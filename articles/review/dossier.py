"""The dossier of an article: its record and proofs read once, and what they say of its reviews.

Whether a review still holds is decided here and nowhere else; steps, rail, seals, desk, review
page and sign-off sheet ask the dossier (`record.dossier_of()`, `record.dossiers_of()`).

**A review holds while it is of the exact text, by hash, and no later step sent the text back.**
A step sends the text back that makes it a draft, puts it aside or has it begin again (VOIDING).

What led to print did what it was for: a signed text is held against the hash that was signed, and
its reviews stand as long as it is in force, published or withdrawn, and also after a revision has
taken its place. Once the article is reopened they are all over, those of its revisions too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property

from django.contrib.auth.models import User

from articles.models import IN_REVIEW, Article, Proof, SiteSettings, Status, Step
from articles.review.steps import EDITABLE, PASSES, SIGNING, SIGNS, STAMPS, Act

#: Statuses on whose entry the reviews so far no longer count: the text goes through them anew.
VOIDING = (Status.DRAFT, Status.SUBMITTED, Status.HELD)
#: Statuses of a text that was signed off and is in force; withdrawn, it was still signed.
IN_FORCE = (Status.APPROVED, Status.WITHDRAWN)
_TURNED_BACK = (Act.RETURN, Act.REJECT)


class ReviewState(Enum):
    """The state of a review, as a sentence with the review's name to be filled in."""

    PASSED = "{}已过"
    NOW = "正在{}"
    RETURNED = "{}退回"
    VOID = "{}作废"
    AHEAD = "{}未到"
    LEFT_OUT = "未经{}"


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """One of the newsroom's reviews, and its state for a text."""

    level: Status
    name: str
    state: ReviewState

    @property
    def said(self) -> str:
        return self.state.value.format(self.name)


@dataclass(frozen=True, slots=True)
class Void:
    """Why a review no longer holds: the step that sent the text back; None if it changed."""

    by: Step | None

    def said(self, when: Callable[[datetime], str]) -> str:
        """The reason in words, the same everywhere; the caller formats the time."""
        if self.by is None:
            return "所审不是现在这份文字，作废"
        act = "改动" if self.by.step == Act.VOID else self.by.label
        return f"{when(self.by.taken_at)}{act}，作废"


class Dossier:
    """What the record says of an article as it stands, with its revisions, or of a working copy.

    `steps` and `proofs` are the lines about the article and all its revisions, oldest first;
    `digest` is the hash of the text at hand.
    """

    def __init__(
        self,
        article: Article,
        site: SiteSettings,
        *,
        steps: Iterable[Step] = (),
        proofs: Iterable[Proof] = (),
        digest: str = "",
    ):
        self.article, self.site, self.digest = article, site, digest
        self.steps, self.proofs = list(steps), list(proofs)
        self._copy = article.pk if article.revises_id or article.entry_of_id else None
        #: The numbers of the entries of a rolling story: no reviews of theirs are of the story.
        self.entries = {each.copy for each in self.steps if each.step == Act.BEGIN_ENTRY}
        #: Why a stamped line no longer holds, by its id; those that hold are missing.
        self.voided: dict[int, Void] = {}
        self._rounds: dict[int | None, list[Step]] = defaultdict(list)
        self._texts: dict[int | None, str] = {}
        self._read_rounds()
        self._compare_texts()

    def _read_rounds(self) -> None:
        """Find the stamped lines since each text was last sent back, and what voided the others."""
        for step in self.steps:
            if step.step in STAMPS:
                self._rounds[step.copy].append(step)
            elif step.target in VOIDING:
                # What sends the article itself back ends its revisions that were signed off, too.
                for copy in [step.copy] if step.copy else list(self._rounds):
                    self.voided |= {each.pk: Void(step) for each in self._rounds.pop(copy, ())}

    def _compare_texts(self) -> None:
        """Each round against the hash of its text: of what was signed, or else as it is now.

        Of a text that is not the one at hand the last line tells the hash.
        """
        last = {step.copy: step.digest for step in self.steps}
        for copy in {*last, self._copy}:
            own = copy == self._copy
            signed = [each.digest for each in self._rounds[copy] if each.step in SIGNS]
            if signed and (not own or self.article.status in IN_FORCE):
                self._texts[copy] = signed[-1]
            else:
                self._texts[copy] = self.digest if own else last[copy]
            others = (each for each in self._rounds[copy] if each.digest != self._texts[copy])
            self.voided |= {each.pk: Void(None) for each in others}

    # The text at hand

    @cached_property
    def own(self) -> list[Step]:
        """The steps of this text: of an article without those of its revisions."""
        return [step for step in self.steps if step.copy == self._copy]

    @cached_property
    def own_proofs(self) -> list[Proof]:
        return [proof for proof in self.proofs if proof.copy == self._copy]

    @property
    def last(self) -> Step | None:
        return self.own[-1] if self.own else None

    @cached_property
    def holding(self) -> list[Step]:
        """The reviews of this text that hold, oldest first."""
        return [step for step in self._stamped(self._copy) if step.step in PASSES]

    def _stamped(self, copy: int | None) -> list[Step]:
        return [step for step in self._rounds[copy] if step.pk not in self.voided]

    @property
    def overtaken(self) -> bool:
        """Whether the text changed after a review without having been sent back."""
        return any(step.pk in self.voided for step in self._rounds[self._copy])

    # Reviews

    @cached_property
    def now(self) -> Status | None:
        """The review that the text waits for."""
        waits = self.article.status in IN_REVIEW
        return self.site.review_at(self.article.status) if waits else None

    @cached_property
    def reviews(self) -> tuple[ReviewStanding, ...]:
        """Each review that the newsroom has, in their order; in force: as the text was signed."""
        return tuple(
            ReviewStanding(level, name, self._state(level))
            for level, name in self.site.reviews.items()
        )

    def _state(self, level: Status) -> ReviewState:
        if level == self.now:
            return ReviewState.NOW
        if self.article.status in IN_FORCE:
            of_text = (each for each in reversed(self.steps) if each.copy not in self.entries)
            signed = next((step for step in of_text if self._is_read(step)), None)
            passed = self._stamped(signed.copy) if signed else []
            holds = any(PASSES.get(step.step) == level for step in passed)
            return ReviewState.PASSED if holds else ReviewState.LEFT_OUT
        lines = [step for step in self.own if self._level(step) == level]
        if lines and lines[-1].step in PASSES:
            return ReviewState.VOID if lines[-1].pk in self.voided else ReviewState.PASSED
        if lines and lines[-1] == self.last:
            return ReviewState.RETURNED
        return ReviewState.AHEAD if self.article.status in EDITABLE else ReviewState.LEFT_OUT

    def _is_read(self, step: Step) -> bool:
        """Whether the step signed off what residents read: a revision that waits for its hour, or
        waited in vain, is not."""
        waits = step.target == Status.TIMED and step.copy not in self._taken_over
        return step.step in SIGNS and not waits

    @cached_property
    def _taken_over(self) -> set[int | None]:
        return {each.copy for each in self.steps if each.step == Act.TAKE_OVER}

    def _level(self, step: Step) -> Status | None:
        """The review that a step passed, or from which it turned the text back."""
        if step.step not in _TURNED_BACK:
            return PASSES.get(step.step)
        at = Status.SECOND_PASSED if step.source == Status.TIMED else step.source
        return self.site.review_at(at if at in IN_REVIEW else Status.SUBMITTED)

    @cached_property
    def ahead(self) -> tuple[tuple[str, bool], ...]:
        """The reviews that are still to come, by name, and whether the text waits for it now."""
        if self.article.status not in EDITABLE:
            return ()
        levels = list(self.site.reviews)
        at = levels.index(self.now) if self.now else 0
        return tuple((self.site.reviews[level], level == self.now) for level in levels[at:])

    def missing(self, before: Status | None = None) -> list[str]:
        """The names of the reviews that do not hold: of those before one, or of all."""
        levels = list(self.site.reviews)
        passed = {PASSES[step.step] for step in self.holding}
        wanted = levels[: levels.index(before)] if before else levels
        return [self.site.reviews[level] for level in wanted if level not in passed]

    def passed_by(self, user: User) -> list[Step]:
        """The reviews of this text that hold and that this account passed."""
        return [step for step in self.holding if step.by_id == user.pk]

    @cached_property
    def signed(self) -> Step | None:
        """The line that signed the text residents read, or read until it was withdrawn."""
        if self.article.status not in IN_FORCE:
            return None
        signing = (each for each in reversed(self.steps) if each.step in SIGNING)
        return next((each for each in signing if each.target != Status.TIMED), None)

    @property
    def from_archive(self) -> bool:
        """Whether the text was in print before it came here, and nobody has signed it since."""
        acts = {step.step for step in self.steps}
        return Act.ARCHIVE in acts and acts.isdisjoint(SIGNS)

    # Proofs

    def is_stale(self, proof: Proof) -> bool:
        """Whether the proofed text, the article's or a revision's, changed after this proof."""
        text = self._texts.get(proof.copy, "")
        return bool(text) and proof.digest != text

    @property
    def proofed(self) -> bool:
        """Whether the last proof is of the text as it stands."""
        return bool(self.own_proofs) and not self.is_stale(self.own_proofs[-1])
