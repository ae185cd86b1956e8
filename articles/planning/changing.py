"""Changes to the plan, by hand or by rule.

Each change locks the issue and names the revision that it was made on, so that none overwrites
another.
"""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import IN_REVIEW, Article, Issue, Page, Placement
from articles.planning.arranging import arrange
from articles.planning.copyfit import Kind, count_pixels
from articles.planning.fitting import fit_in
from articles.planning.numbering import numbers_for
from articles.planning.reverting import keep_plan
from articles.planning.standing import board, cards_of, find_plannable, is_unplaced
from articles.roles import ADD_ISSUE, CHANGE_ISSUE
from articles.text.headline import reads_downwards
from articles.text.months import Month


class PlanRefused(Exception):  # noqa: N818
    """The plan can't be changed like this, and was not. The text tells the editor why."""


class StalePlan(PlanRefused):
    """Somebody else has changed the plan in the meantime."""


# Moving by hand


@transaction.atomic
def move(
    issue: Issue,
    article: Article,
    page_number: int,
    position: int,
    *,
    by: User | None,
    revision: int,
    kind: str | None = None,
) -> Issue:
    """Put an article on a page, or on none (0), before the article now at `position` there.

    One that is held (待用) may be placed as well; it is printed once it is signed off. Raises
    PermissionDenied or PlanRefused, and then changes nothing.
    """
    issue = lock_as_seen(issue, by, revision)
    row = issue.placements.filter(article=article.pk).first()
    coming = find_plannable().filter(pk=article.pk).first()
    if coming is None or (row is None and coming.status in IN_REVIEW):
        raise PlanRefused("这篇稿件没有公开，或者已经撤下，不能上版。")
    page = issue.pages.filter(number=page_number).first() if page_number else None
    if page_number and page is None:
        raise PlanRefused(f"这一期没有第{page_number}版。")
    _refuse_twice(issue, article)
    if row is None:
        (card,) = cards_of(Article.objects.filter(pk=article.pk), {}).values()
        row = Placement(issue=issue, article_id=article.pk, kind=card.kind)
    row.page, row.kind = page, Kind(kind) if kind in Kind.values else row.kind
    row.save()
    _renumber(row, position)
    return count_change(issue)


@transaction.atomic
def choose_head(
    issue: Issue, article: Article, form: str, size: int | None, *, by: User | None, revision: int
) -> Issue:
    """Set the article's head in the newspaper in this kind and size; "" and None: what suits.

    Raises PermissionDenied or PlanRefused, and then changes nothing.
    """
    issue = lock_as_seen(issue, by, revision)
    row = issue.placements.filter(article=article.pk, page__isnull=False).first()
    if row is None:
        raise PlanRefused("这篇稿件还没有上版，先排上版再定题样。")
    if why := why_not(form, article, row):
        raise PlanRefused(why)
    row.form, row.size = form, size
    row.save()
    return count_change(issue)


@transaction.atomic
def choose_photo_size(
    issue: Issue, article: Article, photo_size: str, *, by: User | None, revision: int
) -> Issue:
    """Set how wide the article's main photo is in the newspaper; "": what suits.

    Raises PermissionDenied or PlanRefused, and then changes nothing.
    """
    issue = lock_as_seen(issue, by, revision)
    row = issue.placements.filter(article=article.pk, page__isnull=False).first()
    if row is None:
        raise PlanRefused("这篇稿件还没有上版，先排上版再定图的大小。")
    widths = list(article.photos.values_list("width", flat=True))
    if not widths:
        raise PlanRefused("这篇稿件没有图，不用定图的大小。")
    needed = count_pixels(photo_size, Kind(row.kind)) if photo_size else 0
    if 0 < max(widths) < needed:
        label = Placement.PhotoSize(photo_size).label
        raise PlanRefused(
            f"这篇的图宽{max(widths)}像素，印“{label}”至少要{needed}像素，请换大图或选小一些。"
        )
    row.photo_size = photo_size
    row.save()
    return count_change(issue)


def why_not(form: str, article: Article, row: Placement) -> str:
    """Why the article's head can't be of this kind in the newspaper, or ""."""
    pictured = row.photo_size != Placement.PhotoSize.NONE and article.photos.exists()
    if form == Placement.Form.UPRIGHT and pictured:
        return "有图的稿件题目不能竖排，请换一种题样，或者不用图。"
    if form == Placement.Form.UPRIGHT:
        return why_not_upright(article)
    if form == Placement.Form.REVERSED and pictured:
        return "有图的稿件题目不排反白，请换一种题样，或者不用图。"
    if form == Placement.Form.BOXED and row.kind == Kind.PHOTO:
        return "图片新闻本来就有底色，不再加框，请换一种题样。"
    return ""


