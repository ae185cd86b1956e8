from django.db import models


class Piece(models.Model):
    """A piece of an article's text, as a number (`text/pieces.py`). Only articles.search writes it.

    On SQLite the table is its own index, without row numbers (migration 0026): six million rows
    stand for 100,000 articles. A row may outlive its article until `search.follow` runs.
    """

    pk = models.CompositePrimaryKey("number", "article")
    number = models.IntegerField()
    article = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} {self.article}"
