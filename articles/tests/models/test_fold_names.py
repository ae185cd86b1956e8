"""Names that were there before are folded; what collides is kept, and shown to be merged."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Campaign
from articles.tests import make

pytestmark = pytest.mark.django_db


def test_rows_that_turn_out_to_bear_one_name_are_all_kept_and_numbered(editor_client):
    rows = [make.campaign(f"旧名{number}") for number in range(4)]
    for row, name in zip(rows, ("AI治理", "ＡＩ治理", "ai治理", "灯下"), strict=True):
        Campaign.objects.filter(pk=row.pk).update(name=name, name_key=f"-{row.pk}")

    fill = import_module("articles.migrations.0015_fold_names").fill
    fill(apps, SimpleNamespace(connection=connection))

    assert list(Campaign.objects.order_by("pk").values_list("name", "name_key", "namesake")) == [
        ("AI治理", "ai治理", 1), ("ＡＩ治理", "ai治理", 2), ("ai治理", "ai治理", 3),
        ("灯下", "灯下", 1),
    ]  # fmt: skip
    listed = editor_client.get("/admin/articles/campaign/?namesakes=1").context["cl"]
    assert {row.pk for row in listed.result_list} == {row.pk for row in rows[:3]}
