from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def standing(self) -> DeliveryQuerySet:
        """Those that nobody has put away."""
        return self.exclude(state=Delivery.State.DROPPED)

    def for_list(self) -> DeliveryQuerySet:
        """Load what a fate shows, in a fixed number of queries."""
        related = ("created_by", "page", "same_as")
        return self.select_related(*related).prefetch_related("articles").defer("reading")


class Delivery(models.Model):
    """A file that was sent to the newsroom, and what became of it. The file is kept as it came."""

    class State(models.TextChoices):
        WAITING = "waiting", "等着读"
        READING = "reading", "正在读"
        OPEN = "open", "待看"
        DONE = "done", "已建稿"
        SAME = "same", "收过了"
        REFUSED = "refused", "没有收"
        DROPPED = "dropped", "撤掉了"

    file = models.CharField("原件", max_length=120, blank=True, editable=False)
    file_name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("大小", default=0, editable=False)
    # The SHA-256 of the file in hex.
    digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    kind = models.CharField("种类", max_length=8, blank=True, editable=False)
    sender = models.CharField("谁送来的", max_length=120, blank=True)
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    # What became of it, in a sentence.
    said = models.TextField("去向", blank=True)
    # The stories, notes and names of pictures that were read in it.
    reading = models.JSONField("辨读", default=dict, editable=False)
    # An earlier delivery of the same file.
    same_as = models.ForeignKey(
        "self", verbose_name="同一份", null=True, on_delete=models.SET_NULL, related_name="repeats"
    )
    page = models.ForeignKey(
        "articles.ImportedPage",
        verbose_name="版面",
        null=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
    )
    articles = models.ManyToManyField(
        "articles.Article", verbose_name="稿件", blank=True, related_name="deliveries"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="收件人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="deliveries",
    )
    created_at = models.DateTimeField("收到时间", auto_now_add=True)
    # When its reading last began: one that a killed process left is recognised by it.
    begun_at = models.DateTimeField(null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "来稿"
        verbose_name_plural = "来稿导入"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="delivery_state_known",
                condition=Q(
                    state__in=["waiting", "reading", "open", "done", "same", "refused", "dropped"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("admin:articles_delivery_change", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.file_name).stem or self.file_name
