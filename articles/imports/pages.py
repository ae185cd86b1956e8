"""Imports the text of a newspaper page unchanged, lets editors arrange it, and makes drafts."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F

from articles import search, versions
from articles.imports.acts import ImportRefused, perform
from articles.imports.decoding import LARGEST, TOO_LARGE, admit_text
from articles.imports.doubts import doubts_of
from articles.imports.drafts import Draft, compose, fold_slogan, store
from articles.imports.duplicates import RecentArticles
from articles.models import (
    Article,
    Campaign,
    ImportedPage,
    Place,
    SiteSettings,
    Status,
    midnight,
)
from articles.review import record
from articles.roles import name_of
from articles.text.headline import on_one_line
from articles.text.page import arrange, read_page
from articles.text.page.places import letter
from articles.text.page.reading import BODY, Reading

UNDO_STEPS = 200
_MOST_LINES = 2000
_EARLIER_PAGES = 100
_STALE = "另一位同事刚改过这一版，您这一步没有做，什么也没丢。下面是现在的样子。"
#: The parts of `ImportedPage.reading` that undo restores; `drafts` and `notes` are kept.
_PARTS = ("lines", "stories", "unplaced", "furniture", "repairs")


class SamePage(ImportRefused):
    """This page was imported before, as `pages`, newest first."""

    def __init__(self, pages: list[ImportedPage]):
        super().__init__(f"这一版已经导入过\N{FULLWIDTH COLON}{'、'.join(map(str, pages))}。")
        self.pages = pages


def find_earlier(text: str) -> list[ImportedPage]:
    """Pages with exactly the same text, or else recent pages that differ only in spaces."""
    pages = ImportedPage.objects.exclude(state=ImportedPage.State.DROPPED)
    pages = pages.defer("text", "reading", "history")
    if same := list(pages.filter(digest=digest_of(text))[:5]):
        return same
    folded = fold_slogan(text)
    recent = ImportedPage.objects.order_by("-pk").values_list("pk", "text")[:_EARLIER_PAGES]
    return list(pages.filter(pk__in=[pk for pk, other in recent if fold_slogan(other) == folded]))


def take_in(text, *, by, issued_on=None, page=None, title="", again=False) -> ImportedPage:
    """Parse a page, and store it with its exact text.

    Raises SamePage if it was imported before, unless `again` is true, and ImportRefused if the
    text is empty or far too long.
    """
    if not fold_slogan(text):
        raise ImportRefused("没有文字可导入。请粘贴版面文字，或选一个文字文件。")
    if len(text.encode()) > LARGEST or len(text.splitlines()) > _MOST_LINES:
        raise ImportRefused(TOO_LARGE)
    if "\0" in text:
        raise ImportRefused("文字里有不能显示的字符（NUL），多半不是文字文件。请另存为文本再导入。")
    admit_text(text, "")
    if not again and (same := find_earlier(text)):
        raise SamePage(same)
    reading = read_page(text, slogans=slogans())
    doubt_duplicates(reading)
    return ImportedPage.objects.create(
        title=title,
        issued_on=issued_on,
        page=page,
        text=text,
        digest=digest_of(text),
        reading=reading.as_json(),
        first_headline=find_first_headline(reading),
        created_by=by,
    )


def find_first_headline(reading: Reading) -> str:
    """The headline of the first story that has one, on one line and not too long; or ""."""
    heads = ("".join(map(reading.text, story.of("headline"))) for story in reading.stories)
    return next((on_one_line(head) for head in heads if head), "")[:80]


def slogans() -> list[str]:
    """The names of the newsroom's columns: those in the settings, campaigns' names and slogans."""
    known = SiteSettings.objects.current().slogans.splitlines()
    for names in Campaign.objects.values_list("name", "slogan"):
        known += names
    return [slogan.strip() for slogan in known if slogan.strip()]


def list_outstanding(reading: Reading) -> list[str]:
    """Sentences on what must be done before drafts are made."""
    left = []
    if doubts := arrange.count_blocking(reading):
        left.append(f"{doubts}处题文要定")
    if reading.unplaced:
        left.append(f"{len(reading.unplaced)}行未归")
    if not reading.stories:
        left.append("还没有一篇稿件")
    return left


def act(page, name: str, arguments: dict[str, Any], *, by, revision: int) -> ImportedPage:
    """Carry out one act of an editor, which can be undone. Raises ImportRefused, changing nothing.

    `revision` is the version that the editor saw. Names are those of ACTS, and "undo".
    """
    row = ImportedPage.objects.get(pk=page.pk)
    if row.state == ImportedPage.State.DONE:
        raise ImportRefused("这一版已经建稿，要改请到稿件里改。")
    _refuse_dropped(row)
    if row.revision != revision:
        raise ImportRefused(_STALE)
    old = {part: row.reading[part] for part in _PARTS}
    if name == "undo":
        if not row.history:
            raise ImportRefused("没有可以撤销的了。")
        changed = _apply_patch(old, row.history.pop()["back"])
    else:
        arranged, said = perform(Reading.from_json(old), name, arguments)
        changed = arranged.as_json()
        if back := _make_patch(old, changed):
            row.history.append({"said": said, "by": name_of(by), "back": back})
    moved = ImportedPage.objects.filter(
        pk=row.pk, revision=revision, state=ImportedPage.State.OPEN
    ).update(
        reading=row.reading | changed,
        first_headline=find_first_headline(Reading.from_json(row.reading | changed)),
        history=row.history[-UNDO_STEPS:],
        revision=F("revision") + 1,
    )
    if not moved:
        raise ImportRefused(_STALE)
    row.refresh_from_db()
    return row


def set_facts(page, facts: dict[str, Any]) -> None:
    """Set where and when it was printed (`title`, `issued_on`, `page`), until drafts are done."""
    open_pages = ImportedPage.objects.filter(pk=page.pk, state=ImportedPage.State.OPEN)
    if not open_pages.update(**{name: facts[name] for name in ("title", "issued_on", "page")}):
        raise ImportRefused("这一版已经建稿，日期和版次请到稿件里改。")


@transaction.atomic
def create_drafts(
    page, *, by, revision: int | None = None, campaigns=False, unfinished=False
) -> list[Article]:
    """Make drafts of the page's stories; none is published. A second call makes nothing twice.

    Returns the articles that were created, and those that were rewritten because the page was
    rearranged and nobody has changed them since. Warnings are in `reading["notes"]`. Raises
    ImportRefused while something is outstanding; with `unfinished`, makes drafts nevertheless and
    leaves the page open.
    """
    row = ImportedPage.objects.select_for_update().get(pk=page.pk)
    if row.state == ImportedPage.State.DONE:
        return []
    _refuse_dropped(row)
    if revision is not None and revision != row.revision:
        raise ImportRefused(_STALE)
    reading = Reading.from_json(row.reading)
    left = list_outstanding(reading)
    if left and not unfinished:
        raise ImportRefused(f"还不能建稿，还差\N{FULLWIDTH COLON}{'，'.join(left)}。")
    known = {fold_slogan(n): c for c in Campaign.objects.all() for n in (c.slogan, c.name) if n}
    drafts = [compose(reading, story, known, create=campaigns) for story in reading.stories]
    made = _write(row, reading, drafts, known, by)
    row.state = ImportedPage.State.OPEN if left else ImportedPage.State.DONE
    row.revision += 1
    row.save(update_fields=["reading", "state", "revision"])
    return made


def _refuse_dropped(row: ImportedPage) -> None:
    if row.state == ImportedPage.State.DROPPED:
        raise ImportRefused("这一版撤掉了，什么也没改。要接着整理，请先放回来。")


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


# Undo


def _make_patch(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The patch that turns `new` into `old`: {part: [start, old values, number of new values]}."""
    back = {}
    for part in _PARTS:
        was, now = old[part], new[part]
        if was == now:
            continue
        start = 0
        while start < min(len(was), len(now)) and was[start] == now[start]:
            start += 1
        end = 0
        while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
            end += 1
        back[part] = [start, was[start : len(was) - end], len(now) - start - end]
    return back


