"""Issues as planning leaves them, with files as making leaves them."""

from datetime import date
from hashlib import sha256

from django.core.files.base import ContentFile

from articles.models import Format, Issue, IssueFile, Page, Placement

OCTOBER = date(2026, 10, 1)


def issue_of(*articles):
    issue = Issue.objects.create(month=OCTOBER, whole_number=7, date=date(2026, 10, 31))
    for number in (1, 2):
        Page.objects.create(issue=issue, number=number, name=f"版{number}")
    for position, article in enumerate(articles, 1):
        page = issue.pages.get(number=1)
        Placement.objects.create(issue=issue, page=page, article=article, position=position)
    return issue


def make_files(issue, formats=tuple(Format)):
    """As making.py leaves them; the bytes tell the formats apart."""
    for each in formats:
        name, content = each.file_name(issue.slug), f"{issue.slug} {each}".encode()
        row = IssueFile(
            issue=issue,
            name=name,
            size=len(content),
            digest=sha256(content).hexdigest(),
            revision=issue.revision,
        )
        row.file.save(name, ContentFile(content))
