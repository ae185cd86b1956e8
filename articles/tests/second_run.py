"""Tests with a browser get a second run, which is told of: on a machine that has too much to do,
one in some thousands meets a Chromium that answers too late; no landing may depend on it."""

from _pytest.runner import runtestprotocol

RUN_AGAIN = []  # "test: why its first run failed", for the end of the output


def run_one(item, nextitem):
    """Runs a test and reports it; one that has the mark `browser` and fails is run once more."""
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    failed = next((report for report in reports if report.failed), None)
    if failed and item.get_closest_marker("browser"):
        RUN_AGAIN.append(f"{item.nodeid}: {failed.longreprtext.strip().splitlines()[-1]}")
        item._initrequest()  # new fixtures
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
