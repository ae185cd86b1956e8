"""What colleagues said of a text and proposed for it, as the rail and the review page show it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef

from articles.desk.times import say_moment
from articles.models import Article, Comment, Step, Suggestion
from articles.review.dossier import Dossier
from articles.review.steps import Act
from articles.review.suggesting import may_decide, may_suggest
from articles.roles import HANDLE, name_of
from articles.text.diff import changes

#: For the query that finds an article: whether there is anything to ask for.
HAS_FEEDBACK = {
    "has_comments": Exists(Comment.objects.filter(article=OuterRef("pk"))),
    "has_suggestions": Exists(Suggestion.objects.filter(article=OuterRef("pk"))),
}


def collect_feedback(article: Article, by: User, dossier: Dossier) -> dict[str, Any]:
    """Comments, suggestions and the words with which the text was returned.

    Takes a query for each of the former two, unless the article's own has told that there are none
    (`HAS_FEEDBACK`).
    """
    last = dossier.last
    return {
        **_comments(article, by),
        **_suggestions(article, by, dossier),
        "returned": last if _is_returned(last) else None,
    }


def _is_returned(last: Step | None) -> bool:
    return last is not None and last.step == Act.RETURN


def _comments(article: Article, by: User) -> dict[str, Any]:
    rows: list[Any] = []
    if getattr(article, "has_comments", True):
        rows = list(article.comments.select_related("by", "settled_by"))
    handles = by.has_perm(HANDLE)
    for row in rows:
        row.who, row.when = name_of(row.by), say_moment(row.made_at)
        row.may_settle = not row.settled_at and (
            handles or by.pk in (row.by_id, article.created_by_id)
        )
        row.settled_who = name_of(row.settled_by)
    return {
        "comments": [row for row in rows if not row.settled_at],
        "settled": [row for row in rows if row.settled_at],
    }


def _suggestions(article: Article, by: User, dossier: Dossier) -> dict[str, Any]:
    rows: list[Any] = []
    if getattr(article, "has_suggestions", True):
        rows = list(article.suggestions.select_related("by", "decided_by"))
    for row in rows:
        row.who, row.when = name_of(row.by), say_moment(row.made_at)
        row.decider, row.marks = name_of(row.decided_by), changes(row.old, row.new)
    holding = dict.fromkeys(step.label.removesuffix("通过") for step in dossier.holding)
    return {
        "suggestions": [row for row in rows if not row.outcome],
        "suggested_before": [row for row in rows if row.outcome],
        "may_suggest": may_suggest(article, by),
        "may_decide": may_decide(article, by),
        "holding_names": "、".join(holding),
    }
