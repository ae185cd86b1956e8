"""The board of an issue: who opens it, its addresses and cards, what stands where."""

from django.test import Client
from django.urls import reverse

from articles.tests import make


def client_of(role):
    client = Client()
    client.force_login(make.member(role) if role else make.user())
    return client


def at(name, issue=None):
    return reverse(f"admin:articles_issue_{name}", args=[issue.pk] if issue else [])


def card(article, page=1, position=1, **more):
    return {"article": article.pk, "page": page, "position": position, "revision": 1} | more


def said(response):
    return [str(message) for message in response.context["messages"]]


def places(issue):
    rows = issue.placements.order_by("position")
    rows = list(rows.values_list("article__headline", "page__number", "kind"))
    return sorted(rows, key=lambda row: row[1] or 99)


def facts(issue, **more):
    rows = list(issue.pages.all()) if issue else []
    data = {
        "month": "2026-10", "number": 10, "whole_number": 7, "title": "国庆特刊",
        "date": "2026-10-30", "responsible_editor": "沈砚秋",
        "pages-TOTAL_FORMS": len(rows), "pages-INITIAL_FORMS": len(rows),
    }  # fmt: skip
    for n, page in enumerate(rows):
        data |= {
            f"pages-{n}-id": page.pk,
            f"pages-{n}-issue": issue.pk,
            f"pages-{n}-number": page.number,
            f"pages-{n}-name": page.name,
            f"pages-{n}-proofreader": page.proofreader,
        }
    return data | more
