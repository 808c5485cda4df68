"""Projects (项目): their rows in published reports, one project over the years, its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from budgets.models import Line, Project, Report, Target
from budgets.queries.reports import STAGE, without_overlap

if TYPE_CHECKING:
    from budgets.queries.search import Asked

KINDS = ("projects", "carryover_projects")
ORDERS = {"amount": (F("total").desc(nulls_last=True), "id"), "name": ("name", "id")}


def rows(
    *,
    question: Asked | None = None,
    year: int | None = None,
    region: str | None = None,
    department: int | None = None,
    order: str = "amount",
) -> QuerySet[Line]:
    """Project rows, a unit's own only where its department's report isn't there: none stands twice."""
    found = Line.objects.filter(
        row_kind="project", table__kind__in=KINDS, table__report__in=without_overlap().order_by().values("pk")
    ).select_related("table__report__department__region", "table__report__unit", "table__report__source")
    if question and question.words:
        found = found.filter(question.matches("name"))
    if year:
        found = found.filter(table__report__year=year)
    if region:
        found = found.filter(table__report__department__region__code__startswith=region)
    if department:
        found = found.filter(table__report__department_id=department)
    return found.order_by(*ORDERS[order])


def project(project_id: int) -> Project | None:
    """Only one with a row in a published report."""
    return (
        Project.objects.filter(pk=project_id, lines__table__report__status=Report.Status.PUBLISHED)
        .select_related("department__region__parent__parent")
        .distinct()
        .first()
    )


def lines(of: Project) -> list[Line]:
    """Its rows by year, of the 部门 report before the unit's own, this year's money before carry-over."""
    found = of.lines.filter(table__report__status=Report.Status.PUBLISHED, table__report__stage=STAGE)
    return sorted(
        found.select_related("table__report__department__region", "table__report__unit", "table__report__source"),
        key=lambda line: (
            line.table.report.year,
            line.table.report.unit_id is not None,
            line.table.kind == "carryover_projects",
            line.position,
        ),
    )


def one_per_year(of: Sequence[Line]) -> list[Line]:
    """One scope per year, so that nothing is counted twice: lines must come sorted as `lines` gives them."""
    report_of_year: dict[int, int] = {}
    return [
        line
        for line in of
        if report_of_year.setdefault(line.table.report.year, line.table.report_id) == line.table.report_id
    ]


def targets(of: Project) -> list[Target]:
    found = of.targets.filter(report__status=Report.Status.PUBLISHED, report__stage=STAGE)
    return list(
        found.select_related("report__source", "report__department", "report__unit")
        .prefetch_related("indicators")
        .order_by("-report__year", "report__unit_id", "position")
    )


def next_reports(of: Project, years: Sequence[int], unit_ids: Sequence[int | None]) -> list[Report]:
    """Published reports of the same holder for years after the project's last: without it there, it has ended."""
    if not years:
        return []
    later = Report.published.filter(department=of.department, stage=STAGE, year__gt=max(years)).order_by("year")
    return [report for report in later if report.unit_id in set(unit_ids)]
