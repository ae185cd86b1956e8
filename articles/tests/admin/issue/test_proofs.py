"""The page pictures on the board, by requests: who gets them, when they are drawn, what is told."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from articles import making, planning, roles
from articles.models import Article, Format, Issue, Job
from articles.models import Page as IssuePage
from articles.tests import make
from articles.tests.boards import at, client_of, said
from articles.tests.html import Page
from articles.tests.plans import issue_of, make_files, staff

pytestmark = pytest.mark.django_db

PICTURE = b"RIFF....WEBP"


def picture_of(issue, number=1, size="small"):
    return reverse("admin:articles_issue_picture", args=[issue.pk, number, size])


def drawn(article):
    """An issue whose first page has its pictures, and whose newspaper is of this plan."""
    issue = issue_of(article)
    names = [
        default_storage.save(f"issues/{size}.webp", ContentFile(PICTURE + size.encode()))
        for size in ("large", "small")
    ]
    IssuePage.objects.filter(issue=issue, number=1).update(picture=names[0], small_picture=names[1])
    make_files(issue, [Format.PDF])
    return issue


def proofs_of(issue, role=roles.STAFF):
    context = client_of(role).get(at("board", issue)).context
    proofs = context["proofs"]
    return {
        "fresh": proofs.fresh, "drawing": proofs.drawing, "failed": proofs.failed,
        "draws": context["draws"],
    }  # fmt: skip


FRESH = {"fresh": True, "drawing": False, "failed": "", "draws": False}
OLD = {"fresh": False, "drawing": False, "failed": "", "draws": True}


def test_the_picture_of_an_unsealed_page_is_for_who_may_look_at_issues_alone():
    issue = drawn(make.public())
    seen = {}
    for role in (None, *roles.ROLES):
        answers = [client_of(role).get(picture_of(issue, size=s)) for s in ("small", "large")]
        seen[role] = [each.status_code for each in answers]

    assert seen == {
        None: [404, 404], roles.CORRESPONDENT: [404, 404], roles.ADMINISTRATOR: [404, 404],
        roles.EDITOR: [200, 200], roles.DESK: [200, 200], roles.CHIEF: [200, 200],
        roles.STAFF: [200, 200],
    }  # fmt: skip
    answer = client_of(roles.EDITOR).get(picture_of(issue))
    assert b"".join(answer.streaming_content) == PICTURE + b"small"
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"].startswith("private, no-store")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_has_no_picture_answers_404():
    issue = drawn(make.public())
    client = client_of(roles.STAFF)
    asked = [picture_of(issue, number=2), picture_of(issue, number=9), picture_of(issue, size="x")]
    default_storage.delete(IssuePage.objects.get(number=1).picture)
    asked.append(picture_of(issue, size="large"))

    assert [client.get(address).status_code for address in asked] == [404] * 4


def test_pictures_are_old_as_soon_as_the_plan_or_a_text_has_changed():
    article = make.public(headline="甲")
    issue = drawn(article)
    assert proofs_of(issue) == FRESH
    board = client_of(roles.STAFF).get(at("board", issue))
    assert picture_of(issue) in board.content.decode()
    assert "样张比版面旧" not in Page(board).text

    planning.move(issue, article, 2, 1, by=staff(), revision=1)
    assert proofs_of(issue) == OLD
    assert "样张比版面旧" in Page(client_of(roles.STAFF).get(at("board", issue))).text

    make_files(Issue.objects.get(), [])
    issue.files.update(revision=2)
    assert proofs_of(issue) == FRESH
    Article.objects.filter(pk=article.pk).update(updated_at=timezone.now() + timedelta(seconds=9))
    assert proofs_of(issue) == OLD


def test_who_may_not_make_files_is_told_that_pictures_are_old_and_draws_none():
    article = make.public()
    issue = drawn(article)
    planning.move(issue, article, 2, 1, by=staff(), revision=1)

    for role in (roles.EDITOR, roles.DESK):
        assert proofs_of(issue, role) == OLD | {"draws": False}
        answer = client_of(role).post(at("draw", issue))
        assert answer.status_code == 403
    assert not Job.objects.exists()


def test_drawing_is_a_job_of_its_own_and_not_begun_twice(django_capture_on_commit_callbacks):
    issue = issue_of(make.public())
    client = client_of(roles.STAFF)

    with django_capture_on_commit_callbacks():  # a worker would take it
        first = client.post(at("draw", issue), {"quietly": "1"})
        client.post(at("draw", issue), {"quietly": "1"})

    job = Job.objects.get()
    assert (job.formats, job.state, job.revision) == (["pdf"], "waiting", 1)
    assert first.url == at("progress", issue)
    page = client.get(first.url).content.decode()
    assert "data-drawing" in page
    assert "data-draws" not in page
    assert "等着开始" in page
    assert proofs_of(issue) == OLD | {"drawing": True, "draws": False}


def test_a_plan_that_can_not_be_drawn_is_tried_once_and_the_reason_told():
    article = make.public()
    issue = issue_of(article)
    Job.objects.create(
        issue=issue, formats=["pdf"], state=Job.State.FAILED, error="表格太宽。", revision=1
    )

    assert proofs_of(issue) == OLD | {"failed": "表格太宽。", "draws": False}
    page = client_of(roles.STAFF).get(at("board", issue)).content.decode()
    assert "样张没有画出来：表格太宽。" in page
    planning.move(issue, article, 2, 1, by=staff(), revision=1)
    assert proofs_of(issue)["draws"]


def test_a_drawing_that_was_interrupted_is_begun_anew():
    issue = issue_of(make.public())
    job = Job.objects.create(issue=issue, formats=["pdf"], state=Job.State.RUNNING, revision=1)
    assert proofs_of(issue)["drawing"]
    Job.objects.filter(pk=job.pk).update(alive_at=timezone.now() - timedelta(minutes=11))

    assert proofs_of(issue) == OLD


def test_a_drawn_issue_shows_its_pages_and_breaches(django_capture_on_commit_callbacks):
    article = make.public(headline="江边的路", photos=1)
    issue = issue_of(article)
    issue.placements.update(photo_size="three")
    client = client_of(roles.STAFF)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("draw", issue))
    page = client.get(at("board", issue))

    assert Job.objects.get().state == Job.State.DONE
    assert proofs_of(issue) == FRESH
    row = IssuePage.objects.get(number=1)
    assert row.small_picture.endswith(".webp")
    assert {each["rule"] for each in row.breaches} >= {"K3"}
    [shown, _] = page.context["sheets"]
    assert shown["cards"][0]["undone"] == [
        each["told"] for each in row.breaches if each["rule"] == "K3"
    ]
    assert not any("K3" in told for told in shown["breaches"])


def test_files_are_made_from_the_board_and_one_stays_there(django_capture_on_commit_callbacks):
    issue = issue_of(make.public())
    client = client_of(roles.STAFF)
    chosen = {"from": "board", "formats": ["jsonl", "xlsx"]}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(at("making", issue), chosen)
    assert answer.url == at("board", issue)
    assert {row.name for row in issue.files.all()} == {"2026-10.jsonl", "2026-10.xlsx"}

    job = making.start(issue, [Format.EPUB], by=staff())
    board = client.get(at("board", issue))
    assert (board.context["job"], board.context["may_make"]) == (job, False)
    answer = client.post(at("cancel", issue), {"from": "board"})
    job.refresh_from_db()
    assert (answer.url, job.state) == (at("board", issue), Job.State.CANCELLED)
    nothing = client.post(at("making", issue), {"from": "board"}, follow=True)
    assert said(nothing) == ["一种成品也没有选。"]


def test_a_file_that_failed_is_told_where_one_clicked():
    issue = issue_of(make.public())
    Job.objects.create(
        issue=issue, formats=["epub"], state=Job.State.FAILED, error="附表的图读不出来。"
    )

    page = client_of(roles.CHIEF).get(at("board", issue)).content.decode()

    assert "没有做成：附表的图读不出来。" in page


def test_progress_asks_as_often_for_many_jobs_and_files_as_for_few(django_assert_num_queries):
    issue = drawn(make.public())
    client = client_of(roles.STAFF)
    Job.objects.create(issue=issue, formats=["epub"], state=Job.State.DONE)
    client.get(at("progress", issue))
    with django_assert_num_queries(8):
        client.get(at("progress", issue))
    make_files(issue, [each for each in Format if each != Format.PDF])
    for _ in range(30):
        Job.objects.create(issue=issue, formats=["epub"], state=Job.State.DONE)

    with django_assert_num_queries(8):
        client.get(at("progress", issue))
