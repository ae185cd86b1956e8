"""Feeds of public articles, Atom and JSON; `public()` decides which these are."""

import json
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.exports.closing import list_entries, tell_origin
from articles.exports.links import Links
from articles.models import (
    Article,
    Campaign,
    Photo,
    Place,
    Reporter,
    Section,
    SiteSettings,
    absolute_url,
)
from articles.models.article import card_parts
from articles.site.sharing import authors_of, modified_at
from articles.templatetags.bulletin import teaser
from articles.text.characters import clean_for_screen
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

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("icon", absolute_url(static("images/icon-512.png")))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        for name, url in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1, which says the same."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        told = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": clean_for_screen(self.feed["title"]),
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": clean_for_screen(self.feed["subtitle"] or ""),
            "icon": absolute_url(static("images/icon-512.png")),
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": absolute_url("/")}],
            "items": list(map(self._item, self.items)),
        }
        text = json.dumps(told, ensure_ascii=False)
        outfile.write(text.encode(encoding) if "b" in getattr(outfile, "mode", "b") else text)

    @staticmethod
    def _item(item: dict[str, Any]) -> dict[str, Any]:
        attached = [
            {"url": each.url, "mime_type": each.mime_type, "size_in_bytes": int(each.length)}
            for each in item["enclosures"]
        ]
        return {
            "id": item["unique_id"] or item["link"],
            "url": item["link"],
            "title": clean_for_screen(item["title"]),
            "summary": clean_for_screen(item["description"]),
            "content_html": item["content"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": clean_for_screen(n), "url": url} for n, url in item["authors"]],
            "tags": list(map(clean_for_screen, item["categories"])),
        } | ({"attachments": attached} if attached else {})


def _entries(articles):
    return articles.prefetch_related(*card_parts(), "campaigns").newest_first()


def _content(article: Article) -> str:
    """The whole text as HTML that stands on its own: addresses are absolute."""
    markup = Markup(address=Links(settings.SITE_URL, {}).to, table="")
    photos = [(None, photo) for photo in article.unplaced_photos]
    entries = [(block, None) for block in list_entries(article)]
    text = "".join(
        _figure(photo) if photo else markup.block(block)
        for block, photo in (*photos, *article.body_with_photos, *entries)
    )
    return text + "".join(f"<p>{escape_line(each)}</p>" for each in tell_origin(article))


def _figure(photo: Photo) -> str:
    said = " ".join(filter(None, (photo.caption, photo.credit_text)))
    caption = f"<figcaption>{escape_line(said)}</figcaption>" if said else ""
    image = f'<img src="{escape_line(absolute_url(photo.url))}" alt="{escape_line(photo.alt)}"/>'
    return f"<figure>{image}{caption}</figure>"


class LatestFeed(Feed):
    feed_type = ArticleFeed
    language = "zh-cn"
    address = "feed"

    def title(self):
        return SiteSettings.objects.current().name

    def subtitle(self):
        return SiteSettings.objects.current().description

    def author_name(self):
        return SiteSettings.objects.current().name

    def link(self):
        return absolute_url(reverse("front"))

    def feed_url(self):
        return absolute_url(reverse(self.address))

    def items(self):
        return _entries(Article.objects.public().current())[:NUMBER]

    def item_title(self, article):
        return str(article)

    def item_description(self, article):
        return " ".join(filter(None, (teaser(article), article.ai_text)))

    def item_extra_kwargs(self, article):
        authors = [
            (byline.reporter.name, absolute_url(byline.reporter.get_absolute_url()))
            for byline in authors_of(article)
        ]
        return {"content": _content(article), "authors": authors}

    def item_link(self, article):
        return absolute_url(article.get_absolute_url())

    def item_enclosures(self, article):
        sounds = [
            Enclosure(
                absolute_url(reverse("clip", args=[article.pk, each.address])),
                str(each.size),
                each.media,
            )
            for each in article.sounds
        ]
        return sounds + [
            Enclosure(
                absolute_url(reverse("attachment", args=[article.pk, each.address])),
                str(each.size),
                each.media,
            )
            for each in article.attached
        ]

    item_guid_is_permalink = True

    def item_categories(self, article):
        return [campaign.name for campaign in article.campaigns.all()]

    def item_pubdate(self, article):
        return article.publish_at

    def item_updateddate(self, article):
        return modified_at(article)


class LatestJsonFeed(LatestFeed):
    feed_type = JsonFeed
    address = "feed-json"


class NamedFeed(LatestFeed):
    """The articles of a campaign, reporter or place that has public ones."""

    model: type[Campaign | Place | Reporter | Section]

    def __call__(self, request, slug):
        row = self.model.objects.with_public_articles().at_address(slug)
        if row and row.slug != slug:
            return redirect(self.address, row.slug, permanent=True)
        return super().__call__(request, slug=slug)

    def get_object(self, request, slug):
        return get_object_or_404(self.model.objects.with_public_articles(), slug=slug)

    def title(self, row):
        return f"{row.name}——{SiteSettings.objects.current().name}"

    def subtitle(self, row):
        return row.introduction

    def link(self, row):
        return absolute_url(row.get_absolute_url())

    def feed_url(self, row):
        return absolute_url(reverse(self.address, args=[row.slug]))

    def items(self, row):
        appearances = getattr(row, self.model.appearances)
        newest = appearances.current().newest_first()[: NUMBER * 2]
        ids = newest.values(appearances.model.article_field)
        return _entries(Article.objects.filter(pk__in=ids))[:NUMBER]


class CampaignFeed(NamedFeed):
    model, address = Campaign, "campaign-feed"


class CampaignJsonFeed(CampaignFeed):
    feed_type, address = JsonFeed, "campaign-feed-json"


class SectionFeed(NamedFeed):
    model, address = Section, "section-feed"

    def items(self, row):
        return _entries(Article.objects.public().current().filter(section=row))[:NUMBER]


class SectionJsonFeed(SectionFeed):
    feed_type, address = JsonFeed, "section-feed-json"


class ReporterFeed(NamedFeed):
    model, address = Reporter, "reporter-feed"


class ReporterJsonFeed(ReporterFeed):
    feed_type, address = JsonFeed, "reporter-feed-json"


class PlaceFeed(NamedFeed):
    model, address = Place, "place-feed"


class PlaceJsonFeed(PlaceFeed):
    feed_type, address = JsonFeed, "place-feed-json"
