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
    """One 类 or economic item over the compared reports: amounts in their order, None = not in that report."""

    code: str | None
    name: str
    plain: str | None
    amounts: list[Decimal | None]


def inside(reports: Sequence[Report | None], slug: str) -> list[InsideRow]:
    """By functional 类 (expenditure) or by economic item (basic_by_economic), largest first.

    Rows of one report under the same code or name are added: an item may fall under several 政府预算经济科目.
    """
    ids = [report.pk for report in reports if report]
    lines = Line.objects.filter(table__report_id__in=ids, table__slug=slug, is_total=False, total__isnull=False)
    by_function = slug == "expenditure"
    by_key: dict[str, list[Line]] = {}
    for line in lines.filter(level=1 if by_function else 2).select_related("table"):
        by_key.setdefault((line.code if by_function else line.name) or "", []).append(line)
    rows = [inside_row(same, reports, by_function=by_function) for same in by_key.values()]
    return sorted(rows, key=lambda row: -max(amount for amount in row.amounts if amount is not None))


def inside_row(lines: Sequence[Line], reports: Sequence[Report | None], *, by_function: bool) -> InsideRow:
    sums: dict[int, Decimal] = {}
    for line in lines:
        sums[line.table.report_id] = sums.get(line.table.report_id, Decimal(0)) + line.total
    first = lines[0]
    plain = (
        plain_words.functional(first.code)
        if by_function
        else plain_words.economic(first.department_economic_code, first.name)
    )
    code = first.code if by_function else first.department_economic_code
    return InsideRow(code, first.name or "", plain, [sums.get(report.pk) if report else None for report in reports])
