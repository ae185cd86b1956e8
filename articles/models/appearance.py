from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class AppearanceQuerySet(models.QuerySet):
    def public(self):
        """Where an article appears that any reader may see now: a range of the index, no sort.

        The article is asked again, row by row: only `ArticleQuerySet.public()` decides.
        """
        name = self.model.article_field
        articles = self.model._meta.get_field(name).related_model.objects.public()
        return self.filter(
            Exists(articles.filter(pk=OuterRef(f"{name}_id"))), publish_at__lte=timezone.now()
        )

    def newest_first(self):
        return self.order_by("-publish_at", f"-{self.model.article_field}")


class Appearance(models.Model):
    """A row that says where an article appears, with the article's publication time.

    The time stands here too because no index can help across a join: a campaign of 200,000
    articles is then a range of (campaign, publish_at, article). Null: the article is not signed
    off. `ArticleQuerySet.carry_times()` alone writes it.
    """

    #: The name of the foreign key to the article.
    article_field = "article"

    publish_at = models.DateTimeField("发布时间", null=True, editable=False)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        abstract = True
