"""相关报道: what the headline's words find, never what a reader may not see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import SiteSettings, Status
from articles.tests import make
from articles.tests.public import days_ago

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def related(client, article):
    return client.get(article.get_absolute_url()).context["related"]


def test_related_are_those_that_tell_of_the_same_the_nearest_first(client):
    article = make.public(headline="老旧小区加装电梯　居民上下楼不再难", publish_at=days_ago(50))
    far = make.public(headline="电梯维保有了账本", publish_at=days_ago(40))
    near = make.public(headline="又一个老旧小区加装电梯", publish_at=days_ago(400))
    body = make.public(
        headline="民生实事清单", body="<p>老旧小区改造，电梯怎么装。</p>", publish_at=days_ago(60)
    )
    for n in range(5):
        make.public(publish_at=days_ago(n))

    assert related(client, article) == [near, body, far]


def test_of_two_that_tell_the_same_that_of_the_same_place_comes_first(client):
    place, campaign = make.place(), make.campaign()
    article = make.public(headline="夜间门诊开了", places=[place], campaigns=[campaign])
    here = make.public(headline="夜间门诊问答", places=[place], publish_at=days_ago(9))
    elsewhere = make.public(headline="夜间门诊地图", publish_at=days_ago(1))
    make.public(publish_at=days_ago(2))

    assert related(client, article)[:2] == [here, elsewhere]


def test_neither_the_article_nor_a_neighbour_of_its_thread_stands_there_again(client):
    campaign = make.campaign()
    steps = [
        make.public(headline="步道贯通记", campaigns=[campaign], publish_at=days_ago(20 - n))
        for n in range(8)
    ]
    other = make.public(headline="步道贯通以后", publish_at=days_ago(30))

    context = client.get(steps[4].get_absolute_url()).context

    assert context["steps"] == steps[1:7]
    assert set(context["related"]) <= {other, steps[0], steps[7]}
    assert len(context["related"]) == 3


def test_nothing_hidden_is_related(client):
    place, campaign = make.place(), make.campaign()
    rows = {"headline": "夜间门诊开了", "places": [place], "campaigns": [campaign]}
    article = make.public(**rows)
    for status in set(Status) - {Status.APPROVED}:
        make.article(status=status, publish_at=days_ago(1), **rows)
    make.public(**rows | {"publish_at": timezone.now() + timedelta(minutes=1)})

    context = client.get(article.get_absolute_url()).context

    assert (context["related"], context["steps"]) == ([], [article])
    draft = make.article(**rows)
    preview = client.get(make.preview(draft)).context
    assert preview["related"] == []
    assert preview["steps"] == [article, draft]


def test_what_the_index_still_has_but_readers_do_not_is_not_related(client):
    article = make.public(headline="夜间门诊开了")
    gone = make.public(headline="夜间门诊地图")
    type(gone).objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)  # nobody told the index

    assert related(client, article) == []


@pytest.mark.parametrize(
    "headline", ["，。！", "二〇二六", "App", "长" * 160, "“引”\"号'", "-电梯"]
)
def test_any_headline_has_a_page(client, headline):
    newest = make.public(publish_at=days_ago(1))
    article = make.public(headline=headline)

    assert related(client, article) == [newest]


def test_related_articles_cost_the_same_however_many(client, django_assert_num_queries):
    SiteSettings.objects.current()
    article = make.public(headline="老旧小区加装电梯", publish_at=days_ago(1))
    for number in (1, 60):
        for _ in range(number):
            make.public(headline="加装电梯", places=[make.place()], campaigns=[make.campaign()])
        with django_assert_num_queries(14):
            assert client.get(article.get_absolute_url()).context["related"]
