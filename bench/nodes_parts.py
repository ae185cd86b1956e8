"""What bench/nodes.py starts: databases, Redis, a bucket, nodes, nginx; each ends by its pid."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from deaths import ROOT, children

sys.path.insert(0, str(ROOT / ".ci"))
from with_postgres import account, binaries

BIN = Path(sys.executable).parent
PRIMARY, REPLICA = "primary", "replica"
#: What is acknowledged is on both disks.
_KEEPS = """
fsync = on
synchronous_commit = on
listen_addresses = ''
max_connections = 80
shared_buffers = 128MB
jit = off
wal_log_hints = on
hot_standby_feedback = on
"""
_BUCKET = "newsroom"


@dataclass
class Parts:
    """Everything that runs, in one folder and from one port on."""

    folder: Path
    port: int
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def port_of(self, name: str) -> int:
        return self.port + 1 + ("redis", "bucket", "a", "b").index(name)

    def database(self, *names: str) -> str:
        hosts = ",".join(str(self.folder / name) for name in names)
        return f"postgres://postgres@/postgres?host={hosts}"

    def environment(self, node: str = "a") -> dict[str, str]:
        var = self.folder / node
        var.mkdir(exist_ok=True)
        return os.environ | {
            "DEBUG": "0", "SECRET_KEY": "only-for-this-run", "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": self.site, "TRUSTED_PROXIES": "127.0.0.1", "VAR_DIR": str(var),
            "DATABASE_URL": self.database(PRIMARY, REPLICA) + "&target_session_attrs=read-write",
            "REPLICA_URL": self.database(REPLICA),
            "CACHE_URL": f"redis://127.0.0.1:{self.port_of('redis')}/0",
            "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
            "S3_BUCKET": _BUCKET, "S3_ENDPOINT": f"http://127.0.0.1:{self.port_of('bucket')}",
            "S3_ACCESS_KEY": "key", "S3_SECRET_KEY": "secret", "S3_ADDRESSING": "path",
            "RUN": str(var), "BIN": str(BIN), "WORKERS": "1",
            "PORT": str(self.port_of(node) if node in "ab" else 0),
        }  # fmt: skip

    def start(
        self, name: str, *command: object, user: str | None = None, **options: object
    ) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(
            list(map(str, command)), stdout=log, stderr=log, user=user, start_new_session=True,
            cwd=options.get("cwd", "/"), env=options.get("env"),
        )  # fmt: skip

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment(),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"manage.py {arguments[0]}: {done.stderr[-2000:]}")
        return done.stdout

    def kill(self, name: str) -> None:
        """All processes of it are gone at once, as when its machine loses power."""
        process = self.running.pop(name)
        for pid in _tree(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()

    def spent(self) -> dict[str, float]:
        """Seconds of the processor that each part has taken, and who asks them all."""
        found = {name: _spent(process.pid) for name, process in self.running.items()}
        return found | {"readers and editors": time.process_time()}

    def stop(self) -> None:
        for name, process in reversed(list(self.running.items())):
            process.send_signal(signal.SIGINT if name in (PRIMARY, REPLICA) else signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            if process.poll() is None:
                self.kill(name)


def _tree(pid: int) -> list[int]:
    return [pid, *(each for child in children(pid) for each in _tree(child))]


def _spent(pid: int) -> float:
    """Of a process, of what it started, and of what of these has ended."""
    ticks = 0
    for each in _tree(pid):
        with suppress(OSError):
            after_name = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2]
            ticks += sum(map(int, after_name.split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_for(name: str, ready: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError, psycopg.Error):
            if ready():
                return
        time.sleep(0.1)
    raise SystemExit(f"{name} does not start")


def _answers(address: str) -> Callable[[], object]:
    return lambda: urllib.request.urlopen(address, timeout=5).status == 200


def start_databases(parts: Parts) -> None:
    """A primary, and a replica that has each commit before it is acknowledged."""
    programs = binaries()
    if programs is None:
        raise SystemExit("wants an installed PostgreSQL")
    owner = account()
    for name in (PRIMARY, REPLICA):
        (parts.folder / name).mkdir()
        if owner:
            shutil.chown(parts.folder / name, owner)

    def run(*command: object) -> None:
        subprocess.run(list(map(str, command)), user=owner, cwd="/", check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip

    def begin(name: str) -> None:
        home = parts.folder / name
        parts.start(name, programs / "postgres", "-D", home / "data", "-k", home, user=owner)
        wait_for(name, lambda: psycopg.connect(parts.database(name)).close() or True)

    data = parts.folder / PRIMARY / "data"
    run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale=C.UTF-8")  # fmt: skip
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(_KEEPS)
    begin(PRIMARY)
    source = f"host={parts.folder / PRIMARY} user=postgres application_name=newsroom_replica"
    run(programs / "pg_basebackup", "-R", "-c", "fast", "-d", source,
        "-D", parts.folder / REPLICA / "data")  # fmt: skip
    begin(REPLICA)
    with psycopg.connect(parts.database(PRIMARY), autocommit=True) as there:
        there.execute("ALTER SYSTEM SET synchronous_standby_names = 'newsroom_replica'")
        there.execute("SELECT pg_reload_conf()")
        wait_for(REPLICA, lambda: there.execute(
            "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'").fetchone())  # fmt: skip


def start_stores(parts: Parts) -> None:
    """Redis, and a bucket of moto's server."""
    parts.start("redis", shutil.which("redis-server"), "--port", parts.port_of("redis"),
                "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")  # fmt: skip
    parts.start("bucket", BIN / "moto_server", "-H", "127.0.0.1", "-p", parts.port_of("bucket"))
    import boto3  # noqa: PLC0415 - takes a while

    client = boto3.client(
        "s3", endpoint_url=f"http://127.0.0.1:{parts.port_of('bucket')}", region_name="us-east-1",
        aws_access_key_id="key", aws_secret_access_key="secret",
    )  # fmt: skip
    wait_for("bucket", _answers(f"http://127.0.0.1:{parts.port_of('bucket')}/moto-api/"))
    client.create_bucket(Bucket=_BUCKET)


