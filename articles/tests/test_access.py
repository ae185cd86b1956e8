"""Who may open what. Every URL has a row; a URL without one fails."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import (
    Campaign,
    Correction,
    ImportedPage,
    Pin,
    Place,
    Reporter,
    SiteSettings,
    Status,
    Unit,
)
from articles.tests import make

pytestmark = pytest.mark.django_db

# name: arguments, then the answer to a resident, to a correspondent and to an editor
PUBLIC = {
    "front": ([], 200),
    "article": (["{public}"], 200),
    "campaigns": ([], 200),
    "campaign": (["{campaign}"], 200),
    "reporters": ([], 200),
    "reporter": (["{reporter}"], 200),
    "places": ([], 200),
    "place": (["{place}"], 200),
    "archive": ([], 200),
    "month": (["{year}", "{month}"], 200),
    "search": ([], 200),
    "preview": (["{token}"], 200),
    "feed": ([], 200),
    "campaign-feed": (["{campaign}"], 200),
    "sitemap": ([], 200),
    "sitemap-section": (["articles"], 200),
    "robots": ([], 200),
    "healthz": ([], 200),
    "media": (["{picture}"], 200),
}

HIDDEN = {  # the same pages, of something that is not public
    "article": ["{draft}"],
    "media": ["{draft_picture}"],
    "campaign": ["nothing"],
    "reporter": ["nothing"],
    "place": ["nothing"],
    "preview": ["forged"],
    "campaign-feed": ["nothing"],
    "sitemap-section": ["nothing"],
}

# admin URL name: arguments, then answers to anonymous, staff without rights, correspondent, editor
FREE = (200, 200, 200, 200)
STAFF = (302, 200, 200, 200)
WRITERS = (302, 403, 200, 200)
EDITORS = (302, 403, 403, 200)
ADMIN = {
    "index": ([], STAFF),
    "backstage": ([], STAFF),
    "keys": ([], STAFF),
    "login": ([], (200, 302, 302, 302)),
    "password_change": ([], STAFF),
    "password_change_done": ([], STAFF),
    "autocomplete": ([], EDITORS),
    "jsi18n": ([], STAFF),
    "app_list": (["articles"], (302, 404, 200, 200)),
    "view_on_site": (["{content_type}", "{public}"], (302, 302, 302, 302)),
}
