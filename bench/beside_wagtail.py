"""What pages and an import cost beside Wagtail with the same articles, in one run.

    python bench/beside_wagtail.py [--articles 20000] [--timed 5000] [--python BIN] [--write]

Makes an environment of its own for Wagtail in a temporary directory (from the package registry;
`--python` names one that has wagtail and granian already), fills both with the same lines, and asks
the same server for the same pages of both in turn: with the parts that each of them keeps, and with
nothing kept. Ends with the bounds, and with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from asking import Connection, Cost, ask_once, cpu_of, measure, write_request
from deaths import find_port
from paper import say_when, write
from serving import ROOT, environment, fill, granian, running

SITE = ROOT / "bench" / "wagtail_site"
WAGTAIL = ("wagtail~=8.0", "granian~=2.8.7")
PAGES = ("front", "article", "campaign")
#: Of Wagtail's processor time at most so much; its lines a second at least so many times.
OF_WAGTAIL, TIMES_WAGTAIL = 0.6, 20.0


def make_environment(folder: Path) -> Path:
    """A Python that has Wagtail."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *WAGTAIL]
    subprocess.run(install, check=True)
    return folder / "bin" / "python"


def write_lines(folder: Path, articles: int) -> Path:
    """The synthetic bulletin as archive lines."""
    told = f"""
import json
from articles.imports import filling
for item in filling.items({articles}):
    print("LINE", json.dumps(item, ensure_ascii=False))
"""
    found = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", told],
        cwd=ROOT, check=True, capture_output=True, text=True, env=environment(folder, 80),
    ).stdout  # fmt: skip
    lines = [line[5:] for line in found.splitlines() if line.startswith("LINE ")]
    path = folder / "lines.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def children_cpu() -> float:
    """Seconds of CPU of all processes that ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


# Wagtail's bulletin


def load_wagtail(python: Path, folder: Path, lines: Path, timed: int) -> tuple[dict, dict]:
    """Seconds of the timed lines, and the addresses of what is measured."""
    (folder / "bulletin_migrations").mkdir()
    (folder / "bulletin_migrations" / "__init__.py").touch()
    told = subprocess.run(
        [str(python), "load.py", str(lines), str(timed)], cwd=SITE, check=True, text=True,
        stdout=subprocess.PIPE, env=wagtail_environment(folder),
    ).stdout  # fmt: skip
    found = dict(line.split(" ", 1) for line in told.splitlines())
    return json.loads(found["TIMED"]), json.loads(found["ADDRESSES"])


def wagtail_environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8",
        "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "settings", **more,
    }  # fmt: skip


def wagtail_server(python: Path, port: int) -> list[str]:
    ours = granian(port, "wsgi:application")
    return [str(python.with_name("granian")), *ours[1:]]


# Ours


def time_import(folder: Path, lines: Path, timed: int) -> float:
    """Seconds of `import_archive --publish` of the first lines into an empty site, the start of the
    command taken out."""
    folder.mkdir()
    some = folder / "some.jsonl"
    with lines.open(encoding="utf-8") as every:
        some.write_text("".join(line for line, _ in zip(every, range(timed), strict=False)))

    def manage(*arguments: str) -> float:
        before = children_cpu()
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, capture_output=True,
            env=environment(folder, 80),
        )  # fmt: skip
        return children_cpu() - before

    manage("migrate", "--verbosity", "0")
    start = manage("shell", "--no-imports", "--command", "")
    return manage("import_archive", "--publish", str(some)) - start


def forget(folder: Path) -> None:
    """As a change of what residents see does: no part that was kept is used again."""
    with sqlite3.connect(folder / "newsroom.sqlite3", timeout=20) as connection:
        connection.execute("UPDATE articles_generation SET number = number + 1")


# Both


def ask_anew(pid: int, port: int, request: bytes, number: int, folder: Path) -> Cost:
    """The cost of a page of ours right after a change, the cheapest of so many."""
    best, connection = 1e9, Connection(port)
    try:
        for _ in range(number):
            forget(folder)
            before = cpu_of(pid)
            connection.send(request)
            if (status := connection.read()[0]) != 200:
                raise SystemExit(f"{request!r} was answered with {status}")
            best = min(best, 1e6 * (cpu_of(pid) - before))
    finally:
        connection.close()
    return Cost(best, 0)


def measure_pages(
    servers: dict[str, tuple[int, int]], addresses: dict[str, dict[str, str]], number: int,
    folder: Path,
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Microseconds of CPU by server and page: the cheapest of three rounds."""
    found: dict[str, dict[str, float]] = {name: {} for name in (*servers, "ours, nothing kept")}
    for _ in range(3):
        for page in PAGES:
            for name, (pid, port) in servers.items():
                request = write_request(addresses[name][page])
                cost = measure(pid, port, request, number, 200).cpu
                found[name][page] = min(cost, found[name].get(page, cost))
            pid, port = servers["ours"]
            request = write_request(addresses["ours"][page])
            cost = ask_anew(pid, port, request, max(8, number // 20), folder).cpu
            told = found["ours, nothing kept"]
            told[page] = min(cost, told.get(page, cost))
    return found


def count_bytes(
    servers: dict[str, tuple[int, int]], addresses: dict[str, dict[str, str]]
) -> dict[str, dict[str, int]]:
    """How long each page is, as it is told to a reader who takes it as it is."""
    return {
        name: {page: len(ask_once(port, addresses[name][page])[2]) for page in PAGES}
        for name, (_, port) in servers.items()
    }


def tell(costs: dict[str, dict[str, float]], sizes: dict[str, dict[str, int]]) -> tuple[str, bool]:
    """The table, and whether all bounds are met."""
    lines = [
        "| page | ours, ms | Wagtail, ms | ratio | at most | | bytes, ours and Wagtail's |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    good = True
    for what, ours, theirs in (
        ("parts kept", "ours", "wagtail"),
        ("nothing kept", "ours, nothing kept", "wagtail, nothing kept"),
    ):
        for page in PAGES:
            ratio = costs[ours][page] / costs[theirs][page]
            good &= ratio <= OF_WAGTAIL
            lines.append(
                f"| {page}, {what} | {costs[ours][page] / 1000:.2f} |"
                f" {costs[theirs][page] / 1000:.2f} | {ratio:.2f} | {OF_WAGTAIL} |"
                f" {'PASS' if ratio <= OF_WAGTAIL else 'miss'} |"
                f" {sizes['ours'][page]:,}, {sizes['wagtail'][page]:,} |"
            )
    return "\n".join(lines), good


def compare_imports(ours: float, theirs: dict[str, float], timed: int) -> tuple[str, bool]:
    times = theirs["all"] / ours
    told = (
        f"Import of {timed:,} lines, search indexed: {ours:.1f} s, Wagtail's {theirs['all']:.1f} s"
        f" ({theirs['pages']:.1f} s without its indexes): {timed / ours:.0f} lines a second,"
        f" {times:.1f} times Wagtail's {timed / theirs['all']:.0f} (at least {TIMES_WAGTAIL:.0f}:"
        f" {'PASS' if times >= TIMES_WAGTAIL else 'miss'})."
    )
    return told, times >= TIMES_WAGTAIL


def run(asked: argparse.Namespace, home: Path) -> tuple[str, bool]:
    python = asked.python or make_environment(home / "env")
    ours, theirs = home / "ours", home / "wagtail"
    for folder in (ours, theirs):
        folder.mkdir()
    lines = write_lines(home, asked.articles)
    seconds, their_addresses = load_wagtail(python, theirs, lines, asked.timed)
    spent = time_import(home / "timed", lines, asked.timed)
    imports, fast = compare_imports(spent, seconds, asked.timed)
    addresses = {
        "ours": fill(ours, asked.articles), "wagtail": their_addresses,
        "wagtail, nothing kept": their_addresses,
    }  # fmt: skip
    with ExitStack() as stack:
        servers = {}
        for name in addresses:
            port = find_port()
            if name == "ours":
                command = granian(port, "newsroom.wsgi:application")
                pid = stack.enter_context(running(command, port, ours, PAGE_CACHE_MB="0"))
            else:
                keep = wagtail_environment(theirs, KEEP_FRAGMENTS=str(int(name == "wagtail")))
                pid = stack.enter_context(
                    running(wagtail_server(python, port), port, theirs, cwd=SITE, env=keep)
                )
            servers[name] = pid, port
        sizes = count_bytes(servers, addresses)
        costs = measure_pages(servers, addresses, asked.requests, ours)
    pages, cheap = tell(costs, sizes)
    head = f"{say_when()}; {asked.articles:,} articles on SQLite."
    return f"{head}\n\n{pages}\n\n{imports}\n", cheap and fast


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--timed", type=int, default=5_000)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--python", type=Path, help="one that has wagtail and granian")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="beside-wagtail-") as name:
        told, good = run(asked, Path(name))
    print(told)
    if asked.write:
        write("wagtail", told)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
