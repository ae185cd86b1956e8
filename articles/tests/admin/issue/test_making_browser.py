"""成品 in a browser: it follows a job without losing what one is about to press."""

import pytest
from django.urls import reverse

from articles import making, roles
from articles.models import Format, Job
from articles.tests import issues, make
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_follows_a_job_to_its_end_and_the_file_is_taken(browse):
    issue = issues.one()
    list(making.make(issue, [Format.JSONL]))
    job = Job.objects.create(
        issue=issue, formats=["epub"], state=Job.State.RUNNING, doing="电子书EPUB", done=1, total=4
    )
    page = browse(make.member(roles.STAFF), viewport={"width": 360, "height": 760})
    page.goto(reverse("admin:articles_issue_making", args=[issue.pk]))
    cancel = page.get_by_role("button", name="取消")
    cancel.focus()

    Job.objects.filter(pk=job.pk).update(done=3)
    page.get_by_text("正在制作，75%").wait_for()
    assert page.locator("[data-live=bar]").get_attribute("width") == "75%"
    assert cancel.evaluate("each => each === document.activeElement")
    assert measure_overflow(page) <= 0

    cancel.click()
    page.get_by_text("已经要求取消").wait_for()
    job.refresh_from_db()
    assert job.cancel_asked
    Job.objects.filter(pk=job.pk).update(state=Job.State.CANCELLED)
    page.get_by_role("heading", name="已取消").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载存档JSONL").click()
    assert taken.value.suggested_filename == "2026-11.jsonl"
