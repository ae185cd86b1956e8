"""What people are told about their articles: inside the app, and by mail where mail is set up."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Notice, Step

_log = logging.getLogger(__name__)
_REMIND_AGAIN = timedelta(hours=4)

#: What the author of a text is told when a step was taken; the first word of a reason follows.
_TOLD = {
    "first-pass": "{label}",
    "second-pass": "{label}",
    "final-pass": "已签发，{when}",
    "urgent": "已加急签发，{when}",
    "return": "被退改",
    "reject": "被退稿",
    "hold": "留作待用",
    "resume": "重新启用，进入审稿",
    "withdraw": "已撤稿",
}


def step_taken(article: Article, step: Step, *, live: Article | None = None) -> None:
    """Tell who made the article what became of it; nobody is told of what they did themselves.

    `live`: the article that a signed-off working copy went into, where the notice then leads.
    """
    said = _TOLD.get(step.step)
    if said is None or article.created_by_id in (None, step.by_id):
        return
    text = said.format(label=step.label, when=_when(live or article))
    if step.opinion:
        text += f"\N{FULLWIDTH COLON}{step.opinion}"
    if step.by_name:
        text += f"——{step.by_post} {step.by_name}".replace("—— ", "——")
    _tell([article.created_by], live or article, step.step, text)


def commented(article: Article, comment) -> None:
    """Tell the author, and those who commented before, what was said."""
    users = get_user_model().objects.filter(
        Q(pk=article.created_by_id) | Q(comments__article=article), is_active=True
    )
    name = comment.by.get_full_name() or comment.by.get_username()
    about = f"“{comment.passage[:40]}”" if comment.passage else ""
    text = f"{name}批注{about}\N{FULLWIDTH COLON}{comment.text}"
    told = list(users.exclude(pk=comment.by_id).distinct())
    _tell([user for user in told if article.is_visible_to(user)], article, "comment", text)


def remind(article: Article, *, by, permission: str) -> int | None:
    """Tell everybody who holds the permission that the article waits; None: told not long ago."""
    recent = timezone.now() - _REMIND_AGAIN
    if Notice.objects.filter(article=article, kind="remind", made_at__gte=recent).exists():
        return None
    users = [user for user in _holders(permission) if user != by]
    name = by.get_full_name() or by.get_username()
    _tell(users, article, "remind", f"{name}提醒\N{FULLWIDTH COLON}稿件在等您审")
    return len(users)


def read(user, article) -> None:
    """Whoever opens an article has read what they were told about it."""
    Notice.objects.filter(to=user, article=article).unread().update(read_at=timezone.now())


def _holders(permission):
    codename = permission.partition(".")[2]
    held = Permission.objects.filter(codename=codename, content_type__app_label="articles")
    return (
        get_user_model()
        .objects.filter(
            Q(groups__permissions__in=held) | Q(user_permissions__in=held),
            is_active=True,
            is_staff=True,
        )
        .distinct()
    )


def _when(article):
    if article.publish_at is None:
        return ""
    when = timezone.localtime(article.publish_at)
    said = f"{when.month}月{when.day}日{when:%H:%M}"
    return f"{said}起公开" if article.publish_at > timezone.now() else f"{said}公开"


def _tell(users, article, kind, text):
    users = list(users)
    text = text if len(text) <= 400 else f"{text[:399]}…"
    Notice.objects.bulk_create(
        Notice(to=user, article=article, kind=kind, text=text) for user in users
    )
    addresses = [user.email for user in users if user.email]
    if settings.EMAIL_ENABLED and addresses:
        link = settings.SITE_URL + reverse("admin:articles_article_change", args=[article.pk])
        transaction.on_commit(lambda: _mail(addresses, str(article), f"{text}\n\n{link}\n"))


def _mail(addresses, subject, body):
    """One letter each, so that nobody learns another's address; a letter that fails is logged."""
    subject = " ".join(subject.split())
    for address in addresses:
        try:
            send_mail(f"稿件：{subject[:60]}", body, None, [address])
        except OSError as error:
            _log.warning("no mail to %s: %s", address, error)
