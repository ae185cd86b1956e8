from django.db import models


class SearchDoc(models.Model):
    """The folded texts of an article that are searched. Only articles.search writes it.

    The index stands beside it: full-text tables on SQLite, tables of numbers on PostgreSQL (see
    search/sqlite.py and search/postgresql.py). A row may outlive its article until `search.follow`
    or `reindex` runs: the index may hide an article, but never show one.
    """

    article = models.OneToOneField(
        "articles.Article",
        primary_key=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="search_doc",
    )
    headline = models.TextField(blank=True)
    heads = models.TextField(blank=True)  # kicker, subhead
    names = models.TextField(blank=True)  # people and units, campaigns, places
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    # Order and visibility in one number: see `key_of` in search/document.py.
    key = models.BigIntegerField(unique=True)
    # The STAMP of the code that made the row; `reindex --stale` replaces rows with another.
    stamp = models.PositiveSmallIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"
