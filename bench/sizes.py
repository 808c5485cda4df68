"""What the databases hold, and what holds them."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench.figures import Figure

COUNTED = ("report", "line", "project", "indicator", "finding")


def size_figures(size: str, database_url: str) -> Iterator[Figure]:
    with psycopg.connect(database_url) as connection:
        for name in COUNTED:
            count = connection.execute(f"SELECT count(*) FROM budgets_{name}").fetchone()[0]  # noqa: S608
            yield Figure(f"{name}s-{size}", count)
        on_disk = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
    yield Figure(f"gigabytes-{size}", on_disk / 1e9)


def machine(database_url: str) -> str:
    with psycopg.connect(database_url) as connection:
        version = connection.execute("SHOW server_version").fetchone()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{os.cpu_count()} × {processor()}, {memory:.0f} GB, Python {platform.python_version()}, "
        f"PostgreSQL {version}, load {load}"
    )


def processor() -> str:
    named = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return named[0].split(":", 1)[1].strip() if named else platform.machine()
