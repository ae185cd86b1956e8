"""A notice that has ended: off the front page and every list, in the archive and the search with
a mark, at its own address; and readers with the page cache see it end within a second."""

import json
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import roles, versions
from articles.exports.contents import gather
from articles.exports.data.jsonl import make_jsonl
from articles.exports.plain import write_piece
from articles.exports.wechat.piece import compose_piece
from articles.imports.archive.entries import read
from articles.imports.archive.values import BadLine
from articles.models import Article, Genre, Pin, SiteSettings, Status
from articles.review import record, taking
from articles.review.steps import STEPS, StepRefused
from articles.tests import issues, make
from articles.tests.caching import Readers
from articles.tests.clients import client_of, form, url
from articles.tests.html import text_of

pytestmark = pytest.mark.django_db

WORD = "QX7"  # no line breaks in it
NOON = timezone.make_aware(datetime(2026, 11, 29, 12))
ENDED = "已过期"


def notice(**fields):
    """A public notice of everything that has a list."""
    fields = {
        "headline": WORD,
        "genre": Genre.NOTICE,
        "publish_at": NOON - timedelta(days=1),
    } | fields
    return make.public(
        campaigns=[make.campaign()], places=[make.place()], reporters=[make.reporter()], **fields
    )


def lists_of(article):
    rows = [*article.campaigns.all(), *article.places.all(), article.bylines.get().reporter]
    feeds = [reverse("feed"), reverse("feed-json"), reverse("sitemap-news")]
    feeds += [reverse("campaign-feed", args=[article.campaigns.get().slug])]
    pages = [reverse("front"), reverse("campaigns"), "/nothing-is-here/"]
    return [*pages, *feeds, *(row.get_absolute_url() for row in rows)]


def archives_of(article):
    return [
        reverse("month", args=[2026, 11]), f"{reverse('search')}?q={WORD}",
        article.get_absolute_url(), reverse("print", args=[article.pk]),
    ]  # fmt: skip


def test_it_leaves_the_lists_at_its_hour_and_stays_in_the_archives_with_a_mark(client, at):
    at(NOON)
    article = notice(ends_at=NOON + timedelta(hours=1))
    Pin.objects.create(article=article, slot="lead")

    def showing(addresses):
        pages = {each: client.get(each).content.decode() for each in addresses}
        return [each for each, page in pages.items() if WORD in page], [
            each for each, page in pages.items() if ENDED in page
        ]

    lists, archives = lists_of(article), archives_of(article)
    assert showing(lists) == (lists, [])
    assert showing(archives) == (archives, [])
    at(NOON + timedelta(hours=1))
    assert showing(lists) == ([], [])
    assert showing(archives) == (archives, archives)
    assert "有效到" in client.get(archives[-1]).content.decode()


def test_it_is_no_list_s_lead_any_more_though_an_editor_chose_it(client, at):
    at(NOON)
    article = notice(ends_at=NOON + timedelta(hours=1))
    campaign = article.campaigns.get()
    campaign.lead = article
    campaign.save()
    other = make.public(campaigns=[campaign], publish_at=NOON - timedelta(days=2))

    def lead():
        return client.get(campaign.get_absolute_url()).context["rhythm"].top

    assert lead() == article
    at(NOON + timedelta(hours=1))
    assert lead() == other


def test_others_stand_where_it_stood_and_are_counted_without_it(client, at):
    at(NOON)
    place = make.place("澄园社区")
    for end in (None, NOON + timedelta(seconds=1), NOON, NOON - timedelta(days=9)):
        article = make.public(
            headline=f"到{end}", ends_at=end, places=[place], publish_at=NOON - timedelta(days=10)
        )
        assert (article.has_ended, article in Article.objects.current()) == (
            (end is not None and end <= NOON), not (end is not None and end <= NOON)
        )  # fmt: skip

    found = client.get(place.get_absolute_url()).context
    assert [len(found["leaf"].articles), found["tallies"].total] == [2, 2]


