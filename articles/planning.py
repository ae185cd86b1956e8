"""The plan of an issue: which article stands on which page, how full a page is, what is missing.

Room is counted in characters of body text, of the page as the newsroom thinks of it: A3, five
columns of 14 characters of 9.6 pt on a pitch of 14.4 pt, 77 lines high; 5,390 characters, said as
5,400. exports/pdf.py opens or closes its
type around that (5 x 15 x 79 at the densest), so what the board calls full is full, and a page
that it calls a tenth overset may just fit. Everything that is no body text costs the lines that it
takes in the columns that it spans (`cost`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q

from articles.models import (
    Article,
    Correction,
    Genre,
    Issue,
    Page,
    Photo,
    Placement,
    SiteSettings,
    Weight,
)
from articles.roles import ADD_ISSUE, CHANGE_ISSUE

Kind = Placement.Kind

ROOM = 5_400
#: Characters of a line of one column.
LINE = 14
#: What is lost of a first and of a last page: of the first the masthead and 导读, 233 points less
#: the 46 of a running head (exports/pdf.py), 13 lines of all five columns; of the last the
#: colophon, 3 lines of them.
MASTHEAD = 13 * 5 * LINE
COLOPHON = 3 * 5 * LINE
#: Of every 45 characters (the sample's mean paragraph) 2 are lost to the indent and 7, half a
#: line, to the paragraph's end: text takes a fifth more than it has.
LOOSE = 5
#: Columns and lines of a headline with kicker, subhead, byline and the white around them.
_HEADS = {Kind.LEAD: (4, 8), Kind.SECOND: (2, 5), Kind.BRIEF: (1, 2), Kind.PHOTO: (2, 3)}
#: Columns of an article's first picture when it lies; one that stands takes a column less.
_PICTURES = {Kind.LEAD: 3, Kind.SECOND: 2, Kind.BRIEF: 1, Kind.PHOTO: 3}
#: In points: a column, the gutter beside it, a line; 2 lines of caption below a picture.
_COLUMN, _GUTTER, _PITCH, _CAPTION, _TALLEST = 134.4, 17.0, 14.4, 2, 30

FRONT, MIXED = "要闻", "综合"
#: From how full on a page counts as full, and below which it has a hole.
FULL, HOLLOW = 0.92, 0.75
#: How full the rule makes a page, and with how many articles at most: of 78 pages of 90 to 98
#: per cent that were typeset for this (600 articles), the three that were overset had 18
#: articles, or long ones only and more than 95 per cent.
_PACKED, _MOST = 0.94, 10


class PlanRefused(Exception):  # noqa: N818
    """The plan can't be changed so; nothing was. The text is for an editor."""


class Stale(PlanRefused):
    """Somebody changed the plan in between."""


# What an article takes


@dataclass(frozen=True, slots=True)
class Card:
    """An article that may be printed, with what the board says of it."""

    article: int
    title: str
    kind: str
    length: int
    shapes: tuple[tuple[int, int], ...]  # width and height of each picture
    weight: int
    genre: str
    topics: tuple[tuple[int, int, str], ...]  # campaigns, else streets: order, id, name
    uncredited: int = 0
    undescribed: int = 0
    comments: int = 0
    revising: bool = False

    @property
    def cost(self) -> int:
        return cost(self.kind, self.length, self.shapes)


@dataclass(frozen=True, slots=True)
class Fill:
    """Characters that a page's articles take, against its room."""

    planned: int
    room: int

    @property
    def overset(self) -> int:
        return max(0, self.planned - self.room)

    @property
    def gap(self) -> int:
        return max(0, self.room - self.planned)

    @property
    def percent(self) -> int:
        return round(100 * self.planned / self.room)

    @property
    def full(self) -> bool:
        return self.planned >= FULL * self.room


@dataclass(frozen=True, slots=True)
class Sheet:
    page: Page
    cards: tuple[Card, ...]
    fill: Fill


@dataclass(frozen=True, slots=True)
class Board:
    """An issue's pages with what stands on them, what stands on none, and what dropped out."""

    issue: Issue
    sheets: tuple[Sheet, ...]
    tray: tuple[Card, ...]
    gone: tuple[tuple[int, int], ...]  # page number and id of articles that are no longer public

    @property
    def placed(self) -> int:
        return sum(len(sheet.cards) for sheet in self.sheets)


def cost(kind: str, length: int, shapes: Iterable[tuple[int, int]]) -> int:
    """What an article takes of a page's room: its text, its heads, its pictures."""
    pictures = sum(_picture(kind, n, *shape) for n, shape in enumerate(shapes))
    return length + length // LOOSE + _head(kind) + pictures


