"""The contents of an issue, read once: every format is made from them without database queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from typing import Literal, cast

from django.conf import settings
from django.utils import timezone

from articles import photos, versions
from articles.exports.closing import close
from articles.models import (
    Article,
    Correction,
    Genre,
    Issue,
    Placement,
    Role,
    SiteSettings,
    Weight,
)
from articles.text.attached import AttachedFile
from articles.text.body import Block, blocks
from articles.text.byline import signature
from articles.text.clips import Clip
from articles.text.credit import credit_line
from articles.text.flow import place_photos
from articles.text.headline import UNTITLED, headline_lines, on_one_line
from articles.text.months import Month
from articles.text.rolling import RollingEntry

#: The values of `Placement.Kind`.
Kind = Literal["lead", "second", "brief", "photo"]


class IssueRefused(Exception):  # noqa: N818
    """This issue can't be exported; the message tells the staff why."""


@dataclass(frozen=True, slots=True)
class SignedName:
    """A name as printed; `role` is a value of `Role`, and `label` the Chinese word for it."""

    role: str
    label: str
    name: str
    unit: str

    @property
    def in_full(self) -> str:
        return signature(self.label, self.name, self.unit)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo. `file` is its name in the default storage (WebP); the body refers to `number`."""

    number: int
    file: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    digest: str
    focus_left: int = photos.CENTRE
    focus_top: int = photos.CENTRE
    taken_on: date | None = None
    ai_use: str = ""
    consent: str = ""  # for the newsroom's own archive, and no other file

    @property
    def credit_text(self) -> str:
        """Whose picture it is, and what AI did to it, as printed."""
        return credit_line(self.credit, self.ai_use)

    @property
    def focus(self) -> tuple[float, float]:
        """What crops keep in sight, as shares of the width and the height."""
        return self.focus_left / 100, self.focus_top / 100

    @property
    def shape(self) -> float:
        """Width divided by height."""
        return self.width / self.height if self.width and self.height else 1.5

    @property
    def widest(self) -> float:
        """The most points that it can be wide on paper before one sees its pixels."""
        return self.width / photos.DENSITY * 72 if self.width else inf


@dataclass(frozen=True, slots=True)
class ToldCorrection:
    """What was wrong in an article and what is right, as its page says; `printed_in` is empty while
    no issue has printed it."""

    day: date
    text: str
    printed_in: str


@dataclass(frozen=True, slots=True)
class IssueArticle:
    """An article as it is printed in an issue; `digest` is the hash of its signed text."""

    article: int
    archive_id: str
    kind: Kind
    kicker: str
    headline: str  # full-width spaces are line breaks
    subhead: str
    summary: str
    signed: tuple[SignedName, ...]  # everybody, in order
    body: tuple[Block, ...]
    pictures: tuple[Picture, ...]
    campaigns: tuple[str, ...]
    places: tuple[str, ...]
    published: date
    source: str
    page: int | None  # in an imported archive: where it was printed
    length: int
    digest: str
    genre: str = Genre.NEWS
    weight: int = Weight.NORMAL
    attached: tuple[AttachedFile, ...] = ()
    sounds: tuple[Clip, ...] = ()
    ends_at: datetime | None = None
    original_title: str = ""
    short_title: str = ""
    original_author: str = ""
    ai_use: str = ""
    rolls_until: datetime | None = None
    entries: tuple[RollingEntry, ...] = ()  # of a rolling story; `closing` has them as blocks
    corrected: tuple[ToldCorrection, ...] = ()  # oldest first; for the newsroom's own archive
    published_at: datetime | None = None
    event_on: date | None = None
    section: str = ""
    closing: tuple[Block, ...] = ()  # what follows the body in every format
    form: str = ""  # the kind and size of its head that an editor chose
    size: int = 0
    photo_size: str = ""  # of its main photo in the newspaper, if an editor chose one

    @property
    def title(self) -> str:
        return on_one_line(self.headline)

    @property
    def headline_lines(self) -> list[str]:
        """The lines of the headline as printed, at least one."""
        return headline_lines(self.headline) or [UNTITLED]

    @property
    def writers(self) -> tuple[SignedName, ...]:
        return tuple(each for each in self.signed if each.role != Role.EDITOR)

    @property
    def editors(self) -> tuple[SignedName, ...]:
        return tuple(each for each in self.signed if each.role == Role.EDITOR)

    @property
    def flow(self) -> Iterator[Block | Picture]:
        """The blocks and photos below the heads, in order, and what closes the article."""
        unplaced, blocks = place_photos(self.body, self.pictures)
        yield from unplaced
        yield from (picture or block for block, picture in blocks)
        yield from self.closing


def may_be_quoted(piece: IssueArticle) -> bool:
    """Whether a pull quote may stand in it, where it has one column: it has no picture, and is no
    brief."""
    return not piece.pictures and piece.kind not in ("brief", "photo")


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A planned page of the issue with its articles, in order."""

    number: int
    name: str
    proofreader: str
    pieces: tuple[IssueArticle, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    month: Month
    name: str  # the name of the paper, for the masthead
    tagline: str
    sponsor: str
    description: str
    contact: str
    number: int
    whole_number: int
    title: str
    date: date
    responsible_editor: str
    printing_permit: str
    site_url: str
    sheets: tuple[IssuePage, ...]
    corrections: tuple[str, ...]  # that are due in this issue, with the headlines of their articles

    @property
    def slug(self) -> str:
        return self.month.slug

    @property
    def pieces(self) -> Iterator[IssueArticle]:
        return (piece for sheet in self.sheets for piece in sheet.pieces)


def gather(issue: Issue) -> Contents:
    """Read the issue as planned now, without articles that are not public.

    The number of queries is fixed. Raises IssueRefused if no page has an article.
    """
    placements = issue.placements.printed()
    # Not as a prefetch from the placements: SQLite refuses one of more than a thousand.
    rows = Article.objects.filter(pk__in=placements.values("article")).select_related("section")
    rows = rows.prefetch_related(*versions.PARTS)
    articles = {row.pk: row for row in rows}
    by_page: dict[int | None, list[IssueArticle]] = {}
    for placement in placements.order_by("page__number", "position", "pk"):
        if (row := articles.get(placement.article_id)) is not None:
            placement.article = row
            by_page.setdefault(placement.page_id, []).append(_issue_article(placement))
    if not by_page:
        raise IssueRefused(f"{issue}的版上还没有可以出版的稿件，请先排版。")
    site = SiteSettings.objects.current()
    return Contents(
        month=Month.of(issue.month),
        name=site.masthead or site.name,
        tagline=site.tagline,
        sponsor=site.sponsor,
        description=site.description,
        contact=site.contact,
        number=issue.number,
        whole_number=issue.whole_number,
        title=issue.title,
        date=issue.date,
        responsible_editor=issue.responsible_editor,
        printing_permit=site.printing_permit.strip(),
        site_url=settings.SITE_URL.rstrip("/"),
        sheets=tuple(
            IssuePage(page.number, page.name, page.proofreader, tuple(by_page.get(page.pk, ())))
            for page in issue.pages.order_by("number")
        ),
        corrections=_owed_corrections(),
    )


def _owed_corrections() -> tuple[str, ...]:
    rows = Correction.objects.owed().select_related("article").order_by("corrected_on", "pk")
    return tuple(row.text_apart for row in rows)


def _issue_article(placement: Placement) -> IssueArticle:
    article = placement.article
    content = versions.content_of(article)
    return IssueArticle(
        article=article.pk,
        archive_id=article.archive_id or "",
        kind=cast(Kind, placement.kind),
        form=placement.form,
        size=placement.size or 0,
        photo_size=placement.photo_size,
        kicker=article.kicker,
        headline=article.headline,
        subhead=article.subhead,
        summary=article.summary,
        genre=article.genre,
        weight=article.weight,
        signed=tuple(
            SignedName(row.role, row.get_role_display(), row.reporter.name,
                   row.unit.name if row.unit else "")
            for row in sorted(article.bylines.all(), key=lambda row: (row.position, row.pk))
        ),
        body=blocks(article.body),
        ends_at=article.ends_at,
        original_title=article.original_title,
        short_title=article.short_title,
        original_author=article.original_author,
        ai_use=article.ai_use,
        published_at=article.publish_at,
        event_on=article.event_on,
        section=article.section.name if article.section else "",
        attached=article.attached,
        sounds=article.sounds,
        rolls_until=article.rolls_until,
        entries=article.rolling, corrected=_corrections(article),
        closing=close(article),
        pictures=tuple(
            Picture(photo.number, photo.image.name or "", photo.width, photo.height, photo.caption,
                    photo.credit, photo.alt, photo.digest, photo.focus_left,
                    photo.focus_top, photo.taken_on, photo.ai_use,
                    photo.consent)
            for photo in sorted(article.photos.all(), key=lambda photo: (photo.number, photo.pk))
        ),
        campaigns=tuple(name for _, name in content.campaigns),
        places=tuple(name for _, name in content.places),
        published=timezone.localtime(article.publish_at).date(),
        source=article.source,
        page=article.page,
        length=article.length,
        digest=content.digest,
    )  # fmt: skip


def _corrections(article: Article) -> tuple[ToldCorrection, ...]:
    rows = sorted(article.corrections.all(), key=lambda row: (row.corrected_on, row.pk))
    return tuple(ToldCorrection(row.corrected_on, row.text, row.printed_in) for row in rows)
