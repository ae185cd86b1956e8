"""Runs the measurements that have bounds one after the other: `make bench`.

Their tables and the list of them go into docs/performance.md, what each prints besides to the
terminal. An hour of an idle machine; ends with 1 where a bound is missed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from paper import say_when, write

BENCH = Path(__file__).resolve().parent
#: What is run, the quickest first, with what it says.
SCRIPTS = {
    "serving.py --articles 2000 --rounds 6 --write": "pages beside nginx and a hello-world",
    "editors.py": "eight editors and 200 readers a second on SQLite, fifty deaths",
    "nodes.py": "two nodes whose parts are killed",
    "export.py --articles 60 600 --rounds 1": "formats of an issue beside bare typst",
    "beside_wagtail.py --write": "pages and an import beside Wagtail",
    "growth.py --rounds 3 --write": "pages at 300,000 articles beside 5,000",
}


def main() -> int:
    lines, good = ["| script | measures | minutes | |", "| --- | --- | --- | --- |"], True
    for command, measures in SCRIPTS.items():
        print(f"\n# {command}", flush=True)
        began = time.monotonic()
        name, *options = command.split()
        done = subprocess.run([sys.executable, str(BENCH / name), *options], check=False)
        good &= done.returncode == 0
        minutes = (time.monotonic() - began) / 60
        result = "all bounds met" if done.returncode == 0 else "a bound missed"
        lines.append(f"| `{command}` | {measures} | {minutes:.0f} | {result} |")
    told = "\n".join(lines)
    print(f"\n{told}")
    write("every", f"{say_when()}.\n\n{told}\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
