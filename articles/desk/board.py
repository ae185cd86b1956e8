"""排版台: an issue page by page, as plain values: plan, pictures, proposals, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User

from articles import planning, sealing, search
from articles.desk.proofs import PageProofs, collect_proofs, draws_only, is_alive, list_jobs
from articles.models import Article, Correction, Issue, Page, Placement, say_where
from articles.planning.copyfit import Card, Fill
from articles.roles import CHANGE_ISSUE, EXPORT_ISSUE, SEAL_ISSUE
from articles.text.headline import LADDER
from articles.text.tokens import QueryRefused, parse_query

#: What a card sends for a head of the kind that suits it, and the sizes that one can choose.
SUITS = "auto"
SIZES = [("", "自动"), *((size, f"{size}点") for size in LADDER)]
#: How a warning is drawn (static/desk/css/parts/findings.css).
_SHAPES = {planning.MUST: "f-block", planning.CHECK: "f-warn", planning.NOTE: "f-info"}
#: Pieces of other months that a search shows.
_FOUND = 12
#: Rules of make-up that tell of an editor's choice: they are told at the article.
_CHOICES = ("K1", "K2", "K3")
_HIDDEN = "（您看不到的待用稿）"


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """A public article that a search for pieces of other months has found."""

    article: Article
    where: str  # in print, in words
    is_free: bool


@dataclass(frozen=True, slots=True)
class PiecesFound:
    """What was looked for among the pieces of other months, and what was found."""

    words: str
    pieces: Sequence[FoundPiece] = ()
    refused: str = ""


def collect_board(issue: Issue, user: User, words: str = "") -> dict[str, Any]:
    """The board, in a number of queries that does not depend on its articles."""
    now = _conceal(planning.board(issue), user)
    found = planning.warnings(issue, now)
    states, jobs = sealing.states(issue), list_jobs(issue)
    may_change = user.has_perm(CHANGE_ISSUE) and not issue.sealed_at
    held = planning.find_fillers(user) if may_change else []
    fillers = planning.without_declined(issue, held)
    aside = len(held) - len(fillers)
    offered = planning.offer_fillers(now, fillers)
    must = [text for weight, text, _ in found if weight == planning.MUST]
    return {
        "issue": issue,
        "rule": planning.rule(),
        "sheets": [_collect_sheet(sheet, offered) for sheet in now.sheets],
        "tray": now.tray,
        "placed": now.placed,
        "last_page": max((sheet.page.number for sheet in now.sheets), default=0),
        "emptiest": min(now.sheets, key=lambda s: (-s.fill.gap, s.page.number), default=None),
        "kinds": Placement.Kind.choices,
        "forms": [(SUITS, "自动"), *Placement.Form.choices],
        "sizes": SIZES,
        "photo_sizes": [("", "自动"), *Placement.PhotoSize.choices],
        "may_change": may_change,
        "may_seal": user.has_perm(SEAL_ISSUE) and not issue.sealed_at,
        "warnings": _collect_warnings(found, planning.ways_out(now)),
        "to_mend": sum(weight != planning.NOTE for weight, _, _ in found),
        "blocked": [*must, *sealing.find_obstacles(states)],
        "changed": sealing.changed_since(issue) if issue.sealed_at else [],
        "errata": Correction.objects.of_issue(issue).select_related("article"),
        "offer": _collect_offer(issue, now, fillers, aside, may_change=may_change),
        "found": _find_pieces(now, words) if may_change else None,
    } | collect_publishing(issue, user, states, jobs)


def collect_publishing(
    issue: Issue, user: User, states: Sequence[sealing.FormatState] = (), jobs: Sequence[Any] = ()
) -> dict[str, Any]:
    """What the board says of the files and pictures, which it asks for anew while they are made."""
    states = states or sealing.states(issue)
    listed = list(jobs) or list_jobs(issue)
    proofs: PageProofs = collect_proofs(issue, states, listed)
    alive = [job for job in reversed(listed) if is_alive(job)]
    last = next((job for job in listed if not draws_only(job)), None)
    may_make = user.has_perm(EXPORT_ISSUE) and not issue.sealed_at
    return {
        "issue": issue,
        "states": states,
        "job": alive[0] if alive else None,
        "ended": last if last and last.error and not alive else None,
        "proofs": proofs,
        "may_make": may_make and all(map(draws_only, alive)),
        "may_cancel": may_make and bool(alive),
        "draws": may_make and proofs.wanted,
        "old": [state.format for state in states if not state.fresh],
    }


def _conceal(now: planning.Board, user: User) -> planning.Board:
    """The plan without the headlines of articles that are not public yet, and that the account may
    not see."""
    waiting = {card.article for sheet in now.sheets for card in sheet.cards if card.awaits}
    waiting |= {card.article for card in now.tray if card.awaits}
    seen = Article.objects.visible_to(user).filter(pk__in=waiting).values_list("pk", flat=True)
    hidden = waiting - set(seen)

    def show(cards: Sequence[Card]) -> tuple[Card, ...]:
        return tuple(
            replace(card, title=_HIDDEN) if card.article in hidden else card for card in cards
        )

    sheets = tuple(replace(sheet, cards=show(sheet.cards)) for sheet in now.sheets)
    return replace(now, sheets=sheets, tray=show(now.tray))


def _collect_sheet(
    sheet: planning.PlannedPage, offered: Mapping[int, tuple[Card, ...]]
) -> dict[str, Any]:
    page: Page = sheet.page
    undone: dict[int, list[str]] = {}
    for breach in page.breaches:
        if breach["rule"] in _CHOICES:
            undone.setdefault(breach["article"], []).append(breach["told"])
    told = {each["rule"]: each["told"] for each in page.breaches if each["rule"] not in _CHOICES}
    return {
        "page": page,
        "cards": [{"card": card, "undone": undone.get(card.article, ())} for card in sheet.cards],
        "meter": _measure(sheet.fill),
        "fillers": offered.get(page.number, ()),
        "breaches": [f"{words}（{rule}）" for rule, words in told.items()],
    }


def _measure(fill: Fill) -> dict[str, Any]:
    """How full a page is: the bar's shape and width, the sentence, and planned of possible."""
    against = f"{fill.planned:,}／{fill.room:,}字"
    if fill.overset:
        said = f"溢出约{fill.overset:,}字"
        return {"shape": "over", "width": 100, "said": said, "against": against}
    shape = "full" if fill.full else ""
    said = f"{fill.percent}%，已满" if fill.full else f"约缺{fill.gap:,}字"
    return {"shape": shape, "width": fill.percent, "said": said, "against": against}


