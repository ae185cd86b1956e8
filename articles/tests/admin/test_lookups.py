"""A list of the admin answers what its filters ask, and nothing that an address makes up."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles import roles
from articles.models import Article
from articles.tests import make
from articles.tests.clients import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


#: What an address may say of the order of a list, of the field that a window gives back, of its
#: page: what it offers, and what nobody offers.
ODD = [
    "o=99", "o=-", "o=x", "o=1.2.3.-9", "o=--1", "o=headline", "o=created_by__password",
    "_to_field=id", "_to_field=password", "_to_field=body", "_to_field=x", "_to_field=revises",
    "_popup=1", "_popup=x", "p=-1", "p=x", f"p={'9' * 20}", "all=", "e=1", "_facets=x",
    f"q={'a' * 5000}", "q=((((", "_changelist_filters=headline__regex%3Da",
]  # fmt: skip
#: A window gives back ids, which some rows are known by elsewhere, and nothing else.
NO_FIELDS = {"_to_field=password", "_to_field=body", "_to_field=x", "_to_field=revises"}
#: Of a list no page is so far, and none of its filters is that.
REFUSED = {
    "changelist": {*NO_FIELDS, f"p={'9' * 20}", "_changelist_filters=headline__regex%3Da"},
    "add": NO_FIELDS,
}


@pytest.mark.once
@pytest.mark.parametrize("page", REFUSED)
def test_order_window_and_page_are_taken_from_what_a_list_offers(admin_client, page):
    make.public(photos=1, campaigns=[make.campaign()], reporters=[make.reporter()])
    address = reverse(f"admin:articles_article_{page}")
    answers = {query: admin_client.get(f"{address}?{query}").status_code for query in ODD}

    assert {query for query, status in answers.items() if status == 400} == REFUSED[page]
    assert set(answers.values()) <= {200, 302, 400}
    listed = admin_client.get(f"{list_of('articles.article')}?o=created_by__password")
    assert "password" not in str(listed.context["cl"].queryset.query.order_by)


PICKERS = "app_label=articles&model_name=byline&field_name=reporter"


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("", 403),
        ("app_label=auth&model_name=user&field_name=password&term=a", 403),
        ("app_label=articles&model_name=article&field_name=created_by&term=a", 403),
        ("app_label=nothing&model_name=byline&field_name=reporter", 403),
        ("app_label=articles&model_name=byline&field_name=nothing", 403),
        (f"{PICKERS}&page=x", 404),
        (f"{PICKERS}&page={'9' * 20}", 404),
        (f"{PICKERS}&term={'a' * 3000}", 200),
        (f"{PICKERS}&term=^(a%2B)%2B$", 200),
    ],
)
def test_a_picker_gives_names_of_what_one_may_see_and_nothing_else(query, answer):
    make.reporter("张嫄苒")
    found = client_of(make.member(roles.CORRESPONDENT)).get(
        f"{reverse('admin:autocomplete')}?{query}"
    )
    assert found.status_code == answer
    assert "password" not in found.content.decode().lower() or answer != 200
