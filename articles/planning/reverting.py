"""The plan as it was before many articles moved at once: kept with the issue, and put back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.models import Article, Issue, Page, Placement
from articles.planning.numbering import renumber_pages

_PAGE = ("pk", "number", "name", "proofreader")
_ROW = ("article_id", "page_id", "kind", "position", "form", "size", "photo_size")


def keep_plan(issue: Issue, act: str) -> None:
    """Remember the plan as it is, before the act that is called so; the caller saves the issue."""
    issue.former_plan = {
        "act": act,
        "at": timezone.localtime().isoformat(timespec="minutes"),
        "revision": issue.revision + 1,  # of the plan after the act
        "pages": [_of(page, _PAGE) for page in issue.pages.all()],
        "placements": [_of(row, _ROW) for row in issue.placements.all()],
    }


def put_plan_back(issue: Issue) -> int:
    """Make the plan what it was, but for articles that are gone or stand in another issue; return
    how many these are. What is put away is kept in turn, so that this can be taken back, too."""
    former: dict[str, Any] = issue.former_plan or {}
    keep_plan(issue, f"退回到“{former['act']}”以前")
    pages = _put_pages_back(issue, former["pages"])
    wanted = {row["article_id"]: row for row in former["placements"]}
    there = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    elsewhere = Placement.objects.filter(page__isnull=False).exclude(issue=issue.pk)
    there -= set(elsewhere.filter(article__in=wanted).values_list("article", flat=True))
    issue.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(**row | {"issue": issue, "page_id": pages.get(row["page_id"])})
        for article, row in wanted.items()
        if article in there
    )
    return len(wanted) - len(there)


def _put_pages_back(issue: Issue, wanted: list[dict[str, Any]]) -> dict[int | None, int]:
    """The pages as they were; returns what the keys of them are now."""
    keys = {page["pk"] for page in wanted}
    issue.pages.exclude(pk__in=keys).delete()
    rows = {page.pk: page for page in issue.pages.all()}
    renumber_pages({rows[page["pk"]]: page["number"] for page in wanted if page["pk"] in rows})
    found: dict[int | None, int] = {}
    for page in wanted:
        row = rows.get(page["pk"]) or Page(issue=issue)
        row.number, row.name, row.proofreader = page["number"], page["name"], page["proofreader"]
        row.save()
        found[page["pk"]] = row.pk
    return found


def _of(row: Page | Placement, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
