"""What readers told the newsroom, as an editor answers it on the desk."""

from django.urls import reverse

from articles.models import ReaderMessage
from articles.tests.html import Page


def change(row):
    return reverse("admin:articles_readermessage_change", args=[row.pk])


def error(article, **fields):
    facts = {"kind": "figure", "words": "应为十公里。", "passage": "全长九公里。"} | fields
    return ReaderMessage.objects.create(article=article, **facts)


def opened_with(form):
    return "".join(Page(form).values("input", "value", name="opened_with"))


def answer(client, row, **fields):
    """Open the form and send it."""
    opened = opened_with(client.get(change(row)))
    asked = {"outcome": "", "correction": "", "answer": "", "opened_with": opened} | fields
    return client.post(change(row), asked)
