"""The door of the desk: what is sent in, what became of it, and the drafts that are made of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import roles
from articles.imports import deliveries
from articles.models import Article, Delivery, Status
from articles.tests import make, word
from articles.tests.clients import client_of
from articles.tests.html import Page
from articles.tests.word import BODY

pytestmark = pytest.mark.django_db

DOOR = "admin:articles_delivery_changelist"
STORY = word.written(
    ("老年食堂添了半份菜", {"align": "center", "size": 22}), BODY, BODY + "（柳桥街道 费知夏）"
)


@pytest.fixture
def editor():
    return make.member(roles.EDITOR, "沈砚秋")


@pytest.fixture
def client(editor):
    return client_of(editor)


def send(client, *files, **data):
    return client.post(
        reverse("admin:articles_delivery_send"),
        {"files": [SimpleUploadedFile(name, content) for name, content in files], **data},
    )


def read_all():
    for row in Delivery.objects.filter(state=Delivery.State.WAITING):
        deliveries.read_one.func(row.pk)


def test_many_files_come_in_at_once_and_each_has_its_fate(client, editor):
    send(
        client,
        ("稿.docx", STORY),
        ("坏.docx", b"PK"),
        ("照片.png", make.picture()),
        sender="费知夏",
    )
    read_all()
    door = client.get(reverse(DOOR)).content.decode()

    rows = list(Delivery.objects.order_by("pk").values_list("file_name", "kind", "state", "sender"))
    assert rows == [
        ("稿.docx", "DOCX", "open", "费知夏"),
        ("坏.docx", "文字", "open", "费知夏"),
        ("照片.png", "图片", "open", "费知夏"),
    ]
    assert {row.created_by for row in Delivery.objects.all()} == {editor}
    assert door.count('class="fate fate-look"') == 3
    assert not Article.objects.exists()


def test_a_script_gets_the_row_of_what_it_sent(client):
    answer = client.post(
        reverse("admin:articles_delivery_send"),
        {"files": [SimpleUploadedFile("<b>稿.docx", STORY)]},
        headers={"X-Requested-With": "fetch"},
    )

    assert answer.json()["refused"] == []
    assert "&lt;b&gt;稿.docx" in answer.json()["rows"]
    assert "<b>" not in answer.json()["rows"]


def test_pasted_text_comes_in_beside_files(client):
    send(client, text=f"老年食堂添了半份菜\n{BODY}")
    read_all()

    assert [(row.kind, row.state) for row in Delivery.objects.all()] == [("文字", "open")]


def test_nothing_sent_is_told_and_nothing_is_made(client):
    answer = client.post(reverse("admin:articles_delivery_send"), {}, follow=True)

    assert "没有收到文件，也没有文字" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_text_that_is_turned_round_is_refused_by_name(client):
    answer = client.post(
        reverse("admin:articles_delivery_send"), {"text": "50\u202e02"}, follow=True
    )

    assert "U+202E" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_the_screen_shows_what_was_read_and_what_was_left_out(client):
    inner = '<w:del w:id="1"><w:r><w:delText>三百</w:delText></w:r></w:del>'
    data = word.raw(word.paragraph(BODY) + word.paragraph("食堂开了。", inner=inner))
    send(client, ("稿.docx", data))
    read_all()
    page = client.get(Delivery.objects.get().get_absolute_url()).content.decode()

    assert BODY in page
    assert "三百" in page
    assert "没有认出主题，请补上。" in page


def test_drafts_are_made_from_the_screen_and_named_there(client):
    send(client, ("稿.docx", STORY))
    read_all()
    row = Delivery.objects.get()
    create = reverse("admin:articles_delivery_create", args=[row.pk])
    page = client.post(create, {"stories": ["0"]}, follow=True)
    article = Article.objects.get()

    assert article.status == Status.DRAFT
    assert reverse("admin:articles_article_change", args=[article.pk]) in page.content.decode()
    assert "不会自动发布" in Page(page).text


def test_no_story_chosen_makes_no_draft_and_says_so(client):
    send(client, ("稿.docx", STORY))
    read_all()
    create = reverse("admin:articles_delivery_create", args=[Delivery.objects.get().pk])

    assert "一篇也没有选" in client.post(create, follow=True).content.decode()
    assert not Article.objects.exists()


def test_a_mistake_can_be_put_away_and_brought_back(client):
    send(client, ("稿.docx", STORY))
    read_all()
    drop = reverse("admin:articles_delivery_drop", args=[Delivery.objects.get().pk])
    states = []
    for _ in range(2):
        client.post(drop)
        states.append(Delivery.objects.get().state)

    assert states == ["dropped", "open"]


def test_the_original_is_a_download_and_a_picture_of_it_is_drawn(client):
    send(client, ("照片.png", make.picture()))
    read_all()
    row = Delivery.objects.get()
    original = client.get(reverse("admin:articles_delivery_original", args=[row.pk]))
    picture = client.get(reverse("admin:articles_delivery_picture", args=[row.pk, 1]))

    assert b"".join(original.streaming_content) == make.picture()
    assert original["Content-Disposition"].startswith("attachment")
    assert original["Content-Type"] == "application/octet-stream"
    assert (picture["Content-Type"], picture.content[:4]) == ("image/webp", b"RIFF")
    missing = reverse("admin:articles_delivery_picture", args=[row.pk, 2])
    assert client.get(missing).status_code == 404


def test_the_door_takes_as_many_queries_for_ten_files_as_for_one(
    client, django_assert_max_num_queries
):
    send(client, ("稿.docx", STORY))
    read_all()
    client.get(reverse(DOOR))
    with django_assert_max_num_queries(30) as one:
        client.get(reverse(DOOR))
    for n in range(9):
        send(client, (f"{n}.png", make.picture(colour=f"#0{n}0000")))
    read_all()
    with django_assert_max_num_queries(30) as ten:
        client.get(reverse(DOOR))

    assert len(ten) == len(one)


def test_the_door_shows_every_file_of_a_day_on_which_many_come(client):
    rows = [Delivery(file_name=f"稿{n}.docx", state=Delivery.State.OPEN) for n in range(95)]
    Delivery.objects.bulk_create(rows)

    assert client.get(reverse(DOOR)).content.decode().count('class="fate fate-look"') == 95


def test_a_correspondent_finds_no_door():
    assert client_of(make.member(roles.CORRESPONDENT)).get(reverse(DOOR)).status_code == 403


def test_a_fault_while_reading_breaks_no_page(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*args):
        raise RuntimeError("memory")

    monkeypatch.setattr(deliveries, "read_material", fail)
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, ("稿.docx", STORY))

    assert answer.status_code == 302
    assert Delivery.objects.get().state == Delivery.State.REFUSED


def test_a_file_is_read_without_a_worker_as_soon_as_it_is_sent(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, ("稿.docx", STORY))

    assert Delivery.objects.get().state == Delivery.State.OPEN


def test_what_was_read_is_put_right_before_a_draft_is_made(client):
    send(client, ("稿.docx", STORY))
    read_all()
    row = Delivery.objects.get()
    create = reverse("admin:articles_delivery_create", args=[row.pk])
    typed = {
        "stories": "0",
        "story-0-kicker": "柳桥街道",
        "story-0-headline": "半份菜上桌\n老人吃得下",
        "story-0-subhead": "",
        "story-0-byline": "通讯员 费知夏（石桥街道）　记者 乔一凡",
        "story-0-source": "",
    }

    client.post(create, typed | {"keep": "1"})

    row.refresh_from_db()
    assert (row.state, Article.objects.count()) == ("open", 0)
    assert row.reading["stories"][0]["headline"] == "老年食堂添了半份菜"
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "半份菜上桌\n老人吃得下" in shown
    assert "通讯员 费知夏（石桥街道）　记者 乔一凡" in shown

    client.post(create, {"stories": "0"})

    article = Article.objects.get()
    assert (article.kicker, article.headline) == ("柳桥街道", "半份菜上桌　老人吃得下")
    assert [
        (line.role, line.reporter.name, line.unit.name if line.unit else "")
        for line in article.bylines.order_by("position")
    ] == [("correspondent", "费知夏", "石桥街道"), ("staff", "乔一凡", "")]


def test_a_byline_that_nobody_understands_makes_no_draft_and_loses_nothing(client):
    send(client, ("稿.docx", STORY))
    read_all()
    row = Delivery.objects.get()
    typed = {"stories": "0", "story-0-headline": "半份菜上桌", "story-0-byline": "据说是食堂的人！"}

    answer = client.post(reverse("admin:articles_delivery_create", args=[row.pk]), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有看懂是谁" in page
    assert "半份菜上桌" in page
    assert 'value="据说是食堂的人！"' in page
    assert Article.objects.count() == 0


def test_the_words_of_a_photo_are_put_right_and_go_to_the_draft(client):
    send(client, ("照片.png", make.picture()))
    read_all()
    row = Delivery.objects.get()
    typed = {
        "stories": "0", "story-0-headline": "桥头开饭",
        "story-0-caption_1": "老人在桥头吃饭。", "story-0-credit_1": "乔一凡",
    }  # fmt: skip

    client.post(reverse("admin:articles_delivery_create", args=[row.pk]), typed)

    photo = Article.objects.get(headline="桥头开饭").photos.get()
    assert (photo.caption, photo.credit) == ("老人在桥头吃饭。", "乔一凡")
