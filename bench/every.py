"""Runs the measurements that have bounds one after the other: `make bench`.

Their tables, the list of them and what those without a table print go into docs/performance.md,
everything to the terminal. Twenty minutes of an idle machine; ends with 1 where a bound is missed.
`--quickly` runs each in its smallest form and writes nothing: whether all of them still run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from paper import say_when, write

BENCH = Path(__file__).resolve().parent
WRITES = "--write"
#: What is run, the quickest first, with what it says, and what makes it small.
SCRIPTS = {
    "serving.py --articles 2000 --rounds 12 --write": (
        "pages beside nginx and a hello-world", "--articles 100 --requests 200 --rounds 1",
    ),
    "editors.py": (
        "eight editors and 200 readers a second on SQLite, fifty deaths",
        "--editors 2 --rate 20 --minutes 0.2 --kills 1",
    ),
    "nodes.py": (
        "two nodes whose parts are killed, 200 readers a second",
        "--rate 20 --phase 12",
    ),
    "export.py --articles 60 600 --rounds 1": (
        "formats of an issue beside bare typst", "--articles 12",
    ),
    "beside_wagtail.py --write": (
        "pages and an import beside Wagtail", "--articles 200 --timed 100 --requests 40",
    ),
    "growth.py --rounds 3 --write": (
        "pages at 300,000 articles beside 5,000", "--articles 12000 --rounds 1",
    ),
}  # fmt: skip


def run(command: str) -> tuple[bool, str]:
    """Whether it met its bounds, and what it printed; on the terminal as it comes."""
    name, *options = command.split()
    told = []
    with subprocess.Popen(
        [sys.executable, str(BENCH / name), *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
                told.append(line)
        except BaseException:
            process.terminate()
            raise
    return process.returncode == 0, "".join(told)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quickly", action="store_true")
    quickly = parser.parse_args().quickly
    lines, good = ["| script | measures | minutes | |", "| --- | --- | --- | --- |"], True
    printed = []
    for command, (measures, small) in SCRIPTS.items():
        asked = f"{command.removesuffix(WRITES)} {small}" if quickly else command
        print(f"\n# {asked}", flush=True)
        began = time.monotonic()
        met, told = run(asked)
        good &= met
        minutes = (time.monotonic() - began) / 60
        missed = "a bound missed" if told.strip() else "it ended before it had measured anything"
        result = "all bounds met" if met else missed
        lines.append(f"| `{command}` | {measures} | {minutes:.0f} | {result} |")
        if WRITES not in command:
            printed.append(f"`{command}`:\n\n```text\n{told.strip()}\n```")
    table = "\n".join(lines)
    print(f"\n{table}")
    if not quickly:
        write("every", "\n\n".join([f"{say_when()}.", table, *printed]) + "\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
