"""The portal as it is deployed, two processes, on a port of its own; and asking it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = 2
READY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    seconds: float
    size: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    environment: dict[str, str] = field(repr=False)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """One request on a connection of its own, to the last byte."""
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        connection.close()
        return Answer(response.status, seconds, len(body), {k.lower(): v for k, v in response.getheaders()}, body)

    def processes(self) -> list[int]:
        """The master and its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def memory(self) -> int:
        """Bytes of resident memory of the process that has most."""
        return max(resident(pid) for pid in self.processes())


def resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@contextmanager
def serving(database_url: str) -> Iterator[Server]:
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": database_url, "PORTAL_MODE": "demo", "CHART_JS": "off"}
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(PROCESSES), "--threads", "4", "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    server = Server(port, process, environment)
    try:
        wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(server: Server) -> None:
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up:
        try:
            if server.get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the portal did not answer /healthz")
