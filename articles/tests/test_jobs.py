"""Making an issue as a job: how it ends, how it is stopped, and two at once."""

import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from articles import making, roles
from articles.exports.book import epub
from articles.exports.contents import IssueRefused, gather
from articles.exports.data import jsonl
from articles.models import Format, Issue, Job
from articles.tests import issues, make
from articles.tests.makings import QUICK, list_named, list_stored, make_all

pytestmark = pytest.mark.django_db


def begun(issue, formats, capture, by=None):
    with capture(execute=True):
        job = making.start(issue, formats, by=by or make.member(roles.STAFF))
    job.refresh_from_db()
    return job


def test_a_job_runs_to_its_end_and_says_so(django_capture_on_commit_callbacks):
    issue = issues.issue([make.public(), make.public()])
    job = begun(issue, QUICK, django_capture_on_commit_callbacks)

    assert (job.state, job.percent, job.error, job.formats) == (
        Job.State.DONE, 100, "", ["xlsx", "jsonl"],
    )  # fmt: skip
    assert {row.name for row in issue.files.all()} == {"2026-11.xlsx", "2026-11.jsonl"}
    assert job.ended_at


def test_a_job_that_is_refused_says_why(django_capture_on_commit_callbacks):
    job = begun(issues.issue([]), QUICK, django_capture_on_commit_callbacks)

    assert (job.state, job.error) == (
        Job.State.FAILED, "2026年11月号的版上还没有可以出版的稿件，请先排版。",
    )  # fmt: skip


def test_a_job_that_breaks_says_so_without_the_inside(
    django_capture_on_commit_callbacks, monkeypatch
):
    def broken(*_, **__):
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(jsonl, "make_jsonl", broken)
    job = begun(issues.one(), QUICK, django_capture_on_commit_callbacks)

    assert (job.state, job.error) == (Job.State.FAILED, making.FAILED)


def test_a_cancelled_job_never_begins_and_a_running_one_stops(
    django_capture_on_commit_callbacks, monkeypatch
):
    issue = issues.issue([make.public(), make.public()])
    staff = make.member(roles.STAFF)
    with django_capture_on_commit_callbacks() as callbacks:
        job = making.start(issue, QUICK, by=staff)
        making.cancel(job)
    for callback in callbacks:
        callback()
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED

    monkeypatch.setattr(making._JobProgress, "EVERY", 0)
    whole = jsonl.make_jsonl

    def cancelling(contents, *, tell):
        making.cancel(Job.objects.latest("pk"))
        return whole(contents, tell=tell)

    monkeypatch.setattr(jsonl, "make_jsonl", cancelling)
    job = begun(issue, QUICK, django_capture_on_commit_callbacks, by=staff)
    assert (job.state, job.done, job.total) == (Job.State.CANCELLED, 3, 4)
    assert {row.name for row in issue.files.all()} == {"2026-11.xlsx"}
    assert list_stored() == list_named()


def test_a_job_runs_once_however_often_it_is_handed_out(django_capture_on_commit_callbacks):
    job = begun(issues.one(), [Format.JSONL], django_capture_on_commit_callbacks)
    ended = job.ended_at
    making.run.call(job.pk)

    job.refresh_from_db()
    assert job.ended_at == ended


@pytest.mark.parametrize("role", [roles.CORRESPONDENT, roles.EDITOR, roles.ADMINISTRATOR])
def test_whoever_may_not_export_begins_nothing(role):
    with pytest.raises(IssueRefused, match="不能制作成品"):
        making.start(issues.one(), QUICK, by=make.member(role))
    assert Job.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_made_twice_at_once_one_whole_file_stands_and_nothing_is_left_over():
    issue = issues.issue([make.public(), make.public(photos=1)])
    expected = {
        "2026-11.jsonl": jsonl.make_jsonl(gather(issue)),
        "2026-11.epub": epub.make_epub(gather(issue)),
    }
    failures, gate = [], threading.Barrier(3)

    def work():
        try:
            gate.wait()
            make_all(Issue.objects.get(pk=issue.pk), [Format.JSONL, Format.EPUB])
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    kept = {row.name: default_storage.open(row.file.name).read() for row in issue.files.all()}
    assert kept == expected
    assert list_stored() == list_named()
