"""What was never public, or no longer is, is in no kept page."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    Campaign,
    Correction,
    Issue,
    Pin,
    Reporter,
    SiteSettings,
    Status,
)
from articles.tests import make, paper
from articles.tests.caching import Readers

pytestmark = pytest.mark.django_db

FRONT = reverse("front")
SECRET = "QX7"  # no line breaks in it


@pytest.fixture
def readers():
    return Readers()


def listing(article):
    """Addresses that show the article's headline while it is public."""
    return [
        FRONT, article.get_absolute_url(), reverse("print", args=[article.pk]), reverse("feed"),
        reverse("feed-json"), *(each.get_absolute_url() for each in article.campaigns.all()),
        *(each.get_absolute_url() for each in article.places.all()),
        *(each.reporter.get_absolute_url() for each in article.bylines.all()),
    ]  # fmt: skip


def published(**fields):
    return make.public(
        headline=SECRET, campaigns=[make.campaign()], places=[make.place()],
        reporters=[make.reporter()], **fields
    )  # fmt: skip


def showing(readers, addresses):
    return [address for address in addresses if SECRET in readers.get(address).text]


def test_what_is_withdrawn_is_gone_a_second_later_wherever_it_stood(readers):
    article = published()
    addresses = listing(article)
    assert showing(readers, addresses) == addresses
    asked = len(readers.asked)
    assert showing(readers, addresses) == addresses
    assert len(readers.asked) == asked

    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)

    assert showing(readers.later(), addresses) == []
    assert readers.get(article.get_absolute_url()).status == 410


def test_what_is_due_later_appears_within_a_second_of_its_hour_and_never_before(readers, at):
    hour = timezone.make_aware(datetime(2026, 11, 29, 9, 0))
    at(hour - timedelta(minutes=5))
    article = published(publish_at=hour)
    make.public(headline="先有的一篇")
    addresses = listing(article)

    assert showing(readers, addresses) == []
    at(hour - timedelta(seconds=1))
    assert showing(readers.later(), addresses) == []
    at(hour)
    assert showing(readers.later(), addresses) == addresses


def test_at_midnight_the_front_page_bears_the_new_day_and_an_issue_comes_out(readers, at):
    midnight = timezone.make_aware(datetime(2026, 10, 23))
    at(midnight - timedelta(hours=1))
    issue = paper.issue([make.public(headline="纸上的一篇")], date=date(2026, 10, 23))
    before = readers.get(FRONT).text
    assert readers.get(issue.get_absolute_url()).status == 404

    at(midnight)
    after = readers.later().get(FRONT).text

    assert ("22<small>日</small>" in before, "23<small>日</small>" in after) == (True, True)
    assert readers.get(issue.get_absolute_url()).status == 200


def test_a_pin_that_ends_leaves_the_front_page(readers, at):
    at(hour := timezone.make_aware(datetime(2026, 11, 29, 9, 0)))
    pinned = make.public(headline="置顶的", publish_at=hour - timedelta(days=90))
    make.many(3, publish_at=hour)
    Pin.objects.create(article=pinned, slot="lead", until=hour + timedelta(minutes=1))
    assert "置顶的" in readers.get(FRONT).text

    at(hour + timedelta(minutes=1))

    first = readers.later().get(FRONT).text
    assert len(readers.asked) == 2
    assert first == Readers().get(FRONT).text


