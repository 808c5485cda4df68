"""编号 (ids): what names a row of a report from outside, the same after an export and an import.

A report's is its public id; a table's `<report>.<slug>`; a line's `<report>.<slug>.<position>`; a target form's
`<report>.targets.<position>`; a check's `<report>.checks.<position>`.
"""

from __future__ import annotations

from budgets.models import Finding, Line, Report, ReportTable, Target

PART = {Target: "targets", Finding: "checks"}


def id_of(record: Report | ReportTable | Line | Target | Finding) -> str:
    if isinstance(record, Report):
        return record.public_id
    if isinstance(record, ReportTable):
        return f"{record.report.public_id}.{record.slug}"
    if isinstance(record, Line):
        return f"{id_of(record.table)}.{record.position}"
    return f"{record.report.public_id}.{PART[type(record)]}.{record.position}"