def _apply_patch(new: dict[str, Any], back: dict[str, Any]) -> dict[str, Any]:
    old = dict(new)
    for part, (start, was, length) in back.items():
        old[part] = [*new[part][:start], *was, *new[part][start + length :]]
    return old


# Near-duplicates of what the newsroom has


def doubt_duplicates(reading: Reading) -> None:
    """Add a doubt `duplicate` to each story that closely resembles an article of the last weeks.

    The evidence names the article: `where` is 稿件 and its number.
    """
    recent = RecentArticles()
    for story in reading.stories:
        headline = "".join(map(reading.text, story.of("headline")))
        text = "".join(map(reading.text, story.of(*BODY, "caption")))
        if found := recent.doubt(headline, text):
            story.doubts.append(found)


# Drafts


def _write(row, reading: Reading, drafts: list[Draft], known, by) -> list[Article]:
    """Save drafts that are new or changed since the last time, and list them in `row.reading`."""
    places = list(Place.objects.all())
    facts = {"page": row.page, "publish_at": _publish_at(row)}
    left = {entry["article"]: entry for entry in row.reading.get("drafts", [])}
    entries, made, notes = [], [], []
    for index, (story, draft) in enumerate(zip(reading.stories, drafts, strict=True)):
        lines = [number for piece in story.pieces for number in piece.lines]
        entry = _find_last_draft(left, lines) or {"article": None, "made": ""}
        left.pop(entry["article"], None)
        words = digest_of("\n".join(f"{p.kind} {reading.text(p)}" for p in story.pieces))
        doubts = doubts_of(reading, story, draft)
        if entry["made"] == words:
            _untouched_drafts().filter(pk=entry["article"]).update(**facts, doubts=doubts)
        else:
            article = _find_writable(entry["article"], index)
            article = article or Article(imported_page=row, created_by=by)
            article.page, article.publish_at = facts["page"], facts["publish_at"]
            article.doubts = doubts
            store(draft, article, known, places)
            record.record_change(article, by=by, comment="整版导入")
            made.append(article)
            entry = {"article": article.pk, "made": words, "notes": draft.notes}
        entries.append(entry | {"lines": lines})
        notes += [f"{letter(index)}\N{FULLWIDTH COLON}{note}" for note in entry["notes"]]
    for pk in left:
        if article := _find_writable(pk, None):
            versions.forget(article)  # it has no photos yet
            article.delete()
            search.follow([pk])
    row.reading |= {"drafts": entries, "notes": notes}
    return made


