"""The answer to what a reader told the newsroom, as it goes by mail."""

import re
from datetime import datetime
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone

from articles import notices, roles
from articles.models import SiteSettings
from articles.tests import make, ports
from articles.tests.answering import answer, change, error
from articles.tests.clients import client_of
from articles.tests.html import CANARY, text_of
from articles.tests.public import hidden_articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(make.member(roles.EDITOR))


def _answered(client, contact, capture, **fields):
    row = error(make.public(), contact=contact, words="全长十公里。http://spam.example")
    with capture(execute=True):
        answer(client, row, outcome="right", answer="核对过了，没有错。", **fields)
    return row


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("zhou@example.cn", "zhou@example.cn"),
        ("13800000000，zhou.y@mail.example.cn", "zhou.y@mail.example.cn"),
        ("邮箱：zhou+bao@example.cn（周）", "zhou+bao@example.cn"),
    ],
)
def test_an_answer_goes_to_the_address_that_the_reader_left(
    client, settings, django_capture_on_commit_callbacks, contact, address
):
    settings.EMAIL_ENABLED = True
    row = _answered(client, contact, django_capture_on_commit_callbacks)
    [letter] = mail.outbox

    assert (letter.to, letter.subject) == ([address], "读者反映：今日临江答复了您交来的纠错")
    assert "原文没有错" in letter.body
    assert "核对过了，没有错。" in letter.body
    assert row.get_absolute_url() in letter.body
    assert "spam" not in letter.body  # what anybody typed is sent to nobody


@pytest.mark.parametrize(
    "contact", ["", "13800000000", "zhou@", "a@example.cn b@example.cn", "@example.cn", "zhou@..cn"]
)
def test_no_mail_goes_where_no_one_address_was_left(
    client, settings, django_capture_on_commit_callbacks, contact
):
    settings.EMAIL_ENABLED = True
    _answered(client, contact, django_capture_on_commit_callbacks)

    assert mail.outbox == []


def test_no_mail_goes_without_mail_or_without_an_answer(
    client, settings, django_capture_on_commit_callbacks
):
    _answered(client, "zhou@example.cn", django_capture_on_commit_callbacks)
    settings.EMAIL_ENABLED = True
    row = error(make.public(), contact="zhou@example.cn")
    with django_capture_on_commit_callbacks(execute=True):
        answer(client, row)

    assert mail.outbox == []


def shown(client, row):
    """What the form says of the letter, and what the desk was told of it."""
    page = client.get(change(row))
    told = [str(each) for each in page.context["messages"]]
    return re.search("发信[:\N{FULLWIDTH COLON}]\\s+(\\S+)", text_of(page))[1], told


def test_an_answer_goes_out_once_and_the_desk_sees_when(
    client, settings, django_capture_on_commit_callbacks, at
):
    at(timezone.make_aware(datetime(2026, 11, 30, 9, 5)))
    settings.EMAIL_ENABLED = True
    row = error(make.public(), contact="zhou@example.cn")
    before = shown(client, row)
    given = {"outcome": "right", "answer": "核对过了，没有错。"}
    with django_capture_on_commit_callbacks(execute=True):
        answer(client, row, **given)
    with django_capture_on_commit_callbacks(execute=True):
        answer(client, row, **given)
    row.refresh_from_db()
    page = text_of(client.get(row.get_absolute_url()))

    assert before == ("保存答复时发", [])
    assert len(mail.outbox) == 1
    assert row.mailed_at == timezone.now()
    assert shown(client, row)[0] == "11月30日9:05发到了读者留的邮箱"
    assert "这份答复也发到了您留的邮箱" in page


