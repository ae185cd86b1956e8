"""回收站: what lies in it, for whom, and that a page of it costs the same however full it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles
from articles.models import Article, TrashedDraft
from articles.review import trashing
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of, url
from articles.tests.html import Page

pytestmark = pytest.mark.django_db
TRASH = reverse("admin:articles_article_trash")


def put_back(kept):
    return reverse("admin:articles_article_put_back", args=[kept.pk])


def thrown(writer, **fields):
    return trashing.throw_away(make.article(created_by=writer, **fields), by=writer)


def test_a_draft_goes_by_its_page_and_comes_back_by_one_press():
    writer = make.member(roles.CORRESPONDENT)
    client, article = client_of(writer), make.article(created_by=writer, headline="江边的灯")

    asked = Page(client.get(url("delete", article))).text
    gone = client.post(url("delete", article), {"post": "yes"}, follow=True)
    kept = TrashedDraft.objects.get()
    listed = Page(client.get(TRASH)).text
    back = client.post(put_back(kept), follow=True)

    assert "先放进回收站，30天之内可以放回" in asked
    assert "“江边的灯”放进了回收站，30天之内可以从那里放回。" in Page(gone).text
    assert "江边的灯" in listed
    assert "“江边的灯”放回来了，还是草稿。" in Page(back).text
    assert back.redirect_chain == [(url("change", article), 302)]
    assert "回收站是空的" in Page(client.get(TRASH)).text


def test_several_go_by_the_list_after_a_question():
    writer = make.member(roles.CORRESPONDENT)
    client = client_of(writer)
    drafts = [make.article(created_by=writer) for _ in range(2)]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in drafts]}

    asked = Page(client.post(CHANGELIST, chosen)).text
    client.post(CHANGELIST, chosen | {"post": "yes"})

    assert all(row.headline in asked for row in drafts)
    assert not Article.objects.exists()
    assert TrashedDraft.objects.count() == 2


def test_what_another_threw_away_is_not_there_for_a_correspondent():
    mine, other = (make.member(roles.CORRESPONDENT) for _ in range(2))
    kept = thrown(other, headline="别人的题", body="<p>别人的正文。</p>")
    client = client_of(mine)

    assert "别人的" not in Page(client.get(TRASH)).text
    assert client.post(put_back(kept)).status_code == 404
    assert client_of(make.member(roles.STAFF)).post(put_back(kept)).status_code == 404
    assert client_of(make.member(roles.EDITOR)).post(put_back(kept)).status_code == 302


def test_a_page_of_the_trash_costs_the_same_for_one_draft_and_for_ten():
    editor = make.member(roles.EDITOR)
    client, counts = client_of(editor), []
    for number in (1, 9):
        for _ in range(number):
            thrown(make.member(roles.CORRESPONDENT), photos=1)
        client.get(TRASH)
        with CaptureQueriesContext(connection) as queries:
            client.get(TRASH)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert not any('"rows"' in query["sql"] for query in queries)
