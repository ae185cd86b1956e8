from django.db import models
from reversion.models import Revision


class Version(models.Model):
    """A version of an article. django-reversion keeps its content; see articles.versions."""

    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField("版次")
    digest = models.CharField("校验码", max_length=64)
    # django-reversion's row: who made the version, when and why, and the rows as they were then.
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="article")

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["article", "number"]),
        ]

    def __str__(self) -> str:
        return f"第{self.number}版"
