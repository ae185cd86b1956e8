from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles import photos
from articles.models.likeness import Likeness
from articles.models.photo import Photo

#: How long a photo waits for its sender to save the article that it is for.
KEPT_FOR = timedelta(days=7)
#: So many of one account wait at the most; more than anybody has chosen for one article.
MOST_WAITING = 200
_TOO_MANY = (
    f"您已有{MOST_WAITING}幅图片传了还没有存进稿件，这一幅没有收。请先保存稿件，"
    "或者删去不要的，再传。"
)


class SentPhotoQuerySet(models.QuerySet["SentPhoto"]):
    def sweep(self) -> None:
        """Delete the photos, with their files, that nobody took into an article within a week.

        At once those whose sender's account is gone.
        """
        late = Q(sent_at__lt=timezone.now() - KEPT_FOR)
        rows = list(self.filter(late | Q(sender__isnull=True)))
        if not rows:
            return
        self.filter(pk__in=[row.pk for row in rows]).delete()
        files = {row.image for row in rows}
        used = Photo.objects.filter(image__in=files).values_list("image", flat=True)
        photos.discard(default_storage, files.difference(used))


class SentPhoto(models.Model):
    """A photo that was sent when it was chosen, its sender's until it is saved with an article."""

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="发图的账号",
        null=True,
        on_delete=models.SET_NULL,  # not with the account: `sweep()` knows of the files
        related_name="sent_photos",
    )
    image = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    file_name = models.CharField("文件名", max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField("图片说明", max_length=300, blank=True)
    credit = models.CharField("摄影", max_length=60, blank=True)
    # No file says it, but the photo in the library that this one is a copy of.
    alt = models.CharField("替代文字", max_length=200, blank=True)
    taken_on = models.DateField("拍摄日期", null=True)
    # Of the photo in the library, too.
    ai_use = models.CharField("人工智能", max_length=5, blank=True, default="", db_default="")
    consent = models.CharField("监护人同意", max_length=100, blank=True, default="", db_default="")
    focus_left = models.PositiveSmallIntegerField(default=photos.CENTRE)
    focus_top = models.PositiveSmallIntegerField(default=photos.CENTRE)
    sent_at = models.DateTimeField("发来时间", default=timezone.now)

    objects = SentPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "发来的图片"
        verbose_name_plural = "发来的图片"
        indexes = [models.Index(name="sentphoto_by_time", fields=["sent_at"])]

    def __str__(self) -> str:
        return self.file_name


def keep_sent(file: File[bytes], *, by: AbstractBaseUser) -> tuple[SentPhoto, str]:
    """Decode, render and keep a photo as its sender's. Belongs outside of any transaction.

    Returns it with what there is to say of it. Raises PhotoRefused.
    """
    SentPhoto.objects.sweep()
    if SentPhoto.objects.filter(sender=by.pk).count() >= MOST_WAITING:
        raise photos.PhotoRefused(_TOO_MANY)
    stored = photos.store(default_storage, file)
    Likeness.objects.keep(stored.digest, stored.likeness)
    reading = stored.reading
    row = SentPhoto.objects.create(
        sender_id=by.pk,
        image=stored.name,
        digest=stored.digest,
        file_name=(file.name or "")[:200],
        width=reading.width,
        height=reading.height,
        caption=reading.caption,
        credit=reading.credit,
        taken_on=reading.taken_on,
        ai_use=reading.ai_use,
        focus_left=stored.focus[0],
        focus_top=stored.focus[1],
    )
    return row, reading.note


def keep_marked(photo: Photo | SentPhoto, ai_use: str, *, by: AbstractBaseUser) -> SentPhoto:
    """A photo whose files say of AI what is declared now, waiting in place of the one given.

    Belongs outside of any transaction. Raises PhotoRefused where its files can't be made anew.
    """
    before = photo.image if isinstance(photo, SentPhoto) else photo.image.name or ""
    stored = photos.store_marked(default_storage, before, ai_use)
    Likeness.objects.keep(stored.digest, stored.likeness)
    new = {"image": stored.name, "digest": stored.digest, "ai_use": ai_use}
    if isinstance(photo, SentPhoto):
        SentPhoto.objects.filter(pk=photo.pk).update(**new)
        if not Photo.objects.filter(image=before).exists():
            photos.discard(default_storage, [before])
        return photo
    said = {field: getattr(photo, field) for field in _SAID}
    name = f"稿{photo.article_id}图{photo.number}"
    return SentPhoto.objects.create(sender_id=by.pk, file_name=name, **said | new)


def copy_sent(photo: Photo, *, by: AbstractBaseUser) -> SentPhoto:
    """A photo of another article as one that waits, with its own files and all that is said of it.

    Copying takes time as storing does: outside of any transaction. Raises PhotoRefused.
    """
    name = photos.copy(default_storage, photo.image.name or "")
    SentPhoto.objects.sweep()
    return SentPhoto.objects.create(
        sender_id=by.pk,
        image=name,
        file_name=f"稿{photo.article_id}图{photo.number}",
        **{field: getattr(photo, field) for field in _SAID},
    )


#: What a photo that waits says as the photo says it that it is a copy of.
_SAID = (
    "digest", "width", "height", "caption", "credit", "alt", "taken_on", "ai_use", "consent",
    "focus_left", "focus_top",
)  # fmt: skip
