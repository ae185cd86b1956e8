"""What readers told the newsroom, answered on the desk."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.imports import messages
from articles.models import ReadCount, ReaderMessage
from articles.tests import make
from articles.tests.answering import answer, change, error, opened_with
from articles.tests.clients import client_of
from articles.tests.html import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make.member(roles.EDITOR)


@pytest.fixture
def client(editor):
    return client_of(editor)


def said(response):
    return [str(each) for each in response.context["adminform"].form.non_field_errors()]


def test_what_waits_stands_on_the_desk_oldest_first_for_those_who_may_answer(client):
    article = make.public(headline="江边通了路")
    now = timezone.now()
    rows = [error(article, words=f"第{n}条", sent_at=now - timedelta(hours=n)) for n in range(7)]
    error(article, words="答过的", outcome="right", answer="对", answered_at=now)
    page = client.get(reverse("admin:index"))
    others = client_of(make.member(roles.CORRESPONDENT)).get(reverse("admin:index"))

    assert page.context["messages_waiting"] == rows[:1:-1]
    assert page.context["messages_left"] == 2
    assert "纠错，数字：江边通了路" in text_of(page)
    assert "第6条" not in text_of(others)


def test_an_error_is_answered_with_the_correction_that_came_of_it(client, editor):
    article, other = make.public(), make.public()
    row = error(article)
    correction = article.corrections.create(text="应为十公里。", corrected_on=timezone.localdate())
    elsewhere = other.corrections.create(text="别处。", corrected_on=timezone.localdate())
    facts = {"outcome": "corrected", "answer": "您说得对，已经更正。"}

    missing = answer(client, row, **facts)
    wrong = answer(client, row, **facts, correction=elsewhere.pk)
    done = answer(client, row, **facts, correction=correction.pk)
    row.refresh_from_db()
    page = text_of(client.get(row.get_absolute_url()))

    assert said(missing) == [
        "请选是哪一条更正。还没有的，先到稿件里点“修订”，在修订稿里写明更正，签发以后再来答复。"
    ]
    assert "您说得对，已经更正。" in missing.text
    assert wrong.status_code == 200
    assert done.status_code == 302
    assert (row.outcome, row.correction, row.answered_by) == ("corrected", correction, editor)
    assert "已更正" in page
    assert "更正：应为十公里。" in page


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("fact", {"outcome": "right"}, "请写一句答复"),
        ("fact", {"answer": "谢谢。"}, "请选一个结果。"),
        ("fact", {"outcome": "taken", "answer": "谢谢。"}, "报料的结果是采用或不采用"),
        ("tip", {"outcome": "right", "answer": "谢谢。"}, "报料的结果是采用或不采用"),
    ],
)
def test_an_answer_that_is_not_whole_is_not_given(client, kind, fields, why):
    row = error(make.public(), kind=kind)
    response = answer(client, row, **fields)
    row.refresh_from_db()

    assert [each[: len(why)] for each in said(response)] == [why]
    assert (row.outcome, row.answered_at) == ("", None)


def test_of_two_colleagues_who_answer_one_message_the_second_is_told(client, editor):
    row = error(make.public())
    other = client_of(make.member(roles.DESK))
    early = {"opened_with": ""}
    answer(client, row, outcome="right", answer="没有错。")
    met = answer(other, row, outcome="right", answer="核对了图纸，没有错。", **early)
    row.refresh_from_db()
    kept = row.answer
    again = {"opened_with": opened_with(met)}
    done = answer(other, row, outcome="right", answer="核对了图纸，没有错。", **again)
    row.refresh_from_db()

    assert said(met) == [
        f"您打开以后，{editor.first_name}答复了“原文没有错\N{FULLWIDTH COLON}没有错。”。"
        "您写的还在，没有存\N{FULLWIDTH COLON}要用您的，请再按一次“保存”。"
    ]
    assert "核对了图纸，没有错。" in met.text
    assert (kept, done.status_code, row.answer) == ("没有错。", 302, "核对了图纸，没有错。")


def test_an_answer_may_be_taken_back(client):
    row = error(make.public())
    answer(client, row, outcome="right", answer="没有错。")
    answer(client, row)
    row.refresh_from_db()

    assert (row.outcome, row.answered_at, row.answered_by) == ("", None, None)


def test_pictures_of_a_tip_are_the_desks_and_go_with_it(client, django_capture_on_commit_callbacks):
    file = ContentFile(make.picture(), "江边.png")
    row = messages.take_in(ReaderMessage(kind="tip", words="江边有事。"), [file])
    [photo] = row.photos.all()
    address = reverse("admin:articles_readermessage_picture", args=[row.pk, 1])
    shown = client.get(address)
    missing = client.get(address.replace("/1.webp", "/2.webp"))

    assert (shown["Content-Type"], missing.status_code) == ("image/webp", 404)
    assert "没有同意刊用，只作线索" in text_of(client.get(change(row)))
    chief = client_of(make.member(roles.CHIEF))
    delete = reverse("admin:articles_readermessage_delete", args=[row.pk])
    with django_capture_on_commit_callbacks(execute=True):
        chief.post(delete, {"post": "yes"})
    assert not default_storage.exists(photo.image)


def test_what_a_reader_typed_is_text_on_the_desk(client):
    evil = "<script>alert(1)</script>"
    row = error(make.public(), words=evil, passage=evil, name=evil[:20], left_out=evil)

    assert evil not in client.get(change(row)).text
    assert evil not in client.get(reverse("admin:articles_readermessage_changelist")).text


def test_the_desk_tells_how_often_an_article_and_its_campaign_were_read(client):
    campaign = make.campaign()
    first, second = (make.public(headline=name, campaigns=[campaign]) for name in ("甲", "乙"))
    hidden = make.article(headline="丙", campaigns=[campaign])
    today = timezone.localdate()
    for article, days, number in ((first, 0, 3), (first, 9, 40), (second, 1, 50), (hidden, 0, 9)):
        day = today - timedelta(days=days)
        ReadCount.objects.create(article=article, day=day, number=number)
    rail = text_of(client.get(reverse("admin:articles_article_change", args=[first.pk])))
    page = client.get(reverse("admin:articles_campaign_change", args=[campaign.pk]))

    assert "43次，近七天3次" in rail
    assert (
        "共93次<ol><li>乙\N{IDEOGRAPHIC SPACE}50次</li><li>甲\N{IDEOGRAPHIC SPACE}43次</li></ol>"
        in page.text
    )
