"""Says in a sentence where an article is and what became of it."""

from __future__ import annotations

from django.utils import timezone

from articles.desk.times import say_moment
from articles.models import IN_REVIEW, Article, SiteSettings, Status, Step, say_where
from articles.review import record
from articles.review.steps import Act, waits_for
from articles.roles import ROLES, name_of


def fate(article: Article, last_step: Step | None, site: SiteSettings, stands: str = "") -> str:
    """What its author wants to know of an article; `last_step` is the last of this text's record.

    `stands` says where it stands in print (`say_where()`). Touches
    `article.handler` where it is in review: load it with the row.
    """
    if article.status in IN_REVIEW:
        return _in_review(article, last_step, site)
    if article.status == Status.APPROVED:
        return _signed_off(article, stands)
    if article.status == Status.TIMED:
        return f"修订已签发，{say_moment(article.publish_at)}替换"
    if article.status == Status.DRAFT:
        return _draft(last_step)
    said = {Status.HELD: "留作待用", Status.REJECTED: "退稿", Status.WITHDRAWN: "已撤稿"}
    return said[Status(article.status)] + _reason(last_step)


def tell(articles: list[Article], site: SiteSettings) -> None:
    """Set `fate` on each article in three queries; the articles must come with their handlers."""
    steps, stand = record.lines_about(Step, articles), say_where(articles)
    for article in articles:
        key = record.text_key(article)
        lines = (s for s in reversed(steps[key["article_id"]]) if s.copy == key["copy"])
        article.fate = fate(article, next(lines, None), site, stand.get(article.pk, ""))


def _draft(last_step):
    match last_step.step if last_step else None:
        case None:
            return "还没有送审"
        case Act.RETURN:
            return f"{_who(last_step)}退改{_reason(last_step)}"
        case Act.RECALL:
            return "已取回，还没有再送"
    return "在改，还没有再送"


def _in_review(article, last_step, site):
    permission = waits_for(article, site).partition(".")[2]
    posts = "、".join(post for post, codenames in ROLES.items() if permission in codenames)
    hands = f"{name_of(article.handler)}已接手" if article.handler else f"在{posts}处"
    again = "（审过之后又改，从头再审）" if last_step and last_step.step == Act.VOID else ""
    return f"{site.status_label(article.status)}，{hands}{again}"


def _signed_off(article, stands):
    if article.publish_at > timezone.now():
        return f"已签发，{say_moment(article.publish_at)}发布"
    return "，".join(filter(None, (f"已发布，{say_moment(article.publish_at)}", stands)))


def _who(step):
    return f"{step.by_post} {step.by_name}".strip()


def _reason(step):
    return f"\N{FULLWIDTH COLON}{step.opinion}" if step and step.opinion else ""
