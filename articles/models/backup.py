from __future__ import annotations

from django.db import models


class BackupQuerySet(models.QuerySet["Backup"]):
    def newest(self) -> Backup | None:
        """The backup that has the latest state of the newsroom."""
        return self.order_by("-made_at", "-pk").first()


class Backup(models.Model):
    """A backup that was written whole; the file itself lies elsewhere. Tells how old it is."""

    made_at = models.DateTimeField("备份的是什么时候", editable=False)
    ended_at = models.DateTimeField("写完时间", editable=False)
    name = models.CharField("文件名", max_length=255, editable=False)
    size = models.PositiveBigIntegerField("大小", editable=False)
    digest = models.CharField("SHA-256", max_length=64, editable=False)
    encrypted = models.BooleanField("已加密", editable=False)
    rows = models.PositiveBigIntegerField("行数", editable=False)
    files = models.PositiveBigIntegerField("文件数", editable=False)

    missing = models.PositiveIntegerField("缺的文件", editable=False)

    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = "备份"
        verbose_name_plural = "备份"
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
