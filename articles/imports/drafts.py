"""Makes drafts of the stories of imported pages. Text without a field goes in the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from django.db.models import Count

from articles.models import (
    Article,
    Byline,
    Campaign,
    Genre,
    Place,
    Reporter,
    Role,
    Unit,
    Weight,
)
from articles.text import body
from articles.text.body import Block, Run
from articles.text.headline import BREAK, break_between
from articles.text.page.bylines import PrintedName, signed_names
from articles.text.page.datelines import agency_of
from articles.text.page.genres import cells
from articles.text.page.reading import BODY, Kind, Reading, Story
from articles.text.punctuation import fold_marks

_BROKEN = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
_A_NAME = re.compile(r"\w{2,4}|\w{1,12}(?:·\w{1,12})+")


@dataclass(slots=True)
class Draft:
    """The values for an article; `notes` are warnings for the editor."""

    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    body: str = ""
    genre: str = Genre.NEWS
    weight: int = Weight.NORMAL
    source: str = ""
    people: list[PrintedName] = field(default_factory=list)
    campaign: str = ""
    notes: list[str] = field(default_factory=list)


def compose(reading: Reading, story: Story, known: dict[str, Campaign], *, create: bool) -> Draft:
    """The draft of a story. `known` are campaigns by `fold_slogan()` of their name and slogan.

    A slogan without a campaign becomes one if `create` is true; otherwise it becomes the kicker,
    since it was printed above the headline.
    """
    draft = Draft()
    blocks: list[Block] = []
    slogan = _text(reading, story, "campaign")
    kicker = _text(reading, story, "kicker")
    if slogan and (fold_slogan(slogan) in known or (create and len(fold_slogan(slogan)) <= 40)):
        draft.campaign = slogan
    elif slogan:
        kicker = break_between(filter(None, (slogan, kicker)))
        draft.notes.append(f"栏题“{slogan}”还不是专栏，先放在引题里。")
    heads = {
        "kicker": kicker,
        "headline": _text(reading, story, "headline"),
        "subhead": _text(reading, story, "subhead"),
    }
    for name, text in heads.items():
        model_field = Article._meta.get_field(name)
        if len(text) <= model_field.max_length:
            setattr(draft, name, text)
        else:
            blocks.append(_paragraph(text))
            draft.notes.append(
                f"{model_field.verbose_name}超过{model_field.max_length}字，放在正文开头，请改短。"
            )
    if not story.of(*BODY) and story.of("caption", "credit"):
        draft.genre = Genre.PHOTO
    elif story.genre in ("notice", "list", "table", "weather"):
        draft.genre = Genre.NOTICE
    elif story.genre in ("brief", "briefs"):
        draft.weight = Weight.BRIEF
    draft.body = body.clean(body.html((*blocks, *_blocks(reading, story, draft))))
    draft.people = list(dict.fromkeys(draft.people))
    if not draft.headline:
        draft.notes.append("没有主题，签发前请补上。")
    return draft


def store(draft: Draft, article: Article, known: dict[str, Campaign], places: list[Place]) -> None:
    """Save the draft to a new or untouched article, with its people. May add to `draft.notes`."""
    for name in ("kicker", "headline", "subhead", "body", "genre", "weight", "source"):
        setattr(article, name, getattr(draft, name))
    article.save()
    article.bylines.all().delete()
    _sign(article, draft)
    article.campaigns.set([_campaign(draft.campaign, known)] if draft.campaign else [])
    article.places.set([place for place in places if place.name in draft.kicker])


def _sign(article: Article, draft: Draft) -> None:
    """Add the bylines; who signs above the text and below it signs once."""
    signed: set[tuple[int, str]] = set()
    for person in draft.people:
        unit = _unit(person.unit, draft.notes)
        reporter = _reporter(person, unit, draft.notes)
        if (reporter.pk, person.role) in signed:
            continue
        signed.add((reporter.pk, person.role))
        Byline.objects.create(
            article=article,
            role=person.role,
            reporter=reporter,
            unit=unit or reporter.unit,
            position=len(signed),
        )


def fold_slogan(text: str) -> str:
    """The text without spaces and with half-width forms, for comparing slogans."""
    return "".join(fold_marks(text).split())


def _text(reading: Reading, story: Story, kind: Kind) -> str:
    """The text of a head; a space between Chinese characters is a printed line break."""
    return _BROKEN.sub(BREAK, reading.head(story, kind))


def _paragraph(text: str) -> Block:
    return Block("paragraph", (Run(text),))


def _blocks(reading: Reading, story: Story, draft: Draft) -> list[Block]:
    """The body in reading order. Also collects people from bylines and a photo story's credits."""
    blocks: list[Block] = []
    pieces = list(story.pieces)
    while pieces:
        piece = pieces.pop(0)
        text = reading.text(piece)
        if piece.kind == "paragraph" and story.genre == "table":
            _add_row(blocks, text)
        elif piece.kind == "paragraph":
            blocks.append(_paragraph(text))
        elif piece.kind == "crosshead":
            blocks.append(Block("crosshead", (Run(text),)))
        elif piece.kind == "byline" or (piece.kind == "credit" and draft.genre == Genre.PHOTO):
            blocks += _credit_blocks(text, draft)
        elif piece.kind == "caption" and draft.genre == Genre.PHOTO:
            blocks.append(_paragraph(text))
        elif piece.kind in ("caption", "credit"):
            if piece.kind == "caption" and pieces and pieces[0].kind == "credit":
                text += "\N{IDEOGRAPHIC SPACE}" + reading.text(pieces.pop(0))
            blocks.append(_photo(text, draft))
    return blocks


