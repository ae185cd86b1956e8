"""Drafts in the 草稿箱, made by the interface that WeChat's papers describe."""

import pytest
from django.core.files.storage import default_storage

from articles.exports.wechat.account import WechatAccount, WechatRefused
from articles.exports.wechat.piece import compose_piece
from articles.exports.wechat.sending import send_drafts
from articles.models import Article, SiteSettings, WechatDraft
from articles.tests import make
from articles.tests.wechat import APPID, PICTURES, serve_wechat

pytestmark = pytest.mark.django_db

COVER = make.picture((900, 383), file_format="JPEG")


@pytest.fixture
def wechat(settings):
    with serve_wechat(settings) as server:
        yield server


@pytest.fixture
def editor():
    return make.editor("沈砚秋")


def pieces(*articles):
    rows = Article.objects.with_parts().in_bulk([each.pk for each in articles])
    return [compose_piece(rows[each.pk], SiteSettings.objects.current()) for each in articles]


def send(articles, by):
    found = pieces(*articles)
    return send_drafts(WechatAccount.of_settings(), found, [COVER] * len(found), by=by)


def test_a_draft_is_made_of_an_article_and_what_was_sent_is_kept(wechat, editor):
    article = make.public(headline="老巷换新灯　夜路明", summary="新灯五百零二盏。", photos=2)
    make.byline(article, make.reporter("闻人月"))

    media_id = send([article], editor)
    [[sent]] = wechat.drafts
    [kept] = WechatDraft.objects.all()

    assert wechat.asked == [
        "stable_token", "media/uploadimg", "media/uploadimg", "material/add_material", "draft/add"
    ]  # fmt: skip
    content = sent.pop("content")
    assert sent == {
        "article_type": "news",
        "title": "老巷换新灯 夜路明",
        "author": "闻人月",
        "digest": "新灯五百零二盏。",
        "content_source_url": f"http://127.0.0.1:8000{article.get_absolute_url()}",
        "thumb_media_id": "cover-900x383-4",
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
    }
    assert (content.count(PICTURES), "127.0.0.1" in content, "江边的步道" in content) == (
        2,
        False,
        True,
    )
    assert (kept.article, kept.appid, kept.media_id, kept.position, kept.sent_by) == (
        article, APPID, media_id, 1, editor
    )  # fmt: skip
    assert kept.digest == pieces(article)[0].digest


def test_several_articles_are_one_draft_in_their_order_without_summaries(wechat, editor):
    articles = [make.public(headline=f"第{n}篇", summary="摘要。") for n in range(8)]

    send(articles[::-1], editor)

    assert [(each["title"], each["digest"]) for each in wechat.drafts[0]] == [
        (f"第{n}篇", "") for n in range(7, -1, -1)
    ]
    rows = WechatDraft.objects.order_by("position").values_list("article", "media_id")
    assert list(rows) == [(each.pk, "draft-1") for each in articles[::-1]]


@pytest.mark.parametrize(
    ("fields", "number", "why"),
    [
        ({"headline": "长" * 33}, 1, "标题有33字"),
        ({"body": "<p>" + "字" * 20_000 + "</p>"}, 1, "个字符"),
        ({}, 9, "一次最多8篇"),
        ({}, 0, "没有可送的稿件"),
    ],
)
def test_what_wechat_would_refuse_is_refused_before_anything_goes_there(
    wechat, editor, fields, number, why
):
    with pytest.raises(WechatRefused, match=why):
        send([make.public(**fields) for _ in range(number)], editor)

    assert (wechat.asked, WechatDraft.objects.exists()) == ([], False)


@pytest.mark.parametrize(
    ("interface", "answer", "why"),
    [
        ("stable_token", {"errcode": 40164, "errmsg": "invalid ip"}, "IP白名单"),
        ("stable_token", {"errcode": 40013, "errmsg": "invalid appid"}, "AppID不对"),
        ("media/uploadimg", {"errcode": 45009, "errmsg": "reach max api"}, "次数用完了"),
        ("material/add_material", {"errcode": 12345, "errmsg": "odd"}, "错误12345，odd"),
        ("draft/add", {"errcode": 48001, "errmsg": "api unauthorized"}, "没有用草稿箱接口的权限"),
        ("draft/add", {"errcode": -1, "errmsg": "system error"}, "微信正忙"),
        ("draft/add", b"<html>502</html>", "答得看不懂"),
        ("draft/add", b"[]", "错误None"),
        ("draft/add", {"media_id": ""}, "错误None"),
    ],
)
def test_what_wechat_refuses_is_told_in_a_sentence_and_nothing_is_kept(
    wechat, editor, interface, answer, why
):
    wechat.refusals[interface] = answer

    with pytest.raises(WechatRefused, match=why):
        send([make.public(photos=1)], editor)

    assert not WechatDraft.objects.exists()


def test_where_nobody_answers_it_says_so(settings, editor):
    settings.WECHAT_APPID = settings.WECHAT_SECRET = "x"
    settings.WECHAT_API = "http://127.0.0.1:9"

    with pytest.raises(WechatRefused, match="连不上微信的接口"):
        send([make.public()], editor)


def test_a_photo_whose_file_is_lost_stops_it_by_name(wechat, editor):
    article = make.public(headline="桥通了", photos=1)
    name = article.photos.get().image.name
    default_storage.delete(name.replace(".webp", "-1280.webp"))

    with pytest.raises(WechatRefused, match="《桥通了》图1的文件没有了"):
        send([article], editor)

    assert "draft/add" not in wechat.asked


def test_without_appid_there_is_no_account(settings):
    settings.WECHAT_APPID, settings.WECHAT_SECRET = "wx1", ""

    assert WechatAccount.of_settings() is None
