"""Sitemaps of everything that is public, for search engines."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models import Article, Campaign, Issue, Page, Place, Reporter, Section, Subject
from articles.site.sharing import modified_at


class NumberPaginator(Paginator):
    """Pages of the articles with so many following numbers, oldest first: none is counted, the last
    page costs what the first does, and what is published changes the last one only."""

    @cached_property
    def num_pages(self):
        first, last = (self._number(order) // self.per_page for order in ("pk", "-pk"))
        return last - first + 1

    def page(self, number):
        number = self.validate_number(number)
        begin = (self._number("pk") // self.per_page + number - 1) * self.per_page
        rows = self.object_list.filter(pk__gte=begin, pk__lt=begin + self.per_page)
        return self._get_page(rows, number, self)

    def _number(self, order):
        return self.object_list.order_by(order).values_list("pk", flat=True).first() or 0


class ArticleSitemap(Sitemap):
    limit = 2000

    def items(self):
        return Article.objects.public_by_number().only("pk", "publish_at", "updated_at")

    @property
    def paginator(self):
        return NumberPaginator(self.items(), self.limit)

    def lastmod(self, article):
        return modified_at(article)

    def get_latest_lastmod(self):
        """Of the articles changed and published last: the others need not be loaded."""
        rows = Article.objects.only("publish_at", "updated_at")
        last = [*rows.public_last_changed()[:1], *rows.public().newest_first()[:1]]
        return max(map(modified_at, last), default=None)


class ListSitemap(Sitemap):
    """The front page, the lists, and each campaign, place and reporter with public articles."""

    def items(self):
        names = (
            "front",
            "campaigns",
            "sections",
            "reporters",
            "places",
            "archive",
            "issues",
            "corrections",
        )
        pages = [reverse(name) for name in names]
        for model in (Campaign, Place, Reporter, Section, Subject):
            rows = model.objects.with_public_articles().only("slug")
            pages += [row.get_absolute_url() for row in rows]
        return pages

    def location(self, page):
        return page


class IssuePageSitemap(Sitemap):
    limit = 2000

    def items(self):
        rows = Page.objects.filter(issue__in=Issue.objects.public()).select_related("issue")
        rows = rows.only("number", "issue__month", "issue__sealed_at")
        return rows.order_by("-issue__month", "number")

    def lastmod(self, page):
        return page.issue.sealed_at

    def location(self, page):
        issue = page.issue
        first = page.number == 1
        return (
            issue.get_absolute_url()
            if first
            else reverse("issue_page", args=[issue.slug, page.number])
        )


class NewsSitemap(ArticleSitemap):
    """What was published in the last two days, as search engines ask for news."""

    limit = 1000
    paginator = Sitemap.paginator

    def items(self):
        newest = (
            Article.objects.public()
            .current()
            .filter(publish_at__gt=timezone.now() - timedelta(days=2))
        )
        return newest.newest_first().only("pk", "headline", "publish_at", "updated_at")


SITEMAPS = {
    "articles": ArticleSitemap,
    "lists": ListSitemap,
    "issues": IssuePageSitemap,
    "news": NewsSitemap,
}
