"""编号 (ids): what names a row of a report from outside, the same after an export and an import.

A report's is its public id; a table's `<report>.<slug>`; a line's `<report>.<slug>.<position>`; a target form's
`<report>.targets.<position>`; a check's `<report>.checks.<position>`.
"""

from __future__ import annotations

from django.db.models import Expression, F, Model, Value

from budgets.models import Finding, Line, Report, ReportTable, Target
from budgets.tables.texts import joined_in_sql

MOST_ID = 2**31 - 1
PART = {Target: "targets", Finding: "checks"}


def id_of(record: Report | ReportTable | Line | Target | Finding) -> str:
    if isinstance(record, Report):
        return record.public_id
    if isinstance(record, ReportTable):
        return f"{record.report.public_id}.{record.slug}"
    if isinstance(record, Line):
        return f"{id_of(record.table)}.{record.position}"
    return f"{record.report.public_id}.{PART[type(record)]}.{record.position}"


def number_in(text: str) -> int | None:
    """The number that a request names a row or a place by; None for a text that can name none, however long."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= MOST_ID):
        return None
    return int(text)


PARTS: dict[type[Model], tuple[F | Value, ...]] = {
    ReportTable: (F("report__public_id"), F("slug")),
    Line: (F("table__report__public_id"), F("table__slug"), F("position")),
    Target: (F("report__public_id"), Value(PART[Target]), F("position")),
    Finding: (F("report__public_id"), Value(PART[Finding]), F("position")),
}


def id_in_sql(model: type[Model], path: str = "") -> Expression:
    """The same id, made by the database; `path` leads to the record, with its underscores."""
    first, *rest = [F(path + part.name) if isinstance(part, F) else part for part in PARTS[model]]
    return joined_in_sql(first, *(part for one in rest for part in (Value("."), one)))
