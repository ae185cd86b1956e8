"""Who may open what. Every URL has a row; a URL without one fails."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Format, ReaderMessage, SiteSettings, Status
from articles.tests import make, paper, sounds
from articles.tests.addresses import names

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WRITER = ("add_article", "change_article", "view_article", "delete_article")

# What residents open: name, arguments. The answer is 200, and 404 for what is not public; `reading`
# remembers how one reads and leads back.
PUBLIC = {
    "front": [],
    "article": ["public"],
    "campaigns": [],
    "campaign": ["campaign.slug"],
    "sections": [],
    "section": ["section.slug"],
    "subject": ["subject.slug"],
    "section-feed": ["section.slug"],
    "section-feed-json": ["section.slug"],
    "reporters": [],
    "reporter": ["reporter.slug"],
    "places": [],
    "place": ["place.slug"],
    "archive": [],
    "month": ["year", "month"],
    "issues": [],
    "issue_verify": [],
    "issue": ["issue"],
    "issue_page": ["issue", "page"],
    "issue_picture": ["issue", "page", "size"],
    "issue_file": ["issue", "file"],
    "corrections": [],
    "search": [],
    "suggest": [],
    "reading": [],
    "site_map": [],
    "accessibility": [],
    "preview": ["token"],
    "referral": ["referred"],
    "feed": [],
    "feed-json": [],
    "campaign-feed": ["campaign.slug"],
    "campaign-feed-json": ["campaign.slug"],
    "reporter-feed": ["reporter.slug"],
    "reporter-feed-json": ["reporter.slug"],
    "place-feed": ["place.slug"],
    "place-feed-json": ["place.slug"],
    "share_picture": ["kind", "public"],
    "qr": ["public"],
    "print": ["public"],
    "report": ["public"],
    "tip": [],
    "message": ["message"],
    "site_mark": ["mark"],
    "manifest": [],
    "sitemap": [],
    "sitemap-news": [],
    "sitemap-section": ["section"],
    "robots": [],
    "healthz": [],
    "media": ["picture"],
    "attachment": ["public", "attached"],
    "clip": ["public", "clip"],
}
#: Asked for an address, only posted to, or with a token: views/test_shared.py, views/test_reads.py,
#: test_logs.py.
ASKING = {"oembed", "count_read", "metrics"}
HIDDEN = {
    "article": ["draft"],
    "campaign": ["nothing"],
    "section": ["nothing"],
    "subject": ["nothing"],
    "section-feed": ["nothing"],
    "section-feed-json": ["nothing"],
    "reporter": ["nothing"],
    "place": ["nothing"],
    "month": ["year", "no_month"],
    "issue": ["unsealed"],
    "issue_page": ["unsealed", "page"],
    "issue_picture": ["unsealed", "page", "size"],
    "issue_file": ["unsealed", "unsealed_file"],
    "preview": ["nothing"],
    "referral": ["nothing"],
    "campaign-feed": ["nothing"],
    "campaign-feed-json": ["nothing"],
    "reporter-feed": ["nothing"],
    "reporter-feed-json": ["nothing"],
    "place-feed": ["nothing"],
    "place-feed-json": ["nothing"],
    "share_picture": ["kind", "draft"],
    "site_mark": ["nothing"],
    "qr": ["draft"],
    "print": ["draft"],
    "report": ["draft"],
    "message": ["nothing"],
    "sitemap-section": ["nothing"],
    "media": ["draft_picture"],
    "attachment": ["draft", "attached"],
    "clip": ["draft", "clip"],
}

ANYBODY = "200 200 200 200"
#: What of the admin answers everybody alike, with the answers to a resident, to staff without
#: rights, to a correspondent and to an editor; all else is admin/test_matrix.py's.
ADMIN = [
    ("login", [], "200 302 302 302"),
    ("logout", [], "302 405 405 405"),
    ("notices_read", [], "302 405 405 405"),
    ("autocomplete", [], "302 403 403 403"),  # without a field; with one: admin/article/
    ("view_on_site", ["content_type", "public"], "302 302 302 302"),
    ("app_list", ["app"], "302 404 200 200"),
    ("articles_sitesettings_changelist", [], "302 302 302 302"),  # straight to the row
]


@pytest.fixture(scope="module")
def cast(shared):
    campaign, reporter, place = make.campaign(), make.reporter(), make.place()
    writer, now = make.user("费知夏", *WRITER), timezone.localtime()
    public = make.public(
        campaigns=[campaign], reporters=[reporter], places=[place], photos=1,
        attachments=make.attached("票.pdf"), section=make.section("街谈"),
        clips=sounds.clips("渡船"),
    )  # fmt: skip
    hidden = {"attachments": make.attached("票.pdf"), "clips": sounds.clips("渡船")}
    draft = make.article(photos=1, **hidden)
    issue = paper.issue([public])
    unsealed = paper.issue([public], month=date(2026, 9, 1), sealed=False)
    site = SiteSettings.objects.current()
    site.site_mark.save("mark.png", ContentFile(make.picture()))
    return {
        "mark": site.site_mark_name,
        "attached": public.attached[0].address,
        "clip": public.sounds[0].address,
        "public": public.pk,
        "draft": draft.pk,
        "picture": public.photos.get().image.name,
        "draft_picture": draft.photos.get().image.name,
        "issue": issue.slug,
        "page": 1,
        "size": "large",
        "file": Format.PDF.file_name(issue.slug),
        "unsealed": unsealed.slug,
        "unsealed_file": Format.PDF.file_name(unsealed.slug),
        "referred": make.referral(make.sent(Status.SUBMITTED)).token,
        "token": make.preview(draft).split("/")[-2],
        "campaign.slug": campaign.slug,
        "reporter.slug": reporter.slug,
        "section.slug": public.section.slug,
        "subject.slug": make.mention(public, make.subject()).subject.slug,
        "place.slug": place.slug,
        "editor": make.editor("沈砚秋").pk,
        "content_type": ContentType.objects.get_for_model(Article).pk,
        "year": now.year,
        "month": now.month,
        "no_month": 13,
        "section": "articles",
        "kind": "articles",
        "message": ReaderMessage.objects.create(kind="tip", words="江边有事。").token,
        "app": "articles",
        "nothing": "nothing",
        "people": [None, make.user("旁人"), writer],
    }


def answers(client, cast, url):
    people = [*cast["people"], get_user_model().objects.get(pk=cast["editor"])]
    found = []
    for person in people:
        client.logout()
        if person:
            client.force_login(person)
        found.append(client.get(url).status_code)
    return " ".join(map(str, found))


def test_every_public_url_has_a_row():
    assert {name for name in names() if ":" not in name} == set(PUBLIC) | ASKING
    with_arguments = {name for name, arguments in PUBLIC.items() if arguments}
    assert set(HIDDEN) == with_arguments


@pytest.mark.parametrize("name", PUBLIC)
def test_a_resident_opens_what_is_public(client, cast, name):
    url = reverse(name, args=[cast[argument] for argument in PUBLIC[name]])

    assert answers(client, cast, url) == ("302 302 302 302" if name == "reading" else ANYBODY)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_resident_does_not_find_what_is_not_public(client, cast, name):
    url = reverse(name, args=[cast[argument] for argument in HIDDEN[name]])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("row", ADMIN, ids=lambda row: "-".join([row[0], *row[1]]))
def test_the_admin_is_closed_but_to_those_who_work_there(client, cast, row):
    name, arguments, expected = row
    url = reverse(f"admin:{name}", args=[cast[argument] for argument in arguments])

    assert answers(client, cast, url) == expected


@pytest.mark.parametrize("status", [s for s in Status if s != Status.APPROVED])
def test_an_article_that_never_was_public_is_not_found(client, status):
    article = make.article(status=status)

    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_withdrawn_article_is_gone_and_says_so(client):
    article = make.article(status=Status.WITHDRAWN, publish_at=timezone.now(), headline="秘密")

    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "秘密" not in response.content.decode()
