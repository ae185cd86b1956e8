from django.db import models


class ArchivedPiece(models.Model):
    """In how many archived texts two or three Chinese characters stand one after another.

    Only `search/archive.py` writes it: the proofreader learns from it what this newsroom writes.
    """

    piece = models.CharField(max_length=3, primary_key=True)
    texts = models.IntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.piece} {self.texts}"


class ArchivedText(models.Model):
    """The public text of an article as its pieces were counted, so that they can be taken out."""

    article = models.OneToOneField(
        "articles.Article",
        primary_key=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="archived_text",
    )
    text = models.TextField()
    publish_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"
