"""An archive line (docs/operations.md), parsed and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from articles.imports.archive.clipped import ClipEntry, clips_of
from articles.imports.archive.corrected import CorrectionEntry, corrections_of
from articles.imports.archive.rolled import entries_of
from articles.imports.archive.values import (
    BadLine,
    day_of,
    moment_of,
    one_line,
    quote,
    say_unknown,
    text_of,
)
from articles.models import Genre, PhotoAi, Role, TextAi, Weight
from articles.text import body
from articles.text.body import Block
from articles.text.characters import CharacterRefused, admit, is_plain, say_left_out
from articles.text.outside import bring_in
from articles.text.rolling import RollingEntry

_KEYS = {
    "id", "date", "kicker", "headline", "subhead", "bylines", "body", "html", "campaigns", "places",
    "page", "source", "summary", "genre", "weight", "photos", "ends_at",
    "attachments", "short_title", "original_title", "original_author", "ai_use",
    "rolls_until", "entries", "clips", "section", "event_on", "published_at",
    "corrections",
}  # fmt: skip
_SECTION = 20
_TEXTS = {
    "kicker": 200, "headline": 300, "subhead": 300, "source": 200, "short_title": 30,
    "original_title": 300, "original_author": 100,
}  # fmt: skip
_PHOTO_TEXTS = {"caption": 300, "credit": 60, "alt": 200, "consent": 100}
_PHOTO_KEYS = {"file", "taken_on", "focus", "ai_use", *_PHOTO_TEXTS}
_MOST_PHOTOS = 999


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """A photo of a line: where its file may be, and the columns of `Photo` that the line says.

    What it doesn't say, the file itself may.
    """

    files: tuple[str, ...]
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A valid line, parsed. The body refers to `photos` by their place in it, from 1."""

    number: int
    id: str
    day: date | None
    texts: dict[str, str]
    body: str
    bylines: list[tuple[str, str, str]]  # role, name, unit
    campaigns: list[str]
    places: list[str]
    page: int | None = None
    summary: str = ""
    genre: str = Genre.NEWS
    weight: int = Weight.NORMAL
    photos: tuple[PhotoEntry, ...] = ()
    ends_at: datetime | None = None
    ai_use: str = TextAi.NONE
    attachments: tuple[tuple[str, str], ...] = ()  # where the file may be, and its name
    clips: tuple[ClipEntry, ...] = ()
    rolls_until: datetime | None = None
    entries: tuple[RollingEntry, ...] = ()  # of a rolling story
    corrections: tuple[CorrectionEntry, ...] = ()
    section: str = ""
    event_on: date | None = None
    hour: time = time()
    draft_because: str = ""  # why it is never public, whoever asks
    notes: tuple[str, ...] = ()


def read(number: int, line: str) -> Entry:
    """Parse and check one line. Raises BadLine."""
    try:
        item = json.loads(line, object_pairs_hook=_once_each)
        left_out: list[str] = []
        # What a line without an escape says stands in it, letter by letter.
        literal = "\\" not in line and is_plain(line)
        admitted = item if literal else _admit(item, left_out)
    except ValueError as error:
        raise BadLine("不是JSON") from error
    except RecursionError as error:
        raise BadLine("括号层层相套，读不了") from error
    if not isinstance(admitted, dict):
        raise BadLine("不是一个JSON对象")
    return _entry(number, admitted, left_out)


def _entry(number: int, item: dict[str, Any], left_out: list[str]) -> Entry:
    texts = {name: one_line(item, name, longest) for name, longest in _TEXTS.items()}
    page = item.get("page")
    if page is not None and (type(page) is not int or not 0 <= page < 32_768):
        raise BadLine("page应当是版次数字")
    notes = [say_unknown(key for key in item if key not in _KEYS)]
    photos = _photos(item, notes)
    day, hour = _day_and_hour(item)
    return Entry(
        number=number,
        id=_id(item),
        day=day,
        hour=hour,
        section=one_line(item, "section", _SECTION),
        event_on=day_of(item, "event_on"),
        texts=texts,
        body=_body(item, len(photos), notes),
        bylines=_bylines(item),
        campaigns=_list_of_names(item, "campaigns", 40),
        places=_list_of_names(item, "places", 60),
        page=page,
        summary=_summary(item),
        genre=_choice(item, "genre", Genre.NEWS),
        weight=_choice(item, "weight", Weight.NORMAL),
        photos=photos,
        ends_at=moment_of(item, "ends_at"),
        ai_use=_choice(item, "ai_use", TextAi.NONE),
        attachments=_attachments(item),
        clips=clips_of(item, notes),
        rolls_until=moment_of(item, "rolls_until"),
        entries=entries_of(item, notes),
        corrections=corrections_of(item, notes),
        notes=tuple(filter(None, [*notes, say_left_out(left_out) if left_out else ""])),
    )


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadLine(f"“{quote(twice)}”写了两次，不知道用哪一个")
    return found


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


