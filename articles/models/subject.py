from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from articles.models.article import Article
from articles.models.wording import TOO_SHORT, clean_wording
from articles.text.characters import clean_to_one_line


class SubjectQuerySet(models.QuerySet["Subject"]):
    def with_public_articles(self) -> Self:
        """Those that an editor confirmed in an article that readers may see; no others may be
        named to readers."""
        told = Article.objects.public().filter(
            subject_mentions__subject=OuterRef("pk"), subject_mentions__confirmed=True
        )
        return self.filter(Exists(told))

    def at_address(self, slug: str) -> Subject | None:
        """The row with this address, or the one that took over the row that had it."""
        return self.filter(slug=slug).first() or self.filter(former_slugs__slug=slug).first()


class Subject(models.Model):
    """Whom or what texts tell of: a person, an organisation or a place of the house's list 名录.

    Reporters are who wrote a text, streets and communities where it belongs: these are others.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "人物"
        ORGANISATION = "organisation", "单位"
        SITE = "site", "地点"

    kind = models.CharField("是什么", max_length=12, choices=Kind)
    name = models.CharField("名称", max_length=60, validators=[MinLengthValidator(2, TOO_SHORT)])
    aliases = models.TextField(
        "也写作", max_length=300, blank=True, help_text="别名、简称，一行一个。文中写着就认得出。"
    )
    about = models.CharField(
        "一句话", max_length=120, blank=True, help_text="是谁，做什么的；同名的靠这句分开。会公开。"
    )
    slug = models.SlugField(
        "网址名", max_length=80, unique=True, blank=True, help_text="留空则由拼音生成；以后不改。"
    )
    active = models.BooleanField(
        "在新稿里找", default=True, help_text="不勾的，新稿里不再提出来；已经确认的留着。"
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = "文中人物、单位、地点"
        verbose_name_plural = "文中人物、单位、地点"
        ordering = ["kind", "name", "id"]
        constraints = [
            models.CheckConstraint(
                name="subject_kind_known",
                condition=models.Q(kind__in=["person", "organisation", "site"]),
            ),
            models.UniqueConstraint(
                name="subject_told_apart",
                fields=["kind", "name", "about"],
                violation_error_message="名录里已有同名的，请在“一句话”里写明分别是谁。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subject", args=[self.slug])

    @property
    def spellings(self) -> list[str]:
        """The name and its other spellings, each of two characters at the least."""
        lines = (clean_to_one_line(line).strip() for line in self.aliases.split("\n"))
        return [self.name, *(line for line in lines if len(line) > 1)]

    def clean(self) -> None:
        """Refuses a name or spelling of nothing that one sees, or of one character."""
        clean_wording(self, "name")
        lines = (clean_to_one_line(line).strip() for line in self.aliases.splitlines())
        kept = [line for line in lines if line]
        if short := [line for line in kept if len(line) < 2]:
            raise ValidationError({"aliases": f"“{short[0]}”{TOO_SHORT}"})
        self.aliases = "\n".join(dict.fromkeys(kept))


class SubjectMentionQuerySet(models.QuerySet["SubjectMention"]):
    def told(self) -> Self:
        """Those that an editor confirmed, with their subjects, in the order of the list."""
        rows = self.filter(confirmed=True).select_related("subject")
        return rows.order_by("subject__kind", "subject__name", "pk")


class SubjectMention(models.Model):
    """What an editor decided of a name that was found in an article: that it is meant, or not."""

    subject = models.ForeignKey(
        Subject, verbose_name="名录", on_delete=models.CASCADE, related_name="mentions"
    )
    article = models.ForeignKey(
        Article, verbose_name="稿件", on_delete=models.CASCADE, related_name="subject_mentions"
    )
    confirmed = models.BooleanField("是")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="谁定的",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField("几时定的", default=timezone.now)

    objects = SubjectMentionQuerySet.as_manager()

    class Meta:
        verbose_name = "文中写到"
        verbose_name_plural = "文中写到"
        constraints = [
            models.UniqueConstraint(name="subject_mention_once", fields=["article", "subject"])
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.article_id}"
