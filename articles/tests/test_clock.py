"""The server's clock was a year ahead, and is right again: nobody is kept out, nothing waits."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import events, health, notices
from articles.accounts import factors
from articles.desk.checkup import checks
from articles.desk.deliveries import make_fate
from articles.imports import deliveries, messages
from articles.models import (
    Backup,
    Delivery,
    FactorApp,
    Opening,
    ReaderMessage,
    SecurityEvent,
    Status,
)
from articles.tests import make
from articles.tests.entering import (
    CODE,
    code_of,
    enter,
    is_in,
    next_code,
    person,
    with_factor,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def jump(at):
    """`jump(act)` does it while the clock is a year ahead; what it returned."""
    now = timezone.now()

    def do(act):
        at(now + timedelta(days=365))
        try:
            return act()
        finally:
            at(now + timedelta(minutes=1))

    return do


def test_a_wrong_code_of_then_keeps_nobody_waiting_now(jump):
    account = person()
    with_factor(account)

    def guess():
        for _ in range(3):
            with pytest.raises(factors.FactorRefused):
                factors.verify(account, "000000")

    jump(guess)
    assert factors.verify(account, code_of(FactorApp.objects.get(), later=1))


def test_a_code_of_then_shuts_out_none_of_now_and_is_not_taken_again(jump, at):
    account = person()
    with_factor(account)
    jump(lambda: factors.verify(account, next_code(account)))
    device = FactorApp.objects.get()
    before = code_of(device)
    assert factors.verify(account, code_of(device, later=1))
    with pytest.raises(factors.FactorRefused):
        factors.verify(account, before)


def test_logins_that_failed_then_keep_nobody_out(jump):
    person()

    def fail():
        return [enter("shenyq", "falsch").status_code for _ in range(6)]

    assert jump(fail)[-1] == 429
    client = Client()
    enter("shenyq", client=client)
    assert is_in(client)


def test_a_session_of_then_ends_now(jump):
    person()
    client = Client()
    jump(lambda: enter("shenyq", client=client))
    assert client.get(reverse("admin:index")).status_code == 302
    enter("shenyq", client=client)
    assert is_in(client)


def test_a_session_of_before_lives_through_it(jump):
    person()
    client = Client()
    enter("shenyq", client=client)
    jump(lambda: client.get("/"))  # who reads the site is nobody's act
    assert is_in(client)


def test_who_gave_the_password_then_gives_it_again(jump):
    account = person()
    with_factor(account)
    client = Client()
    jump(lambda: enter("shenyq", client=client))
    assert client.post(CODE, {"code": next_code(account)}).url == reverse("admin:login")


def test_who_had_a_text_open_then_does_not_have_it_open_now(jump):
    article = make.article()
    jump(lambda: Opening.objects.create(article=article, user=make.user()))
    assert not Opening.objects.fresh().exists()


def test_what_was_being_read_then_can_be_read_again(jump):
    reading = Delivery.State.READING
    row = jump(
        lambda: Delivery.objects.create(
            file="deliveries/x", file_name="江边.txt", state=reading, begun_at=timezone.now()
        )
    )
    assert make_fate(row).may_read
    deliveries.read_again(row)


def test_a_reminder_of_then_does_not_stand_in_the_way(jump):
    article, by, reviewer = make.sent(Status.SUBMITTED), make.user(), make.user()
    jump(lambda: notices._tell([reviewer], article, "remind", "等您审"))
    assert notices.remind(article, by=by, to=[reviewer]) is not None


def test_messages_of_then_do_not_stop_those_of_now(jump):
    def write():
        for _ in range(5):
            ReaderMessage.objects.create(kind="tip", words="江边有事。", sender="a")

    jump(write)
    messages.check_rate("a")


def test_who_watches_over_the_server_is_told(jump, client):
    jump(lambda: events.note(SecurityEvent.Kind.SETTINGS, "改了网站设置。"))
    events.note(SecurityEvent.Kind.SETTINGS, "又改了网站设置。")
    cache.clear()
    answer = client.get("/healthz?full")
    cache.clear()

    assert answer.status_code == 503
    assert b"clock: 525599 minutes behind the newest event" in answer.content
    assert checks.look_at_clock().state == "bad"


def test_a_backup_of_then_is_no_backup_of_today(jump):
    jump(lambda: Backup.objects.create(
        made_at=timezone.now(), ended_at=timezone.now(), name="x.tar", size=1, digest="0" * 64,
        encrypted=False, rows=1, files=0, missing=0,
    ))  # fmt: skip
    found = checks.look_at_backup()
    assert (found.state, found.hint) == ("bad", "对准时钟，再备份一次。")


@pytest.mark.parametrize(("seconds", "wrong"), [(100, False), (140, True)])
def test_how_far_a_clock_may_be_off_is_one_answer_everywhere(at, seconds, wrong):
    account, client, now = person(), Client(), timezone.now()
    with_factor(account)
    person("lusx")
    person("hejq")
    at(now + timedelta(seconds=seconds))
    FactorApp.objects.update(
        throttling_failure_count=9, throttling_failure_timestamp=timezone.now()
    )
    enter("lusx", client=client)
    locked = [enter("hejq", "falsch").status_code for _ in range(6)][-1]
    at(now)

    assert locked == 429
    assert is_in(client) != wrong
    assert (enter("hejq").status_code == 429) != wrong
    assert (health.find_fault_of_clock() != "") == wrong
    if wrong:
        assert factors.verify(account, code_of(FactorApp.objects.get(), later=1))
    else:
        with pytest.raises(factors.FactorRefused):
            factors.verify(account, code_of(FactorApp.objects.get(), later=1))
