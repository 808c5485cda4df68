"""Processes of test_million_rows: `fill N` makes a report of N rows, `read ADDRESS` reads a file."""

import json
import os
import resource
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from budgets.models import Line  # noqa: E402
from tests.budgets import factories as make  # noqa: E402


def fill(rows: int) -> None:
    """The ten rows of a table again and again, doubled inside the database."""
    report = make.report()
    more = [{"code": f"21{n}", "name": f"其他第 {n} 类支出", "total": "-0.01"} for n in range(5)]
    stored = make.table(report, "expenditure", [*make.EXPENDITURE[1:], *more])
    columns = [field.column for field in Line._meta.concrete_fields if field.column not in {"id", "position"}]
    listed = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        while (count := stored.lines.count()) < rows:
            again = f"SELECT position + %s, {listed} FROM budgets_line LIMIT %s"
            cursor.execute(f"INSERT INTO budgets_line (position, {listed}) {again}", [count, rows - count])


def read(address: str) -> None:
    client = Client()
    list(client.get("/data/regions.csv").streaming_content)  # what any request loads
    start, before = time.perf_counter(), peak()
    size = lines = 0
    for piece in client.get(address).streaming_content:
        size += len(piece)
        lines += piece.count(b"\r\n")
    seconds = time.perf_counter() - start
    print(json.dumps({"lines": lines, "bytes": size, "seconds": seconds, "before": before, "peak": peak()}))


def peak() -> int:
    """MB that the process had at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    {"fill": lambda: fill(int(sys.argv[2])), "read": lambda: read(sys.argv[2])}[sys.argv[1]]()
