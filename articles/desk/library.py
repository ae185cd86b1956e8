"""图库: the pictures that an account may see, where each is used, and which look alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Likeness, Photo, SiteSettings, say_where
from articles.text.dates import format_day


@dataclass(frozen=True, slots=True)
class PictureUse:
    """An article that has the picture, and where that stands."""

    article: Article
    url: str
    where: str


@dataclass(slots=True)
class LibraryPicture:
    """A picture of the library; `alike` are others that look like it."""

    photo: Photo
    day: str
    uses: list[PictureUse] = field(default_factory=list)
    alike: list[Photo] = field(default_factory=list)

    @property
    def is_used(self) -> bool:
        """Whether a public article uses it."""
        return any(use.article.is_public for use in self.uses)


def collect_shots(keys: Iterable[int], user: User, site: SiteSettings) -> list[LibraryPicture]:
    """What the library shows of the photos of these ids: seven queries at most, for any number."""
    keys = list(keys)
    rows = Photo.objects.select_related("article").defer("article__body").in_bulk(keys)
    found = (rows[key] for key in keys if key in rows)
    shots = [LibraryPicture(photo, _say_day(photo)) for photo in found]
    digests = {shot.photo.digest for shot in shots}
    uses, alike = _find_uses(digests, user, site), _find_alike(digests, user)
    for shot in shots:
        shot.uses = uses[shot.photo.digest]
        shot.alike = alike[shot.photo.digest]
    return shots


def find_like(photo: Photo, user: User) -> QuerySet[Photo]:
    """The photo, and those that look like it, of what the account may see."""
    digests = Likeness.objects.find_alike([photo.digest]).get(photo.digest, set())
    return Photo.objects.visible_to(user).filter(digest__in={photo.digest, *digests})


def tell_of_like(digest: str, user: User) -> str:
    """A sentence about pictures that look like the one of this digest; empty if there are none."""
    alike = Likeness.objects.find_alike([digest]).get(digest, set())
    seen = Photo.objects.visible_to(user).filter(digest__in={digest, *alike})
    found = list(seen.once_each().select_related("article").defer("article__body"))
    if not found:
        return ""
    first = next((photo for photo in found if photo.digest == digest), found[0])
    how = "一样" if first.digest == digest else "相近"
    more = f"，另有{len(found) - 1}幅很像" if len(found) > 1 else ""
    return f"图库里已有一张{how}的：{say_title(first.article)}图{first.number}{more}。"


def say_title(article: Article) -> str:
    """《主题》; with the number where it has none yet."""
    return f"《{article}》" if article.headline else f"无题（稿号{article.pk}）"


def _find_uses(
    digests: set[str], user: User, site: SiteSettings
) -> defaultdict[str, list[PictureUse]]:
    """The articles that use each picture, as far as they are public or the account may see them."""
    articles = Article.objects.visible_to(user) | Article.objects.public()
    rows = Photo.objects.filter(digest__in=digests, article__in=articles.values("pk"))
    rows = rows.select_related("article").defer("article__body")
    seen = {photo.article_id: photo.article for photo in rows}
    places = say_where(seen.values())
    found: defaultdict[str, list[PictureUse]] = defaultdict(list)
    said = set()
    for photo in sorted(rows, key=_newest_first):
        article = photo.article
        if (photo.digest, article.pk) not in said:
            said.add((photo.digest, article.pk))
            where = places.get(article.pk) or _say_state(article, site)
            found[photo.digest].append(PictureUse(article, _address(article, user), where))
    return found


def _newest_first(photo: Photo) -> tuple[bool, int, int]:
    return not photo.article.is_public, -photo.article_id, photo.number


def _address(article: Article, user: User) -> str:
    if article.is_visible_to(user):
        return reverse("admin:articles_article_change", args=[article.pk])
    return article.get_absolute_url()


def _say_state(article: Article, site: SiteSettings) -> str:
    if article.is_public and article.publish_at:
        return f"{_format(timezone.localdate(article.publish_at))}发布"
    return site.status_label(article.status)


def _find_alike(digests: set[str], user: User) -> defaultdict[str, list[Photo]]:
    alike = Likeness.objects.find_alike(digests)
    others = set().union(*alike.values())
    rows = Photo.objects.visible_to(user).filter(digest__in=others).once_each() if others else ()
    by_digest = {photo.digest: photo for photo in rows}
    found: defaultdict[str, list[Photo]] = defaultdict(list)
    for digest, like in alike.items():
        found[digest] = [by_digest[each] for each in sorted(like) if each in by_digest]
    return found


def _say_day(photo: Photo) -> str:
    """The day it was taken, or else the day its article was published or begun."""
    if photo.taken_on:
        return f"{_format(photo.taken_on)}拍摄"
    article = photo.article
    if article.publish_at:
        return f"{_format(timezone.localdate(article.publish_at))}发布"
    return f"{_format(timezone.localdate(article.created_at))}来稿"


def _format(day: date) -> str:
    return format_day(day, this_year=timezone.localdate().year)
