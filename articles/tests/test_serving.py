"""The site as `make serve` runs it: a process that dies takes nobody else with it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.once
def test_readers_notice_no_death_but_of_the_process_that_was_answering_them():
    # Two processes that answer and a server, one right after the other: no pause between them.
    ran = subprocess.run(
        [sys.executable, "bench/deaths.py", "--deaths", "3", "--every", "0", "--readers", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(ran.stdout)

    assert (found["server alive"], found["deaths"]) == (True, 3), ran.stderr
    assert found["failed"] <= found["at most"] == 9
    assert found["requests"] > 100
    assert ran.returncode == 0
