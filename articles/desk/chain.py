"""What stands beside a text: the steps to take now, the record so far, proofs, versions, comments.

The rail of the article page and the review page both show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone

from articles import versions
from articles.desk.seals import seals
from articles.models import IN_REVIEW, Article, Status, Step
from articles.review import record, rights, taking
from articles.review.steps import EDITABLE, Rule
from articles.roles import ADD, HANDLE, PROOF, name_of

#: A chain that is longer has its oldest lines folded away.
SHOWN = 12
_VERSIONS = 6
#: How a step is drawn: its character, or the first of what the newsroom calls it, and a shape.
_SEALS = {
    "urgent": ("急", "seal-passed"),
    "archive": ("档", "seal-passed"),
    "return": ("退", "seal-returned"),
    "reject": ("退", "seal-returned"),
    "void": ("废", "seal-void"),
    "withdraw": ("撤", "seal-void"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that is offered; `why`: it can't be taken now, in words for the editor."""

    rule: Rule
    why: str

    @property
    def needs(self):
        """Whether nothing may lack in the text; the same as in `taking.take`."""
        return self.rule.complete


@dataclass(frozen=True, slots=True)
class Offers:
    """The steps by how they are taken: at a press, with an opinion, with a time."""

    main: Offer | None  # submit, or this account's review
    plain: tuple[Offer, ...]
    back: Offer | None
    reasoned: tuple[Offer, ...]  # but `back`
    reschedule: Offer | None

    @property
    def with_opinion(self):
        return ((self.back,) if self.back else ()) + self.reasoned

    @property
    def whys(self):
        """Why what is offered can't be taken, each reason once."""
        all_ = (self.main, *self.plain, self.back, *self.reasoned, self.reschedule)
        return list(dict.fromkeys(offer.why for offer in all_ if offer and offer.why))


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the record, as it is drawn. `voided`: why a review no longer holds."""

    step: Step
    when: str
    seal: str
    shape: str
    voided: str


@dataclass(frozen=True, slots=True)
class ToCome:
    name: str
    now: bool

    @property
    def seal(self):
        return self.name[:1]


def beside(article: Article, by, site) -> dict:
    """Everything of an article that is stored, in a fixed number of queries however long it is."""
    digest = versions.digest_of(article)
    steps, own = list(record.seen_by(record.whole(article), by)), record.home(article)["copy"]
    holding = record.passes(article, digest) if article.status in IN_REVIEW else []
    lines = _lines(steps, article, holding)
    kept = list(article.versions.select_related("revision__user")[: _VERSIONS + 1])
    proofs = [_proof(row, digest) for row in record.proofs_of(article)]
    rules = rights.steps_for(article, by, site)
    return {
        "offers": offered(rules, article, by, site, digest),
        "folded": lines[:-SHOWN],
        "lines": lines[-SHOWN:],
        "to_come": _to_come(article, site),
        "seals": seals(article, [step for step in steps if step.copy == own], site),
        "holding": holding if article.status in EDITABLE else [],
        "proofs": proofs,
        "next_proof": _next_proof(article, by, len(proofs)),
        "digest": digest,
        "digest_groups": in_groups(digest),
        "current": kept[0] if kept else None,
        "versions_kept": _versions(kept),
        **_comments(article, by),
        **_hands(article, by, rules),
        "live": article.revises,
        "working_copy": _working_copy(article),
    }


# Steps


def offered(rules, article, by, site, digest) -> Offers:
    offers = [
        Offer(rule, taking.hindrance(rule, article, by=by, site=site, digest=digest))
        for rule in rules
    ]
    named = {offer.rule.name: offer for offer in offers}
    mains = [each for each in offers if each.rule.name in ("submit", *record.PASSES)]
    main, back, reschedule = (
        mains[0] if mains else None, named.get("return"), named.get("reschedule")
    )  # fmt: skip
    left = [each for each in offers if each not in (*mains, back, reschedule)]
    return Offers(
        main=main,
        plain=tuple(each for each in left if not each.rule.reason),
        back=back,
        reasoned=tuple(each for each in left if each.rule.reason),
        reschedule=reschedule,
    )


# The record


def _lines(steps, article, holding) -> list[Line]:
    voided = _voided(steps, article, holding)
    lines = []
    for step in steps:
        why = voided.get(step.pk, "")
        plain = "seal-passed" if step.step in record.PASSES else "seal-plain"
        character, shape = _SEALS.get(step.step, (step.label[:1], plain))
        lines.append(Line(step, spoken(step.taken_at), character, "seal-void" if why else shape,
                          why))  # fmt: skip
    return lines


def _voided(steps, article, holding) -> dict[int, str]:
    """Why reviews hold no longer, by the step's id; those that led to print did what they were for.

    A working copy's rounds are its own.
    """
    reasons: dict[int, str] = {}
    rounds: dict[int | None, list[Step]] = {}
    for step in steps:
        passed = rounds.setdefault(step.copy, [])
        if step.step in record.SIGNING:
            passed.clear()
        elif step.step in record.PASSES:
            passed.append(step)
        elif step.target in record.VOIDING:
            what = f"改成第{step.version}版" if step.step == "void" else step.label
            reasons |= {each.pk: f"作废：{spoken(step.taken_at)}{what}" for each in passed}
            passed.clear()
    if article.status in IN_REVIEW:
        now = rounds.get(record.home(article)["copy"], [])
        reasons |= {each.pk: "作废：文字已不是审过的那一份" for each in now if each not in holding}
    return reasons


def _to_come(article, site) -> list[ToCome]:
    """The reviews that are still ahead; the one that it waits for first, if it is in review."""
    if article.status not in EDITABLE:
        return []
    levels = list(site.reviews)
    at = levels.index(_waits_for(article, site)) if article.status in IN_REVIEW else 0
    return [
        ToCome(site.reviews[level], article.status in IN_REVIEW and n == 0)
        for n, level in enumerate(levels[at:])
    ]


def _waits_for(article, site):
    """With two reviews, what still stands at the second waits for the last."""
    return article.status if article.status in site.reviews else Status.SECOND_PASSED


def _proof(row, digest):
    row.when, row.stale = spoken(row.taken_at), row.digest != digest
    return row


def _next_proof(article, by, done) -> str:
    """What the next proof is called, for who may record it now."""
    if article.status not in IN_REVIEW or not by.has_perm(PROOF):
        return ""
    return f"{'一二三'[done] if done < 3 else done + 1}校"


def _versions(kept) -> list[dict]:
    """The newest versions, each with the number of the one before it."""
    rows = [*kept, None] if len(kept) <= _VERSIONS else kept
    return [
        {
            "number": row.number,
            "before": before.number if before else None,
            "who": name_of(row.revision.user) or row.revision.comment or "系统",
            "when": spoken(row.revision.date_created),
        }
        for row, before in pairwise(rows)
    ]


# Comments, hands, copies


def _comments(article, by) -> dict:
    rows = list(article.comments.select_related("by", "settled_by"))
    handles = by.has_perm(HANDLE)
    for row in rows:
        row.who, row.when = name_of(row.by), spoken(row.made_at)
        row.may_settle = not row.settled_at and (
            handles or by.pk in (row.by_id, article.created_by_id)
        )
        row.settled_who = name_of(row.settled_by)
    return {
        "comments": [row for row in rows if not row.settled_at],
        "settled": [row for row in rows if row.settled_at],
    }


def _hands(article, by, rules) -> dict:
    names = {rule.name for rule in rules}
    reviews = "return" in names and article.status in IN_REVIEW
    return {
        "handler_name": name_of(article.handler),
        "may_take_in_hand": reviews and article.handler_id is None,
        "may_put_down": reviews and article.handler_id is not None,
        "may_remind": article.status in IN_REVIEW
        and not names & set(record.PASSES)
        and (by.has_perm(ADD) or by.has_perm(HANDLE)),
    }


def _working_copy(article):
    if article.revises_id or article.status not in (Status.APPROVED, Status.WITHDRAWN):
        return None
    return Article.objects.filter(revises=article.pk).only("pk", "headline", "status").first()


# As people say it


def in_groups(digest: str) -> list[str]:
    """A hash in the groups of four in which it is read aloud."""
    return [digest[at : at + 4] for at in range(0, len(digest), 4)]


def spoken(moment) -> str:
    """今天9:05 or 11月23日16:08; with the year when it is another one."""
    moment, today = timezone.localtime(moment), timezone.localdate()
    days = (today - moment.date()).days
    day = {0: "今天", 1: "昨天", -1: "明天"}.get(days, f"{moment.month}月{moment.day}日")
    if moment.year != today.year and days not in (-1, 0, 1):
        day = f"{moment.year}年{day}"
    return f"{day}{moment.hour}:{moment:%M}"


def since(moment) -> str:
    """How long ago, in the largest unit that says it, such as 50分钟."""
    minutes = max(0, int((timezone.now() - moment).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes or 1}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)}天"
