"""A CSV file of the portal as an SQLite table: the very rows, for Datasette."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable
from pathlib import Path

TABLE = "projects"
AMOUNT = "（万元）"
YEAR, REGION, TOTAL = "年度", "地区代码", "合计（万元）"


def store(path: Path, lines: Iterable[str]) -> int:
    """Columns are called as in the file's heading; amounts and years are numbers. Gives the number of rows."""
    rows = csv.reader(lines)
    headings = next(rows)
    columns = ", ".join(f'"{heading}" {kind(heading)}' for heading in headings)
    places = ", ".join("?" * len(headings))
    with sqlite3.connect(path) as database:
        database.execute(f'CREATE TABLE {TABLE} ("id" INTEGER PRIMARY KEY, {columns})')
        database.executemany(
            f"INSERT INTO {TABLE} VALUES (NULL, {places})",  # noqa: S608
            ([cell or None for cell in row] for row in rows),
        )
        database.execute(f'CREATE INDEX by_amount ON {TABLE} ("{TOTAL}" DESC)')
        database.execute(f'CREATE INDEX by_region ON {TABLE} ("{REGION}", "{YEAR}", "{TOTAL}" DESC)')
        database.execute("ANALYZE")
        stored = database.execute(f"SELECT count(*) FROM {TABLE}").fetchone()[0]  # noqa: S608
    database.close()
    return stored


def kind(heading: str) -> str:
    """SQLite's affinity of a column."""
    if heading.endswith(AMOUNT):
        return "NUMERIC"
    return "INTEGER" if heading == YEAR else "TEXT"


def places_with_rows(path: Path, least: int) -> list[tuple[str, int]]:
    """Region codes and years of which there are at least so many rows: a full page."""
    with sqlite3.connect(path) as database:
        found = database.execute(
            f'SELECT "{REGION}", "{YEAR}" FROM {TABLE} GROUP BY 1, 2 HAVING count(*) >= ? ORDER BY 1, 2',  # noqa: S608
            [least],
        ).fetchall()
    database.close()
    return found
