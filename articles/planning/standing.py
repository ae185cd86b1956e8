"""The present plan: what is on each page, how full it is, what is missing and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from articles.models import (
    IN_REVIEW,
    Article,
    Correction,
    Issue,
    Page,
    Photo,
    Placement,
    SiteSettings,
    Status,
)
from articles.planning.copyfit import HOLLOW, Card, Fill, Kind, kind_of, room_of
from articles.planning.numbering import find_faults
from articles.review.readings import proofread_many
from articles.text.months import Month

#: What a permit is called where it stands among the contacts, which are printed too.
_PERMITS = ("准印", "刊号")


@dataclass(frozen=True, slots=True)
class PlannedPage:
    page: Page
    cards: tuple[Card, ...]
    fill: Fill


@dataclass(frozen=True, slots=True)
class Board:
    """An issue's pages with their articles, and the articles on none of them."""

    issue: Issue
    sheets: tuple[PlannedPage, ...]
    tray: tuple[Card, ...]
    gone: tuple[tuple[int, int], ...]  # the page number and id of articles no longer public
    aside: frozenset[int] = frozenset()  # what of the tray somebody has taken off the pages

    @property
    def placed(self) -> int:
        return sum(len(sheet.cards) for sheet in self.sheets)


def board(issue: Issue) -> Board:
    """The issue's plan with the articles that are public or on their way there, in a fixed number
    of queries."""
    pages = list(issue.pages.all())
    rows = list(
        issue.placements.order_by("position", "pk").values_list(
            "article", "page", "kind", "form", "size", "photo_size"
        )
    )
    kinds = {article: kind for article, _, kind, *_ in rows}
    shown = find_plannable().filter(Q(pk__in=list(kinds)) | is_unplaced(issue))
    cards = cards_of(shown, kinds)
    for article, _, _, form, size, photo_size in rows:
        if article in cards:
            chosen = replace(cards[article], form=form, size=size, photo_size=photo_size)
            cards[article] = chosen
    by_page: dict[int | None, list[Card]] = {}
    for article, page, *_ in rows:
        if article in cards:
            by_page.setdefault(page, []).append(cards[article])
    last = max((page.number for page in pages), default=0)
    tray = by_page.get(None, []) + [
        card for pk, card in cards.items() if pk not in kinds
    ]  # fmt: skip
    numbers = {page.pk: page.number for page in pages}
    return Board(
        issue=issue,
        sheets=tuple(
            _fill(page, by_page.get(page.pk, ()), room_of(page.number, last)) for page in pages
        ),
        tray=tuple(tray),
        gone=tuple(
            (numbers[page], pk) for pk, page, *_ in rows if page is not None and pk not in cards
        ),
        aside=frozenset(pk for pk, page, *_ in rows if page is None),
    )


def _fill(page: Page, cards: Sequence[Card], room: int) -> PlannedPage:
    return PlannedPage(page, tuple(cards), Fill(sum(card.cost for card in cards), room))


def find_plannable() -> QuerySet[Article]:
    """What a plan may hold: articles that are public, and those on their way there. Only the former
    are printed (`PlacementQuerySet.printed()`)."""
    states = [*IN_REVIEW, Status.HELD]
    coming = Article.objects.filter(status__in=states, revises=None, entry_of=None)
    return Article.objects.public() | coming


def is_unplaced(issue: Issue) -> Q:
    """The condition for a public article to be of the issue's month and in no other issue."""
    month = Month.of(issue.month)
    elsewhere = Placement.objects.filter(page__isnull=False).exclude(issue=issue.pk)
    within = Article.objects.public().within(*month.span)
    return Q(pk__in=within.exclude(pk__in=elsewhere.values("article")).values("pk"))


def cards_of(articles: QuerySet[Article], kinds: dict[int, str]) -> dict[int, Card]:
    """The cards of articles by id, heaviest first; `kinds` of those placed. Six queries."""
    rows = (
        articles.only("headline", "length", "weight", "genre", "publish_at", "status")
        .annotate(
            unsettled=Count("comments", Q(comments__settled_at=None)),
            revising=Exists(Article.objects.filter(revises=OuterRef("pk"))),
        )
        .prefetch_related(
            Prefetch("photos", Photo.objects.only("article", "width", "height", "credit", "alt")),
            "campaigned__tag",
            "placed__place__within",
        )
        .order_by("-weight", "-length", "-publish_at", "pk")
    )
    return {row.pk: _card(row, kinds.get(row.pk)) for row in rows}


def _card(row: Any, kind: str | None) -> Card:
    """Of an article with the annotations of `cards_of`."""
    photos = list(row.photos.all())
    campaigns = sorted((c.tag.position, c.tag_id, c.tag.name) for c in row.campaigned.all())
    streets = {placed.place.within or placed.place for placed in row.placed.all()}
    # They come after all campaigns; the sign tells their ids from those of campaigns.
    places = sorted((1_000_000 + street.position, -street.pk, street.name) for street in streets)
    return Card(
        article=row.pk,
        title=str(row),
        kind=Kind(kind or kind_of(row.genre, row.weight, row.length, photos)),
        length=row.length,
        shapes=tuple((photo.width, photo.height) for photo in photos),
        weight=row.weight,
        genre=row.genre,
        topics=tuple(campaigns or places),
        uncredited=sum(not photo.credit.strip() for photo in photos),
        undescribed=sum(not photo.alt.strip() for photo in photos),
        comments=row.unsettled,
        revising=row.revising,
        awaits="" if row.status == Status.APPROVED else row.get_status_display(),
    )


