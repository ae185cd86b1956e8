"""docs/security.md names tests that there are, and leaves out no line of the standard."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

TESTS = Path(settings.BASE_DIR) / "articles" / "tests"
#: How many lines of levels 1 and 2 each section of ASVS 5.0 has.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 3,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
}  # fmt: skip


def paper():
    return (Path(settings.BASE_DIR) / "docs" / "security.md").read_text(encoding="utf-8")


def names_in(path):
    tree = (
        ast.parse((TESTS / path).read_text(encoding="utf-8")) if (TESTS / path).exists() else None
    )
    return {
        node.name
        for node in ast.walk(tree or ast.Module([], []))
        if isinstance(node, ast.FunctionDef)
    }


def test_every_test_that_is_named_is_there():
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", paper())
    found = {path: names_in(path) for path, _ in named}

    assert len(named) > 150
    assert [f"{path}::{name}" for path, name in named if name not in found[path]] == []


def test_every_line_of_the_standard_has_a_test_or_a_reason():
    rows = [
        line.strip("| ").split(" | ") for line in paper().splitlines() if re.match(r"\| \d", line)
    ]
    lines = {row[0]: row[1:] for row in rows}
    expected = [
        f"{section}.{n}" for section, count in SECTIONS.items() for n in range(1, count + 1)
    ]

    assert list(lines) == expected
    assert [number for number, row in lines.items() if not "".join(row[1:]).strip(" |")] == []


def test_every_threat_has_a_test():
    threats = paper().partition("## Threats")[2].partition("## Limits")[0]
    rows = [line for line in threats.splitlines() if line.startswith("| ") and "---" not in line]

    assert [row for row in rows[1:] if "::test_" not in row] == []
