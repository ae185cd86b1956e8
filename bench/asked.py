"""Which test modules ask the database nothing that others don't ask: once is enough for them.

PYTHONPATH=bench .ci/pytest articles/tests -m "django_db and not browser and not once" -n 0 -p asked

For each module its seconds of CPU, how many kinds of statement it asks, and how many of those no
other module of the run asks. Two statements are of one kind when they differ in numbers and in
the length of lists only. A module whose subject is what a database does (order, dates, locks,
characters) stays on both, whatever it asks.
"""

import re
from collections import defaultdict
from time import process_time

import pytest

_LISTS = re.compile(r"\((?:%s|DEFAULT)(?:, (?:%s|DEFAULT))*\)(?:, \((?:%s|DEFAULT)[^()]*\))*")
_NUMBERS = re.compile(r"\b\d+\b")
_SAVEPOINTS = re.compile(r'SAVEPOINT "[^"]+"')
_asked, _seconds, _now = defaultdict(set), defaultdict(float), ""


def _note(execute, sql, params, many, context):
    kind = _NUMBERS.sub("N", _LISTS.sub("(…)", _SAVEPOINTS.sub("SAVEPOINT", str(sql))))
    _asked[_now].add(kind)
    return execute(sql, params, many, context)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    global _now
    from django.db import connection  # noqa: PLC0415 - the settings are there now

    _now, began = item.nodeid.partition("::")[0], process_time()
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)
    try:
        return (yield)
    finally:
        _seconds[_now] += process_time() - began


def pytest_terminal_summary(terminalreporter):
    asking = defaultdict(set)
    for module, kinds in _asked.items():
        for kind in kinds:
            asking[kind].add(module)
    terminalreporter.write_line("seconds, kinds of statement, asked by no other module")
    for module, seconds in sorted(_seconds.items(), key=lambda each: -each[1]):
        kinds = _asked[module]
        alone = sum(len(asking[kind]) == 1 for kind in kinds)
        terminalreporter.write_line(f"{seconds:7.1f} {len(kinds):6} {alone:6}  {module}")
