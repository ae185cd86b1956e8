"""What a page costs the server, beside nginx and beside a view that says hello.

    python bench/serving.py [--articles 2000] [--requests 4000] [--rounds 3] [--write]

Fills a database of its own, starts the server as deploy/ does, nginx (if it is installed) with the
same compressed bytes as files, and under the same server a hello-world of Django and ten lines of
Python that always answer the same. Each round asks all of them in turn; the cheapest round counts.
Prints the figures, with --write into docs/performance.md too. Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from asking import Cost, ask_once, measure, write_request
from backends import end_with_servers
from deaths import find_port
from paper import say_when, write

ROOT = Path(__file__).resolve().parents[1]
#: From memory: at least so much of nginx's requests per CPU-second; p99 at most so many times.
OF_NGINX, P99 = 0.40, 3.0
#: Made anew: at most so many times the hello-world's CPU.
TIMES_HELLO = {"front": 40.0, "article": 12.0, "campaign": 30.0, "search": 60.0}
_START = 120


class Target(NamedTuple):
    """Something that is asked in each round: who answers it, and how."""

    server: str
    request: bytes
    status: int = 200
    share: float = 1.0


@dataclass
class Bench:
    folder: Path
    servers: dict[str, tuple[int, int]] = field(default_factory=dict)  # process and port
    targets: dict[str, Target] = field(default_factory=dict)


def environment(folder: Path, port: int, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "DEBUG": "0",
        "SECRET_KEY": "only-for-this-run", "ALLOWED_HOSTS": "127.0.0.1", "VAR_DIR": str(folder),
        "SITE_URL": f"http://127.0.0.1:{port}", **more,
    }  # fmt: skip


@contextmanager
def running(
    command: list[str], port: int, folder: Path, *, cwd: Path = ROOT,
    env: dict[str, str] | None = None, **more: str,
) -> Iterator[int]:  # fmt: skip
    """A server's process, as soon as it answers at the port; of ours, unless `env` says whose."""
    end_with_servers()
    env = env or environment(folder, port, **more)
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(command, cwd=cwd, env=env, stdout=log, stderr=log)
        try:
            end = time.monotonic() + _START
            while True:
                try:
                    ask_once(port, "/")
                    break
                except OSError:
                    if server.poll() is not None or time.monotonic() > end:
                        told = (folder / "log").read_text()[-2000:]
                        raise SystemExit(f"{command[0]} does not start: {told}") from None
                    time.sleep(0.1)
            yield server.pid
        finally:
            server.terminate()
            server.wait(30)


def granian(port: int, application: str) -> list[str]:
    """As deploy/supervisord.conf starts it."""
    text = (ROOT / "deploy" / "supervisord.conf").read_text()
    (line,) = re.findall(r"^command = .*?/granian (.*) newsroom\.wsgi:application$", text, re.M)
    options = line.replace("%(ENV_PORT)s", str(port)).split()
    return [str(Path(sys.executable).with_name("granian")), *options, application]


def nginx(port: int, folder: Path, pages: dict[str, tuple[dict[str, str], bytes]]) -> list[str]:
    """With the pages' bytes as files, and the headers without which browsers can't read them."""
    locations = []
    for name, (headers, body) in pages.items():
        (folder / f"{name}.page").write_bytes(body)
        locations.append(
            f"location = /{name} {{ alias {folder}/{name}.page; default_type text/html;"
            f" add_header Content-Encoding {headers['content-encoding']};"
            " add_header Vary Accept-Encoding; }"
        )
    # Its worker would be another user, who may not read the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(f"""
{user} worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; etag on;
open_file_cache max=100; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
server {{ listen 127.0.0.1:{port}; {" ".join(locations)} }} }}
""")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def fill(folder: Path, articles: int) -> dict[str, str]:
    """A site with so many articles; the addresses of what is measured."""

    def manage(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, capture_output=True,
            text=True, env=environment(folder, 80),
        ).stdout  # fmt: skip

    manage("migrate", "--verbosity", "0")
    manage("fill", "--articles", str(articles))
    manage("collectstatic", "--noinput", "--verbosity", "0")
    told = manage("shell", "--no-imports", "--command", """
from django.db.models import Count
from articles.models import Article, Campaign
print("ADDRESSES", Article.objects.public().newest_first()[5].get_absolute_url(),
      Campaign.objects.annotate(n=Count("campaigned")).order_by("-n")[0].get_absolute_url())
""")  # fmt: skip
    article, campaign = told.split("ADDRESSES")[1].split()
    return {
        "front": "/", "article": article, "campaign": campaign,
        "search": "/search/?q=%E7%A4%BE%E5%8C%BA",
    }  # fmt: skip


def prepare(
    bench: Bench, addresses: dict[str, str], port: int
) -> dict[str, tuple[dict[str, str], bytes]]:
    """Ask each page once, and say what is to be asked; the bytes of the kept ones, for nginx."""
    pages = {}
    for name in ("front", "article"):
        status, headers, body = ask_once(port, addresses[name], Accept_Encoding="br")
        if status != 200 or headers.get("content-encoding") != "br":
            raise SystemExit(f"{addresses[name]}: {status}, {headers}")
        pages[name] = (headers, body)
        request = write_request(addresses[name], Accept_Encoding="gzip, deflate, br")
        etag = ask_once(port, addresses[name], Accept_Encoding="gzip, deflate, br")[1]["etag"]
        known = write_request(
            addresses[name], Accept_Encoding="gzip, deflate, br", If_None_Match=etag
        )
        bench.targets[f"{name} from memory"] = Target("site", request)
        bench.targets[f"{name} from memory, 304"] = Target("site", known, 304)
    for name, address in addresses.items():
        request = write_request(address, Accept_Encoding="gzip, deflate, br")
        bench.targets[f"{name} made anew"] = Target("bare", request, share=0.03)
    return pages


def add_baselines(bench: Bench) -> None:
    """Django's hello-world, and ten lines that always answer the same."""
    bench.targets["hello"] = Target("hello", write_request("/"), share=0.25)
    asked = {"Accept_Encoding": "gzip, deflate, br"}
    known = write_request("/", **asked, If_None_Match='"same"')
    bench.targets["ten lines"] = Target("least", write_request("/", **asked))
    bench.targets["ten lines, 304"] = Target("least", known, 304)


