"""Personal data that has served: erased after its time, or of somebody who has left."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from articles import events
from articles.accounts import factors, sessions
from articles.models import (
    EventSource,
    KeptForm,
    ReaderMessage,
    SavedFilter,
    SecurityEvent,
    SignIn,
    StoredUpload,
)
from articles.posts import say_account

#: The law wants logs of a network kept for six months at least.
KEPT_DAYS = 200


class ErasureRefused(Exception):  # noqa: N818  a refusal, not a fault
    """Nothing is erased; the text says in Chinese why, and what to do."""


@transaction.atomic
def erase_old(days: int = KEPT_DAYS) -> dict[str, int]:
    """Erase what is older than that, and what has run out; how many of each, by its name.

    The security events stay: only where they came from goes. Raises ErasureRefused below 180 days.
    """
    if days < 180:
        raise ErasureRefused("网络日志依法至少留六个月，天数不能少于180。")
    before = timezone.now() - timedelta(days=days)
    gone = {
        "安全留痕的来处": EventSource.objects.filter(event__happened_at__lt=before),
        "登录失败的记录": AccessFailureLog.objects.filter(attempt_time__lt=before),
        "登录失败的计数": AccessAttempt.objects.filter(attempt_time__lt=before),
        "过期的会话": Session.objects.filter(expire_date__lt=timezone.now()),
        "登录着的地方": SignIn.objects.filter(seen_at__lt=timezone.now() - timedelta(days=1)),
    }
    found = {name: rows.delete()[0] for name, rows in gone.items()}
    ReaderMessage.objects.forget()
    StoredUpload.objects.sweep()
    if any(found.values()):
        said = "、".join(f"{name}{number}条" for name, number in found.items() if number)
        events.note(SecurityEvent.Kind.ERASURE, f"按期清除了{said}。")
    return found


@transaction.atomic
def erase_person(account: User) -> None:
    """Erase what an account that was stopped leaves behind and nothing needs.

    Name and user name stay: they stand in print and in the record. Raises ErasureRefused.
    """
    if account.is_active:
        raise ErasureRefused(f"{say_account(account)}的账号还在用，请先停用。")
    sessions.end_all(account)
    factors.reset(account)
    KeptForm.objects.filter(writer=account).delete()
    SavedFilter.objects.filter(user=account).delete()
    EventSource.objects.filter(event__account=account).delete()
    name = account.get_username()
    for model in (AccessFailureLog, AccessAttempt):
        model.objects.filter(username=name).delete()
    account.email, account.last_login = "", None
    account.set_unusable_password()
    account.save(update_fields=["email", "last_login", "password"])
    sentence = (
        f"清除了{say_account(account)}的邮箱、密码、两步验证、登录地址、没存的稿件和常用筛选。"
    )
    events.note(SecurityEvent.Kind.ERASURE, sentence, account=account)
