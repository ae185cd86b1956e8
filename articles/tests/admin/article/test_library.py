"""The picture library: what is found in it, who sees what of it, and what is taken from it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from articles import roles
from articles.models import Article, Photo, Status
from articles.tests import make
from articles.tests.clients import client_of, picture

pytestmark = pytest.mark.django_db
LIBRARY = reverse("admin:articles_article_library")
TAKE = reverse("admin:articles_article_take")
SEND = reverse("admin:articles_article_send")
JSON = {"HTTP_ACCEPT": "application/json"}


def shown(client, **asked):
    """The captions that the library shows, in its order."""
    page = client.get(LIBRARY, asked)
    return [each.photo.caption for each in page.context["shots"]]


def text_of(client, **asked):
    """What is read there; a headline's words stand in elements of their own."""
    return strip_tags(client.get(LIBRARY, asked).content.decode())


# Looked for


def test_a_photo_is_found_by_each_thing_that_is_known_of_it(editor_client):
    street = make.place("豆腐巷")
    lamp = make.shot(caption="入夜的老巷。", credit="林望", alt="路灯下有人下棋",
                    taken_on=date(2026, 10, 4))  # fmt: skip
    lamp.article.places.add(street)
    make.shot(caption="渡口茶摊。", credit="祝南枝", alt="茶", taken_on=date(2026, 8, 12))

    asked = [
        {"q": "老巷"}, {"q": "下棋"}, {"q": "林望"}, {"q": "豆腐巷"}, {"q": "老巷 林望"},
        {"credit": "林望"}, {"credit": "林"}, {"month": "2026-10"}, {"person": "有人"},
    ]  # fmt: skip
    assert [shown(editor_client, **each) for each in asked] == [["入夜的老巷。"]] * len(asked)
    assert shown(editor_client) == ["渡口茶摊。", "入夜的老巷。"]
    assert shown(editor_client, q="老巷 祝南枝") == []
    assert shown(editor_client, person="林望") == []  # took it, and isn't in it


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("楼长江素兰打开意见箱", "江 素 兰"),
        ("楼长江　素兰打开意见箱", "江素兰"),
        ("阿依古丽·买买提在教书", "阿依古丽•买买提"),
        ("阿依古丽‧买买提在教书", "阿依古丽·买买提"),
        ("社區志願者劉東", "社区志愿者刘东"),
        ("ＡＩ治理展厅", "ai治理"),
        ("Anne Marie来访", "anne marie"),
        ("100%的住户", "100%"),
        ("第_号楼", "_"),
    ],
)
def test_a_caption_is_found_in_every_spelling(editor_client, written, asked):
    make.shot(caption=written)
    make.shot(caption="别的图")

    assert shown(editor_client, person=asked) == [written]


def test_where_nobody_knows_the_day_the_month_is_that_of_the_article(editor_client):
    autumn = timezone.make_aware(timezone.datetime(2025, 10, 31, 23, 59))
    make.shot(make.public(publish_at=autumn), caption="发过的")
    make.shot(make.public(publish_at=autumn), caption="早拍的", taken_on=date(2025, 9, 1))
    draft = make.shot(caption="没发的")
    Article.objects.filter(pk=draft.article_id).update(
        created_at=timezone.make_aware(timezone.datetime(2025, 10, 1))
    )

    assert shown(editor_client, month="2025-10") == ["没发的", "发过的"]
    assert shown(editor_client, month="2025-09") == ["早拍的"]


@pytest.mark.parametrize("month", ["2026-13", "去年", "2026", "9999-01", "2026-1"])
def test_a_month_that_is_none_is_refused_in_words(editor_client, month):
    make.shot()

    assert shown(editor_client, month=month) == []
    assert "年月\N{FULLWIDTH COLON}月份要" in text_of(editor_client, month=month)


def test_used_is_what_readers_see_now_in_whichever_article(editor_client):
    same = make.scene(5)
    make.shot(make.public(), caption="旧说明", drawn=same)
    make.shot(caption="又取来的", drawn=same)
    make.shot(caption="没用过的")
    make.shot(make.article(status=Status.WITHDRAWN), caption="撤了的")

    assert shown(editor_client, used="yes") == ["又取来的"]
    assert shown(editor_client, used="no") == ["撤了的", "没用过的"]


def test_portrait_and_landscape_are_told_apart(editor_client):
    make.shot(caption="竖", drawn=make.scene(1, (160, 240)))
    make.shot(caption="横")

    assert (shown(editor_client, shape="tall"), shown(editor_client, shape="wide")) == (
        ["竖"], ["横"],
    )  # fmt: skip


def test_one_picture_is_shown_once_with_all_its_articles(editor_client):
    same = make.scene(7)
    live = make.public(headline="二十三条老巷换新灯")
    make.shot(live, caption="头一回", drawn=same)
    make.shot(make.article(headline=""), caption="第二回", drawn=same)

    page = editor_client.get(LIBRARY)
    (shot,) = page.context["shots"]
    text = text_of(editor_client)

    assert [use.article for use in shot.uses] == [live, Article.objects.latest("pk")]
    assert shot.is_used
    assert "用在" in text
    assert "《二十三条老巷换新灯》" in text
    assert f"无题（稿号{shot.uses[1].article.pk}）　草稿" in text
    assert shown(editor_client, q="头一回") == ["头一回"]


