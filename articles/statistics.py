"""用稿统计: the one definition of every number that is said about contributions.

A month runs from its first midnight to the next month's in the newsroom's time (Beijing).

送稿 submitted: articles sent in for the first time in the month, whatever became of them since.
    Sending in again after a return counts no more; revisions of what is published never count.
    What was never sent in here (an old archive, printed before) counts in its month of publication.
采用 used: articles that readers may see now and that were published in the month, for the first
    time. Revisions leave that day as it is; a withdrawn article is not used.
采用率 rate: used ÷ submitted of the same month. What was sent in at the end of one month and used
    in the next makes it more than 100 %; without submissions there is none.
字数, 照片, 头条, 积分 are of the used articles alone: the length of the text, its photos, those
    that stood as a lead, and the points by the rules in force on the day of publication. How an
    article stood is what its place in the issue of that month says; without a place, its genre
    and weight.

Whoever signed an article contributed to it, once, in however many roles; editors (责编) did not.
Each has the article as a whole among submitted, used and leads; characters, photos and points are
split evenly between them, and a unit has the shares of its people. A campaign or place has the
whole of each of its articles. Shares are exact fractions; only what is shown is rounded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from articles import record
from articles.models import (
    Article,
    Byline,
    Campaigned,
    FrozenMonth,
    Genre,
    Photo,
    Placed,
    Placement,
    PointRule,
    Role,
    Status,
    Step,
    Weight,
    period,
)

#: By what contributions are counted, and what is said for those that have none.
BY = {"people": "没有署名", "units": "没有写单位", "campaigns": "没有专栏", "places": "没有地点"}
NUMBERS = ("submitted", "used", "characters", "photos", "leads", "points")
NOBODY = 0
UNNAMED = "（没有公开的稿件）"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Signer:
    """Who contributed to an article: once, however often they signed it."""

    reporter: int
    name: str
    role: str  # as printed
    unit: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What an article brings to one month. Where it was not used the numbers are nothing."""

    article: int
    headline: str
    submitted: bool
    used: bool
    day: str  # of publication, 2026-11-24; empty where it was not used
    length: int
    photos: int
    standing: str  # a value of PointRule.For
    points: Fraction
    signers: tuple[Signer, ...]
    campaigns: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str], ...]

    @property
    def lead(self) -> bool:
        return self.standing == PointRule.For.LEAD

    @property
    def standing_name(self) -> str:
        return PointRule.For(self.standing).label if self.standing else ""


@dataclass(frozen=True, slots=True)
class Share:
    """The part that a person, a unit, a campaign or a place has in an article."""

    key: int
    name: str
    part: Fraction
    role: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one person, unit, campaign or place, or of the whole month (NOBODY)."""

    key: int
    name: str
    role: str = ""
    unit: str = ""
    submitted: int = 0
    used: int = 0
    characters: Fraction = Fraction(0)
    photos: Fraction = Fraction(0)
    leads: int = 0
    points: Fraction = Fraction(0)

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.used, self.submitted) if self.submitted else None

    @property
    def numbers(self) -> dict[str, int | Fraction]:
        return {name: getattr(self, name) for name in NUMBERS}


@dataclass(frozen=True, slots=True)
class Month:
    """A month's numbers; where it was frozen, those of that day."""

    month: date
    facts: tuple[Fact, ...]
    frozen: FrozenMonth | None = None

    def rows(self, by: str) -> tuple[Row, ...]:
        """Most points first; those without a name last."""
        return tally(self.facts, by)

    @property
    def people(self) -> tuple[Row, ...]:
        return self.rows("people")

    @property
    def units(self) -> tuple[Row, ...]:
        return self.rows("units")

    @property
    def campaigns(self) -> tuple[Row, ...]:
        return self.rows("campaigns")

    @property
    def places(self) -> tuple[Row, ...]:
        return self.rows("places")

    @property
    def totals(self) -> Row:
        """Each article once."""
        row = Row(NOBODY, "合计")
        for fact in self.facts:
            row = _added(row, fact, Fraction(1))
        return row


# Numbers


def of_month(day: date) -> Month:
    """The month that the day is in, in a fixed number of queries."""
    first = day.replace(day=1)
    frozen = FrozenMonth.objects.filter(month=first).select_related("frozen_by").first()
    if frozen:
        return Month(first, thawed(frozen), frozen)
    return now_of(first)


