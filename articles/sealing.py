"""Sealing an issue: the hashes of its texts and files are kept, so that both can be verified."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from articles import versions
from articles.models import Article, Correction, Format, Issue, IssuedSheet, IssueFile, Step
from articles.roles import SEAL_ISSUE, name_of
from articles.text.checksums import SUMS, read_sums
from articles.text.dates import format_moment
from articles.text.zips import BROKEN_ZIP

_AND = "\N{FULLWIDTH SEMICOLON}"
#: Changed files of a package that are told by name.
_NAMED = 8
#: How many times its size a package may hold: texts are packed to a third, photos not at all.
_GROWS = 50
_CHUNK = 1 << 20
#: How our packages are packed.
_PACKED = (ZIP_STORED, ZIP_DEFLATED)


class SealRefused(Exception):  # noqa: N818
    """The issue was not sealed, and nothing changed; the text tells the staff why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file is one that was sealed, in words, and of which issue."""

    as_sealed: bool
    text: str
    issue: Issue | None = None


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article that was changed or withdrawn after its issue was sealed.

    `headline` is the one that was printed.
    """

    article: int
    headline: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class FormatState:
    """A format of an issue: its file if there is one, and whether that is up to date (`fresh`)."""

    format: Format
    file: IssueFile | None
    fresh: bool


def states(issue: Issue) -> list[FormatState]:
    """The state of every format, in a fixed number of queries."""
    files = {file.name: file for file in issue.files.all()}
    newest = _last_change(issue)
    found = []
    for each in Format:
        file = files.get(each.file_name(issue.slug))
        fresh = file and file.revision == issue.revision and not (newest and file.made_at < newest)
        found.append(FormatState(each, file, bool(fresh)))
    return found


def find_obstacles(formats: Iterable[FormatState]) -> list[str]:
    """Why the files can't be sealed, in words: some are missing, or older than plan or texts."""
    formats, problems = list(formats), []
    if missing := [state.format.label for state in formats if state.file is None]:
        problems.append(f"还没有做成\N{FULLWIDTH COLON}{'、'.join(missing)}")
    if old := [state.format.label for state in formats if state.file and not state.fresh]:
        problems.append(f"做成以后版面或稿件又改过，要重做\N{FULLWIDTH COLON}{'、'.join(old)}")
    return problems


def _last_change(issue: Issue) -> datetime | None:
    """When what the issue prints last changed: by a save, by a step (a rename, a withdrawal), or by
    the clock, when an hour of publication came."""
    ids = issue.placements.printed().values("article")
    placed = issue.placements.filter(page__isnull=False).values("article")
    owed = Article.objects.filter(corrections__in=Correction.objects.owed())
    telling = Article.objects.filter(corrections__printed_in="")
    printed = Article.objects.filter(Q(pk__in=ids) | Q(pk__in=owed.values("pk")))
    gone = Q(article__in=placed) | Q(article__in=telling.values("pk"))
    steps = Step.objects.filter(Q(article__in=ids) | gone & Q(step=Step.Act.WITHDRAW))
    times = (
        *printed.aggregate(saved=Max("updated_at"), came=Max("publish_at")).values(),
        steps.aggregate(last=Max("taken_at"))["last"],
    )
    return max(filter(None, times), default=None)


def seal(issue: Issue, *, by: User | None, problems: Iterable[str] = ()) -> Issue:
    """Keep the hashes of the issue's texts and files; from then on its plan can't be changed.

    `problems` are the warnings of the plan that must be mended first. The files are read before the
    database is locked. Raises PermissionDenied or SealRefused.
    """
    if by is not None and not by.has_perm(SEAL_ISSUE):
        raise PermissionDenied(SEAL_ISSUE)
    if issue.sealed_at:
        raise SealRefused(f"{issue}已经封存。")
    obstacles = [*problems, *find_obstacles(states(issue))]
    files = [] if obstacles else list(issue.files.order_by("name"))
    damage = _find_damage(files)
    parts = {} if damage else _read_parts(issue, files)
    with transaction.atomic():
        return _seal(issue.pk, by, [*obstacles, *damage], files, parts)


def _seal(
    pk: int, by: User | None, problems: list[str], files: list[IssueFile], parts: dict[str, str]
) -> Issue:
    issue = Issue.objects.select_for_update().get(pk=pk)
    if issue.sealed_at:
        raise SealRefused(f"{issue}已经封存。")
    # What is printed is read before the files are asked whether they are as new: an article whose
    # hour comes in between is in neither.
    rows = issue.placements.printed().order_by("page__number", "position", "pk")
    ids = list(rows.values_list("article", flat=True))
    owed = list(Correction.objects.owed().values_list("pk", flat=True))
    problems = problems or find_obstacles(states(issue))
    if not problems and _digests(issue.files.order_by("name")) != _digests(files):
        problems = ["刚刚有人又做了一次成品，请再封存一次"]
    if problems:
        raise SealRefused(f"还不能封存\N{FULLWIDTH COLON}{_AND.join(problems)}。")
    found = Article.objects.prefetch_related(*versions.PARTS).in_bulk(ids)
    issue.sealed_at = timezone.now()
    issue.sealed_by = by
    issue.manifest = {
        "issue": issue.slug,
        "sealed_at": timezone.localtime(issue.sealed_at).isoformat(timespec="seconds"),
        "by": name_of(by) or "系统",
        "articles": [
            {"article": pk, "headline": str(found[pk]), "digest": versions.digest_of(found[pk])}
            for pk in ids
        ],
        "files": [{"name": row.name, "size": row.size, "sha256": row.digest} for row in files],
        "parts": parts,
    }
    issue.save(update_fields=["sealed_at", "sealed_by", "manifest"])
    last = issue.pages.order_by("-number").first()
    where = f"{issue}第{last.number}版" if last else str(issue)
    Correction.objects.filter(pk__in=owed).update(printed_in=where)
    return issue


