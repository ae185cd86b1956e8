"""Backups of every version come back: of one that made its tables step by step, and of this one."""

from datetime import UTC, datetime

import pytest
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from articles.backup.archive import BackupRefused
from articles.backup.checking import BackupHead
from articles.backup.restoring import _migrate_to

FIRST = ("articles", "0001_squashed_0087_answers_by_mail")
LAST = ("articles", "0083_timed_revisions")


@pytest.fixture
def stepped(monkeypatch, db):
    """How far `_migrate_to` goes from an empty database with what was applied: our migrations."""
    monkeypatch.setattr(MigrationExecutor, "migrate", _tell_steps)
    monkeypatch.setattr("django.db.migrations.recorder.MigrationRecorder.applied_migrations",
                        lambda recorder: {})  # fmt: skip

    def step(applied):
        return _migrate_to(BackupHead(datetime(2026, 11, 1, tzinfo=UTC), frozenset(applied), {}))

    return step


class _Steps:
    def __init__(self, apps):
        self.apps = apps


def _tell_steps(executor, targets):
    plan = executor.migration_plan(targets)
    return _Steps([each.name for each, _ in plan if each.app_label == "articles"])


def all_up_to(last):
    loader = MigrationLoader(None, replace_migrations=False)
    return {node for node in loader.graph.nodes if node <= last or node[0] != "articles"} - {FIRST}


def test_a_backup_of_a_version_before_gets_its_tables_step_by_step(stepped):
    steps = stepped(all_up_to(LAST))

    assert (steps[0], steps[-1]) == ("0001_initial", "0083_timed_revisions")
    assert FIRST[1] not in steps


@pytest.mark.parametrize("noted", [set(), {FIRST}])
def test_a_backup_of_all_tables_gets_them_at_once_however_they_were_made(stepped, noted):
    assert stepped(all_up_to(("articles", "0087_z")) | noted) == [FIRST[1]]


def test_a_backup_of_a_newer_version_is_refused(stepped):
    with pytest.raises(BackupRefused, match="更新版本"):
        stepped({("articles", "9999_unheard_of")})