def now_of(day: date) -> Month:
    """The month as it would be counted today, frozen or not."""
    first = day.replace(day=1)
    return Month(first, _facts(first, after(first)).get(first, ()))


def of_year(reporter, year: int) -> dict[date, tuple[Fact, ...]]:
    """What a person brought to each month of a year, as counted today, in a few queries."""
    facts = _facts(date(year, 1, 1), date(year + 1, 1, 1), reporter=reporter)
    return {date(year, month, 1): facts.get(date(year, month, 1), ()) for month in range(1, 13)}


def tally(facts: Iterable[Fact], by: str) -> tuple[Row, ...]:
    """The rows of these facts, most points first; ties by what was used, then by name."""
    found: dict[int, Row] = {}
    for fact in facts:
        for share in shares(fact, by):
            row = found.get(share.key) or Row(share.key, share.name, share.role, share.unit)
            if share.unit not in row.unit.split("、"):
                row = replace(row, unit="、".join(filter(None, (row.unit, share.unit))))
            found[share.key] = _added(row, fact, share.part)
    return tuple(sorted(found.values(), key=_by_points))


def shares(fact: Fact, by: str) -> Iterator[Share]:
    """Who has which part in an article. Here alone a shared byline is split."""
    if by in ("campaigns", "places"):
        for key, name in getattr(fact, by) or ((NOBODY, BY[by]),):
            yield Share(key, name, Fraction(1))
    elif not fact.signers:
        yield Share(NOBODY, BY[by], Fraction(1))
    elif by == "people":
        for signer in fact.signers:
            part = Fraction(1, len(fact.signers))
            yield Share(signer.reporter, signer.name, part, signer.role, signer.unit_name)
    else:
        names = {signer.unit: signer.unit_name or BY[by] for signer in fact.signers}
        for unit, people in Counter(signer.unit for signer in fact.signers).items():
            yield Share(unit, names[unit], Fraction(people, len(fact.signers)))


def articles_behind(month: Month, by: str, key: int | None, number: str) -> tuple[Fact, ...]:
    """The articles that a number was counted from, by their day; `key` None: the whole month."""
    counted = {
        "submitted": lambda fact: fact.submitted,
        "rate": lambda fact: True,
        "photos": lambda fact: fact.used and fact.photos,
        "leads": lambda fact: fact.used and fact.lead,
        "points": lambda fact: fact.used and fact.points,
    }.get(number, lambda fact: fact.used)
    found = [
        fact
        for fact in month.facts
        if counted(fact) and (key is None or key in {share.key for share in shares(fact, by)})
    ]
    return tuple(sorted(found, key=lambda fact: (fact.day, fact.article)))


def ranked(rows: Iterable[Row], number: str = "points") -> list[tuple[int | None, Row]]:
    """With places, most first: equals share one, and who has no name has none."""
    named = sorted(rows, key=lambda row: (row.key == NOBODY, -_measure(row, number)))
    places: list[tuple[int | None, Row]] = []
    for count, row in enumerate(named, 1):
        last = places[-1] if places else (None, None)
        same = last[1] is not None and _measure(last[1], number) == _measure(row, number)
        places.append((None if row.key == NOBODY else last[0] if same else count, row))
    return places


def shown(value: int | Fraction | None, places: int = 1) -> str:
    """A number as it is read: rounded half up, without idle noughts."""
    if value is None:
        return "—"
    text = f"{rounded(value, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(rate: Fraction | None) -> str:
    return "—" if rate is None else f"{shown(rate * 100, 0)}%"


def rounded(value: int | Fraction, places: int = 2) -> Decimal:
    """Half up, away from nought."""
    size = abs(Fraction(value)) * 10**places + Fraction(1, 2)
    return Decimal(int(size) if value >= 0 else -int(size)).scaleb(-places)


