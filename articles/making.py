"""Produces the files of an issue in the chosen formats, with progress; it can be cancelled.

A file is kept only when it is complete. Two runs for the same issue at the same time do no harm:
each file is written under a name of its own, and the last complete one replaces the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from io import SEEK_END, BytesIO
from pathlib import PurePosixPath
from typing import IO, cast
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles import statistics
from articles.exports.book import epub, web
from articles.exports.bundle import digest_of
from articles.exports.contents import Contents, IssueRefused, gather
from articles.exports.data import bundle_archive, contributions, jsonl, originals, table
from articles.exports.newspaper import pdf, reading
from articles.exports.newspaper.epaper import PagePicture
from articles.exports.newspaper.sheets import Breach
from articles.exports.word import document
from articles.fonts import NoFonts
from articles.models import Format, Issue, IssueFile, Job, Page
from articles.review.timed import take_over_due
from articles.roles import EXPORT_ISSUE

#: What ends a run with a sentence for the staff.
REFUSALS = (IssueRefused, NoFonts)
FAILED = "制作中出了意外，没有留下半个文件。请再试一次；还不行请找管理员看日志。"
#: An exporter calls it after each article.
Tell = Callable[[], object]


class Cancelled(Exception):  # noqa: N818
    """Somebody has cancelled the job."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: of `total` articles, each counted once for every format."""

    doing: Format
    done: int
    total: int


#: Reports progress; it may raise Cancelled.
Report = Callable[[Progress], object]


@dataclass(frozen=True, slots=True)
class ProducedFile:
    """A finished file, open at its beginning, and the newspaper's pages."""

    format: Format
    content: IO[bytes]
    pages: tuple[PagePicture, ...] = ()  # of the newspaper
    breaches: tuple[Breach, ...] = ()  # of the rules of its make-up


def produce(contents: Contents, formats: Sequence[Format], tell: Tell) -> Iterator[ProducedFile]:
    """The files in the order of Format, each as soon as it is complete; stores nothing."""
    for each in sorted(set(formats), key=list(Format).index):
        if each == Format.PDF:
            newspaper = pdf.make_newspaper(contents)
            yield ProducedFile(each, BytesIO(newspaper.pdf), newspaper.pages, newspaper.breaches)
            continue
        made = _EXPORTERS[each](contents, tell)
        yield ProducedFile(each, BytesIO(made) if isinstance(made, bytes) else made)


def make(
    issue: Issue, formats: Sequence[Format], *, progress: Report = lambda _: None
) -> Iterator[tuple[IssueFile, IO[bytes]]]:
    """Produce and store the files, yielding each as a file that is open until the next one.

    `progress` is called after each article. Files that were complete before the run ended are kept.
    Raises IssueRefused or NoFonts.
    """
    if issue.sealed_at:
        raise IssueRefused(f"{issue}已经封存，成品不再改动。")
    _delete_leftovers(issue)
    issue.refresh_from_db()
    take_over_due()
    begun = timezone.now()
    contents = gather(issue)
    count = _Count(len(list(contents.pieces)), formats, progress)
    for produced in produce(contents, formats, count.article):
        count.finish()
        with produced.content as content:
            row = _store(issue, produced, begun)
            content.seek(0)
            yield row, content


def deliver(
    issue: Issue, formats: Sequence[Format], *, progress: Report = lambda _: None
) -> Iterator[tuple[IssueFile, IO[bytes]]]:
    """The files for whoever takes them away: as sealed, or produced by `make` if they are not."""
    if not issue.sealed_at:
        yield from make(issue, formats, progress=progress)
        return
    kept = {file.name: file for file in issue.files.all()}
    for each in sorted(set(formats), key=list(Format).index):
        file = kept.get(each.file_name(issue.slug))
        if file is None:
            raise IssueRefused(f"{issue}封存时没有{each.label}，现在不能再做。")
        with _open_kept(file) as content:
            if digest_of(content) != file.digest:
                raise IssueRefused(f"{file.name}丢失或已损坏，不是封存时的样子，请从备份恢复。")
            yield file, content


def _open_kept(file: IssueFile) -> IO[bytes]:
    """The stored file; an empty one where it can't be opened."""
    try:
        return cast(IO[bytes], file.file.open())
    except OSError:
        return BytesIO()


class _Count:
    """Counts articles over all formats; an exporter that reports none counts when it is done."""

    def __init__(self, pieces: int, formats: Sequence[Format], progress: Report):
        self._pieces, self._progress = pieces, progress
        self._queue = sorted(set(formats), key=list(Format).index)
        self._finished = self._here = 0
        self._total = pieces * len(self._queue)
        self._report()

    def article(self) -> None:
        self._here = min(self._here + 1, self._pieces)
        self._report()

    def finish(self) -> None:
        self._finished, self._here = self._finished + 1, 0
        self._report()

    def _report(self) -> None:
        doing = self._queue[min(self._finished, len(self._queue) - 1)]
        self._progress(Progress(doing, self._finished * self._pieces + self._here, self._total))


_EXPORTERS: dict[Format, Callable[[Contents, Tell], bytes | IO[bytes]]] = {
    Format.READING: lambda contents, tell: reading.make_reading(contents),
    Format.EPUB: lambda contents, tell: epub.make_epub(contents, tell=tell),
    Format.DOCX: lambda contents, tell: document.make_docx(contents, tell=tell),
    Format.WEB: lambda contents, tell: web.make_web_archive(contents, tell=tell),
    Format.XLSX: lambda contents, tell: table.make_xlsx(
        contents, tell=tell, more=_tabulate(contents)
    ),
    Format.JSONL: lambda contents, tell: jsonl.make_jsonl(contents, tell=tell),
    Format.ARCHIVE: lambda contents, tell: bundle_archive.make_bundle(contents, tell=tell),
    Format.ORIGINALS: lambda contents, tell: originals.make_originals(contents, tell=tell),
}


