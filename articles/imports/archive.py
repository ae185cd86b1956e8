"""Imports old articles from JSONL, one per line (docs/operations.md), and each id only once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from articles import search, versions
from articles.imports.name_rows import NameRows, say_guessed
from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Genre,
    Place,
    Placed,
    Reporter,
    Role,
    Status,
    Unit,
    Weight,
    midnight,
)
from articles.review import record
from articles.text import body
from articles.text.characters import CharacterRefused, admit, say_left_out
from articles.text.dates import BadDay, parse_day

BATCH = 500
_KEYS = {
    "id", "date", "kicker", "headline", "subhead", "bylines", "body", "html", "campaigns", "places",
    "page", "source", "summary", "genre", "weight",
}  # fmt: skip
_TEXTS = {"kicker": 200, "headline": 300, "subhead": 300, "source": 200}


class BadLine(Exception):  # noqa: N818
    """A line can't be imported; the message tells the person who imports why."""


@dataclass(slots=True)
class Outcome:
    """The result of an import: counts, and problems by the number of the line (from 1)."""

    created: int = 0
    known: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A valid line, parsed."""

    number: int
    id: str
    day: date | None
    texts: dict[str, str]
    body: str
    bylines: list[tuple[str, str, str]]  # role, name, unit
    campaigns: list[str]
    places: list[str]
    page: int | None
    summary: str = ""
    genre: str = Genre.NEWS
    weight: int = Weight.NORMAL
    unknown: tuple[str, ...] = ()  # keys
    left_out: tuple[str, ...] = ()  # names of characters


def load(lines: Iterable[str], *, publish: bool, by=None) -> Iterator[Outcome]:
    """Import the lines; yields the outcome so far after each batch.

    A line whose id is already in the database is skipped, so an interrupted import can simply be
    run again. With `publish`, lines with a date become public (they were in print, so they count
    as signed off); otherwise all are drafts. Each batch is saved completely or not at all.
    """
    names = NameRows()
    outcome = Outcome()
    numbered = enumerate(lines, 1)
    while batch := list(islice(numbered, BATCH)):
        entries: dict[str, Entry] = {}
        for number, line in batch:
            if not line.strip():
                continue
            try:
                entry = read(number, line)
            except BadLine as why:
                outcome.bad.append((number, str(why)))
                continue
            if entry.id in entries:
                outcome.bad.append(
                    (number, f"编号“{entry.id}”与第{entries[entry.id].number}行重复")
                )
                continue
            if entry.unknown:
                listed = "、".join(f"“{key[:40]}”" for key in entry.unknown[:10])
                outcome.notes.append((number, f"不认得{listed}，没有收"))
            if entry.left_out:
                outcome.notes.append((number, say_left_out(entry.left_out)))
            entries[entry.id] = entry
        _save(list(entries.values()), names, outcome, publish=publish, by=by)
        yield outcome
    if outcome.created >= BATCH:
        search.settle()


def read(number: int, line: str) -> Entry:
    """Parse and check one line. Raises BadLine."""
    try:
        item = json.loads(line)
    except ValueError as error:
        raise BadLine("不是JSON") from error
    if not isinstance(item, dict):
        raise BadLine("不是一个JSON对象")
    left_out: list[str] = []
    item = _admit(item, left_out)
    texts = {}
    for name, longest in _TEXTS.items():
        texts[name] = " ".join(_text(item, name).split("\n")).strip(" ")
        if len(texts[name]) > longest:
            raise BadLine(f"{name}超过{longest}字")
    page = item.get("page")
    if page is not None and (type(page) is not int or not 0 <= page < 32_768):
        raise BadLine("page应当是版次数字")
    return Entry(
        number=number,
        id=_id(item),
        day=_day(item),
        texts=texts,
        body=_body(item),
        bylines=_bylines(item),
        campaigns=_list_of_names(item, "campaigns", 40),
        places=_list_of_names(item, "places", 60),
        page=page,
        summary=_summary(item),
        genre=_choice(item, "genre", Genre),
        weight=_choice(item, "weight", Weight),
        unknown=tuple(key for key in item if key not in _KEYS),
        left_out=tuple(left_out),
    )


def _admit(value: Any, left_out: list[str]) -> Any:
    """The value with its texts as they may come in; adds what was left out. Raises BadLine."""
    match value:
        case dict():
            return {_admit(key, left_out): _admit(each, left_out) for key, each in value.items()}
        case list():
            return [_admit(each, left_out) for each in value]
        case str():
            try:
                admitted = admit(value)
            except CharacterRefused as why:
                raise BadLine(str(why).removesuffix("。")) from why
            left_out += admitted.left_out
            return admitted.text
        case _:
            return value


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name, "")
    if not isinstance(value, str):
        raise BadLine(f"{name}应当是文字")
    return value


def _id(item: dict[str, Any]) -> str:
    value = item.get("id")
    if not isinstance(value, str) or not value.strip():
        raise BadLine("没有id")
    if len(value) > 100:
        raise BadLine("id超过100字")
    return value.strip()


def _day(item: dict[str, Any]) -> date | None:
    if item.get("date") in (None, ""):
        return None
    try:
        return parse_day(_text(item, "date"))
    except BadDay as why:
        raise BadLine(f"date里的{str(why).removesuffix('。')}") from why


def _body(item: dict[str, Any]) -> str:
    value = item.get("body", [])
    if not isinstance(value, list):
        raise BadLine("body应当是段落的列表")
    try:
        words = body.from_paragraphs(value)
        return admit(body.clean(_text(item, "html"))).text or words
    except ValueError as error:
        raise BadLine(str(error)) from error


def _summary(item: dict[str, Any]) -> str:
    summary = _text(item, "summary").strip()
    if len(summary) > 500:
        raise BadLine("summary超过500字")
    return summary


def _choice(item: dict[str, Any], name: str, choices: type[Genre] | type[Weight]) -> Any:
    value = item.get(name, "")
    if value in ("", None):
        return Genre.NEWS if choices is Genre else Weight.NORMAL
    if isinstance(value, bool) or value not in choices.values:
        raise BadLine(f"不认得的{name}“{value}”，可以写{'、'.join(map(str, choices.values))}")
    return value


def _bylines(item: dict[str, Any]) -> list[tuple[str, str, str]]:
    value = item.get("bylines", [])
    if not isinstance(value, list):
        raise BadLine("bylines应当是列表")
    found = []
    for each in value:
        if not isinstance(each, dict):
            raise BadLine("bylines里每一项应当有role和name")
        role, name, unit = (_text(each, key).strip() for key in ("role", "name", "unit"))
        if role not in Role.values:
            raise BadLine(f"不认得的身份“{role}”")
        if not name or len(name) > 30 or len(unit) > 60:
            raise BadLine("署名没有姓名，或姓名超过30字、单位超过60字")
        if (role, name) not in [(r, n) for r, n, _ in found]:
            found.append((role, name, unit))
    return found


def _list_of_names(item: dict[str, Any], name: str, longest: int) -> list[str]:
    value = item.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadLine(f"{name}应当是名称的列表")
    names = list(dict.fromkeys(each.strip() for each in value if each.strip()))
    if any(len(each) > longest for each in names):
        raise BadLine(f"{name}里有超过{longest}字的名称")
    return names


def _save(entries, names: NameRows, outcome: Outcome, *, publish: bool, by) -> None:
    known = set(
        Article.objects.filter(archive_id__in=[entry.id for entry in entries]).values_list(
            "archive_id", flat=True
        )
    )
    new = [entry for entry in entries if entry.id not in known]
    try:
        with transaction.atomic():
            articles = Article.objects.bulk_create(
                [_article(entry, outcome, publish=publish, by=by) for entry in new]
            )
            _save_appearances(new, articles, names, outcome)
            signed = [row.pk for row in articles if row.status == Status.APPROVED]
            rows = Article.objects.filter(pk__in=signed).prefetch_related(*versions.PARTS)
            record.archived(rows, by=by)
            search.follow(row.pk for row in articles)
    except BaseException:
        names.forget()
        raise
    outcome.known += len(known)
    outcome.created += len(new)


def _article(entry: Entry, outcome: Outcome, *, publish: bool, by) -> Article:
    # The archive knows days, not hours; a page shows no time for an article of midnight.
    published = None
    if publish and entry.day:
        published = midnight(entry.day)
    if published and not entry.texts["headline"]:
        outcome.notes.append((entry.number, "没有主题，留作草稿"))
        published = None
    return Article(
        archive_id=entry.id,
        body=entry.body,
        summary=entry.summary,
        genre=entry.genre,
        weight=entry.weight,
        page=entry.page,
        status=Status.APPROVED if published else Status.DRAFT,
        publish_at=published,
        created_by=by,
        **entry.texts,
    )


def _save_appearances(entries, articles, names: NameRows, outcome: Outcome) -> None:
    bylines, campaigned, placed = [], [], []
    for entry, article in zip(entries, articles, strict=True):
        time_ = article.publish_at if article.status == Status.APPROVED else None
        for position, (role, name, unit) in enumerate(entry.bylines, 1):
            of = names.get(Unit, unit) if unit else None
            reporter = names.get(Reporter, name, role=role, of=of)
            if names.is_guessed(Reporter, name, of):
                outcome.notes.append((entry.number, say_guessed(reporter)))
            bylines.append(
                Byline(
                    article=article,
                    reporter=reporter,
                    role=role,
                    unit=of,
                    position=position,
                    publish_at=time_,
                )
            )
        campaigned += [
            Campaigned(content_object=article, tag=names.get(Campaign, name), publish_at=time_)
            for name in entry.campaigns
        ]
        placed += [
            Placed(
                article=article,
                # Whether it is a street, somebody says later.
                place=names.get(Place, name, kind=Place.Kind.OTHER),
                publish_at=time_,
            )
            for name in entry.places
        ]
    Byline.objects.bulk_create(bylines)
    Campaigned.objects.bulk_create(campaigned)
    Placed.objects.bulk_create(placed)
