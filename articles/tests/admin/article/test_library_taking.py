"""What is taken from the picture library into another article, and by whom."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from articles import photos, roles
from articles.models import Photo, SentPhoto, Status
from articles.tests import make, trash
from articles.tests.clients import client_of, url

pytestmark = pytest.mark.django_db
TAKE = reverse("admin:articles_article_take")
JSON = {"HTTP_ACCEPT": "application/json"}


def files_of(photo):
    name = photo.image.name
    found = [*photos.renditions(name), photos.original_of(name)]
    return [each for each in found if each and default_storage.exists(each)]


@pytest.mark.parametrize("more", [{}, JSON])
def test_nobody_takes_what_they_do_not_see(more):
    writer = make.member(roles.CORRESPONDENT)
    mine = make.shot(make.article(created_by=writer))
    secret = make.shot(make.article(created_by=make.user()))

    answer = client_of(writer).post(TAKE, {"photo": [mine.pk, secret.pk]}, **more)

    assert answer.status_code == (400 if more else 302)
    assert SentPhoto.objects.count() == 0
    assert writer.articles.count() == 1


def test_nobody_puts_photos_into_an_article_that_they_may_not_change():
    writer = make.member(roles.CORRESPONDENT)
    mine = make.shot(make.article(created_by=writer))
    others = make.article(created_by=make.user())
    closed = make.article(created_by=writer, status=Status.SUBMITTED)

    for article in (others, closed):
        client_of(writer).post(TAKE, {"photo": mine.pk, "article": article.pk})

    assert (others.photos.count(), closed.photos.count()) == (0, 0)


def test_a_photo_that_is_taken_brings_what_is_said_of_it_and_files_of_its_own(editor_client):
    photo = make.shot(make.public(headline="原稿"), number=3, caption="说明", credit="林望",
                     alt="灯", taken_on=date(2026, 10, 4))  # fmt: skip
    Photo.objects.filter(pk=photo.pk).update(focus_left=20, focus_top=35)
    article = make.article(photos=1)

    answer = editor_client.post(TAKE, {"photo": photo.pk, "article": article.pk}, follow=True)

    taken = article.photos.get(number=2)
    same = ("digest", "width", "height", "caption", "credit", "alt", "taken_on")
    photo.refresh_from_db()
    assert [getattr(taken, name) for name in same] == [getattr(photo, name) for name in same]
    assert (taken.focus_left, taken.focus_top) == (20, 35)
    assert len(files_of(taken)) == len(files_of(photo)) == 4
    assert not set(files_of(taken)) & set(files_of(photo))
    assert not SentPhoto.objects.exists()
    assert "说明是从原稿带来的，请核对" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == url("change", article)


def test_a_photo_that_is_taken_is_a_change_like_any_other():
    writer = make.member(roles.EDITOR)
    article = make.sent(Status.FIRST_PASSED)
    photo = make.shot()

    client_of(writer).post(TAKE, {"photo": photo.pk, "article": article.pk})

    article.refresh_from_db()
    assert article.status == Status.SUBMITTED  # the review was of another text
    assert article.versions.first().revision.comment == "从图库取图"
    assert article.revision > 1


def test_deleting_either_article_leaves_the_others_files(
    editor_client, django_capture_on_commit_callbacks
):
    for goes in (0, 1):
        photo = make.shot(drawn=make.scene(20 + goes, (240, 160)))
        editor_client.post(TAKE, {"photo": photo.pk})
        pair = [photo, Photo.objects.latest("pk")]
        files = [files_of(each) for each in pair]
        with django_capture_on_commit_callbacks(execute=True):
            editor_client.post(url("delete", pair[goes].article), {"post": "yes"})
            trash.run_out()

        assert [[default_storage.exists(f) for f in each] for each in files] == [
            [goes != at] * 4 for at in (0, 1)
        ]


def test_without_an_article_what_is_taken_makes_a_new_draft():
    writer = make.member(roles.CORRESPONDENT)
    photos_ = [make.shot(make.article(created_by=writer), caption=f"图说{n}") for n in (1, 2)]

    client_of(writer).post(TAKE, {"photo": [each.pk for each in photos_]})

    draft = writer.articles.latest("pk")
    assert (draft.status, draft.headline) == (Status.DRAFT, "")
    assert [p.caption for p in draft.photos.all()] == ["图说1", "图说2"]


def test_the_open_form_gets_the_photo_as_one_that_waits(editor_client):
    photo = make.shot(caption="说明", credit="林望", alt="灯")

    answer = editor_client.post(TAKE, {"photo": photo.pk}, **JSON).json()

    sent = SentPhoto.objects.get()
    (taken,) = answer["taken"]
    assert {name: taken[name] for name in ("sent", "caption", "credit", "alt")} == {
        "sent": sent.pk, "caption": "说明", "credit": "林望", "alt": "灯",
    }  # fmt: skip
    assert (sent.image != photo.image.name, sent.digest) == (True, photo.digest)
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [([], "还没有选图"), (range(1, 12), "一次最多取10幅"), ([10**17], "已经不在图库里了")],
)
def test_a_choice_that_can_not_be_taken_is_refused_in_words(editor_client, chosen, said):
    for more in ({}, JSON):
        answer = editor_client.post(TAKE, {"photo": list(chosen)}, follow=not more, **more)
        text = answer.json()["refused"] if more else answer.content.decode()
        assert said in text


def test_a_photo_whose_file_is_missing_is_not_taken_and_leaves_nothing(editor_client):
    photo = make.shot()
    default_storage.delete(photos.rendition(photo.image.name, 1280))
    before = sorted(default_storage.listdir("pictures")[1])

    answer = editor_client.post(TAKE, {"photo": photo.pk}, **JSON)

    assert answer.json() == {"refused": "这幅图的文件已经没有了，不能取用。"}
    assert sorted(default_storage.listdir("pictures")[1]) == before


def test_a_photo_from_before_originals_were_kept_is_taken_as_it_is(editor_client):
    photo = make.shot()
    old = "photos/ab12.webp"
    for width in photos.WIDTHS:
        with default_storage.open(photos.rendition(photo.image.name, width)) as file:
            default_storage.save(photos.rendition(old, width), file)
    Photo.objects.filter(pk=photo.pk).update(image=old)

    editor_client.post(TAKE, {"photo": photo.pk})

    taken = Photo.objects.latest("pk")
    assert taken.image.name.startswith("photos/")
    assert taken.image.name != old
    assert (len(files_of(taken)), taken.avif_srcset) == (3, "")
