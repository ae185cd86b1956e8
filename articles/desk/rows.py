"""The rows of 工作台 with everything they say, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from articles.desk.fate import fate
from articles.desk.seals import Seals, seal, seals
from articles.desk.times import is_pressing, say_age, say_deadline, say_moment
from articles.models import (
    IN_REVIEW,
    Article,
    Byline,
    Comment,
    Opening,
    Status,
    Step,
    say_where,
)
from articles.review import duties, record
from articles.review.steps import PASSES, REVIEWERS, Act, waits_for
from articles.roles import ADD, HANDLE, name_of


@dataclass(frozen=True, slots=True)
class DeskRow:
    article: Article
    url: str
    seals: Seals | None  # None: never sent in
    single: tuple[str, str]
    state: str
    notes: tuple[str, ...]
    age: str
    deadline: str
    presses: bool
    returned: Step | None
    returned_when: str
    fate: str
    blocked: str
    open_by: str
    hand: str  # free, mine or theirs; empty: nothing to take in hand
    handler: str
    may_remind: bool


class Desk:
    """An account's desk, with the data loaded for the articles on it."""

    def __init__(self, user, site, articles: Iterable[Article]):
        self.user, self.site = user, site
        articles = list(articles)
        ids = {article.pk for article in articles}
        names = Byline.objects.select_related("reporter", "unit")
        prefetch_related_objects(articles, Prefetch("bylines", names))
        self._theirs = duties.find_anothers(ids, user, site)
        self._dossiers = record.dossiers_of(articles, site)
        self._stand = say_where(articles)
        comments = Comment.objects.unsettled().filter(article__in=ids).order_by()
        self._comments = dict(comments.values_list("article").annotate(Count("pk")))
        self._open = defaultdict(list)
        openings = Opening.objects.fresh().filter(article__in=ids).exclude(user=user)
        for opening in openings.select_related("user").order_by("pk"):
            self._open[opening.article_id].append(name_of(opening.user))

    def row(self, article: Article, *, review: bool = False) -> DeskRow:
        """Make the row of an article; with `review` it leads to the review page."""
        dossier = self._dossiers[article.pk]
        last = dossier.last
        back = last if last and last.step == Act.RETURN else None
        in_review = article.status in IN_REVIEW
        page = "review" if review else "change"
        return DeskRow(
            article=article,
            url=reverse(f"admin:articles_article_{page}", args=[article.pk]),
            seals=seals(dossier) if last else None,
            single=seal(article),
            state=self.site.status_label(article.status),
            notes=self._notes(article, dossier),
            age=_age(article, back),
            deadline=say_deadline(article.due_at) if article.due_at else "",
            presses=is_pressing(article.due_at),
            returned=back,
            returned_when=say_moment(back.taken_at) if back else "",
            fate=fate(article, last, self.site, self._stand.get(article.pk, "")),
            blocked=self._blocked(dossier) if review else "",
            open_by="、".join(self._open[article.pk]),
            hand=self._hand(article, review) if in_review else "",
            handler=name_of(article.handler),
            may_remind=in_review and self._may_remind(article),
        )

    def _notes(self, article, dossier):
        notes = ["、".join(each.in_full for each in article.bylines.all()) or "没有署名"]
        notes.append(f"{article.length:,}字")
        if article.status in IN_REVIEW and self.site.proofs_required:
            notes.append(_proofed(dossier))
        if count := self._comments.get(article.pk):
            notes.append(f"批注{count}条未了结")
        return tuple(notes)

    def _blocked(self, dossier):
        """Why this account, having passed an earlier review, may not pass this one."""
        if self.site.one_person_may_review_twice:
            return ""
        mine = dossier.passed_by(self.user)
        return "、".join(self.site.reviews.get(PASSES[step.step], step.label) for step in mine)

    def _hand(self, article, review):
        """Offer to take it in hand where it waits for this account, else to put it back."""
        if article.handler_id is None:
            return "free" if review else ""
        if article.handler_id == self.user.pk:
            may_return = any(map(self.user.has_perm, REVIEWERS[article.status]))
            return "mine" if may_return else ""
        return "theirs"

    def _may_remind(self, article):
        may = self.user.has_perm(ADD) or self.user.has_perm(HANDLE)
        own = self.user.has_perm(waits_for(article, self.site)) and article.pk not in self._theirs
        return may and not own


def _age(article, back):
    if article.status in IN_REVIEW:
        return f"已等{say_age(article.moved_at)}" if _a_while(article.moved_at) else "刚送到"
    if back:
        return f"退回{say_age(back.taken_at)}" if _a_while(back.taken_at) else "刚退回"
    if article.status == Status.DRAFT:
        return f"{say_moment(article.updated_at)}改过"
    if article.status == Status.APPROVED:
        return f"{say_moment(article.publish_at)}发布"
    if article.status == Status.TIMED:
        return f"{say_moment(article.publish_at)}替换"
    return say_moment(article.moved_at)


def _a_while(moment):
    return timezone.now() - moment >= timedelta(minutes=1)


def _proofed(dossier):
    if not dossier.own_proofs:
        return "还没有校"
    last = dossier.own_proofs[-1]
    return f"已{last.number_name}" if dossier.proofed else f"{last.number_name}之后又改过"
