"""The screen that arranges an imported page, as plain values for its template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from articles.desk.sheets import collect_sheet
from articles.imports.acts import KINDS, say_lines
from articles.imports.drafts import fold_slogan
from articles.imports.pages import list_outstanding, slogans
from articles.models import Article, ImportedPage
from articles.text.layout.unsure import mark_unsure
from articles.text.page import arrange
from articles.text.page.guesses import OTHERWISE
from articles.text.page.reading import BODY, Reading
from articles.text.page.seams import TWO_PARAGRAPHS

TINTS = "abcde"


@dataclass(frozen=True, slots=True)
class RefusedAct:
    """What was chosen and typed for an act that was refused: the screen shows it again.

    `lines` are the chosen ones, as posted. For a head, `story` is the posted number of its story,
    `heads` has kind and words of each of its lines, and `new` those of a line to be added.
    """

    lines: frozenset[str] = frozenset()
    story: str = ""
    heads: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    new: tuple[str, str] = ("", "")


def collect_screen(page: ImportedPage, user, refused: RefusedAct | None = None) -> dict:
    """Collect what the screen shows of the page, without what the account may not see."""
    refused = refused or RefusedAct()
    reading = Reading.from_json(page.reading)
    articles = _articles(page, reading, user)
    shown = [line for line in reading.lines if line.source]
    cards = [
        _card(reading, index, page, articles, refused) for index in range(len(reading.stories))
    ]
    return {
        "page": page,
        "sheet": collect_sheet(page, reading, cards),
        "done": page.state != ImportedPage.State.OPEN,
        "is_dropped": page.state == ImportedPage.State.DROPPED,
        "rows": _rows(reading, shown, refused, page.printed.get("sure", [])),
        "cards": cards,
        "tray": _tray(reading),
        "line_count": len(shown),
        "length": len(fold_slogan(page.text)),
        "doubts": sum(len(card["doubts"]) for card in cards),
        "left": list_outstanding(reading),
        "dropped": say_lines(reading.furniture) if reading.furniture else "",
        "dropped_count": len(reading.furniture),
        "last": page.history[-1] if page.history else None,
        "steps": len(page.history),
        "unknown": _unknown_slogans(reading),
        "drafted": bool(page.reading.get("drafts")),
        "notes": page.reading.get("notes", []),
        "kinds": KINDS.items(),
        "head_kinds": [(kind, KINDS[kind]) for kind in arrange.HEAD],
    }


def _rows(reading, shown, refused, sure):
    where = {}
    for index, story in enumerate(reading.stories):
        for piece in story.pieces:
            for at, number in enumerate(piece.lines):
                where[number] = (index, piece.kind, at)
    rows = []
    for line in shown:
        index, kind, at = where.get(line.number, (None, "", 0))
        rows.append(
            {
                "number": line.number,
                "parts": mark_unsure(line, sure),
                "story": index,
                "letter": "" if index is None else arrange.letter(index),
                "tint": _tint(index),
                "kind": "" if kind == "paragraph" else KINDS.get(kind, ""),
                "head": kind == "headline",
                "goes_on": at > 0,
                "dropped": line.number in reading.furniture,
                "chosen": str(line.number) in refused.lines,
            }
        )
    return rows


def _card(reading, index, page, articles, refused):
    story = reading.stories[index]
    lines = [number for piece in story.pieces for number in piece.lines]
    printed = [number for number in lines if reading.lines[number - 1].source]
    draft = next(
        (d["article"] for d in page.reading.get("drafts", []) if {*d["lines"]} & {*lines}), None
    )
    return {
        "index": index,
        "letter": arrange.letter(index),
        "key": index + 1 if index < 9 else "",
        "tint": _tint(index),
        "title": reading.head(story, "headline"),
        "facts": _facts(reading, story),
        "lines": lines,
        "spoken": say_lines(printed) if printed else "",
        "length": sum(len(reading.text(piece)) for piece in story.of(*BODY)),
        "pieces": [(piece.kind, KINDS[piece.kind], reading.text(piece)) for piece in story.pieces],
        "heads": _heads(reading, story, refused),
        "typed": _added_head(refused, index),
        "doubts": [_doubt(reading, index, number, articles) for number in range(len(story.doubts))],
        "draft": articles.get(draft),
        "others": [
            (other, arrange.letter(other))
            for other in range(len(reading.stories))
            if other != index
        ],
    }


def _facts(reading, story):
    """The lines around the headline, and what is missing."""
    facts = [
        f"{KINDS[kind]}\N{FULLWIDTH COLON}{reading.text(piece)}"
        for kind in ("campaign", "kicker", "subhead")
        for piece in story.of(kind)
    ]
    facts += map(reading.text, story.of("byline"))
    if not story.of("byline") and story.of(*BODY):
        facts.append("没有署名")
    if photos := len(story.of("caption")) or len(story.of("credit")):
        facts.append(f"图{photos}幅，未配图")
    return facts


def _heads(reading, story, refused):
    """The lines that an editor may rename and reword, with what was typed before a refusal."""
    heads = []
    for piece in story.of(*arrange.HEAD):
        for number in piece.lines:
            kind, text = refused.heads.get(
                str(number), (piece.kind, reading.lines[number - 1].repaired.strip())
            )
            heads.append({"line": number, "kind": kind, "text": text})
    return heads


def _added_head(refused, index):
    """The line that was to be added to this story's head, or None."""
    if refused.story != str(index):
        return None
    kind, text = refused.new
    return {"kind": kind, "text": text}


