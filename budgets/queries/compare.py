"""比一比 (compare): up to six departments over years, as totals or inside: by function and by economic item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgets import plain_words
from budgets.models import Department, Line, Report
from budgets.queries.places import rank
from budgets.queries.reports import published
from budgets.queries.summaries import Summary, summaries

MOST = 6
MEASURES = {
    "total": ("全年预算", "预算支出总计"),
    "basic": ("工资和日常运转", "基本支出"),
    "project": ("专门办事", "项目支出"),
    "three_public": ("出国、用车、接待", "“三公”经费"),
}


@dataclass(slots=True)
class Side:
    """One department of the comparison: its report of each year, one scope for all years where possible."""

    department: Department
    colour: int
    by_year: dict[int, Summary] = field(default_factory=dict)

    def amount(self, year: int, measure: str, *, without_carryover: bool) -> Decimal | None:
        summary = self.by_year.get(year)
        if summary is None:
            return None
        amount = getattr(summary.report, measure)
        if amount is not None and without_carryover and measure == "total":
            return amount - (summary.report.carryover or Decimal(0))
        return amount


def choosable() -> list[Department]:
    return list(
        Department.objects.filter(reports__status=Report.Status.PUBLISHED, reports__stage="budget")
        .select_related("region")
        .distinct()
        .order_by("region_id", "name")
    )


def sides(department_ids: Sequence[int]) -> list[Side]:
    """In the order chosen, at most six."""
    ids = list(dict.fromkeys(department_ids))[:MOST]
    found = published().filter(department_id__in=ids)
    by_department: dict[int, list[Report]] = {}
    for report in found:
        by_department.setdefault(report.department_id, []).append(report)
    chosen = [report for i in ids for report in one_per_year(by_department.get(i, []))]
    result = {i: Side(by_department[i][0].department, n) for n, i in enumerate(ids, start=1) if i in by_department}
    for summary in summaries(chosen):
        result[summary.report.department_id].by_year[summary.report.year] = summary
    return list(result.values())


def one_per_year(reports: Iterable[Report]) -> list[Report]:
    """部门 before 单位 in each year."""
    best: dict[int, Report] = {}
    for report in sorted(reports, key=rank):
        best.setdefault(report.year, report)
    return list(best.values())


@dataclass(frozen=True, slots=True)
class InsideRow:
    """One 类 or economic item over the compared reports: a row of amounts in their order, None = not in that report."""

    code: str | None
    name: str
    plain: str | None
    amounts: list[Line | None]


def inside(reports: Sequence[Report | None], slug: str) -> list[InsideRow]:
    """By functional 类 (expenditure) or by economic item (basic_by_economic), largest first."""
    ids = [report.pk for report in reports if report]
    lines = Line.objects.filter(table__report_id__in=ids, table__slug=slug, is_total=False, total__isnull=False)
    lines = lines.filter(level=1 if slug == "expenditure" else 2).select_related("table")
    by_key: dict[str, dict[int, Line]] = {}
    for line in lines:
        key = (line.code if slug == "expenditure" else line.name) or ""
        by_key.setdefault(key, {}).setdefault(line.table.report_id, line)
    rows = []
    for by_report in by_key.values():
        one = next(iter(by_report.values()))
        plain = (
            plain_words.functional(one.code)
            if slug == "expenditure"
            else plain_words.economic(one.department_economic_code, one.name)
        )
        amounts = [by_report.get(report.pk) if report else None for report in reports]
        rows.append(InsideRow(one.code, one.name or "", plain, amounts))
    return sorted(rows, key=lambda r: -max(line.total for line in r.amounts if line))
