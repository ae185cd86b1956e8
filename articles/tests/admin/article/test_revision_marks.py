"""A revision looks unlike its live article wherever articles are listed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import Article, Notice, Status
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of
from articles.tests.reviewing import take

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MARK = '<span class="queue-mark">修订</span>'


@pytest.fixture
def editor(db):
    """Who has a live article and its revision, both of one headline."""
    live = make.sent(Status.APPROVED, headline="天桥开工")
    user = make.member(roles.EDITOR)
    copy = take("revise", live, user)
    soon = timezone.now() + timedelta(hours=1)
    Article.objects.filter(pk=copy.pk).update(due_at=soon)
    for article in (live, copy):
        Notice.objects.create(to=user, article=article, kind="comment", text="请看。")
    return user


def test_it_is_marked_in_the_list_on_the_desk_and_in_notices(editor):
    client = client_of(editor)
    listed = client.get(CHANGELIST).content.decode()
    desk = client.get(reverse("admin:index")).content.decode()

    assert (listed.count("row-headline"), listed.count(MARK)) == (2, 1)
    # the draft, what is due soon and the notice of it; not the notice of the live article
    assert desk.count(MARK) == 3


def test_it_is_marked_among_what_its_author_sent_in(editor):
    copy = Article.objects.get(revises__isnull=False)
    take("submit", copy, editor)

    sent = client_of(editor).get(reverse("admin:index")).content.decode().partition("我送出的")[2]

    assert MARK in sent


def test_no_picker_offers_it_beside_its_live_article(editor):
    asked = {
        "term": "天桥", "app_label": "articles", "model_name": "pin", "field_name": "article",
    }  # fmt: skip

    found = client_of(editor).get(reverse("admin:autocomplete"), asked).json()["results"]

    live = Article.objects.get(revises=None)
    assert [row["id"] for row in found] == [str(live.pk)]
