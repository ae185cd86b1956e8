from typing import Self

from django.conf import settings
from django.db import models


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def standing(self) -> Self:
        return self.filter(taken_back_at__isnull=True)


class Judgement(models.Model):
    """裁定: somebody's decision that what the proofreader found is no error, and why.

    It stands for as long as the text there does: `place` is a hash of the rule, of what was found
    and of the sentence around it (`review/proofreading.py`).
    """

    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="judgements"
    )
    place = models.CharField(max_length=64, editable=False)
    rule = models.CharField("规则", max_length=40, editable=False)
    severity = models.CharField("轻重", max_length=5, editable=False)
    text = models.CharField("所指文字", max_length=200, blank=True, editable=False)
    message = models.CharField("校对意见", max_length=300, editable=False)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="裁定人",
        on_delete=models.PROTECT,
        related_name="judgements",
    )
    # The name as it was then: the sign-off sheet prints it.
    by_name = models.CharField(max_length=150, editable=False)
    made_at = models.DateTimeField("时间", auto_now_add=True)
    taken_back_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = "裁定"
        verbose_name_plural = "裁定"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="judgement_once",
                fields=["article", "place"],
                condition=models.Q(taken_back_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}\N{FULLWIDTH COLON}{self.reason}"
