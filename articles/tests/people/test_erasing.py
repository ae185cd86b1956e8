"""Personal data goes when its time has come; the record and the chain stay whole."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles import events
from articles.accounts import factors
from articles.models import EventSource, KeptForm, SavedFilter, SecurityEvent, SignIn
from articles.roles import EDITOR
from articles.tests import make
from articles.tests.entering import enter, person, told, with_factor

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def erase(**options):
    said = StringIO()
    call_command("erase_personal", stdout=said, **options)
    return said.getvalue()


def left():
    return [model.objects.count() for model in (EventSource, AccessFailureLog, Session, SignIn)]


def test_after_two_hundred_days_addresses_go_and_events_stay(at):
    now = timezone.now()
    at(now - timedelta(days=201))
    person()
    enter("shenyq", "wrong")
    enter("shenyq")
    at(now)
    enter("shenyq")
    said = erase()

    assert "安全留痕的来处1条、登录失败的记录1条" in said
    assert left() == [1, 0, 1, 1]
    assert events.verify().faults == []
    assert told()[-1].startswith("按期清除了安全留痕的来处1条")


def test_nothing_is_erased_before_its_time():
    person()
    enter("shenyq", "wrong")
    enter("shenyq")
    before = left()
    erase()

    assert left() == before
    assert told() == ["shenyq用密码登录了。"]


def test_less_than_the_law_asks_for_is_refused():
    with pytest.raises(CommandError, match="不能少于180"):
        erase(days=30)


def test_who_has_left_leaves_a_name_and_the_record():
    account = person("shenyq", EDITOR, first_name="沈砚秋", email="s@linjiang.example")
    article = make.article(created_by=account)
    with_factor(account)
    enter("shenyq", "wrong")
    client = Client()
    enter("shenyq", client=client)
    KeptForm.objects.create(writer=account, token="a1b2", stamp=1, fields=[])
    SavedFilter.objects.create(user=account, name="我等的", query="q=丁长根")
    events.note(SecurityEvent.Kind.SIGN_IN, "登录了。", account=account, address="198.51.100.7")
    with pytest.raises(CommandError, match="请先停用"):
        erase(account="shenyq")
    account.is_active = False
    account.save()
    erase(account="shenyq")

    account.refresh_from_db()
    article.refresh_from_db()
    assert (account.first_name, account.email, account.last_login) == ("沈砚秋", "", None)
    assert not account.has_usable_password()
    assert factors.find_device(account) is None
    assert article.created_by == account
    rows = (EventSource, AccessFailureLog, AccessAttempt, SignIn, KeptForm, SavedFilter)
    assert [model.objects.count() for model in rows] == [0] * len(rows)
    assert events.verify().faults == []


def test_nobody_of_that_name_is_said():
    with pytest.raises(CommandError, match="没有用户名"):
        erase(account="nobody")
