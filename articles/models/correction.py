from django.conf import settings
from django.db import models


class Correction(models.Model):
    """What was wrong in a published article and what is right; shown under it."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    text = models.TextField("更正内容", max_length=500)
    corrected_on = models.DateField("更正日期")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经手人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="corrections",
    )

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["-corrected_on", "-id"]

    def __str__(self):
        return f"{self.corrected_on:%Y-%m-%d} {self.text[:20]}"
