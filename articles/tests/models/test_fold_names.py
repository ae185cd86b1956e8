"""Names that were there before are folded; what collides is kept, and shown to be merged."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Campaign, Photo, Reporter
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


@pytest.mark.parametrize(
    ("first", "second"),
    [("“灯下”漫谈", "灯下漫谈"), ("走基层——看变化", "走基层-看变化"), ("《灯下》", "灯下")],
)
def test_names_that_differ_by_quotes_or_dashes_are_kept_and_offered_to_be_merged(
    editor_client, first, second
):
    rows = [make.campaign(f"旧名{number}") for number in range(2)]
    for row, name in zip(rows, (first, second), strict=True):
        Campaign.objects.filter(pk=row.pk).update(name=name, name_key=name)

    fill = import_module("articles.migrations.0029_fold_points").fold_again
    fill(apps, SimpleNamespace(connection=connection))

    listed = editor_client.get("/admin/articles/campaign/?namesakes=1").context["cl"]
    assert {row.name for row in listed.result_list} == {first, second}
    assert list(Campaign.objects.same_name(first)) == list(Campaign.objects.same_name(second))


def test_names_and_captions_with_a_point_for_the_dot_are_found_in_every_spelling():
    first, second = make.reporter("阿依古丽·买买提"), make.reporter("旧名")
    Reporter.objects.filter(pk=second.pk).update(
        name="阿依古丽．买买提", name_key="阿依古丽.买买提"
    )
    photo = make.photo(make.article(), caption="图为阿依古丽.买买提。", credit="")
    kept = Photo.objects.filter(pk=photo.pk)
    folded = kept.values_list("shows_key", "credit_key").get()
    kept.update(shows_key="图为阿依古丽.买买提。\n")

    again = import_module("articles.migrations.0029_fold_points")
    for fill in (again.fold_again, again.fold_photos_again):
        fill(apps, SimpleNamespace(connection=connection))

    assert list(Reporter.objects.same_name("阿依古丽.买买提")) == [first, second]
    assert kept.values_list("shows_key", "credit_key").get() == folded
    assert list(Photo.objects.all().showing("阿依古丽•买买提")) == [photo]