def _picture(kind, number, width, height) -> int:
    """A picture and its caption; those after the first are one column narrower."""
    columns = max(1, _PICTURES[kind] - (number > 0) - (height > width))
    points = columns * _COLUMN + (columns - 1) * _GUTTER
    lines = min(ceil(points * height / max(1, width) / _PITCH), _TALLEST) + _CAPTION
    return columns * lines * LINE


def room_of(number: int, last: int) -> int:
    """The room of page `number` of an issue whose last page is `last`."""
    return ROOM - MASTHEAD * (number == 1) - COLOPHON * (number == last)


def rule() -> tuple[str, ...]:
    """How room is reckoned, in words for the board."""
    heads = "，".join(f"{kind.label}{_head(kind)}" for kind in Kind)
    return (
        f"一版算{ROOM:,}字：五栏，每栏77行，每行{LINE}字。"
        f"头版报头和导读占{MASTHEAD:,}字，末版版权栏占{COLOPHON}字。",
        f"正文按字数加{100 // LOOSE}%算，段首空格、段末空行都在里面。标题连署名占：{heads}字。",
        "第一张图按版位横跨三栏（头条、图片新闻）、二栏（次条）或一栏（简讯），竖图和以后的图少一栏，"
        "高按图的长宽算，加两行说明。",
    )


def _head(kind) -> int:
    columns, lines = _HEADS[kind]
    return columns * lines * LINE


# The board


def board(issue: Issue) -> Board:
    """The issue as it is planned, in as many queries whatever it holds; only what is public."""
    pages = list(issue.pages.all())
    rows = list(issue.placements.order_by("position", "pk").values_list("article", "page", "kind"))
    kinds = {article: kind for article, _, kind in rows}
    cards = _cards(Q(pk__in=list(kinds)) | _unplaced(issue), kinds)
    by_page: dict[int | None, list[Card]] = {}
    for article, page, _ in rows:
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
            _sheet(page, by_page.get(page.pk, ()), room_of(page.number, last)) for page in pages
        ),
        tray=tuple(tray),
        gone=tuple(
            (numbers[page], pk) for pk, page, _ in rows if page is not None and pk not in cards
        ),
    )


def _sheet(page, cards, room):
    return Sheet(page, tuple(cards), Fill(sum(card.cost for card in cards), room))


def _unplaced(issue) -> Q:
    """The month's articles that no issue has."""
    first, end = month_of(issue.month)
    elsewhere = Placement.objects.filter(page__isnull=False).exclude(issue=issue.pk)
    within = Article.objects.within(first, end).exclude(pk__in=elsewhere.values("article"))
    return Q(pk__in=within.values("pk"))


