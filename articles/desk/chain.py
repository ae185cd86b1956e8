"""What stands beside a text: the steps to take now, the record so far, proofs, versions, comments.

The rail of the article page and the review page both show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from articles.desk.feedback import collect_feedback
from articles.desk.seals import seals
from articles.desk.similar import find_alike
from articles.desk.times import say_moment
from articles.models import IN_REVIEW, Article, Judgement, Proof, Status, Step, say_where, standing
from articles.proofing.sent_before import SENT_BEFORE
from articles.review import duties, leaving, names, record, rights, taking
from articles.review.colleagues import name_reviewers
from articles.review.dossier import Dossier
from articles.review.proofreading import Proofreading, may_judge, proofread_article
from articles.review.rolling import may_roll
from articles.review.steps import EDITABLE, PASSES, Act, StepRule
from articles.roles import ADD, HANDLE, PROOF, name_of

#: A chain that is longer has its oldest lines folded away.
SHOWN = 12
#: How many versions are shown; one more is loaded to compare the oldest of them with.
VERSIONS = 6
#: How a step is drawn: its character, or the first of what the newsroom calls it, and a shape.
_SEALS = {
    Act.URGENT: ("急", "seal-passed"),
    Act.ARCHIVE: ("档", "seal-passed"),
    Act.RETURN: ("退", "seal-returned"),
    Act.REJECT: ("退", "seal-returned"),
    Act.VOID: ("废", "seal-void"),
    Act.WITHDRAW: ("撤", "seal-void"),
    Act.TAKE_ENTRY_DOWN: ("撤", "seal-void"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step on offer; `why` tells the editor what keeps it from being taken now.

    `stopped` does the same for what the proofreader found in the text as it is stored.
    """

    rule: StepRule
    why: str
    stopped: str = ""
    #: What the text would go without: reviews by name, a proof.
    left_out: tuple[str, ...] = ()
    #: Where a text that would be taken down stands in print, and what becomes of it there.
    printed: str = ""

    @property
    def confirm(self):
        """The question to confirm before it is taken."""
        return f"{self.rule.confirm}{self.printed}"

    @property
    def needs(self):
        """Whether a step on offer needs a complete text, as `taking.take` demands it."""
        return self.rule.complete

    @property
    def shut(self):
        """What keeps it from being taken of the text as it is stored."""
        return self.why or self.stopped


