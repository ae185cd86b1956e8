"""An empty list of the desk says so, and tells an empty newsroom from too narrow a question."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Campaign, Delivery, Issue, SiteSettings
from articles.tests import make
from articles.tests.clients import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: A page of its own, and the one row that there always is.
NO_LISTS = {Delivery, SiteSettings}
EMPTY, NONE_FIT = "这里还是空的。", "没有符合条件的。"


def told(client, address):
    page = client.get(address).content.decode()
    return [sentence in page for sentence in (EMPTY, NONE_FIT)]


def test_an_empty_list_says_that_it_is_empty():
    client = client_of(User.objects.create_superuser("沈砚秋", password=None))
    models = [model for model in admin.site._registry if not model._default_manager.exists()]

    lists = {
        model: told(client, reverse(f"admin:articles_{model._meta.model_name}_changelist"))
        for model in models
        if model._meta.app_label == "articles" and model not in NO_LISTS
    }

    assert {Campaign, Issue} <= lists.keys()
    assert {model: said for model, said in lists.items() if said != [True, False]} == {}


def test_a_question_that_nothing_fits_leads_back_to_the_whole_list():
    client = client_of(User.objects.create_superuser("沈砚秋", password=None))
    address = reverse("admin:articles_campaign_changelist")
    make.campaign("街谈巷议")

    assert told(client, address) == [False, False]
    assert told(client, address + "?q=没有的") == [False, True]
