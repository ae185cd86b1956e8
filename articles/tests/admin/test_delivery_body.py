"""The body of what came in is put right before a draft is made, and nothing of it gets lost."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from articles import roles
from articles.imports import deliveries
from articles.models import Article
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.word import BODY

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEAD = {"align": "center", "size": 22}
WEB = (
    f"<html><body><h1>老年食堂添了半份菜</h1><p>{BODY}</p><p>食堂<strong>添了</strong>半份菜。</p>"
    f"<table><tr><td>半份</td><td>6元</td></tr></table><p>{BODY}</p></body></html>"
)
TABLE = "<table><tbody><tr><td><p>半份</p></td><td><p>6元</p></td></tr></tbody></table>"


@pytest.fixture
def client():
    return client_of(make.member(roles.EDITOR, "沈砚秋"))


@pytest.fixture
def row():
    row = deliveries.take_in(ContentFile(WEB.encode(), name="稿.html"), by=None)
    deliveries.read_one.func(row.pk)
    row.refresh_from_db()
    return row


def typed(client, row):
    """The body as the screen shows it, and which one it is."""
    story = client.get(row.get_absolute_url()).context["stories"][0]
    return story["form"]["text"].value(), story["form"]["seen"].value()


def post(client, row, text, **more):
    address = reverse("admin:articles_delivery_create", args=[row.pk])
    posted = {"stories": "0", "story-0-headline": "老年食堂添了半份菜", "story-0-text": text}
    return client.post(address, posted | more, follow=True)


def test_the_body_is_shown_a_paragraph_a_line_and_is_put_right_with_its_formatting(client, row):
    text, _ = typed(client, row)
    assert text == f"{BODY}\n食堂添了半份菜。\n〔表1〕\n{BODY}"

    lines = ["## 半份也香", "食堂昨天添了半份菜。", "〔表1〕"]
    post(client, row, "\r\n".join(lines))

    assert Article.objects.get().body == (
        f"<h2>半份也香</h2><p>食堂昨天<strong>添了</strong>半份菜。</p>{TABLE}"
    )


def test_a_body_that_was_left_alone_goes_to_the_draft_as_it_was_read(client, row):
    text, _ = typed(client, row)
    post(client, row, text.replace("\n", "\r\n"))

    assert Article.objects.get().body == row.reading["stories"][0]["html"]


def test_what_was_read_comes_back_and_what_was_put_right_too(client, row):
    first, _ = typed(client, row)
    page = post(client, row, "只剩一段。", keep="1").content.decode()
    assert "正文里没有〔表1〕了" in page
    seen = [typed(client, row)[0]]
    for _ in range(2):
        post(client, row, typed(client, row)[0], exchange="0")
        seen.append(typed(client, row)[0])

    assert seen == ["只剩一段。", first, "只剩一段。"]


def test_a_body_that_a_colleague_changed_meanwhile_is_not_written_over(client, row):
    _, digest = typed(client, row)
    post(client, row, "同事改的。", keep="1")
    answer = post(client, row, "我改的。", keep="1", **{"story-0-seen": digest})

    assert answer.status_code == 422
    assert "另一位同事刚改过这篇的正文" in answer.content.decode()
    assert "我改的。" in answer.content.decode()
    assert typed(client, row)[0] == "同事改的。"


def test_an_empty_body_makes_no_draft_and_says_what_to_do(client, row):
    answer = post(client, row, "  ", **{"story-0-kicker": "柳桥街道"})

    assert (answer.status_code, Article.objects.count()) == (422, 0)
    assert "正文空了" in answer.content.decode()
    assert "柳桥街道" in answer.content.decode()


def test_markup_that_is_typed_is_text(client, row):
    post(client, row, "<script>alert(1)</script>他说&amp;笑。")

    assert Article.objects.get().body == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;他说&amp;amp;笑。</p>"
    )


def test_what_is_put_right_after_a_colleague_made_the_draft_is_shown_and_not_lost(client, row):
    text, _ = typed(client, row)
    post(client, row, text)

    answer = post(client, row, "我改的正文。", **{"story-0-headline": "半份菜上桌", "keep": "1"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "这份来稿已经建稿，改动没有存。请到稿件里改。" in page
    assert "我改的正文。" in page
    assert "半份菜上桌" in page
    assert Article.objects.get().headline == "老年食堂添了半份菜"


@pytest.mark.parametrize("name", ["stories", "exchange"])
@pytest.mark.parametrize("number", ["9" * 5000, "99", "-1", "①"])
def test_the_number_of_no_story_makes_no_draft_and_no_error(client, row, name, number):
    text, seen = typed(client, row)
    answer = post(client, row, text, **{"story-0-seen": seen, name: number})

    assert (answer.status_code, Article.objects.count()) == (200, 0)
