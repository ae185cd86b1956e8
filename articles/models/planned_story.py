from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from articles.models.article import Article
from articles.models.campaign import Campaign
from articles.models.dates import known_date
from articles.models.reporter import Reporter
from articles.roles import HANDLE, PROOF

NO_WORDS = "请用一句话写明选题。"


class PlannedStoryQuerySet(models.QuerySet["PlannedStory"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Who handles or proofs copy sees the whole list; a writer what is theirs in any way."""
        if not user.has_perm("articles.view_plannedstory"):
            return self.none()
        if user.has_perm(HANDLE) or user.has_perm(PROOF):
            return self.all()
        return self.filter(Q(created_by=user) | Q(writer__user=user) | Q(photographer__user=user))

    def by_deadline(self) -> Self:
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")


class PlannedStory(models.Model):
    """选题: a piece that is planned, from the idea until its article is there."""

    words = models.CharField("选题", max_length=120, help_text="一句话：写什么。")
    note = models.TextField("说明", max_length=500, blank=True, help_text="先问谁、要什么数。")
    campaign = models.ForeignKey(
        Campaign,
        verbose_name="专栏",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_stories",
    )
    writer = models.ForeignKey(
        Reporter,
        verbose_name="谁写",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_stories",
    )
    photos_wanted = models.PositiveSmallIntegerField(
        "要几幅图", default=0, validators=[MaxValueValidator(99)]
    )
    photographer = models.ForeignKey(
        Reporter,
        verbose_name="谁拍",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_photos",
    )
    happens_on = models.DateField("哪天的事", null=True, blank=True, validators=[known_date])
    due_at = models.DateTimeField("何时交", null=True, blank=True, validators=[known_date])
    article = models.OneToOneField(
        Article,
        verbose_name="写成的稿件",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="planned_as",
    )
    dropped = models.BooleanField("不做了", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提的人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="planned_stories",
    )
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    objects = PlannedStoryQuerySet.as_manager()

    class Meta:
        verbose_name = "选题"
        verbose_name_plural = "选题"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="plannedstory_says_something",
                condition=~Q(words=""),
                violation_error_message=NO_WORDS,
            ),
        ]

    def __str__(self) -> str:
        return self.words
