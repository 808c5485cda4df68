"""谁公开了什么 (disclosure): by department and year what is here. Not here is 未收录, which isn't undisclosed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from budgets.models import Department, Line, Report, ReportTable, Target
from budgets.queries.reports import published


@dataclass(frozen=True, slots=True)
class Held:
    """What a published report holds: printed tables, those without data, target forms."""

    report: Report
    tables: int
    empty_tables: int
    targets: int


@dataclass(slots=True)
class Row:
    department: Department
    by_year: dict[int, list[Held]] = field(default_factory=dict)


def board(region: str | None = None) -> tuple[list[int], list[Row]]:
    """Years, newest first, and a row per department; four queries whatever the number."""
    found = published().order_by("department__region_id", "department_id", "unit_id")
    if region:
        found = found.filter(department__region__code__startswith=region)
    reports = list(found)
    tables, empty, targets = counted(reports)
    rows: dict[int, Row] = {}
    for report in reports:
        held = Held(report, tables.get(report.pk, 0), empty.get(report.pk, 0), targets.get(report.pk, 0))
        row = rows.setdefault(report.department_id, Row(report.department))
        row.by_year.setdefault(report.year, []).append(held)
    years = sorted({report.year for report in reports}, reverse=True)
    return years, list(rows.values())


def counted(reports: list[Report]) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    ids = [report.pk for report in reports]
    of_known_kind = ReportTable.objects.filter(report_id__in=ids).exclude(kind="other")
    tables = by_report(of_known_kind)
    empty = by_report(of_known_kind.exclude(Exists(Line.objects.filter(table=OuterRef("pk")))))
    return tables, empty, by_report(Target.objects.filter(report_id__in=ids))


def by_report(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("report_id").annotate(count=Count("pk")))
