"""Projects (项目): one project over the years, its targets; what became of a report's projects since last year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from budgets.models import Line, Project, Report, ReportTable, Target
from budgets.queries.reports import STAGE

KINDS = ("projects", "carryover_projects")
NEEDED = ("table_id", "position", "page", "box", "name", "total", "project_identity_id")


@dataclass(frozen=True, slots=True)
class Turnover:
    """Projects of a year beside the year before: new, no longer listed, and those whose amount changed."""

    before: Report
    new: list[Line]
    ended: list[Line]
    changed: list[tuple[Line, Line]]  # then, now; the largest change first


def turnovers(reports: Sequence[Report]) -> dict[int, Turnover]:
    """Of one holder's reports, by id: each beside last year's. By identity, never by similar names. Two queries.

    Left out is a report without last year's among them, or where either lists no projects.
    """
    by_year = {(report.department_id, report.year): report for report in reports}
    listed = identified(reports) if len(by_year) > 1 else {}
    found = {}
    for report in reports:
        before = by_year.get((report.department_id, report.year - 1))
        if before and listed[before.pk] and listed[report.pk]:
            found[report.pk] = beside_last_year(before, listed[before.pk], listed[report.pk])
    return found


def beside_last_year(before: Report, then: dict[int, Line], now: dict[int, Line]) -> Turnover:
    changed = [
        (then[key], now[key])
        for key in then.keys() & now.keys()
        if then[key].table.kind == now[key].table.kind == "projects"
        and None not in (then[key].total, now[key].total)
        and then[key].total != now[key].total
    ]
    return Turnover(
        before,
        by_amount(line for key, line in now.items() if key not in then),
        by_amount(line for key, line in then.items() if key not in now),
        sorted(changed, key=lambda pair: (-abs(pair[1].total - pair[0].total), pair[1].position)),
    )


def identified(reports: Sequence[Report]) -> dict[int, dict[int, Line]]:
    """Project rows by project, for each report by its id: this year's money before carry-over."""
    rows: dict[int, dict[int, Line]] = {report.pk: {} for report in reports}
    tables = ReportTable.objects.filter(report__in=rows, kind__in=KINDS).only("kind", "slug", "report_id").in_bulk()
    listed = Line.objects.filter(table__in=tables, row_kind="project", project_identity__isnull=False).only(*NEEDED)
    for line in listed.order_by(F("table__kind").desc(), "table_id", "position"):
        line.table = tables[line.table_id]
        rows[line.table.report_id].setdefault(line.project_identity_id, line)
    return rows


def by_amount(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -(line.total or 0))


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
    """Its target forms in published reports, 部门 before 单位."""
    return forms_in(of, Report.Status.PUBLISHED)


def replaced_targets(of: Project) -> list[Target]:
    """Its forms in versions that were replaced since."""
    return forms_in(of, Report.Status.SUPERSEDED)


def forms_in(of: Project, status: str) -> list[Target]:
    found = of.targets.filter(report__status=status, report__stage=STAGE)
    return list(
        found.select_related("report__source", "report__department__region", "report__unit")
        .prefetch_related("indicators")
        .order_by("-report__year", F("report__unit_id").asc(nulls_first=True), "-report__version", "position")
    )


def reported_years(of: Project) -> list[int]:
    """Years in which its department has a published report, whether it lists the project or not."""
    return list(Report.published.filter(department=of.department, stage=STAGE).values_list("year", flat=True))


def next_reports(of: Project, years: Sequence[int], unit_ids: Sequence[int | None]) -> list[Report]:
    """Published reports of the same holder that list projects, for years after this one's last: it has ended."""
    if not years:
        return []
    listing = Line.objects.filter(table__report=OuterRef("pk"), table__kind__in=KINDS, row_kind="project")
    later = Report.published.filter(Exists(listing), department=of.department, stage=STAGE, year__gt=max(years))
    later = later.select_related("department", "unit").order_by("year")
    return [report for report in later if report.unit_id in set(unit_ids)]
