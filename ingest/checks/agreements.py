"""表与表 (agreements): what two tables both say, they say alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.balances import FROM_LAST_YEAR, grand_total
from ingest.checks.book import Book, Sheet, bare, name_of
from ingest.checks.comparing import Cell, closest, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.checks.printed import UnreadableError, read_number
from ingest.parser.report import Row

TO_NEXT_YEAR = re.compile(r"(?:年终|年末)?结转(?:结余)?(?:下年|至下年|下一年)|年终结转|年末结转")


def is_zero(text: str | None) -> bool:
    try:
        number = read_number(text)
    except UnreadableError:
        return False
    return number is None or number.value == Decimal(0)


def row_like(rows: list[Row], words: re.Pattern[str]) -> Row | None:
    return next((row for row in rows if words.match(bare(name_of(row)))), None)


def carried_over(book: Book, kind: str) -> Cell | None:
    """The cell 上年结转 on the revenue side of table 1 or 4."""
    sheet = book.sheet(kind)
    row = row_like(sheet.side("revenue"), FROM_LAST_YEAR) if sheet else None
    return sheet.cell(row, "amount") if sheet and row is not None else None


@dataclass(frozen=True, slots=True)
class Totals:
    """The grand total of table 1 or 4, and the total of the table that details it."""

    summary: Sheet
    grand: Row
    detail: Sheet
    total: Row


def _totals(book: Book, summary: str, side: str, detail: str) -> Totals | str:
    """Both, or why there is nothing to hold against each other."""
    over, under = book.sheet(summary), book.sheet(detail)
    missing = book.missing(summary, detail)
    if over is None or under is None or missing:
        return missing or ""
    grand, total = grand_total(over, side), under.total()
    if grand is None or total is None:
        return f"{over.name if grand is None else under.name}没有读到合计"
    return Totals(over, grand, under, total)


def check_revenue(book: Book) -> Iterator[Finding | None]:
    """表1 收入总计 = 表2 合计, and its column 上年结转 where 合计 leaves that out."""
    rule, both = "revenue-matches-balance", _totals(book, "balance", "revenue", "revenue")
    if isinstance(both, str):
        yield skip(rule, both, "revenue")
        return
    cell = both.detail.cell(both.total, "total")
    bases = [one(cell)]
    if not is_zero(both.total.values.get("carryover")):
        bases.append(total_of("表2 合计与上年结转之和", [cell, both.detail.cell(both.total, "carryover")]))
    yield closest(compare(rule, one(both.summary.cell(both.grand, "amount")), base) for base in bases)


def check_expenditure(book: Book) -> Iterator[Finding | None]:
    """表1 支出总计 = 表3 合计 + 结转下年."""
    rule, both = "expenditure-matches-balance", _totals(book, "balance", "expenditure", "expenditure")
    if isinstance(both, str):
        yield skip(rule, both, "expenditure")
        return
    cell, kept = both.detail.cell(both.total, "total"), row_like(both.summary.side("expenditure"), TO_NEXT_YEAR)
    bases = [one(cell)]
    if kept is not None and not is_zero(kept.values.get("total")):
        bases.append(total_of("表3 合计与结转下年之和", [cell, both.summary.cell(kept, "total")]))
    yield closest(compare(rule, one(both.summary.cell(both.grand, "total")), base) for base in bases)


def check_general(book: Book) -> Iterator[Finding | None]:
    """表5 合计 = 表4's 一般公共预算, less what is brought forward where table 5 leaves that out."""
    rule, both = "general-matches-appropriation", _totals(book, "appropriation", "expenditure", "general_expenditure")
    if isinstance(both, str):
        yield skip(rule, both, "general_expenditure")
        return
    given, general = both.summary, both.detail
    if both.grand.values.get("general_public_budget") is None:
        yield skip(rule, f"{given.name}没有分出一般公共预算", general.id)
        return
    whole, brought = given.cell(both.grand, "general_public_budget"), _general_carryover(given)
    less = total_of("表4 一般公共预算减上年结转", [whole, brought.negative()]) if brought else one(whole)
    bases = {"included": [one(whole)], "excluded": [less]}.get(general.table.carryover or "", [one(whole), less])
    yield closest(compare(rule, one(general.cell(both.total, "total")), base) for base in bases)


def _general_carryover(given: Sheet) -> Cell | None:
    """The line 一般公共预算 under 上年财政拨款结转; the line itself where it isn't split."""
    rows = given.side("revenue")
    head = row_like(rows, FROM_LAST_YEAR)
    if head is None:
        return None
    below = rows[rows.index(head) + 1 :]
    split = next((row for row in below if bare(name_of(row)).startswith("一般公共预算")), None)
    has_split = split is not None and split.values.get("amount") is not None
    return given.cell(split if split is not None and has_split else head, "amount")


def check_carryover(book: Book) -> Iterator[Finding | None]:
    """表13 + the basic expenditure carried over (表3 less 表5) = 上年结转 of table 1."""
    rule = "carryover-adds-up"
    brought, projects = carried_over(book, "balance"), book.sheet("carryover_projects")
    if brought is None or projects is None or not projects.rows:
        return
    spent, general = book.sheet("expenditure"), book.sheet("general_expenditure")
    basics = [_basic_total(spent), _basic_total(general)]
    if general is None or general.table.carryover != "excluded" or None in basics:
        yield skip(rule, "表5 没有注明不含上年结转，算不出结转的基本支出", projects.id)
        return
    head = next((row for row in projects.rows if row.values.get("kind") != "project"), None)
    parts = [projects.cell(row, "total") for row in ([head] if head else projects.rows)]
    with_basic, without = (cell for cell in basics if cell)
    yield compare(rule, one(brought), total_of("结转的项目与基本支出之和", [*parts, with_basic, without.negative()]))


def _basic_total(sheet: Sheet | None) -> Cell | None:
    row = sheet.total() if sheet else None
    return sheet.cell(row, "basic") if sheet and row is not None else None
