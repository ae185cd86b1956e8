"""One name, one row: what forms, imports and pickers make of another spelling of it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles import merging
from articles.admin.names.picked import NameForm
from articles.imports import archive
from articles.imports.drafts import Draft, store
from articles.models import Article, Byline, Campaign, FormerSlug, Place, Reporter, Unit
from articles.tests import make
from articles.text.page.bylines import PrintedName

pytestmark = pytest.mark.django_db

DOTS = (
    "阿依古丽·买买提",
    "阿依古丽•买买提",
    "阿依古丽・买买提",
    "阿依古丽‧买买提",
    "阿依古丽･买买提",
)


def add(client, model, **fields):
    """The answer to the admin's form with a new row in it."""
    return client.post(reverse(f"admin:articles_{model._meta.model_name}_add"), fields)


@pytest.mark.parametrize("model", [Campaign, Place, Unit])
@pytest.mark.parametrize("typed", ["ＡＩ治理", "ai治理", "AI\u200b治理", "AI　治理"])
def test_a_name_stands_once_for_the_form_and_for_the_database(editor_client, model, typed):
    model.objects.create(name="AI治理")

    page = add(editor_client, model, name=typed, position=0, kind="other").content.decode()

    assert f"已有{model._meta.verbose_name}“AI治理”，是同一个名称的另一种写法" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name=typed)
    assert [row.name for row in model.objects.all()] == ["AI治理"]


def test_of_two_who_add_one_name_at_once_the_second_is_told_of_the_first(
    editor_client, monkeypatch
):
    write, tries = Unit.save_base, []

    def write_too_late(row, *args, **kwargs):
        tries.append(row)
        if len(tries) == 1:
            raise IntegrityError("the database has the colleague's row already")
        return write(row, *args, **kwargs)

    def validate_before_the_colleague(form, *args):
        if len(tries) == 1:
            make.unit("AI治理")
        return clean(form, *args)

    clean = NameForm.clean_name
    monkeypatch.setattr(Unit, "save_base", write_too_late)
    monkeypatch.setattr(NameForm, "clean_name", validate_before_the_colleague)

    page = add(editor_client, Unit, name="ＡＩ治理").content.decode()

    assert "已有供稿单位“AI治理”，是同一个名称的另一种写法" in page
    assert 'value="ＡＩ治理"' in page
    assert [row.name for row in Unit.objects.all()] == ["AI治理"]


def test_a_second_person_of_one_name_is_asked_for_and_told_apart_by_the_unit(editor_client):
    north, south = make.unit("城北"), make.unit("城南")
    make.reporter("王伟", unit=north)
    typed = {"name": "王　伟", "role": "correspondent"}

    asked = add(editor_client, Reporter, **typed, unit=south.pk).content.decode()
    no_unit = add(editor_client, Reporter, **typed, another="on").content.decode()
    same = add(editor_client, Reporter, **typed, another="on", unit=north.pk).content.decode()
    assert "名录里已有作者“王伟”（城北）" in asked
    assert 'value="王　伟"' in asked
    assert "同名的另一位要选供稿单位" in no_unit
    assert "这个单位已有一位同名的作者" in same
    assert Reporter.objects.count() == 1

    add(editor_client, Reporter, **typed, another="on", unit=south.pk)

    rows = Reporter.objects.same_name("王伟").values_list("unit__name", "namesake", "slug")
    assert list(rows) == [("城北", 1, "wang-wei"), ("城南", 2, "wang-wei-2")]
    listed = editor_client.get(reverse("admin:articles_reporter_changelist"), {"namesakes": "1"})
    assert listed.context["cl"].result_count == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Reporter.objects.create(name="王 伟", namesake=2)


