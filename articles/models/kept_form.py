from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from secrets import token_hex
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.sent_photo import KEPT_FOR, SentPhoto
from articles.text.keys import parse_key

#: Bytes of one form, as JSON: some 300,000 Chinese characters.
LARGEST = 1_000_000
#: Forms of one account that are kept at a time.
MOST = 20
#: How long a form that was saved refuses what its browser sent before the save.
_LATE = timedelta(hours=1)
#: A sent photo is held anew, with the form that names it, when it has waited so long.
_HELD_ANEW = timedelta(minutes=1)
_PHOTOS = 500  # of one form that are held

TOO_LONG = "写的内容太长，服务器存不下半成品，先存在本机。请保存，或分成几篇。"

#: The fields of a form as a browser posts them: names with values, in order.
Fields = Sequence[tuple[str, str]]


class KeepingRefused(ValueError):  # noqa: N818
    """Why a form was not kept, in a sentence for its writer."""


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    def offered_to(self, user: AbstractBaseUser) -> Self:
        """What the account wrote within a week and has not saved, the latest first."""
        since = timezone.now() - KEPT_FOR
        return self.filter(writer=user.pk, saved=False, kept_at__gte=since).order_by("-kept_at")

    def of_article(self, key: int | None) -> Self:
        """Those of the form of an article; of the form of a new one, if it has no key."""
        return self.filter(article_key=key)

    def sweep(self) -> None:
        """Delete what nobody came back for within a week, and the marks of saved forms."""
        now = timezone.now()
        late = Q(saved=True, kept_at__lt=now - _LATE)
        self.filter(Q(kept_at__lt=now - KEPT_FOR) | late).delete()


class KeptForm(models.Model):
    """An article's form as an account last typed it and has not saved: its writer's alone.

    It is no version and changes nothing of the article, which it names by its number only: what
    was typed outlives the article. `token` is that of the page that writes it, so that two pages
    of one article are two rows; `stamp` is the browser's clock, so that what comes late changes
    nothing.
    """

    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="写的账号",
        on_delete=models.CASCADE,
        related_name="kept_forms",
    )
    article_key = models.BigIntegerField("稿号", null=True)
    token = models.CharField(max_length=32)
    fields = models.JSONField("写的内容", default=list)
    stamp = models.BigIntegerField(default=0)
    saved = models.BooleanField("已经保存成稿件", default=False)
    kept_at = models.DateTimeField("最近一次", default=timezone.now)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = "暂存"
        verbose_name_plural = "暂存"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="keptform_one_a_page", fields=["writer", "token"]),
        ]
        indexes = [models.Index(name="keptform_by_time", fields=["kept_at"])]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}{self.pk}"  # no word of it, wherever rows are listed

    def value(self, name: str) -> str:
        """What was typed into a field; empty if there is no such field."""
        return next((value for field, value in self.fields if field == name), "")

    def hand_over(self) -> str:
        """Give the row to another page, which writes it from now on; returns that page's token.

        The page before, if it is still open somewhere, keeps a row of its own from then on.
        """
        self.token = token_hex(8)
        self.save(update_fields=["token"])
        return self.token


def keep_form(
    fields: Fields, *, by: AbstractBaseUser, article_key: int | None, token: str, stamp: int
) -> None:
    """Keep what the page of this token says now. Raises KeepingRefused.

    What is older than what is kept, or than the save of the page, changes nothing.
    """
    if len(json.dumps(fields, ensure_ascii=False).encode()) > LARGEST:
        raise KeepingRefused(TOO_LONG)
    now = timezone.now()
    said = {"fields": fields, "stamp": stamp, "article_key": article_key, "kept_at": now}
    of_page = KeptForm.objects.filter(writer=by.pk, token=token)
    if not of_page.filter(saved=False, stamp__lte=stamp).update(**said) and not of_page.exists():
        KeptForm.objects.sweep()
        if KeptForm.objects.offered_to(by).count() >= MOST:
            raise KeepingRefused(
                f"您已有{MOST}份没保存的，这一份先存在本机。请到工作台“没保存的”里取用或丢掉几份。"
            )
        KeptForm.objects.get_or_create(writer_id=by.pk, token=token, defaults=said)
    sent = [parse_key(value) for name, value in fields if name.endswith("-sent")]
    if keys := [key for key in sent if key is not None][:_PHOTOS]:
        waiting = SentPhoto.objects.filter(sender=by.pk, pk__in=keys)
        waiting.filter(sent_at__lt=now - _HELD_ANEW).update(sent_at=now)


def end_form(token: str, *, by: AbstractBaseUser, article_key: int) -> int | None:
    """The page's form was saved as this article: forget what was kept of it, and refuse what is
    still on its way. Returns the number of the article that the same page was saved as before.

    Belongs into the transaction of the save.
    """
    done = {"fields": [], "saved": True, "article_key": article_key, "kept_at": timezone.now()}
    rows = KeptForm.objects.select_for_update()
    row, is_new = rows.get_or_create(writer_id=by.pk, token=token, defaults=done)
    if is_new:
        return None
    before = row.article_key if row.saved else None
    KeptForm.objects.filter(pk=row.pk).update(**done)
    return before
