"""What a page says of itself where its address is shared: title, description, picture."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.exports.share_picture import SIZE, ShareCard, ShareShot, draw_share_picture
from articles.models import (
    Article,
    Byline,
    Campaign,
    Issue,
    Page,
    Photo,
    Place,
    Reporter,
    Role,
    SiteSettings,
    absolute_url,
)
from articles.text.characters import clean_to_one_line
from articles.text.dates import format_day
from articles.text.months import BadMonth, Month
from articles.text.opening import find_opening

_DESCRIPTION = 120
#: A narrower photo would be blown up beside the headline.
_WIDE_ENOUGH = 456
_FOLDER = "share"
#: Drawing takes 0.05 seconds of a processor: crawlers that ask for many wait for each other.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What is told of a public page. `kind` and `key` say whose picture it has."""

    title: str
    description: str
    path: str
    card: ShareCard
    kind: str = "site"
    key: str = "site"
    og_type: str = "website"

    @property
    def picture(self) -> str:
        """The full address of its picture; another one as soon as the picture changes."""
        path = reverse("share_picture", args=[self.kind, self.key])
        return f"{absolute_url(path)}?v={self.card.digest}"

    @property
    def url(self) -> str:
        return absolute_url(self.path)

    @property
    def width(self) -> int:
        return SIZE[0]

    @property
    def height(self) -> int:
        return SIZE[1]


def modified_at(article: Article) -> datetime:
    """When what readers get of a public article changed for the last time."""
    if article.publish_at is None:
        return article.updated_at
    return max(article.updated_at, article.publish_at)


def authors_of(article: Article) -> list[Byline]:
    """Who wrote it: the bylines above the text without photographers. Prefetch `bylines`."""
    return [byline for byline in article.writers if byline.role != Role.PHOTOGRAPHER]


def describe_article(article: Article, site: SiteSettings) -> SharedPage:
    """Prefetch `campaigns`, `places` and `photos`."""
    labels = [campaign.name for campaign in article.campaigns.all()[:1]]
    places = [place.name for place in article.places.all()[:1]]
    day = [format_day(timezone.localdate(article.publish_at))] if article.publish_at else []
    photo = next((each for each in article.photos.all() if each.width >= _WIDE_ENOUGH), None)
    # Beside a photo the line has room for twenty characters.
    sponsor = [site.sponsor] if site.sponsor and not photo else []
    foot = "\N{IDEOGRAPHIC SPACE}".join([*day, *places, *sponsor])
    card = ShareCard(
        site.masthead,
        labels[0] if labels else article.get_genre_display(),
        article.headline,
        foot,
        _shot(photo) if photo else None,
    )
    return SharedPage(
        title=str(article),
        description=_shorten(_say_what_it_tells(article)),
        path=article.get_absolute_url(),
        card=card,
        kind="articles",
        key=str(article.pk),
        og_type="article",
    )


def _say_what_it_tells(article: Article) -> str:
    """Its summary or first words; where it has pictures alone, what they show."""
    said = article.summary or find_opening(article.body, _DESCRIPTION)
    captions = (each.caption or each.alt for each in article.photos.all())
    return said or next(filter(None, captions), "") or str(article)


def _shot(photo: Photo) -> ShareShot:
    focus = photo.focus_left / 100, photo.focus_top / 100
    return ShareShot(photo.image.name or "", photo.digest, focus)


def describe_campaign(campaign: Campaign, site: SiteSettings) -> SharedPage:
    said = _shorten(campaign.introduction) or f"{site.name}专栏“{campaign.name}”的全部报道。"
    card = ShareCard(site.masthead, "专栏", campaign.slogan or campaign.name, _foot(campaign, site))
    title = f"{campaign.name}·专栏"
    return SharedPage(title, said, campaign.get_absolute_url(), card, "campaigns", campaign.slug)


def describe_reporter(reporter: Reporter, site: SiteSettings) -> SharedPage:
    role = reporter.get_role_display()
    said = _shorten(f"{site.name}{role}{reporter.name}的报道。{reporter.introduction}")
    card = ShareCard(site.masthead, role, reporter.name, site.sponsor)
    return SharedPage(
        reporter.name, said, reporter.get_absolute_url(), card, "reporters", reporter.slug,
        "profile",
    )  # fmt: skip


def describe_place(place: Place, site: SiteSettings) -> SharedPage:
    said = _shorten(f"{site.name}关于{place.name}的报道。{place.introduction}")
    card = ShareCard(site.masthead, place.get_kind_display(), place.name, site.sponsor)
    return SharedPage(place.name, said, place.get_absolute_url(), card, "places", place.slug)


