"""横向相加 (row sums): within one row, the total is the sum of the columns beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.checks.book import Book, Sheet
from ingest.checks.comparing import closest, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.checks.printed import UnreadableError, read_number
from ingest.parser.report import Row

BY_KIND = ("basic", "project")
BY_FUND = ("general_public_budget", "government_fund", "state_capital")
SOURCES = (*BY_FUND, "special_account", "unit_funds")
SPENT_BESIDE = re.compile(r"经营|上缴|补助|机动|预备|结转")  # columns of 支出 beside 基本支出 and 项目支出
CARRIED = re.compile(r"结转|结余")  # columns of 上年结转 without a key of their own, beside the sources
PART_OF_ANOTHER = re.compile(r"(?:基本支出|项目支出)[/／]|其中|小计|备注|比|增减|上年")


def check_kinds(book: Book) -> Iterator[Finding | None]:
    """合计 = 基本支出 + 项目支出 and the like."""
    rule = "basic-plus-project"
    for sheet in book.of("expenditure", "general_expenditure", "fund_expenditure", "state_capital"):
        if not any(sheet.has(column) for column in BY_KIND):
            yield skip(rule, f"{sheet.name}没有基本支出和项目支出两栏", sheet.id)
            continue
        for row in sheet.rows:
            if row.values.get("total") is not None:
                yield _row(rule, sheet, row, BY_KIND, "基本支出与项目支出之和", SPENT_BESIDE)


def check_sources(book: Book) -> Iterator[Finding | None]:
    """表2: each row by its sources."""
    for sheet in book.of("revenue"):
        yield from by_source("revenue-by-source", sheet)


def by_source(rule: str, sheet: Sheet) -> Iterator[Finding | None]:
    """Each row's 合计 = its sources, with or without the column 上年结转."""
    if not any(sheet.has(column) for column in SOURCES):
        yield skip(rule, f"{sheet.name}没有分资金来源的栏", sheet.id)
        return
    for row in sheet.rows:
        if row.values.get("total") is not None:
            bases = (SOURCES, (*SOURCES, "carryover"))
            yield closest(_row(rule, sheet, row, columns, "各来源之和", CARRIED) for columns in bases)


def check_funds(book: Book) -> Iterator[Finding | None]:
    """表4: 小计 = 一般公共预算 + 政府性基金 + 国有资本经营预算."""
    rule = "appropriation-by-fund"
    for sheet in book.of("appropriation"):
        if not any(sheet.has(column) for column in BY_FUND):
            yield skip(rule, f"{sheet.name}没有分预算的栏", sheet.id)
            continue
        for row in sheet.side("expenditure"):
            if row.values.get("total") is not None:
                yield _row(rule, sheet, row, BY_FUND, "三本预算之和", None)


def _row(
    rule: str, sheet: Sheet, row: Row, columns: Sequence[str], label: str, beside: re.Pattern[str] | None
) -> Finding | None:
    total = one(sheet.cell(row, "total"))
    parts = [sheet.cell(row, column) for column in columns]
    found = compare(rule, total, total_of(label, parts))
    more = [sheet.unkeyed(row, heading) for heading in row.extra if _is_amount(row.extra[heading])]
    if found is None or found.outcome != "failed" or not more:
        return found
    known = [cell for cell in more if beside and beside.search(cell.column or "")]
    with_known = compare(rule, total, total_of(label, [*parts, *known])) if known else found
    others = [cell for cell in more if cell not in known and not PART_OF_ANOTHER.search(cell.column or "")]
    if others and with_known and with_known.outcome == "failed":
        heading = others[0].column
        return skip(rule, f"{sheet.name}另有“{heading}”等栏，不知是否计入合计", sheet.id)
    return with_known


def _is_amount(text: str | None) -> bool:
    try:
        number = read_number(text)
    except UnreadableError:
        return False
    return number is not None and number.value != Decimal(0)
