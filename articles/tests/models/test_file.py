"""The database's file is one that any SQLite can check, dump and copy without our code."""

import sqlite3
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import FrozenMonth, Issue
from articles.tests import issues, make

pytestmark = pytest.mark.django_db


def test_any_sqlite_can_check_dump_and_copy_the_file(tmp_path):
    issues.issue([make.public()])
    FrozenMonth.objects.create(month=date(2026, 10, 1), frozen_by_name="沈砚秋")
    if connection.vendor != "sqlite":  # there the server's own tools read it
        return
    path, copied = tmp_path / "found.sqlite3", tmp_path / "copied.sqlite3"
    path.write_bytes(connection.connection.serialize())
    with sqlite3.connect(path) as plain:
        checked = plain.execute("PRAGMA integrity_check").fetchall()
        plain.execute("VACUUM INTO ?", [str(copied)])
        dumped = "\n".join(plain.iterdump())

    assert checked == [("ok",)]
    assert [line in dumped for line in ('INSERT INTO "articles_issue"', "'沈砚秋'")] == [True] * 2
    with sqlite3.connect(copied) as plain:
        assert plain.execute("SELECT month FROM articles_issue").fetchall() == [("2026-11-01",)]


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(1900, 1, 1), date(2199, 12, 1)])
def test_a_month_begins_on_its_first_day(day):
    FrozenMonth.objects.create(month=day, frozen_by_name="沈砚秋")
    row = Issue(month=day, number=1, whole_number=1, date=day)
    row.validate_constraints()
    row.save()


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 2, 28), date(2026, 12, 31)])
def test_no_month_begins_on_another_day(day):
    rows = [
        FrozenMonth(month=day, frozen_by_name="沈砚秋"),
        Issue(month=day, number=1, whole_number=1, date=day),
    ]
    for row in rows:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
