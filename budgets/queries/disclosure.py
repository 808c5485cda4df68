"""谁公开了什么 (disclosure): by department and year what is here. Not here is 未收录, which isn't undisclosed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet

from budgets.models import Department, Report
from budgets.queries import checks
from budgets.queries.reports import published

SHOWN = (
    *("year", "version", "disclosed_on", "check_counts", "department__name", "unit__name"),
    *(f"holdings__{each}" for each in ("tables", "empty_tables", "targets", "missing_tables", "missing_forms")),
)


@dataclass(slots=True)
class Row:
    """`by_year`: the published reports, each with its `holdings`."""

    department: Department
    by_year: dict[int, list[Report]] = field(default_factory=dict)


def departments(region: str | None = None) -> QuerySet[Department]:
    """Those with a published report, by region."""
    held = published().filter(department=OuterRef("pk")).order_by()
    found = Department.objects.filter(Exists(held)).select_related("region").order_by("region_id", "pk")
    return found.filter(region__code__startswith=region) if region else found


def rows(of: Iterable[Department]) -> list[Row]:
    """What is here of each department; one query whatever the number."""
    found = {department.pk: Row(department) for department in of}
    reports = published().filter(department_id__in=found).select_related(None)
    reports = reports.select_related("department", "unit", "holdings").only(*SHOWN)
    for report in reports.order_by("unit_id"):
        found[report.department_id].by_year.setdefault(report.year, []).append(report)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class One:
    """A department's year: a report that is here, or none (未收录)."""

    department: Department
    year: int
    report: Report | None

    @property
    def is_held(self) -> bool:
        return self.report is not None

    @property
    def checks(self) -> checks.Counts | None:
        return checks.counts_of_one(self.report) if self.report else None


def one_by_one(region: str | None = None, size: int = 500) -> Iterator[One]:
    """Every department and year as the board has them, without holding all: for files."""
    found = published().select_related("holdings")
    if region:
        found = found.filter(department__region__code__startswith=region)
    years = list(found.order_by("-year").values_list("year", flat=True).distinct())
    ordered = found.order_by("department__region_id", "department_id", "unit_id", "pk")
    for _, same in groupby(ordered.iterator(chunk_size=size), key=lambda report: report.department_id):
        by_year: dict[int, list[Report]] = {}
        for report in same:
            by_year.setdefault(report.year, []).append(report)
        department = next(iter(by_year.values()))[0].department
        for year in years:
            yield from [One(department, year, each) for each in by_year.get(year) or [None]]
