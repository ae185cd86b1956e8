"""The desk's page of articles for a 公众号."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles import roles
from articles.models import Article, Status, WechatDraft
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import CANARY
from articles.tests.public import hidden_articles
from articles.tests.wechat import serve_wechat

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = reverse("admin:articles_article_wechat")
LOOK = reverse("admin:articles_article_wechat_look")


@pytest.fixture
def client():
    return client_of(make.member(roles.EDITOR))


def test_chosen_articles_stand_there_in_their_order_ready_to_be_copied(client):
    first, second = make.public(headline="甲"), make.public(headline="乙", photos=1)
    answer = client.get(f"{PAGE}?id={second.pk}&id={first.pk}")
    chosen = answer.context["set"].chosen

    assert [each.article for each in chosen] == [second, first]
    for each in chosen:
        assert escape(each.piece.html) in answer.text
    assert "没有接公众号的接口" in answer.text


def test_the_list_leads_there(client):
    rows = [make.public(), make.public()]
    data = {"action": "show_for_wechat", "_selected_action": [row.pk for row in rows]}
    answer = client.post(reverse("admin:articles_article_changelist"), data)

    assert answer["Location"].startswith(PAGE)
    assert {f"id={row.pk}" for row in rows} == set(answer["Location"].partition("?")[2].split("&"))


def test_nothing_is_given_of_what_is_not_public(client):
    hidden = hidden_articles(headline=CANARY, body=f"<p>{CANARY}</p>", photos=1)
    ids = "&".join(f"id={row.pk}" for row in hidden)
    page = client.get(f"{PAGE}?{ids}")

    assert (page.context["set"].chosen, CANARY in page.text) == ([], False)
    assert f"稿号{'、'.join(str(row.pk) for row in hidden)}没有公开" in page.text
    assert client.get(f"{LOOK}?{ids}").status_code == 404
    photos = [reverse("admin:articles_article_wechat_photo", args=[row.pk, 1]) for row in hidden]
    assert {client.get(address).status_code for address in photos} == {404}


def test_a_photo_is_downloaded_as_jpeg(client):
    article = make.public(photos=1)
    address = reverse("admin:articles_article_wechat_photo", args=[article.pk, 1])
    answer = client.get(address)

    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert client.get(address.replace("/1.jpg", "/2.jpg")).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(roles.CORRESPONDENT, 403), (roles.STAFF, 200), (roles.CHIEF, 200)]
)
def test_who_proofreads_may_take_articles_there(role, status):
    article = make.public(photos=1)
    client = client_of(make.member(role))
    photo = reverse("admin:articles_article_wechat_photo", args=[article.pk, 1])

    assert {
        client.get(address).status_code
        for address in (f"{PAGE}?id={article.pk}", f"{LOOK}?id={article.pk}", photo)
    } == {status}


def test_what_it_looks_like_may_have_inline_styles_and_still_no_script(client):
    article = make.public()
    answer = client.get(f"{LOOK}?id={article.pk}")
    policy = answer["Content-Security-Policy"]

    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "'unsafe-inline'" not in client.get(f"{PAGE}?id={article.pk}")["Content-Security-Policy"]


def test_an_editor_sends_under_a_title_of_their_own_and_sees_later_that_the_text_changed(
    client, settings
):
    article = make.public(headline="长" * 33)
    posted = {"id": [article.pk], f"title-{article.pk}": " 短题  一行 "}
    with serve_wechat(settings) as wechat:
        page = client.post(PAGE, posted, follow=True)
        connected = "送进公众号草稿箱" in page.text

    assert [each["title"] for each in wechat.drafts[0]] == ["短题 一行"]
    assert wechat.drafts[0][0]["thumb_media_id"].startswith("cover-1200x630")
    assert list(map(str, page.context["messages"])) == [
        "已送进公众号的草稿箱，共1篇。到公众平台看过再发。"
    ]
    assert (connected, "送后文字改过" in page.text) == (True, False)
    Article.objects.update(body="<p>改了。</p>")
    assert "送后文字改过" in client.get(f"{PAGE}?id={article.pk}").text


def test_what_is_refused_keeps_the_titles_that_were_typed(client, settings):
    article = make.public(headline="题")
    title = "太长的题" * 9
    with serve_wechat(settings) as wechat:
        page = client.post(PAGE, {"id": [article.pk], f"title-{article.pk}": title})

    assert (page.status_code, wechat.asked) == (409, [])
    assert f'value="{title}"' in page.text
    assert "标题有36字，公众号最多32字，请删短。什么也没有送。" in page.text


def test_an_article_that_is_withdrawn_meanwhile_is_not_sent(client, settings):
    article, other = make.public(), make.public()
    Article.objects.filter(pk=article.pk).update(
        status=Status.WITHDRAWN, publish_at=timezone.now() - timedelta(days=1)
    )
    with serve_wechat(settings) as wechat:
        page = client.post(PAGE, {"id": [article.pk, other.pk]})

    assert (page.status_code, wechat.asked, WechatDraft.objects.exists()) == (409, [], False)


def test_without_an_account_nothing_is_sent_and_why_is_told(client):
    page = client.post(PAGE, {"id": [make.public().pk]})

    assert page.status_code == 409
    assert "还没有接上公众号，请管理员填好WECHAT_APPID和WECHAT_SECRET。" in page.text


@pytest.mark.parametrize("number", [1, 8])
def test_the_page_costs_the_same_however_many_are_chosen(client, django_assert_num_queries, number):
    articles = [make.public(photos=1, reporters=[make.reporter()]) for _ in range(number)]
    address = f"{PAGE}?" + "&".join(f"id={each.pk}" for each in articles)
    client.get(address)

    with django_assert_num_queries(12):
        client.get(address)
