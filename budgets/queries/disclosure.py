"""谁公开了什么 (disclosure): by department and year what is here. Not here is 未收录, which isn't undisclosed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from budgets.models import Department, Finding, Line, Report, ReportTable, Target
from budgets.queries import checks
from budgets.queries.checks import Counts
from budgets.queries.reports import published


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
    """What is here of each department; six queries whatever the number."""
    found = {department.pk: Row(department) for department in of}
    reports = list(published().filter(department_id__in=found).order_by("unit_id"))
    for held in held_in(reports):
        found[held.report.department_id].by_year.setdefault(held.report.year, []).append(held)
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
    ordered = found.order_by("department__region_id", "department_id", "unit_id", "pk").iterator(chunk_size=size)
    for _, reports in groupby(held_of(ordered, size), key=lambda held: held.report.department_id):
        by_year: dict[int, list[Held]] = {}
        for held in reports:
            by_year.setdefault(held.report.year, []).append(held)
        department = next(iter(by_year.values()))[0].report.department
        for year in years:
            yield from [One(department, year, held) for held in by_year.get(year) or [None]]


def held_of(reports: Iterator[Report], size: int) -> Iterator[Held]:
    while batch := list(islice(reports, size)):
        yield from held_in(batch)


def held_in(reports: list[Report]) -> Iterator[Held]:
    of_all = [*counted(reports), lacking(reports, "tables-present"), lacking(reports, "targets-match-projects")]
    results = checks.counts(reports)
    for report in reports:
        counts = (counted_of.get(report.pk, 0) for counted_of in of_all)
        yield Held(report, *counts, checks=results.get(report.pk) or Counts())


def counted(reports: list[Report]) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    ids = [report.pk for report in reports]
    of_known_kind = ReportTable.objects.filter(report_id__in=ids).exclude(kind="other")
    tables = by_report(of_known_kind)
    empty = by_report(of_known_kind.exclude(Exists(Line.objects.filter(table=OuterRef("pk")))))
    return tables, empty, by_report(Target.objects.filter(report_id__in=ids))


def lacking(reports: list[Report], rule: str) -> dict[int, int]:
    """By report id, how many tables or forms a check of presence didn't find; amounts that differ aren't among them."""
    failed = Finding.objects.filter(report_id__in=[r.pk for r in reports], rule=rule, outcome="failed")
    return by_report(failed.filter(column__isnull=True).exclude(table="targets"))


def by_report(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("report_id").annotate(count=Count("pk")))
