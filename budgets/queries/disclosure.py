"""谁公开了什么 (disclosure): by department and year what is here. Not here is 未收录, which isn't undisclosed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from budgets.models import Department, Finding, Line, Report, ReportTable, Target
from budgets.queries.checks import Counts
from budgets.queries.reports import published
from budgets.queries.summaries import as_shown


@dataclass(frozen=True, slots=True)
class Held:
    """What a published report holds: tables, those without data, target forms; and what the checks miss in it."""

    report: Report
    tables: int
    empty_tables: int
    targets: int
    missing_tables: int  # of those required in its year
    missing_forms: int  # projects without the form that the report announces
    checks: Counts


@dataclass(slots=True)
class Row:
    department: Department
    by_year: dict[int, list[Held]] = field(default_factory=dict)


def departments(region: str | None = None) -> QuerySet[Department]:
    """Those with a published report, by region."""
    held = published().filter(department=OuterRef("pk")).order_by()
    found = Department.objects.filter(Exists(held)).select_related("region").order_by("region_id", "pk")
    return found.filter(region__code__startswith=region) if region else found


def rows(of: Iterable[Department]) -> list[Row]:
    """What is here of each department; one query whatever the number."""
    found = {department.pk: Row(department) for department in of}
    reports = as_shown(published().filter(department_id__in=found)).defer("narrative")
    for report in counted(reports).order_by("unit_id"):
        found[report.department_id].by_year.setdefault(report.year, []).append(held(report))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class One:
    """A department's year: what is held of it, or nothing (未收录)."""

    department: Department
    year: int
    held: Held | None

    @property
    def is_held(self) -> bool:
        return self.held is not None

    @property
    def report(self) -> Report | None:
        return self.held.report if self.held else None

    @property
    def tables(self) -> int | None:
        return self.held.tables if self.held else None

    @property
    def empty_tables(self) -> int | None:
        return self.held.empty_tables if self.held else None

    @property
    def targets(self) -> int | None:
        return self.held.targets if self.held else None


def one_by_one(region: str | None = None, size: int = 500) -> Iterator[One]:
    """Every department and year as the board has them, without holding all: for files."""
    found = published()
    if region:
        found = found.filter(department__region__code__startswith=region)
    years = list(found.order_by("-year").values_list("year", flat=True).distinct())
    ordered = counted(found).order_by("department__region_id", "department_id", "unit_id", "pk")
    reports = ordered.iterator(chunk_size=size)
    for _, same in groupby(reports, key=lambda report: report.department_id):
        by_year: dict[int, list[Held]] = {}
        for report in same:
            by_year.setdefault(report.year, []).append(held(report))
        department = next(iter(by_year.values()))[0].report.department
        for year in years:
            yield from [One(department, year, each) for each in by_year.get(year) or [None]]


def counted(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Each with how many tables and forms it holds and lacks."""
    known = ReportTable.objects.exclude(kind="other")
    return reports.annotate(
        table_count=number_of(known),
        empty_count=number_of(known.exclude(Exists(Line.objects.filter(table=OuterRef("pk"))))),
        target_count=number_of(Target.objects.all()),
        missing_tables=number_of(lacking("tables-present")),
        missing_forms=number_of(lacking("targets-match-projects")),
    )


def number_of(rows: QuerySet[Any]) -> Coalesce:
    of_report = rows.filter(report=OuterRef("pk")).order_by().values("report")
    return Coalesce(Subquery(of_report.annotate(number=Count("pk")).values("number")), 0)


def lacking(rule: str) -> QuerySet[Finding]:
    """Tables or forms that a check of presence didn't find; amounts that differ aren't among them."""
    failed = Finding.objects.filter(origin=Finding.Origin.CHECK, rule=rule, outcome="failed")
    return failed.filter(column__isnull=True).exclude(table="targets")


def held(report: Report) -> Held:
    return Held(
        report,
        report.table_count,
        report.empty_count,
        report.target_count,
        report.missing_tables,
        report.missing_forms,
        Counts(**report.check_counts) if report.check_counts else Counts(),
    )
