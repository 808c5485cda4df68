"""Reading what is handed in: reports per minute with one and two workers, and what isn't spent on reading."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg

from bench.figures import Figure
from bench.scratch import Instance, instance
from bench.server import ROOT, stopped

WORKERS = (1, 2)
LONGEST = 1800  # seconds for all files
HANDED_IN = "SELECT count(*), count(*) FILTER (WHERE status = 'ready') FROM ingest_upload"
TOOK = """
    SELECT extract(epoch FROM max(finished_at) - min(started_at)) FROM django_tasks_database_dbtaskresult
    WHERE task_path = 'ingest.tasks.read_upload'
"""


def ingest_figures(server_url: str, files: int) -> Iterator[Figure]:
    """`files` samples are handed in once; each measurement begins with a copy of that."""
    with instance(server_url) as prepared:
        for call in (["migrate", "--verbosity", "0"], ["load_codes"]):
            prepared.run("manage.py", *call)
        yield Figure("ingest-files", float(prepared.run("-m", "bench.handing_in", str(files))))
        for workers in WORKERS:
            yield Figure(f"ingest-reports-per-minute-workers-{workers}", reports_per_minute(prepared, workers))
        with instance(server_url, like=prepared) as copy:
            spent = json.loads(copy.run("-m", "bench.reading_share"))
        yield Figure("ingest-seconds-a-report", spent["all"] / spent["reports"])
        yield Figure("ingest-seconds-to-start-reading", spent["start"])
        yield Figure("ingest-outside-reading", 1 - spent["reading"] / spent["all"], "<=0.1")


def reports_per_minute(prepared: Instance, workers: int) -> float:
    """From the first file's start to the last one's end, as the tasks themselves note it."""
    with instance(prepared.database_url, like=prepared) as copy:
        read_all(copy, workers)
        with psycopg.connect(copy.database_url) as connection:
            handed_in, ready = connection.execute(HANDED_IN).fetchone()
            seconds = float(connection.execute(TOOK).fetchone()[0])
    if ready < handed_in:
        raise RuntimeError(f"{handed_in - ready} of {handed_in} files were not read")
    return ready / seconds * 60


def read_all(of: Instance, workers: int) -> None:
    """Real workers; each ends when nothing waits any more."""
    call = [sys.executable, "manage.py", "worker", "--batch"]
    with ExitStack() as ending:
        started = [
            subprocess.Popen(call, cwd=ROOT, env=of.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
            for _ in range(workers)
        ]
        for process in started:
            ending.enter_context(stopped(process))
        for process in started:
            if process.wait(LONGEST):
                raise RuntimeError(f"a worker ended with {process.returncode}")
