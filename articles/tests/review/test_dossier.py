"""One article, one answer: whoever is asked whether a review holds says the same of it."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import merging, roles
from articles.exports.office.signing import sheet_of
from articles.models import Article, SiteSettings, Status
from articles.review import colleagues, record
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.clients import client_of, url

#: What the record says is read alike from any database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What each pass is called in the record, and the review that it passes.
PASSES = {"初审通过": "初审", "复审通过": "复审", "终审签发": "终审"}
#: The step that a text in review waits for.
NEXT = {
    Status.SUBMITTED: "first-pass",
    Status.FIRST_PASSED: "second-pass",
    Status.SECOND_PASSED: "final-pass",
}


class Newsroom:
    """One of each role; steps are taken by name, and so is what else happens to a text."""

    def __init__(self):
        self.people = {role: make.member(role) for role in roles.ROLES}
        self.gone = make.reporter("张媛苒")
        SiteSettings.objects.current()

    def go(self, *names):
        writer = self.people[roles.CORRESPONDENT]
        article = make.article(created_by=writer, reporters=[self.gone])
        for name in names:
            act = getattr(self, f"{name}_it", None)
            article = act(article) if act else self.take(name, article)
        return article

    def take(self, name, article):
        role = {
            "recall": roles.CORRESPONDENT, "first-pass": roles.EDITOR, "second-pass": roles.DESK,
        }.get(name, roles.CHIEF)  # fmt: skip
        hour = timezone.now() + timedelta(hours=1) if name == "reschedule" else None
        return take(
            STEPS[name], article, by=self.people[role], opinion="照办。", publish_at=hour
        )  # fmt: skip

    def proof_it(self, article):
        colleagues.proof(article, by=self.people[roles.STAFF], revision=article.revision)
        return article

    def put_off_it(self, article):
        """It is to be signed for tomorrow."""
        article.publish_at = timezone.now() + timedelta(days=1)
        article.save()
        return article

    def change_unseen_it(self, article):
        """Past the newsroom: nobody is told, no version is kept."""
        body = f"<p>又{'改' * article.body.count('改')}改。</p>"
        Article.objects.filter(pk=article.pk).update(body=body)
        return Article.objects.get(pk=article.pk)

    def change_it(self, article):
        record.record_change(self.change_unseen_it(article), by=self.people[roles.EDITOR])
        return Article.objects.get(pk=article.pk)

    def rename_it(self, article):
        merging.merge(make.reporter("张嫄苒"), [self.gone], by=self.people[roles.CHIEF])
        return Article.objects.get(pk=article.pk)

    def archive_it(self, article):
        record.record_archived([article], by=None)
        Article.objects.filter(pk=article.pk).update(
            status=Status.APPROVED, publish_at=timezone.now()
        )
        return Article.objects.get(pk=article.pk)

    def have_two_reviews_it(self, article):
        SiteSettings.objects.update(second_review="")
        return article

    def have_three_reviews_it(self, article):
        SiteSettings.objects.update(second_review="复审")
        return article


ONE = ("submit", "first-pass")
TWO = (*ONE, "second-pass")
SIGN = (*TWO, "proof", "final-pass")
SHORT = ("have_two_reviews", *ONE)
#: What is done, and what then is true of 初审, 复审 and 终审, or of 初审 and 终审.
WALKS = {
    "nothing": ((), "未到 未到 未到"),
    "sent in": (("submit",), "正在 未到 未到"),
    "recalled": (("submit", "recall"), "未到 未到 未到"),
    "passed once": (ONE, "已过 正在 未到"),
    "passed twice": (TWO, "已过 已过 正在"),
    "signed": (SIGN, "已过 已过 已过"),
    "signed for tomorrow": (("put_off", *SIGN), "已过 已过 已过"),
    "put off": (("put_off", *SIGN, "reschedule"), "已过 已过 已过"),
    "returned": ((*ONE, "return"), "作废 退回 未到"),
    "returned, sent in": ((*ONE, "return", "submit"), "正在 未到 未到"),
    "returned by the last, passed again": ((*TWO, "return", *ONE), "已过 正在 未到"),
    "held": ((*ONE, "hold"), "作废 未到 未到"),
    "held and resumed": ((*TWO, "hold", "resume"), "正在 作废 未到"),
    "rejected": ((*TWO, "reject"), "已过 已过 退回"),
    "rejected when held": ((*ONE, "hold", "reject"), "退回 未经 未经"),
    "rejected and reopened": ((*TWO, "reject", "reopen"), "作废 作废 未到"),
    "changed": ((*TWO, "change"), "正在 作废 未到"),
    "changed before a review": (("submit", "change", "first-pass"), "已过 正在 未到"),
    "changed unseen": ((*TWO, "change_unseen"), "作废 作废 正在"),
    "changed unseen when rejected": ((*TWO, "reject", "change_unseen"), "作废 作废 退回"),
    "withdrawn": ((*SIGN, "withdraw"), "已过 已过 已过"),
    "reopened": ((*SIGN, "withdraw", "reopen"), "作废 作废 作废"),
    "reopened, sent in": ((*SIGN, "withdraw", "reopen", "submit"), "正在 作废 作废"),
    "urgent at once": (("submit", "urgent"), "未经 未经 未经"),
    "urgent after one": ((*ONE, "urgent"), "已过 未经 未经"),
    "urgent after two": ((*TWO, "urgent"), "已过 已过 未经"),
    "urgent after a change": ((*ONE, "change", "urgent"), "未经 未经 未经"),
    "urgent after a change unseen": ((*ONE, "change_unseen", "urgent"), "未经 未经 未经"),
    "urgent, reopened": ((*ONE, "urgent", "withdraw", "reopen"), "作废 未到 未到"),
    "renamed": ((*SIGN, "rename"), "已过 已过 已过"),
    "renamed in review": ((*ONE, "rename"), "正在 未到 未到"),
    "from an archive": (("archive",), "未经 未经 未经"),
    "two reviews": ((*SHORT, "proof", "final-pass"), "已过 已过"),
    "two reviews, passed once": (SHORT, "已过 正在"),
    "two reviews, urgent": ((*SHORT, "urgent"), "已过 未经"),
    "two reviews, reopened": ((*SHORT, "proof", "final-pass", "withdraw", "reopen"), "作废 作废"),
    "two reviews from now on": ((*ONE, "have_two_reviews"), "已过 正在"),
    "three reviews again": (
        (*SHORT, "proof", "final-pass", "have_three_reviews"), "已过 未经 已过",
    ),
    "revision": ((*SIGN, "revise"), "未到 未到 未到"),
    "revision passed once": ((*SIGN, "revise", "change", *ONE), "已过 正在 未到"),
    "revision returned": ((*SIGN, "revise", *ONE, "return"), "作废 退回 未到"),
    "revision changed": ((*SIGN, "revise", *TWO, "change"), "正在 作废 未到"),
    "revision signed": ((*SIGN, "revise", "change", *SIGN), "已过 已过 已过"),
    "revision signed of what was urgent": (
        ("submit", "urgent", "revise", "change", *SIGN), "已过 已过 已过",
    ),
    "urgent revision": ((*SIGN, "revise", "change", *ONE, "urgent"), "已过 未经 未经"),
    "revision signed and reopened": (
        (*SIGN, "revise", "change", *SIGN, "withdraw", "reopen"), "作废 作废 作废",
    ),
}  # fmt: skip


def test_the_walks_take_every_step():
    assert set(STEPS) - {name for names, _ in WALKS.values() for name in names} == set()


@pytest.mark.parametrize("walk", WALKS)
def test_whoever_is_asked_says_the_same_of_each_review(walk):
    names, told = WALKS[walk]
    article, asking = Newsroom().go(*names), make.editor()
    Article.objects.filter(pk=article.pk).update(created_by=asking)
    reviews = SiteSettings.objects.current().reviews.values()
    seals = dict(zip(reviews, told.split(), strict=True))

    chain = said_by_the_chain(article, asking)

    assert said_by_the_seals(article, asking) == seals
    assert said_on_the_desk(article, asking) == (
        seals if record.steps_of(article).exists() else None
    )
    assert said_on_paper(article, asking) == chain
    assert passed(article, chain) == {name for name, state in seals.items() if state == "已过"}
    assert missing(article, asking) == missing_by(seals, article)


def said_by_the_seals(article, user):
    """By review, of the review page: 已过, 正在, 退回, 作废, 未到 or 未经."""
    return by_review(client_of(user).get(url("review", article)).context["seals"])


def said_on_the_desk(article, user):
    context = client_of(user).get(reverse("admin:index")).context
    rows = [row for group in (*context["groups"], context["sent"]) for row in group.rows]
    (found, *same) = [row.seals and by_review(row.seals) for row in rows if row.article == article]
    assert [each for each in same if each != found] == []
    return found


def by_review(seals):
    words = (re.split("(初审|复审|终审)", each) for each in seals.label.split("，"))
    return {review: before + after for before, review, after in words}


def said_by_the_chain(article, user):
    """The passes of the record on the article's page: what, of which text, why it is void."""
    context = client_of(user).get(url("change", article)).context
    return [
        (line.step.label, line.step.copy, timeless(line.voided))
        for line in (*context["folded"], *context["lines"])
        if line.step.label in PASSES or line.step.urgent
    ]


