"""比一比 (compare): up to six departments over years, as totals or inside: by function and by economic item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Max

from budgets import plain_words
from budgets.models import Department, Line, Report, ReportTable
from budgets.queries import search
from budgets.queries.measures import ECONOMIC, FUNCTION
from budgets.queries.places import rank
from budgets.queries.reports import STAGE, with_holder

MOST = 6
OFFERED = 12


@dataclass(slots=True)
class Side:
    """One department of the comparison: its report of each year, 部门 before 单位."""

    department: Department
    by_year: dict[int, Report] = field(default_factory=dict)


def matching(text: str, without: Sequence[int]) -> list[Department]:
    """Departments by name or region, as search finds them: spaces, full-width digits and 市/局 left out forgiven."""
    found, _ = search.find_departments(search.asked(text))
    return [department for department in found if department.pk not in without][: OFFERED + 1]


def offered(chosen: Sequence[Side]) -> list[Department]:
    """Likely ones to add: of the region of the first chosen, without a choice the newest published."""
    known = Department.objects.filter(reports__status=Report.Status.PUBLISHED, reports__stage=STAGE)
    if chosen:
        ids = [side.department.pk for side in chosen]
        known = known.filter(region=chosen[0].department.region).exclude(pk__in=ids)
    newest = known.annotate(newest=Max("reports__published_at")).select_related("region")
    return list(newest.order_by("region__is_fictional", "-newest", "pk")[:OFFERED])


def sides(department_ids: Sequence[int]) -> list[Side]:
    """In the order chosen, at most six."""
    ids = list(dict.fromkeys(department_ids))[:MOST]
    found = with_holder(Report.published.filter(stage=STAGE, department_id__in=ids))
    by_department: dict[int, list[Report]] = {}
    for report in found:
        by_department.setdefault(report.department_id, []).append(report)
    return [Side(by_department[i][0].department, by_year(by_department[i])) for i in ids if i in by_department]


def by_year(reports: Iterable[Report]) -> dict[int, Report]:
    """部门 before 单位 in each year."""
    best: dict[int, Report] = {}
    for report in sorted(reports, key=rank):
        best.setdefault(report.year, report)
    return best


def funds_bases(reports: Sequence[Report], slug: str) -> dict[int, str]:
    """资金口径 (财政拨款, 一般公共预算 …) of one table of each report, by report id, where the report says it."""
    tables = ReportTable.objects.filter(report__in=reports, slug=slug, funds__isnull=False)
    return dict(tables.values_list("report_id", "funds"))


@dataclass(frozen=True, slots=True)
class InsideRow:
    """One 类 or economic item over the compared reports: amounts in their order, None = not in that report."""

    measure: str  # its key among the measures
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
    lines = lines.filter(level=1 if by_function else 2).annotate(report_id=F("table__report_id"))
    by_key: dict[str, list[Line]] = {}
    for line in lines.only("code", "name", "department_economic_code", "total").order_by("table_id", "position"):
        by_key.setdefault((line.code if by_function else line.name) or "", []).append(line)
    rows = [inside_row(same, reports, by_function=by_function) for same in by_key.values()]
    return sorted(rows, key=lambda row: -max(amount for amount in row.amounts if amount is not None))


def inside_row(lines: Sequence[Line], reports: Sequence[Report | None], *, by_function: bool) -> InsideRow:
    sums: dict[int, Decimal] = {}
    for line in lines:
        sums[line.report_id] = sums.get(line.report_id, Decimal(0)) + line.total
    first = lines[0]
    plain = (
        plain_words.functional(first.code)
        if by_function
        else plain_words.economic(first.department_economic_code, first.name)
    )
    code = first.code if by_function else first.department_economic_code
    measure = f"{FUNCTION}{code}" if by_function else f"{ECONOMIC}{first.name}"
    return InsideRow(
        measure, code, first.name or "", plain, [sums.get(report.pk) if report else None for report in reports]
    )