def _collect_warnings(
    found: planning.Warnings, ways_out: Mapping[int, tuple[Card, int]]
) -> list[dict[str, Any]]:
    ways = {f"pg{number}": way for number, way in ways_out.items()}
    return [
        {
            "weight": weight,
            "text": text,
            "anchor": anchor,
            "shape": _SHAPES[weight],
            "way_out": ways.get(anchor) if weight == planning.CHECK else None,
        }
        for weight, text, anchor in found
    ]


def _collect_offer(
    issue: Issue, now: planning.Board, fillers: Sequence[Card], aside: int, *, may_change: bool
) -> dict[str, Any] | None:
    """Other numbers of pages and held pieces that fill the gaps, but those that were put aside."""
    if not may_change:
        return None
    there = {card.article for card in now.tray}
    fitting = planning.fit_in(now, [card for card in fillers if card.article not in there])
    proposals = planning.propose(now)
    shown = planning.list_open(issue, now)
    gap = sum(sheet.fill.gap for sheet in now.sheets if not sheet.fill.full)
    if not (proposals or fitting or aside):
        return None
    return {
        "proposals": shown,
        "declined": [each.pages for each in proposals if each not in shown],
        "aside": aside,
        "fitting": len(fitting),
        "gap": f"约{gap:,}",
        "pages": len(now.sheets),
    }


def _find_pieces(now: planning.Board, words: str) -> PiecesFound | None:
    """Public articles that a search finds, but for those on the board; the best first."""
    if not words.strip():
        return None
    try:
        asked = parse_query(words)
    except QueryRefused as refusal:
        return PiecesFound(words, refused=str(refusal))
    here = {card.article for sheet in now.sheets for card in sheet.cards}
    here |= {card.article for card in now.tray}
    keys = [pk for pk in search.find_articles(asked, limit=_FOUND * 2).ids if pk not in here]
    shown = Article.objects.public().only("headline", "length", "status", "publish_at")
    rows = shown.in_bulk(keys[:_FOUND])
    pieces = [rows[pk] for pk in keys if pk in rows]
    where = say_where(pieces)
    rows_elsewhere = Placement.objects.filter(page__isnull=False, article__in=rows)
    taken = set(rows_elsewhere.values_list("article", flat=True))
    return PiecesFound(
        words, [FoundPiece(row, where.get(row.pk, ""), row.pk not in taken) for row in pieces]
    )