def said_on_paper(article, user):
    rows = sheet_of(article, SiteSettings.objects.current(), by=user).reviews
    return [
        (row.verdict, step.copy, timeless(row.voided))
        for step, row in zip(record.all_steps(article), rows, strict=True)
        if row.verdict
    ]


def timeless(reason):
    return re.sub(r"(今天|(\d+年)?\d+月\d+日)\d+:\d\d", "", reason)


def passed(article, chain):
    """The reviews that the chain does not strike: of the text in force, or else of this one."""
    signing = [copy for label, copy, _ in chain if label in ("终审签发", "加急签发")]
    in_force = article.status in (Status.APPROVED, Status.WITHDRAWN) and signing
    text = signing[-1] if in_force else article.pk if article.revises_id else None
    return {
        PASSES[label]
        for label, copy, void in chain
        if label in PASSES and copy == text and not void
    }


def missing(article, user):
    """The reviews for want of which the next step of the way to print is refused."""
    if article.status not in NEXT:
        return []
    two = not SiteSettings.objects.current().second_review
    last = two and article.status == Status.FIRST_PASSED
    step = STEPS["final-pass" if last else NEXT[article.status]]
    try:
        with transaction.atomic():
            take(step, article, by=user)
            transaction.set_rollback(True)
    except StepRefused as refusal:
        found = re.search("没有有效的(.*?)（", str(refusal))
        return found[1].split("、") if found else []
    return []


def missing_by(seals, article):
    """What by the seals must come before the review that the text waits for."""
    if article.status not in NEXT:
        return []
    now = list(seals.values()).index("正在")
    return [name for name, state in list(seals.items())[:now] if state != "已过"]
