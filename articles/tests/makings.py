"""Files made of an issue: how they are made, and which there are."""

from pathlib import Path

from django.conf import settings as django_settings

from articles import making
from articles.models import Format, Issue, IssueFile

QUICK = [Format.JSONL, Format.XLSX]


def list_stored():
    """Every file in the storage that was made of issues."""
    root = Path(django_settings.MEDIA_ROOT) / "issues"
    return sorted(f"issues/{path.relative_to(root)}" for path in root.rglob("*") if path.is_file())


def list_named():
    """Every file that a row names."""
    names = list(IssueFile.objects.values_list("file", flat=True))
    for issue in Issue.objects.all():
        for page in issue.pages.all():
            names += [page.picture, page.small_picture]
    return sorted(filter(None, names))


def make_all(issue, formats, **options):
    """The rows of the files, and their bytes."""
    made = making.make(issue, formats, **options)
    return [(row, content.read()) for row, content in made]