def add_nginx(bench: Bench, port: int, names: list[str]) -> None:
    for name in names:
        etag = ask_once(port, f"/{name}")[1]["etag"]
        bench.targets[f"{name} from nginx"] = Target("nginx", write_request(f"/{name}"))
        known = write_request(f"/{name}", If_None_Match=etag)
        bench.targets[f"{name} from nginx, 304"] = Target("nginx", known, 304)


def ask_in_turn(bench: Bench, requests: int, rounds: int) -> dict[str, Cost]:
    """The cheapest round of each target, of rounds that ask all of them one after the other."""
    found: dict[str, list[Cost]] = {name: [] for name in bench.targets}
    for _ in range(rounds):
        for name, target in bench.targets.items():
            pid, port = bench.servers[target.server]
            number = max(16, int(requests * target.share))
            found[name].append(measure(pid, port, target.request, number, target.status))
    return {
        name: Cost(min(each.cpu for each in costs), min(each.p99 for each in costs))
        for name, costs in found.items()
    }


def judge(costs: dict[str, Cost]) -> dict[str, dict[str, object]]:
    """Each ratio with its target, and whether that is met."""
    told: dict[str, dict[str, object]] = {}
    for name, cost in costs.items():
        beside = costs.get(name.replace("from memory", "from nginx"))
        if "from memory" in name and beside:
            share, slower = beside.cpu / cost.cpu, cost.p99 / beside.p99
            told[f"{name}, of nginx"] = {
                "ratio": round(share, 2), "at least": OF_NGINX, "ok": share >= OF_NGINX,
            }  # fmt: skip
            told[f"{name}, p99 by nginx's"] = {
                "ratio": round(slower, 1), "at most": P99, "ok": slower <= P99,
            }  # fmt: skip
        if name.endswith("made anew"):
            times, most = cost.cpu / costs["hello"].cpu, TIMES_HELLO[name.split()[0]]
            told[f"{name}, by hello"] = {
                "ratio": round(times, 1), "at most": most, "ok": times <= most,
            }  # fmt: skip
    return told


def run(articles: int, requests: int, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        bench, begun = Bench(Path(name)), time.monotonic()
        addresses = fill(bench.folder, articles)
        ports = {each: find_port() for each in ("site", "bare", "hello", "least", "nginx")}
        site = granian(ports["site"], "newsroom.wsgi:application")
        bare = granian(ports["bare"], "newsroom.wsgi:application")
        hello = granian(ports["hello"], "bench.hello:application")
        least = granian(ports["least"], "bench.ten_lines:application")
        with (
            running(site, ports["site"], bench.folder, PAGE_CACHE_MB="64") as site_pid,
            running(bare, ports["bare"], bench.folder, PAGE_CACHE_MB="0") as bare_pid,
            running(hello, ports["hello"], bench.folder) as hello_pid,
            running(least, ports["least"], bench.folder) as least_pid,
        ):
            pages = prepare(bench, addresses, ports["site"])
            bench.servers |= {
                "site": (site_pid, ports["site"]), "bare": (bare_pid, ports["bare"]),
                "hello": (hello_pid, ports["hello"]), "least": (least_pid, ports["least"]),
            }  # fmt: skip
            add_baselines(bench)
            if shutil.which("nginx") is None:
                costs = ask_in_turn(bench, requests, rounds)
            else:
                command = nginx(ports["nginx"], bench.folder, pages)
                with running(command, ports["nginx"], bench.folder) as pid:
                    bench.servers["nginx"] = (pid, ports["nginx"])
                    add_nginx(bench, ports["nginx"], list(pages))
                    costs = ask_in_turn(bench, requests, rounds)
    return {
        "articles": articles, "seconds": round(time.monotonic() - begun),
        "costs": {name: round(each.cpu) for name, each in costs.items()},
        "ratios": judge(costs),
    }  # fmt: skip


def tell(found: dict[str, Any]) -> str:
    """As a part of docs/performance.md."""
    lines = [
        f"{say_when()}; {found['articles']} articles on SQLite,"
        f" {found['seconds']} seconds altogether.",
        "", "| | µs of CPU a request |", "| --- | --- |",
    ]  # fmt: skip
    lines += [f"| {name} | {cpu:,} |" for name, cpu in found["costs"].items()]
    lines += ["", "| | ratio | target | |", "| --- | --- | --- | --- |"]
    for name, told in found["ratios"].items():
        kind = "at least" if "at least" in told else "at most"
        ok = "PASS" if told["ok"] else "miss"
        lines.append(f"| {name} | {told['ratio']} | {kind} {told[kind]} | {ok} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--requests", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    found = run(asked.articles, asked.requests, asked.rounds)
    told = tell(found)
    print(told)
    if asked.write:
        write("serving", told)
    return 0 if all(told["ok"] for told in found["ratios"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
