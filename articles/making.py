"""Making an issue's files: chosen formats, with progress, whole or not at all, cancelled at will.

Two makings of one issue at once do no harm: each file is written under a name of its own, and the
last one that is whole is the one that stands.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles import statistics
from articles.exports.book import epub, web
from articles.exports.contents import Contents, IssueRefused, gather
from articles.exports.data import contributions, jsonl, originals, table
from articles.exports.fonts import NoFonts
from articles.exports.newspaper import pdf, reading
from articles.exports.word import document
from articles.models import Format, Issue, IssueFile, Job, Page
from articles.roles import EXPORT_ISSUE

#: What ends a making with a sentence for the staff.
REFUSALS = (IssueRefused, NoFonts)
FAILED = "制作中出了意外，没有留下半个文件。请再试一次；还不行请找管理员看日志。"
Tell = Callable[[], object]


class Cancelled(Exception):  # noqa: N818
    """Somebody asked to stop."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a making is: of `total` articles, each counted once for every format."""

    doing: Format
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Made:
    format: Format
    content: bytes
    pages: tuple = ()  # pictures of the newspaper's pages (pdf.PagePicture)


def documents(contents: Contents, formats: Sequence[Format], tell: Tell) -> Iterator[Made]:
    """The files in the order of Format, each when it is whole; nothing is stored."""
    for each in sorted(set(formats), key=list(Format).index):
        if each == Format.PDF:
            newspaper = pdf.newspaper(contents)
            yield Made(each, newspaper.pdf, newspaper.pages)
        else:
            yield Made(each, _MAKERS[each](contents, tell))


def make(
    issue: Issue,
    formats: Sequence[Format],
    *,
    progress: Callable[[Progress], object] = lambda _: None,
) -> Iterator[tuple[IssueFile, bytes]]:
    """Make and keep the files, yielding each with its bytes.

    `progress` is called after each article and may raise Cancelled. Files that were whole before
    stay. Raises IssueRefused, NoFonts.
    """
    if issue.sealed_at:
        raise IssueRefused(f"{issue}已经封存，成品不再改动。")
    _sweep(issue)
    issue.refresh_from_db()
    begun = timezone.now()
    contents = gather(issue)
    count = _Count(len(list(contents.pieces)), formats, progress)
    for made in documents(contents, formats, count.article):
        count.finish()
        yield _kept(issue, made, begun), made.content


def files(
    issue: Issue,
    formats: Sequence[Format],
    *,
    progress: Callable[[Progress], object] = lambda _: None,
) -> Iterator[tuple[IssueFile, bytes]]:
    """The same for whoever takes the files away: of a sealed issue those that were sealed."""
    if not issue.sealed_at:
        yield from make(issue, formats, progress=progress)
        return
    kept = {file.name: file for file in issue.files.all()}
    for each in sorted(set(formats), key=list(Format).index):
        file = kept.get(each.file_name(issue.slug))
        if file is None:
            raise IssueRefused(f"{issue}封存时没有{each.label}，现在不能再做。")
        try:
            with file.file.open() as kept_file:
                content = kept_file.read()
        except OSError:
            content = b""
        if sha256(content).hexdigest() != file.digest:
            raise IssueRefused(f"{file.name}丢失或已损坏，不是封存时的样子，请从备份恢复。")
        yield file, content


class _Count:
    """Counts articles over all formats; those that don't count as they go are added at the end."""

    def __init__(self, pieces: int, formats: Sequence[Format], progress):
        self._pieces, self._progress = pieces, progress
        self._queue = sorted(set(formats), key=list(Format).index)
        self._finished = self._here = 0
        self._total = pieces * len(self._queue)
        self._say()

    def article(self) -> None:
        self._here = min(self._here + 1, self._pieces)
        self._say()

    def finish(self) -> None:
        self._finished, self._here = self._finished + 1, 0
        self._say()

    def _say(self) -> None:
        doing = self._queue[min(self._finished, len(self._queue) - 1)]
        self._progress(Progress(doing, self._finished * self._pieces + self._here, self._total))


_MAKERS: dict[Format, Callable[[Contents, Tell], bytes]] = {
    Format.READING: lambda contents, tell: reading.made(contents),
    Format.EPUB: lambda contents, tell: epub.made(contents, tell=tell),
    Format.DOCX: lambda contents, tell: document.made(contents, tell=tell),
    Format.WEB: lambda contents, tell: web.made(contents, tell=tell),
    Format.XLSX: lambda contents, tell: table.made(contents, tell=tell, more=_counted(contents)),
    Format.JSONL: lambda contents, tell: jsonl.made(contents, tell=tell),
    Format.ORIGINALS: lambda contents, tell: originals.made(contents, tell=tell),
}


def _counted(contents: Contents) -> list[table.Table]:
    """用稿统计 of the month; for the newsroom alone, as the workbook is."""
    month = statistics.of_month(date.fromisoformat(f"{contents.slug}-01"))
    return contributions.tables(month, statistics.adjustments(month))


# Keeping


