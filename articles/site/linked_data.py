"""What pages tell search engines, as schema.org names it (JSON-LD)."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    Byline,
    Campaign,
    Correction,
    Issue,
    Photo,
    Place,
    Reporter,
    SiteSettings,
    Subject,
    absolute_url,
)
from articles.site.clips import show_clips
from articles.site.sharing import SharedPage, authors_of, modified_at
from articles.text.characters import clean_for_screen
from articles.text.clips import Clip

Facts = dict[str, Any]
#: By the values of `TextAi` and `PhotoAi`, as schema.org calls what AI made.
_SOURCE_TYPES = {
    "part": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
    "whole": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
}


def linked_data_of(subject: Any, shared: SharedPage, site: SiteSettings) -> Facts:
    """What a page says of its subject: a row, or None for a page about the site."""
    match subject:
        case Article():
            facts = _article(subject, shared, site)
        case Reporter():
            facts = _reporter(subject, site)
        case Campaign() | Place():
            facts = {"@type": "CollectionPage", "about": {"@type": "Thing", "name": str(subject)}}
            facts |= {"name": shared.title, "isPartOf": _site(site)}
        case Issue():
            facts = _issue(subject, site)
        case _:
            facts = _site(site) if shared.path == "/" else {
                "@type": "WebPage", "name": shared.title, "isPartOf": _site(site)
            }  # fmt: skip
    facts = {"@context": "https://schema.org"} | facts
    facts |= {"url": shared.url, "inLanguage": "zh-CN"}
    return facts | ({"description": shared.description} if shared.description else {})


def _publisher(site: SiteSettings) -> Facts:
    logo = {"@type": "ImageObject", "url": absolute_url(static("images/icon-512.png"))}
    logo |= {"width": 512, "height": 512}
    facts = {"@type": "NewsMediaOrganization", "name": site.name, "logo": logo}
    facts |= {"url": absolute_url("/"), "correctionsPolicy": absolute_url(reverse("corrections"))}
    if site.sponsor:
        facts["parentOrganization"] = {"@type": "Organization", "name": site.sponsor}
    return facts


def _site(site: SiteSettings) -> Facts:
    target = f"{absolute_url(reverse('search'))}?q={{q}}"
    return {
        "@type": "WebSite",
        "name": site.name,
        "url": absolute_url("/"),
        "publisher": _publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=q",
        },
    }


def _article(article: Article, shared: SharedPage, site: SiteSettings) -> Facts:
    facts: Facts = {
        "@type": "NewsArticle",
        "headline": str(article),
        "mainEntityOfPage": shared.url,
        "author": [_byline(each) for each in authors_of(article)] or _other_author(article, site),
        "publisher": _publisher(site),
        "image": [shared.picture, *(_photo(each) for each in article.photos.all())],
        "isAccessibleForFree": True,
    }
    if article.publish_at:
        facts["datePublished"] = timezone.localtime(article.publish_at).isoformat()
        facts["dateModified"] = timezone.localtime(modified_at(article)).isoformat()
    for clip, poster in show_clips(article):
        told = facts.setdefault("video" if clip.is_film else "audio", [])
        told.append(_clip(article, clip, poster))
    if article.rolls_until:
        facts |= _live_blog(article, shared, site)
    if article.ends_at:
        facts["expires"] = timezone.localtime(article.ends_at).isoformat()
    if article.source_text:
        facts["isBasedOn"] = _origin(article)
    if made := _SOURCE_TYPES.get(article.ai_use):
        facts["digitalSourceType"] = made
    if editors := article.editors:
        facts["editor"] = [_byline(each) for each in editors]
    if campaigns := [clean_for_screen(each.name) for each in article.campaigns.all()]:
        facts["articleSection"] = campaigns
    if places := article.places.all():
        facts["contentLocation"] = [
            {"@type": "Place", "name": clean_for_screen(each.name)} for each in places
        ]
    if article.told_subjects:
        facts["mentions"] = [_subject(each) for each in article.told_subjects]
    if corrections := article.corrections.all():
        facts["correction"] = [_correction(each) for each in corrections]
    return facts


def _other_author(article: Article, site: SiteSettings) -> list[Facts]:
    """Who wrote what none of our people signed: of a reprint, never us."""
    if article.original_author:
        return [{"@type": "Person", "name": clean_for_screen(article.original_author)}]
    return [_origin(article)["publisher"] if article.source else _publisher(site)]


def _origin(article: Article) -> Facts:
    """The text that a reprint reprints."""
    facts: Facts = {"@type": "CreativeWork"}
    facts["headline"] = clean_for_screen(article.original_title or str(article))
    if article.original_author:
        facts["author"] = {"@type": "Person", "name": clean_for_screen(article.original_author)}
    if article.source:
        facts["publisher"] = {"@type": "Organization", "name": clean_for_screen(article.source)}
    return facts


def _clip(article: Article, clip: Clip, poster: Photo | None) -> Facts:
    facts: Facts = {
        "@type": "VideoObject" if clip.is_film else "AudioObject",
        "name": clean_for_screen(clip.caption or str(article)),
        "contentUrl": absolute_url(reverse("clip", args=[article.pk, clip.address])),
        "encodingFormat": clip.media,
    }
    if clip.seconds:
        facts["duration"] = f"PT{clip.seconds}S"
    if clip.transcript:
        facts["transcript"] = clean_for_screen(clip.transcript)
    if poster:
        facts["thumbnailUrl"] = absolute_url(poster.url)
    if article.publish_at:
        facts["uploadDate"] = timezone.localtime(article.publish_at).isoformat()
    return facts


def _live_blog(article: Article, shared: SharedPage, site: SiteSettings) -> Facts:
    """What a rolling story is beside an article: its entries, and until when there are new ones."""
    facts: Facts = {"@type": ["LiveBlogPosting", "NewsArticle"]}
    if article.publish_at:
        facts["coverageStartTime"] = timezone.localtime(article.publish_at).isoformat()
    if article.rolls_until:
        facts["coverageEndTime"] = timezone.localtime(article.rolls_until).isoformat()
    facts["liveBlogUpdate"] = [
        {
            "@type": "BlogPosting",
            "headline": clean_for_screen(each.headline),
            "articleBody": clean_for_screen(each.text),
            "datePublished": each.at,
            "url": f"{shared.url}#{each.anchor}",
            "author": {"@type": "Person", "name": clean_for_screen(each.signed)}
            if each.signed
            else _publisher(site),
        }
        for each in article.rolling
    ]
    return facts


def _byline(byline: Byline) -> Facts:
    reporter = byline.reporter
    url = absolute_url(reporter.get_absolute_url())
    return {"@type": "Person", "name": clean_for_screen(reporter.name), "url": url}


def _subject(subject: Subject) -> Facts:
    kind = {"person": "Person", "organisation": "Organization"}.get(subject.kind, "Place")
    url = absolute_url(subject.get_absolute_url())
    return {"@type": kind, "name": clean_for_screen(subject.name), "url": url}


def _photo(photo: Photo) -> Facts:
    facts: Facts = {"@type": "ImageObject", "url": absolute_url(photo.url)}
    facts |= {"width": photo.width, "height": photo.height}
    if photo.caption:
        facts["caption"] = clean_for_screen(photo.caption)
    if photo.credit_text:
        facts["creditText"] = photo.credit_text
    if made := _SOURCE_TYPES.get(photo.ai_use):
        facts["digitalSourceType"] = made
    return facts


def _correction(correction: Correction) -> Facts:
    return {
        "@type": "CorrectionComment",
        "text": clean_for_screen(correction.text),
        "datePublished": correction.corrected_on.isoformat(),
    }


def _reporter(reporter: Reporter, site: SiteSettings) -> Facts:
    person = {"@type": "Person", "name": clean_for_screen(reporter.name)}
    person |= {"jobTitle": reporter.get_role_display(), "worksFor": _publisher(site)}
    return {"@type": "ProfilePage", "mainEntity": person, "isPartOf": _site(site)}


def _issue(issue: Issue, site: SiteSettings) -> Facts:
    paper = {"@type": "Newspaper", "name": site.name, "publisher": _publisher(site)}
    return {
        "@type": "PublicationIssue",
        "issueNumber": str(issue.whole_number),
        "datePublished": issue.date.isoformat(),
        "isPartOf": paper,
    }