def test_another_answer_goes_out_anew(client, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_ENABLED = True
    row = error(make.public(), contact="zhou@example.cn")
    for said_ in ("没有错。", "没有错，见三版。"):
        with django_capture_on_commit_callbacks(execute=True):
            answer(client, row, outcome="right", answer=said_)

    assert [said_ in each.body for each, said_ in zip(
        mail.outbox, ("没有错。", "没有错，见三版。"), strict=True
    )] == [True, True]  # fmt: skip
    assert "先前收到过另一封答复的，以这一封为准。" in mail.outbox[1].body


def test_two_processes_that_send_one_answer_send_one_letter(
    settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_ENABLED = True
    given = {"outcome": "right", "answer": "没有错。", "answered_at": timezone.now()}
    row = error(make.public(), contact="zhou@example.cn", **given)
    told = []
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            notices.mail_answer(row, then=lambda *said_: told.append(said_))

    assert (len(mail.outbox), told) == (1, [("zhou@example.cn", True)])


def test_a_letter_that_does_not_go_is_told_and_goes_with_the_next_press(
    client, settings, django_capture_on_commit_callbacks, monkeypatch
):
    settings.EMAIL_ENABLED = True
    row = error(make.public(), contact="zhou@example.cn")
    given = {"outcome": "right", "answer": "没有错。"}

    def refuse(*_args, **_kwargs):
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    with monkeypatch.context() as patched:
        patched.setattr(notices, "send_mail", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            answer(client, row, **given)
    row.refresh_from_db()
    first = (row.answer, row.mailed_at, shown(client, row)[0])
    with django_capture_on_commit_callbacks(execute=True):
        answer(client, row, **given)

    assert first == ("没有错。", None, "还没有发出去，再按一次“保存”就发")
    assert [each.to for each in mail.outbox] == [["zhou@example.cn"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("goes", "told"),
    [
        (True, "答复发到读者留的邮箱了\N{FULLWIDTH COLON}zhou@example.cn。"),
        (
            False,
            "答复存好了，读者在自己那一页上看得到，可是信没有发到zhou@example.cn。"
            "请过一会儿打开这一条再按一次“保存”，或者用别的办法告诉对方。",
        ),
    ],
)
def test_the_desk_is_told_whether_the_letter_went(settings, goes, told):
    roles.sync()
    settings.EMAIL_ENABLED = True
    if not goes:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", ports.find_free_port()
    client = client_of(make.member(roles.EDITOR))
    row = error(make.public(), contact="zhou@example.cn")
    answer(client, row, outcome="right", answer="没有错。")

    assert told in shown(client, row)[1]


def test_nothing_that_was_typed_becomes_a_header_of_the_letter(
    client, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_ENABLED = True
    evil = "zhou@example.cn\r\nBcc: all@example.cn"
    SiteSettings.objects.filter(pk=SiteSettings.objects.current().pk).update(
        name="今日临江\r\nBcc: all@example.cn"
    )
    rows = [
        error(make.public(), contact=each)
        for each in ("zhou@example.cn\r\nBcc:", "zhou@example.cn\nX: y", "zhou@example.cn\u2028Cc:")
    ]
    for row in (*rows, error(make.public(), contact=evil)):
        with django_capture_on_commit_callbacks(execute=True):
            answer(client, row, outcome="right", answer="没有错。\r\nBcc: all@example.cn")

    heads = [each.message().items() for each in mail.outbox]
    names = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To",
             "Date", "Message-ID"}  # fmt: skip
    assert [each.to for each in mail.outbox] == [["zhou@example.cn"]] * 3
    assert {name for head in heads for name, _ in head} == names
    assert all(each.recipients() == ["zhou@example.cn"] for each in mail.outbox)


def test_a_letter_holds_no_word_of_a_text_that_is_not_public(
    client, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_ENABLED = True
    rows = [
        error(each, contact="zhou@example.cn", passage=CANARY)
        for each in hidden_articles(headline=CANARY, body=f"<p>{CANARY}</p>")
    ]
    for row in rows:
        with django_capture_on_commit_callbacks(execute=True):
            answer(client, row, outcome="right", answer="没有错。")
    letters = [f"{each.subject} {each.body}" for each in mail.outbox]

    assert len(letters) == len(rows) > 5
    assert not [each for each in letters if CANARY in each]
