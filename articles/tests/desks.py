"""The desk as an account finds it."""

from django.urls import reverse

from articles.tests.clients import client_of

DESK = reverse("admin:index")


def desk(user):
    return client_of(user).get(DESK).context


def groups(user):
    return {
        group.key: [row.article.headline for row in group.rows] for group in desk(user)["groups"]
    }


def row_of(user, article):
    context = desk(user)
    places = [*context["groups"], context["sent"]]
    return next(row for group in places for row in group.rows if row.article == article)


def tabs(user):
    return client_of(user).get(DESK).context["tabs"][0].get("count")
