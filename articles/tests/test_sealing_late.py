"""What comes or goes between the making of an issue's files and its sealing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import sealing
from articles.models import Article, Correction, Placement, Status
from articles.tests import make
from articles.tests.plans import OCTOBER, chief, issue_of, make_files, refused
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db


def test_files_made_before_the_hour_of_an_article_on_a_page_came_are_not_sealed():
    at_midnight = make.article(
        headline="元旦的江边",
        status=Status.APPROVED,
        publish_at=timezone.now() + timedelta(hours=1),
    )
    issue = issue_of(make.public())
    page = issue.pages.get(number=1)
    Placement.objects.create(issue=issue, page=page, article=at_midnight, position=9)
    make_files(issue)
    assert sealing.find_obstacles(sealing.states(issue)) == []

    Article.objects.filter(pk=at_midnight.pk).update(publish_at=timezone.now())

    refused(issue, "做成以后版面或稿件又改过，要重做：")


def test_an_article_whose_hour_comes_while_the_seal_is_set_is_not_said_to_be_printed(monkeypatch):
    at_midnight = make.article(
        status=Status.APPROVED, publish_at=timezone.now() + timedelta(hours=1)
    )
    issue = issue_of(make.public())
    page = issue.pages.get(number=1)
    Placement.objects.create(issue=issue, page=page, article=at_midnight, position=9)
    make_files(issue)
    digests = sealing._digests

    def come_meanwhile(files):
        Article.objects.filter(pk=at_midnight.pk).update(publish_at=timezone.now())
        return digests(files)

    monkeypatch.setattr(sealing, "_digests", come_meanwhile)

    assert at_midnight.pk not in sealing.seal(issue, by=chief()).printed


@pytest.mark.parametrize("again", [False, True], ids=["withdrawn", "reopened"])
def test_files_that_still_hold_what_was_withdrawn_are_not_sealed(again):
    gone, stays = make.public(), make.public()
    issue = issue_of(gone, stays)
    make_files(issue)
    take("withdraw", gone, chief(), opinion="有误")
    if again:
        take("reopen", gone, make.editor())

    refused(issue, "做成以后版面或稿件又改过，要重做：")

    issue.files.all().delete()
    make_files(issue)
    assert list(sealing.seal(issue, by=chief()).printed) == [stays.pk]


def test_files_that_print_the_correction_of_what_was_withdrawn_are_not_sealed():
    older = make.public()
    Correction.objects.create(article=older, text="应为三条。", corrected_on=OCTOBER)
    issue = issue_of(make.public())
    make_files(issue)
    take("withdraw", older, chief(), opinion="有误")

    refused(issue, "做成以后版面或稿件又改过，要重做：")


def test_what_was_withdrawn_and_stands_on_no_page_makes_no_file_old():
    other = make.public()
    issue = issue_of(make.public())
    make_files(issue)

    take("withdraw", other, chief(), opinion="有误")

    assert sealing.find_obstacles(sealing.states(issue)) == []
