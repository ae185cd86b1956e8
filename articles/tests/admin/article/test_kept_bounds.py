"""How much of what one writes the server keeps, how long, and what it refuses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import KeptForm, SentPhoto, keep_sent
from articles.models.kept_form import LARGEST, MOST
from articles.tests import make
from articles.tests.clients import ADD, KEPT, client_of, keep_typed, picture, url
from articles.tests.html import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_it_goes_after_a_week_and_its_photos_wait_as_long():
    writer = make.editor()
    client = client_of(writer)
    sent, _ = keep_sent(picture(), by=writer)
    SentPhoto.objects.update(sent_at=timezone.now() - timedelta(days=6))
    keep_typed(client, headline="题", photos=[{"sent": sent.pk}])
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(days=6, hours=23))
    SentPhoto.objects.sweep()
    assert (SentPhoto.objects.count(), "上次没保存" in text_of(client.get(ADD))) == (1, True)

    KeptForm.objects.update(kept_at=timezone.now() - timedelta(days=7, minutes=1))
    row = KeptForm.objects.get()
    assert "上次没保存" not in text_of(client.get(ADD))
    copy = reverse("admin:articles_article_kept_copy", args=[row.pk])
    assert client.get(copy).status_code == 404
    keep_typed(client, token="99999999", headline="另一篇")
    assert not KeptForm.objects.filter(pk=row.pk).exists()


def test_an_account_keeps_so_many_and_is_told_what_to_do(editor_client):
    for number in range(MOST):
        assert keep_typed(editor_client, token=f"{number:08}", headline="题").status_code == 200

    one_more = keep_typed(editor_client, token="99999999", headline="题")
    again = keep_typed(editor_client, token=f"{0:08}", headline="改", stamp=2)

    assert (one_more.status_code, again.status_code, KeptForm.objects.count()) == (413, 200, MOST)
    assert one_more.json()["refused"].startswith("您已有20份没保存的，这一份先存在本机。")


def test_what_is_too_long_is_refused_and_what_was_kept_stays(editor_client):
    keep_typed(editor_client, headline="题")

    answer = keep_typed(editor_client, headline="题", stamp=2, body="灯" * (LARGEST // 3))

    assert answer.json()["refused"].startswith("写的内容太长")
    assert KeptForm.objects.get().value("body") == ""


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[]", b"null", b"[[[[", b'{"user": 1}', b"\xff\xfe", b"[" * 100_000,
     b'{"user":1,"token":"x","stamp":1,"article":null,"fields":[]}',
     b'{"user":1,"token":"a1b2c3d4","stamp":-1,"article":null,"fields":[]}',
     b'{"user":1,"token":"a1b2c3d4","stamp":1e400,"article":null,"fields":[]}',
     b'{"user":1,"token":"a1b2c3d4","stamp":1,"article":null,"fields":[["a"]]}',
     b'{"user":1,"token":"a1b2c3d4","stamp":1,"article":null,"fields":[["a",1]]}',
     b'{"user":1,"token":"a1b2c3d4","stamp":1,"article":null,"fields":{"a":"b"}}'],
)  # fmt: skip
def test_what_is_no_form_is_refused(editor_client, sent):
    answer = editor_client.post(KEPT, sent, content_type="application/json")

    assert (answer.status_code, answer.json()) == (400, {"refused": "没有收到写的内容。"})
    assert not KeptForm.objects.exists()


def test_controls_and_halves_of_characters_do_no_harm_and_nothing_is_said_of_them(editor_client):
    keep_typed(editor_client, headline="灯\x00亮\x07了\ud800", subhead="左\u202e右", _step="submit")

    page = text_of(editor_client.get(ADD))
    row = KeptForm.objects.get()
    assert (row.value("headline"), row.value("subhead"), row.value("_step")) == (
        "灯亮了?", "左\u202e右", "",
    )  # fmt: skip
    assert "控制字符" not in page
    assert editor_client.post(ADD, {"_resume": row.pk}).status_code == 200


def test_the_form_asks_no_more_of_the_database_for_ten_kept_than_for_five(editor_client):
    article = make.article(photos=1, reporters=[make.reporter()])
    asked = []
    editor_client.get(url("change", article))
    for number in range(10):
        keep_typed(editor_client, article, token=f"{number:08}", headline=f"题{number}")
        if number in (4, 9):
            with CaptureQueriesContext(connection) as queries:
                page = editor_client.get(url("change", article))
            asked.append(len(queries))

    assert text_of(page).count("上次没保存") == 5
    assert asked[0] == asked[1]
