"""Which listed projects are new in their year, and which ended with it (ListedProject.is_new, is_ended)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from budgets.models import Line, ListedProject, Report
from budgets.queries.projects import KINDS
from budgets.queries.reports import STAGE

REPORT = "table__report__"
OF_ROW = ("pk", f"{REPORT}department_id", f"{REPORT}unit_id", f"{REPORT}year", "table__kind", "project_identity_id")


class Row(NamedTuple):
    """A project row of a published report; who holds it: a department, or one of its units."""

    line: int
    department: int
    unit: int | None
    year: int
    kind: str
    project: int | None

    def list_of(self, step: int) -> tuple[int, int | None, int]:
        """The same holder's list, so many years on."""
        return self.department, self.unit, self.year + step


def mark(departments: Q) -> None:
    """Of the reports that `departments` lets in, all years: a project's row is new where the year before lists
    projects, but not this one, and ended where the year after does. By identity, never by similar names."""
    public = {f"{REPORT}status": Report.Status.PUBLISHED, f"{REPORT}stage": STAGE}
    reports = Report.objects.filter(departments).order_by().values("pk")
    found = Line.objects.filter(row_kind="project", table__kind__in=KINDS, table__report__in=reports, **public)
    rows = [Row(*row) for row in found.order_by().values_list(*OF_ROW)]
    listed = ListedProject.objects.filter(report__in=reports)
    for flag, step in (("is_new", -1), ("is_ended", 1)):
        wanted = alone(rows, step)
        listed.filter(**{flag: True}).exclude(pk__in=wanted).update(**{flag: False})
        listed.filter(**{flag: False}, pk__in=wanted).update(**{flag: True})


def alone(rows: Iterable[Row], step: int) -> list[int]:
    """The rows whose project the list `step` years on hasn't got. A project stands once: under this year's money."""
    projects: dict[tuple[int, int | None, int], set[int | None]] = defaultdict(set)
    of_this_year: set[tuple[object, int | None]] = set()
    for row in rows:
        projects[row.list_of(0)].add(row.project)
        if row.kind == "projects":
            of_this_year.add((row.list_of(0), row.project))
    return [
        row.line
        for row in rows
        if row.project is not None
        and row.list_of(step) in projects
        and row.project not in projects[row.list_of(step)]
        and (row.kind == "projects" or (row.list_of(0), row.project) not in of_this_year)
    ]
