"""The address that brings pasted words into the grammar of a body."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.tests import make

pytestmark = pytest.mark.django_db


def paste(client, html):
    file = SimpleUploadedFile("paste.html", html.encode(), content_type="text/html")
    return client.post(reverse("admin:articles_article_paste"), {"html": file})


def test_who_may_sign_in_gets_a_body_and_what_was_left_out(client):
    assert paste(client, "<p>江边</p>").status_code == 302
    client.force_login(make.editor())

    assert paste(client, "<p>江<s>河</s>边</p>").json() == {
        "body": "<p>江边</p>",
        "photos": 0,
        "notes": [
            {"code": "deleted", "text": "有1处删去的文字（修订或删除线）没有贴进正文：“河”。"}
        ],
    }


def test_what_is_too_long_or_not_sent_is_refused_with_a_sentence(client):
    client.force_login(make.editor())
    long = paste(client, "<p>江边</p>" * 900_000)
    nothing = client.post(reverse("admin:articles_article_paste"))

    assert (long.status_code, long.json()) == (
        413,
        {"error": "贴来的内容太长，读不了。请分几次贴。"},
    )
    assert (nothing.status_code, nothing.json()) == (
        400,
        {"error": "没有收到贴来的内容，请再贴一次。"},
    )
