"""该有的包 (wanted packages): which there should be, and a stamp that changes when a package's content may have."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Max, QuerySet

from budgets.models import Event, Region, Report
from budgets.queries.reports import published

LAYOUT = 1  # raise it when packages are made differently: all are made anew then
EVERYTHING = "all"
OF_REPORT = re.compile(r"report-(\w+)", re.ASCII)
OF_YEAR = re.compile(r"region-(\d{6})-(\d{4})", re.ASCII)
PUBLIC_VERBS = ("report_published", "report_withdrawn", "report_described")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`name` is its address under /data/, without .zip."""

    name: str
    title: str
    reports: tuple[int, ...]
    stamp: str

    @property
    def is_everything(self) -> bool:
        return self.name == EVERYTHING

    @property
    def query(self) -> QuerySet[Report]:
        found = published()
        return found if self.is_everything else found.filter(pk__in=self.reports)


def name_of_report(report: Report) -> str:
    return f"report-{report.public_id}"


def name_of_year(region: str, year: int) -> str:
    return f"region-{region}-{year}"


def wanted() -> list[Wanted]:
    """Everything first, then regions by year, then reports. Three queries, whatever their number."""
    reports = list(published().defer("narrative").order_by("pk"))
    changed = newest_changes()
    by_year: dict[tuple[str, int], list[Report]] = defaultdict(list)
    for report in reports:
        by_year[report.department.region_id, report.year].append(report)
    found = [make(EVERYTHING, "全部数据", reports, changed)] if reports else []
    for (region, year), of_year in sorted(by_year.items()):
        place = of_year[0].department.region
        title = f"{place}{'（虚构示例）' if place.is_fictional else ''}{year}年各部门预算"
        found.append(make(name_of_year(region, year), title, of_year, changed))
    return found + [make(name_of_report(report), title_of(report), [report], changed) for report in reports]


def title_of(report: Report) -> str:
    return f"{report.holder}{report.year}年{report.get_scope_display()}（第{report.version}版）"


def newest_changes() -> dict[tuple[int, int], int]:
    """The newest event of a department and year that a visitor could notice."""
    events = Event.objects.filter(verb__in=PUBLIC_VERBS).order_by()
    rows = events.values(department=F("report__department"), year=F("report__year")).annotate(newest=Max("pk"))
    return {(row["department"], row["year"]): row["newest"] for row in rows}


def make(name: str, title: str, reports: list[Report], changed: dict[tuple[int, int], int]) -> Wanted:
    """A report's own changes, and those of the year before, against which its checks are held."""
    told = [
        (
            report.public_id,
            str(report.department),
            changed.get((report.department_id, report.year)),
            changed.get((report.department_id, report.year - 1)),
        )
        for report in reports
    ]
    codes = Region.objects.count() if name == EVERYTHING else 0
    stamp = hashlib.sha256(repr((LAYOUT, codes, told)).encode()).hexdigest()
    return Wanted(name, title, tuple(report.pk for report in reports), stamp)