def _doubt(reading, index, number, articles):
    """A doubt with the lines that it concerns, on which its buttons and keys act."""
    story = reading.stories[index]
    doubt = story.doubts[number]
    if doubt.line is None:
        about = story.of(*BODY)
    else:
        about = [piece for piece in story.pieces if doubt.line in piece.lines]
    lines = [line for piece in about for line in piece.lines]
    if doubt.code == "joined-paragraph":
        # A wrapped line was not joined by anybody's guess.
        lines = [line for line in lines if reading.lines[line - 1].joint is None]
    elif doubt.code == TWO_PARAGRAPHS:
        lines = [doubt.line]
    return {
        "number": number,
        "code": doubt.code,
        "message": doubt.message,
        "line": doubt.line,
        "where": "" if doubt.line is None else say_lines([doubt.line]),
        "blocks": doubt.code in arrange.BLOCKING,
        "otherwise": "" if doubt.line is None else OTHERWISE.get(doubt.code, ""),
        "evidence": doubt.evidence,
        "total": sum(evidence.weight for evidence in doubt.evidence),
        "lines": lines,
        "articles": [articles[pk] for pk in map(_article_number, doubt.evidence) if pk in articles],
    }


def _tray(reading):
    """The unplaced lines, each with all stories; the one printed above it is preselected."""
    homes = {n: i for i, s in enumerate(reading.stories) for p in s.pieces for n in p.lines}
    letters = [(index, arrange.letter(index)) for index in range(len(reading.stories))]
    tray, near = [], None
    for line in reading.lines:
        near = homes.get(line.number, near)
        if line.number in reading.unplaced:
            stories = [(index, letter, index == near) for index, letter in letters]
            tray.append({"number": line.number, "text": line.repaired.strip(), "stories": stories})
    return tray


def _unknown_slogans(reading):
    known = {fold_slogan(slogan) for slogan in slogans()}
    found = [reading.text(p) for story in reading.stories for p in story.of("campaign")]
    return [slogan for slogan in dict.fromkeys(found) if fold_slogan(slogan) not in known]


def _articles(page, reading, user):
    """The drafts of this page and the articles that doubts name, by number, in one query."""
    wanted = {entry["article"] for entry in page.reading.get("drafts", [])}
    for story in reading.stories:
        for doubt in story.doubts:
            wanted |= {_article_number(evidence) for evidence in doubt.evidence}
    rows = Article.objects.visible_to(user).filter(pk__in=wanted - {None}).defer("body")
    return {
        article.pk: {
            "title": str(article),
            "status": article.get_status_display(),
            "url": reverse("admin:articles_article_change", args=[article.pk]),
        }
        for article in rows
    }


def _article_number(evidence):
    found = re.fullmatch(r"稿件([0-9]{1,18})", evidence.where)
    return int(found[1]) if found else None


def _tint(index):
    return "" if index is None else TINTS[index % len(TINTS)]
