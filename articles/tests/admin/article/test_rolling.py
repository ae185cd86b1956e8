"""The desk's page of a rolling story, and what every output makes of its entries."""

import json
import re
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles, search
from articles.exports.book.epub import make_epub
from articles.exports.book.web import make_web_archive
from articles.exports.contents import gather
from articles.exports.data.jsonl import make_jsonl
from articles.exports.newspaper.pdf import make_newspaper
from articles.exports.plain import write_piece
from articles.exports.wechat.piece import compose_piece
from articles.exports.word.document import make_docx
from articles.imports import archive
from articles.imports.archive.entries import read
from articles.imports.archive.values import BadLine
from articles.models import Article, SiteSettings, Status
from articles.review import record
from articles.tests import issues, make
from articles.tests.clients import client_of, url
from articles.tests.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    user = make.member(roles.EDITOR)
    make.reporter("沈砚秋", role="staff", user=user)
    return user


def post(user, story, **data):
    return client_of(user).post(url("rolling", story), data, follow=True)


def rolled(*texts, **fields):
    later = timezone.now() + timedelta(hours=3)
    fields = {"rolls_until": later, "entries": make.entries(*texts)} | fields
    return make.public(**fields)


def test_an_editor_begins_a_story_writes_an_entry_and_ends_it(editor):
    story = make.sent(Status.APPROVED)
    post(editor, story, act="roll", hours=4)
    page = client_of(editor).get(url("rolling", story)).content.decode()
    assert 'value="记者 沈砚秋"' in page
    answer = post(editor, story, act="write", text="水退了。", headline="", signed="记者 沈砚秋")

    draft = Article.objects.get(entry_of=story)
    assert (draft.headline, draft.status) == ("水退了", Status.SUBMITTED)
    assert answer.redirect_chain[-1][0] == url("review", draft)  # where its buttons are
    assert str(draft.bylines.get()) == "记者 沈砚秋"
    post(editor, story, act="write", keep="1", text="先存着。", signed="记者 沈砚秋")
    assert Article.objects.get(headline="先存着").status == Status.DRAFT
    post(editor, story, act="end")
    assert not Article.objects.get(pk=story.pk).is_rolling
    told = LogEntry.objects.filter(object_id=str(story.pk)).values_list("change_message", flat=True)
    assert any("结束滚动" in each for each in told)


def test_what_is_refused_comes_back_as_it_was_typed(editor):
    story = rolled()
    answer = post(
        editor, story, act="write", text="水退了。", headline="江堤", signed="记者 无名氏甲乙丙"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(each in page for each in ("水退了。", 'value="江堤"', "记者 无名氏甲乙丙", "没有存"))
    assert not Article.objects.filter(entry_of=story).exists()


def test_what_the_proofreader_stops_is_kept_as_a_draft(editor):
    story = rolled()
    post(editor, story, act="write", text="他们他们的的水退了，，", signed="记者 沈砚秋")
    assert Article.objects.filter(entry_of=story).count() == 1


MADE_UP = [
    {},
    {"act": "x"},
    {"act": "roll", "hours": "0"},
    {"act": "roll", "hours": "\0"},
    {"act": "down", "entry": "9" * 30},
]


@pytest.mark.parametrize("data", MADE_UP)
def test_a_made_up_request_changes_nothing(editor, data):
    story = rolled("水退了")
    answer = post(editor, story, **data)
    assert answer.status_code in (403, 422)
    row = Article.objects.get(pk=story.pk)
    assert (row.entries, row.rolls_until) == (story.entries, story.rolls_until)


def test_the_page_asks_no_more_queries_for_more_entries(editor):
    counts = []
    for number in (1, 9):
        story = rolled(*(f"第{n}条" for n in range(number)))
        for _ in range(number):
            make.article(entry_of=story, created_by=editor)
        client = client_of(editor)
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(connection) as seen:
            client.get(url("rolling", story))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_lists_and_pages_of_the_desk_tell_an_entry_from_an_article(editor):
    story = rolled()
    draft = make.article(
        entry_of=story, created_by=editor, headline="水退了", status=Status.SUBMITTED
    )
    client = client_of(editor)
    pages = [client.get(reverse("admin:articles_article_changelist")),
             client.get(reverse("admin:index")), client.get(url("review", draft)),
             client.get(url("change", draft))]  # fmt: skip
    assert ["滚动" in Page(each).text for each in pages] == [True] * 4
    picked = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "pin", "field_name": "article", "term": "水退了"},
    )
    assert str(draft.pk) not in [row["id"] for row in picked.json().get("results", [])]


