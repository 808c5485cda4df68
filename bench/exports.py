"""The CSV of all project rows against PostgreSQL's own COPY of the same columns of the same rows."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass

import psycopg

from bench.server import Server

PATH = "/projects.csv"
MOST_ROWS = 1_000_000
COPY = """
COPY (
  SELECT l.name, p.code, p.name, p.is_fictional, d.name, u.name, r.year, r.scope, r.stage, r.version, l.unit, t.kind,
    l.total, l.general_public_budget, l.government_fund, l.state_capital, l.special_account, l.unit_funds, l.page,
    l.project_identity_id, r.public_id, s.sha256
  FROM budgets_line l JOIN budgets_reporttable t ON t.id = l.table_id JOIN budgets_report r ON r.id = t.report_id
  JOIN budgets_department d ON d.id = r.department_id JOIN budgets_region p ON p.code = d.region_id
  JOIN budgets_sourcefile s ON s.id = r.source_id LEFT JOIN budgets_budgetunit u ON u.id = r.unit_id
  WHERE l.row_kind = 'project' AND t.kind IN ('projects', 'carryover_projects') AND r.status = 'published'
    AND NOT (r.unit_id IS NOT NULL AND EXISTS (
      SELECT FROM budgets_report w WHERE w.unit_id IS NULL AND w.department_id = r.department_id AND w.year = r.year
        AND w.stage = r.stage AND w.status = 'published'))
  ORDER BY l.total DESC NULLS LAST, l.id LIMIT 1000000
) TO STDOUT (FORMAT csv)
"""


@dataclass(frozen=True, slots=True)
class Exported:
    rows: int
    ratio: float
    growth: int


def csv_against_copy(server: Server, database_url: str) -> Exported:
    """Rows per second of the portal's file over those of COPY; how much the largest process grew meanwhile, bytes."""
    copied, copy_seconds = copy_rows(database_url)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=900)
    started = time.perf_counter()
    connection.request("GET", PATH)
    response = connection.getresponse()
    before, rows, most = server.memory(), 0, 0
    while chunk := response.read(1 << 20):
        rows += chunk.count(b"\r\n")
        most = max(most, server.memory())
        if rows >= MOST_ROWS:
            break
    seconds = time.perf_counter() - started
    connection.close()
    return Exported(rows, (rows / seconds) / (copied / copy_seconds), max(0, most - before))


def copy_rows(database_url: str) -> tuple[int, float]:
    with psycopg.connect(database_url) as connection, connection.cursor() as cursor:
        started = time.perf_counter()
        rows = 0
        with cursor.copy(COPY) as copy:
            for block in copy:
                rows += bytes(block).count(b"\n")
        return rows, time.perf_counter() - started