def _kept(issue: Issue, made: Made, begun: datetime) -> IssueFile:
    """Store the bytes, then let the rows name them; what they named before goes."""
    written: list[str] = []
    try:
        name = made.format.file_name(issue.slug)
        stored = _write(issue, name, made.content, written)
        pictures = [
            (page, _write(issue, f"page-{page.page}.webp", page.large, written),
             _write(issue, f"page-{page.page}-small.webp", page.small, written))
            for page in made.pages
        ]  # fmt: skip
        with transaction.atomic():
            row, old = _named(issue, name, stored, made.content)
            # What changed since is not in it: sealing.py compares.
            IssueFile.objects.filter(pk=row.pk).update(made_at=begun)
            if made.format == Format.PDF:
                old += _pictured(issue, pictures)
    except BaseException:
        _delete(written)
        raise
    transaction.on_commit(lambda: _delete(old))
    return row


def _write(issue: Issue, name: str, content: bytes, written: list[str]) -> str:
    path = PurePosixPath(name)
    stored = f"issues/{issue.slug}/{path.stem}-{uuid4().hex[:12]}{path.suffix}"
    stored = default_storage.save(stored, ContentFile(content))
    written.append(stored)
    return stored


def _delete(names: Sequence[str]) -> None:
    for name in names:
        with suppress(OSError):
            default_storage.delete(name)


def _named(issue: Issue, name: str, stored: str, content: bytes) -> tuple[IssueFile, list[str]]:
    """The row of that name now with the new file, and the file that it had.

    The issue's row is locked, so that each file is taken away by exactly one making.
    """
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if locked.sealed_at:
        raise IssueRefused(f"{issue}已经封存，成品不再改动。")
    row = IssueFile.objects.filter(issue=issue, name=name).first() or IssueFile(
        issue=issue, name=name
    )
    old = [row.file.name] if row.file else []
    row.file, row.revision = stored, issue.revision
    row.size, row.digest = len(content), sha256(content).hexdigest()
    row.save()
    return row, old


def _pictured(issue: Issue, pictures) -> list[str]:
    """Give each page its pictures; returns the names of those that it had."""
    made = {picture.page: (picture, large, small) for picture, large, small in pictures}
    pages = list(Page.objects.filter(issue=issue))
    old = [name for page in pages for name in (page.picture, page.small_picture) if name]
    for page in pages:
        picture, page.picture, page.small_picture = made.pop(page.number, (None, "", ""))
        page.sheets = picture.sheets if picture else 1
        page.zones = [asdict(zone) for zone in picture.zones] if picture else []
    Page.objects.bulk_update(pages, ["picture", "small_picture", "sheets", "zones"])
    return old + [name for _, *names in made.values() for name in names]


def _sweep(issue: Issue) -> None:
    """Take away what a making that was killed left behind: files that no row names, an hour old."""
    folder = f"issues/{issue.slug}"
    with suppress(FileNotFoundError):
        names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
        names -= set(issue.files.values_list("file", flat=True))
        for pair in issue.pages.values_list("picture", "small_picture"):
            names -= set(pair)
        long_ago = timezone.now() - timedelta(hours=1)
        _delete([name for name in names if default_storage.get_modified_time(name) < long_ago])


# As a job


def start(issue: Issue, formats: Sequence[Format], *, by) -> Job:
    """Begin a job; it is done when this returns unless a worker takes it (settings.TASKS)."""
    if not by.has_perm(EXPORT_ISSUE):
        raise IssueRefused("您的账号不能制作成品。")
    if issue.sealed_at:
        raise IssueRefused(f"{issue}已经封存，成品不再改动。")
    if not formats:
        raise IssueRefused("一种成品也没有选。")
    names = [each.value for each in Format if each in formats]
    job = Job.objects.create(issue=issue, formats=names, by=by)
    transaction.on_commit(lambda: run.enqueue(job.pk))
    return job


def cancel(job: Job) -> None:
    """Ask a job to stop: at once if nobody has begun it, else after the article in hand."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, cancel_asked=True, ended_at=now):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_asked=True)


@task()
def run(pk: int) -> None:
    """Do a waiting job; whatever happens stands in its row. A job runs once only."""
    rows = Job.objects.filter(pk=pk)
    begun = rows.filter(state=Job.State.WAITING).update(
        state=Job.State.RUNNING, alive_at=timezone.now()
    )
    if not begun:
        return
    job = rows.select_related("issue").get()
    try:
        for _ in make(job.issue, [Format(name) for name in job.formats], progress=_Row(pk)):
            pass
    except Cancelled:
        _end(pk, Job.State.CANCELLED)
    except REFUSALS as why:
        _end(pk, Job.State.FAILED, str(why))
    except BaseException:
        _end(pk, Job.State.FAILED, FAILED)
        raise
    else:
        _end(pk, Job.State.DONE)


def _end(pk: int, state: str, error: str = "") -> None:
    now = timezone.now()
    Job.objects.filter(pk=pk).update(state=state, error=error, doing="", alive_at=now, ended_at=now)


class _Row:
    """Writes progress into a job's row, not more often than somebody looks; heeds a cancel."""

    EVERY = 0.5

    def __init__(self, pk: int):
        self._rows = Job.objects.filter(pk=pk)
        self._next, self._doing = 0.0, None

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now < self._next and progress.doing == self._doing:
            return
        self._next, self._doing = now + self.EVERY, progress.doing
        self._rows.update(
            doing=progress.doing.label,
            done=progress.done,
            total=progress.total,
            alive_at=timezone.now(),
        )
        if self._rows.filter(cancel_asked=True).exists():
            raise Cancelled
