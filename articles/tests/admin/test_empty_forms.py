"""A form that is sent empty, or with too little in it, says of each field one sentence."""

import pytest
from django import forms
from django.contrib import admin
from django.urls import reverse

from articles.tests import make
from articles.tests.clients import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("typed", ["", "桥"])
def test_a_form_with_too_little_in_it_says_one_sentence_of_each_field(typed):
    client, said, asked = client_of(make.user(is_superuser=True)), {}, 0
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        page = client.get(address)
        if page.status_code != 200 or "adminform" not in (page.context or {}):
            continue
        asked += 1
        fields = page.context["adminform"].form.fields
        words = {name: typed for name, each in fields.items() if isinstance(each, forms.CharField)}
        page = client.post(address, words)
        if page.status_code == 200:
            errors = page.context["adminform"].form.errors
            said |= {f"{model.__name__}.{name}": list(each) for name, each in errors.items()}
    said.pop("User.password2", None)  # a password may be wrong in several ways

    assert {name: each for name, each in said.items() if len(each) != 1} == {}
    assert (asked > 15, len(said) > 15) == (True, True)
