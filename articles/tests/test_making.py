import os
import re
import time
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles import making
from articles.exports.contents import IssueRefused, gather
from articles.exports.data import jsonl
from articles.models import Format, Issue
from articles.tests import issues, make
from articles.tests.makings import QUICK, list_named, list_stored, make_all

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_with_its_size_and_hash():
    issue = issues.one()
    ((row, content),) = make_all(issue, [Format.JSONL])

    assert content == jsonl.make_jsonl(gather(issue))
    assert (row.name, row.size, row.digest) == (
        "2026-11.jsonl", len(content), sha256(content).hexdigest(),
    )  # fmt: skip
    with row.file.open() as kept:
        assert kept.read() == content


def test_each_format_has_a_name_by_which_it_is_known():
    names = [each.file_name("2026-11") for each in Format]

    assert names == [
        "2026-11.pdf", "2026-11-reading.pdf", "2026-11.epub", "2026-11.docx", "2026-11-web.zip",
        "2026-11.xlsx", "2026-11.jsonl", "2026-11-archive.zip", "2026-11-photos.zip",
    ]  # fmt: skip
    assert [Format.of(name, "2026-11") for name in names] == list(Format)
    assert Format.of("2026-11.exe", "2026-11") is None


def test_a_newspaper_gives_each_page_its_picture_and_zones(django_capture_on_commit_callbacks):
    first, second = make.public(), make.public()
    issue = issues.issue([first], [second])
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            make_all(issue, [Format.PDF])

    pages = list(issue.pages.all())
    # The front page points to the other pages, too.
    assert [[zone["article"] for zone in page.zones] for page in pages] == [
        [first.pk, second.pk], [second.pk],
    ]  # fmt: skip
    assert {frozenset(zone) for page in pages for zone in page.zones} == {
        frozenset(["article", "x", "y", "width", "height"])
    }
    assert list_stored() == list_named()
    assert len(list_stored()) == 5


def test_progress_counts_each_article_once_for_every_format():
    issue = issues.issue([make.public(), make.public()])
    seen = []
    make_all(issue, [Format.XLSX, Format.JSONL], progress=seen.append)

    assert [(p.doing, p.done, p.total) for p in seen] == [
        (Format.XLSX, 0, 4), (Format.XLSX, 1, 4), (Format.XLSX, 2, 4), (Format.JSONL, 2, 4),
        (Format.JSONL, 3, 4), (Format.JSONL, 4, 4), (Format.JSONL, 4, 4),
    ]  # fmt: skip


@pytest.mark.parametrize("at", range(7))
def test_cancelled_at_any_point_there_are_whole_files_or_none(at):
    issue = issues.issue([make.public(), make.public()])
    left = iter([None] * at)

    def progress(_):
        try:
            next(left)
        except StopIteration:
            raise making.Cancelled from None

    with pytest.raises(making.Cancelled):
        make_all(issue, QUICK, progress=progress)
    assert list_stored() == list_named()
    assert {row.name for row in issue.files.all()} == ({"2026-11.xlsx"} if at > 3 else set())


def test_a_refused_making_leaves_what_was_whole_before(django_capture_on_commit_callbacks):
    article = make.public(headline="老街", photos=1)
    issue = issues.issue([article])
    with django_capture_on_commit_callbacks(execute=True):
        make_all(issue, [Format.JSONL, Format.ORIGINALS])
    before = {row.name: row.digest for row in issue.files.all()}
    article.photos.get().image.delete(save=False)

    with pytest.raises(IssueRefused, match="《老街》"):
        make_all(issue, [Format.ORIGINALS])
    assert {row.name: row.digest for row in issue.files.all()} == before
    assert list_stored() == list_named()


def test_made_again_it_takes_the_place_of_the_old_file(django_capture_on_commit_callbacks):
    article = make.public()
    issue = issues.issue([article])
    for headline in ("甲", "乙"):
        type(article).objects.filter(pk=article.pk).update(headline=headline)
        with django_capture_on_commit_callbacks(execute=True):
            make_all(issue, [Format.JSONL])

    (row,) = issue.files.all()
    with row.file.open() as kept:
        assert "乙" in kept.read().decode()
    assert list_stored() == list_named()


def test_a_file_is_as_old_as_what_it_says():
    """What is changed while it is being made is not in it, and sealing must see that."""
    issue = issues.one()
    Issue.objects.filter(pk=issue.pk).update(revision=7)
    began = []
    ((row, _),) = make_all(issue, [Format.JSONL], progress=lambda _: began.append(timezone.now()))

    row.refresh_from_db()
    assert row.revision == 7
    assert row.made_at <= began[0]