@dataclass(frozen=True, slots=True)
class Offers:
    """The steps on offer by how they are taken: by a button, with an opinion, with a time."""

    main: Offer | None  # submit, or this account's review
    plain: tuple[Offer, ...]
    back: Offer | None
    reasoned: tuple[Offer, ...]  # but `back`
    reschedule: Offer | None

    @property
    def urgent(self):
        """The one that has a box of its own, with what it leaves out."""
        return next((offer for offer in self.reasoned if offer.rule.urgent), None)

    @property
    def not_urgent(self):
        """The reasoned ones without `urgent`."""
        return tuple(offer for offer in self.reasoned if not offer.rule.urgent)

    @property
    def turning_back(self):
        """What the button back and its opinion are for: `back` and the others without `urgent`."""
        return ((self.back,) if self.back else ()) + self.not_urgent

    @property
    def with_opinion(self):
        return ((self.back,) if self.back else ()) + self.reasoned

    @property
    def whys(self):
        """The reasons that keep steps on offer from being taken, without repetitions."""
        return list(dict.fromkeys(offer.why for offer in self._all if offer.why))

    @property
    def shuts(self):
        """The same, with what the proofreader found in the text as it is stored."""
        return list(dict.fromkeys(offer.shut for offer in self._all if offer.shut))

    @property
    def _all(self):
        all_ = (self.main, *self.plain, self.back, *self.reasoned, self.reschedule)
        return [offer for offer in all_ if offer]


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A line of the record with its shape; `voided` says why a review no longer holds, `text` of
    which text it is where that isn't the article's own."""

    step: Step | Judgement
    when: str
    seal: str
    shape: str
    voided: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ToCome:
    name: str
    now: bool

    @property
    def seal(self):
        return self.name[:1]


def collect_chain(article: Article, by, site) -> dict:
    """Collect the rail of a stored article, in a fixed number of queries."""
    dossier = record.dossier_of(article, site, by=by)
    told = {None, article.pk, *(step.copy for step in dossier.steps)}
    hidden = () if by.has_perm(HANDLE) else (SENT_BEFORE,)
    judged = [
        row for row in record.judgements_of(article) if row.copy in told and row.rule not in hidden
    ]
    unread = dossier.from_archive and article.status not in EDITABLE
    reading = (
        Proofreading(dossier.digest, ())
        if unread
        else proofread_article(article, judgements=standing(judged)).seen_by(by)
    )
    lines = [_line(step, dossier) for step in dossier.steps]
    lines += [_line_of_judgement(row, dossier) for row in judged]
    lines.sort(key=lambda line: line.step.taken_at)
    kept = list(article.versions.select_related("revision__user")[: VERSIONS + 1])
    rules = rights.steps_for(article, by, site)
    turns_back = any(rule.act is Act.RETURN for rule in rules)
    return {
        "dossier": dossier,
        "reading": reading,
        "unread": unread,
        "may_judge": {each.place for each in reading.open if may_judge(article, each, by)},
        "offers": make_offers(rules, dossier, by, reading),
        "who_left": leaving.say_who_left(article) if turns_back else "",
        "folded": lines[:-SHOWN],
        "lines": lines[-SHOWN:],
        "to_come": [ToCome(name, now) for name, now in dossier.ahead],
        "seals": seals(dossier),
        "holding": dossier.holding if article.status in EDITABLE else [],
        "proofs": [_proof(row, dossier) for row in dossier.own_proofs],
        "next_proof": _next_proof(article, by, len(dossier.own_proofs)),
        "digest": dossier.digest,
        "digest_groups": in_groups(dossier.digest),
        "current": kept[0] if kept else None,
        "kept": kept,
        "versions_kept": _versions(kept),
        **collect_feedback(article, by, dossier),
        **_hands(article, by, rules, site),
        "live": article.revises,
        "working_copy": _working_copy(article),
        "story": article.entry_of,
        "may_roll": may_roll(article, by),
        "own": article.status in IN_REVIEW and names.signed_by(article, by),
        **(find_alike(article, by, site) if article.status in EDITABLE else {}),
    }


# Steps


def make_offers(rules, dossier: Dossier, by, reading: Proofreading | None = None) -> Offers:
    """Turn the steps into offers; the dossier of an article that is not stored yet is empty."""
    offers = [
        Offer(
            rule,
            taking.find_hindrance(rule, dossier, by=by),
            taking.why_stopped(rule, reading) if reading else "",
            tuple(taking.find_left_out(rule, dossier)),
            say_print(dossier.article) if rule.act is Act.WITHDRAW else "",
        )
        for rule in rules
    ]
    named = {offer.rule.act: offer for offer in offers}
    mains = [each for each in offers if each.rule.act in (Act.SUBMIT, *PASSES)]
    main, back, reschedule = (
        mains[0] if mains else None, named.get(Act.RETURN), named.get(Act.RESCHEDULE)
    )  # fmt: skip
    left = [each for each in offers if each not in (*mains, back, reschedule)]
    return Offers(
        main=main,
        plain=tuple(each for each in left if not each.rule.reason),
        back=back,
        reasoned=tuple(each for each in left if each.rule.reason),
        reschedule=reschedule,
    )


def say_print(article: Article) -> str:
    """What becomes in print of an article that is withdrawn; nothing where it stands nowhere."""
    if not (where := say_where([article]).get(article.pk, "")):
        return ""
    sealed = "封存的那一期，版面图上涂白，成品读者不能再下载。" if "刊于" in where else ""
    planned = "在排的那一期不再印它，成品要重做。" if "排在" in where else ""
    return f"它{where}：{sealed}{planned}"


# The record


def _line(step, dossier) -> ChainLine:
    void = dossier.voided.get(step.pk)
    plain = "seal-passed" if step.step in PASSES else "seal-plain"
    character, shape = _SEALS.get(step.step, (step.label[:1], plain))
    return ChainLine(
        step=step,
        when=say_moment(step.taken_at),
        seal=character,
        shape="seal-void" if void else shape,
        voided=void.said(say_moment) if void else "",
        text=_name_text(step.copy, dossier),
    )


def _line_of_judgement(row, dossier) -> ChainLine:
    shape = "seal-void" if row.takes_back else "seal-plain"
    text = _name_text(row.copy, dossier)
    return ChainLine(row, say_moment(row.taken_at), seal="裁", shape=shape, voided="", text=text)


def _name_text(copy, dossier) -> str:
    """Which text a line is about, where it isn't the article."""
    if copy is None:
        return ""
    return "条目" if copy in dossier.entries else "修订稿"


def _proof(row, dossier):
    row.when, row.stale = say_moment(row.taken_at), dossier.is_stale(row)
    return row


def _next_proof(article, by, done) -> str:
    """The name of the next proof, or "" if the account may not record one now."""
    if article.status not in IN_REVIEW or not by.has_perm(PROOF):
        return ""
    return Proof(number=done + 1).number_name


def _versions(kept) -> list[dict]:
    """The newest versions, each with the number of its predecessor."""
    rows = [*kept, None] if len(kept) <= VERSIONS else kept
    return [
        {
            "number": row.number,
            "before": before.number if before else None,
            "who": name_of(row.revision.user) or row.revision.comment or "系统",
            "when": say_moment(row.revision.date_created),
        }
        for row, before in pairwise(rows)
    ]


# Hands, copies


def _hands(article, by, rules, site) -> dict:
    acts = {rule.act for rule in rules}
    reviews = rights.may_review(article, by, site)
    people = name_reviewers(article.status) if reviews else ()
    theirs = article.status in EDITABLE and by.has_perm(HANDLE)
    theirs = theirs and rights.is_anothers(article, by, site)
    return {
        "handler_name": name_of(article.handler),
        "colleagues": [
            (pk, name)
            for pk, name in duties.leave_out_others(article, people, site)
            if pk not in (by.pk, article.handler_id)
        ],
        "whose": duties.say_whose(article, site) if theirs else "",
        "may_take_in_hand": reviews and article.handler_id is None,
        "may_put_down": reviews and article.handler_id is not None,
        "may_remind": article.status in IN_REVIEW
        and not acts & set(PASSES)
        and (by.has_perm(ADD) or by.has_perm(HANDLE)),
    }


def _working_copy(article):
    if article.revises_id or article.status not in (Status.APPROVED, Status.WITHDRAWN):
        return None
    return getattr(article, "working_copy", None)


# As people say it


def in_groups(digest: str) -> list[str]:
    """The hash in groups of four characters, which is easier to read aloud."""
    return [digest[at : at + 4] for at in range(0, len(digest), 4)]
