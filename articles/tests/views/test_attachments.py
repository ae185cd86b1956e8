"""What readers get of an article's files: all of a public one, and of no other a single byte."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles, search
from articles.exports.book.epub import make_epub
from articles.exports.book.web import make_web_archive
from articles.exports.contents import IssueRefused, gather
from articles.exports.data.bundle_archive import make_bundle
from articles.exports.data.jsonl import make_jsonl
from articles.exports.data.originals import make_originals
from articles.exports.newspaper.pdf import make_newspaper
from articles.exports.newspaper.reading import make_reading
from articles.exports.plain import write_piece
from articles.exports.wechat.piece import compose_piece
from articles.exports.word.document import make_docx
from articles.imports import archive
from articles.imports.archive.folder import find_in_zip
from articles.models import Article, SiteSettings, Status
from articles.tests import bombs, issues, make
from articles.tests.caching import Readers
from articles.tests.clients import client_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SECRET = b"QX7"
WORD = "表决票样张"


def with_files(**fields):
    attachments = make.attached("办法全文.pdf", f"{WORD}.docx", data=b"%PDF-1.7 " + SECRET)
    return make.article(attachments=attachments, **fields)


def addresses(article):
    return [reverse("attachment", args=[article.pk, each.address]) for each in article.attached]


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_public_article_shows_its_pdf_and_hands_out_the_rest(client):
    article = with_files(status=Status.APPROVED)
    page = client.get(article.get_absolute_url()).content.decode()
    answers = [client.get(each) for each in addresses(article)]

    assert all(each in page for each in (WORD, "2页", *addresses(article)))
    assert [each["Content-Disposition"].partition(";")[0] for each in answers] == [
        "inline", "attachment",
    ]  # fmt: skip
    assert [each["Content-Type"].rpartition(".")[2] for each in answers] == [
        "application/pdf",
        "document",
    ]
    assert [SECRET in body_of(each) for each in answers] == [True, True]
    assert answers[1]["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert [each["Cache-Control"] for each in answers] == ["private, max-age=86400"] * 2
    assert client.get(addresses(article)[0].replace(".pdf", ".docx")).status_code == 404


HIDDEN = [{"status": each} for each in Status if each != Status.APPROVED]
HIDDEN += [{"status": Status.APPROVED, "publish_at": timezone.now() + timedelta(days=900)}]


@pytest.mark.parametrize("fields", HIDDEN)
def test_nobody_gets_a_byte_of_what_is_not_public_however_they_ask(client, fields):
    article = with_files(**fields)
    raw = [reverse("media", args=[each.file]) for each in article.attached]
    asked = [*addresses(article), *(f"{each}?preview=x" for each in addresses(article)), *raw]
    ranged = {"HTTP_RANGE": "bytes=0-9"}
    other = client_of(make.member(roles.CORRESPONDENT))
    answers = [who.get(each, **ranged) for who in (client, other) for each in asked]
    answers += [client.head(each) for each in asked]
    readers = Readers()
    answers += [readers.get(each) for each in asked]

    codes = [getattr(each, "status_code", getattr(each, "status", 0)) for each in answers]
    assert codes == [404] * len(codes)
    lists = [client.get(reverse(name)).content for name in ("front", "feed", "feed-json")]
    assert [WORD.encode() in each for each in lists] == [False] * 3
    assert client.get(reverse("search"), {"q": WORD}).context["counts"].total == 0


def test_who_may_see_the_article_here_and_who_has_its_link_gets_its_files(client):
    article = with_files()
    address = addresses(article)[0]
    link = make.preview(article)
    token = link.split("/")[-2]

    assert client_of(make.member(roles.EDITOR)).get(address).status_code == 200
    shown = client.get(f"{address}?preview={token}")
    assert (shown.status_code, shown["Cache-Control"]) == (200, "private, max-age=0")
    assert f"{address}?preview={token}" in client.get(link).content.decode()
    Article.objects.filter(pk=article.pk).update(revision=99)
    assert client.get(f"{address}?preview={token}").status_code == 404


def test_a_withdrawn_article_takes_its_files_along_with_kept_pages():
    article = with_files(status=Status.APPROVED)
    readers = Readers()
    assert readers.get(addresses(article)[0]).status == 200
    assert WORD in readers.get(article.get_absolute_url()).text

    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)
    readers.later()

    assert readers.get(addresses(article)[0]).status == 404
    assert WORD not in readers.get(article.get_absolute_url()).text


def test_a_file_of_a_revision_is_not_public_through_the_article_that_it_revises(client):
    live = make.public()
    copy = with_files(revises=live)

    names = [each.address for each in copy.attached]
    asked = [reverse("attachment", args=[pk, name]) for pk in (live.pk, copy.pk) for name in names]
    assert [client.get(each).status_code for each in asked] == [404] * 4


def test_it_is_found_by_the_name_of_a_file_and_feeds_carry_the_files(client):
    article = with_files(status=Status.APPROVED)
    make.public()

    found = client.get(reverse("search"), {"q": WORD}).context["leaf"].articles
    assert [each.pk for each in found] == [article.pk]
    items = json.loads(client.get(reverse("feed-json")).content)["items"]
    assert [len(each.get("attachments", ())) for each in items] == [0, 2]
    atom = client.get(reverse("feed")).content.decode()
    assert atom.count('rel="enclosure"') == 2


def test_article_and_desk_ask_no_more_queries_for_more_files(client):
    editor = client_of(make.member(roles.EDITOR))
    editor.get(reverse("admin:index"))
    counts = []
    for number in (0, 1, 9):
        row = make.public(attachments=make.attached(*(f"{n}.pdf" for n in range(number))))
        for who, address in ((client, row.get_absolute_url()), (editor, url("attachments", row))):
            with CaptureQueriesContext(connection) as seen:
                who.get(address)
            counts.append(len(seen))

    assert counts[:2] == counts[2:4] == counts[4:]


# In every file of an issue


@pytest.fixture
def contents():
    article = make.public(
        attachments=make.attached("办法全文.pdf", f"{WORD}.docx"), headline="充电车棚"
    )
    return gather(issues.issue([article]))


def names_of(file):
    with zipfile.ZipFile(file if hasattr(file, "read") else BytesIO(file)) as packed:
        return {each: packed.read(each) for each in packed.namelist()}


def test_every_format_names_the_files_and_those_that_can_take_them_along(contents):
    piece = next(contents.pieces)
    site = [f"{contents.site_url}{each}" for each in addresses(Article.objects.get())]
    assert (
        f"附件：1. 办法全文（PDF，2页，1 KB）；2. {WORD}（Word，2页，1 KB）。网上版可以下载。"
        in write_piece(piece)
    )
    assert (
        WORD
        in compose_piece(Article.objects.with_parts().get(), SiteSettings.objects.current()).html
    )
    book = names_of(make_epub(contents))[f"EPUB/article-{piece.article}.xhtml"].decode()
    assert all(each in book for each in site)
    word = names_of(make_docx(contents))
    assert WORD in word["word/document.xml"].decode()
    assert site[0] in word["word/_rels/document.xml.rels"].decode()

    web = names_of(make_web_archive(contents))
    page = next(
        text for name, text in web.items() if name.endswith(f"{piece.article}.html")
    ).decode()
    enclosed = [name.partition("/")[2] for name in web if "/files/" in name]
    assert [f'href="../{each}"' in page for each in enclosed] == [True, True]
    package = names_of(make_originals(contents))
    assert [n for n in package if "附件" in n] == [
        "第01版/01-充电车棚-附件1-办法全文.pdf", f"第01版/01-充电车棚-附件2-{WORD}.docx",
    ]  # fmt: skip
    assert "附件1-办法全文.pdf" in package["SHA256SUMS"].decode()
    assert "attachments" not in json.loads(make_jsonl(contents))


def test_an_archive_brings_the_files_back_and_gives_the_same_lines_again():
    row = make.public(archive_id="a1", attachments=make.attached("票.pdf", data=bombs.pdf_page()))
    bundle = make_bundle(gather(issues.issue([row])))
    before = [(each.name, each.digest) for each in row.attached]
    search.follow([row.pk])
    Article.objects.filter(pk=row.pk).update(archive_id="a0")

    with zipfile.ZipFile(bundle) as packed:
        lines = packed.read("archive.jsonl").decode().splitlines()
        *_, outcome = archive.load(lines, publish=True, find=find_in_zip(packed))

    found = Article.objects.get(archive_id="a1")
    assert ([(each.name, each.digest) for each in found.attached], outcome.notes) == (before, [])
    assert default_storage.open(found.attached[0].file).read().startswith(b"%PDF")


def test_a_file_that_is_gone_or_was_changed_stops_the_package_with_the_article_named(contents):
    [file, _] = Article.objects.get().attached
    default_storage.delete(file.file)
    default_storage.save(file.file, ContentFile(b"%PDF-1.7 other"))

    with pytest.raises(IssueRefused, match=r"充电车棚.*附件“办法全文”不在了"):
        names_of(make_originals(contents))


@pytest.mark.parametrize(
    "made", [lambda it: make_newspaper(it, with_pictures=False).pdf, make_reading]
)
def test_newspaper_and_reading_edition_print_what_there_is_to_fetch(contents, made):
    pages = pypdfium2.PdfDocument(made(contents))
    text = "".join(each.get_textpage().get_text_range() for each in pages)

    said = f"附件：1.办法全文（PDF，2页，1KB）；2.{WORD}（Word，2页，1KB）。网上版可以下载。"
    assert said in "".join(text.split())
