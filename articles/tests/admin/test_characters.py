"""Characters at the door: what is posted to the newsroom, and what it is told."""

import pytest
from django.contrib.messages import get_messages

from articles.imports import archive
from articles.imports.acts import ImportRefused
from articles.imports.decoding import decode
from articles.models import Article, Campaign, Status
from articles.tests import make
from articles.tests.clients import ADD, form, url

pytestmark = pytest.mark.django_db

LEFT_OUT = "文字里混进了看不见的控制字符U+0007、U+001F，已经去掉，其余一字未动。"


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_controls_in_the_form_are_left_out_and_the_writer_is_told(editor_client):
    response = editor_client.post(
        ADD,
        form(
            headline="铃\x07声\v又起",
            summary="一\v二",
            source="甲\v乙",
            body="<p>末\x1f班&#x1f;车</p>",
        ),
    )

    article = Article.objects.get()
    assert (article.headline, article.summary, article.source, article.body) == (
        "铃声　又起", "一\n二", "甲 乙", "<p>末班车</p>",
    )  # fmt: skip
    assert LEFT_OUT in told(response)


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "5002\u202e年"},
        {"summary": "江\u2067边"},
        {"body": "<p>江&#8238;边</p>"},
        {"body": "<p>江\u2068边</p>", "kicker": "引"},
    ],
)
def test_what_turns_a_text_round_is_refused_and_nothing_typed_is_lost(editor_client, typed):
    response = editor_client.post(ADD, form(**{"headline": "题", "body": "<p>文。</p>"} | typed))

    page = response.content.decode()
    assert (response.status_code, Article.objects.count()) == (200, 0)
    assert "看不见的改变方向的字符（U+20" in page
    assert all(response.context["adminform"].form[name].value() == typed[name] for name in typed)


def test_names_settings_and_what_colleagues_say_are_asked_the_same(editor_client):
    figures = {f"picked_figures-{each}_FORMS": 0 for each in ("TOTAL", "INITIAL")}
    facts = {"name": "灯\u202e下", "position": 0, **figures}
    editor_client.post("/admin/articles/campaign/add/", facts)
    article = make.sent(Status.SUBMITTED)
    said = editor_client.post(
        url("comment", article), {"text": "请\u202e看"}, follow=True
    ).content.decode()

    assert not Campaign.objects.exists()
    assert not article.comments.exists()
    assert "U+202E右至左强制" in said
    assert "请\u202e看" in said


def test_archive_and_page_texts_are_asked_the_same():
    lines = (
        '{"id": "1", "headline": "铃\\u0007声", "body": ["甲\\u000b乙\\u001f"]}',
        '{"id": "2", "headline": "声\\u202e铃"}',
    )
    *_, outcome = archive.load(lines, publish=False)

    assert outcome.notes == [(1, LEFT_OUT)]
    [(number, why)] = outcome.bad
    assert (number, "（U+202E右至左强制）" in why) == (2, True)
    article = Article.objects.get()
    assert (article.headline, article.body) == ("铃声", "<p>甲<br>乙</p>")

    assert decode("铃\x07声\x1f".encode()) == ("铃声", LEFT_OUT)
    with pytest.raises(ImportRefused, match="U\\+2066"):
        decode("江\u2066边".encode())
