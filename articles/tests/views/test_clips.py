"""What readers get of an article's sound and film: all of a public one, and of no other a byte."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles, search, versions
from articles.exports.book.epub import make_epub
from articles.exports.book.web import make_web_archive
from articles.exports.contents import gather
from articles.exports.data.bundle_archive import make_bundle
from articles.exports.newspaper.pdf import make_newspaper
from articles.exports.plain import write_piece
from articles.exports.wechat.piece import compose_piece
from articles.exports.word.document import make_docx
from articles.imports import archive
from articles.imports.archive.folder import find_in_zip
from articles.imports.clips import ClipRefused, arrange_clips, keep_clip
from articles.models import Article, SiteSettings, Status
from articles.review import record
from articles.tests import issues, make, sounds
from articles.tests.caching import Readers
from articles.tests.clients import client_of, url
from articles.tests.html import Page
from articles.text.clips import store_clips

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


STORED = sounds.FILM + sounds.box(b"free", b"0")
SAID = "丁长根拉了两声汽笛"


def with_clip(**fields):
    told = {"transcript": SAID, "captions": "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n汽笛\n"}
    return make.article(clips=sounds.clips("末班船离岸", **told), **fields)


def address(article, name=None):
    return reverse("clip", args=[article.pk, name or article.sounds[0].address])


def captions_of(article):
    return address(article, article.sounds[0].captions_address)


def test_a_public_article_plays_its_film_with_captions_and_what_is_said(client):
    article = with_clip(status=Status.APPROVED)
    page = client.get(article.get_absolute_url()).content.decode()
    answer, words = client.get(address(article)), client.get(captions_of(article))

    assert all(each in page for each in (address(article), captions_of(article), SAID, "<video"))
    assert body_of(answer) == STORED
    assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=86400"
    assert (words["Content-Type"], "汽笛" in words.text) == ("text/vtt; charset=utf-8", True)
    assert "media-src 'self'" in client.get(article.get_absolute_url())["Content-Security-Policy"]


WHOLE = len(STORED)
RANGES = [
    ("bytes=0-9", 206, (0, 10)),
    ("bytes=10-", 206, (10, WHOLE)),
    ("bytes=-5", 206, (WHOLE - 5, WHOLE)),
    ("bytes=0-99999999", 206, (0, WHOLE)),
    ("bytes=-99999999", 206, (0, WHOLE)),
    ("bytes=99999999-", 416, (0, 0)),
    ("bytes=-0", 416, (0, 0)),
    ("bytes=9-3", 416, (0, 0)),
    ("bytes=0-1,5-6", 200, (0, WHOLE)),
    ("bytes=-", 200, (0, WHOLE)),
    ("lines=0-3", 200, (0, WHOLE)),
    ("bytes=0-" + "9" * 40, 200, (0, WHOLE)),
]


@pytest.mark.parametrize(("asked", "status", "part"), RANGES)
def test_players_get_the_part_that_they_ask_for(client, asked, status, part):
    article = with_clip(status=Status.APPROVED)
    headers = {"HTTP_RANGE": asked, "HTTP_ACCEPT_ENCODING": "gzip"}
    answer = client.get(address(article), **headers)
    start, end = part
    assert answer.status_code == status
    assert body_of(answer) == STORED[start:end]
    if status == 206:
        assert answer["Content-Range"] == f"bytes {start}-{end - 1}/{WHOLE}"
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == end - start


def test_a_part_of_another_file_is_asked_for_in_vain(client):
    article = with_clip(status=Status.APPROVED)
    etag = client.get(address(article))["ETag"]
    same = client.get(address(article), HTTP_RANGE="bytes=0-3", HTTP_IF_RANGE=etag)
    other = client.get(address(article), HTTP_RANGE="bytes=0-3", HTTP_IF_RANGE='"x"')
    assert (same.status_code, other.status_code) == (206, 200)
    assert client.get(address(article), HTTP_IF_NONE_MATCH=etag).status_code == 304


HIDDEN = [{"status": each} for each in Status if each != Status.APPROVED]
HIDDEN += [{"status": Status.APPROVED, "publish_at": timezone.now() + timedelta(days=900)}]


@pytest.mark.parametrize("fields", HIDDEN)
def test_nobody_gets_a_byte_of_what_is_not_public_however_they_ask(client, fields):
    article = with_clip(**fields)
    asked = [address(article), captions_of(article), f"{address(article)}?preview=x",
             reverse("media", args=[article.sounds[0].file])]  # fmt: skip
    other, readers = client_of(make.member(roles.CORRESPONDENT)), Readers()
    answers = [who.get(each, HTTP_RANGE="bytes=0-9") for who in (client, other) for each in asked]
    answers += [client.head(each) for each in asked]
    codes = [each.status_code for each in answers] + [readers.get(each).status for each in asked]

    assert codes == [404] * len(codes)
    lists = [client.get(reverse(name)).text for name in ("front", "feed", "feed-json")]
    assert [SAID in each for each in lists] == [False] * 3
    assert client.get(reverse("search"), {"q": SAID}).context["counts"].total == 0


def test_it_goes_with_its_article_and_opens_with_a_preview(client):
    article = with_clip()
    link = make.preview(article)
    token = link.split("/")[-2]
    assert client.get(f"{address(article)}?preview={token}").status_code == 200
    assert f"{address(article)}?preview={token}" in client.get(link).content.decode()

    Article.objects.filter(pk=article.pk).update(
        status=Status.APPROVED, publish_at=timezone.now(), revision=9
    )
    readers = Readers()
    assert SAID in readers.get(article.get_absolute_url()).text
    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)
    readers.later()
    assert SAID not in readers.get(article.get_absolute_url()).text
    assert client.get(address(article)).status_code == 404


def test_search_feeds_and_search_engines_know_of_it(client):
    article = with_clip(status=Status.APPROVED)
    found = client.get(reverse("search"), {"q": SAID}).context["leaf"].articles
    assert [each.pk for each in found] == [article.pk]
    [item] = json.loads(client.get(reverse("feed-json")).content)["items"]
    assert item["attachments"][0]["mime_type"] == "video/mp4"
    page = client.get(article.get_absolute_url()).content.decode()
    facts = json.loads(page.partition('application/ld+json">')[2].partition("</script>")[0])
    assert (facts["video"][0]["duration"], facts["video"][0]["transcript"]) == ("PT84S", SAID)


def test_a_changed_clip_voids_the_reviews_and_a_changed_file_is_found():
    article = make.sent(Status.FIRST_PASSED, clips=sounds.clips("渡船"))
    [clip] = article.sounds
    editor = make.member(roles.EDITOR)
    row = arrange_clips(article, {clip.address: {"caption": "末班船"}}, [], by=editor)
    assert (row.status, row.sounds[0].caption) == (Status.SUBMITTED, "末班船")
    before = versions.digest_of(row)
    default_storage.delete(clip.file)
    default_storage.save(clip.file, ContentFile(b"other"))
    assert versions.content_of(row, files=True).digest != before == versions.digest_of(row)


def test_versions_bring_clips_back():
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(created_by=writer, clips=sounds.clips("渡船"))
    [clip] = article.sounds
    versions.keep(article, by=writer)
    assert clip.file in versions.files_of(article)
    row = arrange_clips(article, {clip.address: None}, [], by=writer)
    assert row.sounds == ()
    versions.put(versions.content_at(article.versions.last()), row)
    assert Article.objects.get().sounds == (clip,)


def test_what_is_too_large_or_too_many_is_refused_and_leaves_no_file(settings):
    settings.CLIP_LARGEST = 1000
    with pytest.raises(ClipRefused, match="文件超过1 KB"):
        keep_clip(ContentFile(sounds.FILM, "a.mp4"))
    settings.CLIP_LARGEST = 10**6
    article = make.article(clips=sounds.clips("一", "二", "三", "四"))
    before = set(default_storage.listdir("clips")[1])
    editor = client_of(make.member(roles.EDITOR))
    file = ContentFile(sounds.horn(), "汽笛.txt")
    page = editor.post(url("clips", article), {"new": file, "clip": []}, follow=True)
    assert "一篇稿件最多4个音视频，没有存。" in Page(page).text
    assert set(default_storage.listdir("clips")[1]) == before
    assert len(Article.objects.get().sounds) == 4


def test_what_was_typed_stays_where_it_can_not_be_taken():
    article = make.article(clips=sounds.clips("渡船"))
    key = article.sounds[0].address
    editor = client_of(make.member(roles.EDITOR))
    data = {"clip": key, f"caption-{key}": "末班船", f"transcript-{key}": "字" * 20_001}
    page = editor.post(url("clips", article), data)
    assert page.status_code == 400
    assert all(each in page.content.decode() for each in ("末班船", "字" * 50, "不超过20000字"))
    assert Article.objects.get().sounds[0].caption == "渡船"
    file = ContentFile(b"MZ", "x.vtt")
    wrong = editor.post(url("clips", article), {"clip": key, f"captions-{key}": file})
    assert "没有看到字幕" in wrong.content.decode()
    data = {
        "clip": key,
        f"caption-{key}": "末班船",
        f"captions-{key}": ContentFile(sounds.VTT, "x"),
    }
    editor.post(url("clips", article), data)
    [kept] = Article.objects.get().sounds
    assert (kept.caption, "渡船" in kept.captions, "<v" in kept.captions) == ("末班船", True, False)


def test_article_and_desk_ask_no_more_queries_for_more_clips(client):
    editor, counts = client_of(make.member(roles.EDITOR)), []
    editor.get(reverse("admin:index"))
    for number in (0, 1, 4):
        row = make.public(clips=sounds.clips(*map(str, range(number))))
        for who, page in ((client, row.get_absolute_url()), (editor, url("clips", row))):
            with CaptureQueriesContext(connection) as seen:
                who.get(page)
            counts.append(len(seen))
    assert counts[:2] == counts[2:4] == counts[4:]


def unpack(file):
    with zipfile.ZipFile(file if hasattr(file, "read") else BytesIO(file)) as packed:
        return "".join(packed.read(each).decode(errors="replace") for each in packed.namelist())


def test_every_output_says_that_there_is_a_film_where_it_plays_and_what_is_said_in_it():
    article = with_clip(status=Status.APPROVED)
    contents = gather(issues.issue([article]))
    site = SiteSettings.objects.current()
    pages = pypdfium2.PdfDocument(make_newspaper(contents, with_pictures=False).pdf)
    made = [
        write_piece(next(contents.pieces)),
        unpack(make_epub(contents)),
        unpack(make_docx(contents)),
        unpack(make_web_archive(contents)),
        "".join(each.get_textpage().get_text_range() for each in pages).replace("\r\n", ""),
    ]
    assert [("末班船离岸" in each, "网上版可以看" in each, SAID in each) for each in made] == [
        (True, True, True)
    ] * len(made)
    sent = compose_piece(Article.objects.with_parts().get(), site).html
    assert "末班船离岸" in sent
    assert "请点阅读原文" in sent


def test_an_archive_brings_sound_back_and_gives_the_same_lines_again():
    row = with_clip(status=Status.APPROVED, archive_id="a1")
    bundle = make_bundle(gather(issues.issue([row])))
    search.follow([row.pk])
    Article.objects.filter(pk=row.pk).update(archive_id="a0")
    with zipfile.ZipFile(bundle) as packed:
        lines = packed.read("archive.jsonl").decode().splitlines()
        *_, outcome = archive.load(lines, publish=True, find=find_in_zip(packed))
    found = Article.objects.get(archive_id="a1")

    def told(article):
        return [each | {"file": "", "seconds": 0} for each in store_clips(article.sounds)]

    assert (outcome.bad, outcome.notes) == ([], [])
    assert told(found) == told(row)
    assert record.signed_digests([found])


def test_the_limit_is_told_where_files_are_chosen():
    page = client_of(make.member(roles.EDITOR)).get(url("clips", make.article())).content.decode()
    assert f"不超过{settings.CLIP_LARGEST // 1024 // 1024} MB" in page


def test_the_clip_of_a_revision_is_not_public_through_its_article(client):
    live = make.public()
    copy = with_clip(revises=live)
    name = copy.sounds[0].address
    asked = [address(row, name) for row in (live, copy)]
    assert [client.get(each).status_code for each in asked] == [404, 404]
