"""64 connections at once (人多的时候): mixed pages for a minute without an error or growth in memory."""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.apart import program
from bench.figures import Figure
from bench.pages import PAGES, Place, good
from bench.server import Server

CONNECTIONS = 64
ADDRESSES = 12  # of each page
WARM_UP = 1 / 3  # of the time


@dataclass(frozen=True, slots=True)
class Stood:
    requests: int
    errors: int


def crowd_figures(server: Server, at: Place, seconds: int) -> Iterator[Figure]:
    addresses = mixed(at)
    for address in addresses:
        good(server.get(address), address)
    crowd(server, addresses, max(1, round(seconds * WARM_UP)))
    before = server.memory()
    stood = crowd(server, addresses, seconds)
    yield Figure("crowd-connections", CONNECTIONS)
    yield Figure("crowd-seconds", seconds)
    yield Figure("crowd-requests-per-second", stood.requests / seconds)
    yield Figure("crowd-errors", stood.errors, "<=0")
    yield Figure("crowd-memory-after-over-before", server.memory() / before, "<=1.05")


def mixed(at: Place) -> list[str]:
    chance = random.Random(7)  # noqa: S311  -- the same pages in every run
    return [address(at, chance) for address in PAGES.values() for _ in range(ADDRESSES)]


def crowd(server: Server, addresses: list[str], seconds: int) -> Stood:
    call = [program("locust"), "--locustfile", str(Path(__file__).with_name("locustfile.py")), "--headless"]
    call += ["--host", f"http://127.0.0.1:{server.port}", "--run-time", f"{seconds}s", "--stop-timeout", "60s"]
    call += ["--users", str(CONNECTIONS), "--spawn-rate", str(CONNECTIONS), "--json", "--exit-code-on-error", "0"]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as listed:
        json.dump(addresses, listed)
        listed.flush()
        environment = {**os.environ, "BENCH_ADDRESSES": listed.name}
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"locust ended with {done.returncode}: {done.stderr.strip()[-200:]}")
    return stood_by(done.stdout)


def stood_by(printed: str) -> Stood:
    """Of locust's statistics as JSON."""
    entries = json.loads(printed)
    return Stood(sum(e["num_requests"] for e in entries), sum(e["num_failures"] for e in entries))