def test_pictures_that_look_alike_are_told_and_shown(editor_client):
    make.shot(caption="原图", drawn=make.scene(4))
    make.shot(caption="缩小的", drawn=make.scene(4).resize((300, 200)))
    other = make.shot(caption="别的")

    page = editor_client.get(LIBRARY)
    alike = {s.photo.caption: [p.caption for p in s.alike] for s in page.context["shots"]}
    first = Photo.objects.get(caption="原图")

    assert alike == {"别的": [], "缩小的": ["原图"], "原图": ["缩小的"]}
    assert "很像的还有1幅" in page.content.decode()
    assert shown(editor_client, like=first.pk) == ["缩小的", "原图"]
    assert shown(editor_client, like=other.pk) == ["别的"]


@pytest.mark.parametrize("like", ["0", "x", "9" * 30, "-1"])
def test_what_is_no_photo_is_like_none(editor_client, like):
    make.shot()

    assert shown(editor_client, like=like) == []


def test_an_empty_library_and_one_where_nothing_is_found_say_so(editor_client):
    assert "图库里还没有图" in text_of(editor_client)
    make.shot()
    assert "图库里没有这样的图。少写一个条件试试" in text_of(editor_client, q="龙舟")


def test_a_library_of_many_is_leafed_through_and_keeps_what_was_asked(editor_client):
    article = make.article()
    for number in range(1, 27):
        make.shot(article, number=number, caption=f"图说{number}")

    first = editor_client.get(LIBRARY, {"q": "图说"}).content.decode()
    second = shown(editor_client, q="图说", page=2)

    assert second == ["图说25", "图说26"]
    assert "第1页，共2页" in first
    assert "?q=%E5%9B%BE%E8%AF%B4&amp;page=2" in first
    assert shown(editor_client, page="x") == shown(editor_client)
    assert shown(editor_client, page=99) == ["图说25", "图说26"]


def test_one_picture_takes_as_many_queries_as_many(editor_client):
    def fill(seed):
        make.shot(make.public(), drawn=make.scene(seed, (240, 160)))
        make.shot(make.article(), drawn=make.scene(seed, (480, 320)))

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert editor_client.get(LIBRARY).status_code == 200
        return len(captured)

    fill(1)
    count()  # content types are read once
    one = count()
    for seed in range(2, 10):
        fill(seed)

    assert count() == one
    assert one <= 20


# Who sees what


def test_a_writer_sees_no_picture_of_others_by_any_way_of_asking():
    writer = make.member(roles.CORRESPONDENT)
    client = client_of(writer)
    own = make.shot(make.article(created_by=writer), caption="自己的江景", credit="自己",
                   drawn=make.scene(2))  # fmt: skip
    secret = make.shot(
        make.article(headline="机密选题", created_by=make.user()),
        caption="别人的江景", credit="秘密摄影", drawn=make.scene(2).resize((300, 200)),
    )  # fmt: skip
    make.shot(make.public(headline="公开的"), caption="公开的江景", drawn=make.scene(2))

    ways = [{}, {"q": "江景"}, {"credit": "秘密摄影"}, {"like": own.pk}, {"like": secret.pk},
            {"used": "no"}, {"used": "yes"}, {"shape": "wide"}, {"q": "机密"}]  # fmt: skip
    seen = [shown(client, **each) for each in ways]
    texts = [text_of(client, **each) for each in ways]

    assert {caption for each in seen for caption in each} == {"自己的江景"}
    assert seen[4] == []
    for leak in ("机密选题", "别人的江景", "公开的江景"):
        assert not any(leak in text for text in texts), leak
    assert not any("秘密摄影" in text for text in texts)
    # that readers see the picture is no secret
    assert "《公开的》" in texts[0]
    assert "很像" not in texts[0]


def test_a_writer_is_told_of_no_picture_of_others_when_one_like_it_is_sent():
    writer = make.member(roles.CORRESPONDENT)
    make.shot(make.article(headline="机密选题"), drawn=make.scene(2))
    data = make.as_jpeg(make.scene(2))

    def send(user):
        file = picture("a.jpg")
        file.file.seek(0)
        file.file.write(data)
        file.size = len(data)
        file.seek(0)
        return client_of(user).post(SEND, {"image": file}).json()["note"]

    assert send(writer) == ""
    assert send(make.editor()) == "图库里已有一张一样的\N{FULLWIDTH COLON}《机密选题》图1。"


def test_a_proofreader_sees_the_pictures_of_what_was_sent_in_and_takes_none():
    client = client_of(make.member(roles.STAFF))
    make.shot(make.article(status=Status.SUBMITTED), caption="送来的")
    draft = make.shot(caption="草稿里的")

    assert shown(client) == ["送来的"]
    assert "取所选" not in text_of(client)
    assert client.post(TAKE, {"photo": draft.pk}).status_code == 403


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, None])
def test_who_sees_no_articles_sees_no_library(role):
    client = client_of(make.member(role) if role else make.user())

    assert client.get(LIBRARY).status_code == 403
