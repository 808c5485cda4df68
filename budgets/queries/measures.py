"""比什么 (measures): what departments can be compared by, and each report's figure. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets import plain_words
from budgets.amounts import share
from budgets.models import FunctionalCode, Line, Report, Statement
from budgets.queries.changes import decimal
from budgets.vocabulary import UNITS


@dataclass(frozen=True, slots=True)
class Measure:
    """`key` stands in addresses. A share is in per cent of the report's total, anything else in yuan."""

    key: str
    plain: str
    official: str
    source: str
    column: str | None = None  # of Report
    is_share: bool = False
    topic: str | None = None  # of the narrative's statement of its change


MEASURES = (
    Measure("total", "全年预算", "预算支出总计", "预算收支总表", "total", topic="expenditure_change"),
    Measure("basic", "工资和日常运转", "基本支出", "预算支出总表", "basic"),
    Measure("project", "专门办事", "项目支出", "预算支出总表", "project"),
    Measure(
        "three_public", "出国、用车、接待", "“三公”经费", "“三公”经费表", "three_public", topic="three_public_change"
    ),
    Measure("operating", "机关日常开销", "机关运行经费", "机关运行经费表，没有这张表的取说明文字"),
    Measure("procurement", "政府买东西", "政府采购预算", "说明文字"),
    Measure("project_share", "专门办事占多少", "项目支出占全年预算", "预算支出总表", "project", is_share=True),
    Measure("basic_share", "工资和日常占多少", "基本支出占全年预算", "预算支出总表", "basic", is_share=True),
    Measure("three_public_share", "三公占多少", "“三公”经费占全年预算", "“三公”经费表", "three_public", is_share=True),
)
BY_KEY = {measure.key: measure for measure in MEASURES}
FUNCTION, ECONOMIC = "f:", "e:"


def measure(key: str) -> Measure:
    """`f:205` is one functional code, `e:办公费` one economic item; anything unknown is the total."""
    if key.startswith(FUNCTION):
        code = key.removeprefix(FUNCTION)
        known = FunctionalCode.objects.filter(code=code).first()
        if known:
            name = plain_words.functional(code) or known.name
            return Measure(key, name, f"{code} {known.name}", "预算支出总表")
    name = key.removeprefix(ECONOMIC)
    if key.startswith(ECONOMIC) and 0 < len(name) <= 60:
        return Measure(key, plain_words.economic(None, name) or name, name, "一般公共预算基本支出表")
    return BY_KEY.get(key, BY_KEY["total"])


def amounts(of: Measure, reports: Sequence[Report]) -> dict[int, Decimal]:
    """By report id; a report that doesn't print the figure is left out."""
    if of.column:
        found = {r.pk: amount for r in reports if (amount := getattr(r, of.column)) is not None}
        return (
            {r.pk: part for r in reports if (part := share(found.get(r.pk), r.total)) is not None}
            if (of.is_share)
            else found
        )
    if of.key == "operating":
        stated = from_statements("operating", reports)
        return stated | from_operating_tables(reports)
    if of.key == "procurement":
        return from_statements("procurement_total", reports)
    return from_codes(of.key, reports)


def from_operating_tables(reports: Sequence[Report]) -> dict[int, Decimal]:
    """The table's 合计; where it has none, its rows together."""
    lines = Line.objects.filter(table__report__in=reports, table__slug="operating", total__isnull=False)
    rows: dict[int, list[tuple[bool, Decimal]]] = {}
    for report, is_total, total in lines.values_list("table__report_id", "is_total", "total"):
        rows.setdefault(report, []).append((is_total, total))
    return {
        report: max((total for is_total, total in found if is_total), default=None)
        or sum((total for _, total in found), Decimal(0))
        for report, found in rows.items()
    }


def from_statements(topic: str, reports: Sequence[Report]) -> dict[int, Decimal]:
    """What the narrative states, where it states one amount in a known unit."""
    stated: dict[int, set[Decimal]] = {}
    rows = Statement.objects.filter(report__in=reports, topic=topic, unit__in=UNITS)
    for report, text, unit in rows.values_list("report_id", "amount", "unit"):
        amount = decimal(text)
        if amount is not None:
            stated.setdefault(report, set()).add(amount * UNITS[unit])
    return {report: found.pop() for report, found in stated.items() if len(found) == 1}


def from_codes(key: str, reports: Sequence[Report]) -> dict[int, Decimal]:
    """Rows of one report under the same code or name are added: they are parts of one item."""
    lines = Line.objects.filter(table__report__in=reports, total__isnull=False, is_total=False)
    if key.startswith(FUNCTION):
        lines = lines.filter(table__slug="expenditure", code=key.removeprefix(FUNCTION))
    else:
        lines = lines.filter(table__slug="basic_by_economic", level=2, name=key.removeprefix(ECONOMIC))
    sums: dict[int, Decimal] = {}
    for report, total in lines.values_list("table__report_id", "total"):
        sums[report] = sums.get(report, Decimal(0)) + total
    return sums