def test_every_output_has_the_entries_with_their_hours_and_those_taken_down_in_none(editor):
    story = rolled("开始巡堤", "水退了", headline="今晚守堤")
    entries = [
        *story.entries,
        *make.entries("撤下的一条", number=7, down_at="2026-11-01T08:00:00+08:00"),
    ]
    Article.objects.filter(pk=story.pk).update(entries=entries)
    story.refresh_from_db()
    search.follow([story.pk])
    contents = gather(issues.issue([story]))
    site = SiteSettings.objects.current()
    piece = next(contents.pieces)

    def unpack(data):
        packed = zipfile.ZipFile(BytesIO(data if isinstance(data, bytes) else data.read()))
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())

    pages = pypdfium2.PdfDocument(make_newspaper(contents, with_pictures=False).pdf)
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    row = Article.objects.with_parts().get(pk=story.pk)
    client = client_of(editor)
    made = {
        "plain": write_piece(piece),
        "wechat": compose_piece(row, site).html,
        "epub": unpack(make_epub(contents)),
        "word": unpack(make_docx(contents)),
        "web": unpack(make_web_archive(contents)),
        "newspaper": "".join(printed.split()),
        "atom": client.get(reverse("feed")).content.decode(),
        "json": json.loads(client.get(reverse("feed-json")).content)["items"][0]["content_html"],
        "jsonl": make_jsonl(contents).decode(),
        "print": client.get(reverse("print", args=[story.pk])).content.decode(),
    }
    assert {name: ("开始巡堤" in text, "水退了" in text, "撤下的一条" in text)
            for name, text in made.items()} == dict.fromkeys(made, (True, True, False))  # fmt: skip
    found = [client.get(reverse("search"), {"q": each}).context["counts"].total
             for each in ("开始巡堤", "撤下的一条")]  # fmt: skip
    assert found == [1, 0]


def test_search_engines_are_told_of_each_entry_with_its_address(client):
    story = rolled("开始巡堤", "水退了")
    page = client.get(story.get_absolute_url()).content.decode()
    facts = json.loads(re.search(r'application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert facts["@type"] == ["LiveBlogPosting", "NewsArticle"]
    assert [each["headline"] for each in facts["liveBlogUpdate"]] == ["水退了", "开始巡堤"]
    assert facts["liveBlogUpdate"][0]["url"].endswith(f"{story.get_absolute_url()}#entry-2")
    assert facts["coverageEndTime"] > facts["coverageStartTime"]


def test_an_archive_brings_the_entries_back_and_gives_the_same_lines_again():
    story = rolled("开始巡堤", "水退了", archive_id="a1")
    line = make_jsonl(gather(issues.issue([story]))).decode()
    Article.objects.filter(pk=story.pk).update(archive_id="a0")
    *_, outcome = archive.load(line.splitlines(), publish=True)
    found = Article.objects.get(archive_id="a1")
    assert (outcome.notes, outcome.bad) == ([], [])
    assert (found.entries, found.rolls_until) == (story.entries, story.rolls_until)
    assert make_jsonl(gather(issues.issue([found], month=date(2026, 9, 1)))).decode() == line
    assert record.signed_digests([found])


BAD = [
    ("x", "应当是列表"),
    ([{"html": "<p>水</p>"}], "要有at和headline"),
    ([{"at": "昨天", "headline": "水", "html": ""}], "at应当写成"),
    ([{"at": "2026-11-01T08:00:00+08:00", "headline": "水", "html": "", "number": True}], "正整数"),
    ([{"at": "2026-11-01T08:00:00+08:00", "headline": "水", "html": "", "number": 1}] * 2, "一样"),
    ([{"at": "2026-11-01T08:00:00+08:00", "headline": "水"}] * 501, "超过500条"),
]


@pytest.mark.parametrize(("entries", "why"), BAD)
def test_a_line_with_entries_that_are_none_says_why(entries, why):
    with pytest.raises(BadLine, match=why):
        read(1, json.dumps({"id": "a", "headline": "题", "entries": entries}))
