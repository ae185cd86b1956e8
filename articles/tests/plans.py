"""Articles to plan, issues as planning leaves them, with files as making leaves them."""

from datetime import date, datetime
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import planning, roles, sealing
from articles.exports.bundle import pack_zip
from articles.models import Format, Issue, IssueFile, Page, Placement
from articles.sealing import SealRefused
from articles.tests import make
from articles.text.checksums import SUMS, write_sums

OCTOBER = date(2026, 10, 1)
Kind = Placement.Kind


def issue_of(*articles):
    issue = Issue.objects.create(month=OCTOBER, whole_number=7, date=date(2026, 10, 31))
    for number in (1, 2):
        Page.objects.create(issue=issue, number=number, name=f"版{number}")
    for position, article in enumerate(articles, 1):
        page = issue.pages.get(number=1)
        Placement.objects.create(issue=issue, page=page, article=article, position=position)
    return issue


def pack_package(text):
    """A package with one text in it, and the list of its hash."""
    sums = write_sums({"01.txt": sha256(text).hexdigest()}).encode()
    return pack_zip([("01.txt", text), (SUMS, sums)], OCTOBER)


def make_files(issue, formats=tuple(Format), package=None):
    """As making.py leaves them; the bytes tell the formats apart. `package`: a whole package."""
    for each in formats:
        name, content = each.file_name(issue.slug), f"{issue.slug} {each}".encode()
        if each == Format.ORIGINALS:
            content = package or pack_package(content)
        row = IssueFile(
            issue=issue,
            name=name,
            size=len(content),
            digest=sha256(content).hexdigest(),
            revision=issue.revision,
        )
        row.file.save(name, ContentFile(content))


def day(number, hour=9):
    return timezone.make_aware(datetime(2026, 10, number, hour))


def body(characters):
    return f"<p>{'江' * characters}</p>"


def piece(headline="江边的路", characters=600, **fields):
    fields = {"publish_at": day(9), "body": body(characters)} | fields
    return make.public(headline=headline, **fields)


def plan_of(issue):
    """Page by page: name, and what stands there as what."""
    return [
        (sheet.page.name, [(card.title, card.kind) for card in sheet.cards])
        for sheet in planning.board(issue).sheets
    ]


def staff():
    return make.member(roles.STAFF)


def issue_with(*articles, pages=("要闻",)):
    """An issue of October 2026 with the articles on its first page."""
    issue = Issue.objects.create(month=OCTOBER, whole_number=7, date=date(2026, 10, 31))
    rows = [
        Page.objects.create(issue=issue, number=n, name=name) for n, name in enumerate(pages, 1)
    ]
    for position, article in enumerate(articles, 1):
        Placement.objects.create(issue=issue, page=rows[0], article=article, position=position)
    return issue


def chief():
    return make.member(roles.CHIEF)


def refused(issue, match, **more):
    with pytest.raises(SealRefused, match=match):
        sealing.seal(issue, by=chief(), **more)
    issue.refresh_from_db()
    assert (issue.sealed_at, issue.manifest) == (None, None)
