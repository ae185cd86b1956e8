from django.db import models


class SearchDoc(models.Model):
    """What of an article is searched, folded. Written by articles.search and nothing else.

    SQLite has a full-text table beside it, PostgreSQL a column more (migration 0004). A row may
    outlive its article until `search.follow` or `reindex` is told: the index may hide, never show.
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
    # Order and visibility in one number: see search/index.py.
    key = models.BigIntegerField(unique=True)
    # By which reading the row was made; another one is to be made anew.
    stamp = models.PositiveSmallIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.pk}"
