"""Atom feeds of public articles; `public()` decides which these are."""

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.exports.links import Links
from articles.models import Article, Campaign, Photo, SiteSettings, absolute_url
from articles.models.article import card_parts
from articles.templatetags.bulletin import teaser
from articles.text.characters import clean_for_screen
from articles.text.credit import credit_line
from articles.text.markup import Markup, escape_line

NUMBER = 30


class _CleanXML(SimplerXMLGenerator):
    """Writes only what XML allows: one odd character in a headline must not cost the whole feed."""

    def characters(self, content: str) -> None:
        super().characters(clean_for_screen(content))

    def startElement(self, name: str, attrs: dict[str, str]) -> None:  # noqa: N802 - of SAX
        super().startElement(name, {key: clean_for_screen(text) for key, text in attrs.items()})


class ArticleFeed(Atom1Feed):
    """Atom whose summaries are plain text, and whose `content` is the whole text as HTML."""

    def write(self, outfile: Any, encoding: str) -> None:
        handler = _CleanXML(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _entries(articles):
    return articles.prefetch_related(*card_parts(), "campaigns").newest_first()


def _content(article: Article) -> str:
    """The whole text as HTML that stands on its own: addresses are absolute."""
    markup = Markup(address=Links(settings.SITE_URL, {}).to, table="")
    photos = [(None, photo) for photo in article.unplaced_photos]
    return "".join(
        _figure(photo) if photo else markup.block(block)
        for block, photo in (*photos, *article.body_with_photos)
    )


def _figure(photo: Photo) -> str:
    said = " ".join(filter(None, (photo.caption, credit_line(photo.credit))))
    caption = f"<figcaption>{escape_line(said)}</figcaption>" if said else ""
    image = f'<img src="{escape_line(absolute_url(photo.url))}" alt="{escape_line(photo.alt)}"/>'
    return f"<figure>{image}{caption}</figure>"


class LatestFeed(Feed):
    feed_type = ArticleFeed

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
        return teaser(article)

    def item_extra_kwargs(self, article):
        return {"content": _content(article)}

    def item_link(self, article):
        return absolute_url(article.get_absolute_url())

    item_guid_is_permalink = True

    def item_author_name(self, article):
        return "、".join(byline.reporter.name for byline in article.writers)

    def item_categories(self, article):
        return [campaign.name for campaign in article.campaigns.all()]

    def item_pubdate(self, article):
        return article.publish_at

    def item_updateddate(self, article):
        return max(article.updated_at, article.publish_at)


class CampaignFeed(LatestFeed):
    def __call__(self, request, slug):
        row = Campaign.objects.with_public_articles().at_address(slug)
        if row and row.slug != slug:
            return redirect("campaign-feed", row.slug, permanent=True)
        return super().__call__(request, slug=slug)

    def get_object(self, request, slug):
        return get_object_or_404(Campaign.objects.with_public_articles(), slug=slug)

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
