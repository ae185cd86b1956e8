import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import making, planning, roles
from articles.models import Format, Issue, Job, Placement
from articles.tests import issues, make, plans

ROOT = Path(__file__).resolve().parents[3]
TEXT = "jsonl,archive,xlsx,docx,web,originals,epub"


@pytest.fixture
def out(tmp_path):
    """A directory of nobody else's."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def run(*arguments):
    call_command("export_issue", *arguments)


def test_the_files_are_kept_written_and_listed(db, out, capsys):
    issue = issues.one(photos=1)
    run("2026-11", "--formats", TEXT, "--output", str(out))

    made = {path.name: path.read_bytes() for path in out.iterdir()}
    assert sorted(made) == sorted(Format(name).file_name("2026-11") for name in TEXT.split(","))
    said = capsys.readouterr()
    rows = [line.split("\t") for line in said.out.splitlines()]
    assert rows == [
        [name, str(len(made[name])), sha256(made[name]).hexdigest()]
        for name in (row[0] for row in rows)
    ]
    assert said.err == ""
    assert {row.name: row.digest for row in issue.files.all()} == {
        name: sha256(content).hexdigest() for name, content in made.items()
    }
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o644}


WRONG = [
    (["2026-13"], "月份要写成2026-11这样"),
    (["2026-10"], "还没有2026-10这一期，请先运行plan_issue 2026-10。"),
    (["2026-11", "--formats", "pdf,exe"], "不认得的成品：exe。可以选pdf、"),
    (["2026-11", "--formats", ","], "不认得的成品：（空）"),
    (["2026-11", "--output", "/dev/null/at/all"], "不能建立这个目录：/dev/null/at/all"),
]


def test_rules_of_make_up_that_a_page_breaks_are_told_here_and_on_the_board(db, capsys):
    issue = issues.one()
    run("2026-11", "--formats", "pdf")
    assert "处不合规矩，加--check逐条列出。" in capsys.readouterr().err
    run("2026-11", "--formats", "pdf", "--check")
    told = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    assert ["第1版", "G1", "整版"] in [line[:3] for line in told]
    [page] = issue.pages.all()
    assert [each["rule"] for each in page.breaches] == [line[1] for line in told]
    [said] = [text for _, text, _ in planning.warnings(issue) if "拼版" in text]
    first = page.breaches[0]
    opening = f"第1版上次拼版不合规矩\N{FULLWIDTH COLON}{first['told']}（{first['rule']}）"
    assert said.startswith(opening)


def test_an_export_of_a_short_month_says_that_fewer_pages_would_do_until_that_is_put_aside(
    db, capsys
):
    issue = plans.issue_with(plans.piece("头版的", 900), pages=("要闻", "民生"))
    placed = {"page": issue.pages.get(number=2), "article": plans.piece("民生的", 500)}
    Placement.objects.create(issue=issue, kind=plans.Kind.LEAD, **placed)
    told = "稿子只够1版：撤掉第2版　民生，1篇到第1版。"

    run(issue.slug, "--formats", "pdf")
    assert capsys.readouterr().err.splitlines()[-1] == f"{told}要改就在排版台上按“改排1版”。"
    assert issue.pages.count() == 2  # nothing moved
    issue.declined_pages = [1]
    issue.save()
    run(issue.slug, "--formats", "pdf")
    assert "改排" not in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "why"), WRONG)
def test_what_cannot_be_done_is_said(db, arguments, why):
    issues.one()

    with pytest.raises(CommandError, match=why):
        run(*arguments)


def test_without_fonts_there_is_a_sentence_and_no_file(db, out, monkeypatch):
    monkeypatch.setenv("FONT_DIR", str(out))
    issue = issues.one()

    with pytest.raises(CommandError, match="没有可用的中文字体，文件没有生成"):
        run("2026-11", "--formats", "epub", "--output", str(out))
    assert (list((out).iterdir()), list(issue.files.all())) == ([], [])


@pytest.fixture
def terminal():
    """Ctrl-C arrives, also in the background of a shell, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_broken_off_it_leaves_no_half_file(db, out, monkeypatch, by):
    issue = issues.issue([make.public()])

    def broken_off(*_, **__):
        os.kill(os.getpid(), by)
        time.sleep(5)

    monkeypatch.setattr(making.jsonl, "make_jsonl", broken_off)
    with pytest.raises(CommandError, match="已取消，没有留下半个文件。") as ended:
        run("2026-11", "--formats", "xlsx,jsonl", "--output", str(out))
    assert ended.value.returncode == 130
    assert [path.name for path in out.iterdir()] == ["2026-11.xlsx"]
    assert [row.name for row in issue.files.all()] == ["2026-11.xlsx"]


def test_a_sealed_issue_gives_what_was_sealed(db, out):
    issue = issues.one(headline="封存前")
    run("2026-11", "--formats", "jsonl", "--output", str(out))
    sealed = (out / "2026-11.jsonl").read_bytes()
    Issue.objects.update(sealed_at=timezone.now())
    article = issue.placements.get().article
    type(article).objects.filter(pk=article.pk).update(headline="封存后")
    run("2026-11", "--formats", "jsonl", "--output", str(out))

    assert (out / "2026-11.jsonl").read_bytes() == sealed


def test_archive_lines_bring_along_the_zip_that_can_be_imported_again(db, out):
    issues.one(photos=1)
    run("2026-11", "--formats", "jsonl", "--output", str(out))

    assert {path.name for path in out.iterdir()} == {"2026-11.jsonl", "2026-11-archive.zip"}


