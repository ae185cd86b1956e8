"""运行情况 and `check --deploy` say the same: what is in order, and what to do about the rest."""

import json
import shutil
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from articles import events, legal
from articles.desk.checkup import check_house, checks
from articles.desk.checkup.checkup import check_deployment
from articles.fonts import NoFonts
from articles.models import Backup, EventSource, SecurityEvent, SiteSettings
from articles.roles import ADMINISTRATOR, CHIEF
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.entering import with_factor
from articles.tests.html import Page

pytestmark = pytest.mark.django_db

HEALTH = reverse("admin:health")
GIGABYTE = 1024**3


def backup(age, *, missing=0):
    moment = timezone.now() - age
    return Backup.objects.create(
        made_at=moment, ended_at=moment, name="b", size=3 * GIGABYTE, digest="0" * 64,
        encrypted=True, rows=1, files=1, missing=missing,
    )  # fmt: skip


def of(found):
    return found.state, found.sentence


# Each thing


@pytest.mark.parametrize(
    ("age", "missing", "state"),
    [
        (timedelta(hours=20), 0, "ok"),
        (timedelta(hours=20), 2, "warn"),
        (timedelta(hours=27), 0, "warn"),
        (timedelta(days=6), 0, "bad"),
    ],
)
def test_a_backup_is_told_by_its_age_and_what_it_lacks(age, missing, state):
    backup(timedelta(days=30))
    backup(age, missing=missing)
    found = checks.look_at_backup()

    assert found.state == state
    assert "3,072 MB" in found.sentence
    assert ("缺2个文件" in found.sentence) == bool(missing)
    assert bool(found.hint) == (state != "ok")


def test_no_backup_at_all_is_the_first_thing_to_do():
    assert of(checks.look_at_backup()) == (
        "bad", "一次也没有备份过。机器坏了，就什么都没有了。",
    )  # fmt: skip


def test_the_footer_lacks_what_is_empty():
    row = SiteSettings.objects.current()
    for name in legal.WANTED:
        setattr(row, name, "有")
    row.contact = ""
    row.save()
    assert of(checks.look_at_footer()) == ("warn", "“联系方式”空着：读者要能找到编辑部。")
    row.contact = "3"
    row.save()

    assert checks.look_at_footer().state == "ok"


@pytest.mark.parametrize(
    ("address", "proxies", "state"),
    [
        ("http://news.example.cn", [], "bad"),
        ("https://news.example.cn", [], "warn"),
        ("https://news.example.cn", ["127.0.0.1"], "ok"),
    ],
)
def test_the_address_is_https_and_the_server_in_front_is_known(settings, address, proxies, state):
    settings.SITE_URL, settings.TRUSTED_PROXIES = address, proxies

    assert checks.look_at_address().state == state


@pytest.mark.parametrize(
    ("there", "sender", "state"),
    [
        (False, "a@linjiang.example", "warn"),
        (True, "newsroom@localhost", "warn"),
        (True, "a@linjiang.example", "ok"),
    ],
)
def test_mail_is_set_up_with_a_sender(settings, there, sender, state):
    settings.EMAIL_ENABLED, settings.DEFAULT_FROM_EMAIL = there, sender

    assert checks.look_at_mail().state == state


def test_fonts_are_told_or_missed(monkeypatch):
    assert checks.look_at_fonts().state in ("ok", "warn")

    def none():
        raise NoFonts

    monkeypatch.setattr(checks, "faces", none)
    assert checks.look_at_fonts().state == "bad"


def test_who_lacks_the_second_factor_is_named(settings):
    assert checks.look_at_factor().state == "warn"
    settings.SECOND_FACTOR = "signers"
    chief, stopped, new = make.member(CHIEF, "gucn"), make.member(CHIEF), make.member(CHIEF)
    chief.first_name, chief.last_login = "顾长宁", timezone.now()
    stopped.is_active, stopped.last_login = False, timezone.now()
    for row in (chief, stopped, new):
        row.save()
    assert of(checks.look_at_factor()) == ("warn", "顾长宁（gucn）还没有开。")
    with_factor(chief)

    assert checks.look_at_factor().state == "ok"


