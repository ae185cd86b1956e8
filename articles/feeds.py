"""Atom feeds of public articles; `public()` decides which these are."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from articles.models import Article, Campaign, SiteSettings
from articles.text.characters import clean_for_screen

NUMBER = 30


def absolute_url(path):
    return settings.SITE_URL + path


def _entries(articles):
    return articles.for_cards().prefetch_related("campaigns").newest_first()


class LatestFeed(Feed):
    feed_type = Atom1Feed

    def title(self):
        return SiteSettings.objects.current().name

    def subtitle(self):
        return SiteSettings.objects.current().description

    def link(self):
        return absolute_url(reverse("front"))

    def feed_url(self):
        return absolute_url(reverse("feed"))

    def items(self):
        return _entries(Article.objects.public())[:NUMBER]

    def item_title(self, article):
        return str(article)

    def item_description(self, article):
        return clean_for_screen(article.summary)

    def item_link(self, article):
        return absolute_url(article.get_absolute_url())

    item_guid_is_permalink = True

    def item_author_name(self, article):
        return "、".join(clean_for_screen(byline.reporter.name) for byline in article.writers)

    def item_categories(self, article):
        return [campaign.name for campaign in article.campaigns.all()]

    def item_pubdate(self, article):
        return article.publish_at

    def item_updateddate(self, article):
        return max(article.updated_at, article.publish_at)


class CampaignFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Campaign, slug=slug)

    def title(self, campaign):
        return f"{campaign.name}——{SiteSettings.objects.current().name}"

    def subtitle(self, campaign):
        return campaign.introduction

    def link(self, campaign):
        return absolute_url(campaign.get_absolute_url())

    def feed_url(self, campaign):
        return absolute_url(reverse("campaign-feed", args=[campaign.slug]))

    def items(self, campaign):
        newest = campaign.campaigned.public().newest_first()[:NUMBER]
        return _entries(Article.objects.filter(pk__in=newest.values("content_object")))