def test_readers_with_kept_pages_see_it_end_within_a_second(at):
    at(NOON)
    article = notice(ends_at=NOON + timedelta(hours=1))
    readers, lists = Readers(), lists_of(article)[:2]
    assert all(WORD in readers.get(each).text for each in lists)

    at(NOON + timedelta(hours=1))
    readers.later()

    assert [each for each in lists if WORD in readers.get(each).text] == []
    assert ENDED in readers.get(article.get_absolute_url()).text


def test_the_end_is_signed_and_what_was_signed_without_one_keeps_its_hash():
    article = make.sent(Status.SECOND_PASSED)
    before = versions.digest_of(article)
    assert "ends_at" not in versions.content_of(article).canonical()
    Article.objects.filter(pk=article.pk).update(ends_at=NOON)
    article.refresh_from_db()

    record.record_change(article, by=article.created_by)

    article.refresh_from_db()
    assert versions.digest_of(article) != before
    assert article.status == Status.SUBMITTED
    assert versions.content_at(article.versions.first()).fact("ends_at") == NOON


@pytest.mark.parametrize("publish_at", [None, NOON + timedelta(days=2)])
def test_what_would_have_ended_before_anybody_reads_it_is_not_signed(publish_at):
    ends = NOON - timedelta(days=9) if publish_at is None else NOON + timedelta(days=1)
    article = make.sent(Status.SECOND_PASSED, ends_at=ends)

    with pytest.raises(StepRefused, match="只有效到"):
        taking.take(
            STEPS["final-pass"], article, by=make.member(roles.CHIEF), opinion="发。",
            publish_at=publish_at and timezone.now() + timedelta(days=999),
        )  # fmt: skip

    article.refresh_from_db()
    assert article.status == Status.SECOND_PASSED


def test_a_revision_may_call_a_public_notice_off():
    live = make.sent(Status.APPROVED)
    copy = taking.take(STEPS["revise"], live, by=make.member(roles.EDITOR))
    Article.objects.filter(pk=copy.pk).update(ends_at=timezone.now() - timedelta(minutes=1))
    copy.refresh_from_db()
    record.record_change(copy, by=None)

    make.sign(copy)

    live.refresh_from_db()
    assert live.is_public
    assert live.has_ended


def test_the_form_takes_an_end_and_refuses_one_before_the_publication():
    article = make.article(created_by=make.member(roles.EDITOR))
    client = client_of(make.member(roles.DESK))
    typed = {"ends_at_0": "2026-12-01", "ends_at_1": "18:00", "publish_at_0": "2026-12-02"}
    refused = client.post(url("change", article), form(article, **typed, publish_at_1="08:00"))
    assert "截止比发布还早" in refused.content.decode()

    client.post(url("change", article), form(article, ends_at_0="2026-12-01", ends_at_1="18:00"))

    article.refresh_from_db()
    assert article.ends_at == timezone.make_aware(datetime(2026, 12, 1, 18))
    assert "有效到2026年12月1日18:00" in text_of(client.get(url("review", article)))


def test_every_file_says_until_when_it_counts_and_an_archive_line_brings_it_back():
    article = make.public(ends_at=NOON, genre=Genre.NOTICE)
    contents = gather(issues.issue([article]))
    line = json.loads(make_jsonl(contents))

    assert "（有效到2026年11月29日12:00）" in write_piece(next(contents.pieces))
    piece = compose_piece(Article.objects.with_parts().get(), SiteSettings.objects.current())
    assert ("有效到2026年11月29日12:00。" in piece.html, "有效到" in piece.text) == (True, True)
    assert line["ends_at"] == "2026-11-29T12:00:00+08:00"
    assert read(1, json.dumps(line)).ends_at == NOON
    for wrong in ("昨天", "2026-11-29T12:00:00", "9999-01-01T00:00:00Z", "2026-13-01T00:00:00Z"):
        with pytest.raises(BadLine, match="ends_at应当写成"):
            read(1, json.dumps(line | {"ends_at": wrong}))
