"""What residents take home of an issue: its files and pictures, and what machines are told."""

from datetime import date
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from PIL import Image

from articles.models import Format, IssueFile, SiteSettings
from articles.tests import make, paper
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Files


def test_residents_take_home_what_is_meant_for_them_as_it_was_sealed(client):
    issue = paper.issue([make.public()])
    remade = issue.files.get(name="2026-10.epub")
    IssueFile.objects.filter(pk=remade.pk).update(digest=sha256(b"other").hexdigest())
    response = client.get(issue.get_absolute_url())
    links = [link for link in Page(response).values("a", "href") if "/files/" in link]

    assert links == [
        f"/issues/2026-10/files/{name}"
        for name in ("2026-10.pdf", "2026-10-reading.pdf", "2026-10-web.zip")
    ]
    assert {
        name: client.get(reverse("issue_file", args=[issue.slug, name])).status_code
        for name in paper.file_names(issue)
    } == {
        "2026-10.pdf": 200, "2026-10-reading.pdf": 200, "2026-10-web.zip": 200,
        "2026-10.epub": 404, "2026-10.docx": 404, "2026-10.xlsx": 404, "2026-10.jsonl": 404,
        "2026-10-archive.zip": 404, "2026-10-photos.zip": 404,
    }  # fmt: skip


def test_a_file_is_saved_not_shown_and_kept_by_the_readers_browser_alone(client):
    issue = paper.issue([make.public()])
    row = issue.files.get(name=Format.PDF.file_name(issue.slug))
    response = client.get("/issues/2026-10/files/2026-10.pdf")

    assert b"".join(response.streaming_content) == f"2026-10.pdf {issue.pk}".encode()
    assert {name: response[name] for name in (
        "Content-Disposition", "Content-Type", "X-Content-Type-Options", "Cache-Control", "ETag",
    )} == {
        "Content-Disposition": 'attachment; filename="2026-10.pdf"',
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400",
        "ETag": f'"{row.digest}"',
    }  # fmt: skip
    again = client.get(
        "/issues/2026-10/files/2026-10.pdf", headers={"If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


def test_a_picture_is_kept_by_the_readers_browser_alone(client):
    paper.issue([make.public()])
    response = client.get("/issues/2026-10/1/large.webp")

    assert (response["Content-Type"], response["Cache-Control"]) == (
        "image/webp", "private, max-age=86400",
    )  # fmt: skip
    assert Image.open(BytesIO(response.content)).size == paper.SIZE


def test_a_file_that_is_gone_from_the_disk_is_not_found(client):
    issue = paper.issue([make.public()])
    for file in issue.files.all():
        file.file.storage.delete(file.file.name)

    assert client.get("/issues/2026-10/files/2026-10.pdf").status_code == 404


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [("{}", "是原件"), (" {} ", "是原件"), ("0" * 64, "不是原件"), ("{}0", "校验码不完整"),
     ("x" * 300, "校验码不完整")],
)  # fmt: skip
def test_a_resident_learns_whether_a_file_is_as_we_sealed_it(client, asked, verdict):
    issue = paper.issue([make.public()])
    digest = issue.files.get(name="2026-10.pdf").digest
    response = client.get("/issues/verify/", {"sha256": asked.format(digest)})

    assert f"<strong>{verdict}</strong>" in response.text
    assert not response.cookies


# What machines are told


def test_the_sitemap_names_the_pages_of_public_issues(client):
    paper.issue([make.public()], [make.public()])
    paper.hidden_issues()
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    tree = ElementTree.fromstring(client.get("/sitemap-issues.xml").content)

    assert [each.text for each in tree.findall("s:url/s:loc", names)] == [
        "http://testserver/issues/2026-10/", "http://testserver/issues/2026-10/2/",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 40])
def test_the_sitemap_of_issues_costs_the_same(client, django_assert_num_queries, number):
    paper.issue([make.public()], *[[]] * number)

    with django_assert_num_queries(2):
        client.get("/sitemap-issues.xml")


@pytest.mark.parametrize("number", [1, 6])
def test_issues_cost_the_same_however_many_there_are(client, django_assert_num_queries, number):
    SiteSettings.objects.current()
    for month in range(1, number + 1):
        paper.issue([make.public()], *[[]] * number, month=date(2026, month, 1))
    last = f"/issues/2026-0{number}/"

    for address, queries in (
        ("/issues/", 4), (f"{last}1/large.webp", 2), (f"{last}files/2026-0{number}.pdf", 3),
        ("/issues/verify/?sha256=" + "0" * 64, 3),
    ):  # fmt: skip
        with django_assert_num_queries(queries, info=address):
            assert client.get(address).status_code == 200
