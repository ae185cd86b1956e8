"""Links by which an article is read before it is public: who makes them, when they open no more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import Article, PreviewLink, Status
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db

CANARY = "尚未刊出的一句"


def link_of(user, article):
    """The address that the button 预览 leads to."""
    answer = client_of(user).get(url("preview", article))
    assert answer.status_code == 302
    return answer["Location"]


def revoke(article, link):
    return reverse("admin:articles_article_revoke", args=[article.pk, link.pk])


def opens(client, address):
    answer = client.get(address)
    assert (CANARY in answer.content.decode()) == (answer.status_code == 200)
    return answer.status_code == 200


def listed(user, article):
    page = client_of(user).get(url("previews", article))
    return [(row.get_absolute_url(), revocable) for row, revocable in page.context["previews"]]


def change(article):
    article.body = "<p>又改过。</p>"
    article.revision += 1
    article.save()


@pytest.fixture
def writer():
    return make.member(roles.CORRESPONDENT)


def test_an_account_has_one_link_to_a_text_as_it_stands(client, writer):
    article = make.article(headline=CANARY, created_by=writer)
    editor = make.member(roles.EDITOR)
    make.sent(Status.SUBMITTED)

    first, again = link_of(writer, article), link_of(writer, article)

    assert first == again
    assert opens(client, first)
    take("submit", Article.objects.get(pk=article.pk), writer)
    others = link_of(editor, article)
    assert others not in {first}
    assert PreviewLink.objects.filter(article=article).count() == 2
    assert (opens(client, first), opens(client, others)) == (False, True)


@pytest.mark.parametrize("name", ["first-pass", "return", "reject", "hold", "recall"])
def test_a_step_ends_all_links(client, writer, name):
    article = make.sent(Status.SUBMITTED, headline=CANARY, created_by=writer)
    editor = make.member(roles.EDITOR)
    link = link_of(editor, article)
    assert opens(client, link)

    take(name, article, writer if name == "recall" else editor, opinion="照办。")

    assert not opens(client, link)


def test_a_later_text_a_withdrawal_and_an_end_show_nothing(client, writer, at):
    now = timezone.now()
    article = make.article(headline=CANARY, created_by=writer, photos=1)
    link = link_of(writer, article)
    token = link.split("/")[-2]
    photo = f"{article.photos.get().url}?preview={token}"
    assert (opens(client, link), client.get(photo).status_code) == (True, 200)

    at(now + timedelta(days=7, minutes=1))
    assert (opens(client, link), client.get(photo).status_code) == (False, 404)

    at(now)
    change(article)
    assert (opens(client, link), client.get(photo).status_code) == (False, 404)
    signed = make.sent(Status.APPROVED, headline=CANARY, publish_at=now + timedelta(days=2))
    chief = make.member(roles.CHIEF)
    link = link_of(chief, signed)
    assert opens(client, link)
    take("withdraw", signed, chief, opinion="不发了。")
    assert not opens(client, link)


def test_links_are_listed_where_they_were_made_and_revoked_there(client, writer):
    article = make.article(headline=CANARY, created_by=writer)
    editor, other = make.member(roles.EDITOR), make.member(roles.CORRESPONDENT)
    make.preview(article, revoked_at=timezone.now())
    mine, theirs = link_of(writer, article), make.preview(article, made_by=editor)

    assert listed(writer, article) == [(theirs, False), (mine, True)]
    rows = {row.get_absolute_url(): row for row in PreviewLink.objects.all()}
    asked = {
        who: client_of(who).post(revoke(article, rows[theirs])).status_code
        for who in (writer, other)
    }
    assert asked == {writer: 403, other: 404}  # to whom the article isn't there
    assert opens(client, theirs)

    assert client_of(writer).post(revoke(article, rows[mine])).status_code == 302
    assert not opens(client, mine)
    assert listed(writer, article) == [(theirs, False)]
    assert link_of(writer, article) not in {mine, theirs}


def test_who_may_not_see_an_article_makes_no_link_to_it():
    draft = make.article(created_by=make.member(roles.CORRESPONDENT))
    people = [make.member(roles.CORRESPONDENT), make.user("旁人")]
    answers = [client_of(each).get(url("preview", draft)).status_code for each in people]

    assert answers == [404, 404]
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_article_is_revoked_nowhere_else(writer):
    article, other = (make.article(created_by=writer) for _ in range(2))
    make.preview(other, made_by=writer)
    link = PreviewLink.objects.get()

    assert client_of(writer).post(revoke(article, link)).status_code == 404
    assert PreviewLink.objects.that_open().get() == link


def test_many_links_are_listed_in_as_many_queries_as_one():
    editor = make.member(roles.EDITOR)
    article, client = make.article(created_by=editor), client_of(editor)
    make.preview(article, made_by=editor)
    page = url("previews", article)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for _ in range(9):
        make.preview(article, made_by=make.user())
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(page).context["previews"]) == 10

    assert len(many) == len(one)
