"""Saves the lines of an archive batch by batch, each completely or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from articles import search, versions
from articles.imports.archive.corrected import save_corrections
from articles.imports.archive.doubtful import DoubtfulLines
from articles.imports.archive.entries import Entry, read
from articles.imports.archive.folder import Find, find_nothing
from articles.imports.archive.keeping import (
    keep_attachments,
    keep_clips,
    keep_photos,
    remove_unused,
    write_body,
)
from articles.imports.archive.outcome import Outcome
from articles.imports.archive.values import BadLine, quote
from articles.imports.name_rows import NameRows, say_guessed
from articles.imports.storing import discard_files
from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Photo,
    Place,
    Placed,
    Reporter,
    Section,
    Status,
    Unit,
)
from articles.review import record
from articles.text.attached import AttachedFile, store_attached
from articles.text.clips import Clip, store_clips
from articles.text.rolling import store_entries

#: The most lines that are saved together, and the most photos and characters that come with them:
#: what a run that is killed loses, and what is held in memory.
BATCH, PHOTOS, CHARACTERS = 500, 40, 8_000_000

#: A line as it was read, or why it could not be.
Line = str | BadLine


@dataclass(frozen=True, slots=True)
class _NewLine:
    """A line that is not in the database yet, with its photos, decoded and stored."""

    entry: Entry
    photos: list[Photo]
    attached: list[AttachedFile] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)


def load(
    lines: Iterable[Line], *, publish: bool, by: User | None = None, find: Find = find_nothing
) -> Iterator[Outcome]:
    """Import the lines; yields the outcome so far after each batch.

    A line whose id is already in the database is skipped, so an interrupted import can simply be
    run again. With `publish`, lines with a date become public (they were in print, so they count
    as signed off); otherwise all are drafts. `find` gets the pictures that the lines name.
    """
    return load_entries(_read_all(lines), Outcome(), publish=publish, by=by, find=find)


def _read_all(lines: Iterable[Line]) -> Iterator[tuple[int, Entry | BadLine]]:
    for number, line in enumerate(lines, 1):
        if isinstance(line, BadLine):
            yield number, line
        elif line.strip():
            try:
                yield number, read(number, line)
            except BadLine as why:
                yield number, why


def load_entries(
    read_lines: Iterable[tuple[int, Entry | BadLine]],
    outcome: Outcome,
    *,
    publish: bool,
    by: User | None = None,
    find: Find = find_nothing,
) -> Iterator[Outcome]:
    """As `load`, with what has been read by their numbers."""
    names, doubtful = NameRows(), DoubtfulLines()
    for entries in _batches(read_lines, outcome):
        new = _keep_new(_examine(entries, doubtful, outcome), outcome, find)
        try:
            _save_each(new, names, outcome, publish=publish, by=by)
        except BaseException:
            _remove(new)
            raise
        yield outcome
    if outcome.created >= BATCH:
        search.settle()


def _save_each(
    new: Sequence[_NewLine], names: NameRows, outcome: Outcome, *, publish: bool, by: User | None
) -> None:
    """Save the lines together; if the database refuses one of them, each by itself."""
    notes: list[tuple[int, str]] = []
    try:
        _save(new, names, notes, publish=publish, by=by)
    except (DataError, IntegrityError) as error:
        names.forget()
        if len(new) > 1:
            for line in new:
                _save_each([line], names, outcome, publish=publish, by=by)
            return
        _remove(new)
        entry = new[0].entry
        if Article.objects.filter(archive_id=entry.id).exists():  # by another run, meanwhile
            outcome.known += 1
        else:
            outcome.bad.append((entry.number, f"数据库不收\N{FULLWIDTH COLON}{quote(error)}"))
        return
    except BaseException:
        names.forget()
        raise
    outcome.notes += notes
    outcome.created += len(new)
    for line in new:
        if publish and line.entry.draft_because:
            outcome.drafts[line.entry.draft_because].append(line.entry.number)
    outcome.photos += sum(len(line.photos) for line in new)


def _batches(
    read_lines: Iterable[tuple[int, Entry | BadLine]], outcome: Outcome
) -> Iterator[list[Entry]]:
    """The valid lines, each id once; what is wrong with the others goes to the outcome."""
    first: dict[str, int] = {}
    batch: list[Entry] = []
    at = photos = characters = 0
    for at, (number, entry) in enumerate(read_lines, 1):
        if isinstance(entry, BadLine):
            outcome.bad.append((number, str(entry)))
        elif entry.id in first:
            before = outcome.name(first[entry.id])
            outcome.bad.append((number, f"编号“{quote(entry.id)}”与{before}重复"))
        else:
            first[entry.id] = number
            outcome.notes += [(number, note) for note in entry.notes]
            batch.append(entry)
            photos += len(entry.photos)
            characters += len(entry.body)
        if photos >= PHOTOS or characters >= CHARACTERS or at % BATCH == 0:
            yield batch
            batch, photos, characters = [], 0, 0
    if batch or at % BATCH:
        yield batch


def _examine(entries: Sequence[Entry], doubtful: DoubtfulLines, outcome: Outcome) -> list[Entry]:
    """The entries, some of them as drafts; what is doubtful in them goes to the outcome."""
    examined = []
    for each in entries:
        entry, doubts = doubtful.examine(each)
        examined.append(entry)
        for why in doubts:
            outcome.doubts[why].append(entry.number)
    return examined


def _keep_new(entries: Sequence[Entry], outcome: Outcome, find: Find) -> list[_NewLine]:
    ids = [entry.id for entry in entries]
    rows = Article.objects.filter(archive_id__in=ids)
    known = set(rows.values_list("archive_id", flat=True))
    outcome.known += len(known)
    kept: list[_NewLine] = []
    try:
        for entry in entries:
            if entry.id not in known:
                kept.append(_NewLine(entry, []))
                notes: list[str] = []
                kept[-1].photos.extend(keep_photos(entry, find, notes))
                kept[-1].attached.extend(keep_attachments(entry, find, notes))
                kept[-1].clips.extend(keep_clips(entry, find, notes))
                outcome.notes += [(entry.number, note) for note in notes]
    except BaseException:
        _remove(kept)
        raise
    return kept


def _remove(lines: Iterable[_NewLine]) -> None:
    """Delete the files of lines that could not be saved."""
    lines = list(lines)
    remove_unused(photo for line in lines for photo in line.photos)
    discard_files(file for line in lines for file in line.attached)
    discard_files(clip for line in lines for clip in line.clips)


@transaction.atomic
def _save(
    new: Sequence[_NewLine],
    names: NameRows,
    notes: list[tuple[int, str]],
    *,
    publish: bool,
    by: User | None,
) -> None:
    sections = Section.objects.find_or_make(
        {line.entry.section for line in new if line.entry.section}
    )
    articles = Article.objects.bulk_create(
        [_article(line, sections, notes, publish=publish, by=by) for line in new]
    )
    appearances = _save_appearances(new, articles, names, notes)
    save_corrections(zip(articles, (each.entry for each in new), strict=True), appearances)
    for line, article in zip(new, articles, strict=True):
        for photo in line.photos:
            photo.article = article
        versions.take_parts(article, photos=line.photos, **appearances[article.pk])
    Photo.objects.bulk_create(photo for line in new for photo in line.photos)
    record.record_archived([row for row in articles if row.status == Status.APPROVED], by=by)
    search.follow(row.pk for row in articles)


def _article(
    line: _NewLine,
    sections: Mapping[str, Section],
    notes: list[tuple[int, str]],
    *,
    publish: bool,
    by: User | None,
) -> Article:
    entry = line.entry
    published = None
    if publish and entry.day and not entry.draft_because:
        # A line knows the day, not the hour; a page shows no time for an article of midnight.
        published = timezone.make_aware(datetime.combine(entry.day, entry.hour))
    if published and not entry.texts["headline"]:
        notes.append((entry.number, "没有主题，留作草稿"))
        published = None
    return Article(
        archive_id=entry.id,
        body=write_body(entry, line.photos),
        summary=entry.summary,
        genre=entry.genre,
        weight=entry.weight,
        page=entry.page,
        ends_at=entry.ends_at,
        ai_use=entry.ai_use,
        event_on=entry.event_on,
        section=sections.get(entry.section),
        attachments=store_attached(line.attached),
        clips=store_clips(line.clips),
        entries=store_entries(entry.entries),
        rolls_until=entry.rolls_until or max((e.moment for e in entry.entries), default=None),
        status=Status.APPROVED if published else Status.DRAFT,
        publish_at=published,
        created_by=by,
        **entry.texts,
    )


def _make_names(new: Sequence[_NewLine], names: NameRows) -> None:
    """Find all names of the lines, in a query or two for each kind; make those that are new."""
    entries = [line.entry for line in new]
    bylines = [byline for entry in entries for byline in entry.bylines]
    names.make(Unit, [(unit, {}) for _, _, unit in bylines if unit])
    names.make(Reporter, [(name, {"role": role}) for role, name, _ in bylines])
    names.make(Campaign, [(name, {}) for entry in entries for name in entry.campaigns])
    other = {"kind": Place.Kind.OTHER}  # whether it is a street, somebody says later
    names.make(Place, [(name, other) for entry in entries for name in entry.places])


def _save_appearances(
    new: Sequence[_NewLine],
    articles: Sequence[Article],
    names: NameRows,
    notes: list[tuple[int, str]],
) -> dict[int, dict[str, list[Any]]]:
    """Two spellings of one name in a line are one appearance, in the first one's place. Returns the
    bylines, campaigns and places of each article."""
    _make_names(new, names)
    bylines: dict[tuple[int, int, str], Byline] = {}
    campaigned: dict[tuple[int, int], Campaigned] = {}
    placed: dict[tuple[int, int], Placed] = {}
    for line, article in zip(new, articles, strict=True):
        entry = line.entry
        time_ = article.publish_at if article.status == Status.APPROVED else None
        for position, (role, name, unit) in enumerate(entry.bylines, 1):
            of = names.get(Unit, unit) if unit else None
            reporter = names.get(Reporter, name, of=of)
            if names.is_guessed(Reporter, name, of):
                notes.append((entry.number, say_guessed(reporter)))
            byline = Byline(
                article_id=article.pk,
                reporter=reporter,
                role=role,
                unit=of,
                position=position,
                publish_at=time_,
            )
            bylines.setdefault((article.pk, reporter.pk, role), byline)
        for name in entry.campaigns:
            tag = names.get(Campaign, name)
            row = Campaigned(content_object_id=article.pk, tag=tag, publish_at=time_)
            campaigned.setdefault((article.pk, tag.pk), row)
        for name in entry.places:
            place = names.get(Place, name)
            placed.setdefault(
                (article.pk, place.pk), Placed(article_id=article.pk, place=place, publish_at=time_)
            )
    Byline.objects.bulk_create(bylines.values())
    Campaigned.objects.bulk_create(campaigned.values())
    Placed.objects.bulk_create(placed.values())
    return _collect_parts(articles, bylines.values(), campaigned.values(), placed.values())


def _collect_parts(
    articles: Sequence[Article],
    bylines: Iterable[Byline],
    campaigned: Iterable[Campaigned],
    placed: Iterable[Placed],
) -> dict[int, dict[str, list[Any]]]:
    found: dict[int, dict[str, list[Any]]] = {
        row.pk: {"bylines": [], "campaigns": [], "places": []} for row in articles
    }
    for byline in bylines:
        found[byline.article_id]["bylines"].append(byline)
    for tagged in campaigned:
        found[tagged.content_object_id]["campaigns"].append(tagged.tag)
    for each in placed:
        found[each.article_id]["places"].append(each.place)
    return found