def test_archive_lines_and_pages_find_the_row_in_any_spelling():
    lines = [
        f'{{"id": "{number}", "campaigns": ["{campaign}"], "places": ["{place}"], "bylines":'
        f' [{{"role": "staff", "name": "{name}", "unit": "{unit}"}}]}}'
        for number, (campaign, place, name, unit) in enumerate(
            zip(
                ("AI治理", "ＡＩ治理", "ai治理", "AI\u200b治理", "AI 治理"),
                ("柳桥（北）", "柳桥(北)", "柳桥 (北)", "柳桥（ 北）", "柳桥\u3000（北）"),
                DOTS,
                ("融媒体", "融 媒体", "融媒\u200b体", "\u3000融媒体", "融媒体"),
                strict=True,
            )
        )
    ]
    *_, outcome = archive.load(lines, publish=False)
    draft = Draft(people=[PrintedName("staff", DOTS[1])], campaign="ＡＩ治理", headline="题")
    article = Article()
    store(draft, article, {}, [])

    assert (outcome.created, outcome.bad) == (5, [])
    assert [m.objects.count() for m in (Campaign, Place, Reporter, Unit)] == [1] * 4
    assert Byline.objects.count() == 6
    assert [row.name for row in article.campaigns.all()] == ["AI治理"]
    assert Place.objects.get().kind == Place.Kind.OTHER  # no street until somebody says so


def test_of_two_of_a_name_the_archive_takes_the_one_of_the_unit():
    north, south = make.unit("城北"), make.unit("城南")
    make.reporter("王伟", unit=north)
    other = make.reporter("王伟", unit=south)
    line = '{"id": "1", "bylines": [{"role": "staff", "name": "王　伟", "unit": "城 南"}]}'

    list(archive.load([line], publish=False))

    assert [row.reporter for row in Byline.objects.all()] == [other]


@pytest.mark.parametrize(
    ("name", "typed"),
    [(DOTS[0], each) for each in DOTS] + [("AI治理", "ＡＩ治理"), ("王伟", "王　伟")],
)
def test_a_picker_finds_a_name_in_any_spelling(editor_client, name, typed):
    row = make.reporter(name)
    asked = {"app_label": "articles", "model_name": "byline", "field_name": "reporter"}

    found = editor_client.get(reverse("admin:autocomplete"), asked | {"term": typed}).json()

    assert [each["id"] for each in found["results"]] == [str(row.pk)]
    assert list(Reporter.objects.called(typed)) == [row]


@pytest.mark.parametrize("kind", ["campaign", "reporter", "place"])
def test_an_old_address_leads_to_the_new_one_after_rename_and_merge(client, editor_client, kind):
    kept, gone = getattr(make, kind)("灯下"), getattr(make, kind)("灯上")
    make.public(**{f"{kind}s": [kept]})
    change = reverse(f"admin:articles_{kind}_change", args=[gone.pk])
    typed = {"name": "灯上", "slug": "deng-xin", "position": 0, "kind": "other", "role": "staff"}
    figures = {f"picked_figures-{each}_FORMS": 0 for each in ("TOTAL", "INITIAL")}
    editor_client.post(change, typed | figures)
    merging.merge(kept, [gone], by=make.editor())

    for old in ("deng-shang", "deng-xin"):
        answer = client.get(f"/{kind}s/{old}/")
        assert (answer.status_code, answer.get("Location")) == (301, kept.get_absolute_url())
    assert client.get(f"/{kind}s/deng-zhong/").status_code == 404
    # Nobody else gets an address that is printed.
    assert getattr(make, kind)("灯上").slug == "deng-shang-2"
    refused = add(editor_client, type(kept), **(typed | {"name": "灯心"})).content.decode()
    assert "这个网址名从前是“灯下”的" in refused


def test_a_feed_moves_with_its_campaign(client):
    kept, gone = make.campaign("灯下"), make.campaign("灯上")
    make.public(campaigns=[kept])
    merging.merge(kept, [gone], by=make.editor())

    answer = client.get("/feeds/campaigns/deng-shang.atom")

    assert (answer.status_code, answer.get("Location")) == (301, "/feeds/campaigns/deng-xia.atom")
    assert FormerSlug.objects.count() == 1


def test_units_become_one_with_their_people_and_bylines(editor_client):
    kept, gone = make.unit("融媒体中心"), make.unit("融媒体中心二部", short_name="融媒")
    person = make.reporter(unit=gone)
    byline = make.byline(make.article(), person, unit=gone)
    listed = reverse("admin:articles_unit_changelist")
    chosen = {"action": "merge_action", "_selected_action": [kept.pk, gone.pk]}

    assert "融媒体中心二部" in editor_client.post(listed, chosen).content.decode()
    editor_client.post(listed, chosen | {"post": "yes", "kept": kept.pk})

    byline.refresh_from_db()
    person.refresh_from_db()
    assert (byline.unit, person.unit) == (kept, kept)
    assert [(row.name, row.short_name) for row in Unit.objects.all()] == [("融媒体中心", "融媒")]
