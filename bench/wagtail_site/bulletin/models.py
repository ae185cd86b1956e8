"""A bulletin as Wagtail's tutorial builds one: pages with orderables, snippets for names."""

from django.core.paginator import Paginator
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet

#: As many cards as the front page and a leaf of Newsroom have of the same content.
FRONT, LEAF = 24, 30
BEFORE, AFTER, RELATED = 3, 2, 3


class NamedSnippet(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


@register_snippet
class BulletinCampaign(NamedSnippet):
    pass


@register_snippet
class BulletinPlace(NamedSnippet):
    pass


@register_snippet
class BulletinReporter(NamedSnippet):
    pass


class BulletinByline(Orderable):
    page = ParentalKey("BulletinArticle", on_delete=models.CASCADE, related_name="bylines")
    reporter = models.ForeignKey(BulletinReporter, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    unit = models.CharField(max_length=100)


class BulletinArticle(Page):
    kicker = models.CharField(max_length=300, blank=True)
    subhead = models.CharField(max_length=300, blank=True)
    date = models.DateField(db_index=True)
    body = RichTextField()
    campaigns = ParentalManyToManyField(BulletinCampaign, related_name="articles")
    places = ParentalManyToManyField(BulletinPlace, related_name="articles")

    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("subhead"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    template = "bulletin/article.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        campaign = self.campaigns.first()
        context["campaign"] = campaign
        shown = {self.pk}
        if campaign:
            steps = BulletinArticle.objects.live().filter(campaigns=campaign)
            earlier = steps.filter(date__lt=self.date).order_by("-date", "-pk")[:BEFORE]
            later = steps.filter(date__gt=self.date).order_by("date", "pk")[:AFTER]
            context["steps"] = [*reversed(earlier), self, *later]
            shown |= {row.pk for row in context["steps"]}
        near = BulletinArticle.objects.live()
        if place := self.places.first():
            near = near.filter(places=place)
        newest = near.order_by("-date", "-pk")[: RELATED + len(shown)]
        context["related"] = [row for row in newest if row.pk not in shown][:RELATED]
        return context


def cards(articles):
    """With all that a card shows, in a fixed number of queries."""
    parts = ("bylines__reporter", "campaigns", "places")
    return articles.order_by("-date", "-pk").prefetch_related(*parts)


class BulletinFront(Page):
    template = "bulletin/front.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["articles"] = cards(BulletinArticle.objects.live())[:FRONT]
        context["campaigns"] = BulletinCampaign.objects.all()[:8]
        return context


class BulletinCampaignPage(Page):
    """A campaign's articles, by pages."""

    campaign = models.ForeignKey(BulletinCampaign, on_delete=models.PROTECT, related_name="+")
    template = "bulletin/campaign.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        rows = BulletinArticle.objects.live().filter(campaigns=self.campaign)
        context["leaf"] = Paginator(cards(rows), LEAF).get_page(request.GET.get("p"))
        return context