def _cards(found: Q, kinds: dict[int, str]) -> dict[int, Card]:
    """By article, heaviest first. Six queries."""
    rows = (
        Article.objects.public()
        .filter(found)
        .only("headline", "length", "weight", "genre", "publish_at")
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


def _card(row, kind):
    photos = list(row.photos.all())
    campaigns = sorted((c.tag.position, c.tag_id, c.tag.name) for c in row.campaigned.all())
    streets = {placed.place.within or placed.place for placed in row.placed.all()}
    # After all campaigns; their ids are told apart from campaigns' by the sign.
    places = sorted((1_000_000 + street.position, -street.pk, street.name) for street in streets)
    return Card(
        article=row.pk,
        title=str(row),
        kind=kind or _kind(row.genre, row.weight, row.length, photos),
        length=row.length,
        shapes=tuple((photo.width, photo.height) for photo in photos),
        weight=row.weight,
        genre=row.genre,
        topics=tuple(campaigns or places),
        uncredited=sum(not photo.credit.strip() for photo in photos),
        undescribed=sum(not photo.alt.strip() for photo in photos),
        comments=row.unsettled,
        revising=row.revising,
    )


def _kind(genre, weight, length, photos) -> str:
    """As what an article stands where no editor said, the page's lead apart."""
    if genre == Genre.PHOTO and photos and length <= _CAPTION_LIKE:
        return Kind.PHOTO
    return Kind.BRIEF if weight == Weight.BRIEF or length <= _SHORT else Kind.SECOND


_SHORT, _CAPTION_LIKE = 120, 300


# Moving by hand


@transaction.atomic
def move(issue, article, page_number, position, *, by, revision, kind=None) -> Issue:
    """Put an article on a page, or on none (0), before what stands at `position` there.

    Raises PermissionDenied, or PlanRefused and changes nothing.
    """
    issue = _locked(issue, by)
    if issue.revision != revision:
        raise Stale("另一位同事刚动过这一期，您这一步没有做。下面是现在的版面，请再看一眼。")
    if not Article.objects.public().filter(pk=article.pk).exists():
        raise PlanRefused("这篇稿件没有公开，或者已经撤下，不能上版。")
    page = issue.pages.filter(number=page_number).first() if page_number else None
    if page_number and page is None:
        raise PlanRefused(f"这一期没有第{page_number}版。")
    _refuse_twice(issue, article)
    row = issue.placements.filter(article=article.pk).first()
    if row is None:
        (card,) = _cards(Q(pk=article.pk), {}).values()
        row = Placement(issue=issue, article_id=article.pk, kind=card.kind)
    row.page, row.kind = page, kind if kind in Kind.values else row.kind
    row.save()
    _renumber(row, position)
    return _changed(issue)


def _refuse_twice(issue, article):
    elsewhere = article.placements.filter(page__isnull=False).exclude(issue=issue.pk)
    if other := elsewhere.select_related("issue").first():
        raise PlanRefused(f"这篇稿件已排在{other.issue}，不能再排。")


def _renumber(row, position):
    """What one sees beside `row` counts from 1, with the row at `position`."""
    beside = Placement.objects.filter(issue=row.issue_id, page=row.page_id)
    beside = beside.filter(article__in=Article.objects.public()).exclude(pk=row.pk)
    rows = list(beside.order_by("position", "pk"))
    rows.insert(max(position, 1) - 1, row)
    for number, each in enumerate(rows, 1):
        each.position = number
    Placement.objects.bulk_update(rows, ["position"])


def _locked(issue, by):
    if by is not None and not by.has_perm(CHANGE_ISSUE):
        raise PermissionDenied(CHANGE_ISSUE)
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.sealed_at:
        raise PlanRefused(f"{issue}已经封存，版面不能再动。")
    return issue


def _changed(issue) -> Issue:
    issue.revision += 1
    issue.save(update_fields=["revision"])
    return issue


# Planning by rule


@transaction.atomic
def plan(month: date, by=None) -> Issue:
    """The month's issue, made if there is none, with its public articles on its pages.

    What has a place, or was taken off by an editor, stays as it is; what has no room stays in the
    tray. Raises PermissionDenied or PlanRefused.
    """
    issue = Issue.objects.filter(month=month.replace(day=1)).first()
    if issue is None:
        issue = _new(month.replace(day=1), by)
    issue = _locked(issue, by)
    placed = set(issue.placements.values_list("article", flat=True))
    cards = [c for pk, c in _cards(_unplaced(issue), {}).items() if pk not in placed]
    if not cards and not placed:
        raise PlanRefused(f"{month.year}年{month.month}月还没有公开的稿件可排。")
    pages = list(issue.pages.all())
    if not cards:
        return issue
    if not pages:
        names, sheets = _arranged(cards)
        pages = Page.objects.bulk_create(
            Page(issue=issue, number=n, name=name[:20]) for n, name in enumerate(names, 1)
        )
        found = [(page, card) for page, sheet in zip(pages, sheets, strict=True) for card in sheet]
    else:
        found = _fitted(board(issue), cards)
    if not found:
        return issue
    counts = Counter(issue.placements.values_list("page", flat=True))
    rows = []
    for page, card in found:
        counts[page.pk] += 1
        rows.append(
            Placement(
                issue=issue,
                page=page,
                article_id=card.article,
                kind=card.kind,
                position=counts[page.pk],
            )
        )
    Placement.objects.bulk_create(rows)
    return _changed(issue)


@transaction.atomic
def plan_afresh(issue, *, by, revision) -> Issue:
    """Take everything off the pages, also what editors put there, and plan anew."""
    issue = _locked(issue, by)
    if issue.revision != revision:
        raise Stale("另一位同事刚动过这一期，没有重排。下面是现在的版面，请再看一眼。")
    issue.placements.all().delete()
    return plan(issue.month, by)


def month_of(day: date) -> tuple[date, date]:
    """The first of the month and of the next."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _new(first, by) -> Issue:
    if by is not None and not by.has_perm(ADD_ISSUE):
        raise PermissionDenied(ADD_ISSUE)
    number, whole = numbers_for(first)
    last_day = month_of(first)[1] - timedelta(days=1)
    # Somebody else may be making it at this moment: one of the two is enough.
    issue, _ = Issue.objects.get_or_create(
        month=first, defaults={"number": number, "whole_number": whole, "date": last_day}
    )
    return issue


def numbers_for(first: date) -> tuple[int, int]:
    """本年期号 and 总期号 of a month's issue: on from the site's first, else from the last one."""
    site = SiteSettings.objects.current()
    start = site.first_month.replace(day=1) if site.first_month else None
    number, whole = first.month, site.first_whole_number
    if start and start <= first:
        whole += _months(start, first)
        if start.year == first.year and site.first_whole_number == 1:
            number = _months(start, first) + 1
    elif before := Issue.objects.filter(month__lt=first).order_by("-month").first():
        whole = before.whole_number + _months(before.month, first)
    if Issue.objects.filter(whole_number=whole).exists():
        whole = Issue.objects.aggregate(last=Max("whole_number"))["last"] + 1
    return number, whole


def _months(first, then):
    return (then.year - first.year) * 12 + then.month - first.month


def _arranged(cards: list[Card]) -> tuple[list[str], list[list[Card]]]:
    """All cards on as many pages as they need: 要闻 first, then a page for each large topic."""
    pool = list(cards)
    wanted = _pages_for(pool)
    front = _front(pool, _PACKED * room_of(1, wanted))
    others = []
    while pool:
        number = len(others) + 2
        if number == wanted + 1:
            _squeeze(pool, [sheet for _, _, sheet in others])
        if pool:
            order, name = _topic_of(pool)
            sheet = _taken(pool, name, _INNER, _share(pool, number, wanted))
            others.append((order, name, sheet))
    _level([sheet for _, _, sheet in others])
    others = [(order, name, _led(sheet)) for order, name, sheet in others]
    named = [
        (order, name if _mostly(sheet, name) else MIXED, sheet) for order, name, sheet in others
    ]
    named.sort(key=lambda found: (found[1] == MIXED, found[0]))
    sheets = [front, *(sheet for _, _, sheet in named)]
    return [FRONT, *(name for _, name, _ in named)], [_ordered(sheet) for sheet in sheets]


#: Any page but the first may come last.
_INNER = _PACKED * (ROOM - COLOPHON)


def _squeeze(pool, sheets):
    """What no page took goes where it leaves the least room, before a page is made for it."""
    for card in list(pool):
        costs = [
            (_weigh(sheet) + card.cost, n) for n, sheet in enumerate(sheets) if len(sheet) < _MOST
        ]
        if fitting := [pair for pair in costs if pair[0] <= _INNER]:
            pool.remove(card)
            sheets[max(fitting)[1]].append(card)


def _level(sheets):
    """No page with a hole beside a full one: the fullest gives what evens them best."""
    while len(sheets) > 1:
        full, hollow = max(sheets, key=_weigh), min(sheets, key=_weigh)
        over = _weigh(full) - _weigh(hollow)
        movable = [card for card in full if card.kind != Kind.LEAD and card.cost < over]
        if _weigh(hollow) >= HOLLOW * ROOM or not movable:
            return
        card = min(movable, key=lambda card: (abs(over - 2 * card.cost), card.article))
        full.remove(card)
        hollow.append(card)


def _weigh(sheet):
    return sum(card.cost for card in sheet)


def _pages_for(cards) -> int:
    """How many pages hold this much, each with a lead."""
    total = sum(card.cost for card in cards)
    lead = cost(Kind.LEAD, 0, ()) - cost(Kind.SECOND, 0, ())
    pages = ceil(len(cards) / _MOST)
    while _PACKED * sum(room_of(n, pages) for n in range(1, pages + 1)) < total + lead * pages:
        pages += 1
    return min(pages, len(cards))


def _share(pool, number, pages) -> float:
    """How much of what is left page `number` should take, so that all are equally full."""
    rooms = [room_of(n, pages) for n in range(number, pages + 1)]
    left = sum(card.cost for card in pool)
    return left * rooms[0] / sum(rooms) if rooms else left


def _front(pool, room):
    """The heaviest, with a picture if it can be, as lead; then news first and short before long."""
    lead = min(pool, key=lambda c: (-c.weight, not c.shapes, -c.length, c.article))
    pool.remove(lead)
    sheet = [replace(lead, kind=Kind.LEAD)]
    for card in sorted(pool, key=lambda c: (c.genre not in _NEWS, -c.weight, c.cost, c.article)):
        _take(card, sheet, pool, room, room)
    return sheet


_NEWS = (Genre.NEWS, Genre.PHOTO)


def _topic_of(pool) -> tuple[int, str]:
    """The topic that has most to say among what is left: its order and name."""
    size, first = Counter(), {}
    for card in pool:
        for order, pk, name in card.topics:
            size[name] += card.cost
            first.setdefault(name, (order, pk))
    if not size:
        return 0, MIXED
    name = min(size, key=lambda each: (-size[each], first[each], each))
    return first[name][0], name


def _taken(pool, name, room, share):
    """A page of the topic, heaviest first; the room that it leaves is filled with what is small."""
    sheet = []
    for card in [card for card in pool if _is_of(card, name)] + pool[::-1]:
        if not sheet:
            pool.remove(card)
            sheet.append(replace(card, kind=_lead(card)))
        elif card in pool:
            _take(card, sheet, pool, room, share)
    return sheet


def _take(card, sheet, pool, room, share):
    """Move a card to the sheet if it has room and comes nearer to its share with it."""
    filled = _weigh(sheet)
    fits = len(sheet) < _MOST and filled + card.cost <= room
    if fits and filled + card.cost / 2 <= share:
        pool.remove(card)
        sheet.append(card)


def _lead(card):
    """What heads a page is its lead, unless it is a picture that speaks for itself."""
    return card.kind if card.kind == Kind.PHOTO else Kind.LEAD


def _led(sheet):
    """The heaviest of a page as its lead, where there is room for it so large."""
    lead = next((card for card in sheet if card.kind == Kind.LEAD), None)
    large = [card for card in sheet if card.kind in (Kind.LEAD, Kind.SECOND)]
    heaviest = min(large, key=lambda c: (-c.weight, not c.shapes, -c.length), default=None)
    if lead is None or heaviest.weight == lead.weight:
        return sheet
    kinds = {lead.article: Kind.SECOND, heaviest.article: Kind.LEAD}
    other = [replace(card, kind=kinds.get(card.article, card.kind)) for card in sheet]
    return other if _weigh(other) <= _INNER else sheet


def _is_of(card, name):
    return any(topic == name for _, _, topic in card.topics)


def _mostly(sheet, name):
    return 2 * sum(c.cost for c in sheet if _is_of(c, name)) >= sum(c.cost for c in sheet)


_RANKS = (Kind.LEAD, Kind.SECOND, Kind.PHOTO, Kind.BRIEF)


def _ordered(sheet):
    """The lead first, then large, pictures and small."""
    return sorted(sheet, key=lambda c: (_RANKS.index(c.kind), -c.weight, -c.length, c.article))


def _fitted(now: Board, cards) -> list[tuple[Page, Card]]:
    """New cards beside what stands already: on a page of their topic, else where most room is."""
    gaps = {sheet.page: _PACKED * sheet.fill.room - sheet.fill.planned for sheet in now.sheets}
    led = {s.page for s in now.sheets if any(c.kind == Kind.LEAD for c in s.cards)}
    found = []
    for card in cards:
        for page in sorted(
            gaps, key=lambda page: (not _suits(page, card), -gaps[page], page.number)
        ):
            standing = card if page in led else replace(card, kind=_lead(card))
            if standing.cost <= gaps[page]:
                gaps[page] -= standing.cost
                led.add(page)
                found.append((page, standing))
                break
    return found


def _suits(page, card):
    on_front = page.name == FRONT and card.weight >= Weight.SECOND
    return on_front or _is_of(card, page.name)


def ways_out(now: Board) -> dict[int, tuple[Card, int]]:
    """For each page that is overset, by number: the smallest article that need not stay there and
    the page that has most room for it. Pages that none can help are missing.
    """
    found = {}
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


def warnings(issue: Issue, now: Board | None = None) -> list[tuple[str, str, str]]:
    """What to mend before the issue goes out: (weight, what, where); heaviest first.

    `where` is an anchor of the board: `pg2` a page, `a12` an article, `top`, or nothing.
    """
    now = now or board(issue)
    found = []
    if not now.placed:
        found.append((MUST, "版上还没有稿件", "top"))
    for sheet in now.sheets:
        found += _of_page(sheet)
        for card in sheet.cards:
            found += _of_card(card, f"第{sheet.page.number}版")
    if not issue.responsible_editor.strip():
        found.append((CHECK, "还没有写责任编辑", "top"))
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


def _of_page(sheet):
    name, anchor = f"第{sheet.page.number}版", f"pg{sheet.page.number}"
    if not sheet.cards:
        return [(CHECK, f"{name}是空的", anchor)]
    found = []
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


def _of_card(card, where):
    anchor, title = f"a{card.article}", f"{where}《{card.title}》"
    found = []
    if card.comments:
        found.append((MUST, f"{title}有{card.comments}条批注没有了结", anchor))
    if card.uncredited:
        found.append((CHECK, f"{title}缺图片署名{card.uncredited}处", anchor))
    if card.undescribed:
        found.append((CHECK, f"{title}缺替代文字{card.undescribed}处", anchor))
    if card.revising:
        found.append((NOTE, f"{title}有修订稿在办，签发后成品要重做", anchor))
    return found
