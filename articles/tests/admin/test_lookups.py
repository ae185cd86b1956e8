"""A list of the admin answers what its filters ask, and nothing that an address makes up."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import Article
from articles.tests import make

pytestmark = pytest.mark.django_db

LISTS = sorted(model._meta.label_lower for model in admin.site._registry)
#: The door, which is no list, and the settings, whose list leads to their one row, ask nothing.
OTHERS = {"articles.delivery": 200, "articles.sitesettings": 302}
ASKED = ["headline__regex", "pk__in", "created_by__password__startswith", "nothing", "body__iregex"]


def list_of(label):
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


@pytest.mark.parametrize("label", LISTS)
def test_no_list_computes_what_an_address_makes_up(admin_client, label):
    model = next(m for m in admin.site._registry if m._meta.label_lower == label)
    text = next(f.name for f in model._meta.fields if f.get_internal_type() != "AutoField")

    answers = {
        admin_client.get(list_of(label), {name: "^(a+)+$"}).status_code
        for name in (*ASKED, f"{text}__regex", f"{text}__iregex", f"{text}__contains")
    }

    assert answers == {OTHERS.get(label, 400)}


@pytest.mark.parametrize(
    ("query", "found"),
    [({}, 2), ({"status__exact": "draft"}, 1), ({"genre__exact": "news"}, 2), ({"mine": "1"}, 0)],
)
def test_a_list_answers_what_its_own_filters_ask(admin_client, query, found):
    make.article()
    make.public()

    answer = admin_client.get(list_of("articles.article"), query)

    assert answer.status_code == 200
    assert len(answer.context["cl"].result_list) == found


def test_a_filter_of_a_list_still_refuses_what_is_no_choice(admin_client):
    make.article()
    assert admin_client.get(list_of("articles.article"), {"status__regex": "^d"}).status_code == 400
    assert Article.objects.count() == 1