def _find_last_draft(entries: dict[int, dict[str, Any]], lines: list[int]) -> dict[str, Any] | None:
    """The draft that got most of these lines when drafts were last made."""
    shared = {pk: len({*entry["lines"]} & {*lines}) for pk, entry in entries.items()}
    best = max(shared, key=shared.__getitem__, default=None)
    return entries[best] if best is not None and shared[best] else None


def _find_writable(pk: int | None, index: int | None) -> Article | None:
    """The draft if it exists, locked. Raises ImportRefused if somebody has worked on it."""
    article = Article.objects.select_for_update().filter(pk=pk).first() if pk else None
    if article is None:
        return None
    if not _untouched_drafts().filter(pk=pk).exists():
        story = "" if index is None else f"{letter(index)}的"
        raise ImportRefused(
            f"{story}草稿《{article}》已有人改过，不能再由版面改写。"
            "请撤销版面上对它的改动，到稿件里改。"
        )
    return article


def _untouched_drafts():
    """Drafts that nobody has changed since they were made."""
    return Article.objects.filter(status=Status.DRAFT, revision=1, photos=None)


def _publish_at(row: ImportedPage) -> datetime | None:
    """The issue's date, so that a signed-off article is in the archive under its printed date."""
    if row.issued_on is None:
        return None
    return midnight(row.issued_on)
