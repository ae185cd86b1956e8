"""安全留痕: only added to, chained, exportable, verifiable; what stands in it about whom."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from articles import events
from articles.models import EventSource, PostRequest, SecurityEvent, SiteSettings, append_only
from articles.roles import ADMINISTRATOR, CHIEF, EDITOR
from articles.tests import make
from articles.tests.accounts import account_form, save_account, told_of, url
from articles.tests.clients import client_of
from articles.tests.entering import PASSWORD, told

pytestmark = pytest.mark.django_db

KIND = SecurityEvent.Kind


@pytest.fixture
def lines():
    return [
        events.note(KIND.ACCOUNT, f"做了第{n}件事。", address="198.51.100.7", agent="Edge")
        for n in range(1, 5)
    ]


@pytest.fixture
def unguarded():
    """As whoever owns the database could do it: without the triggers, which come back."""
    table = SecurityEvent._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_update")
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            cursor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    yield
    append_only.guard()


def verify(*files):
    said = StringIO()
    call_command("verify_events", *map(str, files), stdout=said)
    return said.getvalue()


# The chain


@pytest.mark.parametrize("act", ["update", "delete", "raw update", "raw delete", "row"])
def test_the_database_refuses_every_change_and_deletion(lines, act):
    rows = SecurityEvent.objects.all()
    table = SecurityEvent._meta.db_table
    acts = {
        "update": lambda: rows.update(sentence="没有的事。"),
        "delete": lambda: rows._raw_delete("default"),
        "raw update": lambda: connection.cursor().execute(f"UPDATE {table} SET kind = 'post'"),
        "raw delete": lambda: connection.cursor().execute(f"DELETE FROM {table}"),
        "row": lambda: SecurityEvent(pk=lines[0].pk, digest="x", previous="y").save(),
    }
    with pytest.raises(Error, match=append_only.MESSAGE), transaction.atomic():
        acts[act]()

    assert verify().startswith("安全留痕4条")


def test_an_account_that_stands_in_it_can_not_be_deleted():
    account = make.user()
    events.note(KIND.SIGN_IN, "登录了。", account=account)

    with pytest.raises(ProtectedError):
        account.delete()


def test_each_line_is_hashed_with_the_one_before_it(lines):
    assert [row.previous for row in lines] == ["", *(row.digest for row in lines[:-1])]
    assert events.verify() == events.ChainVerdict(4, lines[-1].digest, [])


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sentence": "做了别的事。"}, "改过：做了别的事。"),
        ({"happened_at": "2026-01-01T00:00:00Z"}, "改过：做了第2件事。"),
        ({"kind": "post"}, "改过：做了第2件事。"),
        ({"previous": "0" * 64}, "前面少了、多了或换过。"),
        (None, "前面少了、多了或换过。"),
    ],
)
def test_a_line_that_was_changed_or_taken_out_behind_the_code_is_found(lines, change, said):
    row = SecurityEvent.objects.filter(pk=lines[1].pk)
    if change:
        row.update(**change)
    else:
        EventSource.objects.filter(event=lines[1]).delete()
        row._raw_delete("default")
    faulty = lines[2] if change is None else lines[1]
    with pytest.raises(CommandError, match="不符"):
        verify()

    assert f"第{faulty.pk}条{said}" in events.verify().faults


@pytest.mark.usefixtures("unguarded")
def test_even_lines_that_are_hashed_anew_are_found_by_an_export_of_before(lines, tmp_path):
    path = tmp_path / "before.jsonl"
    call_command("export_events", output=path, stdout=StringIO())
    previous = ""
    for number, row in enumerate(lines):
        row.previous = previous
        row.sentence = "没有的事。" if number == 1 else row.sentence
        row.digest = previous = row.reckon_digest()
        SecurityEvent.objects.filter(pk=row.pk).update(
            previous=row.previous, sentence=row.sentence, digest=row.digest
        )

    assert events.verify().faults == []
    with pytest.raises(CommandError):
        verify(path)


@pytest.mark.usefixtures("unguarded")
def test_the_last_lines_taken_away_are_found_by_an_export_of_before(lines, tmp_path):
    path = tmp_path / "before.jsonl"
    call_command("export_events", output=path, stdout=StringIO())
    EventSource.objects.filter(event=lines[3]).delete()
    SecurityEvent.objects.filter(pk=lines[3].pk)._raw_delete("default")
    with pytest.raises(CommandError):
        verify(path)


def test_an_export_is_whole_and_stays_the_beginning(lines, tmp_path):
    path = tmp_path / "events.jsonl"
    call_command("export_events", output=path, stdout=StringIO())
    events.note(KIND.POST, "后来的事。")

    written = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [json.loads(line["facts"])["sentence"] for line in written] == [
        f"做了第{n}件事。" for n in range(1, 5)
    ]
    assert "198.51.100.7" not in path.read_text(encoding="utf-8")
    assert verify(path).startswith("安全留痕5条")
    with pytest.raises(CommandError, match="已经有了"):
        call_command("export_events", output=path)


@pytest.mark.parametrize("bad", ["{", "[]", '{"number": 1}', "null"])
def test_a_damaged_export_is_told_by_its_line(lines, tmp_path, bad):
    path = tmp_path / "bad.jsonl"
    path.write_text(f"{next(events.export())}\n{bad}\n", encoding="utf-8")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_events", str(path), stdout=said)

    assert "文件第2行读不出。" in said.getvalue()


def test_where_it_came_from_can_be_erased_and_not_be_forged(lines):
    EventSource.objects.filter(event=lines[0]).delete()
    assert events.verify().faults == []
    EventSource.objects.filter(event=lines[1]).update(address="203.0.113.9")

    assert events.verify().faults == [f"第{lines[1].pk}条的来处改过。"]


# What stands in it


def test_posts_accounts_groups_and_settings_leave_the_sentences_of_their_history():
    admin, chief = make.member(ADMINISTRATOR, "guanli"), make.member(CHIEF, "zongbian")
    other = make.user("wangfang")
    save_account(client_of(admin), other, EDITOR, CHIEF)
    row = PostRequest.objects.get()
    client_of(chief).post(reverse("admin:posts_decide", args=[row.pk]), {"agreed": "1"})
    call_command("appoint", "guanli", EDITOR, stdout=StringIO())

    assert told() == [*told_of(other), *told_of(admin)]
    assert SecurityEvent.objects.about(other).count() == 3
    assert EventSource.objects.filter(event__account=other).count() == 3


def test_a_new_account_and_passwords_are_events():
    admin = make.user("super", is_superuser=True)
    client = client_of(admin)
    client.post(url("add"), {"username": "wangfang", "password1": PASSWORD, "password2": PASSWORD})
    other = make.user("lihua")
    data = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(url("password_change", other), data)

    assert told() == ["超级用户super新建了账号wangfang。", "超级用户super改了lihua的密码。"]


def test_settings_of_the_review_are_events_and_others_are_not():
    chief = client_of(make.user("super", is_superuser=True))
    row = SiteSettings.objects.current()
    address = reverse("admin:articles_sitesettings_change", args=[row.pk])
    form = chief.get(address).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value not in (None, False, "")}
    chief.post(address, data | {"tagline": "新的口号", "proofs_required": 2})

    assert [line for line in told() if "口号" in line] == []
    assert len(told()) == 1


def test_a_new_post_and_one_taken_away_are_events():
    client = client_of(make.user("super", is_superuser=True))
    client.post(reverse("admin:auth_group_add"), {"name": "值班总编"})
    group = Group.objects.get(name="值班总编")
    client.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"})

    assert told() == ["超级用户super新建了岗位“值班总编”。", "超级用户super删除了岗位“值班总编”。"]


def test_what_is_not_told_in_a_sentence_is_no_event():
    admin, other = make.member(ADMINISTRATOR, "guanli"), make.user("wangfang")
    client_of(admin).post(url("change", other), account_form(other))

    assert told() == []
