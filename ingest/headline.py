"""报告的总数 (headline amounts): what lists show of a report, in yuan, from its own tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgets.models import Line, Report

HEADLINE = ("total", "basic", "project", "three_public", "carryover")


def summarise(report: Report, lines: Sequence[Line]) -> None:
    """From the report's rows in printed order: NULL where the table or the row isn't there."""
    balance, expenditure, three_public = (of_table(lines, slug) for slug in ("balance", "expenditure", "three_public"))
    closing = first(line for line in reversed(balance) if line.side == "expenditure" and "总计" in (line.name or ""))
    whole = whole_of(expenditure)
    report.total = first_amount(closing and closing.total, whole and whole.total)
    report.basic, report.project = (whole.basic, whole.project) if whole else (None, None)
    headline = first(line for line in three_public if "三公" in (line.name or "")) or first(
        line for line in three_public if line.is_total
    )
    report.three_public = headline and headline.total
    brought = first(line for line in balance if line.side == "revenue" and (line.name or "").startswith("上年结转"))
    report.carryover = brought and brought.amount


def of_table(lines: Sequence[Line], slug: str) -> list[Line]:
    return [line for line in lines if line.table.slug == slug]


def first(lines: Iterable[Line]) -> Line | None:
    return next(iter(lines), None)


def whole_of(expenditure: Sequence[Line]) -> Line | None:
    """The row of the whole 支出总表: 合计, or in its place the department's own row, which has no code."""
    return first(line for line in expenditure if line.level == 0) or first(
        line for line in expenditure if line.position == 1 and line.code is None
    )


def first_amount(*amounts: Decimal | None) -> Decimal | None:
    """The first that is there: 0 is there, a blank is not."""
    return next((amount for amount in amounts if amount is not None), None)