def describe_issue(issue: Issue, site: SiteSettings, page: Page | None = None) -> SharedPage:
    """An issue as a whole, or one of its pages."""
    named = f"第{page.number}版\N{IDEOGRAPHIC SPACE}{page.name}" if page else ""
    said = f"{site.name}{issue}（总第{issue.whole_number}期）"
    said += f"第{page.number}版\N{FULLWIDTH COLON}{page.name}。" if page else "，逐版翻看。"
    path = issue.get_absolute_url()
    if page and page.number != 1:
        path = reverse("issue_page", args=[issue.slug, page.number])
    foot = f"{format_day(issue.date)}\N{IDEOGRAPHIC SPACE}{site.sponsor}"
    headline = f"{issue}\N{IDEOGRAPHIC SPACE}{issue.title}" if issue.title else str(issue)
    card = ShareCard(site.masthead, f"总第{issue.whole_number}期", headline, foot)
    title = f"{issue}{named}" if named else str(issue)
    return SharedPage(title, said, path, card, "issues", issue.slug)


def describe_month(month: Month, site: SiteSettings) -> SharedPage:
    """A month that has public articles."""
    card = ShareCard(site.masthead, "归档", str(month), site.sponsor)
    path = reverse("month", args=[month.year, month.number])
    return SharedPage(
        str(month), f"{site.name}{month}的全部报道。", path, card, "months", month.slug
    )


def describe_site(
    site: SiteSettings, *, path: str = "/", title: str = "", description: str = ""
) -> SharedPage:
    """The front page, or a page about nothing in particular that says what it is."""
    card = ShareCard(site.masthead, "", site.tagline or site.name, site.sponsor or site.name)
    said = description or site.description or f"{site.name}的报道、专栏和每月一期的报纸。"
    return SharedPage(title or site.name, _shorten(said), path, card)


def _foot(campaign: Campaign, site: SiteSettings) -> str:
    name = [campaign.name] if campaign.slogan else []
    return "\N{IDEOGRAPHIC SPACE}".join([*name, *filter(None, [site.sponsor])])


def _shorten(text: str) -> str:
    line = clean_to_one_line(text).strip()
    return line if len(line) <= _DESCRIPTION else line[: _DESCRIPTION - 2] + "……"


#: How each kind of page is described, by the model of what it is about.
DESCRIPTIONS: dict[type, Callable[..., SharedPage]] = {
    Article: describe_article,
    Campaign: describe_campaign,
    Issue: describe_issue,
    Month: describe_month,
    Place: describe_place,
    Reporter: describe_reporter,
}


def find_shared(kind: str, key: str, site: SiteSettings) -> SharedPage | None:
    """The page whose picture is asked for, if readers may see that page now."""
    if (kind, key) == ("site", "site"):
        return describe_site(site)
    if kind == "months":
        return _find_month(key, site)
    rows = _rows_of(kind, key)
    row = rows.first() if rows is not None else None
    return DESCRIPTIONS[type(row)](row, site) if row is not None else None


def _find_month(key: str, site: SiteSettings) -> SharedPage | None:
    with suppress(BadMonth):
        month = Month.parse(key)
        if Article.objects.public_within(*month.span).exists():
            return describe_month(month, site)
    return None


def _rows_of(kind: str, key: str) -> QuerySet[Any] | None:
    match kind:
        case "articles":
            number = int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
            return Article.objects.public().with_parts().filter(pk=number)
        case "campaigns":
            return Campaign.objects.with_public_articles().filter(slug=key)
        case "reporters":
            return Reporter.objects.with_public_articles().filter(slug=key)
        case "places":
            return Place.objects.with_public_articles().filter(slug=key)
        case "issues":
            with suppress(BadMonth):
                return Issue.objects.public().filter(month=Month.parse(key).first)
    return None


def read_picture(shared: SharedPage) -> bytes:
    """The page's picture: as it is kept, or drawn and kept now, in place of those before it.

    Raises NoFonts.
    """
    folder = f"{_FOLDER}/{shared.kind}/{shared.key}"
    name = f"{folder}/{shared.card.digest}.jpg"
    if kept := _find_kept(name):
        return kept
    with _ONE_AT_A_TIME:
        if kept := _find_kept(name):
            return kept
        drawn = draw_share_picture(shared.card)
        _keep(folder, name, drawn)
    return drawn


def _find_kept(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""


def _keep(folder: str, name: str, drawn: bytes) -> None:
    """A full disk costs nobody the picture: it is drawn again the next time."""
    try:
        before = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        before = []
    with suppress(OSError):
        for each in before:
            default_storage.delete(f"{folder}/{each}")
        default_storage.save(name, ContentFile(drawn))
