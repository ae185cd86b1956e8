"""Whoever posts a file or words without the right is told so in words: nothing is stored, and what
was typed can be copied."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import roles
from articles.models import SiteSettings, Status
from articles.tests import make, sounds
from articles.tests.clients import client_of, picture, url

pytestmark = pytest.mark.django_db

SAID = "您的账号现在不能办这件事，什么也没有存，原来的没有改动。"
TYPED = "渡口的茶摊，写了一下午"


def stored():
    """How many rows there are of each kind, and every file."""
    models = apps.get_app_config("articles").get_models()
    counts = {model.__name__: n for model in models if (n := model.objects.count())}
    files = sorted(p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file())
    return counts, files


def of_signed_off(name):
    """A page of an article that the editor sees and may not change."""
    return lambda: url(name, make.sent(Status.APPROVED, photos=1))


def at(name):
    return lambda: reverse(f"admin:{name}")


def file(name, data=b"x", kind="application/octet-stream"):
    return SimpleUploadedFile(name, data, content_type=kind)


#: By kind: the role, the address, and what is posted there.
UPLOADS = {
    "attachment": (
        roles.EDITOR, of_signed_off("attachments"), {"new": lambda: file("办法.pdf", b"%PDF-1.7")}
    ),
    "clip": (roles.EDITOR, of_signed_off("clips"), {"new": lambda: file("渡船.mp3", sounds.mp3())}),
    "captions": (
        roles.EDITOR, of_signed_off("clips"),
        {"clip": lambda: "a", "captions-a": lambda: file("字幕.vtt", b"WEBVTT\n\n")},
    ),
    "photo in the form": (
        roles.EDITOR, of_signed_off("change"), {"photos-0-image": picture},
    ),
    "photo sent ahead": (roles.STAFF, at("articles_article_send"), {"image": picture}),
    "photo of the library": (
        roles.STAFF, at("articles_article_take"),
        {"photo": lambda: str(make.photo(make.public()).pk)},
    ),
    "delivery": (roles.STAFF, at("articles_delivery_send"), {"files": lambda: file("稿.txt")}),
    "page": (roles.STAFF, at("articles_importedpage_add"), {"file": lambda: file("一版.txt")}),
    "terms": (roles.STAFF, at("articles_term_table"), {"file": lambda: file("用语.csv")}),
    "tenures": (roles.STAFF, at("articles_tenure_table"), {"file": lambda: file("任职.csv")}),
    "people": (roles.CHIEF, at("auth_user_table"), {"file": lambda: file("人.csv")}),
}  # fmt: skip


@pytest.mark.parametrize("kind", UPLOADS)
def test_a_file_that_is_posted_without_the_right_is_refused_in_words_and_not_stored(kind):
    role, address, data = UPLOADS[kind]
    account = make.member(role)
    where = address()
    posted = {name: value() for name, value in data.items()}
    SiteSettings.objects.current()
    before = stored()

    answer = client_of(account).post(where, posted | {"note": TYPED, "password": "暗号"})

    page = answer.content.decode()
    told = [words in page for words in (SAID, TYPED, "暗号")]
    assert (answer.status_code, told) == (403, [True, True, False])
    assert ("选的文件没有收" in page) == any(hasattr(each, "read") for each in posted.values())
    assert stored() == before


def test_what_was_refused_leads_back_to_its_article():
    article = make.sent(Status.APPROVED)

    page = client_of(make.member(roles.EDITOR)).post(url("attachments", article)).content.decode()

    assert f'href="{url("change", article)}"' in page


def test_whoever_opens_a_page_without_the_right_finds_the_desk():
    page = client_of(make.member(roles.CORRESPONDENT)).get(reverse("admin:health")).content.decode()

    assert [words in page for words in ("这里", "回工作台", SAID)] == [True, True, False]
