"""Suggestions while a reader types: public names and headlines, few and quick."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Status
from articles.tests import make

pytestmark = pytest.mark.django_db


def suggested(client, words):
    response = client.get("/search/suggest/", {"q": words})
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return [(each["kind"], each["text"]) for each in response.json()["suggestions"]]


def test_names_come_before_headlines_and_each_has_its_address(client):
    writer = make.reporter("滨江子")
    article = make.public(
        headline="滨江　步道通了",
        reporters=[writer],
        campaigns=[make.campaign("滨江新貌")],
        places=[make.place("滨江街道")],
    )
    make.public(headline="别的", body="<p>写到滨江。</p>")

    assert suggested(client, "滨江") == [
        ("作者", "滨江子"),
        ("专栏", "滨江新貌"),
        ("街道社区", "滨江街道"),
        ("报道", "滨江 步道通了"),
    ]
    urls = [each["url"] for each in client.get("/search/suggest/?q=滨江").json()["suggestions"]]
    assert (urls[0], urls[-1]) == (writer.get_absolute_url(), article.get_absolute_url())
    assert suggested(client, "江步道 通") == [
        ("报道", "滨江 步道通了")
    ]  # over the headline's break


@pytest.mark.parametrize("words", ["zhangyuanrui", "zhangyuan", "zyr", "zhang yuan rui", "张"])
def test_a_writer_is_suggested_by_the_pinyin_that_an_editor_wrote(client, words):
    make.public(reporters=[make.reporter("张嫒芮", pinyin="zhang yuan rui")])

    assert suggested(client, words) == [("作者", "张嫒芮")]
    assert suggested(client, "zhangairui") == []


def test_nothing_hidden_is_suggested(client):
    rows = {
        "campaigns": [make.campaign("秘密专栏")],
        "places": [make.place("秘密街道")],
        "reporters": [make.reporter("秘密作者")],
    }
    yesterday = timezone.now() - timedelta(days=1)
    for status in set(Status) - {Status.APPROVED}:
        make.article(status=status, headline="秘密的标题", publish_at=yesterday, **rows)
    make.public(headline="秘密的标题", publish_at=timezone.now() + timedelta(minutes=1), **rows)

    assert [suggested(client, words) for words in ("秘密", "mimi", "mmzl", "标题")] == [[]] * 4


def test_there_are_eight_at_most_and_always_as_many_queries(client, django_assert_num_queries):
    for number in (1, 30):
        for _ in range(number):
            make.public(
                headline="江边步道",
                campaigns=[make.campaign()],
                places=[make.place()],
                reporters=[make.reporter()],
            )
        # PostgreSQL is asked first whether the word is a common one.
        with django_assert_num_queries(6):
            found = suggested(client, "步道")
    assert found == [("报道", "江边步道")] * 8


@pytest.mark.parametrize(
    "words",
    ["", "  ", "，。", "长" * 101, "x" * 10_000, "步\0道", "一 二 三 四 五 六 七 八 九", "'\"%_\\"],
)
def test_what_can_not_be_looked_for_suggests_nothing(client, words):
    make.public()

    assert suggested(client, words) == []


def test_suggestions_are_only_read(client):
    assert client.post("/search/suggest/", {"q": "江"}).status_code == 405
    response = client.get("/search/suggest/")
    assert response.json() == {"suggestions": []}
    assert response["X-Robots-Tag"] == "noindex"
