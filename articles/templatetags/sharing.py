"""What the head of a public page tells chats, search engines and readers of feeds."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from articles.models import Page, SiteSettings
from articles.site.linked_data import linked_data_of
from articles.site.sharing import DESCRIPTIONS, describe_issue, describe_site

register = template.Library()


@register.inclusion_tag("partials/about.html", takes_context=True)
def about(
    context: Context,
    site: SiteSettings,
    subject: Any = None,
    page: Page | None = None,
    *,
    title: object = "",
    description: str = "",
) -> dict[str, Any]:
    """Description, Open Graph and JSON-LD of a page about a public row, or of one with a title."""
    path = context["request"].path
    if subject is None:
        shared = describe_site(site, path=path, title=str(title), description=description)
    elif page is not None:
        shared = describe_issue(subject, site, page)
    else:
        shared = DESCRIPTIONS[type(subject)](subject, site)
    linked = linked_data_of(subject, shared, site)
    return {"shared": shared, "site": site, "linked": linked, "subject": subject}
