"""Who may open what. Every URL has a row; a URL without one fails."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.imports import pages
from articles.models import Article, Correction, Pin, SiteSettings, Status
from articles.tests import make

pytestmark = pytest.mark.django_db

WRITER = ("add_article", "change_article", "view_article", "delete_article")

# What residents open: name, arguments. The answer is 200, and 404 for what is not public.
PUBLIC = {
    "front": [],
    "article": ["public"],
    "campaigns": [],
    "campaign": ["campaign.slug"],
    "reporters": [],
    "reporter": ["reporter.slug"],
    "places": [],
    "place": ["place.slug"],
    "archive": [],
    "month": ["year", "month"],
    "search": [],
    "preview": ["token"],
    "feed": [],
    "campaign-feed": ["campaign.slug"],
    "sitemap": [],
    "sitemap-section": ["section"],
    "robots": [],
    "healthz": [],
    "media": ["picture"],
}
HIDDEN = {
    "article": ["draft"],
    "campaign": ["nothing"],
    "reporter": ["nothing"],
    "place": ["nothing"],
    "month": ["year", "no_month"],
    "preview": ["nothing"],
    "campaign-feed": ["nothing"],
    "sitemap-section": ["nothing"],
    "media": ["draft_picture"],
}

# The admin: name, arguments, then the answers to a resident, to staff without rights, to a
# correspondent and to an editor, all of them GET (POST where the view takes nothing else).
ANYBODY = "200 200 200 200"
STAFF = "302 200 200 200"
WRITERS = "302 403 200 200"
EDITORS = "302 403 403 200"
NOBODY = "302 403 403 403"  # but an administrator
ADMIN = [
    ("index", [], STAFF),
    ("backstage", [], STAFF),
    ("login", [], "200 302 302 302"),
    ("logout", [], "302 405 405 405"),
    ("password_change", [], STAFF),
    ("password_change_done", [], STAFF),
    ("autocomplete", [], "302 403 403 403"),  # without a field; with one: test_admin.py
    ("jsi18n", [], STAFF),
    ("view_on_site", ["content_type", "public"], "302 302 302 302"),
    ("app_list", ["app"], "302 404 200 200"),
    ("articles_article_changelist", [], WRITERS),
    ("articles_article_add", [], WRITERS),
    ("articles_article_change", ["own"], WRITERS),
    ("articles_article_change", ["draft"], "302 403 302 200"),
    ("articles_article_history", ["own"], "302 302 200 200"),
    ("articles_article_history", ["draft"], "302 302 302 200"),
    ("articles_article_delete", ["own"], WRITERS),
    ("articles_article_delete", ["draft"], "302 403 302 200"),
    ("articles_article_step", ["draft"], "302 405 405 405"),
]


def _model_rows(model, argument, *, see=EDITORS, add=EDITORS, delete=EDITORS):
    """The five pages of a model of which nothing is anybody's own."""
    return [
        (f"{model}_changelist", [], see),
        (f"{model}_add", [], add),
        (f"{model}_change", [argument], see),
        (f"{model}_history", [argument], see),
        (f"{model}_delete", [argument], delete),
    ]


for _model, _argument in (
    ("articles_campaign", "campaign"),
    ("articles_correction", "correction"),
    ("articles_pin", "pin"),
    ("articles_place", "place"),
    ("articles_reporter", "reporter"),
    ("articles_unit", "unit"),
    ("articles_importedpage", "imported"),
):
    ADMIN += _model_rows(_model, _argument)
ADMIN += _model_rows("articles_sitesettings", "site", add=NOBODY, delete=NOBODY)[1:]
ADMIN += [("articles_sitesettings_changelist", [], "302 302 302 302")]  # straight to the row
for _model, _argument in (("auth_user", "editor"), ("auth_group", "group")):
    ADMIN += _model_rows(_model, _argument, see=NOBODY, add=NOBODY, delete=NOBODY)
ADMIN += [
    ("auth_user_password_change", ["editor"], NOBODY),
    ("articles_importedpage_act", ["imported"], "302 403 403 302"),
    ("articles_importedpage_create", ["imported"], "302 403 403 302"),
    ("articles_importedpage_facts", ["imported"], "302 403 403 302"),
]


@pytest.fixture
def cast():
    campaign, reporter, place = make.campaign(), make.reporter(), make.place()
    writer, now = make.user("费知夏", *WRITER), timezone.localtime()
    public = make.public(campaigns=[campaign], reporters=[reporter], places=[place], photos=1)
    draft = make.article(photos=1)
    return {
        "public": public.pk,
        "draft": draft.pk,
        "own": make.article(created_by=writer).pk,
        "picture": public.photos.get().image.name,
        "draft_picture": draft.photos.get().image.name,
        "token": draft.get_preview_url().split("/")[-2],
        "campaign.slug": campaign.slug,
        "reporter.slug": reporter.slug,
        "place.slug": place.slug,
        "campaign": campaign.pk,
        "reporter": reporter.pk,
        "place": place.pk,
        "unit": make.unit().pk,
        "pin": Pin.objects.create(article=public).pk,
        "correction": Correction.objects.create(
            article=public, text="应为三条。", corrected_on=now.date()
        ).pk,
        "imported": pages.take_in("江边的路\n江边的路昨日通了。", by=None).pk,
        "site": SiteSettings.objects.current().pk,
        "group": Group.objects.create(name="责编").pk,
        "editor": make.editor("沈砚秋").pk,
        "content_type": ContentType.objects.get_for_model(Article).pk,
        "year": now.year,
        "month": now.month,
        "no_month": 13,
        "section": "articles",
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


def names(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from names(entry, namespace + inner)
        elif entry.name:
            yield namespace + entry.name


def test_every_url_has_a_row():
    rows = set(PUBLIC) | {f"admin:{name}" for name, _, _ in ADMIN}

    assert set(names()) == rows
    with_arguments = {name for name, arguments in PUBLIC.items() if arguments}
    assert set(HIDDEN) == with_arguments


@pytest.mark.parametrize("name", PUBLIC)
def test_a_resident_opens_what_is_public(client, cast, name):
    url = reverse(name, args=[cast[argument] for argument in PUBLIC[name]])

    assert answers(client, cast, url) == ANYBODY


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
