"""People, units, campaigns and places that an archive names are made together, and come out as if
each had been made when it was first read."""

import json

import pytest
from django.db import transaction

from articles.imports import archive
from articles.imports.archive import saving
from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    FormerSlug,
    Piece,
    Place,
    Placed,
    Reporter,
    SearchDoc,
    Step,
    Unit,
)

pytestmark = pytest.mark.django_db

TABLES = (Unit, Reporter, Campaign, Place, Article, Byline, Campaigned, Placed, Step)
#: Names of one reading, of one spelling or another, and of none; (role, name, unit) by line.
BYLINES = [
    [("staff", "张伟", "柳桥街道"), ("photographer", "章炜", "柳桥 街道")],
    [("correspondent", "张玮", "桥头社区"), ("photographer", "张 伟", "")],
    [("correspondent", "阿依古丽·买买提", ""), ("staff", "阿依古丽•买买提", "")],
    [("staff", "章伟", "柳桥街道"), ("staff", "王伟", "桥头社区"), ("staff", "！", "")],
    [("staff", "王伟", ""), ("staff", "旺伟", ""), ("staff", "？", "")],
    [],
    [("staff", "张伟", "桥头社区"), ("staff", "李娜", "ＡＩ治理办"), ("staff", "丽娜", "AI治理办")],
]


def lines():
    return [
        json.dumps(
            {
                "id": f"旧{n}", "date": f"1998-01-0{n + 1}", "headline": f"第{n}盏灯",
                "body": [f"第{n}盏灯亮了。", {"crosshead": "居民说"}, "<b>好</b> & 亮"],
                "bylines": [{"role": r, "name": name, "unit": unit} for r, name, unit in bylines],
                "campaigns": ["街里街坊", "“街里街坊”", f"解里解坊{n % 2}", "走基层——看"][: n + 1],
                "places": ["柳桥", "留桥", "流桥", "刘 桥"][n % 3 :],
            },
            ensure_ascii=False,
        )
        for n, bylines in enumerate(BYLINES)
    ]  # fmt: skip


def fill():
    """What the newsroom had before: namesakes, taken addresses, and a former one."""
    units = [Unit.objects.create(name=name) for name in ("桥头社区", "云岭街道")]
    for unit in units:
        Reporter.objects.create(name="王伟", unit=unit)
    for slug in ("zhang-wei-2", "zhang-wei-4"):
        Reporter.objects.create(name=f"别人{slug}", slug=slug)
    wanted = Reporter.objects.create(name="改过网址的", slug="gai-guo")
    FormerSlug.objects.keep("zhang-wei", wanted)
    FormerSlug.objects.keep("liu-qiao", Place.objects.create(name="改过名的"))


def say(row):
    """The columns of a row without its times; rows by name, since numbers, of which the hash is
    too, are given out anew in each run."""
    left_out = {"created_at", "updated_at", "moved_at", "taken_at", "digest"}
    columns = (each for each in row._meta.concrete_fields if each.name not in left_out)
    return {each.name: str(getattr(row, each.name)) for each in columns if not each.primary_key}


def import_in_batches(of, monkeypatch):
    """What is in the database after an import with so many lines together; undone again."""
    monkeypatch.setattr(saving, "BATCH", of)
    with transaction.atomic():
        fill()
        *_, outcome = archive.load(lines(), publish=True)
        stored = {model: [say(row) for row in model.objects.order_by("pk")] for model in TABLES}
        texts = SearchDoc.objects.order_by("pk")
        stored[SearchDoc] = list(texts.values_list("headline", "heads", "names", "summary", "body"))
        stored[Piece] = sorted(Piece.objects.values_list("number", flat=True))
        transaction.set_rollback(True)
    return stored, (outcome.created, outcome.bad, outcome.notes)


def test_lines_that_come_together_are_stored_as_one_after_another(monkeypatch):
    one_by_one = import_in_batches(1, monkeypatch)

    assert one_by_one[1][:2] == (7, [])
    assert import_in_batches(3, monkeypatch) == one_by_one
    assert import_in_batches(200, monkeypatch) == one_by_one


def test_new_names_of_one_reading_get_addresses_in_the_order_in_which_they_came():
    fill()
    list(archive.load(lines(), publish=True))

    new = Reporter.objects.filter(slug__startswith="zhang-wei", name__contains="张").order_by("pk")
    assert list(new.values_list("name", "slug", "namesake", "role")) == [
        ("张伟", "zhang-wei-3", 1, "staff"), ("张玮", "zhang-wei-6", 1, "correspondent"),
    ]  # fmt: skip
    assert Reporter.objects.get(name="章炜").slug == "zhang-wei-5"
    places = Place.objects.filter(kind="other").order_by("pk")
    assert list(places.values_list("slug", flat=True)) == [
        "liu-qiao-2", "liu-qiao-3", "liu-qiao-4", "liu-qiao-5",
    ]  # fmt: skip
    assert Reporter.objects.filter(name="王伟").count() == 2


def test_many_names_of_one_reading_cost_few_queries(django_assert_max_num_queries):
    Reporter.objects.bulk_create(Reporter(name=f"张伟{n}", namesake=1, slug=f"zhang-wei-{n}")
                                 for n in range(2, 700))  # fmt: skip
    Reporter.objects.create(name="张伟", slug="zhang-wei")

    with django_assert_max_num_queries(12):
        Reporter.objects.bulk_create([Reporter(name=each, namesake=1) for each in ("章炜", "张玮")])

    assert list(Reporter.objects.order_by("-pk").values_list("slug", flat=True)[:2]) == [
        "zhang-wei-701", "zhang-wei-700",
    ]  # fmt: skip
