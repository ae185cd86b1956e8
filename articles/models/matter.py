from __future__ import annotations

from django.db import models

from articles.models.article import Article


class MatterQuerySet(models.QuerySet["Matter"]):
    def of(self, article: Article) -> Matter | None:
        """The matter that an article belongs to."""
        return self.filter(entries__article=article).first()


class Matter(models.Model):
    """One matter, from its first report to what comes next, as an editor named it 前因后果.

    A campaign is where articles are printed, a matter is what happened.
    """

    name = models.CharField("事情", max_length=40, help_text="例如“澄河码头怎样留下来”。")
    coming = models.CharField(
        "接下来",
        max_length=120,
        blank=True,
        help_text="下一步是什么、什么时候，例如“2027年春节前，步行桥通行”。没有就空着。",
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "前因后果"
        verbose_name_plural = "前因后果"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name


class MatterEntry(models.Model):
    """An article of a matter; readers see it in the order of publication, if it is public."""

    matter = models.ForeignKey(
        Matter, verbose_name="前因后果", on_delete=models.CASCADE, related_name="entries"
    )
    article = models.OneToOneField(
        Article,
        verbose_name="稿件",
        on_delete=models.CASCADE,
        related_name="matter_entry",
        error_messages={"unique": "这篇稿件已经在另一件事里，一篇只归一件。"},
    )
    words = models.CharField(
        "一句话", max_length=60, blank=True, help_text="这一步是什么，可不填。"
    )

    class Meta:
        verbose_name = "其中各篇"
        verbose_name_plural = "其中各篇"
        ordering = ["article__publish_at", "id"]

    def __str__(self) -> str:
        return str(self.article)
