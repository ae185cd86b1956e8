"""A month of the record as a ZIP: three tables, and the sign-off sheets of that month."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

from articles.exports.data.table import cell
from articles.exports.office.issuing import hand_out_sheets
from articles.exports.office.signing import sheets_of
from articles.models import Article, Judgement, Proof, SiteSettings, Status, Step
from articles.review.steps import SIGNS

#: The most sheets in one PDF. typst needs about 20 MB for each until the document is done.
AT_ONCE = 20


def find_signed_off(steps):
    """The articles that these steps signed off, by id."""
    signing = steps.filter(step__in=SIGNS).order_by()
    return Article.objects.filter(pk__in=signing.values("article")).order_by("pk")


def write(
    file: BinaryIO, steps, proofs, judgements, *, tell: Callable[[int], object] = int
) -> None:
    """Write the ZIP of a month's steps, proofs and judgements (querysets) to a file.

    Calls `tell` with the number of sheets that were just typeset. Raises NoFonts.
    """
    with ZipFile(file, "w") as archive:
        for name, columns, lines in (
            ("record.csv", STEP_COLUMNS, steps),
            ("proofs.csv", PROOF_COLUMNS, proofs),
            ("judgements.csv", JUDGEMENT_COLUMNS, judgements),
        ):
            with archive.open(_entry(name), "w") as entry:
                _write_table(entry, columns, lines)
        for name, content in _sheets(find_signed_off(steps), tell):
            archive.writestr(_entry(name), content)


def _entry(name):
    entry = ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    return entry


def _sheets(articles, tell) -> Iterator[tuple[str, bytes]]:
    """审签单.pdf, or 审签单-01.pdf and so on if there are many sheets, sorted by 稿号."""
    site, made = SiteSettings.objects.current(), timezone.now()
    ids = list(articles.values_list("pk", flat=True))
    if not ids:
        yield "说明.txt", "\ufeff这个月没有签发稿件，所以没有审签单。\r\n".encode()
    for number, start in enumerate(range(0, len(ids), AT_ONCE), 1):
        batch = Article.objects.filter(pk__in=ids[start : start + AT_ONCE]).order_by("pk")
        sheets = sheets_of(list(batch), site, made)
        part = f"-{number:02}" if len(ids) > AT_ONCE else ""
        yield f"审签单{part}.pdf", hand_out_sheets(sheets)
        tell(len(sheets))


def _write_table(entry: BinaryIO, columns: dict, lines) -> None:
    """Write CSV in UTF-8 with a byte order mark, which spreadsheets need."""
    rows = lines.select_related("article", "by").defer("article__body").order_by("pk")
    text = TextIOWrapper(entry, "utf-8-sig", newline="")
    write = csv.writer(text).writerow
    write(columns)
    for row in rows.iterator(chunk_size=500):
        write([cell(column(row)) for column in columns.values()])
    text.detach()


def _account(line):
    return line.by.get_username() if line.by else ""


_STATUSES = dict(Status.choices)
_WHAT = {
    "序号": lambda line: line.pk,
    "时间": lambda line: f"{timezone.localtime(line.taken_at):%Y-%m-%d %H:%M:%S}",
    "稿号": lambda line: line.article_id,
    "修订稿、条目号": lambda line: line.copy,
    "主题": lambda line: line.article,
}
_WHO = {
    "姓名": lambda line: line.by_name,
    "职务": lambda line: line.by_post,
    "账号": _account,
}
_TEXT = {
    "版次": lambda line: line.version or "",
    "校验码": lambda line: line.digest,
}
STEP_COLUMNS: dict[str, Callable[[Step], object]] = {
    **_WHAT,
    "步骤": lambda step: step.label,
    "原状态": lambda step: _STATUSES.get(step.source, step.source),
    "新状态": lambda step: _STATUSES.get(step.target, step.target),
    **_WHO,
    "意见": lambda step: step.opinion,
    "所指文字": lambda step: step.passage,
    **_TEXT,
    "加急": lambda step: "是" if step.urgent else "",
    "注明": lambda step: step.remark,
}
PROOF_COLUMNS: dict[str, Callable[[Proof], object]] = {
    **_WHAT,
    "校次": lambda proof: proof.number_name,
    "所校": lambda proof: proof.get_of_display(),
    **_WHO,
    "校对记录": lambda proof: proof.note,
    **_TEXT,
}
_SEVERITIES = {"block": "必改", "warn": "应查"}
JUDGEMENT_COLUMNS: dict[str, Callable[[Judgement], object]] = {
    **_WHAT,
    "裁定": lambda row: row.label,
    "轻重": lambda row: _SEVERITIES.get(row.severity, row.severity),
    "所指文字": lambda row: row.text,
    "校对意见": lambda row: row.message,
    "理由": lambda row: row.reason,
    **_WHO,
    **_TEXT,
}
