"""A new article's form that is posted twice: by a second press, or on the way back to it."""

import re

import pytest
from django.contrib.messages import get_messages

from articles.models import Article, KeptForm
from articles.tests import make
from articles.tests.clients import ADD, TOKEN, client_of, form, picture, url

pytestmark = pytest.mark.django_db
BODY = "<p>江边的步道昨日通了。</p>"


def post(client, token=TOKEN, **fields):
    """(where it leads, what is said) after a new article is posted from the page of this token."""
    fields = {"headline": "步道通了", "body": BODY} | fields
    answer = client.post(ADD, form(**fields) | {"kept": token})
    return answer.headers.get("Location"), [str(each) for each in get_messages(answer.wsgi_request)]


def test_a_second_press_leads_to_the_article_that_the_first_one_made(editor_client):
    first, _ = post(editor_client)
    again, said = post(editor_client)

    article = Article.objects.get()
    assert (first, again) == (url("change", article),) * 2
    assert said[-1] == "这一篇刚才已经存过，就是下面这份，没有再存一份。"
    assert KeptForm.objects.values_list("saved", "article_key").get() == (True, article.pk)


def test_with_a_photo_and_a_byline_there_is_one_article_with_one_of_each(editor_client):
    reporter = make.reporter()
    for _ in range(2):
        post(
            editor_client,
            bylines=[{"role": "staff", "reporter": reporter.pk, "position": 1}],
            photos=[{"number": 1, "image": picture(), "caption": "步道。", "alt": "步道",
                     "credit": "鹿鸣"}],
        )  # fmt: skip

    article = Article.objects.get()
    assert (article.bylines.count(), article.photos.count()) == (1, 1)


def test_what_was_changed_on_the_way_back_is_kept_as_another_article_and_told(editor_client):
    first, _ = post(editor_client)
    again, said = post(editor_client, headline="步道昨天通了")

    older, newer = Article.objects.order_by("pk")
    assert (first, again) == (url("change", older), url("change", newer))
    assert [older.headline, newer.headline] == ["步道通了", "步道昨天通了"]
    told = f"您刚才从同一页已经存过“步道通了”（{older.pk}号），这次改过，另存成了一篇。"
    assert f"{told}多余的那篇请删去。" in said


@pytest.mark.parametrize("other", ["a1b2c3d4e5f60719", "", "x"])
def test_the_same_words_from_another_page_or_one_without_a_token_are_another_article(
    editor_client, other
):
    post(editor_client)
    post(editor_client, token=other)

    assert Article.objects.count() == 2


def test_a_token_says_nothing_of_another_account_s_article(editor_client):
    post(editor_client)
    post(client_of(make.editor("杜衡之")))

    assert Article.objects.count() == 2


def test_an_article_that_was_deleted_meanwhile_is_saved_anew(editor_client):
    post(editor_client)
    Article.objects.all().delete()
    post(editor_client)

    assert Article.objects.count() == 1


def test_a_page_without_a_script_has_a_token_of_its_own(editor_client):
    def token():
        page = editor_client.get(ADD).content.decode()
        return re.search(r'name="kept" value="([0-9a-f]{16})"', page)[1]

    one, other = token(), token()
    post(editor_client, token=one)
    post(editor_client, token=one)

    assert one != other
    assert Article.objects.count() == 1
    assert (
        'name="kept" value=""'
        in editor_client.get(url("change", Article.objects.get())).content.decode()
    )
