from __future__ import annotations

from django.conf import settings
from django.db import models


class WechatDraft(models.Model):
    """An article that was put into the 草稿箱 of a 公众号; what was sent where, and by whom."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        on_delete=models.CASCADE,
        related_name="wechat_drafts",
    )
    appid = models.CharField("公众号", max_length=32)
    # The draft's name there; several articles of one draft have the same, in their positions.
    media_id = models.CharField("草稿", max_length=128)
    position = models.PositiveSmallIntegerField("第几篇", default=1)
    title = models.CharField("公众号标题", max_length=64)
    # The SHA-256 in hex of the text as it went there.
    digest = models.CharField("校验码", max_length=64)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经手人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="wechat_drafts",
    )
    sent_at = models.DateTimeField("送出时间", auto_now_add=True)

    class Meta:
        verbose_name = "公众号草稿"
        verbose_name_plural = "公众号草稿"
        ordering = ["-sent_at", "position"]

    def __str__(self) -> str:
        return self.title
