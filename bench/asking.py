"""Asks servers for pages over connections that stay open, and reads what that cost the servers.

A processor's time counts, not the clock: on a busy machine it says the same as on an idle one.
"""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import NamedTuple

CONNECTIONS = 16


class Cost(NamedTuple):
    """Of one request: the server's microseconds of CPU, and the milliseconds that 99 of 100 took at
    the most."""

    cpu: float
    p99: float


def children_of(pid: int) -> list[int]:
    """The process and all that it started, and these started."""
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += children_of(int(child))
    return found


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a server's processes have taken, to the nanosecond."""
    nanoseconds = 0
    for process in children_of(pid):
        for path in Path(f"/proc/{process}/task").glob("*/schedstat"):
            nanoseconds += int(path.read_text().split()[0])
    return nanoseconds / 1e9


class Connection:
    """One connection to a server of this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def read(self) -> tuple[int, dict[str, str], bytes]:
        """Status, headers with small letters, and body of the next answer."""
        while b"\r\n\r\n" not in self._rest:
            self._take()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        length = int(headers.get("content-length", 0))
        while len(self._rest) < length:
            self._take()
        body, self._rest = self._rest[:length], self._rest[length:]
        return int(first.split()[1]), headers, body

    def _take(self) -> None:
        part = self._socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server closed the connection")
        self._rest += part

    def close(self) -> None:
        self._socket.close()


def write_request(address: str, **headers: str) -> bytes:
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def ask_once(port: int, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = Connection(port)
    try:
        connection.send(write_request(address, **headers))
        return connection.read()
    finally:
        connection.close()


def measure(pid: int, port: int, request: bytes, number: int, status: int) -> Cost:
    """The cost of so many requests, all of which must be answered with this status."""
    connections = [Connection(port) for _ in range(min(CONNECTIONS, number))]
    took = []

    def ask_all() -> None:
        sent = []
        for each in connections:
            each.send(request)
            sent.append(time.perf_counter())
        for each, at in zip(connections, sent, strict=True):
            got = each.read()[0]
            took.append(time.perf_counter() - at)
            if got != status:
                raise SystemExit(f"{request!r} was answered with {got} instead of {status}")

    try:
        ask_all()
        took.clear()
        before, rounds = cpu_of(pid), -(-number // len(connections))
        for _ in range(rounds):
            ask_all()
        spent = cpu_of(pid) - before
    finally:
        for each in connections:
            each.close()
    took.sort()
    return Cost(1e6 * spent / len(took), 1000 * took[int(0.99 * (len(took) - 1))])


def machine() -> str:
    """What it was measured on, in a line."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    name = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "?")
    return f"{os.cpu_count()} cores, {name}, load {os.getloadavg()[0]:.1f}"
