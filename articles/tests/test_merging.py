"""Two of one become one, and nothing that hung on either is lost or doubled."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles import merging
from articles.models import Article, Byline, Campaign, Place, Reporter, Unit
from articles.tests import make

pytestmark = pytest.mark.django_db


def signed():
    return sorted(Byline.objects.values_list("article__headline", "reporter__name", "role"))


def test_reporters_become_one_without_doubled_or_lost_bylines():
    kept, twin, third = make.reporter("闻人月"), make.reporter("闻人 月"), make.reporter("闻人悦")
    both = make.article(headline="两人都署", reporters=[kept, twin])
    make.byline(both, third, role="photographer")
    make.article(headline="只有一个", reporters=[twin])
    make.article(headline="两个都要并", reporters=[twin, third])
    make.article(headline="别人", reporters=[make.reporter("宁望舒")])
    by = make.editor()

    moved = merging.merge(kept, [twin, third], by=by)

    assert moved == 3
    assert signed() == sorted([
        ("两人都署", "闻人月", "correspondent"),
        ("两人都署", "闻人月", "photographer"),
        ("只有一个", "闻人月", "correspondent"),
        ("两个都要并", "闻人月", "correspondent"),
        ("别人", "宁望舒", "correspondent"),
    ])  # fmt: skip
    assert set(Reporter.objects.values_list("name", flat=True)) == {"闻人月", "宁望舒"}
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (
        by,
        str(kept.pk),
        f"并入闻人 月（编号{twin.pk}）、闻人悦（编号{third.pk}），移来3处。",
    )


def test_what_the_kept_one_lacks_comes_from_the_others():
    account = make.user()
    unit = make.unit()
    kept = make.reporter(introduction="留下的简介")
    twin = make.reporter(introduction="并掉的简介", unit=unit, user=account)

    merging.merge(kept, [twin], by=make.editor())

    kept.refresh_from_db()
    assert (kept.introduction, kept.unit, kept.user) == ("留下的简介", unit, account)


def test_units_become_one_with_their_people_and_bylines():
    kept, twin, other = make.unit("柳桥街道"), make.unit("柳桥街道办"), make.unit("区医院")
    person, stays = make.reporter("闻人月", unit=twin), make.reporter("宁望舒", unit=other)
    make.byline(make.article(headline="一"), person, unit=twin)
    make.byline(make.article(headline="二"), person, unit=kept)
    make.byline(make.article(headline="三"), stays, unit=other)

    merging.merge(kept, [twin], by=make.editor())

    assert sorted(Byline.objects.values_list("article__headline", "unit__name")) == sorted([
        ("一", "柳桥街道"), ("二", "柳桥街道"), ("三", "区医院"),
    ])  # fmt: skip
    assert dict(Reporter.objects.values_list("name", "unit__name")) == {
        "闻人月": "柳桥街道", "宁望舒": "区医院",
    }  # fmt: skip
    assert not Unit.objects.filter(name="柳桥街道办").exists()


def test_two_with_an_account_each_are_not_merged():
    kept, twin = make.reporter(user=make.user()), make.reporter(user=make.user())

    with pytest.raises(merging.MergeRefused, match="各有账号"):
        merging.merge(kept, [twin], by=make.editor())

    assert Reporter.objects.count() == 2


@pytest.mark.parametrize("others", [[], ["kept"]])
def test_one_is_not_merged_with_itself_or_nothing(others):
    kept = make.reporter()

    with pytest.raises(merging.MergeRefused):
        merging.merge(kept, [kept for _ in others], by=make.editor())


def test_campaigns_become_one_with_the_times_of_their_articles():
    kept, twin = make.campaign("民生实事"), make.campaign("民生实事工程", slogan="办实事")
    both = make.public(campaigns=[kept, twin])
    one = make.public(campaigns=[twin])

    merging.merge(kept, [twin], by=make.editor())

    kept.refresh_from_db()
    assert set(Article.objects.filter(campaigns=kept)) == {both, one}
    assert sorted(kept.campaigned.values_list("content_object", "publish_at")) == sorted(
        [(both.pk, both.publish_at), (one.pk, one.publish_at)]
    )
    assert kept.slogan == "办实事"
    assert list(Campaign.objects.all()) == [kept]


def test_places_become_one_with_the_communities_within():
    kept, twin = make.place("柳桥街道"), make.place("柳桥街")
    part = make.place("柳桥社区", kind="community", within=twin)
    kept.within = twin
    kept.save()
    article = make.article(places=[twin])

    merging.merge(kept, [twin], by=make.editor())

    part.refresh_from_db()
    kept.refresh_from_db()
    assert (part.within, kept.within) == (kept, None)
    assert list(article.places.all()) == [kept]
    assert set(Place.objects.all()) == {kept, part}


def test_the_list_asks_which_stays_and_then_merges(editor_client):
    few, many = make.reporter("闻人 月"), make.reporter("闻人月")
    make.article(reporters=[few])
    make.article(reporters=[many])
    make.article(reporters=[many])
    reporters = reverse("admin:articles_reporter_changelist")
    chosen = {"action": "merge_action", "_selected_action": [few.pk, many.pk]}

    asked = editor_client.post(reporters, chosen)
    assert [(row.name, row.times) for row in asked.context["rows"]] == [
        ("闻人月", 2),
        ("闻人 月", 1),
    ]
    assert Reporter.objects.count() == 2
    editor_client.post(reporters, chosen | {"post": "yes", "kept": many.pk})

    assert list(Reporter.objects.values_list("name", flat=True)) == ["闻人月"]
    assert many.bylines.count() == 3


def test_merging_wants_the_permission_to_change_and_to_delete(client):
    one, other = make.reporter(), make.reporter()
    client.force_login(make.user(None, "view_reporter", "change_reporter"))

    client.post(
        reverse("admin:articles_reporter_changelist"),
        {
            "action": "merge_action",
            "_selected_action": [one.pk, other.pk],
            "post": "yes",
            "kept": one.pk,
        },
    )

    assert Reporter.objects.count() == 2