def test_the_workbook_has_the_months_contributions_behind_the_articles():
    article = make.public(reporters=[make.reporter("费知夏")], publish_at=issues.NOON)
    issue = issues.issue([article])
    ((_, content),) = make_all(issue, [Format.XLSX])

    with zipfile.ZipFile(BytesIO(content)) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        strings = book.read("xl/sharedStrings.xml").decode()
    assert names == ["本期稿件", "按人", "按单位", "按专栏", "按地点", "采用稿件", "口径"]
    assert "费知夏" in strings


def test_odd_articles_come_out_whole_in_every_document():
    """One longer than a page, one of a sentence, one of forty photos, a headline of sixty."""
    long = make.public(body="".join(f"<p>第{n}段。</p>" for n in range(300)))
    album = make.public(body="<p>一册。</p>")
    for number in range(1, 41):
        make.photo(album, number=number, size=(9, 6))
    short = make.public(headline="六" * 60, body="<p>一句。</p>")
    issue = issues.issue([long, album, short])
    formats = [Format.EPUB, Format.DOCX, Format.WEB, Format.ORIGINALS]
    made = {Format.of(row.name, issue.slug): content for row, content in make_all(issue, formats)}

    counts = {}
    for kind, content in made.items():
        with zipfile.ZipFile(BytesIO(content)) as archive:
            text = "".join(
                archive.read(name).decode()
                for name in archive.namelist()
                if name.endswith(("html", "document.xml"))
            )
            names = archive.namelist()
        counts[kind] = (
            re.findall(r"第(\d+)段。", text) == [str(n) for n in range(300)],
            sum(name.endswith((".jpg", ".webp")) for name in names),
            "六" * 60 in text,
            text.count("一句。"),
        )
    assert counts == {
        Format.EPUB: (True, 41, True, 1),  # with the cover
        # Word keeps a photo once that is the same as another.
        Format.DOCX: (True, 1, True, 1),
        Format.WEB: (False, 40, True, 2),  # the first page has how each begins
        Format.ORIGINALS: (False, 40, False, 0),
    }


def test_what_a_killed_making_left_behind_goes_and_what_another_is_writing_stays():
    issue = issues.one()
    for name in ("killed", "writing"):
        default_storage.save(f"issues/2026-11/{name}.pdf", ContentFile(b"%PDF-ha"))
    old = Path(django_settings.MEDIA_ROOT) / "issues/2026-11/killed.pdf"
    os.utime(old, (0, time.time() - 4000))
    make_all(issue, [Format.JSONL])

    assert list_stored() == sorted(["issues/2026-11/writing.pdf", *list_named()])


def test_of_a_sealed_issue_nothing_is_made_and_what_was_sealed_is_handed_out():
    issue = issues.one()
    ((_, sealed),) = make_all(issue, [Format.JSONL])
    Issue.objects.filter(pk=issue.pk).update(sealed_at=timezone.now())
    issue.placements.get().article.delete()
    issue.refresh_from_db()

    with pytest.raises(IssueRefused, match="已经封存，成品不再改动"):
        make_all(issue, [Format.JSONL])
    assert [content.read() for _, content in making.deliver(issue, [Format.JSONL])] == [sealed]
    with pytest.raises(IssueRefused, match="封存时没有电子书EPUB"):
        list(making.deliver(issue, [Format.EPUB]))


def test_a_sealed_file_that_was_damaged_is_not_handed_out():
    issue = issues.one()
    ((row, _),) = make_all(issue, [Format.JSONL])
    Issue.objects.filter(pk=issue.pk).update(sealed_at=timezone.now())
    issue.refresh_from_db()
    path = Path(django_settings.MEDIA_ROOT) / row.file.name
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(IssueRefused, match=r"2026-11\.jsonl丢失或已损坏"):
        list(making.deliver(issue, [Format.JSONL]))
    path.unlink()
    with pytest.raises(IssueRefused, match=r"2026-11\.jsonl丢失或已损坏"):
        list(making.deliver(issue, [Format.JSONL]))


def test_sealed_while_it_was_being_made_it_stays_as_sealed():
    issue = issues.one()
    seal = Issue.objects.filter(pk=issue.pk)

    with pytest.raises(IssueRefused, match="已经封存"):
        make_all(issue, QUICK, progress=lambda _: seal.update(sealed_at=timezone.now()))
    assert (list(issue.files.all()), list_stored()) == ([], [])