def _id(item: dict[str, Any]) -> str:
    value = item.get("id")
    if not isinstance(value, str) or not value.strip():
        raise BadLine("没有id")
    if len(value) > 100:
        raise BadLine("id超过100字")
    return value.strip()


def _day_and_hour(item: dict[str, Any]) -> tuple[date | None, time]:
    """When it was published; midnight where only the day is known. Raises BadLine."""
    day, moment = day_of(item, "date"), moment_of(item, "published_at")
    if moment is None:
        return day, time()
    at = timezone.localtime(moment)
    if day and day != at.date():
        raise BadLine(f"date是{day}，published_at是另一天，不知道用哪一个")
    return at.date(), at.time()


def _body(item: dict[str, Any], photos: int, notes: list[str]) -> str:
    value = item.get("body", [])
    if not isinstance(value, list):
        raise BadLine("body应当是段落的列表")
    try:
        words = body.from_paragraphs(value, photos)
        if not (outside := text_of(item, "html")):
            return words
        found = bring_in(outside)
        notes += [f"html里{note.text.removesuffix('。')}" for note in found.notes]
        whole = body.blocks(admit(found.body).text or words)
    except ValueError as error:
        raise BadLine(str(error).removesuffix("。")) from error
    return body.html(tuple(drop_places(whole, photos, notes)))


def drop_places(whole: Iterable[Block], photos: int, notes: list[str]) -> Iterable[Block]:
    """The blocks without places of photos that the line hasn't; these are added to the notes."""
    for block in whole:
        if block.kind != "photo" or block.photo <= photos:
            yield block
        else:
            notes.append(f"正文里有图{block.photo}的位置，却没有这幅图片，位置没有收")


def _summary(item: dict[str, Any]) -> str:
    summary = text_of(item, "summary").strip()
    if len(summary) > 500:
        raise BadLine("summary超过500字")
    return summary


def _choice(item: dict[str, Any], name: str, usual: Genre | Weight | TextAi | PhotoAi) -> Any:
    """What is said under the name, or what is usual."""
    value, choices = item.get(name, ""), type(usual)
    if value in ("", None):
        return usual
    if type(value) not in (str, int) or value not in choices.values:
        listed = "、".join(map(str, filter(None, choices.values)))
        raise BadLine(f"不认得的{name}“{quote(value)}”，可以写{listed}")
    return value


def _bylines(item: dict[str, Any]) -> list[tuple[str, str, str]]:
    value = item.get("bylines", [])
    if not isinstance(value, list):
        raise BadLine("bylines应当是列表")
    found: list[tuple[str, str, str]] = []
    for each in value:
        if not isinstance(each, dict):
            raise BadLine("bylines里每一项应当有role和name")
        role, name, unit = (text_of(each, key).strip() for key in ("role", "name", "unit"))
        if role not in Role.values:
            raise BadLine(f"不认得的身份“{quote(role)}”")
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


def _photos(item: dict[str, Any], notes: list[str]) -> tuple[PhotoEntry, ...]:
    value = item.get("photos", [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise BadLine("photos应当是列表，每一项应当有file")
    if len(value) > _MOST_PHOTOS:
        raise BadLine(f"photos超过{_MOST_PHOTOS}幅")
    return tuple(_photo(each, number, notes) for number, each in enumerate(value, 1))


def _photo(each: dict[str, Any], number: int, notes: list[str]) -> PhotoEntry:
    try:
        if not (file := text_of(each, "file").strip()):
            raise BadLine("没有file")
        said: dict[str, Any] = {
            name: one_line(each, name, longest)
            for name, longest in _PHOTO_TEXTS.items()
            if name in each
        }
        if "taken_on" in each:
            said["taken_on"] = day_of(each, "taken_on")
        if "ai_use" in each:
            said["ai_use"] = _choice(each, "ai_use", PhotoAi.NONE)
        if each.get("focus") is not None:
            said["focus_left"], said["focus_top"] = _focus(each["focus"])
    except BadLine as why:
        raise BadLine(f"photos第{number}幅\N{FULLWIDTH COLON}{why}") from why
    notes.append(say_unknown((key for key in each if key not in _PHOTO_KEYS), f"图{number}"))
    return PhotoEntry((file,), said)


def _attachments(item: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    value = item.get("attachments", [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise BadLine("attachments应当是列表，每一项应当有file")
    found = []
    for number, each in enumerate(value, 1):
        if not (file := text_of(each, "file").strip()):
            raise BadLine(f"attachments第{number}个没有file")
        found.append((file, one_line(each, "name", 100)))
    return tuple(found)


def _focus(value: Any) -> tuple[int, int]:
    match value:
        case [left, top] if all(type(each) is int and 0 <= each <= 100 for each in (left, top)):
            return left, top
    raise BadLine("focus应当是[距左, 距上]，各是0到100的整数")
