"""A planned story becomes a correspondent's draft, and the issue counts down."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Issue, PlannedStory
from articles.tests import make
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORIES = reverse("admin:stories")


def test_an_idea_becomes_a_draft_and_every_desk_counts_down(browse):
    writer = make.reporter("费知夏", user=make.member(roles.CORRESPONDENT))
    closes = timezone.now() + timedelta(days=1, hours=7, minutes=30)
    Issue.objects.create(
        month=date(2026, 11, 1), whole_number=118, date=date(2026, 11, 30), closes_at=closes
    )

    chief = browse(make.member(roles.CHIEF), viewport={"width": 1280, "height": 800})
    chief.goto(reverse("admin:index"))
    expect(chief.locator(".countdown")).to_contain_text("1天7小时")
    chief.get_by_role("link", name="选题").click()
    chief.get_by_label("新选题").fill("冬至前的码头")
    chief.get_by_role("button", name="记下").click()
    expect(chief.locator(".ideas")).to_contain_text("没人接")
    PlannedStory.objects.update(writer=writer)

    phone = browse(writer.user, viewport={"width": 390, "height": 800})
    phone.goto(STORIES)
    assert measure_overflow(phone) <= 0
    phone.get_by_role("button", name="写成稿件").click()
    expect(phone.get_by_label("主题")).to_have_value("冬至前的码头")

    chief.reload()
    expect(chief.locator(".idea-mark")).to_have_text("在写")
    chief.get_by_role("link", name="冬至前的码头", exact=True).click()
    expect(chief).to_have_url(url_of_draft())


def url_of_draft():
    """The change page of the draft, on whatever host."""
    key = PlannedStory.objects.get().article_id
    return re.compile(re.escape(reverse("admin:articles_article_change", args=[key])) + "$")
