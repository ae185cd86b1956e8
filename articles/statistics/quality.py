"""The paper's quality: what is still found in what was printed, and what had to be corrected.

Each figure is of the articles that became public in a month, for 10,000 characters of text. What
came from an archive was printed before, and nobody proofread it here: it isn't among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum
from django.utils import timezone

from articles import versions
from articles.models import Article, Byline, Correction, Issue, Placement, Role, Step, period
from articles.proofing import proofread
from articles.review.galleys import galley_of
from articles.review.proofreading import day_of
from articles.review.readings import proofread_many
from articles.review.steps import SIGNS
from articles.text.months import Month

_MONTHS, _LEDGER = 12, 30


@dataclass(slots=True)
class QualityRow:
    """Of one page, unit or person, or of a whole month."""

    name: str
    articles: int = 0
    characters: int = 0
    open: int = 0  # findings that nobody judged, though they are in print
    judged: int = 0  # those that somebody judged to be no error
    corrections: int = 0

    def per_10k(self, number: int) -> float:
        return round(number * 10_000 / self.characters, 2) if self.characters else 0.0

    @property
    def findings_rate(self) -> float:
        return self.per_10k(self.open + self.judged)

    @property
    def open_rate(self) -> float:
        return self.per_10k(self.open)

    @property
    def corrections_rate(self) -> float:
        return self.per_10k(self.corrections)


@dataclass(slots=True)
class MonthQuality:
    """A month: the whole, the month before, and its parts; those without findings come last."""

    month: Month
    whole: QualityRow
    before: QualityRow
    issue: Issue | None
    pages: list[QualityRow] = field(default_factory=list)
    units: list[QualityRow] = field(default_factory=list)
    people: list[QualityRow] = field(default_factory=list)
    trend: list[QualityRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An error that was found after print; `rules` are what would have told of it, in words."""

    correction: Correction
    article: Article
    rules: tuple[str, ...]


def quality_of(month: Month) -> MonthQuality:
    """The figures of a month, in a fixed number of queries. A new text costs ten milliseconds."""
    rows = _printed(month)
    parts: dict[str, dict[str, QualityRow]] = {"pages": {}, "units": {}, "people": {}}
    whole = QualityRow(str(month))
    for row, figures in _measure(rows):
        _add(whole, figures)
        for kind, names in _places_of(row).items():
            for name in names:
                _add(parts[kind].setdefault(name, QualityRow(name)), figures)
    before = QualityRow(str(month.previous))
    for _, figures in _measure(_printed(month.previous)):
        _add(before, figures)
    return MonthQuality(
        month=month,
        whole=whole,
        before=before,
        issue=Issue.objects.filter(month=month.first).first(),
        trend=_trend(month),
        **{kind: sorted(found.values(), key=_worst_first) for kind, found in parts.items()},
    )


def list_ledger() -> list[LedgerLine]:
    """The last errors that were corrected after print, newest first.

    What would have found each: what the rules find in the text as it was signed before the
    correction, and no more in the one after it.
    """
    rows = Correction.objects.public().select_related("article")[:_LEDGER]
    return [LedgerLine(row, row.article, tuple(_rules_for(row))) for row in rows]


def _rules_for(correction: Correction) -> Iterable[str]:
    article = correction.article
    signed = list(Step.objects.filter(article=article, step__in=SIGNS).order_by("pk"))
    after = next(
        (
            n
            for n, step in enumerate(signed)
            if step.copy and timezone.localdate(step.taken_at) >= correction.corrected_on
        ),
        0,
    )
    before = signed[after - 1] if after else None
    version = before and article.versions.filter(digest=before.digest).first()
    if not version:
        return []
    old, new = versions.content_at(version), versions.content_of(article)
    day = day_of(article)
    texts = [proofread(galley_of(each, article, day)) for each in (old, new)]
    left = {(each.rule, each.text) for each in texts[1]}
    gone = [e for e in texts[0] if e.severity != "info" and (e.rule, e.text) not in left]
    return dict.fromkeys(each.message for each in gone)


def _printed(month: Month) -> list[Article]:
    placed = Placement.objects.filter(page__isnull=False).select_related("page")
    bylines = Byline.objects.select_related("reporter", "unit")
    steps = Step.objects.filter(article=OuterRef("pk"))
    archived = Exists(steps.filter(step=Step.Act.ARCHIVE)) & ~Exists(steps.filter(step__in=SIGNS))
    rows = Article.objects.public_within(*month.span).exclude(archived)
    rows = rows.annotate(corrected=Count("corrections"))
    return list(
        rows.prefetch_related(
            Prefetch("placements", placed, to_attr="placed_on"), Prefetch("bylines", bylines)
        ).order_by("pk")
    )


def _measure(rows: Sequence[Article]) -> Iterable[tuple[Article, QualityRow]]:
    readings = proofread_many(rows)
    for row in rows:
        reading = readings[row.pk]
        yield (
            row,
            QualityRow(
                name="",
                articles=1,
                characters=row.length,
                open=len(reading.open),
                judged=len(reading.judged),
                corrections=row.corrected,  # type: ignore[attr-defined]
            ),
        )


def _places_of(row: Article) -> dict[str, list[str]]:
    """The names of an article's page, units and writers."""
    writers = [each for each in row.bylines.all() if each.role != Role.EDITOR]
    placed = row.placed_on  # type: ignore[attr-defined]
    return {
        "pages": [f"第{each.page.number}版" for each in placed] or ["没有上版"],
        "units": list(dict.fromkeys(each.unit.name for each in writers if each.unit)),
        "people": list(dict.fromkeys(each.reporter.name for each in writers)),
    }


def _add(total: QualityRow, part: QualityRow) -> None:
    for name in ("articles", "characters", "open", "judged", "corrections"):
        setattr(total, name, getattr(total, name) + getattr(part, name))


def _worst_first(row: QualityRow) -> tuple[float, float, str]:
    return -row.corrections_rate, -row.findings_rate, row.name


def _trend(month: Month) -> list[QualityRow]:
    """Articles, characters and corrections of the twelve months up to this one, oldest first."""
    months = [month]
    while len(months) < _MONTHS and months[0].first.year > 1900:
        months.insert(0, months[0].previous)
    sums: dict[str, Count | Sum] = {}
    for n, each in enumerate(months):
        within = Q(period(*each.span))
        sums[f"n{n}"] = Count("pk", filter=within)
        sums[f"c{n}"] = Sum("length", filter=within, default=0)
    found = Article.objects.public().aggregate(**sums)
    corrected = {
        f"k{n}": Count("pk", filter=Q(period(*each.span, of="article__publish_at")))
        for n, each in enumerate(months)
    }
    found |= Correction.objects.public().aggregate(**corrected)
    return [
        QualityRow(str(each), found[f"n{n}"], found[f"c{n}"], corrections=found[f"k{n}"])
        for n, each in enumerate(months)
    ]
