"""The address that brings pasted words into the grammar of a body."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
        "headline": None,
        "bylines": [],
        "captions": [],
    }


def test_names_in_a_byline_are_found_and_nobody_is_guessed(client):
    client.force_login(make.editor())
    known, unit = make.reporter("费知夏"), make.unit("柳桥街道党建办")
    make.reporter("王伟", unit=unit, namesake=1)
    make.reporter("王伟", namesake=2)
    html = (
        "<h1>老巷换新灯</h1><p>记者 费知夏 王伟 通讯员 阮青柠</p><p>灯亮了。</p>"
        "<p>柳桥街道党建办 费知夏 供稿</p>"
    )

    read = paste(client, html).json()

    assert read["headline"] == {"line": "老巷换新灯", "text": "老巷换新灯"}
    staff = {"role": "staff", "reporter": [known.pk, "费知夏"], "unit": None, "said": "记者 费知夏"}
    assert read["bylines"] == [
        {
            "line": "记者 费知夏 王伟 通讯员 阮青柠",
            "whole": False,
            "rows": [staff | {"missing": ""}],
            "missing": "作者名单里有几位“王伟”，请在署名里自己选。"
            "作者名单里没有“阮青柠”，请先在署名里新建。",
        },
        {
            "line": "柳桥街道党建办 费知夏 供稿",
            "whole": True,
            "rows": [
                {
                    "role": "correspondent",
                    "reporter": [known.pk, "费知夏"],
                    "unit": [unit.pk, "柳桥街道党建办"],
                    "said": "通讯员 费知夏（柳桥街道党建办）",
                    "missing": "",
                }
            ],
            "missing": "",
        },
    ]


def test_who_writes_no_articles_is_told_nothing_of_names(client):
    make.reporter("费知夏")
    client.force_login(make.user())

    assert sorted(paste(client, "<h1>题</h1><p>记者 费知夏</p>").json()) == [
        "body", "notes", "photos",
    ]  # fmt: skip


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
