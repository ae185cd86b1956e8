from django.db import models


class Appearance(models.Model):
    """A row that says where an article appears, with the article's publication time.

    The time stands here too because no index can help across a join: a campaign of 200,000
    articles is then a range of (campaign, publish_at, article). Null: the article is not signed
    off. `ArticleQuerySet.carry_times()` alone writes it.
    """

    publish_at = models.DateTimeField("发布时间", null=True, editable=False)

    class Meta:
        abstract = True
