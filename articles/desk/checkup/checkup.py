"""All checks at once, for people and for Django's `check --deploy`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core import checks as django_checks
from django.core.checks import CheckMessage
from django.db import DatabaseError, connection

from articles.desk.checkup.checks import BAD, CHECKS, OK, WARN, HouseCheck


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found, the most urgent first."""

    checks: list[HouseCheck]

    @property
    def to_do(self) -> list[HouseCheck]:
        return [each for each in self.checks if each.state != OK]

    @property
    def in_order(self) -> list[HouseCheck]:
        return [each for each in self.checks if each.state == OK]

    def count(self) -> dict[str, int]:
        return {
            state: sum(each.state == state for each in self.checks) for state in (BAD, WARN, OK)
        }


def check_house() -> Checkup:
    """Look at everything; what needs the database is left out while there is none."""
    there = _is_database_there()
    found = []
    for look, needs_database in CHECKS:
        if needs_database and not there:
            continue
        try:
            found.append(look())
        except DatabaseError:
            there = False
    if not there:
        said = "数据库还没有建好，或者没有应答。"
        found.append(
            HouseCheck("数据库", BAD, said, "运行manage.py migrate；不行就看数据库是不是停了。")
        )
    return Checkup(sorted(found, key=lambda each: (BAD, WARN, OK).index(each.state)))


def _is_database_there() -> bool:
    """Whether SQLite's file is: to look into a missing one would make it."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or not name.startswith("/") or Path(name).exists()


def check_deployment(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What `check --deploy` prints of it: to know, not to stop for."""
    return [
        django_checks.Info(
            f"{each.name}\N{FULLWIDTH COLON}{each.sentence}",
            hint=each.hint or None,
            id="newsroom.I001",
        )
        for each in check_house().to_do
    ]
