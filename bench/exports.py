"""The CSV of all rows of all tables against PostgreSQL's own COPY: of the same columns of the same rows.

Django writes the COPY's query, from the file's own declaration.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import connection
from django.db.models import QuerySet

from bench.figures import Figure
from bench.server import Server
from bench.streams import MOST_ROWS, streamed
from budgets.datasets import DATASET
from budgets.queries.reports import published

FILE = "/data/lines.csv?bom=0"
WARM = 20_000  # rows after which a process has all that a file of any length needs


def export_figures(server: Server, most: int = MOST_ROWS) -> Iterator[Figure]:
    streamed(server, FILE, WARM)  # imports and caches are not what is measured
    copied, copy_seconds = copied_rows(most)
    file = streamed(server, FILE, most)
    yield Figure("csv-rows", file.rows)
    yield Figure("csv-rows-per-second", file.rows / file.seconds)
    yield Figure("csv-rate-of-copy", (file.rows / file.seconds) / (copied / copy_seconds), ">=0.4")
    yield Figure("csv-memory-growth-mb", file.growth / 2**20, "<=32")


def rows_of_file(most: int) -> QuerySet:
    """The file's rows and its columns, as the database holds them."""
    lines = DATASET["lines"]
    found = lines.query(published()).order_by("pk")
    return found.values_list(*(column.source for column in lines.columns))[:most]


def copy_of_file(most: int) -> tuple[str, tuple[object, ...]]:
    """The COPY with its parameters."""
    query, parameters = rows_of_file(most).query.sql_with_params()
    return f"COPY ({query}) TO STDOUT (FORMAT csv)", parameters


def copied_rows(most: int) -> tuple[int, float]:
    """How many rows COPY sent, in how many seconds."""
    started = time.perf_counter()
    with connection.cursor() as cursor:
        with cursor.copy(*copy_of_file(most)) as copy:
            for _ in copy:
                pass
        return cursor.rowcount, time.perf_counter() - started