def after(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def before(first: date, months: int = 1) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _added(row: Row, fact: Fact, part: Fraction) -> Row:
    return replace(
        row,
        submitted=row.submitted + fact.submitted,
        used=row.used + fact.used,
        characters=row.characters + fact.length * part,
        photos=row.photos + fact.photos * part,
        leads=row.leads + (fact.used and fact.lead),
        points=row.points + fact.points * part,
    )


def _by_points(row):
    return row.key == NOBODY, -row.points, -row.used, -row.characters, row.name, row.key


def _measure(row, number):
    value = getattr(row, number)
    return -1 if value is None else value


# What the numbers are counted from


def _facts(first: date, end: date, reporter=None) -> dict[date, tuple[Fact, ...]]:
    """By month, from the day `first` to before `end`: always as many queries."""
    chosen = Q(pk__in=_sent_in(first, end)) | Q(pk__in=_printed(first, end))
    if reporter is not None:
        signed = Byline.objects.filter(reporter=reporter).exclude(role=Role.EDITOR)
        chosen &= Q(pk__in=signed.values("article"))
    articles = Article.objects.filter(chosen, revises=None)
    tags = _Tags(articles.values("pk"), first, end)
    came = Step.objects.filter(article=OuterRef("pk"), copy=None, step__in=_COMING).order_by("pk")
    rows = (
        articles.annotate(
            came=Subquery(came.values("step")[:1]), came_at=Subquery(came.values("taken_at")[:1])
        )
        .only("headline", "length", "genre", "weight", "status", "publish_at")
        .order_by("pk")
    )
    found: dict[date, list[Fact]] = defaultdict(list)
    for row in rows:
        submitted = _month(_submitted_at(row))
        used = _month(row.publish_at) if row.is_public else None
        for month in sorted({submitted, used} - {None}):
            if first <= month < end:
                found[month].append(
                    tags.fact(row, month, submitted=month == submitted, used=month == used)
                )
    return {month: tuple(facts) for month, facts in found.items()}


#: How an article comes in: sent in, or out of an archive.
_COMING = ("submit", "archive")


def _sent_in(first, end):
    """Sent in, for the first time or again: the first is looked for when it is counted."""
    start, stop = (_midnight(day) for day in (first, end))
    steps = Step.objects.filter(step="submit", copy=None, taken_at__gte=start, taken_at__lt=stop)
    return steps.order_by().values("article")


def _printed(first, end):
    """Published in these months, whatever became of it; all statuses, for the index's sake."""
    return Article.objects.filter(
        period(first, end), status__in=Status.values, publish_at__lte=timezone.now()
    ).values("pk")


def _submitted_at(row) -> datetime | None:
    """When an article was first sent in; what was printed before it came here, when it was."""
    if row.came == "submit":
        return row.came_at
    ever_printed = row.came == "archive" or row.status in (Status.APPROVED, Status.WITHDRAWN)
    due = row.publish_at is not None and row.publish_at <= timezone.now()
    return row.publish_at if ever_printed and due else None


class _Tags:
    """Everything that hangs on the articles of a query, in six queries."""

    def __init__(self, articles, first, end):
        of = {"article__in": articles}
        self.signers = _signers(Byline.objects.filter(**of))
        photos = Photo.objects.filter(**of).order_by().values_list("article")
        self.photos = dict(photos.annotate(Count("pk")))
        self.campaigns = _names(
            Campaigned.objects.filter(content_object__in=articles), "content_object", "tag"
        )
        self.places = _names(Placed.objects.filter(**of), "article", "place")
        placements = Placement.objects.filter(
            **of, page__isnull=False, issue__month__gte=first, issue__month__lt=end
        ).values_list("article", "issue__month", "kind")
        self.placed = {(article, month): kind for article, month, kind in placements}
        rules = PointRule.objects.order_by("valid_from")
        self.rules = [(rule.valid_from, rule.counts, Fraction(rule.points)) for rule in rules]

    def fact(self, row, month, *, submitted, used):
        standing = (self.placed.get((row.pk, month)) or standing_of(row)) if used else ""
        photos = self.photos.get(row.pk, 0) if used else 0
        length = row.length if used else 0
        day = timezone.localtime(row.publish_at).date() if used else None
        return Fact(
            article=row.pk,
            headline=str(row),
            submitted=submitted,
            used=used,
            day=day.isoformat() if day else "",
            length=length,
            photos=photos,
            standing=standing,
            points=self._points(day, standing, photos, length) if used else Fraction(0),
            signers=self.signers.get(row.pk, ()),
            campaigns=self.campaigns.get(row.pk, ()),
            places=self.places.get(row.pk, ()),
        )

    def _points(self, day, standing, photos, length):
        worth = {counts: points for since, counts, points in self.rules if since <= day}
        return (
            worth.get(standing, Fraction(0))
            + photos * worth.get(PointRule.For.EACH_PHOTO, 0)
            + Fraction(length, 1000) * worth.get(PointRule.For.EACH_THOUSAND, 0)
        )


def standing_of(article) -> str:
    """How an article stands without a place in an issue."""
    if article.weight != Weight.LEAD and article.genre == Genre.PHOTO:
        return PointRule.For.PHOTO.value
    return {
        Weight.LEAD: PointRule.For.LEAD,
        Weight.SECOND: PointRule.For.SECOND,
        Weight.NORMAL: PointRule.For.NORMAL,
        Weight.BRIEF: PointRule.For.BRIEF,
    }[article.weight].value


def _signers(bylines) -> dict[int, tuple[Signer, ...]]:
    """By article. A person who signed twice stands where they did first, with the first unit."""
    rows = (
        bylines.exclude(role=Role.EDITOR)
        .order_by("article", "position", "pk")
        .values_list("article", "reporter", "reporter__name", "role", "unit", "unit__name")
    )
    found: dict[int, dict[int, Signer]] = defaultdict(dict)
    for article, reporter, name, role, unit, unit_name in rows:
        people = found[article]
        if reporter not in people:
            label = Role(role).label
            people[reporter] = Signer(reporter, name, label, unit or NOBODY, unit_name or "")
        elif unit and people[reporter].unit == NOBODY:
            people[reporter] = replace(people[reporter], unit=unit, unit_name=unit_name)
    return {article: tuple(people.values()) for article, people in found.items()}


def _names(rows, article, owner):
    found = defaultdict(list)
    for each, key, name in rows.order_by(owner).values_list(article, owner, f"{owner}__name"):
        found[each].append((key, name))
    return {each: tuple(names) for each, names in found.items()}


def _month(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date().replace(day=1) if moment else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


# Charts


def trend(by: str, last: date, months: int = 12) -> dict[int, list[int]]:
    """Pieces used in each of the months up to `last`, by key; `by` "all": of everybody, NOBODY."""
    span = [before(last, back) for back in range(months - 1, -1, -1)]
    frozen = dict(
        FrozenMonth.objects.filter(month__gte=span[0], month__lte=span[-1]).values_list(
            "month", "used"
        )
    )
    counted = _used(by, span[0], after(span[-1]))
    found: dict[int, list[int]] = defaultdict(lambda: [0] * months)
    for place, month in enumerate(span):
        used = frozen[month].get(by, {}) if month in frozen else counted[month]
        for key, pieces in used.items():
            found[int(key)][place] = pieces
    return dict(found)


def _used(by, first, end) -> dict[date, Counter]:
    """By month: the pieces used of each key, in one query."""
    public = Article.objects.public().within(first, end)
    found: dict[date, Counter] = defaultdict(Counter)
    if by == "all":
        for moment in public.order_by().values_list("publish_at", flat=True):
            found[_month(moment)][NOBODY] += 1
        return found
    months = {pk: _month(moment) for pk, moment in public.values_list("pk", "publish_at")}
    articles = public.order_by().values("pk")
    if by in ("campaigns", "places"):
        rows = (
            Campaigned.objects.filter(content_object__in=articles).values_list(
                "content_object", "tag"
            )
            if by == "campaigns"
            else Placed.objects.filter(article__in=articles).values_list("article", "place")
        )
        keys = defaultdict(set)
        for article, key in rows:
            keys[article].add(key)
    else:
        signers = _signers(Byline.objects.filter(article__in=articles))
        column = "reporter" if by == "people" else "unit"
        keys = {
            article: {getattr(signer, column) for signer in people}
            for article, people in signers.items()
        }
    for article, month in months.items():
        found[month].update(keys.get(article) or {NOBODY})
    return found


# Freezing


class NotFrozen(Exception):  # noqa: N818
    """Why a month can't be frozen; the text is for the staff."""


@transaction.atomic
def freeze(day: date, *, by) -> FrozenMonth:
    """Keep the month's numbers as they are now. Raises NotFrozen: too early, or done before."""
    first = day.replace(day=1)
    name = f"{first.year}年{first.month}月"
    if after(first) > timezone.localdate():
        raise NotFrozen(f"{name}还没有过完，不能冻结。")
    month = now_of(first)
    used = {by_: {row.key: row.used for row in month.rows(by_) if row.used} for by_ in BY}
    used["all"] = {NOBODY: month.totals.used}
    who = record.who(by)
    try:
        with transaction.atomic():
            return FrozenMonth.objects.create(
                month=first,
                facts=[_frozen(fact) for fact in month.facts],
                used=used,
                frozen_by=who["by"],
                frozen_by_name=who["by_name"],
            )
    except IntegrityError as error:
        raise NotFrozen(f"{name}已经冻结过了。") from error


def _frozen(fact: Fact) -> dict:
    return asdict(fact) | {"points": str(fact.points)}


def thawed(frozen: FrozenMonth) -> tuple[Fact, ...]:
    """What a frozen month was counted from."""
    return tuple(
        Fact(
            **kept
            | {
                "points": Fraction(kept["points"]),
                "signers": tuple(Signer(**signer) for signer in kept["signers"]),
                "campaigns": tuple((key, name) for key, name in kept["campaigns"]),
                "places": tuple((key, name) for key, name in kept["places"]),
            }
        )
        for kept in frozen.facts
    )


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What became different about an article after its month was frozen; None: not counted."""

    old: Fact | None
    new: Fact | None

    @property
    def article(self) -> int:
        return (self.new or self.old).article

    @property
    def headline(self) -> str:
        """As it was in print last. What never was is not named: not everybody may see it."""
        printed = [fact.headline for fact in (self.new, self.old) if fact and fact.used]
        return printed[0] if printed else UNNAMED

    @property
    def what(self) -> tuple[str, ...]:
        return tuple(_differences(self.old, self.new))

    def rows(self, by: str) -> tuple[Row, ...]:
        return difference([self.old], [self.new], by)


def adjustments(month: Month) -> tuple[Adjustment, ...]:
    """Of a frozen month, by article; of another one nothing."""
    if month.frozen is None:
        return ()
    then = {fact.article: fact for fact in month.facts}
    now = {fact.article: fact for fact in now_of(month.month).facts}
    pairs = (Adjustment(then.get(pk), now.get(pk)) for pk in sorted(then.keys() | now.keys()))
    return tuple(pair for pair in pairs if pair.what)


def difference(old: Iterable[Fact | None], new: Iterable[Fact | None], by: str) -> tuple[Row, ...]:
    """By how much each one's numbers changed; those that did not are left out."""
    was, now = ({row.key: row for row in tally(filter(None, facts), by)} for facts in (old, new))
    rows = []
    for key in was.keys() | now.keys():
        blank = replace(now.get(key) or was[key], **dict.fromkeys(NUMBERS, 0))
        change = {
            name: getattr(now.get(key, blank), name) - getattr(was.get(key, blank), name)
            for name in NUMBERS
        }
        if any(change.values()):
            rows.append(replace(blank, **change))
    return tuple(sorted(rows, key=_by_points))


def _differences(old, new) -> Iterator[str]:
    (used, submitted), (used_now, submitted_now) = (
        (fact.used, fact.submitted) if fact else (False, False) for fact in (old, new)
    )
    if used != used_now:
        yield "后来采用" if used_now else "后来撤下"
    if submitted != submitted_now:
        yield "后来计入送稿" if submitted_now else "后来不计送稿"
    if old is None or new is None:
        return
    if [signer.reporter for signer in old.signers] != [signer.reporter for signer in new.signers]:
        yield f"署名由{signed(old)}改为{signed(new)}"
    elif [signer.unit for signer in old.signers] != [signer.unit for signer in new.signers]:
        yield "署名的单位改了"
    if old.used and new.used:
        yield from _differences_in_print(old, new)


def _differences_in_print(old, new):
    if old.length != new.length:
        yield f"字数由{old.length}改为{new.length}"
    if old.photos != new.photos:
        yield f"照片由{old.photos}幅改为{new.photos}幅"
    if old.standing != new.standing:
        yield f"版位由{old.standing_name}改为{new.standing_name}"
    elif old.points != new.points and (old.length, old.photos) == (new.length, new.photos):
        yield f"积分由{shown(old.points, 2)}改为{shown(new.points, 2)}"
    for what, name in (("campaigns", "专栏"), ("places", "地点")):
        if [key for key, _ in getattr(old, what)] != [key for key, _ in getattr(new, what)]:
            yield f"{name}改了"


def signed(fact: Fact) -> str:
    return "、".join(signer.name for signer in fact.signers) or BY["people"]


def rules_since(day: date) -> date | None:
    """The day from which the rules run that are in force on that day."""
    rules = PointRule.objects.filter(valid_from__lte=day).order_by("-valid_from")
    return rules.values_list("valid_from", flat=True).first()