def test_an_issue_that_was_sealed_before_there_was_such_a_zip_gives_its_lines(db, out):
    issue = issues.one()
    list(making.make(issue, [Format.JSONL]))
    Issue.objects.update(sealed_at=timezone.now())
    run("2026-11", "--formats", "jsonl,archive", "--output", str(out))

    assert [path.name for path in out.iterdir()] == ["2026-11.jsonl"]


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_two_processes_give_the_same_bytes(tmp_path):
    rich = make.public(
        body="<p>灯亮了。</p><h2>后来</h2><table><tr><th>月</th></tr><tr><td>1</td></tr></table>",
        photos=2, campaigns=[make.campaign(), make.campaign()], places=[make.place()],
        reporters=[make.reporter(), make.reporter()],
        publish_at=datetime(2026, 11, 3, tzinfo=UTC),
    )  # fmt: skip
    issues.issue([rich, make.public(publish_at=datetime(2026, 11, 4, tzinfo=UTC))])
    made = []
    for number in ("1", "2"):
        output = tmp_path / number
        output.mkdir()
        subprocess.run(
            [sys.executable, "manage.py", "export_issue", "2026-11", "--output", str(output)],
            cwd=ROOT, check=True, capture_output=True,
            env=os.environ | {
                "DATABASE_URL": _url(), "MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
                "PYTHONHASHSEED": number, "TZ": ("UTC", "America/Lima")[int(number) - 1],
            },
        )  # fmt: skip
        made.append({path.name: path.read_bytes() for path in output.iterdir()})

    assert sorted(made[0]) == sorted(each.file_name("2026-11") for each in Format)
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def _url():
    """The database of the tests, as a process of its own reaches it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


# The page in the admin


def page(issue, rest=""):
    return f"/admin/articles/issue/{issue.pk}/making/{rest}"


def signed_in(client, role):
    client.force_login(make.member(role))
    return client


def test_staff_make_and_take_a_file(client, db, django_capture_on_commit_callbacks):
    issue = issues.one()
    signed_in(client, roles.STAFF)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page(issue), {"formats": ["jsonl"]})
    assert (answer.status_code, answer.url) == (302, page(issue))
    shown = client.get(page(issue)).content.decode()
    assert "做成</h2>" in shown
    assert "data-under-way" not in shown

    taken = client.get(page(issue, "2026-11.jsonl/"))
    assert sha256(b"".join(taken.streaming_content)).hexdigest() == issue.files.get().digest
    assert taken["Content-Disposition"] == 'attachment; filename="2026-11.jsonl"'


def test_a_job_under_way_shows_how_far_it_is_and_is_cancelled(client, db):
    issue = issues.one()
    signed_in(client, roles.STAFF)
    job = Job.objects.create(
        issue=issue, formats=["epub"], state=Job.State.RUNNING, doing="电子书EPUB", done=1, total=4
    )
    shown = client.get(page(issue)).content.decode()
    assert "data-under-way" in shown
    assert "正在制作，25%" in shown
    assert "制作选中的" not in shown

    client.post(page(issue, "cancel/"))
    job.refresh_from_db()
    assert job.cancel_asked
    assert "已经要求取消" in client.get(page(issue)).content.decode()


def test_a_job_whose_process_was_killed_is_told_and_made_anew(client, db):
    issue = issues.one()
    signed_in(client, roles.STAFF)
    job = Job.objects.create(issue=issue, formats=["epub"], state=Job.State.RUNNING)
    Job.objects.filter(pk=job.pk).update(alive_at=timezone.now() - timedelta(minutes=11))
    shown = client.get(page(issue)).content.decode()

    assert "多半已经中断" in shown
    assert "制作选中的" in shown
    assert "data-under-way" not in shown


def test_editors_see_how_far_it_is_and_take_nothing(client, db):
    issue = issues.one()
    list(making.make(issue, [Format.JSONL]))
    signed_in(client, roles.EDITOR)

    shown = client.get(page(issue)).content.decode()
    assert "存档JSONL" in shown
    assert ("下载</a>" in shown, "制作选中的" in shown) == (False, False)
    answers = [
        client.get(page(issue, "2026-11.jsonl/")), client.post(page(issue), {"formats": ["jsonl"]}),
        client.post(page(issue, "cancel/")),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Job.objects.count() == 0


def test_who_may_not_see_issues_finds_none(client, db):
    issue = issues.one()
    list(making.make(issue, [Format.JSONL]))
    signed_in(client, roles.CORRESPONDENT)

    rests = ("", "cancel/", "2026-11.jsonl/")
    assert [client.get(page(issue, rest)).status_code for rest in rests] == [404, 404, 404]
    assert client.post(page(issue), {"formats": ["jsonl"]}).status_code == 404


def test_nothing_chosen_is_said(client, db):
    issue = issues.one()
    signed_in(client, roles.STAFF)
    for formats in ([], ["exe"]):
        client.post(page(issue), {"formats": formats})
    said = [str(message) for message in client.get(page(issue)).context["messages"]]

    assert (len(said), said[0], Job.objects.count()) == (2, "一种成品也没有选。", 0)


def test_the_page_asks_as_much_however_much_was_made(
    client, db, django_capture_on_commit_callbacks
):
    issue = issues.issue([make.public()])
    signed_in(client, roles.STAFF)
    client.get(page(issue))
    with CaptureQueriesContext(connection) as first:
        client.get(page(issue))
    for formats in (["jsonl"], ["xlsx", "web"]):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(page(issue), {"formats": formats})
    Placement.objects.create(issue=issue, page=issue.pages.get(), article=make.public(), position=2)
    with CaptureQueriesContext(connection) as second:
        client.get(page(issue))
    assert len(second) == len(first)
