"""What residents may read: the addresses of its pages, and moments past."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def public_pages(**rows):
    """The address of every public page about these rows, and of those about none."""
    names = ["front", "campaigns", "reporters", "places", "archive", "issues", "issue_verify"]
    names += ["search", "feed", "sitemap"]
    today = timezone.localdate()
    return [
        *map(reverse, names),
        reverse("month", args=[today.year, today.month]),
        reverse("search") + "?q=江边",
        *(row.get_absolute_url() for row in rows.values()),
    ]
