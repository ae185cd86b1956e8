"""The demo accounts without the sample, for tests."""

from django.contrib.auth.models import Group
from django.urls import reverse

from articles import roles
from articles.imports import demo
from articles.tests import make
from articles.tests.clients import client_of

PEOPLE = {"费知夏": "fei-zhixia", "沈砚秋": "shen-yanqiu", "宁望舒": "ning-wangshu"}


def open_demo_accounts():
    """The demo accounts, in a newsroom that knows the sample's people and nothing else of it."""
    if not set(roles.ROLES) <= set(Group.objects.values_list("name", flat=True)):
        roles.sync()
    for name, slug in PEOPLE.items():
        make.reporter(name, slug=slug)
    return demo.open_accounts("开门", reset=False)


def desk(user):
    return client_of(user).get(reverse("admin:index")).context


def name_of(article):
    """What desk.json calls it."""
    return (article.archive_id or "copy").removeprefix("demo-")
