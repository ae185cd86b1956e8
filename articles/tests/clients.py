"""The desk as tests use it: who sits there, its addresses, what its forms post."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Article, KeptForm
from articles.tests import make

CHANGELIST = reverse("admin:articles_article_changelist")
ADD = reverse("admin:articles_article_add")
KEPT = reverse("admin:articles_article_kept")
#: Of a page that keeps its form while one writes.
TOKEN = "a1b2c3d4e5f60718"
WRITER = ("add_article", "change_article", "view_article")


def writer(username=None):
    return make.user(username, *WRITER)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def rows(prefix, *rows_, initial=0):
    """The fields of an inline as a browser posts them."""
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows_),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows_):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def form(article=None, *, bylines=(), photos=(), initial=(0, 0), **fields):
    """What the article form posts: the article's own values, and what is said."""
    own = article or Article()
    data = {
        "headline": own.headline,
        "kicker": own.kicker,
        "subhead": own.subhead,
        "summary": own.summary,
        "body": own.body,
        "genre": own.genre,
        "weight": own.weight,
        "source": own.source,
        "revision": own.revision,
        "page": "",
        "publish_at_0": "",
        "publish_at_1": "",
        "due_at_0": "",
        "due_at_1": "",
    }
    data |= rows("bylines", *bylines, initial=initial[0])
    data |= rows("photos", *photos, initial=initial[1])
    return data | fields


def picture(name="a.png", **options):
    return SimpleUploadedFile(name, make.picture(**options), "image/png")


def keep_typed(client, article=None, *, token=TOKEN, stamp=1, user=None, **fields):
    """Have the server keep a form as its script does while one writes; the answer."""
    pairs = [
        [name, str(value)]
        for name, values in form(article, **fields).items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return client.post(
        KEPT,
        json.dumps({
            "user": user or int(client.session["_auth_user_id"]),
            "article": article and str(article.pk),
            "token": token, "stamp": stamp, "fields": pairs,
        }),
        content_type="application/json",
    )  # fmt: skip


def until_kept(page, *pairs):
    """Wait until the server has kept these fields of the form that a browser writes."""
    for _ in range(1000):
        rows = KeptForm.objects.filter(saved=False).values_list("fields", flat=True)
        if any(all(pair in fields for pair in pairs) for fields in rows):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"It was never kept: {pairs}")
