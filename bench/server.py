"""The portal as it is deployed (config/gunicorn.py), on a port of its own; and asking it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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
    """In the environment of the demo: the same code and processes, without what production wants to be told."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "PORTAL_MODE": "demo",
        "CHART_JS": "off",
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    server = Server(port, process)
    with stopped(process):
        wait(server)
        yield server


@contextmanager
def stopped(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ended afterwards, whatever happens meanwhile."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(server: Server, path: str = "/healthz") -> None:
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended with {server.process.returncode} before it answered")
        try:
            if server.get(path).status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no answer to {path}")
