"""A newsroom with something of everything, and what of it a backup must bring back."""

from hashlib import sha256
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.backup import rows
from articles.models import ImportedPage, Status
from articles.tests import make


def fill_newsroom():
    """Rows of many kinds: texts of three states with photos, their record, names, files."""
    campaign, place = make.campaign("江边人物"), make.place("柳桥街道")
    reporter = make.reporter("费知夏", unit=make.unit("柳桥街道"))
    make.sent(Status.APPROVED, headline="渡口的灯亮了", photos=1)
    names = {"campaigns": [campaign], "places": [place], "reporters": [reporter]}
    make.sent(Status.APPROVED, headline="江边步道通了", **names)
    make.article(headline="还没写完", body="<p>一“二”\N{FULLWIDTH COMMA}😀 &lt;b&gt;</p>")
    ImportedPage.objects.create(text="版面", reading={"b": 1.5, "a": [None, True, "\u2028"]})
    gone = make.article(headline="后来删了的")
    number = gone.pk
    gone.delete()
    return number


def sums():
    """For each table the number and the sum of its rows."""
    return {model._meta.db_table: rows.sum_of(model) for model in rows.models_of()}


def files():
    """The hash of each file below MEDIA_ROOT."""
    root = Path(settings.MEDIA_ROOT)
    return {
        str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and not path.relative_to(root).parts[0].startswith(".")
    }


def run(*arguments):
    """What the command says, or with which sentence it refuses."""
    out = StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=out)
    except CommandError as refused:
        return f"refused: {refused}"
    return out.getvalue()