def _photo(text: str, draft: Draft) -> Block:
    """A photo without its picture: its caption and credit as a paragraph for the editor to move."""
    if not any("图片说明" in note for note in draft.notes):
        draft.notes.append("文字里没有图片：图片说明以括号放在正文里，配图时请移到图片上。")
    inside = text.removeprefix("图片说明").lstrip(":\N{FULLWIDTH COLON}")
    return _paragraph(
        f"\N{FULLWIDTH LEFT PARENTHESIS}图片说明\N{FULLWIDTH COLON}{inside}"
        "\N{FULLWIDTH RIGHT PARENTHESIS}"
    )


def _add_row(blocks: list[Block], text: str) -> None:
    """Add a row to the table that is being read; what has one cell is a paragraph."""
    row = tuple((Run(cell),) for cell in cells(text))
    if len(row) < 2:
        blocks.append(_paragraph(text))
    elif blocks and blocks[-1].kind == "table" and len(blocks[-1].rows[0]) == len(row):
        blocks[-1] = replace(blocks[-1], rows=(*blocks[-1].rows, row))
    else:
        blocks.append(Block("table", rows=(row,), headed=True))


def _credit_blocks(text: str, draft: Draft) -> list[Block]:
    found = [person for person in signed_names(text) if _A_NAME.fullmatch(person.name)]
    draft.people += found
    draft.source = draft.source or agency_of(text)
    if found:
        return []
    draft.notes.append(f"署名“{text}”没有全认出来，原样留在正文里。")
    return [_paragraph(text)]


def _unit(name: str, notes: list[str]) -> Unit | None:
    """The unit of this name, a new one if there is none; None for no name or one far too long."""
    if not name or len(name) > Unit._meta.get_field("name").max_length:
        return None
    unit = Unit.objects.same_name(name).first()
    if unit is None:
        notes.append(f"新建了供稿单位“{name}”。")
        unit = Unit.objects.create(name=name)
    return unit


def _reporter(person: PrintedName, unit: Unit | None, notes: list[str]) -> Reporter:
    """The reporter of this name; of several, the one of the unit, or else the one with most
    bylines; of none, a new one."""
    named = Reporter.objects.same_name(person.name).annotate(used=Count("bylines"))
    found = list(named.order_by("-used", "pk"))
    own = [reporter for reporter in found if unit and reporter.unit_id == unit.pk]
    if not found:
        notes.append(f"新建了作者“{person.name}”。")
        return Reporter.objects.create(name=person.name, role=Role(person.role), unit=unit)
    if len(own or found) > 1:
        notes.append(f"有几位作者都叫“{person.name}”，用了署名最多的一位，请核对。")
    return (own or found)[0]


def _campaign(slogan: str, known: dict[str, Campaign]) -> Campaign:
    key = fold_slogan(slogan)
    if key not in known:
        name = "".join(slogan.split())
        known[key] = Campaign.objects.same_name(name).first() or Campaign.objects.create(
            name=name, slogan="" if slogan == name else slogan
        )
    return known[key]
