"""本年期号 and 总期号: the numbers of an issue, and where they do not follow the one before; the
numbers of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import F, Max

from articles.models import Issue, Page, SiteSettings
from articles.text.months import Month


def numbers_for(month: Month) -> tuple[int, int]:
    """本年期号 and 总期号 of a month's issue, counted from the site's first, else the last."""
    site = SiteSettings.objects.current()
    start = Month.of(site.first_month) if site.first_month else None
    number, whole = month.number, site.first_whole_number
    if start and start <= month:
        whole += month - start
        if start.year == month.year and site.first_whole_number == 1:
            number = month - start + 1
    elif before := Issue.objects.filter(month__lt=month.first).order_by("-month").first():
        whole = before.whole_number + (month - Month.of(before.month))
    if Issue.objects.filter(whole_number=whole).exists():
        whole = (Issue.objects.aggregate(last=Max("whole_number"))["last"] or 0) + 1
    return number, whole


def set_pages_aside(pages: Iterable[Page]) -> None:
    """Give the pages high numbers, so that none clashes with another while they get new ones."""
    rows = Page.objects.filter(pk__in=[page.pk for page in pages])
    rows.update(number=F("number") + 10_000)


def renumber_pages(numbers: Mapping[Page, int]) -> None:
    """Give the pages of an issue these numbers."""
    set_pages_aside(numbers)
    for page, number in numbers.items():
        page.number = number
        page.save(update_fields=["number"])


def find_faults(issue: Issue) -> Iterator[str]:
    """Where the issue's numbers don't go on from the issue before, in words. Takes one query.

    Months that are not here may have had an issue, or none: both are counted right.
    """
    rows = Issue.objects.filter(month__lt=issue.month).order_by("-month")
    before = rows.defer("manifest").first()
    if before is None:
        return
    month, former = Month.of(issue.month), Month.of(before.month)
    months = month - former
    first = before.number if month.year == former.year else 0
    judged = (
        ("总期号", before.whole_number, before.whole_number, issue.whole_number, months),
        ("本年期号", before.number, first, issue.number, months if first else month.number),
    )
    for what, shown, counted, now, between in judged:
        if said := _judge(counted, now, between):
            yield f"{what}是第{now}期，{before}是第{shown}期\N{FULLWIDTH COLON}{said}"


def _judge(before: int, now: int, months: int) -> str:
    """What is wrong where `now` follows `before` with so many months between, or nothing."""
    if now <= before:
        return f"没有往下数，该是第{before + 1}期"
    if now > before + months:
        return f"跳了{now - before - 1}期，该是第{before + 1}期"
    return ""
