from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models, transaction

from articles import photos


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def keep(self, digest: str, bits: str) -> None:
        """Remember how the picture of this digest looks; the same picture once."""
        if not bits or self.filter(digest=digest).exists():
            return
        with transaction.atomic():
            row, new = self.get_or_create(digest=digest, defaults={"bits": bits})
            if new:
                bands = photos.bands_of(bits)
                LikenessBand.objects.bulk_create(
                    LikenessBand(likeness=row, value=value) for value in bands
                )

    def find_alike(self, digests: Iterable[str]) -> dict[str, set[str]]:
        """For each of these pictures the digests of others that look like it.

        Two queries for any number: an index finds those that share a band with one of them, and
        only these are compared.
        """
        asked = list(self.filter(digest__in=set(digests)))
        sought: defaultdict[int, list[Likeness]] = defaultdict(list)
        for row in asked:
            for value in photos.bands_of(row.bits):
                sought[value].append(row)
        shared = LikenessBand.objects.filter(value__in=list(sought))
        found: dict[str, set[str]] = {row.digest: set() for row in asked}
        for value, digest, bits in shared.values_list(
            "value", "likeness__digest", "likeness__bits"
        ):
            for row in sought[value]:
                if digest != row.digest and photos.are_alike(bits, row.bits):
                    found[row.digest].add(digest)
        return found


class Likeness(models.Model):
    """How a picture looks, by the digest of its file: one row, in however many articles it is."""

    digest = models.CharField(max_length=64, unique=True)
    # 128 bits as hex; see photos/likeness.py.
    bits = models.CharField(max_length=32)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = "图片的样子"
        verbose_name_plural = "图片的样子"

    def __str__(self) -> str:
        return self.bits


class LikenessBand(models.Model):
    """An eighth of the bits of a picture: those that look alike share one, and are found by it."""

    likeness = models.ForeignKey(Likeness, on_delete=models.CASCADE, related_name="bands")
    value = models.PositiveIntegerField()

    class Meta:
        verbose_name = "图片样子的一段"
        verbose_name_plural = "图片样子的各段"
        indexes = [models.Index(name="likenessband_by_value", fields=["value", "likeness"])]

    def __str__(self) -> str:
        return f"{self.value:x}"