def why_not_upright(article: Article) -> str:
    """Why the headline can't read downwards in the newspaper, or ""."""
    if article.kicker or article.subhead:
        return "有引题或副题的题目不能竖排，请换一种题样。"
    if not reads_downwards(article.headline):
        return "竖题最多两行，每行九个汉字以内，不能有标点、字母和数字，请改短题目或换一种题样。"
    return ""


def lock_as_seen(issue: Issue, by: User | None, revision: int) -> Issue:
    issue = _lock(issue, by)
    if issue.revision != revision:
        raise StalePlan("另一位同事刚动过这一期，您这一步没有做。下面是现在的版面，请再看一眼。")
    return issue


def _refuse_twice(issue: Issue, article: Article) -> None:
    elsewhere = article.placements.filter(page__isnull=False).exclude(issue=issue.pk)
    if other := elsewhere.select_related("issue").first():
        raise PlanRefused(f"这篇稿件已排在{other.issue}，不能再排。")


def _renumber(row: Placement, position: int) -> None:
    """Put the row at `position` among the articles that its page shows, numbered from 1."""
    beside = Placement.objects.filter(issue=row.issue_id, page=row.page_id)
    beside = beside.filter(article__in=find_plannable()).exclude(pk=row.pk)
    rows = list(beside.order_by("position", "pk"))
    rows.insert(max(position, 1) - 1, row)
    for number, each in enumerate(rows, 1):
        each.position = number
    Placement.objects.bulk_update(rows, ["position"])


def _lock(issue: Issue, by: User | None) -> Issue:
    if by is not None and not by.has_perm(CHANGE_ISSUE):
        raise PermissionDenied(CHANGE_ISSUE)
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.sealed_at:
        raise PlanRefused(f"{issue}已经封存，版面不能再动。")
    return issue


def count_change(issue: Issue) -> Issue:
    issue.revision += 1
    issue.save(update_fields=["revision", "former_plan"])
    return issue


# Planning by rule


@transaction.atomic
def plan(month: Month, by: User | None = None, *, keeps_former: bool = True) -> Issue:
    """Put the month's public articles on the pages of its issue, which is made if need be.

    Articles that have a place, or that an editor has taken off, stay as they are; articles without
    room stay in the tray. Raises PermissionDenied or PlanRefused.
    """
    issue = Issue.objects.filter(month=month.first).first()
    if issue is None:
        issue = _create(month, by)
    issue = _lock(issue, by)
    pages = list(issue.pages.all())
    placed = set(issue.placements.values_list("article", flat=True))
    loose = Article.objects.filter(is_unplaced(issue))
    cards = [card for pk, card in cards_of(loose, {}).items() if pk not in placed]
    if not cards and not placed:
        raise PlanRefused(f"{month}还没有公开的稿件可排。")
    if not cards:
        return issue
    if not pages:
        names, sheets = arrange(cards)
        pages = Page.objects.bulk_create(
            Page(issue=issue, number=n, name=name[:20]) for n, name in enumerate(names, 1)
        )
        found = [(page, card) for page, sheet in zip(pages, sheets, strict=True) for card in sheet]
    else:
        found = fit_in(board(issue), cards)
    if not found:
        return issue
    if keeps_former and placed:
        keep_plan(issue, "按规则自动排")
    counts = Counter(issue.placements.values_list("page", flat=True))
    rows = []
    for page, card in found:
        counts[page.pk] += 1
        rows.append(
            Placement(
                issue=issue,
                page=page,
                article_id=card.article,
                kind=card.kind,
                position=counts[page.pk],
            )
        )
    Placement.objects.bulk_create(rows)
    return count_change(issue)


@transaction.atomic
def plan_afresh(issue: Issue, *, by: User | None, revision: int) -> Issue:
    """Take everything off the pages, also what editors have put there, and plan again."""
    issue = _lock(issue, by)
    if issue.revision != revision:
        raise StalePlan("另一位同事刚动过这一期，没有重排。下面是现在的版面，请再看一眼。")
    keep_plan(issue, "全部重排")
    issue.save(update_fields=["former_plan"])
    issue.placements.all().delete()
    return plan(Month.of(issue.month), by, keeps_former=False)


def _create(month: Month, by: User | None) -> Issue:
    if by is not None and not by.has_perm(ADD_ISSUE):
        raise PermissionDenied(ADD_ISSUE)
    number, whole = numbers_for(month)
    # Somebody else may be creating it at this moment, too.
    issue, _ = Issue.objects.get_or_create(
        month=month.first, defaults={"number": number, "whole_number": whole, "date": month.last}
    )
    return issue
