"""What was written of a card or a line stands only while all that it shows is the same."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import models
from django.template import Context, Template
from django.utils import timezone

from articles.models import Article, Genre, Place, Role
from articles.tests import make
from articles.tests.caching import forget_kept

pytestmark = pytest.mark.django_db
TEMPLATES = {
    "card": '{% include "partials/card.html" with with_photo=True with_byline=True %}',
    "above": '{% include "partials/card.html" with photo_above=True first=True %}',
    "brief": '{% include "partials/card.html" with brief=True %}',
    "line": '{% include "partials/line.html" with with_place=True %}',
    "elsewhere": '{% include "partials/line.html" with with_place=True here=there %}',
    "plain": '{% include "partials/line.html" %}',
}
#: For a reader's page, of whatever state of the newsroom.
ASKED = SimpleNamespace(public_state="state")


def write(article, here):
    shown = {"article": article, "there": here, "request": ASKED}
    return {name: Template(each).render(Context(shown)) for name, each in TEMPLATES.items()}


def read(pk):
    return Article.objects.for_cards().get(pk=pk)


@pytest.fixture
def article():
    made = make.public(
        headline="江边的步道通了",
        summary="三公里。",
        publish_at=timezone.now() - timedelta(hours=2),
    )
    make.photo(made, size=(1500, 900))
    make.byline(made, make.reporter("沈亚琴"), role=Role.STAFF)
    for name in ("望江社区", "青桥街道"):
        made.places.add(make.place(name))
    return made


def other(field, value):
    """Another value of the same kind."""
    if field.choices:
        return next(key for key, _ in field.flatchoices if key != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateField):
        moment = timezone.make_aware(datetime(2020, 2, 3))
        return moment if isinstance(field, models.DateTimeField) else moment.date()
    if isinstance(field, models.IntegerField):
        return (value or 0) + 7
    if isinstance(field, models.SlugField):
        return f"{value}-other"
    return f"{value}另" if isinstance(value, str) else None


def rows_of(article):
    """The rows that stand on its card."""
    byline = article.bylines.all()[0]
    return [article, article.photos.all()[0], *article.places.all(), byline, byline.reporter]


def test_whatever_changes_of_what_stands_on_them_they_are_as_if_written_anew(article):
    here = Place.objects.first()
    begun, differing = write(read(article.pk), here), set()
    for at in range(len(rows_of(read(article.pk)))):
        row = rows_of(read(article.pk))[at]
        for field in row._meta.concrete_fields:
            changed = read(article.pk)
            row = rows_of(changed)[at]
            value = getattr(row, field.attname)
            if field.is_relation or field.primary_key or (new := other(field, value)) is None:
                continue
            setattr(row, field.attname, new)
            kept = write(changed, here)
            forget_kept()
            assert kept == write(changed, here), (row, field)
            if kept != begun:
                differing.add(f"{field.model.__name__}.{field.name}")
            forget_kept()
            assert write(read(article.pk), here) == begun

    assert differing == {
        "Article.headline", "Article.short_title", "Article.kicker", "Article.summary",
        "Article.publish_at", "Article.ends_at", "Article.ai_use", "Photo.width", "Photo.height",
        "Photo.focus_left", "Photo.focus_top", "Photo.ai_use", "Place.name", "Place.slug",
        "Byline.role", "Reporter.name",
    }  # fmt: skip


def test_rows_that_are_taken_away_added_or_put_in_another_order_are_seen(article):
    here = Place.objects.first()
    changes = [
        lambda: article.places.remove(here), lambda: article.places.add(here),
        lambda: make.byline(article, make.reporter("顾行"), role=Role.STAFF),
        lambda: article.bylines.all().delete(),
        lambda: article.photos.update(number=9) and make.photo(article, size=(1500, 900)),
        lambda: article.photos.all().delete(),
        lambda: Article.objects.filter(pk=article.pk).update(summary="", body="<p>另有开头。</p>"),
        lambda: Article.objects.filter(pk=article.pk).update(body="<p>又一个开头。</p>"),
    ]  # fmt: skip
    seen = [write(read(article.pk), here)]
    for change in changes:
        change()
        kept = write(read(article.pk), here)
        forget_kept()
        assert kept == write(read(article.pk), here)
        assert kept != seen[-1]
        seen.append(kept)


def test_the_clock_is_seen_where_it_alone_changes_them(article):
    here, ends = Place.objects.first(), timezone.make_aware(datetime(2026, 12, 31, 12))
    shown = timezone.make_aware(datetime(2026, 12, 30, 12))
    Article.objects.filter(pk=article.pk).update(
        publish_at=shown, ends_at=ends, genre=Genre.NOTICE, ai_use=""
    )
    told = []
    for moment in (ends - timedelta(1), ends, ends + timedelta(days=1)):
        with time_machine.travel(moment, tick=False):
            kept = write(read(article.pk), here)
            forget_kept()
            assert kept == write(read(article.pk), here)
        told.append(("已过期" in kept["line"], "2026年" in kept["line"]))

    assert told == [(False, False), (True, False), (True, True)]


def test_two_articles_and_two_ways_to_show_one_are_told_apart(article):
    twin = make.public(headline=article.headline, summary=article.summary)
    Article.objects.filter(pk=twin.pk).update(publish_at=article.publish_at)
    here = Place.objects.first()

    written = [*write(read(article.pk), here).values(), *write(read(twin.pk), here).values()]

    assert len(set(written)) == len(written) - 2  # without a place all lines are alike
    assert all(f"/articles/{article.pk}/" in each for each in written[:6])
    assert all(f"/articles/{twin.pk}/" in each for each in written[6:])


def test_a_photo_of_a_preview_is_on_no_card_that_is_kept(article):
    shown = read(article.pk)
    shown.first_photo.preview_token = "secret"
    asked = SimpleNamespace(public_state=None)
    template = Template(TEMPLATES["card"])

    assert "secret" in template.render(Context({"article": shown, "request": asked}))
    assert "secret" not in write(read(article.pk), None)["card"]