def _digests(files: Iterable[IssueFile]) -> list[tuple[str, str]]:
    return [(row.name, row.digest) for row in files]


def _find_damage(files: Iterable[IssueFile]) -> list[str]:
    """Which files are missing or have other bytes than when they were made, in one sentence."""
    bad = []
    for row in files:
        try:
            with row.file.open("rb") as file:
                whole = _hash(file.chunks()) == row.digest
        except OSError:
            whole = False
        if not whole:
            bad.append(row.name)
    return [f"文件缺失或已损坏\N{FULLWIDTH COLON}{'、'.join(bad)}"] if bad else []


def _read_parts(issue: Issue, files: Iterable[IssueFile]) -> dict[str, str]:
    """Name → SHA-256 of what is in the issue's package, as the list in it says."""
    package = Format.ORIGINALS.file_name(issue.slug)
    for row in files:
        if row.name == package:
            try:
                with row.file.open("rb") as file, ZipFile(file) as archive:
                    return read_sums(archive.read(SUMS).decode())
            except BROKEN_ZIP as why:  # an earlier version's package has no such list
                raise SealRefused(f"还不能封存\N{FULLWIDTH COLON}{package}要重做。") from why
    return {}


def _hash(chunks: Iterable[bytes]) -> str:
    found = sha256()
    for chunk in chunks:
        found.update(chunk)
    return found.hexdigest()


def verify(name: str, content: bytes) -> Verdict:
    """Whether a file is one that was sealed, byte for byte; the name only adds to the text.

    A sign-off sheet that was handed out is known as well, and so is a file that was taken out of an
    issue's package. Of a package that was changed, the text says which files in it are others.
    """
    found, named = sha256(content).hexdigest(), None
    for issue in Issue.objects.filter(sealed_at__isnull=False).order_by("-month").iterator(20):
        manifest = issue.manifest or {}
        for file in manifest.get("files", []):
            if file["sha256"] == found:
                known = "" if file["name"] == name else f"，原名{file['name']}"
                return Verdict(True, f"与{issue}封存的相符{known}", issue)
            if file["name"] == name:
                named = issue
        for part, digest in manifest.get("parts", {}).items():
            if digest == found:
                return Verdict(True, f"与{issue}封存的整期资料包里的“{part}”相符", issue)
    if sheet := IssuedSheet.objects.filter(digest=found).first():
        when = format_moment(timezone.localtime(sheet.made_at))
        return Verdict(True, f"是{when}出具的审签单，编号{sheet}")
    if named:
        return Verdict(False, f"与{named}封存的不符，{_find_changes(named, content)}", named)
    return Verdict(False, "不是封存过的文件")


def _find_changes(issue: Issue, content: bytes) -> str:
    """What was changed in a package: which files are others, which are missing, which came in."""
    sealed = (issue.manifest or {}).get("parts", {})
    now = _hash_entries(content) if sealed else None
    if now is None:
        return "内容改过"
    ways = {
        "改过": [name for name in sealed if name in now and now[name] != sealed[name]],
        "缺少": [name for name in sealed if name not in now],
        "多出": [name for name in now if name not in sealed and name != SUMS],
    }
    told = [f"{way}\N{FULLWIDTH COLON}{_list(names)}" for way, names in ways.items() if names]
    return _AND.join(told) or "里面的文件都相符，是重新打的包"


def _list(names: list[str]) -> str:
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _hash_entries(content: bytes) -> dict[str, str] | None:
    """Name → SHA-256 of what a ZIP holds; None if it is none, claims to hold far too much, or is
    packed in a way that no package of ours is."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _GROWS * len(content):
                return None
            if any(entry.compress_type not in _PACKED for entry in entries):
                return None
            return {entry.filename: _hash_entry(archive, entry) for entry in entries}
    except BROKEN_ZIP:
        return None


def _hash_entry(archive: ZipFile, entry: ZipInfo) -> str:
    with archive.open(entry) as file:
        return _hash(iter(lambda: file.read(_CHUNK), b""))


def changed_since(issue: Issue) -> list[ChangedArticle]:
    """The printed articles that have since been changed (印后修改) or withdrawn, in print order.

    Takes a fixed number of queries. Empty for an issue that is not sealed.
    """
    printed = (issue.manifest or {}).get("articles", [])
    rows = Article.objects.public().filter(pk__in=[each["article"] for each in printed])
    now = {row.pk: versions.digest_of(row) for row in rows.prefetch_related(*versions.PARTS)}
    return [
        ChangedArticle(each["article"], each["headline"], each["article"] not in now)
        for each in printed
        if now.get(each["article"]) != each["digest"]
    ]
