"""What the page of one year's budget shows, put together from its printed rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from budgets import charts, figures, plain_words
from budgets.addresses import base_of
from budgets.models import Line, Report
from budgets.queries.changes import Change
from budgets.queries.three_public import item_of

ALL_ROWS = Q()
KINDS = {  # the tables that the page is made of, and which of their rows
    "balance": Q(name__contains="总计"),
    "revenue": Q(level=0),
    "expenditure": ALL_ROWS,
    "basic_by_economic": ALL_ROWS,
    "projects": ALL_ROWS,
    "carryover_projects": ALL_ROWS,
    "three_public": ALL_ROWS,
    "operating": ALL_ROWS,
}
COLOUR_OF_KIND = {"personnel": "--c1", "public": "--c4", "both": "--c6"}


@dataclass(frozen=True, slots=True)
class YearSlot:
    """A year in the switch: with its address, or 未收录."""

    year: int
    href: str | None
    is_current: bool


def year_slots(years: Sequence[Report], current: Report) -> list[YearSlot]:
    """From the first year to the last, and the one before the current: a gap keeps its place."""
    by_year = {report.year: report for report in years}
    first = min([*by_year, current.year - 1])
    last = max([*by_year, current.year])
    return [
        YearSlot(year, base_of(by_year[year]) if year in by_year else None, year == current.year)
        for year in range(first, last + 1)
    ]


def year_in_figures(
    report: Report, lines: Mapping[str, list[Line]], changes: Mapping[str, Change | None]
) -> dict[str, object]:
    change = changes["expenditure_change"]
    economic = figures.economic_items(lines["basic_by_economic"])
    nodes = figures.tree(lines["expenditure"], report.total)
    return {
        "heads": figures.heads(report, lines),
        "change": change,
        "three_change": changes["three_public_change"],
        "parts": figures.hundred(report.total, report.basic, report.project, lines["basic_by_economic"]),
        "tree": nodes,
        "longest": max((node.line.total for node in nodes), default=None),
        "economic": economic,
        "economic_largest": max((item.amount for item in economic), default=None),
        "economic_total": figures.economic_total(lines["basic_by_economic"]),
        "economic_chart": economic_chart(report, economic),
        "year_chart": year_chart(report, change),
        "projects": figures.projects(lines["projects"]),
        "carryover_projects": figures.projects(lines["carryover_projects"]),
        "three_public": three_public(report, lines["three_public"]),
        "three_per": figures.per_ten_thousand(report.three_public, report.total),
        "operating": next(iter(lines["operating"]), None),
        "reasons": reasons(report, changes),
        "sources": figures.sources(lines["revenue"], report.total),
    }


def economic_chart(report: Report, items: Sequence[figures.Item]) -> charts.Chart | None:
    if not items:
        return None
    rows = [(item.plain or item.name, item.amount, COLOUR_OF_KIND[item.kind]) for item in items]
    title = f"工资和日常运转里，最多的一项是{rows[0][0]}"
    unit = f"一般公共预算基本支出，{report.year} 年，万元{'；前 10 项和其余' if len(items) > 10 else ''}"
    says = charts.Says("economic", title, unit, source(report, "一般公共预算基本支出表（表 6）"))
    return charts.ranked(says, rows)


def year_chart(report: Report, change: Change | None) -> charts.Chart | None:
    if change is None or report.total is None:
        return None
    title = "全年预算和上年持平"
    if change.direction != "same":
        word = "多" if change.direction == "more" else "少"
        by = (
            charts.percent(abs(change.percent)) if change.percent is not None else f"{charts.grouped(change.size)} 万元"
        )
        title = f"全年预算比上年{word} {by}"
    years = [(report.year - 1, change.prior, change.is_derived), (report.year, change.now, False)]
    return charts.columns(charts.Says("years", title, "预算支出总计，万元", source(report, "预算收支总表")), years)


def source(report: Report, table: str) -> str:
    """Where a chart's figures come from; the fictional region says so."""
    fiction = "（虚构示例）" if report.department.region.is_fictional else ""
    return f"{report.holder}{fiction} {report.year} 年{report.get_scope_display()}，{table}"


@dataclass(frozen=True, slots=True)
class ThreePublic:
    rows: list[tuple[str, Line, bool]]  # what it is, its row, whether it is inside the row above it
    total: Line | None
    largest: Decimal | None


def three_public(report: Report, lines: Sequence[Line]) -> ThreePublic:
    """出国, 用车 and 接待 alone: some places print 会议费 and 培训费 in the same table."""
    block = figures.first_block(lines)
    items = [(item, line) for line in block if (item := item_of(line.name or ""))]
    has_both = any(item == "vehicles" for item, _ in items)
    rows = [
        (plain_words.three_public(line.name or ""), line, has_both and item in {"vehicle_purchase", "vehicle_running"})
        for item, line in items
    ]
    largest = max((line.total for _, line in items if line.total), default=None)
    return ThreePublic(rows, figures.three_public_total(block, report.three_public), largest)


@dataclass(frozen=True, slots=True)
class Reason:
    """The report's own words for a change, quoted."""

    title: str
    words: str
    page: int | None


def reasons(report: Report, changes: Mapping[str, Change | None]) -> list[Reason]:
    narrative = report.narrative or {}
    found = []
    for topic, title in (
        ("expenditure_change", "全年预算"),
        ("operating_change", "机关运行经费"),
        ("three_public_change", "三公经费"),
    ):
        stated = narrative.get(topic) or {}
        if stated.get("reason"):
            change = changes.get(topic)
            found.append(Reason(f"{title}{direction(stated)}", stated["reason"], change.page if change else None))
    return found


def direction(stated: Mapping[str, str | None]) -> str:
    return {"increase": "为什么多了", "decrease": "为什么少了", "unchanged": "为什么没变"}.get(
        stated.get("direction") or "", "的变化"
    )
