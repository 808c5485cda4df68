"""三公经费 across departments: the total and its items as each report prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from budgets.amounts import CENT
from budgets.figures import first_block, per_ten_thousand, three_public_total
from budgets.models import Line, RegionYear, Report, ReportTable
from budgets.queries import reports, totals

NEEDED = ("table_id", "position", "page", "box", "name", "is_total", "total")
NAMES = {
    "abroad": "因公出国（境）",
    "vehicles": "公务用车",
    "vehicle_purchase": "买车",
    "vehicle_running": "用车运行维护",
    "reception": "公务接待",
}


@dataclass(slots=True)
class Entry:
    """One report's 三公经费. A table without rows (本表无数据) has `is_empty`; without the table nothing is known."""

    report: Report
    has_table: bool = False
    is_empty: bool = False
    items: dict[str, Line] = field(default_factory=dict)
    total_line: Line | None = None

    @property
    def total(self) -> Decimal | None:
        return self.report.three_public

    @property
    def per(self) -> Decimal | None:
        return per_ten_thousand(self.total, self.report.total)

    @property
    def four(self) -> list[Line | None]:
        return [self.items.get(item) for item in ("abroad", "vehicle_purchase", "vehicle_running", "reception")]

    def amount(self, item: str) -> Decimal | None:
        return self.items[item].total if item in self.items else None


def item_of(name: str) -> str | None:
    """Which item a printed row is; the row that sums purchase and running of vehicles is `vehicles`."""
    if "购置" in name and "运行" in name:
        return "vehicles"
    if "购置" in name:
        return "vehicle_purchase"
    if "运行" in name:
        return "vehicle_running"
    return "abroad" if "出国" in name else "reception" if "接待" in name else None


def entries(of: Iterable[Report]) -> list[Entry]:
    """Largest total first; then empty tables; then reports in which the table wasn't found."""
    found = entries_in_order(of)
    return sorted(found, key=lambda e: (e.total is None, -(e.total or 0), not e.has_table, e.report.pk))


def entries_in_order(of: Iterable[Report]) -> list[Entry]:
    found = {report.pk: Entry(report) for report in of}
    tables = tables_of(found)
    rows: dict[int, list[Line]] = {}
    for line in Line.objects.filter(table__in=tables).only(*NEEDED).order_by("table_id", "position"):
        line.table = tables[line.table_id]
        rows.setdefault(line.table.report_id, []).append(line)
    for report_id, printed in rows.items():
        entry, block = found[report_id], first_block(printed)
        entry.total_line = three_public_total(block, entry.total)
        for line in block:
            if item := item_of(line.name or ""):
                entry.items.setdefault(item, line)
    for entry in found.values():
        entry.is_empty = entry.has_table and entry.total_line is None and not entry.items
    return list(found.values())


def entries_in_batches(of: QuerySet[Report], size: int = 500) -> Iterator[Entry]:
    """For files: as many reports at a time as memory always has room for."""
    rest = of.iterator(chunk_size=size)
    while batch := list(islice(rest, size)):
        yield from entries(batch)


def tables_of(found: dict[int, Entry]) -> dict[int, ReportTable]:
    """The printed tables by id, each knowing its report; reports learn that they have one."""
    tables = {}
    for table in ReportTable.objects.filter(report_id__in=found, slug="three_public").only("report_id", "slug"):
        table.report = found[table.report_id].report
        found[table.report_id].has_table = True
        tables[table.pk] = table
    return tables


@dataclass(frozen=True, slots=True)
class Sums:
    """Of a year's reports: `real_…` leave the fictional ones out; `real_total` None where no report prints a total."""

    reports: int
    unit_reports: int
    real_with_total: int
    real_total: Decimal | None


def sums(region: str | None, year: int | None) -> Sums:
    rows = totals.of_years(region, year) if year else RegionYear.objects.none()
    real = Q(region__is_fictional=False, with_three_public__gt=0)
    found = rows.aggregate(
        reports=Coalesce(Sum("reports"), 0),
        unit_reports=Coalesce(Sum("unit_reports"), 0),
        real_with_total=Coalesce(Sum("with_three_public", filter=real), 0),
        real_total=Sum("three_public", filter=real),
    )
    total = found.pop("real_total")
    return Sums(**found, real_total=total if total is None else total.quantize(CENT))


def of_year(year: int, region: str | None = None) -> QuerySet[Report]:
    """Largest total first, those without one last."""
    shown = ("year", "scope", "total", "three_public", "department__name", "unit__name", "source__kind")
    found = reports.without_overlap().select_related(None).filter(year=year)
    found = found.select_related("department__region", "unit", "source").only(
        *shown, "department__region__is_fictional"
    )
    if region:
        found = found.filter(department__region__code__startswith=region)
    return found.order_by(F("three_public").desc(nulls_last=True), "pk")