def ways_out(now: Board) -> dict[int, tuple[Card, int]]:
    """How to relieve pages that are too full, by page number: what could move, and to which page.

    That is the smallest article that makes enough room, and the page with most room for it; a page
    that no single move can relieve is left out.
    """
    found: dict[int, tuple[Card, int]] = {}
    for sheet in now.sheets:
        others = [other for other in now.sheets if other.page != sheet.page]
        ways = [
            (card.cost, -other.fill.gap, other.page.number, card)
            for card in sheet.cards
            if sheet.fill.overset and card.kind != Kind.LEAD and card.cost >= sheet.fill.overset
            for other in others
            if card.cost <= other.fill.gap
        ]
        if ways:
            *_, number, card = min(ways, key=lambda way: way[:3])
            found[sheet.page.number] = (card, number)
    return found


# What is missing


MUST, CHECK, NOTE = "必改", "应查", "留意"

#: A warning's weight, its text, and the anchor of the board that it is about.
Warnings = list[tuple[str, str, str]]


def warnings(issue: Issue, now: Board | None = None) -> Warnings:
    """What to mend before the issue goes out, heaviest first.

    The anchor is `pg2` for a page, `a12` for an article, `tray`, `top`, or empty.
    """
    now = now or board(issue)
    found: Warnings = []
    if not now.placed:
        found.append((MUST, "版上还没有稿件", "top"))
    for sheet in now.sheets:
        found += _check_page(sheet)
        found += _check_make_up(sheet)
        for card in sheet.cards:
            found += _check_card(card, f"第{sheet.page.number}版")
    found += _check_findings(now)
    if not issue.responsible_editor.strip():
        found.append((CHECK, "还没有写责任编辑", "top"))
    found += [(CHECK, fault, "top") for fault in find_faults(issue)]
    site = SiteSettings.objects.current()
    if not any(word in site.contact for word in _PERMITS) and not site.printing_permit.strip():
        found.append((NOTE, "网站设置里没有写准印证号或刊号，报上印不出来", "top"))
    owed = Correction.objects.owed().count()
    if owed:
        found.append((NOTE, f"欠登更正{owed}则，会登在末版", ""))
    if now.tray:
        found.append((NOTE, f"未排{len(now.tray)}篇", "tray"))
    found += [
        (NOTE, f"第{number}版有一篇（稿号{pk}）已撤下或还没到发布时间，不登", f"pg{number}")
        for number, pk in now.gone
    ]
    return sorted(found, key=lambda each: (MUST, CHECK, NOTE).index(each[0]))


def _check_findings(now: Board) -> Warnings:
    """What the proofreader finds in the articles on the pages, and nobody has judged.

    What is missing by a photo is told by `_check_card`.
    """
    placed = {card.article: sheet for sheet in now.sheets for card in sheet.cards}
    readings = proofread_many(list(Article.objects.filter(pk__in=placed).order_by("pk")))
    found: Warnings = []
    for sheet in now.sheets:
        for card in sheet.cards:
            if open_ := sum(not each.missing for each in readings[card.article].open):
                title = f"第{sheet.page.number}版《{card.title}》"
                found.append((CHECK, f"{title}有{open_}处校对意见没有人看过", f"a{card.article}"))
    return found


def _check_page(sheet: PlannedPage) -> Warnings:
    name, anchor = f"第{sheet.page.number}版", f"pg{sheet.page.number}"
    if not sheet.cards:
        return [(CHECK, f"{name}是空的", anchor)]
    found: Warnings = []
    if sheet.fill.overset:
        found.append((CHECK, f"{name}溢出约{sheet.fill.overset:,}字", anchor))
    if sheet.fill.planned < HOLLOW * sheet.fill.room:
        found.append((NOTE, f"{name}约缺{sheet.fill.gap:,}字", anchor))
    leads = sum(card.kind == Kind.LEAD for card in sheet.cards)
    if not leads and not any(card.kind == Kind.PHOTO for card in sheet.cards):
        found.append((NOTE, f"{name}没有头条", anchor))
    if leads > 1:
        found.append((NOTE, f"{name}有{leads}个头条", anchor))
    return found


_TOLD = 3  # rules of make-up


def _check_make_up(sheet: PlannedPage) -> Warnings:
    """The rules that the page broke when the newspaper was last set, each once."""
    name, anchor = f"第{sheet.page.number}版", f"pg{sheet.page.number}"
    told: dict[str, str] = {}
    for each in sheet.page.breaches:
        told.setdefault(each["rule"], f"{each['told']}（{each['rule']}）")
    if not told:
        return []
    more = f"等{len(told)}项" if len(told) > _TOLD else ""
    listed = "\N{FULLWIDTH SEMICOLON}".join(list(told.values())[:_TOLD])
    return [(NOTE, f"{name}上次拼版不合规矩\N{FULLWIDTH COLON}{listed}{more}", anchor)]


def _check_card(card: Card, where: str) -> Warnings:
    anchor, title = f"a{card.article}", f"{where}《{card.title}》"
    found: Warnings = []
    if card.awaits:
        found.append((CHECK, f"{title}是{card.awaits}稿，签发了才印得上", anchor))
    if card.comments:
        found.append((MUST, f"{title}有{card.comments}条批注没有了结", anchor))
    if card.uncredited:
        found.append((CHECK, f"{title}缺图片署名{card.uncredited}处", anchor))
    if card.undescribed:
        found.append((CHECK, f"{title}缺替代文字{card.undescribed}处", anchor))
    if card.revising:
        found.append((NOTE, f"{title}有修订稿在办，签发后成品要重做", anchor))
    return found
