"""What comes out before eight in the morning is of that day: in UTC it is the day before."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import ReaderMessage, SiteSettings
from articles.site.sharing import describe_article
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page

pytestmark = pytest.mark.django_db
TODAY, DAY_BEFORE = "2026年10月20日", "10月19日"


@pytest.fixture
def article():
    early = timezone.make_aware(datetime(2026, 10, 20, 0, 30))
    row = make.public(headline="头班船开了", publish_at=early)
    row.refresh_from_db()  # in UTC, as everything that a page shows
    return row


def on_the_share_picture(article, _):
    return describe_article(article, SiteSettings.objects.current()).card.foot


def for_wechat(article, capsys):
    call_command("wechat", article.pk)
    return capsys.readouterr().out


def for_other_portals(article, capsys):
    call_command("wechat", article.pk, "--text")
    return capsys.readouterr().out


def on_its_page(article, _):
    return Page(Client().get(article.get_absolute_url())).text


def on_paper(article, _):
    return Page(Client().get(reverse("print", args=[article.pk]))).text


@pytest.mark.parametrize(
    "told", [on_the_share_picture, for_wechat, for_other_portals, on_its_page, on_paper]
)
def test_an_article_of_half_past_midnight_is_of_that_day_wherever_it_is_told(article, capsys, told):
    words = told(article, capsys)

    assert (TODAY in words, DAY_BEFORE in words) == (True, False), words


def test_an_answer_of_half_past_midnight_is_of_that_day(article):
    editor = make.member(roles.EDITOR)
    editor.first_name = "沈砚秋"
    editor.save()
    row = ReaderMessage.objects.create(
        article=article, kind="figure", words="应为十条。", outcome="right", answer="没有错。",
        answered_by=editor, answered_at=article.publish_at,
    )  # fmt: skip
    page = client_of(editor).get(reverse("admin:articles_readermessage_change", args=[row.pk]))

    assert f"沈砚秋　{TODAY}" in Page(page).text