def start_node(parts: Parts, name: str) -> None:
    """As `make serve` runs it."""
    parts.start(name, sys.executable, "-m", "supervisor.supervisord", "-c",
                "deploy/supervisord.conf", cwd=ROOT, env=parts.environment(name))  # fmt: skip


def wait_for_node(parts: Parts, name: str) -> None:
    wait_for(name, _answers(f"http://127.0.0.1:{parts.port_of(name)}/healthz"))


def start_worker(parts: Parts) -> None:
    parts.start("worker", sys.executable, "manage.py", "db_worker", cwd=ROOT,
                env=parts.environment("worker"))  # fmt: skip


def start_nginx(parts: Parts) -> None:
    """deploy/nginx.conf before both nodes, without TLS."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    plain, _, secure = text.partition("server {\n    listen 80;")
    secure = secure.partition("}\n")[2]
    first, *rest = [f"127.0.0.1:{parts.port_of(name)}" for name in "ab"]
    lines = plain.replace("127.0.0.1:8000", first).splitlines()
    more = [line.replace(first, each) for line in lines if f" server {first}" in line
            and "#" not in line for each in rest]  # fmt: skip
    at = next(n for n, line in enumerate(lines) if "keepalive" in line)
    plain = "\n".join([*lines[:at], *more, *lines[at:]]) + "\n"
    secure = secure.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{parts.port};")
    secure = secure.replace("server_name news.example.cn;", "server_name 127.0.0.1;")
    secure = secure.replace("Host $host;", "Host $http_host;")
    kept = [line for line in secure.splitlines() if not line.strip().startswith("ssl_")]
    folder = parts.folder / "nginx"
    folder.mkdir()
    paths = "".join(f"{each}_temp_path {folder}/{each};"
                    for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr; worker_rlimit_nofile"
        f" 4096; events {{ worker_connections 2048; }} http {{ access_log off; {paths} {plain}"
        + "\n".join(kept) + " }"
    )  # fmt: skip
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    parts.start("nginx", program, "-p", folder, "-c", conf)
    wait_for("nginx", _answers(f"{parts.site}/healthz"))


def promote(parts: Parts) -> str:
    """By the command of docs/operations.md."""
    done = subprocess.run(
        [ROOT / "deploy" / "promote.sh", f"host={parts.folder / REPLICA} user=postgres"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return (done.stdout + done.stderr).strip()