def changes(article):
    """Each a change that a reader sees, and where what is new must be seen."""
    photo = article.photos.get()
    byline, campaign = article.bylines.get(), article.campaigns.get()
    issue = paper.issue([article])
    page, face = article.get_absolute_url(), campaign.get_absolute_url()
    return {
        "a photo is replaced": (page, lambda: type(photo).objects.update(caption="换过的图")),
        "a photo goes": (page, photo.delete),
        "a name": (
            page,
            lambda: Reporter.objects.filter(pk=byline.reporter_id).update(name="闻人"),
        ),
        "a byline goes": (page, byline.delete),
        "a campaign is renamed": (face, lambda: Campaign.objects.update(introduction="新的话")),
        "a campaign leaves": (face, article.campaigns.clear),
        "a correction": (page, lambda: correct(article)),
        "the site's name": (page, lambda: SiteSettings.objects.update(name="今日澄河")),
        "the text": (page, lambda: Article.objects.update(body="<p>改过的。</p>")),
        "an issue is opened again": (issue.get_absolute_url(), lambda: unseal(issue)),
    }


def correct(article):
    Correction.objects.create(article=article, text="三盏应为五盏。", corrected_on="2026-11-29")


def unseal(issue):
    Issue.objects.filter(pk=issue.pk).update(sealed_at=None)


CHANGES = [
    "a photo is replaced", "a photo goes", "a name", "a byline goes", "a campaign is renamed",
    "a campaign leaves", "a correction", "the site's name", "the text", "an issue is opened again",
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_a_second_later(readers, change):
    SiteSettings.objects.current()
    article = published(photos=1)
    address, act = changes(article)[change]
    before = readers.get(address)
    assert before.status == 200
    readers.get(address)
    assert readers.asked == [address]

    act()
    after = readers.later().get(address)

    assert readers.asked == [address] * 2
    assert after.text != before.text


def test_drafts_are_written_without_a_page_being_made_anew(readers):
    published()
    readers.get(FRONT)

    draft = make.article(campaigns=[make.campaign("别的")], reporters=[make.reporter()], photos=1)
    readers.later().get(FRONT)
    asked = len(readers.asked)
    Article.objects.filter(pk=draft.pk).update(headline=SECRET, status=Status.SUBMITTED)
    draft.photos.update(caption="没有发过")
    draft.bylines.all().delete()
    draft.campaigns.clear()

    assert readers.later().get(FRONT).status == 200
    assert len(readers.asked) == asked


def session_of(user):
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_who_is_signed_in_is_answered_by_django_and_leaves_nothing(readers):
    article, cookie = published(), session_of(make.editor())

    for address in listing(article):
        readers.get(address, HTTP_COOKIE=cookie)
        readers.get(address, HTTP_COOKIE=f"reading=elder-large; {cookie}")

    assert len(readers.asked) == 2 * len(listing(article))
    assert len(readers.cache.store) == 0


@pytest.mark.parametrize(
    "address",
    [
        reverse("tip"), reverse("search") + "?q=江边", reverse("search"), reverse("healthz"),
        reverse("reading") + "?view=elder", reverse("issue_verify"), reverse("admin:login"),
        reverse("suggest") + "?q=jiang", FRONT + "?x=1", FRONT + "?preview=abc",
    ],
)  # fmt: skip
def test_what_is_not_on_the_list_is_never_kept(readers, address):
    published()

    readers.get(address)
    readers.get(address)

    assert len(readers.asked) == 2
    assert len(readers.cache.store) == 0


def test_a_preview_is_never_kept_and_shows_nothing_elsewhere(readers):
    draft = make.article(headline=SECRET, photos=1)
    address = make.preview(draft)

    assert SECRET in readers.get(address).text
    assert SECRET in readers.get(address).text
    picture = draft.photos.get().url
    readers.get(f"{picture}?preview={address.split('/')[-2]}")

    assert len(readers.cache.store) == 0
    assert readers.get(draft.get_absolute_url()).status == 404
    assert readers.get(picture).status == 404


def test_readers_who_read_otherwise_get_pages_of_their_own(readers):
    published()
    cookies = ["", "reading=elder-large", "reading=elder-normal", "reading=nonsense", "other=1"]

    texts = [readers.get(FRONT, HTTP_COOKIE=each).text for each in cookies]

    assert len(set(texts)) == 3
    assert texts[0] == texts[3] == texts[4]
    assert len(readers.asked) == 3