@pytest.mark.parametrize(
    ("free", "state"), [(0.2, "bad"), (4, "warn"), (60, "ok"), (0.48, "bad"), (10, "ok")]
)
def test_a_disk_that_fills_up_is_told_before_it_is_full(
    monkeypatch, settings, tmp_path, free, state
):
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    usage = shutil.disk_usage(tmp_path)._replace(total=100 * GIGABYTE, free=int(free * GIGABYTE))
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: usage)

    assert checks.look_at_disk().state == state


@pytest.mark.parametrize("name", ["END_WITH_SERVER", "INVOCATION_ID", "MAKELEVEL", ""])
def test_a_supervisor_is_known_by_what_it_leaves_in_the_environment(monkeypatch, name):
    for each in ("END_WITH_SERVER", "INVOCATION_ID", "MAKELEVEL"):
        monkeypatch.delenv(each, raising=False)
    if name:
        monkeypatch.setenv(name, "1")

    assert checks.look_at_supervisor().state == ("ok" if name else "warn")


def test_without_a_worker_files_are_made_at_once():
    assert not apps.is_installed("django_tasks_db")
    assert checks.look_at_worker().state == "ok"


def test_a_chain_that_was_tampered_with_is_told():
    events.note(SecurityEvent.Kind.POST, "给了岗位。", address="198.51.100.7")
    assert checks.look_at_events().state == "ok"
    EventSource.objects.update(address="203.0.113.9")

    assert checks.look_at_events().state == "bad"


@pytest.mark.parametrize("found", ["database", "migrations", "media"])
def test_what_the_deep_look_finds_is_told_in_words(monkeypatch, found):
    seen = {"database": "ok", "migrations": "ok", "media": "ok", "disk": "ok"}
    monkeypatch.setattr(checks.health, "look_deeply", lambda: seen | {found: "wrong"})

    assert checks.look_at_database().state == "bad"


def test_without_a_database_the_rest_is_still_told():
    def fail(execute, sql, parameters, many, context):
        raise OperationalError("gone")

    with connection.execute_wrapper(fail):
        found = check_house()

    assert found.checks[0].state == "bad"
    names = {each.name for each in found.checks}
    assert {"数据库", "磁盘", "网址", "邮件", "字体"} <= names


# The page and the command


def test_the_page_and_the_command_say_the_same_the_most_urgent_first(monkeypatch):
    # Others write to the disk between one look and the next.
    usage = shutil.disk_usage("/")._replace(total=100 * GIGABYTE, free=60 * GIGABYTE)
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: usage)
    page = Page(client_of(make.member(ADMINISTRATOR)).get(HEALTH))
    told = check_deployment(None)
    found = check_house()

    assert [message.msg.partition("：")[0] for message in told] == [c.name for c in found.to_do]
    for check in found.checks:
        assert check.name in page.text
        assert check.sentence in page.text
    states = [check.state for check in found.checks]
    assert states == sorted(states, key=["bad", "warn", "ok"].index)


def test_the_page_is_the_administrators():
    codes = {
        role: client_of(make.member(role)).get(HEALTH).status_code
        for role in (CHIEF, ADMINISTRATOR)
    }

    assert codes == {CHIEF: 403, ADMINISTRATOR: 200}


def test_an_administrator_takes_the_events_away_and_that_is_one():
    client = client_of(make.member(ADMINISTRATOR, "guanli"))
    events.note(SecurityEvent.Kind.POST, "给了岗位。", address="198.51.100.7")
    answer = client.post(reverse("admin:health_events"))
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert [json.loads(json.loads(line)["facts"])["sentence"] for line in lines] == [
        "给了岗位。", "guanli导出了安全留痕。",
    ]  # fmt: skip
    assert events.verify_export(lines).faults == []


@pytest.mark.parametrize(("installed", "said"), [(True, "装了"), (False, "没有装，扫描件读不了")])
def test_whether_scans_can_be_read_is_said_without_loading_what_reads_them(
    monkeypatch, installed, said
):
    monkeypatch.setattr(checks, "is_installed", lambda: installed)

    assert checks.look_at_extras().sentence.endswith(f"文字识别{said}。")
