"""Long tables of HTML (boards) put together without a template, which would look every cell up anew."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString

from budgets import marks
from budgets.addresses import base_of
from budgets.models import Report, ReportHoldings
from budgets.queries.checks import counts_of_one
from budgets.queries.disclosure import Row
from budgets.queries.summaries import Summary

NOT_HELD = f'<span class="m-no">{marks.ICONS["skipped"]}未收录</span>'


def department_bars(entries: Sequence[Summary], largest: Decimal | None) -> SafeString:
    return marks.html("".join([department_bar(entry, largest) for entry in entries]))


def department_bar(entry: Summary, largest: Decimal | None) -> str:
    report = entry.report
    bar, amount = "", '<span class="dim">没读到</span>'
    if report.total is not None:
        bar, amount = marks.bar(report.total, largest), marks.amount(report.total)
    return (
        f'<tr><th scope="row"><a href="{base_of(report)}">{escape(report.department)}</a>'
        f'<small>{report.get_scope_display()}　<a href="/departments/{report.department_id}/">历年</a></small></th>'
        f'<td class="b">{bar}</td><td class="n">{amount}</td></tr>'
    )


def disclosure_rows(rows: Sequence[Row], years: Sequence[int]) -> SafeString:
    return marks.html("".join([disclosure_row(row, years) for row in rows]))


def disclosure_row(row: Row, years: Sequence[int]) -> str:
    of, region = row.department, row.department.region
    cells = [
        f'<td class="marks">{"".join([held_cell(report) for report in row.by_year.get(year, ())]) or NOT_HELD}</td>'
        for year in years
    ]
    return (
        f'<tr><th scope="row"><a href="/departments/{of.pk}/">{escape(of.name)}</a><br>'
        f'<span class="dim small">{escape(region.name)}</span> {marks.fictional(region)}</th>{"".join(cells)}</tr>'
    )


def held_cell(report: Report) -> str:
    """One report: whose, which version, what it holds and lacks, when it was disclosed, what doesn't agree."""
    address = base_of(report)
    parts = [
        whose(report),
        "" if report.version == 1 else f"，第 {report.version} 版",
        "<br>",
        holdings(report.holdings),
    ]
    if report.disclosed_on:
        parts.append(f"<br>部门 {report.disclosed_on:%Y-%m-%d} 公开")
    if prominent := counts_of_one(report).prominent:
        parts.append(f'<br><a href="{address}checks/">{prominent} 项没对上</a>')
    return (
        f'<div><a class="m-ok" href="{address}">{marks.ICONS["ok"]}已收录</a> '
        f'<span class="dim">{"".join(parts)}</span></div>'
    )


def whose(report: Report) -> str:
    unit = report.unit
    if unit is None:
        return "部门预算"
    return "单位预算" if unit.name == report.department.name else escape(unit.name)


def holdings(of: ReportHoldings) -> str:
    empty = f"（{of.empty_tables} 张空）" if of.empty_tables else ""
    tables = f"，<b>缺 {of.missing_tables} 张</b>" if of.missing_tables else ""
    forms = f"，<b>缺 {of.missing_forms} 份</b>" if of.missing_forms else ""
    return f"{of.tables} 张表{empty}{tables}，目标表 {of.targets} 份{forms}"
