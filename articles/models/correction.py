from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models.article import Article
from articles.models.dates import known_date
from articles.models.issue import Issue
from articles.text.dates import format_day
from articles.text.headline import quote_title, remove_breaks


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self) -> Self:
        """Those of articles that any reader may see now; a working copy's are left out."""
        return self.filter(Exists(Article.objects.public().filter(pk=OuterRef("article_id"))))

    def of_issue(self, issue: Issue) -> Self:
        """The errata of an issue, none until it is sealed: what was found wrong in it since then.

        What was put right before the sealing was printed right.
        """
        if issue.sealed_at is None:
            return self.none()
        sealed_on = timezone.localdate(issue.sealed_at)
        return self.public().filter(article__in=list(issue.printed), corrected_on__gte=sealed_on)

    def owed(self) -> Self:
        """Published but not yet printed in an issue: the next one has to print them."""
        return self.public().filter(printed_in="")


class Correction(models.Model):
    """What was wrong in a published article and what is right; shown under it.

    It is written and reviewed together with a revision. The duty to print it in the next issue
    comes from 《报刊刊载虚假、失实报道处理办法》 (1999).
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    text = models.TextField("更正内容", max_length=500)
    # The day it was written, replaced by the day on which its working copy is signed off.
    corrected_on = models.DateField("更正日期", validators=[known_date])
    printed_in = models.CharField(
        "已登在", max_length=60, blank=True, help_text="哪一期哪一版，例如“2026年12月号第二版”。"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经手人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="corrections",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["-corrected_on", "-id"]
        indexes = [models.Index(name="correction_newest", fields=["-corrected_on", "-id"])]

    @property
    def text_apart(self) -> str:
        """The text as it is printed away from its article, whose headline it then has to name."""
        headline = "".join(remove_breaks(self.article.headline).split())
        if headline in "".join(self.text.split()):
            return self.text
        return f"{quote_title(self.article.headline)}\N{FULLWIDTH COLON}{self.text}"

    def __str__(self) -> str:
        return f"{format_day(self.corrected_on)} {self.text[:20]}"