def _tabulate(contents: Contents) -> list[table.Table]:
    """用稿统计 of the month: the workbook is for the newsroom only."""
    month = statistics.of_month(contents.month)
    return contributions.tables(month, statistics.adjustments(month))


# Storing


def _store(issue: Issue, produced: ProducedFile, begun: datetime) -> IssueFile:
    """Store the file, make the issue's rows name it, and delete the files they named before."""
    written: list[str] = []
    try:
        name = produced.format.file_name(issue.slug)
        stored = _write(issue, name, produced.content, written)
        pictures = [
            (page, _write(issue, f"page-{page.page}.webp", BytesIO(page.large), written),
             _write(issue, f"page-{page.page}-small.webp", BytesIO(page.small), written))
            for page in produced.pages
        ]  # fmt: skip
        with transaction.atomic():
            row, old = _write_row(issue, name, stored, produced.content)
            # The file has nothing that changed after the run began: sealing.py compares the times.
            IssueFile.objects.filter(pk=row.pk).update(made_at=begun)
            if produced.format == Format.PDF:
                old += _write_pages(issue, pictures, produced.breaches)
    except BaseException:
        _delete(written)
        raise
    transaction.on_commit(lambda: _delete(old))
    return row


def _write(issue: Issue, name: str, content: IO[bytes], written: list[str]) -> str:
    """Store a file under a name of its own, append that to `written`, and return it."""
    path = PurePosixPath(name)
    stored = f"issues/{issue.slug}/{path.stem}-{uuid4().hex[:12]}{path.suffix}"
    stored = default_storage.save(stored, File(content))
    written.append(stored)
    return stored


def _delete(names: Sequence[str]) -> None:
    for name in names:
        with suppress(OSError):
            default_storage.delete(name)


def _write_row(
    issue: Issue, name: str, stored: str, content: IO[bytes]
) -> tuple[IssueFile, list[str]]:
    """The row of that name, now with the new file, and the file that it had before.

    The issue's row is locked, so that exactly one run deletes each old file.
    """
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if locked.sealed_at:
        raise IssueRefused(f"{issue}已经封存，成品不再改动。")
    row = IssueFile.objects.filter(issue=issue, name=name).first() or IssueFile(
        issue=issue, name=name
    )
    old = [row.file.name] if row.file.name else []
    row.file, row.revision = stored, issue.revision
    row.digest = digest_of(content)
    row.size = content.seek(0, SEEK_END)
    row.save()
    return row, old


def _write_pages(
    issue: Issue, pictures: Sequence[tuple[PagePicture, str, str]], breaches: Sequence[Breach]
) -> list[str]:
    """Give each page its pictures and breaches; return the files that nothing names now."""
    new: dict[int, tuple[PagePicture | None, str, str]] = {
        picture.page: (picture, large, small) for picture, large, small in pictures
    }
    pages = list(Page.objects.filter(issue=issue))
    old = [name for page in pages for name in (page.picture, page.small_picture) if name]
    for page in pages:
        picture, page.picture, page.small_picture = new.pop(page.number, (None, "", ""))
        page.sheets = picture.sheets if picture else 1
        page.zones = [asdict(zone) for zone in picture.zones] if picture else []
        page.breaches = [each.data() for each in breaches if each.page == page.number]
    Page.objects.bulk_update(pages, ["picture", "small_picture", "sheets", "zones", "breaches"])
    return old + [name for _, *names in new.values() for name in names]


def _delete_leftovers(issue: Issue) -> None:
    """Delete files that no row names and that are an hour old: a run that was killed left them."""
    folder = f"issues/{issue.slug}"
    with suppress(FileNotFoundError):
        names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
        names -= set(issue.files.values_list("file", flat=True))
        for pair in issue.pages.values_list("picture", "small_picture"):
            names -= set(pair)
        long_ago = timezone.now() - timedelta(hours=1)
        _delete([name for name in names if default_storage.get_modified_time(name) < long_ago])


# As a job


def start(issue: Issue, formats: Sequence[Format], *, by: User) -> Job:
    """Create a job. A thread of the server does it, or a worker; a command at once (background)."""
    if not by.has_perm(EXPORT_ISSUE):
        raise IssueRefused("您的账号不能制作成品。")
    if issue.sealed_at:
        raise IssueRefused(f"{issue}已经封存，成品不再改动。")
    if not formats:
        raise IssueRefused("一种成品也没有选。")
    names = [each.value for each in Format if each in formats]
    job = Job.objects.create(issue=issue, formats=names, by=by, revision=issue.revision)
    transaction.on_commit(lambda: run.enqueue(job.pk))
    return job


def cancel(job: Job) -> None:
    """Ask a job to stop: at once if it has not begun, else after the present article."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, cancel_asked=True, ended_at=now):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_asked=True)


@task()
def run(pk: int) -> None:
    """Run a waiting job; how it ends is written to its row. A job runs only once."""
    rows = Job.objects.filter(pk=pk)
    begun = rows.filter(state=Job.State.WAITING).update(
        state=Job.State.RUNNING, alive_at=timezone.now()
    )
    if not begun:
        return
    job = rows.select_related("issue").get()
    try:
        formats = [Format(name) for name in job.formats]
        for _ in make(job.issue, formats, progress=_JobProgress(pk)):
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


class _JobProgress:
    """Writes progress to a job's row, not more often than people look at it; raises Cancelled."""

    EVERY = 0.5

    def __init__(self, pk: int):
        self._rows = Job.objects.filter(pk=pk)
        self._next = 0.0
        self._doing: Format | None = None

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
