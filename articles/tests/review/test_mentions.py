"""@姓名 in a comment calls a colleague, and no one who may not see the article."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles
from articles.models import Notice, Status
from articles.review import colleagues
from articles.review.mentions import find_mentioned
from articles.tests import make
from articles.tests.clients import client_of, url

pytestmark = pytest.mark.django_db


def named(name, role=roles.EDITOR, **fields):
    account = make.member(role)
    User.objects.filter(pk=account.pk).update(first_name=name, **fields)
    return User.objects.get(pk=account.pk)


@pytest.fixture
def article():
    return make.sent(Status.SUBMITTED)


@pytest.mark.parametrize(
    "text",
    [
        "@沈砚秋，数字再核",
        "请\N{FULLWIDTH COMMERCIAL AT}沈砚秋看看",
        "@沈砚秋@宁望舒",
        "@shenyq 再核",
        "\n@沈砚秋",
    ],
)
def test_a_name_after_the_sign_calls_its_bearer_however_it_goes_on(article, text):
    account = named("沈砚秋", username="shenyq")
    by = named("顾长宁")

    assert find_mentioned(text, article, by=by) == ([account], [])


@pytest.mark.parametrize(
    "text", ["沈砚秋再核", "@", "@ 沈砚秋", "@沈", "a@b.cn", "@顾长宁", "@宁望舒"]
)
def test_nobody_else_is_called(article, text):
    named("沈砚秋")
    named("宁望舒", is_active=False)
    by = named("顾长宁")

    assert find_mentioned(text, article, by=by) == ([], [])


def test_of_names_that_fit_the_longest_is_meant_and_all_who_bear_it(article):
    named("沈砚")
    both = [named("沈砚秋"), named("沈砚秋")]

    assert find_mentioned("@沈砚秋的数字", article, by=make.editor()) == (both, [])


def test_who_is_called_is_told_once_and_who_sees_nothing_is_not_told(article):
    editor, stranger = named("沈砚秋"), named("费知夏", roles.CORRESPONDENT)
    chief = client_of(named("顾长宁", roles.CHIEF))
    posted = {"text": "@沈砚秋 @费知夏 再核。", "passage": "步道"}
    answer = chief.post(url("comment", article), posted, follow=True)
    told = Notice.objects.filter(kind="comment").values_list("to", "text")

    assert set(told) == {
        (editor.pk, "顾长宁在批注里叫您“步道”\N{FULLWIDTH COLON}@沈砚秋 @费知夏 再核。"),
        (article.created_by_id, "顾长宁批注“步道”\N{FULLWIDTH COLON}@沈砚秋 @费知夏 再核。"),
    }
    assert "费知夏看不到这篇稿件，没有通知。" in answer.content.decode()
    assert not Notice.objects.filter(to=stranger).exists()


def test_the_author_who_is_called_is_told_once(article):
    User.objects.filter(pk=article.created_by_id).update(first_name="费知夏")
    colleagues.comment(article, by=named("沈砚秋"), text="@费知夏 哪条街？")

    assert Notice.objects.filter(to=article.created_by, kind="comment").count() == 1


def test_without_the_sign_nothing_is_asked_of_the_database(article):
    by = named("顾长宁")
    with CaptureQueriesContext(connection) as queries:
        find_mentioned("数字再核。", article, by=by)

    assert len(queries) == 0
