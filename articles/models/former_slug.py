from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from articles.models.campaign import Campaign
    from articles.models.place import Place
    from articles.models.reporter import Reporter
    from articles.models.subject import Subject


OWNERS = ("campaign", "reporter", "place", "subject")


class FormerSlugQuerySet(models.QuerySet["FormerSlug"]):
    def of(self, row: Campaign | Place | Reporter | Subject) -> Self:
        return self.filter(**{row._meta.model_name or "": row})

    def keep(
        self, slug: str, row: Campaign | Place | Reporter | Subject, *, merged: int | None = None
    ) -> None:
        """From now on this old address leads to the row, into which its own was `merged`."""
        owner = row._meta.model_name or ""
        self.filter(slug=slug, **{f"{owner}__isnull": False}).delete()
        self.create(slug=slug, merged=merged, **{owner: row})

    def heirs(self, owner: str, keys: Iterable[int | None]) -> dict[int, int]:
        """Into which row each of these was merged that are no more, by their numbers."""
        rows = self.filter(merged__in=[*filter(None, keys)], **{f"{owner}__isnull": False})
        return dict(rows.values_list("merged", f"{owner}_id"))


class FormerSlug(models.Model):
    """An address that a row had before: it is printed and linked."""

    slug = models.SlugField("从前的网址名", max_length=100)
    campaign = models.ForeignKey(
        "articles.Campaign", null=True, on_delete=models.CASCADE, related_name="former_slugs"
    )
    reporter = models.ForeignKey(
        "articles.Reporter", null=True, on_delete=models.CASCADE, related_name="former_slugs"
    )
    place = models.ForeignKey(
        "articles.Place", null=True, on_delete=models.CASCADE, related_name="former_slugs"
    )

    subject = models.ForeignKey(
        "articles.Subject", null=True, on_delete=models.CASCADE, related_name="former_slugs"
    )

    #: The number of the row whose address it was, if that was merged: old versions name it.
    merged = models.BigIntegerField("并入前的编号", null=True, editable=False)

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        verbose_name = "从前的网址名"
        verbose_name_plural = "从前的网址名"
        constraints = [
            models.UniqueConstraint(
                name=f"former_slug_once_{owner}",
                fields=["slug"],
                condition=Q(**{f"{owner}__isnull": False}),
            )
            for owner in OWNERS
        ]

    def __str__(self) -> str:
        return self.slug
