"""The archive of an issue opened, and taken back by an empty database."""

from io import BytesIO
from zipfile import ZipFile

from articles.exports.contents import gather
from articles.exports.data import bundle_archive
from articles.imports import archive
from articles.models import Article, Byline, Campaign, Issue, Place, Reporter, Section
from articles.tests import issues


def opened(content):
    with ZipFile(BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def again(content, issue, tmp_path):
    """The bundle of the same issue, imported into an empty database."""
    pages = [
        [row.article.archive_id or f"newsroom-{row.article_id}" for row in page.placements.all()]
        for page in issue.pages.all()
    ]
    for model in (Issue, Byline, Article, Reporter, Campaign, Place, Section):
        model.objects.all().delete()
    path = tmp_path / "2026-11-archive.zip"
    path.write_bytes(content)
    with archive.open_archive(path) as file, file.open() as text:
        *_, outcome = archive.load(archive.read_lines(text), publish=True, find=file.find)
    assert (outcome.bad, outcome.notes) == ([], [])
    found = {row.archive_id: row for row in Article.objects.all()}
    return bundle_archive.make_bundle(
        gather(issues.issue(*[[found[i] for i in ids] for ids in pages]))
    ).read()
